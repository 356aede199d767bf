//! The payment process, as a value and two pure functions.
//!
//! [`Payment::apply`] takes one piece of evidence and says what the payment is then and what has to be stored with
//! it, in one database transaction. [`Payment::next_step`] says what has to be done now. Recovery after a crash is
//! `next_step` on what was stored; there is no other way back.
//!
//! A host's loop, the same for a first try and for a recovery:
//!
//! 1. load the payment, ask `next_step`;
//! 2. for a call: `apply(CallStarted)` and store (the intent), send, `apply(Answered)` and store;
//! 3. for `Tick`: `apply(TimePassed)` and store. No transaction is open while a call is.
//!
//! In this example the PG carries out the confirm, and the process crashes before it reads the answer. The same loop
//! on what was stored finds that out with a query, and the goods are shipped once:
//!
//! ```
//! use daejo::payment::{Effect, Event, Payment, Policy, State, Step, Transition};
//! use daejo::pg::{self, Body, HttpRequest, HttpResponse, Merchant, Reply};
//! use daejo::{claim::Return, id::PaymentId, order::Order, time::Timestamp};
//! type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
//! struct Db { payment: Payment, effects: Vec<Effect> }
//! impl Db {
//!     fn store(&mut self, transition: Transition) { // one database transaction
//!         self.payment = transition.next;
//!         self.effects.extend(transition.effects);
//!     }
//! }
//!
//! fn drive(db: &mut Db, order: &Order, shop: &Merchant, now: &mut Timestamp,
//!     mut send: impl FnMut(&HttpRequest) -> Outcome<String>) -> Outcome<()> {
//!     let policy = Policy::default();
//!     loop {
//!         match db.payment.next_step(*now, &policy) {
//!             Step::Call { call, idempotency_key, .. } => {
//!                 let operation = call.operation();
//!                 db.store(db.payment.apply(order, &Event::CallStarted { operation }, *now, &policy)?);
//!                 let ordinal = db.payment.requests.count;
//!                 let text = send(&pg::request(shop, &call, idempotency_key.as_ref()))?;
//!                 let body = Body::new(text.as_bytes());
//!                 let answer = HttpResponse { status: 200, retry_after_seconds: None, body };
//!                 let answered = Event::Answered { operation, ordinal, reply: Reply::Response(answer) };
//!                 db.store(db.payment.apply(order, &answered, *now, &policy)?);
//!             }
//!             Step::Tick => db.store(db.payment.apply(order, &Event::TimePassed, *now, &policy)?),
//!             Step::Wait { until } => *now = until, // a real host works on other payments meanwhile
//!             Step::AskAPerson | Step::Nothing => return Ok(()),
//!         }
//!     }
//! }
//!
//! # fn main() -> Outcome<()> {
//! let order: Order = serde_json::from_str(r#"{"orderId":"order-0001","customerId":"cust-7","pg":"toss_payments",
//!     "currency":"KRW","lines":[{"productId":"p-1","unitPrice":15000,"quantity":1}],"total":15000}"#)?;
//! let shop = serde_json::from_str(r#"{"pg":"toss_payments","merchantId":"shop","secretKey":"test_sk_example"}"#)?;
//! let mut now = Timestamp::from_millis(1_795_226_520_000)?;
//! let payment = Payment::start(PaymentId::new("pay-0001")?, &order, now.plus_millis(30 * 60_000));
//! let mut db = Db { payment, effects: Vec::new() };
//! let returned = pg::read_return(order.pg, "?orderId=order-0001&paymentKey=key-1&amount=15000");
//! let Return::Claimed { claim } = returned else { panic!("no claim") };
//! let claimed = Event::ClaimReceived { claim, customer: Some(order.customer_id.clone()) };
//! db.store(db.payment.apply(&order, &claimed, now, &Policy::default())?);
//! // What stands for HTTP: the PG answers queries; the process crashes after the confirm was sent.
//! let record = |status| format!(r#"{{"orderId":"order-0001","paymentKey":"key-1","type":"NORMAL","status":"{status}",
//!     "currency":"KRW","totalAmount":15000,"balanceAmount":15000,"approvedAt":"2026-11-21T11:02:10+09:00"}}"#);
//! let first_try = drive(&mut db, &order, &shop, &mut now, |request| {
//!     if request.method == "GET" { Ok(record("IN_PROGRESS")) } else { Err("crash".into()) }
//! });
//! assert!(first_try.is_err() && db.payment.state == State::Confirming);
//! drive(&mut db, &order, &shop, &mut now, |request| {
//!     assert_eq!(request.method, "GET", "a recovery queries first");
//!     Ok(record("DONE"))
//! })?;
//! assert_eq!((db.payment.state, db.payment.captured), (State::Paid, order.total));
//! assert_eq!(db.effects.iter().filter(|effect| **effect == Effect::Fulfil).count(), 1);
//! # Ok(()) }
//! ```
//!
//! Where evidence can lead, by [`State::moves`]:
#![doc = include_str!("table.md")]

mod answers;
mod apply;
mod books;
mod change;
mod decision;
mod disagreement;
mod due;
mod effect;
mod event;
mod late_money;
#[expect(clippy::module_inception, reason = "the type that the module is about")]
mod payment;
mod policy;
mod progress;
mod record;
mod refund_record;
mod refund_request;
mod refunds;
mod rejection;
mod state;
mod step;
mod table;
mod webhook;

pub use effect::{AlertReason, Effect, Transition};
pub use event::{Decision, DecisionRecord, Event, EventKind};
pub use payment::Payment;
pub use policy::{LateMoney, Policy};
pub use progress::{
    ConfirmProgress, DepositProgress, InFlight, Inquiry, Requests, ReversalProgress, WebhookHint,
};
pub use refunds::{Refund, RefundState};
pub use rejection::Rejection;
pub use state::{Phase, State};
pub use step::Step;
pub use table::diagram;
