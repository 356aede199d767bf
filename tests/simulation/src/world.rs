//! The world around one order: its database row, its stock, its workers, its shopper, and time.

use crate::pg::{Answer, Fault, ModelPg};
use daejo::claim::Claim;
use daejo::id::{CustomerId, MerchantId, OrderId, PaymentId, RefundId};
use daejo::money::{Amount, Currency};
use daejo::order::{Order, OrderLine, Tax};
use daejo::payment::{Decision, Effect, Event, Payment, Policy, RefundState, State, Step};
use daejo::pg::{Body, HttpResponse, Operation, Pg, PgCall, Reply, TransportFailure};
use daejo::time::Timestamp;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A law that a run broke.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Violation {
    /// Which law, and how.
    pub law: &'static str,
    /// Where the payment stood.
    pub state: State,
    /// What happened, action by action.
    pub trace: Vec<String>,
}

/// How a run ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Outcome {
    /// Where the payment stood in the end.
    pub state: State,
    /// How many actions it took.
    pub actions: u32,
    /// How many changes were stored.
    pub changes: u32,
}

/// Where the order's stock is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Stock {
    Held,
    Sold,
    Free,
}

/// What became of a request.
#[derive(Clone, Debug)]
enum Arrival {
    /// The PG has acted, or never will.
    Ended(Result<Answer, TransportFailure>),
    /// Still on its way to the PG.
    Late(PgCall, String),
}

/// A request that a worker sent, and what became of it.
#[derive(Clone, Debug)]
struct Sent {
    operation: Operation,
    ordinal: u32,
    outcome: Arrival,
    /// The worker died: nobody takes the answer.
    orphaned: bool,
}

/// Everything there is in a run.
pub struct World {
    random: ChaCha8Rng,
    began: Timestamp,
    now: Timestamp,
    order: Order,
    policy: Policy,
    payment: Payment,
    pg: ModelPg,
    stock: Stock,
    fulfilled: u32,
    sent: Vec<Sent>,
    trace: Vec<String>,
    changes: u32,
    faults_on: bool,
    claim_amount: i64,
}

/// The order's total, in won.
const TOTAL: i64 = 15_000;

