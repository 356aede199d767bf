//! A change of a payment with its effects: history, stock, alerts, outbox, announced calls, in one transaction.

use super::batch::{Batch, row};
use super::{Lease, Store, StoreError, Stored, dialect, refund_accounts, stock};
use crate::config::DatabaseKind;
use daejo::payment::{AlertReason, Effect, Payment, State, Transition};
use daejo::pg::RefundAccount;
use daejo::time::Timestamp;

/// Transitions to be stored, each made from the one before.
pub(crate) struct Saved<'a> {
    /// The version they are stored over.
    pub(crate) before: &'a Stored,
    /// One, or two: what was learned, and the call that follows from it.
    pub(crate) transitions: &'a [Transition],
    /// When a worker has to look at it again.
    pub(crate) due_at: Option<Timestamp>,
    /// Where the PG shows a receipt, once it has said so.
    pub(crate) receipt_url: Option<&'a str>,
    /// Where the refund that begins with them goes to.
    pub(crate) account: Option<&'a RefundAccount>,
    /// Under which lease this is done, if a worker does it.
    pub(crate) lease: Option<Lease>,
    pub(crate) now: Timestamp,
}

impl Saved<'_> {
    /// Whether an order whose stock was let go comes back to life.
    fn revives(&self) -> bool {
        matches!(self.before.payment.state, State::Declined | State::Expired)
            && self.transitions.iter().any(|transition| transition.next.state == State::Paid)
    }
}

/// What was stored beyond the core's own effects.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aftermath {
    pub(crate) alerts: Vec<AlertReason>,
    /// Products that were sold again while their payment was open: a person has to see to them.
    pub(crate) short_of: Vec<String>,
}

/// Paid for, and sold out in the meantime: the one alert that is the shop's own.
pub(crate) const STOCK_SHORT: &str = "stock_short";

const ALERT: &str = "payment_id, version, reason, at";

impl Store {
    /// Stores transitions with their effects, if the payment is still the one they were made from.
    pub(crate) async fn save(&self, saved: &Saved<'_>) -> Result<Aftermath, StoreError> {
        self.retrying(|| self.save_once(saved)).await
    }

    pub(super) async fn save_once(&self, saved: &Saved<'_>) -> Result<Aftermath, StoreError> {
        let Some(next) = saved.transitions.last().map(|transition| &transition.next) else {
            return Ok(Aftermath::default());
        };
        let moves = stock::moves(saved.transitions);
        let plain = saved.before.is_held && moves.len() <= 1 && self.dialect.0 == DatabaseKind::Postgres;
        let mut batch = guard(saved, next, plain && !moves.is_empty(), self.lease_end(saved.now))?;
        let mut aftermath = Aftermath::default();
        let mut before = &saved.before.payment;
        for Transition { next, effects } in saved.transitions {
            announce(&mut batch, before, next, saved.now);
            refund_accounts::follow(&mut batch, before, next, saved.account);
            for effect in effects {
                record(&mut batch, next, effect, saved.now);
                if let Effect::Alert { reason } = effect {
                    aftermath.alerts.push(*reason);
                }
            }
            before = next;
        }
        if moves.is_empty() || plain {
            if let Some(&to) = moves.first() {
                batch.steps(to.of_held_lines(), row![next.payment_id.as_str()]);
            }
            if self.dialect.0 == DatabaseKind::Postgres {
                let stored = batch.alone(&self.writer, self.dialect).await.map_err(of_payment)?;
                return if stored { Ok(aftermath) } else { Err(StoreError::Conflict) };
            }
        }
        let mut tx = self.begin().await?;
        if !batch.within(&mut tx).await.map_err(of_payment)? {
            return Err(StoreError::Conflict);
        }
        // Last, because everybody who buys the same waits for it.
        for to in moves {
            aftermath.short_of.extend(stock::move_lines(&mut tx, &next.payment_id, to).await?);
        }
        if saved.revives() && !aftermath.short_of.is_empty() {
            // Nothing of it is stored: the money goes back instead.
            return Err(StoreError::StockGone);
        }
        if !aftermath.short_of.is_empty() {
            let mut alert = Batch::default();
            alert.insert(
                "alerts",
                ALERT,
                row![next.payment_id.as_str(), next.version, STOCK_SHORT, saved.now.millis()],
            );
            alert.within(&mut tx).await?;
        }
        tx.commit().await?;
        Ok(aftermath)
    }
}

