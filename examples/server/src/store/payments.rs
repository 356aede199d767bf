//! Loading payments, with their order and with what a later save needs.

use super::{Store, StoreError};
use daejo::id::{OrderId, PaymentId, PaymentKey};
use daejo::order::Order;
use daejo::payment::{Effect, Payment, Transition};
use daejo::pg::Pg;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A payment as it is stored, with its order.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) order: Order,
    pub(crate) payment: Payment,
    pub(crate) order_name: String,
    pub(crate) receipt_url: Option<String>,
    /// Sequence number of the newest lease.
    pub(crate) fence: i64,
    /// Whether all of its pieces are still held. They are until the payment ends or is paid.
    pub(crate) is_held: bool,
}

impl Stored {
    /// The payment after `transitions` were stored.
    pub(crate) fn after(mut self, transitions: Vec<Transition>, receipt_url: Option<&str>) -> Self {
        for Transition { next, effects } in transitions {
            let moves =
                effects.iter().any(|effect| matches!(effect, Effect::CommitStock | Effect::ReleaseStock));
            self.is_held &= !moves;
            self.payment = next;
        }
        self.receipt_url = receipt_url.map(String::from).or(self.receipt_url);
        self
    }
}

macro_rules! stored_where {
    ($condition:literal) => {
        concat!(
            "SELECT o.document AS order_document, o.order_name, p.document, p.receipt_url, p.fence,
                 (SELECT count(*) FROM reservations r WHERE r.payment_id = p.payment_id AND r.state <> 'held')
                 AS moved
             FROM payments p JOIN orders o ON o.order_id = p.order_id WHERE ",
            $condition
        )
    };
}

impl Store {
    /// The payment of this id.
    pub(crate) async fn payment(&self, id: &PaymentId) -> Result<Option<Stored>, StoreError> {
        let query = self.dialect.query(stored_where!("p.payment_id = ?")).bind(id.as_str());
        query.fetch_optional(&self.readers).await?.as_ref().map(read).transpose()
    }

    /// The newest payment of an order.
    pub(crate) async fn payment_of_order(&self, id: &OrderId) -> Result<Option<Stored>, StoreError> {
        let sql = stored_where!("p.order_id = ? ORDER BY p.created_at DESC LIMIT 1");
        let query = self.dialect.query(sql).bind(id.as_str());
        query.fetch_optional(&self.readers).await?.as_ref().map(read).transpose()
    }

    /// The newest payment with this payment key of the PG.
    pub(crate) async fn payment_of_key(
        &self,
        pg: Pg,
        key: &PaymentKey,
    ) -> Result<Option<Stored>, StoreError> {
        let sql = stored_where!("p.pg = ? AND p.payment_key = ? ORDER BY p.created_at DESC LIMIT 1");
        let query = self.dialect.query(sql).bind(pg.code()).bind(key.as_str());
        query.fetch_optional(&self.readers).await?.as_ref().map(read).transpose()
    }
}

pub(super) fn payment_id(row: &AnyRow, column: &str) -> Result<PaymentId, StoreError> {
    let text: String = row.try_get(column)?;
    PaymentId::new(text).map_err(|_| StoreError::OutOfRange("a payment id"))
}

fn read(row: &AnyRow) -> Result<Stored, StoreError> {
    Ok(Stored {
        order: serde_json::from_str(row.try_get("order_document")?)?,
        payment: serde_json::from_str(row.try_get("document")?)?,
        order_name: row.try_get("order_name")?,
        receipt_url: row.try_get("receipt_url")?,
        fence: row.try_get("fence")?,
        is_held: row.try_get::<i64, _>("moved")? == 0,
    })
}
