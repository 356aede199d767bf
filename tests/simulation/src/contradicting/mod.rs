//! Random runs of one payment at a PG that contradicts itself from answer to answer. The answers come in any order,
//! also to requests that ended long ago. The database, the network and the workers of the other simulations are left
//! out: this tests the core alone, at a million steps a minute.

mod laws;
mod record;

use crate::profile;
use daejo::claim::{Claim, ReturnFailure};
use daejo::id::{CustomerId, MerchantId, OperatorId, OrderId, PaymentId, RefundId};
use daejo::money::{Amount, Currency};
use daejo::order::{Order, OrderLine, Tax};
use daejo::payment::{Decision, Event, LateMoney, Payment, Policy, Step};
use daejo::pg::{
    Authenticity, Body, HttpResponse, Notice, NoticeKind, Operation, Pg, PgStatus, Reply, TransportFailure,
};
use daejo::reason::Reason;
use daejo::time::Timestamp;
use laws::broken_law;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use record::{Stated, pick};
use std::collections::BTreeMap;

const TOTAL: i64 = 15_000;
const START_MS: i64 = 1_800_000_000_000;

/// Figures of a number of runs.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Figures {
    /// Number of events that were applied, including those that changed nothing or were rejected.
    pub steps: u64,
    /// Number of changes, by the state after the change.
    pub entered: BTreeMap<&'static str, u64>,
    /// Number of shipments.
    pub shipped: u64,
}

/// A law that a run broke.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Violation {
    /// The seed of the run.
    pub seed: u64,
    /// The law.
    pub law: &'static str,
    /// The payment before the event, and the event.
    pub step: String,
}

/// One run of `steps` random events. After them the PG answers no request, and the payment has to reach a final state
/// or wait for an operator.
///
/// # Errors
/// The first law that was broken.
pub fn run(seed: u64, steps: u32, figures: &mut Figures) -> Result<(), Violation> {
    let mut run = Run::new(seed);
    for _ in 0..steps {
        match run.draw() {
            Drawn::Event(event) => run.apply(&event, None, figures)?,
            Drawn::Answer { operation, ordinal, answer, stated } => {
                let reply = answer.reply();
                run.apply(&Event::Answered { operation, ordinal, reply }, stated, figures)?;
            }
        }
    }
    run.end(figures)
}

/// The next random event.
enum Drawn {
    Event(Box<Event<'static>>),
    Answer { operation: Operation, ordinal: u32, answer: RawAnswer, stated: Option<Stated> },
}

/// An answer as it arrives over the network.
enum RawAnswer {
    Response { status: u16, retry_after_seconds: Option<u32>, body: String },
    Failure(TransportFailure),
}

impl RawAnswer {
    fn reply(&self) -> Reply<'_> {
        match self {
            Self::Failure(failure) => Reply::Failure(*failure),
            Self::Response { status, retry_after_seconds, body } => Reply::Response(HttpResponse {
                status: *status,
                retry_after_seconds: *retry_after_seconds,
                body: Body::new(body.as_bytes()),
            }),
        }
    }
}

struct Run {
    seed: u64,
    random: ChaCha8Rng,
    order: Order,
    policy: Policy,
    payment: Payment,
    now: Timestamp,
}

fn id<T>(made: Result<T, daejo::id::IdError>) -> T {
    match made {
        Ok(id) => id,
        Err(error) => unreachable!("the ids of the model are valid: {error}"),
    }
}

fn order() -> Order {
    let line = OrderLine {
        product_id: "tea".into(),
        unit_price: Amount::new(TOTAL).unwrap_or_default(),
        quantity: 1,
        discount: Amount::ZERO,
        tax: Tax::default(),
    };
    Order {
        order_id: id(OrderId::new("order-1000")),
        customer_id: id(CustomerId::new("c-1")),
        pg: Pg::TossPayments,
        merchant_id: Some(id(MerchantId::new("shop"))),
        currency: Currency::Krw,
        lines: vec![line],
        total: Amount::new(TOTAL).unwrap_or_default(),
    }
}

fn operator() -> OperatorId {
    id(OperatorId::new("op-kim"))
}

