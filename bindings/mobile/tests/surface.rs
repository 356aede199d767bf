//! What a phone may hold, and how a malformed call looks from there.

use daejo_mobile::{DaejoError, call, operations};

#[test]
fn a_phone_has_nothing_that_takes_a_secret() {
    let secret = ["build_request", "apply_event", "read_webhook", "list_codes"];
    let has = |name: &&str| operations().iter().any(|operation| operation == name);
    assert_eq!(secret.iter().any(has), cfg!(feature = "server"), "{:?}", operations());
}

#[test]
fn an_operation_that_was_not_built_in_is_unknown() {
    let called = call("issue_money".into(), "{}".into(), None);
    assert!(matches!(called, Err(DaejoError::Malformed { code, path, .. })
        if code == "operation_unknown" && path == "."));
    if !cfg!(feature = "server") {
        let called = call("list_codes".into(), r#"{"pg":"toss_payments"}"#.into(), None);
        assert!(matches!(called, Err(DaejoError::Malformed { code, .. }) if code == "operation_unknown"));
    }
}

#[test]
fn a_malformed_call_says_its_code_and_its_path_and_no_value() {
    let called = daejo_mobile::display_amount(r#"{"amount":-5,"currency":"KRW"}"#.into(), None);
    assert!(matches!(called, Err(DaejoError::Malformed { code, path, detail })
        if code == "value_invalid" && path == "amount" && !detail.contains("-5")));
}
