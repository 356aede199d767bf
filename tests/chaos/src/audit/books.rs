//! The shop's database, read without the server: own SQL, own structs, every row.

use anyhow::{Context as _, Result};
use serde_json::Value;
use sqlx::any::{AnyRow, install_default_drivers};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};

/// All rows of the shop's database that are audited.
#[derive(Clone, Debug, Default)]
pub struct Books {
    pub(super) orders: Vec<Order>,
    pub(super) payments: Vec<Payment>,
    pub(super) history: Vec<Transition>,
    pub(super) reservations: Vec<Reservation>,
    pub(super) stock: Vec<Stock>,
    pub(super) outbox: Vec<OutboxRow>,
    pub(super) inbox: Vec<Notice>,
    pub(super) alerts: Vec<Alert>,
    pub(super) calls: Vec<Call>,
}

/// A row of `orders`.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub(super) order_id: String,
    pub(super) total: i64,
    pub(super) fulfilled_at: Option<i64>,
}

/// A row of `payments`.
#[derive(Clone, Debug)]
pub(super) struct Payment {
    pub(super) payment_id: String,
    pub(super) order_id: String,
    pub(super) state: String,
    pub(super) version: i64,
    /// The server's JSON document; members are read by name, without the server's types.
    pub(super) document: Value,
}

/// A row of `history`: one change of a payment.
#[derive(Clone, Debug)]
pub(super) struct Transition {
    pub(super) payment_id: String,
    pub(super) version: i64,
    pub(super) from: Option<String>,
    pub(super) to: String,
    pub(super) event: String,
    pub(super) reason: Option<String>,
    pub(super) at: i64,
}

/// A row of `reservations`: one product of one payment.
#[derive(Clone, Debug)]
pub(super) struct Reservation {
    pub(super) payment_id: String,
    pub(super) product_id: String,
    pub(super) quantity: i64,
    pub(super) state: String,
}

/// A row of `stock`: the pieces of one product.
#[derive(Clone, Debug)]
pub(super) struct Stock {
    pub(super) product_id: String,
    pub(super) free: i64,
    pub(super) held: i64,
    pub(super) sold: i64,
    pub(super) total: i64,
}

/// A row of `outbox`: a state that the server published.
#[derive(Clone, Debug)]
pub(super) struct OutboxRow {
    pub(super) payment_id: String,
    pub(super) version: i64,
    pub(super) state: String,
}

/// A row of `inbox`: a webhook that the server stored.
#[derive(Clone, Debug)]
pub(super) struct Notice {
    pub(super) webhook_id: String,
    pub(super) payment_id: String,
    pub(super) handled_at: Option<i64>,
}

/// A row of `alerts`: a payment that was reported to an operator.
#[derive(Clone, Debug)]
pub(super) struct Alert {
    pub(super) payment_id: String,
    pub(super) reason: String,
}

/// A row of `calls`: a request to the PG, recorded before it was sent.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) payment_id: String,
    pub(super) ordinal: i64,
    pub(super) operation: String,
}

impl Payment {
    /// An integer member of the document; 0 if it is absent.
    pub(super) fn number(&self, name: &str) -> i64 {
        self.document.get(name).and_then(Value::as_i64).unwrap_or_default()
    }

    /// An integer at a JSON pointer of the document; 0 if it is absent.
    pub(super) fn number_at(&self, pointer: &str) -> i64 {
        self.document.pointer(pointer).and_then(Value::as_i64).unwrap_or_default()
    }

    pub(super) fn refunds(&self) -> impl Iterator<Item = &Value> {
        self.document.get("refunds").and_then(Value::as_array).into_iter().flatten()
    }
}