impl Run {
    fn new(seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let profiles = profile::all();
        let mut policy = Policy {
            capabilities: Some(profiles[random.random_range(0..profiles.len())].capabilities),
            verify_before_confirm: random.random_ratio(1, 2),
            ..Policy::default()
        };
        if random.random_ratio(1, 2) {
            policy.late_money = LateMoney::Revive;
        }
        let now = Timestamp::from_millis(START_MS).unwrap_or_default();
        let order = order();
        let payment = Payment::start(id(PaymentId::new("payment-0")), &order, now.plus_millis(900_000));
        Self { seed, random, order, policy, payment, now }
    }

    fn apply(
        &mut self,
        event: &Event<'_>,
        stated: Option<Stated>,
        figures: &mut Figures,
    ) -> Result<(), Violation> {
        figures.steps += 1;
        let Ok(transition) = self.payment.apply(&self.order, event, self.now, &self.policy) else {
            return Ok(());
        };
        if !transition.is_change() {
            return Ok(());
        }
        let law = broken_law(&self.payment, event.kind(), &transition, stated).or_else(|| {
            let limit = self.now.plus_millis(self.longest_wait());
            let is_too_late = transition.next.requests.not_before.is_some_and(|at| at > limit);
            is_too_late.then_some("a request is postponed beyond every limit")
        });
        if let Some(law) = law {
            return Err(self.violation(law, &format!("{event:?}")));
        }
        let shipped = transition.next.fulfilled && !self.payment.fulfilled;
        figures.shipped += u64::from(shipped);
        *figures.entered.entry(transition.next.state.code()).or_default() += 1;
        self.payment = transition.next;
        Ok(())
    }

    /// The longest time in milliseconds that any rule may postpone a request: the longest of the policy's pauses, plus
    /// a quarter of it as jitter.
    fn longest_wait(&self) -> u64 {
        let policy = &self.policy;
        let longest = [
            policy.deposit_poll_ms,
            policy.retry_after_limit_ms,
            policy.refund_longest_pause_ms,
            policy.longest_pause_ms,
        ];
        let longest = u64::from(longest.into_iter().max().unwrap_or_default());
        longest + longest / 4
    }

    fn violation(&self, law: &'static str, event: &str) -> Violation {
        let payment = serde_json::to_string(&self.payment).unwrap_or_default();
        Violation { seed: self.seed, law, step: format!("{payment}\n{event}") }
    }

    /// A random event. Most events continue the request that is due or in flight.
    fn draw(&mut self) -> Drawn {
        let jumps = [0, 10, 1_000, 3_000, 60_000, 600_000, 3_600_000];
        self.now = self.now.plus_millis(pick(&mut self.random, &jumps));
        match self.random.random_range(0..12_u32) {
            0..=2 => Drawn::Event(Box::new(match self.payment.next_step(self.now, &self.policy) {
                Step::Call { call, .. } => Event::CallStarted { operation: call.operation() },
                Step::Wait { until } => {
                    self.now = self.now.max(until);
                    Event::TimePassed
                }
                Step::Tick | Step::AskAPerson | Step::Nothing => Event::TimePassed,
            })),
            3..=7 => self.answer(),
            8 => Drawn::Event(Box::new(self.notice())),
            9 => Drawn::Event(Box::new(self.return_from_window())),
            10 => Drawn::Event(Box::new(self.refund())),
            _ => Drawn::Event(Box::new(self.decision())),
        }
    }

    /// An answer to the request in flight, or to any earlier request.
    fn answer(&mut self) -> Drawn {
        let in_flight = self.payment.requests.in_flight;
        let current = in_flight.filter(|_| self.random.random_ratio(3, 4));
        let (operation, ordinal) = match current {
            Some(call) => (call.operation, call.ordinal),
            None => {
                let count = self.payment.requests.count;
                (pick(&mut self.random, &Operation::ALL), self.random.random_range(0..=count))
            }
        };
        let (answer, stated) = self.random_answer();
        Drawn::Answer { operation, ordinal, answer, stated }
    }

