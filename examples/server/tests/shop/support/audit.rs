//! The auditor: reads the database file itself, and compares it with the PG's ledger.

use daejo_sandbox_pg::LedgerEntry;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::collections::HashMap;
use std::path::Path;

/// The shop's records, read past the server.
pub(crate) struct Books(SqlitePool);

/// Free, held and sold.
pub(crate) type Stock = (i64, i64, i64);

impl Books {
    pub(crate) async fn open(path: &Path) -> Self {
        let options = SqliteConnectOptions::new().filename(path);
        Self(SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap())
    }

    pub(crate) async fn stock(&self, product: &str) -> Stock {
        let row = sqlx::query("SELECT free, held, sold FROM stock WHERE product_id = ?")
            .bind(product)
            .fetch_one(&self.0)
            .await
            .unwrap();
        (row.get(0), row.get(1), row.get(2))
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query(sql).fetch_one(&self.0).await.unwrap().get(0)
    }

    pub(crate) async fn alerts(&self, order_id: &str) -> Vec<String> {
        let rows = sqlx::query(
            "SELECT reason FROM alerts JOIN payments USING (payment_id) WHERE order_id = ? ORDER BY alerts.id",
        )
        .bind(order_id)
        .fetch_all(&self.0)
        .await
        .unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// An order's payment and its history, for a person who has to find out.
    pub(crate) async fn story(&self, order_id: &str) -> String {
        let rows = sqlx::query(
            "SELECT h.at || ' ' || h.event || ' ' || coalesce(from_state, '') || '>' || to_state || ' ' ||
                 coalesce(reason, '') FROM history h JOIN payments p USING (payment_id) WHERE order_id = ?1
             UNION ALL SELECT document FROM payments WHERE order_id = ?1",
        )
        .bind(order_id)
        .fetch_all(&self.0)
        .await
        .unwrap();
        rows.iter().map(|row| row.get::<String, _>(0) + "\n").collect()
    }

    /// Everything that is stored, as text: what is not in here was not kept.
    pub(crate) async fn text_of(&self, sql: &'static str) -> String {
        let rows = sqlx::query(sql).fetch_all(&self.0).await.unwrap();
        rows.iter().map(|row| row.get::<Option<String>, _>(0).unwrap_or_default()).collect()
    }

    /// Money, stock and history of every order.
    pub(crate) async fn agree_with(&self, ledger: &[LedgerEntry]) {
        assert_eq!(self.count("SELECT count(*) FROM stock WHERE free + held + sold <> total").await, 0);
        let orphans = "SELECT count(*) FROM stock s WHERE held <> (SELECT coalesce(sum(quantity), 0) FROM
             reservations r WHERE r.product_id = s.product_id AND r.state = 'held') OR sold <> (SELECT
             coalesce(sum(quantity), 0) FROM reservations r WHERE r.product_id = s.product_id AND r.state = 'sold')";
        assert_eq!(self.count(orphans).await, 0, "stock that no payment holds");
        let gaps = "SELECT count(*) FROM payments p WHERE version <> (SELECT count(*) FROM history h WHERE
             h.payment_id = p.payment_id)";
        assert_eq!(self.count(gaps).await, 0, "a change without a record");
        let mut of_order: HashMap<&str, Vec<&LedgerEntry>> = HashMap::new();
        for entry in ledger {
            assert!(entry.approvals <= 1, "{} was charged twice", entry.order_id);
            of_order.entry(&entry.order_id).or_default().push(entry);
        }
        let rows = sqlx::query(
            "SELECT order_id, p.document, o.fulfilled_at, (SELECT group_concat(DISTINCT r.state) FROM
             reservations r WHERE r.payment_id = p.payment_id) FROM payments p JOIN orders o USING (order_id)",
        )
        .fetch_all(&self.0)
        .await
        .unwrap();
        for row in rows {
            let order_id: String = row.get(0);
            let payment: serde_json::Value = serde_json::from_str(&row.get::<String, _>(1)).unwrap();
            let is_fulfilled = row.get::<Option<i64>, _>(2).is_some();
            let stock: String = row.get(3);
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
                "ready" | "awaiting_deposit" => {
                    assert_eq!((kept, is_fulfilled, stock.as_str()), (0, false, "held"), "{order_id}");
                }
                other => assert!(!is_fulfilled, "{order_id} is {other} and was shipped"),
            }
        }
    }
}
