//! Queries for operators.

use super::payments::payment_id;
use super::{Store, StoreError};
use daejo::id::PaymentId;
use daejo::payment::State;
use sqlx::Row;

/// One line of a payment's history.
#[derive(Clone, Debug)]
pub(crate) struct HistoryLine {
    pub(crate) version: i64,
    pub(crate) from: Option<String>,
    pub(crate) to: String,
    pub(crate) event: String,
    pub(crate) reason: Option<String>,
    /// The operator who decided or requested it.
    pub(crate) operator: Option<String>,
    pub(crate) at: i64,
}

impl Store {
    /// Payments in a state, those without a change for longest first.
    pub(crate) async fn payments_in(&self, state: State, limit: u32) -> Result<Vec<PaymentId>, StoreError> {
        let sql = "SELECT payment_id FROM payments WHERE state = ? ORDER BY updated_at, payment_id LIMIT ?";
        let query = self.dialect.query(sql).bind(state.code()).bind(i64::from(limit));
        let rows = query.fetch_all(&self.readers).await?;
        rows.iter().map(|row| payment_id(row, "payment_id")).collect()
    }

    /// All changes of a payment, oldest first.
    pub(crate) async fn history(&self, id: &PaymentId) -> Result<Vec<HistoryLine>, StoreError> {
        let sql = "SELECT version, from_state, to_state, event, reason, operator, at FROM history
             WHERE payment_id = ? ORDER BY version";
        let rows = self.dialect.query(sql).bind(id.as_str()).fetch_all(&self.readers).await?;
        rows.iter()
            .map(|row| {
                Ok(HistoryLine {
                    version: row.try_get("version")?,
                    from: row.try_get("from_state")?,
                    to: row.try_get("to_state")?,
                    event: row.try_get("event")?,
                    reason: row.try_get("reason")?,
                    operator: row.try_get("operator")?,
                    at: row.try_get("at")?,
                })
            })
            .collect()
    }
}
