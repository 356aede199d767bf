//! Stock: every piece is free, held or sold, and moves with the payment that it is for.

use super::StoreError;
use super::transaction::Tx;
use daejo::id::PaymentId;
use daejo::order::Order;
use daejo::payment::{Effect, Transition};
use sqlx::Row;

/// Where a payment's pieces go.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum To {
    /// What is held is sold; what had been let go is taken again if it can be.
    Sold,
    /// Whatever is still held or was sold is free again.
    Free,
}

/// The moves that transitions ask for.
pub(super) fn moves(transitions: &[Transition]) -> Vec<To> {
    let effects = transitions.iter().flat_map(|transition| &transition.effects);
    effects
        .filter_map(|effect| match effect {
            Effect::CommitStock => Some(To::Sold),
            Effect::ReleaseStock => Some(To::Free),
            Effect::Record { .. } | Effect::Fulfil | Effect::Alert { .. } | Effect::Publish { .. } => None,
        })
        .collect()
}

/// PostgreSQL: the move of lines that are all held. The shelves are locked in the products' order before any is
/// changed.
macro_rules! of_held_lines {
    ($state:literal, $column:literal) => {
        concat!(
            "moved AS (UPDATE reservations SET state = '", $state, "' WHERE payment_id = ? AND state = 'held'
                 AND EXISTS (SELECT 1 FROM changed) RETURNING product_id, quantity),
             wanted AS (SELECT product_id, sum(quantity)::bigint AS quantity FROM moved GROUP BY product_id),
             shelves AS (SELECT s.product_id FROM stock s JOIN wanted USING (product_id)
                 ORDER BY s.product_id FOR UPDATE OF s),
             stocked AS (UPDATE stock s SET held = s.held - w.quantity, ", $column, " = s.", $column,
            " + w.quantity FROM wanted w JOIN shelves USING (product_id) WHERE s.product_id = w.product_id)"
        )
    };
}

impl To {
    pub(super) const fn of_held_lines(self) -> &'static str {
        match self {
            Self::Sold => of_held_lines!("sold", "sold"),
            Self::Free => of_held_lines!("released", "free"),
        }
    }

    /// What a line in `state` needs, and what it becomes. A second time finds nothing to move.
    fn of_line(self, state: &str) -> Option<(&'static str, &'static str)> {
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

async fn shift(tx: &mut Tx, change: &str, quantity: i64, product: &str) -> Result<bool, StoreError> {
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

/// Moves the lines of a payment; answers the products that there is too little of.
pub(super) async fn move_lines(tx: &mut Tx, id: &PaymentId, to: To) -> Result<Vec<String>, StoreError> {
    let rows = tx
        .query(
            "SELECT line, product_id, quantity, state FROM reservations WHERE payment_id = ?
             ORDER BY product_id, line",
        )
        .bind(id.as_str())
        .fetch_all(&mut **tx)
        .await?;
    let mut short_of = Vec::new();
    for row in rows {
        let (product, state): (String, String) = (row.try_get("product_id")?, row.try_get("state")?);
        let Some((change, becomes)) = to.of_line(&state) else { continue };
        if shift(tx, change, row.try_get("quantity")?, &product).await? {
            tx.query("UPDATE reservations SET state = ? WHERE payment_id = ? AND line = ?")
                .bind(becomes)
                .bind(id.as_str())
                .bind(row.try_get::<i64, _>("line")?)
                .execute(&mut **tx)
                .await?;
        } else {
            short_of.push(product);
        }
    }
    Ok(short_of)
}

/// Holds an order's pieces, in the products' order.
pub(super) async fn hold(tx: &mut Tx, order: &Order) -> Result<(), StoreError> {
    let mut lines: Vec<_> =
        order.lines.iter().map(|line| (line.product_id.as_str(), line.quantity)).collect();
    lines.sort_unstable();
    for (product, quantity) in lines {
        let change = "free = free - ?, held = held + ? WHERE product_id = ? AND free >= ?";
        if !shift(tx, change, quantity.into(), product).await? {
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