/// The payment's own row: changed over the version before, and under the newest lease if under one.
fn guard(saved: &Saved<'_>, next: &Payment, is_held: bool, lease_end: i64) -> Result<Batch, StoreError> {
    let mut sql = String::from(
        "UPDATE payments SET payment_key = ?, state = ?, version = ?, document = ?, next_due_at = ?,
             receipt_url = coalesce(?, receipt_url), updated_at = ?",
    );
    let mut values = row![
        next.payment_key.as_ref().map(daejo::id::PaymentKey::as_str),
        next.state.code(),
        next.version,
        serde_json::to_string(next)?,
        saved.due_at.map(Timestamp::millis),
        saved.receipt_url,
        saved.now.millis(),
    ];
    if saved.lease.is_some() {
        // Each step under a lease renews it: a step takes at most a call, and the lease is longer than that.
        sql.push_str(", lease_until = ?");
        values.extend(row![lease_end]);
    }
    sql.push_str(" WHERE payment_id = ? AND version = ?");
    values.extend(row![next.payment_id.as_str(), saved.before.payment.version]);
    if let Some(lease) = saved.lease {
        sql.push_str(" AND fence = ?");
        values.extend(row![lease.fence]);
    }
    if is_held {
        sql.push_str(
            " AND NOT EXISTS (SELECT 1 FROM reservations r
                 WHERE r.payment_id = payments.payment_id AND r.state <> 'held')",
        );
    }
    Ok(Batch::guarded(sql, values))
}

/// A call that begins with `next` is written down by its number.
fn announce(batch: &mut Batch, before: &Payment, next: &Payment, now: Timestamp) {
    let Some(call) = next.requests.in_flight.filter(|call| call.ordinal > before.requests.count) else {
        return;
    };
    batch.insert(
        "calls",
        "payment_id, ordinal, operation, announced_at",
        row![next.payment_id.as_str(), call.ordinal, call.operation.code(), now.millis()],
    );
}

fn record(batch: &mut Batch, payment: &Payment, effect: &Effect, now: Timestamp) {
    let id = payment.payment_id.as_str();
    match effect {
        Effect::Record { from, to, event, reason, at, by: _ } => {
            batch.insert(
                "history",
                "payment_id, version, from_state, to_state, event, reason, at",
                row![
                    id,
                    payment.version,
                    from.code(),
                    to.code(),
                    event.as_str(),
                    reason.map(|reason| reason.code()),
                    at.millis()
                ],
            );
        }
        Effect::Fulfil => batch.update(
            "UPDATE orders SET fulfilled_at = coalesce(fulfilled_at, ?) WHERE order_id = ?",
            row![now.millis(), payment.order_id.as_str()],
        ),
        Effect::Alert { reason } => {
            batch.insert("alerts", ALERT, row![id, payment.version, reason.code(), now.millis()]);
        }
        Effect::Publish { state } => {
            batch.insert(
                "outbox",
                "payment_id, order_id, version, state, at",
                row![id, payment.order_id.as_str(), payment.version, state.code(), now.millis()],
            );
        }
        // Moved at the end of the transaction.
        Effect::CommitStock | Effect::ReleaseStock => {}
    }
}

/// What a failed write of a payment means.
fn of_payment(error: sqlx::Error) -> StoreError {
    if dialect::is_duplicate(&error, "payments_key", "payments.payment_key") {
        StoreError::PaymentKeyTaken
    } else {
        error.into()
    }
}
