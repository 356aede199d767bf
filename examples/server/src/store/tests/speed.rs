//! How many confirms a second the store takes, beside the same two transactions without it. Not a test:
//! `cargo test --release -p daejo-server --lib -- --ignored --nocapture speed::postgres`.

use super::{Place, good, key, moved, on_each_database, saved};
use crate::store::{Store, Stored};
use daejo::payment::{Effect, InFlight, State};
use daejo::pg::Operation;
use daejo::time::Timestamp;
use futures_util::StreamExt;
use futures_util::stream;
use std::time::Instant;

on_each_database!(
    #[ignore = "measures"]
    confirms_a_second
);

const CONFIRMS: u32 = 4_000;
const AT_ONCE: usize = 24;
const PRODUCTS: [&str; 8] = [
    "tea-jeju",
    "mug-moon",
    "bag-canvas",
    "soap-mugwort",
    "book-hangul",
    "pen-brass",
    "lamp-hanji",
    "print-minhwa",
];

async fn orders(store: &Store) -> Vec<Stored> {
    good(store.do_sql("UPDATE stock SET free = free + 1000000, total = total + 1000000").await);
    let mut orders = Vec::new();
    for product in PRODUCTS.into_iter().cycle().take(usize::try_from(CONFIRMS).unwrap_or_default()) {
        let id = good(store.place_lines(&[(product, 1)]).await);
        orders.push(store.newest(&id).await);
    }
    orders
}

/// Claim and intent, then answer: as the host does with the verification off.
async fn confirm(store: &Store, before: Stored) {
    let mut claim =
        moved(&before.payment, State::Confirming, &[Effect::Publish { state: State::Confirming }]);
    claim.next.payment_key = Some(key(&format!("key_{}", before.payment.payment_id)));
    let mut intent = moved(&claim.next, State::Confirming, &[]);
    intent.next.calls = 1;
    intent.next.in_flight =
        Some(InFlight { operation: Operation::Confirm, ordinal: 1, deadline_at: Timestamp::default() });
    let first = [claim, intent];
    good(store.save(&saved(&before, &first, None)).await);
    let before = before.after(first.to_vec(), None);
    let effects = [Effect::CommitStock, Effect::Fulfil, Effect::Publish { state: State::Paid }];
    let second = [moved(&before.payment, State::Paid, &effects)];
    good(store.save(&saved(&before, &second, None)).await);
}

/// The same rows by hand, with `BEGIN` and `COMMIT`.
async fn bare(store: &Store, before: Stored) {
    let (id, order) = (before.payment.payment_id.as_str(), before.order.order_id.as_str());
    let document = good(serde_json::to_string(&before.payment));
    let product = before.order.lines.first().map_or("", |line| line.product_id.as_str());
    let history =
        "INSERT INTO history (payment_id, version, to_state, event, at) VALUES (?, ?, 'paid', 'e', 1)";
    let outbox = "INSERT INTO outbox (payment_id, order_id, version, state, at) VALUES (?, ?, ?, 'paid', 1)";
    let change = "UPDATE payments SET payment_key = ?, state = ?, version = ?, document = ?,
         next_due_at = NULL, updated_at = 1 WHERE payment_id = ? AND version = ?";
    let update = |state: &'static str, from: i64, to: i64| {
        let query = store.dialect.query(change).bind(format!("key_{id}")).bind(state).bind(to);
        query.bind(document.clone()).bind(id.to_owned()).bind(from)
    };
    let mut tx = good(store.begin().await);
    good(update("confirming", 1, 3).execute(&mut *tx).await);
    for version in [2_i64, 3] {
        good(tx.query(history).bind(id).bind(version).execute(&mut *tx).await);
    }
    good(tx.query(outbox).bind(id).bind(order).bind(2_i64).execute(&mut *tx).await);
    good(tx.query("INSERT INTO calls VALUES (?, 1, 'confirm', 1)").bind(id).execute(&mut *tx).await);
    good(tx.commit().await);
    let mut tx = good(store.begin().await);
    good(update("paid", 3, 4).execute(&mut *tx).await);
    good(tx.query(history).bind(id).bind(4_i64).execute(&mut *tx).await);
    good(tx.query(outbox).bind(id).bind(order).bind(4_i64).execute(&mut *tx).await);
    good(
        tx.query("UPDATE orders SET fulfilled_at = 1 WHERE order_id = ?").bind(order).execute(&mut *tx).await,
    );
    let sold = "UPDATE reservations SET state = 'sold' WHERE payment_id = ?";
    good(tx.query(sold).bind(id).execute(&mut *tx).await);
    let stock = "UPDATE stock SET held = held - 1, sold = sold + 1 WHERE product_id = ?";
    good(tx.query(stock).bind(product).execute(&mut *tx).await);
    good(tx.commit().await);
}

async fn confirms_a_second(place: &Place) {
    let store = good(Store::open(&place.database, 24, std::time::Duration::from_secs(5)).await);
    for name in ["bare", "store", "bare", "store"] {
        let orders = orders(&store).await;
        let begun = Instant::now();
        let all =
            stream::iter(orders).for_each_concurrent(AT_ONCE, |before| {
                let store = &store;
                async move {
                    if name == "bare" { bare(store, before).await } else { confirm(store, before).await }
                }
            });
        all.await;
        let confirms = u128::from(CONFIRMS).saturating_mul(1_000).checked_div(begun.elapsed().as_millis());
        eprintln!("{:?} {name}: {} confirms a second", place.on, confirms.unwrap_or_default());
    }
}