impl World {
    fn new(seed: u64) -> Option<Self> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let order = Order {
            order_id: OrderId::new("order-1001").ok()?,
            customer_id: CustomerId::new("customer-7").ok()?,
            pg: Pg::TossPayments,
            merchant_id: MerchantId::new("shop").ok(),
            currency: Currency::Krw,
            lines: vec![OrderLine {
                product_id: "p-1".into(),
                unit_price: Amount::new(TOTAL).ok()?,
                quantity: 1,
                discount: Amount::ZERO,
                tax: Tax::Taxable,
            }],
            total: Amount::new(TOTAL).ok()?,
        };
        let now = Timestamp::from_millis(1_800_000_000_000).ok()?;
        let payment = Payment::start(PaymentId::new("payment-1").ok()?, &order, now.plus_millis(15 * 60_000));
        // One in eight shoppers authenticated another amount than the order's.
        let at_pg = if random.random_ratio(1, 8) { TOTAL - 14_900 } else { TOTAL };
        let claim_amount = if random.random_ratio(1, 8) { at_pg } else { TOTAL };
        let pg = ModelPg::authenticated("pay-key-1".into(), "order-1001".into(), at_pg);
        let policy = Policy { verify_before_confirm: random.random_ratio(1, 2), ..Policy::default() };
        Some(Self {
            random,
            began: now,
            now,
            order,
            policy,
            payment,
            pg,
            stock: Stock::Held,
            fulfilled: 0,
            sent: Vec::new(),
            trace: Vec::new(),
            changes: 0,
            faults_on: true,
            claim_amount,
        })
    }

    fn note(&mut self, what: impl Into<String>) {
        self.trace.push(what.into());
    }

    /// Applies an event to the stored row and stores what comes of it, in one step: the database's transaction.
    fn apply(&mut self, event: &Event<'_>) -> bool {
        let Ok(transition) = self.payment.apply(&self.order, event, self.now, &self.policy) else {
            return false;
        };
        if !transition.is_change() {
            return true;
        }
        self.note(format!(
            "{} {}: {} -> {}",
            self.now.millis_since(self.began),
            event.code(),
            self.payment.state.code(),
            transition.next.state.code()
        ));
        self.payment = transition.next;
        self.changes = self.changes.saturating_add(1);
        for effect in transition.effects {
            match effect {
                Effect::CommitStock => self.stock = Stock::Sold,
                Effect::ReleaseStock => self.stock = Stock::Free,
                Effect::Fulfil => self.fulfilled = self.fulfilled.saturating_add(1),
                Effect::Record { .. } | Effect::Alert { .. } | Effect::Publish { .. } => {}
            }
        }
        true
    }

    fn fault(&mut self) -> Fault {
        if !self.faults_on || self.random.random_ratio(1, 2) {
            return Fault::None;
        }
        match self.random.random_range(0..8_u32) {
            0 => Fault::NotSent,
            1 => Fault::RequestLost,
            2 => Fault::AnswerLost,
            3 => Fault::RequestLate,
            4 => Fault::PassingError,
            5 => Fault::ErrorAfterActing,
            6 => Fault::Decline,
            _ => Fault::WebPage,
        }
    }

    /// A worker looks at the row and does what is due. It may die between any two of its steps.
    fn work(&mut self) {
        match self.payment.next_step(self.now, &self.policy) {
            Step::Call { call, idempotency_key, .. } => {
                if self.dies("before the intent is stored") {
                    return;
                }
                let operation = call.operation();
                if !self.apply(&Event::CallStarted { operation }) {
                    return;
                }
                let Some(in_flight) = self.payment.in_flight else { return };
                if self.dies("after the intent is stored") {
                    return;
                }
                let fault = self.fault();
                let key = idempotency_key.map(String::from).unwrap_or_default();
                let outcome = if fault == Fault::RequestLate {
                    Arrival::Late(call, key)
                } else {
                    Arrival::Ended(self.send(&call, &key, fault))
                };
                let orphaned = self.dies("while the request is under way");
                self.note(format!("  sent {} with {fault:?}", operation.code()));
                self.sent.push(Sent { operation, ordinal: in_flight.ordinal, outcome, orphaned });
            }
            Step::Tick => {
                if !self.dies("before the tick is stored") {
                    self.apply(&Event::TimePassed);
                }
            }
            Step::Wait { .. } | Step::AskAPerson | Step::Nothing => {}
        }
    }

    fn dies(&mut self, when: &str) -> bool {
        let dies = self.faults_on && self.random.random_ratio(1, 16);
        if dies {
            self.note(format!("  worker dies {when}"));
        }
        dies
    }

    /// The network and the PG.
    fn send(&mut self, call: &PgCall, key: &str, fault: Fault) -> Result<Answer, TransportFailure> {
        match fault {
            Fault::NotSent => return Err(TransportFailure::NotSent),
            Fault::RequestLost => return Err(TransportFailure::TimedOut),
            Fault::WebPage => return Ok((200, b"<html>maintenance</html>".to_vec())),
            Fault::None
            | Fault::AnswerLost
            | Fault::RequestLate
            | Fault::PassingError
            | Fault::ErrorAfterActing
            | Fault::Decline => {}
        }
        let answer = match call {
            PgCall::Confirm { amount, .. } => self.pg.confirm(key, amount.minor(), fault),
            PgCall::QueryByPaymentKey { .. } | PgCall::QueryByOrderId { .. } => self.pg.query(),
            PgCall::Refund { amount, reason, refund_id, .. } => {
                let reason = format!("{reason} [ref:{refund_id}]");
                self.pg.refund(key, amount.map(Amount::minor), &reason, fault)
            }
            // This PG has no reversal, so the process never asks for one.
            PgCall::Reverse { .. } => return Err(TransportFailure::NotSent),
        };
        match fault {
            Fault::AnswerLost => Err(TransportFailure::ConnectionLost),
            Fault::ErrorAfterActing => Ok((500, br#"{"code":"UNKNOWN_PAYMENT_ERROR"}"#.to_vec())),
            Fault::None
            | Fault::NotSent
            | Fault::RequestLost
            | Fault::RequestLate
            | Fault::PassingError
            | Fault::Decline
            | Fault::WebPage => Ok(answer),
        }
    }

    /// One answer comes home, in any order, perhaps long after its deadline.
    fn deliver(&mut self) {
        if self.sent.is_empty() {
            return;
        }
        let at = self.random.random_range(0..self.sent.len());
        let sent = self.sent.swap_remove(at);
        let outcome = match sent.outcome {
            Arrival::Ended(outcome) => outcome,
            Arrival::Late(call, key) => {
                self.note(format!("  {} arrives late", call.operation().code()));
                self.send(&call, &key, Fault::None)
            }
        };
        if sent.orphaned {
            return;
        }
        let reply = match &outcome {
            Err(failure) => Reply::Failure(*failure),
            Ok((status, body)) => Reply::Response(HttpResponse {
                status: *status,
                retry_after_seconds: None,
                body: Body::new(body),
            }),
        };
        self.apply(&Event::Answered { operation: sent.operation, ordinal: sent.ordinal, reply });
    }

    fn claim(&mut self) {
        let tampered = self.faults_on && self.random.random_ratio(1, 10);
        let amount = if tampered { 100 } else { self.claim_amount };
        let claim = Claim {
            pg: Pg::TossPayments,
            order_id: Some("order-1001".into()),
            payment_key: Some("pay-key-1".into()),
            amount: Some(amount.to_string()),
        };
        let stranger = self.faults_on && self.random.random_ratio(1, 10);
        let customer = CustomerId::new(if stranger { "customer-8" } else { "customer-7" }).ok();
        self.apply(&Event::ClaimReceived { claim, customer });
    }

    fn webhook(&mut self) {
        let forged = self.random.random_ratio(1, 6);
        let mut data = self.pg.body();
        if forged && let Some(object) = data.as_object_mut() {
            object.insert("secret".into(), "ps_forged".into());
            object.insert("status".into(), "DONE".into());
        }
        let body = serde_json::json!({"eventType": "PAYMENT_STATUS_CHANGED", "data": data}).to_string();
        let digest = self.payment.webhook_secret_digest.clone();
        let notice =
            daejo::pg::read_webhook(Pg::TossPayments, &Vec::new(), body.as_bytes(), digest.as_deref());
        self.apply(&Event::Noticed { notice });
    }

    fn refund(&mut self) {
        let Ok(refund_id) = RefundId::new(format!("refund-{}", self.random.random_range(1..4_u32))) else {
            return;
        };
        let amount = [None, Amount::new(4_000).ok(), Amount::new(11_000).ok()]
            .get(self.random.random_range(0..3_usize))
            .copied()
            .flatten();
        self.apply(&Event::RefundRequested {
            refund_id,
            amount,
            reason: "고객 요청".into(),
            to_account: false,
        });
    }

    fn pass_time(&mut self, at_most_ms: u64) {
        let millis = self.random.random_range(0..at_most_ms.max(1));
        self.now = self.now.plus_millis(millis);
    }

    /// One thing happens.
    fn act(&mut self) {
        match self.random.random_range(0..20_u32) {
            0..=5 => self.work(),
            6..=10 => self.deliver(),
            11..=12 => self.claim(),
            13 => self.webhook(),
            14 => self.refund(),
            15..=18 => self.pass_time(4_000),
            _ => {
                if self.random.random_ratio(1, 8) {
                    self.pass_time(20 * 60_000);
                    if self.random.random_ratio(1, 2) {
                        self.pg.expire();
                    }
                }
            }
        }
        self.sold_only_for_money();
    }

    /// L2, at every moment: shipped means that money was there.
    fn sold_only_for_money(&mut self) {
        if self.fulfilled > 0 && self.pg.approvals == 0 {
            self.note("LAW 2: fulfilled without money");
        }
    }

    /// Faults stop; workers, answers and time go on until nothing is to be done.
    fn settle(&mut self) {
        self.faults_on = false;
        for _ in 0..2_000 {
            while !self.sent.is_empty() {
                self.deliver();
            }
            match self.payment.next_step(self.now, &self.policy) {
                Step::Call { .. } | Step::Tick => self.work(),
                Step::Wait { until } => {
                    self.now = until;
                    let authenticated_for = self.now.millis_since(self.began);
                    if authenticated_for > 30 * 60_000 {
                        self.pg.expire();
                    }
                }
                Step::Nothing => {
                    // The PG's webhooks come in the end.
                    if self.needs_webhook() {
                        self.webhook();
                    } else {
                        return;
                    }
                }
                Step::AskAPerson => {
                    // The person reads the PG's console and decides accordingly.
                    let decision = if self.pg.held() == 0 { Decision::Decline } else { Decision::Refund };
                    self.apply(&Event::Decided { decision, to_account: false });
                }
            }
        }
        self.note("LAW 12: no end");
    }

    /// Whether the PG has told us of something that we have not looked at since.
    fn needs_webhook(&self) -> bool {
        let ours = self.payment.refundable().minor();
        self.payment.state != State::Ready && self.pg.held() != ours && self.changes < 5_000
    }

    fn broken_law(&self) -> Option<&'static str> {
        let held = self.pg.held();
        let state = self.payment.state;
        if let Some(noted) = self.trace.iter().find(|line| line.starts_with("LAW")) {
            return Some(if noted.contains('2') && noted.contains("without money") {
                "L2 fulfilled without money"
            } else {
                "L12 the process does not end"
            });
        }
        if held > 0 && self.fulfilled == 0 {
            return Some("L1 charged, and neither fulfilled nor refunded");
        }
        if self.pg.approvals > 1 {
            return Some("L3 charged twice");
        }
        if self.fulfilled > 1 {
            return Some("L3 fulfilled twice");
        }
        if held < 0 {
            return Some("L5 refunded more than was captured");
        }
        let sold = matches!(state, State::Paid | State::PartiallyRefunded)
            || (state == State::Refunded && self.fulfilled > 0);
        if sold != (self.stock == Stock::Sold) {
            return Some("L4 stock does not follow the payment");
        }
        if self.payment.refundable().minor() != held {
            return Some("L1 our books differ from the PG's");
        }
        if self
            .payment
            .refunds
            .iter()
            .any(|refund| matches!(refund.state, RefundState::Requested | RefundState::Unknown))
        {
            return Some("L12 a refund was left open");
        }
        if !state.is_settled() {
            return Some("L12 the payment was left open");
        }
        None
    }
}

/// One run.
///
/// # Errors
/// The first law that it broke, with what happened.
pub fn run(seed: u64, actions: u32) -> Result<Outcome, Violation> {
    let Some(mut world) = World::new(seed) else {
        return Err(Violation { law: "the world cannot begin", state: State::Ready, trace: Vec::new() });
    };
    for _ in 0..actions {
        world.act();
    }
    world.settle();
    match world.broken_law() {
        None => Ok(Outcome { state: world.payment.state, actions, changes: world.changes }),
        Some(law) => Err(Violation { law, state: world.payment.state, trace: world.trace }),
    }
}
