//! A PG that is late, silent or garbled: never a failure that is none, never a second charge.

use crate::support::{On, Shop};
use daejo_sandbox_pg::{Fault, Malformed, Operation};
use serde_json::json;
use std::time::{Duration, Instant};

on_each_database!(a_late_approval_is_never_a_failure, whatever_happens_to_the_answer_one_charge_and_paid);

/// Six seconds against a limit of five: 202, then paid, and at no moment anything else.
async fn a_late_approval_is_never_a_failure(on: On) {
    let shop = Shop::open_on(on, |config| config.confirm_wait = Duration::from_secs(1)).await;
    // The PG answers nothing else either, so that only the late answer can tell.
    shop.fault(Operation::Confirm, 1, Fault::AnswerLate { ms: 6_000 });
    let browser = shop.browser();
    let placed = browser.checkout(&[("pen-brass", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    let (code, status) = browser.confirm(&claim).await;
    assert_eq!((code, &status["settled"]), (202, &json!(false)));
    shop.fault(Operation::Query, 0, Fault::HttpError { status: 503, code: None, commit: false });
    let begun = Instant::now();
    loop {
        let state = browser.status(&placed.order_id).await["state"].clone();
        assert!(["confirming", "unknown", "paid"].map(|known| json!(known)).contains(&state), "{state}");
        if state == "paid" {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(15));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(begun.elapsed() >= Duration::from_secs(4), "it was not the late answer that told");
    assert_eq!(shop.ledger(&placed.order_id).approvals, 1);
    shop.audit().await;
}

async fn whatever_happens_to_the_answer_one_charge_and_paid(on: On) {
    let troubles = [
        Fault::DropBeforeCommit,
        Fault::DropAfterCommit,
        Fault::HttpError { status: 500, code: None, commit: true },
        Fault::HttpError { status: 500, code: None, commit: false },
        Fault::HttpError { status: 404, code: Some("NEW_CODE".into()), commit: true },
        Fault::Conflict409,
        Fault::RateLimit,
        Fault::AlreadyProcessed,
        Fault::AnswerLate { ms: 1_500 },
        Fault::Slow { min_ms: 1_200, max_ms: 1_500 },
        Fault::Malformed { how: Malformed::Html },
        Fault::Malformed { how: Malformed::Truncated },
        Fault::Malformed { how: Malformed::Empty },
        Fault::Malformed { how: Malformed::EucKr },
        Fault::Malformed { how: Malformed::Huge },
        Fault::Malformed { how: Malformed::Deep },
    ];
    for operation in [Operation::Confirm, Operation::Query] {
        let all = troubles.iter().map(|trouble| async move {
            let shop = Shop::open_on(on, |config| config.policy.call_timeout_ms = 1_000).await;
            shop.fault(operation, 1, trouble.clone());
            let browser = shop.browser();
            let placed = browser.checkout(&[("tea-jeju", 1)]).await;
            let claim = browser.authenticate(&placed, json!({})).await;
            let (code, status) = browser.confirm(&claim).await;
            assert!(code == 200 || code == 202, "{operation:?} {trouble:?}: {code} {status}");
            if status["state"] != "paid" {
                browser.wait_for(&placed.order_id, "paid", Duration::from_secs(20)).await;
            }
            let entry = shop.ledger(&placed.order_id);
            assert_eq!((entry.approvals, entry.captured), (1, 18_000), "{operation:?} {trouble:?}");
            shop.audit().await;
        });
        futures_util::future::join_all(all).await;
    }
}