    fn random_answer(&mut self) -> (RawAnswer, Option<Stated>) {
        match self.random.random_range(0..10_u32) {
            0 => {
                let failures =
                    [TransportFailure::NotSent, TransportFailure::TimedOut, TransportFailure::ConnectionLost];
                (RawAnswer::Failure(pick(&mut self.random, &failures)), None)
            }
            1 | 2 => {
                let errors = [
                    (400, "INVALID_REQUEST"),
                    (400, "ALREADY_PROCESSED_PAYMENT"),
                    (403, "REJECT_CARD_COMPANY"),
                    (404, "NOT_FOUND_PAYMENT"),
                    (429, "TOO_MANY_REQUESTS"),
                    (500, "FAILED_INTERNAL_SYSTEM_PROCESSING"),
                    (503, "NOT_LISTED"),
                ];
                let (status, code) = pick(&mut self.random, &errors);
                let later = [None, Some(7), Some(86_400), Some(u32::MAX)];
                let retry_after_seconds = pick(&mut self.random, &later);
                let body = format!("{{\"code\":\"{code}\",\"message\":\"…\"}}");
                (RawAnswer::Response { status, retry_after_seconds, body }, None)
            }
            _ => {
                let refunds = self.payment.refunds.iter();
                let references: Vec<String> = refunds.map(|refund| refund.refund_id.to_string()).collect();
                let (body, stated) = record::record(&mut self.random, TOTAL, &references);
                (RawAnswer::Response { status: 200, retry_after_seconds: None, body }, Some(stated))
            }
        }
    }

    fn notice(&mut self) -> Event<'static> {
        let statuses = [
            PgStatus::Captured,
            PgStatus::PartiallyRefunded,
            PgStatus::Refunded,
            PgStatus::AwaitingDeposit,
            PgStatus::Declined,
            PgStatus::Expired,
        ];
        let authenticity =
            pick(&mut self.random, &[Authenticity::Verified, Authenticity::Unsigned, Authenticity::Forged]);
        let notice = Notice {
            kind: NoticeKind::PaymentChanged,
            authenticity,
            webhook_id: "webhook-1".into(),
            order_id: Some("order-1000".into()),
            payment_key: None,
            transaction_key: None,
            status: Some(pick(&mut self.random, &statuses)),
            payment: None,
            sent_at: None,
        };
        Event::Noticed { notice }
    }

    fn return_from_window(&mut self) -> Event<'static> {
        let customer = Some(self.order.customer_id.clone());
        let (pg, order_id) = (Pg::TossPayments, Some("order-1000".into()));
        if self.random.random_ratio(1, 8) {
            let reason = pick(&mut self.random, &[Reason::ShopperCanceled, Reason::WindowAborted]);
            let failure = ReturnFailure { pg, order_id, reason, pg_code: None };
            return Event::ReturnFailed { failure, customer };
        }
        let payment_key = Some("pay-key-0".into());
        let claim = Claim { pg, order_id, payment_key, amount: Some(TOTAL.to_string()) };
        Event::ClaimReceived { claim, customer }
    }

    fn refund(&mut self) -> Event<'static> {
        let number = self.random.random_range(0..6_u32);
        let amounts = [None, Some(3_000), Some(5_000), Some(7_000), Some(TOTAL), Some(20_000)];
        Event::RefundRequested {
            refund_id: id(RefundId::new(format!("refund-{number}"))),
            amount: pick(&mut self.random, &amounts).and_then(|won| Amount::new(won).ok()),
            reason: "환불".into(),
            requested_by: operator(),
            to_account: self.random.random_ratio(1, 2),
        }
    }

    fn decision(&mut self) -> Event<'static> {
        let all = [Decision::AcceptAsPaid, Decision::Refund, Decision::Decline, Decision::AskAgain];
        Event::Decided {
            decision: pick(&mut self.random, &all),
            decided_by: operator(),
            to_account: self.random.random_ratio(1, 2),
        }
    }

    /// The PG answers no request any more. Within its time limits the payment reaches a final state or waits for an
    /// operator.
    fn end(&mut self, figures: &mut Figures) -> Result<(), Violation> {
        for _ in 0..2_000 {
            match self.payment.next_step(self.now, &self.policy) {
                Step::Nothing | Step::AskAPerson => return Ok(()),
                Step::Wait { until } => self.now = self.now.max(until),
                Step::Tick => self.apply(&Event::TimePassed, None, figures)?,
                Step::Call { call, .. } => {
                    let operation = call.operation();
                    self.apply(&Event::CallStarted { operation }, None, figures)?;
                    let ordinal = self.payment.requests.count;
                    let reply = Reply::Failure(TransportFailure::TimedOut);
                    self.apply(&Event::Answered { operation, ordinal, reply }, None, figures)?;
                }
            }
        }
        Err(self.violation("the process does not end", "the PG does not answer"))
    }
}
