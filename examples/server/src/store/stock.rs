//! Stock: every piece is free, held or sold, and moves with its payment.

use super::StoreError;
use super::transaction::Tx;
use daejo::id::PaymentId;
use daejo::order::Order;
use daejo::payment::{Effect, Transition};
use sqlx::Row;

/// A move of a payment's stock.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum StockMove {
    /// Held pieces become sold; released pieces become sold if they are still free.
    Sold,
    /// Held or sold pieces become free.
    Free,
}

/// The moves that the transitions contain.
pub(super) fn moves(transitions: &[Transition]) -> Vec<StockMove> {
    let effects = transitions.iter().flat_map(|transition| &transition.effects);
    effects
        .filter_map(|effect| match effect {
            Effect::CommitStock => Some(StockMove::Sold),
            Effect::ReleaseStock => Some(StockMove::Free),
            Effect::Record { .. } | Effect::Fulfil | Effect::Alert { .. } | Effect::Publish { .. } => None,
        })
        .collect()
}

/// PostgreSQL: the move of lines that are all held. The stock rows are locked in the order of the product ids before
/// any is changed.
macro_rules! held_lines_sql {
    ($state:literal, $column:literal) => {
        concat!(
            "moved AS (UPDATE reservations SET state = '", $state, "' WHERE payment_id = ? AND state = 'held'
                 AND EXISTS (SELECT 1 FROM changed) RETURNING product_id, quantity),
             wanted AS (SELECT product_id, sum(quantity)::bigint AS quantity FROM moved GROUP BY product_id),
             locked AS (SELECT s.product_id FROM stock s JOIN wanted USING (product_id)
                 ORDER BY s.product_id FOR UPDATE OF s),
             stocked AS (UPDATE stock s SET held = s.held - w.quantity, ", $column, " = s.", $column,
            " + w.quantity FROM wanted w JOIN locked USING (product_id) WHERE s.product_id = w.product_id)"
        )
    };
}

impl StockMove {
    pub(super) const fn held_lines_sql(self) -> &'static str {
        match self {
            Self::Sold => held_lines_sql!("sold", "sold"),
            Self::Free => held_lines_sql!("released", "free"),
        }
    }

    /// The stock update for a line in `state`, and the line's new state. `None` if the line has moved already.
    fn line_change(self, state: &str) -> Option<(&'static str, &'static str)> {
        let (sql, becomes) = match (self, state) {
            (Self::Sold, "held") => {
                ("held = held - ?, sold = sold + ? WHERE product_id = ? AND held >= ?", "sold")
            }
            (Self::Sold, "released") => {
                ("free = free - ?, sold = sold + ? WHERE product_id = ? AND free >= ?", "sold")
            }
            (Self::Free, "held") => {
                ("held = held - ?, free = free + ? WHERE product_id = ? AND held >= ?", "released")
            }
            (Self::Free, "sold") => {
                ("sold = sold - ?, free = free + ? WHERE product_id = ? AND sold >= ?", "released")
            }
            _ => return None,
        };
        Some((sql, becomes))
    }
}

async fn update_stock(tx: &mut Tx, change: &str, quantity: i64, product: &str) -> Result<bool, StoreError> {
    let moved = tx
        .query(&format!("UPDATE stock SET {change}"))
        .bind(quantity)
        .bind(quantity)
        .bind(product)
        .bind(quantity)
        .execute(&mut **tx)
        .await?;
    Ok(moved.rows_affected() > 0)
}

/// Moves the lines of a payment; returns the products with too little stock.
pub(super) async fn move_lines(
    tx: &mut Tx,
    id: &PaymentId,
    stock_move: StockMove,
) -> Result<Vec<String>, StoreError> {
    let rows = tx
        .query(
            "SELECT line, product_id, quantity, state FROM reservations WHERE payment_id = ?
             ORDER BY product_id, line",
        )
        .bind(id.as_str())
        .fetch_all(&mut **tx)
        .await?;
    let mut missing = Vec::new();
    for row in rows {
        let (product, state): (String, String) = (row.try_get("product_id")?, row.try_get("state")?);
        let Some((change, becomes)) = stock_move.line_change(&state) else { continue };
        if update_stock(tx, change, row.try_get("quantity")?, &product).await? {
            tx.query("UPDATE reservations SET state = ? WHERE payment_id = ? AND line = ?")
                .bind(becomes)
                .bind(id.as_str())
                .bind(row.try_get::<i64, _>("line")?)
                .execute(&mut **tx)
                .await?;
        } else {
            missing.push(product);
        }
    }
    Ok(missing)
}

/// Holds an order's pieces, in the order of the product ids.
pub(super) async fn hold(tx: &mut Tx, order: &Order) -> Result<(), StoreError> {
    let mut lines: Vec<_> =
        order.lines.iter().map(|line| (line.product_id.as_str(), line.quantity)).collect();
    lines.sort_unstable();
    for (product, quantity) in lines {
        let change = "free = free - ?, held = held + ? WHERE product_id = ? AND free >= ?";
        if !update_stock(tx, change, quantity.into(), product).await? {
            let row = tx
                .query("SELECT free FROM stock WHERE product_id = ?")
                .bind(product)
                .fetch_optional(&mut **tx)
                .await?;
            let free = row.map_or(Ok(0), |row| row.try_get("free"))?;
            return Err(StoreError::OutOfStock { product_id: product.to_owned(), free });
        }
    }
    Ok(())
}
