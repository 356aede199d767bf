//! Records of a PG that contradicts itself from answer to answer: any status, amounts, refund list, currency, payment
//! key and order, in the wire format of Toss Payments.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

const STATUSES: [&str; 9] = [
    "READY",
    "IN_PROGRESS",
    "WAITING_FOR_DEPOSIT",
    "DONE",
    "CANCELED",
    "PARTIAL_CANCELED",
    "ABORTED",
    "EXPIRED",
    "FROZEN",
];

/// One of `choices`, each as likely as the others.
pub(super) fn pick<T: Clone>(random: &mut ChaCha8Rng, choices: &[T]) -> T {
    choices[random.random_range(0..choices.len())].clone()
}

/// Facts about the record, for laws that must not depend on how the core reads it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Stated {
    /// The status is `DONE`, the amount is the order's amount, and the record shows no refund.
    pub(super) is_clearly_paid: bool,
}

/// A random record of the payment, and facts about it. `total` is the order's total in won, `references` are the ids of
/// our refunds.
pub(super) fn record(random: &mut ChaCha8Rng, total: i64, references: &[String]) -> (String, Stated) {
    // Half of the records agree with the order in everything but status and refunds, so that payments make progress.
    let agrees_with_order = random.random_ratio(1, 2);
    let odd = |random: &mut ChaCha8Rng| !agrees_with_order && random.random_ratio(1, 4);
    let mut status = pick(random, &STATUSES);
    if random.random_ratio(1, 4) {
        status = "DONE";
    }
    let amount = if odd(random) {
        pick(random, &[json!(14_000), json!(20_000), json!(0), json!("x"), Value::Null])
    } else {
        json!(total)
    };
    let cancels: Vec<Value> = if random.random_ratio(1, 2) {
        Vec::new()
    } else {
        (0..random.random_range(1..4_u32)).map(|number| cancel(random, number, total, references)).collect()
    };
    let finished = |cancel: &&Value| cancel.get("cancelStatus").is_none_or(|status| status == "DONE");
    let listed: i64 =
        cancels.iter().filter(finished).filter_map(|cancel| cancel["cancelAmount"].as_i64()).sum();
    let any_finished = cancels.iter().any(|cancel| finished(&cancel));
    // In half of the records balance and refunds add up, so that some contradictions are only between records.
    let balance = if random.random_ratio(1, 2) {
        json!(total - listed)
    } else {
        pick(random, &[json!(total), json!(0), json!(10_000), json!(-1), Value::Null])
    };
    if random.random_ratio(1, 3) {
        status = if listed == 0 {
            "DONE"
        } else if listed == total {
            "CANCELED"
        } else {
            "PARTIAL_CANCELED"
        };
    }
    let mut record = json!({
        "version": "2022-11-16",
        "mId": if odd(random) { "another" } else { "shop" },
        "paymentKey": if odd(random) { "pay-key-9" } else { "pay-key-0" },
        "orderId": if odd(random) { "order-1009" } else { "order-1000" },
        "type": if odd(random) { "BILLING" } else { "NORMAL" },
        "currency": if odd(random) { "USD" } else { "KRW" },
        "method": "카드",
        "totalAmount": amount,
        "balanceAmount": balance,
        "taxFreeAmount": if odd(random) { 100 } else { 0 },
        "status": status,
        "requestedAt": "2026-11-21T09:59:00+09:00",
        "approvedAt": if random.random_ratio(1, 4) { Value::Null } else { json!("2026-11-21T10:00:00+09:00") },
        "secret": "ps_simulated",
        "cancels": if cancels.is_empty() { Value::Null } else { Value::Array(cancels) },
    });
    if random.random_ratio(1, 12) {
        record["virtualAccount"] = json!({
            "bankCode": "20",
            "dueDate": "2027-01-16T10:00:00+09:00",
            "expired": random.random_ratio(1, 2),
        });
    }
    let missing = pick(random, &["totalAmount", "orderId", "paymentKey", "currency", "balanceAmount", "mId"]);
    if odd(random)
        && let Some(members) = record.as_object_mut()
    {
        members.remove(missing);
    }
    let is_clearly_paid = status == "DONE"
        && record["totalAmount"] == json!(total)
        && !any_finished
        && (record["balanceAmount"] == json!(total)
            || record.get("balanceAmount").is_none_or(Value::is_null));
    (record.to_string(), Stated { is_clearly_paid })
}

fn cancel(random: &mut ChaCha8Rng, number: u32, total: i64, references: &[String]) -> Value {
    let amounts = [3_000, 5_000, 7_000, total, 20_000].map(Value::from);
    let amount = if random.random_ratio(1, 12) { Value::Null } else { pick(random, &amounts) };
    let reference = match references {
        [] => None,
        references => random.random_ratio(2, 3).then(|| pick(random, references)),
    };
    let mut cancel = json!({
        "transactionKey": format!("cancel-{number}"),
        "cancelAmount": amount,
        "cancelReason": reference.map_or("환불".into(), |reference| format!("환불 [ref:{reference}]")),
        "canceledAt": "2026-11-21T10:00:00+09:00",
    });
    if !random.random_ratio(1, 8) {
        cancel["cancelStatus"] =
            pick(random, &["DONE", "DONE", "DONE", "IN_PROGRESS", "ABORTED", "FROZEN"]).into();
    }
    cancel
}
