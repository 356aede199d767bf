//! The world around the real process: shoppers, workers, a database, a network, a PG, operators and time. An event in
//! it is an [`Action`]. The model checker tries all actions, the seeded simulation draws them, and a scenario lists them.

mod action;
mod core;
mod db;
mod enabled;
mod host;
mod laws;
mod network;
mod outside;
mod pg;
mod requests;
mod settle;
mod state_key;
mod wire;

pub use action::{Action, Visit, WebhookKind};
pub use db::{CommitError, Db, Reservation, Row};
pub use host::{Exchange, Outgoing, Pending, Stage, Worker};
pub use network::as_reply;
pub use pg::{PgRecord, PgRefund, PgState, RefundAsked, Treatment};
pub use settle::Person;
pub use wire::{Answer, Distortion, Record};

use crate::guard::Guards;
use crate::profile::Profile;
use daejo::id::{CustomerId, MerchantId, OrderId, PaymentId};
use daejo::money::{Amount, Currency};
use daejo::order::{Order, OrderLine, Tax};
use daejo::payment::{Payment, Policy};
use daejo::pg::Pg;
use daejo::time::Timestamp;
use std::sync::Arc;

/// An order's total, in won.
pub const TOTAL: i64 = 15_000;

/// How many actions of each kind may still happen.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Budget {
    /// Faults of the network, the PG, the workers and the database.
    pub faults: u8,
    /// Returns, second clicks and reloads of shoppers.
    pub clicks: u8,
    /// Webhooks, genuine or not.
    pub webhooks: u8,
    /// Refund requests, operators' decisions, and revoked deposits.
    pub requests: u8,
    /// Clock jumps.
    pub clock_jumps: u8,
    /// Further checkouts.
    pub checkouts: u8,
}

impl Budget {
    /// No faults and no actions from outside.
    pub const NONE: Self =
        Self { faults: 0, clicks: 0, webhooks: 0, requests: 0, clock_jumps: 0, checkouts: 0 };
}

/// The parts of a world that do not change in a run.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Name in reports and flags.
    pub name: &'static str,
    /// The PG.
    pub profile: Profile,
    /// The merchant's choices.
    pub policy: Policy,
    /// The orders.
    pub orders: Vec<Order>,
    /// Items in stock.
    pub stock: i32,
    /// Number of workers.
    pub workers: usize,
    /// Whether loading and storing are two steps, so that others can act between them.
    pub is_split: bool,
    /// Whether the shopper may authenticate, and claim, another amount than the order's.
    pub is_tampered: bool,
    /// Whether every record in the PG's answers has an unknown status.
    pub is_frozen: bool,
    /// Whether the PG's answers may contradict themselves.
    pub contradicts: bool,
    /// Whether an order may have a second payment. PGs want a new order id for that, so this is only used to test the
    /// guard `OneActiveAttempt`.
    pub is_retried: bool,
    /// The actions that may happen.
    pub budget: Budget,
    /// The guards that are in place.
    pub guards: Guards,
}

/// The whole state.
#[derive(Clone, Debug)]
pub struct World {
    /// The parts that do not change.
    pub setup: Arc<Setup>,
    /// The true time. The PG's clock shows it.
    pub now: Timestamp,
    /// How far our own clock is behind, in milliseconds.
    pub clock_lag_ms: u64,
    /// The shop's records.
    pub db: Db,
    /// The PG's records. The n-th belongs to our n-th payment.
    pub pg: Vec<PgRecord>,
    /// Requests and answers in flight.
    pub wire: Vec<Exchange>,
    /// The states of the workers.
    pub workers: Vec<Worker>,
    /// The actions that may still happen.
    pub budget: Budget,
    /// The trace, if it is recorded.
    pub trace: Option<Vec<String>>,
}

/// The time at which every world starts, in milliseconds since 1970.
const START_MS: i64 = 1_800_000_000_000;
/// How long stock is held for an order, in milliseconds.
const HOLD_MS: u64 = 15 * 60_000;

pub(crate) fn time(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis).unwrap_or_default()
}

/// The n-th order: one item of one customer.
#[must_use]
pub fn order(number: usize) -> Option<Order> {
    Some(Order {
        order_id: OrderId::new(format!("order-100{number}")).ok()?,
        customer_id: CustomerId::new(format!("customer-{number}")).ok()?,
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
    })
}

impl Setup {
    /// A setup with one order, one worker, and the given budget.
    #[must_use]
    pub fn new(name: &'static str, profile: Profile, budget: Budget) -> Self {
        Self {
            name,
            profile,
            policy: Policy {
                capabilities: Some(profile.capabilities),
                // Long pauses, so that there are few queries: each is a state of its own, and they are all alike.
                first_pause_ms: 60_000,
                longest_pause_ms: 10 * 60_000,
                refund_longest_pause_ms: 60 * 60_000,
                ..Policy::default()
            },
            orders: order(0).into_iter().collect(),
            stock: 1,
            workers: 1,
            is_split: false,
            is_tampered: false,
            is_frozen: false,
            contradicts: false,
            is_retried: false,
            budget,
            guards: Guards::default(),
        }
    }

    /// Two orders for the only item in stock.
    #[must_use]
    pub fn with_two_orders(mut self) -> Self {
        self.orders = [order(0), order(1)].into_iter().flatten().collect();
        self
    }
}

impl World {
    /// A world in which the first order is placed, and its shopper is in the payment window.
    #[must_use]
    pub fn new(setup: &Arc<Setup>) -> Self {
        let mut world = Self {
            now: time(START_MS),
            clock_lag_ms: 0,
            db: Db::new(setup.stock, setup.orders.len()),
            pg: Vec::new(),
            wire: Vec::new(),
            workers: vec![Worker::Idle; setup.workers],
            budget: setup.budget,
            trace: None,
            setup: Arc::clone(setup),
        };
        world.checkout(0);
        world
    }

    /// The same world, with a trace.
    #[must_use]
    pub fn traced(mut self) -> Self {
        self.trace = Some(Vec::new());
        self
    }

    /// The time on our own clock.
    #[must_use]
    pub fn our_now(&self) -> Timestamp {
        let millis = self.now.millis().saturating_sub(i64::try_from(self.clock_lag_ms).unwrap_or_default());
        time(millis)
    }

    pub(crate) fn note(&mut self, what: impl FnOnce() -> String) {
        let at = self.now.millis() - START_MS;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{:>9.1}s {}", at / 1_000, what()));
        }
    }

    /// Places an order, or starts a second payment for it.
    pub(crate) fn checkout(&mut self, order: usize) -> bool {
        let number = self.db.rows.len();
        let Ok(payment_id) = PaymentId::new(format!("payment-{number}")) else { return false };
        let expires_at = self.our_now().plus_millis(HOLD_MS);
        let payment = Payment::start(payment_id, &self.setup.orders[order], expires_at);
        let is_placed = self.db.insert(payment, order, self.setup.guards);
        if is_placed {
            self.pg.push(PgRecord::absent(number, order, TOTAL, self.now));
        }
        self.note(|| format!("checkout of order {order}: {}", if is_placed { "placed" } else { "refused" }));
        is_placed
    }
}
