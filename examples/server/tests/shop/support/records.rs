//! Checks of the shop's records: reads the database itself, and compares it with the PG's ledger.

use super::Placed;
use daejo_sandbox_pg::LedgerEntry;
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, AssertSqlSafe, Row};
use std::collections::{BTreeSet, HashMap};

/// The shop's database, read without the server.
pub(crate) struct Records(AnyPool);

/// Free, held and sold.
pub(crate) type Stock = (i64, i64, i64);

impl Records {
    /// `address` as the server's `--database` has it.
    pub(crate) async fn open(address: &str) -> Self {
        sqlx::any::install_default_drivers();
        let url = if address.contains("://") { address.to_owned() } else { format!("sqlite://{address}") };
        Self(AnyPoolOptions::new().max_connections(1).connect(&url).await.unwrap())
    }

    /// `sql` with an id in place of `?`. Ids are letters, digits, `_` and `-`, so no id can end the SQL text.
    fn about(sql: &str, id: &str) -> AssertSqlSafe<String> {
        assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')));
        AssertSqlSafe(sql.replace('?', &format!("'{id}'")))
    }

    pub(crate) async fn stock(&self, product: &str) -> Stock {
        let row =
            sqlx::query(Self::about("SELECT free, held, sold FROM stock WHERE product_id = ?", product))
                .fetch_one(&self.0)
                .await
                .unwrap();
        (row.get(0), row.get(1), row.get(2))
    }

    /// Moves the end of an order's reservation into the past.
    pub(crate) async fn expire(&self, placed: &Placed) {
        let expires_at = placed.answer["expiresAt"].as_i64().unwrap();
        let sql = format!(
            "UPDATE payments SET document = replace(document, '{expires_at}', '{}'), next_due_at = 1
             WHERE state = 'ready' AND order_id = ?",
            expires_at - 86_400_000
        );
        let changed = sqlx::query(Self::about(&sql, &placed.order_id)).execute(&self.0).await.unwrap();
        assert_eq!(changed.rows_affected(), 1, "{} is not ready", placed.order_id);
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query(sql).fetch_one(&self.0).await.unwrap().get(0)
    }

    pub(crate) async fn alerts(&self, order_id: &str) -> Vec<String> {
        let rows = sqlx::query(Self::about(
            "SELECT a.reason FROM alerts a JOIN payments p ON p.payment_id = a.payment_id WHERE p.order_id = ?
             ORDER BY a.id",
            order_id,
        ))
        .fetch_all(&self.0)
        .await
        .unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// An order's payment and its history, for the message of a failed test.
    pub(crate) async fn history(&self, order_id: &str) -> String {
        let rows = sqlx::query(Self::about(
            "SELECT concat_ws(' ', h.at, h.event, h.from_state, '>', h.to_state, h.reason)
             FROM history h JOIN payments p ON p.payment_id = h.payment_id WHERE p.order_id = ?
             UNION ALL SELECT document FROM payments WHERE order_id = ?",
            order_id,
        ))
        .fetch_all(&self.0)
        .await
        .unwrap();
        rows.iter().map(|row| row.get::<String, _>(0) + "\n").collect()
    }

    /// All values of a query's first column, as text.
    pub(crate) async fn text_of(&self, sql: &'static str) -> String {
        let rows = sqlx::query(sql).fetch_all(&self.0).await.unwrap();
        let text = |row: &sqlx::any::AnyRow| match row.try_get::<Option<String>, _>(0) {
            Ok(text) => text.unwrap_or_default(),
            Err(_) => String::from_utf8_lossy(&row.get::<Vec<u8>, _>(0)).into_owned(),
        };
        rows.iter().map(text).collect()
    }

    /// Compares money, stock and history of every order with `ledger`.
    pub(crate) async fn agree_with(&self, ledger: &[LedgerEntry]) {
        assert_eq!(self.count("SELECT count(*) FROM stock WHERE free + held + sold <> total").await, 0);
        let orphans = "SELECT count(*) FROM stock s WHERE held <> (SELECT coalesce(sum(quantity), 0) FROM
             reservations r WHERE r.product_id = s.product_id AND r.state = 'held') OR sold <> (SELECT
             coalesce(sum(quantity), 0) FROM reservations r WHERE r.product_id = s.product_id AND r.state = 'sold')";
        assert_eq!(self.count(orphans).await, 0, "stock without a reservation");
        let gaps = "SELECT count(*) FROM payments p WHERE version <> (SELECT count(*) FROM history h WHERE
             h.payment_id = p.payment_id)";
        assert_eq!(self.count(gaps).await, 0, "a change without a record");
        let calls = "SELECT count(*) FROM payments p WHERE (SELECT count(*) FROM calls c WHERE
             c.payment_id = p.payment_id) <> (SELECT count(*) FROM history h WHERE h.payment_id = p.payment_id
             AND h.event = 'call_started')";
        assert_eq!(self.count(calls).await, 0, "a call without a record");
        let mut of_order: HashMap<&str, Vec<&LedgerEntry>> = HashMap::new();
        for entry in ledger {
            assert!(entry.approvals <= 1, "{} was charged twice", entry.order_id);
            of_order.entry(&entry.order_id).or_default().push(entry);
        }
        let mut lines: HashMap<String, BTreeSet<String>> = HashMap::new();
        for row in sqlx::query("SELECT payment_id, state FROM reservations").fetch_all(&self.0).await.unwrap()
        {
            lines.entry(row.get(0)).or_default().insert(row.get(1));
        }
        let rows = sqlx::query(
            "SELECT o.order_id, p.document, o.fulfilled_at, p.payment_id FROM payments p
             JOIN orders o ON o.order_id = p.order_id",
        )
        .fetch_all(&self.0)
        .await
        .unwrap();
        for row in rows {
            let order_id: String = row.get(0);
            let payment: serde_json::Value = serde_json::from_str(&row.get::<String, _>(1)).unwrap();
            let is_fulfilled = row.get::<Option<i64>, _>(2).is_some();
            let stock: Vec<&str> = lines[row.get::<&str, _>(3)].iter().map(String::as_str).collect();
            let stock = stock.join(",");
            let entries = of_order.get(order_id.as_str()).cloned().unwrap_or_default();
            assert!(entries.iter().map(|entry| entry.approvals).sum::<u32>() <= 1, "{order_id}: two charges");
            let kept: i64 = entries.iter().map(|entry| entry.captured - entry.refunded).sum();
            match payment["state"].as_str().unwrap() {
                "paid" => {
                    assert_eq!(kept, payment["amount"].as_i64().unwrap(), "{order_id}");
                    assert!(is_fulfilled && stock == "sold", "{order_id}: {stock}");
                }
                "declined" | "canceled" | "expired" => {
                    assert_eq!((kept, is_fulfilled, stock.as_str()), (0, false, "released"), "{order_id}");
                }
                "refunded" => assert_eq!(kept, 0, "{order_id}"),
                "partially_refunded" => {
                    let of = |member: &str| payment[member].as_i64().unwrap();
                    assert_eq!(kept, of("captured") - of("refunded"), "{order_id}");
                    assert!(is_fulfilled && stock == "sold", "{order_id}: {stock}");
                }
                "ready" | "awaiting_deposit" => {
                    assert_eq!((kept, is_fulfilled, stock.as_str()), (0, false, "held"), "{order_id}");
                }
                other => assert!(!is_fulfilled, "{order_id} is {other} and was shipped"),
            }
        }
    }
}
