//! The operations that a phone has, and the error of a malformed call.

use daejo_mobile::{DaejoError, call, operations};

#[test]
fn a_phone_has_no_operation_that_takes_a_secret() {
    let secret = ["build_request", "apply_event", "read_webhook", "list_codes"];
    let has = |name: &&str| operations().iter().any(|operation| operation == name);
    assert_eq!(secret.iter().any(has), cfg!(feature = "server"), "{:?}", operations());
}

#[test]
fn an_operation_that_was_not_built_is_unknown() {
    let called = call("issue_money".into(), "{}".into(), None);
    assert!(matches!(called, Err(DaejoError::Malformed { code, path, .. })
        if code == "operation_unknown" && path == "."));
    if !cfg!(feature = "server") {
        let called = call("list_codes".into(), r#"{"pg":"toss_payments"}"#.into(), None);
        assert!(matches!(called, Err(DaejoError::Malformed { code, .. }) if code == "operation_unknown"));
    }
}

#[test]
fn the_error_of_a_malformed_call_has_code_and_path_but_no_value() {
    let called = daejo_mobile::display_amount(r#"{"amount":-5,"currency":"KRW"}"#.into(), None);
    assert!(matches!(called, Err(DaejoError::Malformed { code, path, detail })
        if code == "value_invalid" && path == "amount" && !detail.contains("-5")));
}
