//! What the PG does wrong, order by order.

use super::dice::Dice;
use serde_json::{Value, json};

/// How a fault is made: some need a number of their own.
type Make = fn(&mut Dice) -> Value;

/// At the confirm.
const CONFIRM: [(u64, Make); 16] = [
    // Around the time-out of a second, so that some come just in time and others just too late.
    (8, |dice| json!({"type": "answer_late", "ms": dice.between(300, 2_500)})),
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
    (5, |dice| json!({"type": "slow", "min_ms": 50, "max_ms": dice.between(100, 1_800)})),
];

/// When it is asked.
const QUERY: [(u64, Make); 11] = [
    (5, |_| json!({"type": "http_error", "status": 503, "commit": false})),
    (4, |_| json!({"type": "malformed", "kind": "html"})),
    (2, |_| json!({"type": "malformed", "kind": "empty"})),
    (4, |_| json!({"type": "rate_limit"})),
    (5, |_| json!({"type": "drop_before_commit"})),
    (5, |dice| json!({"type": "not_found_for", "ms": dice.between(200, 3_000)})),
    (3, |_| json!({"type": "unknown_status", "word": "SETTLING"})),
    (3, |_| json!({"type": "wrong_amount", "amount": 1})),
    (2, |_| json!({"type": "omit_amount"})),
    (2, |_| json!({"type": "wrong_order_id"})),
    (4, |dice| json!({"type": "answer_late", "ms": dice.between(300, 2_500)})),
];

/// At a refund.
const CANCEL: [(u64, Make); 8] = [
    (5, |_| json!({"type": "drop_after_commit"})),
    (4, |_| json!({"type": "drop_before_commit"})),
    (4, |_| json!({"type": "http_error", "status": 500, "commit": true})),
    (4, |_| json!({"type": "http_error", "status": 503, "commit": false})),
    (3, |_| json!({"type": "conflict_409"})),
    (2, |_| json!({"type": "malformed", "kind": "html"})),
    (2, |_| json!({"type": "already_processed"})),
    (4, |dice| json!({"type": "answer_late", "ms": dice.between(300, 2_500)})),
];

/// On the webhooks' way.
const WEBHOOK: [(u64, Make); 5] = [
    (5, |dice| json!({"type": "duplicate", "n": dice.between(2, 4)})),
    (4, |_| json!({"type": "reorder"})),
    (4, |dice| json!({"type": "delay", "ms": dice.between(50, 2_500)})),
    (3, |_| json!({"type": "forged", "status": "DONE"})),
    (3, |_| json!({"type": "drop"})),
];

/// The faults that fall upon this order: none for almost half of them, several for some.
pub(super) fn upon(order_id: &str, dice: &mut Dice) -> Vec<Value> {
    let mut scenarios = Vec::new();
    let mut add = |operation: &str, times: u64, fault: Option<Value>| {
        if let Some(fault) = fault {
            let matching = json!({"operation": operation, "orderId": order_id});
            scenarios.push(json!({"match": matching, "times": times, "fault": fault}));
        }
    };
    if dice.chance(40) {
        let make = dice.pick(&CONFIRM);
        // Some PGs keep at it.
        let times = if dice.chance(20) { dice.between(2, 3) } else { 1 };
        add("confirm", times, make.map(|make| make(dice)));
    }
    if dice.chance(20) {
        let make = dice.pick(&QUERY);
        let operation = if dice.chance(20) { "query_by_order" } else { "query" };
        // A few never get a useful answer while the storm lasts: those go before a person.
        let times = if dice.chance(3) { 0 } else { dice.between(1, 4) };
        add(operation, times, make.map(|make| make(dice)));
    }
    if dice.chance(30) {
        let make = dice.pick(&CANCEL);
        let times = dice.between(1, 2);
        add("cancel", times, make.map(|make| make(dice)));
    }
    if dice.chance(25) {
        let make = dice.pick(&WEBHOOK);
        add("webhook", 1, make.map(|make| make(dice)));
    }
    scenarios
}

#[cfg(test)]
mod tests {
    use super::upon;
    use crate::drive::dice::Dice;

    #[test]
    fn a_seed_has_its_faults() {
        let all = |seed| (0..200).flat_map(|n| upon("order-1", &mut Dice::of(seed, n))).collect::<Vec<_>>();
        assert_eq!(all(1), all(1));
        assert!((150..350).contains(&all(1).len()), "{}", all(1).len());
    }
}
