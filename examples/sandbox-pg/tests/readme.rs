//! The README's table of scenarios: every fault in it is accepted, and no fault is missing.
#![expect(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::collections::BTreeSet;

use daejo_sandbox_pg::Fault;
use serde_json::Value;

const README: &str = include_str!("../README.md");

#[test]
fn the_readme_lists_every_fault_in_its_json_form() {
    // Every second piece between backquotes is code.
    let code = || README.split('`').skip(1).step_by(2);
    let kinds = code().filter(|code| code.starts_with("\"kind\""));
    let kinds = kinds.map(|kind| format!("{{\"type\":\"malformed\",{kind}}}"));
    let faults = code().filter(|code| code.starts_with("{\"type\"")).map(str::to_owned);
    let mut listed = BTreeSet::new();
    for fault in faults.chain(kinds) {
        let parsed: Value = serde_json::from_str(&fault).unwrap();
        assert!(serde_json::from_value::<Fault>(parsed.clone()).is_ok(), "{fault}");
        for member in ["type", "kind"] {
            listed.extend(parsed.get(member).and_then(Value::as_str).map(str::to_owned));
        }
    }
    // An unknown type is answered with the list of the known ones.
    let known = |json: &str| {
        let error = serde_json::from_str::<Fault>(json).unwrap_err().to_string();
        let names = error.split_once("expected one of ").unwrap().1.to_owned();
        names.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let mut all = known(r#"{"type":"none"}"#);
    all.extend(known(r#"{"type":"malformed","kind":"none"}"#));
    assert_eq!(listed, all);
}
