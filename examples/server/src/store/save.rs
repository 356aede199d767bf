//! A change of a payment with its effects: history, stock, alerts, outbox, recorded calls, in one transaction.

use super::batch::{Batch, row};
use super::{Lease, Store, StoreError, Stored, dialect, refund_accounts, stock};
use crate::config::DatabaseKind;
use daejo::id::OperatorId;
use daejo::payment::{AlertReason, Effect, Payment, State, Transition};
use daejo::pg::RefundAccount;
use daejo::time::Timestamp;

/// Transitions to store, each computed from the one before.
pub(crate) struct SaveRequest<'a> {
    /// The version that they replace.
    pub(crate) before: &'a Stored,
    /// One or two: the event, and the intent of the call that follows.
    pub(crate) transitions: &'a [Transition],
    /// When a worker has to drive the payment again.
    pub(crate) due_at: Option<Timestamp>,
    /// The PG's receipt page, if its answer names one.
    pub(crate) receipt_url: Option<&'a str>,
    /// The account that receives the refund that begins.
    pub(crate) account: Option<&'a RefundAccount>,
    /// The worker's lease, if a worker stores it.
    pub(crate) lease: Option<Lease>,
    pub(crate) now: Timestamp,
}

impl SaveRequest<'_> {
    /// Whether the order is revived after its stock was released.
    fn revives(&self) -> bool {
        matches!(self.before.payment.state, State::Declined | State::Expired)
            && self.transitions.iter().any(|transition| transition.next.state == State::Paid)
    }
}

/// The alerts of a stored change.
#[derive(Clone, Debug, Default)]
pub(crate) struct SaveResult {
    pub(crate) alerts: Vec<AlertReason>,
    /// Products that were paid but have no stock left: an operator has to act.
    pub(crate) missing_stock: Vec<String>,
}

/// Alert: paid, but sold out in the meantime. The only alert that is not the core's.
pub(crate) const STOCK_SHORT: &str = "stock_short";

const ALERT: &str = "payment_id, version, reason, at";

impl Store {
    /// Stores transitions with their effects, if the payment still has the version that they were computed from.
    pub(crate) async fn save(&self, saved: &SaveRequest<'_>) -> Result<SaveResult, StoreError> {
        self.retrying(|| self.save_once(saved)).await
    }

    pub(super) async fn save_once(&self, saved: &SaveRequest<'_>) -> Result<SaveResult, StoreError> {
        let Some(next) = saved.transitions.last().map(|transition| &transition.next) else {
            return Ok(SaveResult::default());
        };
        let moves = stock::moves(saved.transitions);
        let is_single_statement =
            saved.before.is_held && moves.len() <= 1 && self.dialect.0 == DatabaseKind::Postgres;
        let mut batch =
            guard(saved, next, is_single_statement && !moves.is_empty(), self.lease_end(saved.now))?;
        let mut result = SaveResult::default();
        let mut before = &saved.before.payment;
        for Transition { next, effects } in saved.transitions {
            announce(&mut batch, before, next, saved.now);
            refund_accounts::follow(&mut batch, before, next, saved.account);
            for effect in effects {
                record(&mut batch, next, effect, saved.now);
                if let Effect::Alert { reason } = effect {
                    result.alerts.push(*reason);
                }
            }
            before = next;
        }
        if moves.is_empty() || is_single_statement {
            if let Some(&stock_move) = moves.first() {
                batch.postgres_steps(stock_move.held_lines_sql(), row![next.payment_id.as_str()]);
            }
            if self.dialect.0 == DatabaseKind::Postgres {
                let stored = batch.run_alone(&self.writer, self.dialect).await.map_err(payment_error)?;
                return if stored { Ok(result) } else { Err(StoreError::Conflict) };
            }
        }
        let mut tx = self.begin().await?;
        if !batch.run_in(&mut tx).await.map_err(payment_error)? {
            return Err(StoreError::Conflict);
        }
        // Last, because every other order of the same products waits for these rows.
        for stock_move in moves {
            result.missing_stock.extend(stock::move_lines(&mut tx, &next.payment_id, stock_move).await?);
        }
        if saved.revives() && !result.missing_stock.is_empty() {
            // Nothing is stored: the money is refunded instead.
            return Err(StoreError::StockGone);
        }
        if !result.missing_stock.is_empty() {
            let mut alert = Batch::default();
            alert.insert(
                "alerts",
                ALERT,
                row![next.payment_id.as_str(), next.version, STOCK_SHORT, saved.now.millis()],
            );
            alert.run_in(&mut tx).await?;
        }
        tx.commit().await?;
        Ok(result)
    }
}

/// The payment's row: updated only over the version before, and with a lease only under the newest lease.
fn guard(
    saved: &SaveRequest<'_>,
    next: &Payment,
    is_held: bool,
    lease_end: i64,
) -> Result<Batch, StoreError> {
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
        // Each step under a lease renews it: a step takes at most one call, and a lease is longer than a call.
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

/// Records the call that begins with `next`, by its sequence number.
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
        Effect::Record { from, to, event, reason, at, by } => {
            batch.insert(
                "history",
                "payment_id, version, from_state, to_state, event, reason, operator, at",
                row![
                    id,
                    payment.version,
                    from.code(),
                    to.code(),
                    event.as_str(),
                    reason.map(|reason| reason.code()),
                    by.as_ref().map(OperatorId::as_str),
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
        // The stock is moved at the end of the transaction.
        Effect::CommitStock | Effect::ReleaseStock => {}
    }
}

/// The meaning of a failed write of a payment.
fn payment_error(error: sqlx::Error) -> StoreError {
    if dialect::is_duplicate(&error, "payments_key", "payments.payment_key") {
        StoreError::PaymentKeyTaken
    } else {
        error.into()
    }
}
