//! The faults of the PG, chosen for each order.

use super::random::Random;
use serde_json::{Value, json};

/// Makes a fault. Some faults have random numbers.
type Make = fn(&mut Random) -> Value;

/// Faults of a confirm.
const CONFIRM: [(u64, Make); 16] = [
    // Around the server's timeout of 1 s: some answers arrive just in time, others just too late.
    (8, |random| json!({"type": "answer_late", "ms": random.between(300, 2_500)})),
    (8, |_| json!({"type": "drop_after_commit"})),
    (6, |_| json!({"type": "drop_before_commit"})),
    (6, |_| json!({"type": "http_error", "status": 500, "commit": true})),
    (4, |_| json!({"type": "http_error", "status": 503, "commit": false})),
    (2, |_| json!({"type": "http_error", "status": 400, "code": "PROVIDER_ERROR", "commit": true})),
    (4, |_| json!({"type": "conflict_409"})),
    (2, |_| json!({"type": "rate_limit"})),
    (5, |_| json!({"type": "decline", "code": "REJECT_CARD_COMPANY"})),
    (3, |_| json!({"type": "wrong_amount", "amount": 200_000})),
    (3, |_| json!({"type": "unknown_status", "word": "SETTLING"})),
    (3, |_| json!({"type": "malformed", "kind": "html"})),
    (3, |_| json!({"type": "malformed", "kind": "truncated"})),
    (2, |_| json!({"type": "malformed", "kind": "odd_amount", "text": "1e3"})),
    (3, |_| json!({"type": "already_processed"})),
    (5, |random| json!({"type": "slow", "min_ms": 50, "max_ms": random.between(100, 1_800)})),
];

/// Faults of a query.
const QUERY: [(u64, Make); 11] = [
    (5, |_| json!({"type": "http_error", "status": 503, "commit": false})),
    (4, |_| json!({"type": "malformed", "kind": "html"})),
    (2, |_| json!({"type": "malformed", "kind": "empty"})),
    (4, |_| json!({"type": "rate_limit"})),
    (5, |_| json!({"type": "drop_before_commit"})),
    (5, |random| json!({"type": "not_found_for", "ms": random.between(200, 3_000)})),
    (3, |_| json!({"type": "unknown_status", "word": "SETTLING"})),
    (3, |_| json!({"type": "wrong_amount", "amount": 1})),
    (2, |_| json!({"type": "omit_amount"})),
    (2, |_| json!({"type": "wrong_order_id"})),
    (4, |random| json!({"type": "answer_late", "ms": random.between(300, 2_500)})),
];

/// Faults of a refund.
const CANCEL: [(u64, Make); 8] = [
    (5, |_| json!({"type": "drop_after_commit"})),
    (4, |_| json!({"type": "drop_before_commit"})),
    (4, |_| json!({"type": "http_error", "status": 500, "commit": true})),
    (4, |_| json!({"type": "http_error", "status": 503, "commit": false})),
    (3, |_| json!({"type": "conflict_409"})),
    (2, |_| json!({"type": "malformed", "kind": "html"})),
    (2, |_| json!({"type": "already_processed"})),
    (4, |random| json!({"type": "answer_late", "ms": random.between(300, 2_500)})),
];

/// Faults of a webhook.
const WEBHOOK: [(u64, Make); 5] = [
    (5, |random| json!({"type": "duplicate", "n": random.between(2, 4)})),
    (4, |_| json!({"type": "reorder"})),
    (4, |random| json!({"type": "delay", "ms": random.between(50, 2_500)})),
    (3, |_| json!({"type": "forged", "status": "DONE"})),
    (3, |_| json!({"type": "drop"})),
];

/// The faults of one order, as scenarios of the sandbox PG. About a quarter of the orders have none, some have several.
pub(super) fn for_order(order_id: &str, random: &mut Random) -> Vec<Value> {
    let mut scenarios = Vec::new();
    let mut add = |operation: &str, times: u64, fault: Option<Value>| {
        if let Some(fault) = fault {
            let matching = json!({"operation": operation, "orderId": order_id});
            scenarios.push(json!({"match": matching, "times": times, "fault": fault}));
        }
    };
    if random.chance(40) {
        let make = random.pick(&CONFIRM);
        // Some confirms fail repeatedly.
        let times = if random.chance(20) { random.between(2, 3) } else { 1 };
        add("confirm", times, make.map(|make| make(random)));
    }
    if random.chance(20) {
        let make = random.pick(&QUERY);
        let operation = if random.chance(20) { "query_by_order" } else { "query" };
        // 0 is without limit: a few orders get no usable answer during the load run and are quarantined.
        let times = if random.chance(3) { 0 } else { random.between(1, 4) };
        add(operation, times, make.map(|make| make(random)));
    }
    if random.chance(30) {
        let make = random.pick(&CANCEL);
        let times = random.between(1, 2);
        add("cancel", times, make.map(|make| make(random)));
    }
    if random.chance(25) {
        let make = random.pick(&WEBHOOK);
        add("webhook", 1, make.map(|make| make(random)));
    }
    scenarios
}

#[cfg(test)]
mod tests {
    use super::for_order;
    use crate::drive::random::Random;

    #[test]
    fn the_same_seed_gives_the_same_faults() {
        let all =
            |seed| (0..200).flat_map(|n| for_order("order-1", &mut Random::of(seed, n))).collect::<Vec<_>>();
        assert_eq!(all(1), all(1));
        assert!((150..350).contains(&all(1).len()), "{}", all(1).len());
    }
}