impl Books {
    /// Reads the database at `url` (`sqlite:PATH`, `postgres://…`, `mysql://…`, or a path).
    ///
    /// # Errors
    /// If the database cannot be opened or a row cannot be read.
    pub async fn read(url: &str) -> Result<Self> {
        install_default_drivers();
        let url = if url.contains(':') { url.to_owned() } else { format!("sqlite:{url}") };
        let mut database = AnyConnection::connect(&url).await.context("the database cannot be opened")?;
        let books = Self {
            orders: rows(&mut database, "SELECT order_id, total, fulfilled_at FROM orders", order).await?,
            payments: rows(
                &mut database,
                "SELECT payment_id, order_id, state, version, document FROM payments",
                payment,
            )
            .await?,
            history: rows(
                &mut database,
                "SELECT payment_id, version, from_state, to_state, event, reason, at FROM history
                 ORDER BY payment_id, version",
                transition,
            )
            .await?,
            reservations: rows(
                &mut database,
                "SELECT payment_id, product_id, quantity, state FROM reservations",
                reservation,
            )
            .await?,
            stock: rows(&mut database, "SELECT product_id, free, held, sold, total FROM stock", stock)
                .await?,
            outbox: rows(&mut database, "SELECT payment_id, version, state FROM outbox", outbox_row).await?,
            inbox: rows(&mut database, "SELECT webhook_id, payment_id, handled_at FROM inbox", notice)
                .await?,
            alerts: rows(&mut database, "SELECT payment_id, reason FROM alerts", alert).await?,
            calls: rows(&mut database, "SELECT payment_id, ordinal, operation FROM calls", call).await?,
        };
        database.close().await?;
        Ok(books)
    }
}

async fn rows<T>(
    database: &mut AnyConnection,
    sql: &'static str,
    read: fn(&AnyRow) -> Result<T>,
) -> Result<Vec<T>> {
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(database).await.with_context(|| sql.to_owned())?;
    rows.iter().map(read).collect::<Result<_>>().with_context(|| sql.to_owned())
}

fn text(row: &AnyRow, name: &str) -> Result<String> {
    Ok(row.try_get(name)?)
}

fn number(row: &AnyRow, name: &str) -> Result<i64> {
    Ok(row.try_get(name)?)
}

fn order(row: &AnyRow) -> Result<Order> {
    Ok(Order {
        order_id: text(row, "order_id")?,
        total: number(row, "total")?,
        fulfilled_at: row.try_get("fulfilled_at")?,
    })
}

fn payment(row: &AnyRow) -> Result<Payment> {
    Ok(Payment {
        payment_id: text(row, "payment_id")?,
        order_id: text(row, "order_id")?,
        state: text(row, "state")?,
        version: number(row, "version")?,
        document: serde_json::from_str(&text(row, "document")?)?,
    })
}

fn transition(row: &AnyRow) -> Result<Transition> {
    Ok(Transition {
        payment_id: text(row, "payment_id")?,
        version: number(row, "version")?,
        from: row.try_get("from_state")?,
        to: text(row, "to_state")?,
        event: text(row, "event")?,
        reason: row.try_get("reason")?,
        at: number(row, "at")?,
    })
}

fn reservation(row: &AnyRow) -> Result<Reservation> {
    Ok(Reservation {
        payment_id: text(row, "payment_id")?,
        product_id: text(row, "product_id")?,
        quantity: number(row, "quantity")?,
        state: text(row, "state")?,
    })
}

fn stock(row: &AnyRow) -> Result<Stock> {
    Ok(Stock {
        product_id: text(row, "product_id")?,
        free: number(row, "free")?,
        held: number(row, "held")?,
        sold: number(row, "sold")?,
        total: number(row, "total")?,
    })
}

fn outbox_row(row: &AnyRow) -> Result<OutboxRow> {
    Ok(OutboxRow {
        payment_id: text(row, "payment_id")?,
        version: number(row, "version")?,
        state: text(row, "state")?,
    })
}

fn notice(row: &AnyRow) -> Result<Notice> {
    Ok(Notice {
        webhook_id: text(row, "webhook_id")?,
        payment_id: text(row, "payment_id")?,
        handled_at: row.try_get("handled_at")?,
    })
}

fn call(row: &AnyRow) -> Result<Call> {
    Ok(Call {
        payment_id: text(row, "payment_id")?,
        ordinal: number(row, "ordinal")?,
        operation: text(row, "operation")?,
    })
}

fn alert(row: &AnyRow) -> Result<Alert> {
    Ok(Alert { payment_id: text(row, "payment_id")?, reason: text(row, "reason")? })
}
