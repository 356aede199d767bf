//! A PG that answers late, not at all, or with garbled bytes: no false failure, no second charge.

use crate::support::{Db, Shop, wait_until};
use daejo_sandbox_pg::{Fault, Malformed, Operation};
use serde_json::json;
use std::time::Duration;

on_each_database!(a_late_approval_is_never_shown_as_failed, every_fault_of_an_answer_ends_with_one_charge);

/// The PG answers after six seconds, the limit is five: 202, then paid, and no other state in between.
async fn a_late_approval_is_never_shown_as_failed(db: Db) {
    let shop = Shop::open_on(db, |config| {
        config.confirm_wait = Duration::from_secs(1);
        config.policy.verify_before_confirm = false;
    })
    .await;
    // Every query fails, so that only the late answer can settle the payment.
    shop.fault(Operation::Confirm, 1, Fault::AnswerLate { ms: 6_000 });
    shop.fault(Operation::Query, 0, Fault::HttpError { status: 503, code: None, commit: false });
    let browser = shop.browser();
    let placed = browser.checkout(&[("pen-brass", 1)]).await;
    let claim = browser.authenticate(&placed, json!({})).await;
    let (code, status) = browser.confirm(&claim).await;
    assert_eq!((code, &status["settled"]), (202, &json!(false)));
    wait_until("paid", async || {
        let state = browser.status(&placed.order_id).await["state"].clone();
        assert!(["confirming", "unknown", "paid"].map(|known| json!(known)).contains(&state), "{state}");
        if state == "paid" { Ok(()) } else { Err(state) }
    })
    .await;
    assert_eq!(shop.ledger(&placed.order_id).approvals, 1);
    shop.audit().await;
}

async fn every_fault_of_an_answer_ends_with_one_charge(db: Db) {
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
            let shop = Shop::open_on(db, |config| config.policy.call_timeout_ms = 1_000).await;
            shop.fault(operation, 1, trouble.clone());
            let browser = shop.browser();
            let placed = browser.checkout(&[("tea-jeju", 1)]).await;
            let claim = browser.authenticate(&placed, json!({})).await;
            let (code, status) = browser.confirm(&claim).await;
            assert!(code == 200 || code == 202, "{operation:?} {trouble:?}: {code} {status}");
            if status["state"] != "paid" {
                browser.wait_for(&placed.order_id, "paid").await;
            }
            let entry = shop.ledger(&placed.order_id);
            assert_eq!((entry.approvals, entry.captured), (1, 18_000), "{operation:?} {trouble:?}");
            shop.audit().await;
        });
        futures_util::future::join_all(all).await;
    }
}
