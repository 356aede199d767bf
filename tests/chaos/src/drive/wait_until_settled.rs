//! After the load run: waits until the servers have finished the open payments.

use super::database::Database;
use super::webhook_proxy::WebhookProxy;
use crate::audit::Ledger;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// Ends a run that does not settle. The PG sends a webhook for the last time 127 s after the first.
const AT_MOST: Duration = Duration::from_secs(300);
/// A duplicate webhook is not in the ledger: it is on its way for less than this.
const STABLE_FOR: Duration = Duration::from_secs(1);

/// Waits until nothing is unfinished, at most `AT_MOST`. Returns the number of unfinished payments and webhooks.
pub(super) async fn wait_until_settled(
    database: &Database,
    proxy: &WebhookProxy,
    ledger: &Path,
) -> Result<i64> {
    let begun = Instant::now();
    let mut since = Instant::now();
    loop {
        // A database that was interrupted may still be recovering, and the last line of the ledger be incomplete.
        let unfinished = count_unfinished(database, proxy, ledger).await.unwrap_or(i64::MAX);
        if unfinished > 0 {
            since = Instant::now();
        }
        if since.elapsed() > STABLE_FOR || begun.elapsed() > AT_MOST {
            return Ok(unfinished);
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

/// Reads in the direction of a webhook, from the PG to the database: a webhook that moves on meanwhile is counted.
async fn count_unfinished(database: &Database, proxy: &WebhookProxy, ledger: &Path) -> Result<i64> {
    let ledger = Ledger::read(ledger)?;
    let webhooks = ledger.pending_webhooks().saturating_add(proxy.in_flight());
    let outdated = count_outdated(&ledger, &database.due().await?);
    let outside = i64::try_from(webhooks.saturating_add(outdated))?;
    Ok(database.count_unfinished().await?.saturating_add(outside))
}

/// How many orders that a server will query again have another sum at the PG than in `due`, for instance a deposit
/// whose webhook was lost. The next successful query corrects them.
fn count_outdated(ledger: &Ledger, due: &BTreeMap<String, i64>) -> usize {
    due.iter().filter(|(order, net)| ledger.net(order) != **net).count()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

    use super::{BTreeMap, Ledger, count_outdated};
    use serde_json::{Value, json};

    fn ledger(lines: &[Value]) -> Ledger {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pg.jsonl");
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        std::fs::write(&file, text).unwrap();
        Ledger::read(&file).unwrap()
    }

    fn payment(order: &str, events: &Value) -> Value {
        json!({"toss_payments": {"payment": {
            "payment_key": format!("key-{order}"), "order_id": order, "status": "DONE", "truth": {"events": events},
        }}})
    }

    #[test]
    fn an_order_is_outdated_while_the_pg_has_another_sum() {
        let captured = json!({"kind": "captured", "amount": 100});
        let reversed = json!({"kind": "deposit_reversed", "amount": 100});
        let ledger = ledger(&[
            payment("paid", &json!([captured])),
            payment("waiting", &json!([captured])),
            payment("reversed", &json!([captured, reversed])),
            payment("empty", &json!([])),
        ]);
        let due = |orders: &[(&str, i64)]| -> BTreeMap<String, i64> {
            orders.iter().map(|&(order, net)| (order.to_owned(), net)).collect()
        };
        assert_eq!(count_outdated(&ledger, &due(&[("waiting", 0), ("reversed", 0), ("empty", 0)])), 1);
        assert_eq!(count_outdated(&ledger, &due(&[("paid", 100), ("reversed", 100), ("unknown", 0)])), 1);
        assert_eq!(count_outdated(&ledger, &due(&[("paid", 100), ("reversed", 0), ("empty", 0)])), 0);
    }

    #[test]
    fn a_webhook_is_pending_until_the_pg_has_settled_it() {
        let queued = |id: &str| json!({"notice": {"queued": {"id": id}}});
        let settled = json!({"notice": {"settled": "one"}});
        assert_eq!(ledger(&[queued("one"), queued("two")]).pending_webhooks(), 2);
        assert_eq!(ledger(&[queued("one"), queued("two"), settled.clone()]).pending_webhooks(), 1);
        assert_eq!(ledger(&[queued("one"), settled]).pending_webhooks(), 0);
    }
}
