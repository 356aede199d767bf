//! The world around the real process: shoppers, workers, a database, a network, a PG, people and time. What can
//! happen in it is an [`Action`]; the explorer tries them all, the simulation draws them, a scenario names them.

mod action;
mod canon;
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
mod wire;

pub use action::{Action, Hook, Visit};
pub use db::{Db, Refusal, Reservation, Row};
pub use host::{Exchange, Outgoing, Pending, Stage, Worker};
pub use network::as_reply;
pub use pg::{PgRecord, Reach, RefundAsked, Returned, Stand};
pub use settle::Person;
pub use wire::{Answer, Said, Twist};

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

/// How many of each kind of thing may still go wrong or be done.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Left {
    /// Faults of network, PG, workers and database.
    pub faults: u8,
    /// Clicks, returns and reloads of shoppers.
    pub clicks: u8,
    /// Webhooks, genuine or not.
    pub hooks: u8,
    /// Refunds that somebody asks for, and decisions.
    pub requests: u8,
    /// Clock jumps.
    pub jumps: u8,
    /// Further checkouts.
    pub checkouts: u8,
}

impl Left {
    /// Nothing more goes wrong, and nobody wants anything.
    pub const NOTHING: Self = Self { faults: 0, clicks: 0, hooks: 0, requests: 0, jumps: 0, checkouts: 0 };
}

/// What does not change in a run.
#[derive(Clone, Debug)]
pub struct Setup {
    /// By which a run is named.
    pub name: &'static str,
    /// The PG.
    pub profile: Profile,
    /// The merchant's choices.
    pub policy: Policy,
    /// The orders.
    pub orders: Vec<Order>,
    /// Pieces in stock.
    pub pieces: i32,
    /// Workers.
    pub workers: usize,
    /// Whether loading and storing are two steps, between which others act.
    pub is_split: bool,
    /// Whether the shopper may authenticate, and claim, another amount than the order's.
    pub is_tampered: bool,
    /// Whether the PG answers every look at a confirmed payment with a word that nobody knows.
    pub is_frozen: bool,
    /// Whether the PG's answers may contradict themselves.
    pub contradicts: bool,
    /// Whether an order may be tried again: PGs want a fresh order number for that, so only without its guard.
    pub is_retried: bool,
    /// What may go wrong.
    pub left: Left,
    /// Which guards stand.
    pub guards: Guards,
}

/// Everything there is.
#[derive(Clone, Debug)]
pub struct World {
    /// What does not change.
    pub setup: Arc<Setup>,
    /// True time; the PG has it.
    pub now: Timestamp,
    /// How far our own clock is behind.
    pub behind_ms: u64,
    /// The shop's records.
    pub db: Db,
    /// The PG's records; the n-th belongs to our n-th payment.
    pub pg: Vec<PgRecord>,
    /// Requests and answers under way.
    pub wire: Vec<Exchange>,
    /// The workers.
    pub workers: Vec<Worker>,
    /// What may still go wrong.
    pub left: Left,
    /// What happened, if somebody wants to know.
    pub trace: Option<Vec<String>>,
}

/// When every world begins.
const BEGINNING_MS: i64 = 1_800_000_000_000;
/// For how long stock is held for an order.
const HOLD_MS: u64 = 15 * 60_000;

pub(crate) fn time(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis).unwrap_or_default()
}

/// The n-th order: one piece, of one customer.
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
    /// One order, one worker, and as much as `left` says.
    #[must_use]
    pub fn new(name: &'static str, profile: Profile, left: Left) -> Self {
        Self {
            name,
            profile,
            policy: Policy {
                capabilities: Some(profile.capabilities),
                // Few looks rather than many: each is a state, and they are all alike.
                first_pause_ms: 60_000,
                longest_pause_ms: 10 * 60_000,
                refund_longest_pause_ms: 60 * 60_000,
                ..Policy::default()
            },
            orders: order(0).into_iter().collect(),
            pieces: 1,
            workers: 1,
            is_split: false,
            is_tampered: false,
            is_frozen: false,
            contradicts: false,
            is_retried: false,
            left,
            guards: Guards::default(),
        }
    }

    /// Two orders that want the one piece there is.
    #[must_use]
    pub fn with_two_orders(mut self) -> Self {
        self.orders = [order(0), order(1)].into_iter().flatten().collect();
        self
    }
}

impl World {
    /// The first order has been placed, and its shopper is in the payment window.
    #[must_use]
    pub fn new(setup: &Arc<Setup>) -> Self {
        let mut world = Self {
            now: time(BEGINNING_MS),
            behind_ms: 0,
            db: Db::new(setup.pieces, setup.orders.len()),
            pg: Vec::new(),
            wire: Vec::new(),
            workers: vec![Worker::Idle; setup.workers],
            left: setup.left,
            trace: None,
            setup: Arc::clone(setup),
        };
        world.checkout(0);
        world
    }

    /// The same world, with somebody who writes down what happens.
    #[must_use]
    pub fn traced(mut self) -> Self {
        self.trace = Some(Vec::new());
        self
    }

    /// Our own clock.
    #[must_use]
    pub fn our_now(&self) -> Timestamp {
        let millis = self.now.millis().saturating_sub(i64::try_from(self.behind_ms).unwrap_or_default());
        time(millis)
    }

    pub(crate) fn note(&mut self, what: impl FnOnce() -> String) {
        let at = self.now.millis() - BEGINNING_MS;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{:>9.1}s {}", at / 1_000, what()));
        }
    }

    /// Places an order, or tries it once more.
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
