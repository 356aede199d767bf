//! Damages every member of every input: the refusal names exactly that member, in terms of JSON.

use daejo::api::{Malformed, MalformedCode, call};
use daejo_conformance::read_folder;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

type Tested = Result<(), Box<dyn Error>>;

/// Terms of Rust and serde. A caller of another language does not know them.
const RUST_WORDS: [&str; 28] = [
    "i8",
    "i16",
    "i32",
    "i64",
    "u8",
    "u16",
    "u32",
    "u64",
    "f64",
    "usize",
    "struct",
    "enum",
    "variant",
    "identifier",
    "sequence",
    "map",
    "tuple",
    "unit",
    "nonzero",
    "borrowed",
    "string",
    "integer",
    "floating",
    "newtype",
    "expected",
    "field",
    "untagged",
    "serde",
];

/// The members whose value determines which other members there are.
const TAGS: [&str; 4] = ["kind", "operation", "state", "code"];

/// The values of `wanted` for an object that can have one of two forms.
const FORMS: [&str; 2] = ["an object with either a status or a failure", "a text, {\"base64\": …} or null"];

/// One part of the path to a value in an input.
#[derive(Clone, Debug)]
enum Part {
    Member(String),
    Item(usize),
}

fn written(path: &[Part]) -> String {
    let parts = path.iter().map(|part| match part {
        Part::Member(name) => format!(".{name}"),
        Part::Item(at) => format!("[{at}]"),
    });
    let text: String = parts.collect();
    text.trim_start_matches('.').into()
}

fn at<'a>(root: &'a mut Value, path: &[Part]) -> Option<&'a mut Value> {
    path.iter().try_fold(root, |value, part| match part {
        Part::Member(name) => value.get_mut(name.as_str()),
        Part::Item(at) => value.get_mut(*at),
    })
}

/// Every value below `value` with its path and its shape (the path with the tags on it). Each shape is damaged once.
fn walk(value: &Value, path: &mut Vec<Part>, shape: &str, found: &mut Vec<(Vec<Part>, String)>) {
    found.push((path.clone(), shape.into()));
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                path.push(Part::Item(place));
                walk(item, path, &format!("{shape}[]"), found);
                path.pop();
            }
        }
        Value::Object(members) => {
            let tags: Vec<_> = TAGS.iter().filter_map(|tag| members.get(*tag)?.as_str()).collect();
            for (name, member) in members {
                path.push(Part::Member(name.clone()));
                walk(member, path, &format!("{shape}{tags:?}.{name}"), found);
                path.pop();
            }
        }
    }
}

/// Values of every kind, in and out of every range.
fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(70_000),
        json!(4_294_967_296_u64),
        json!(9_007_199_254_740_992_u64),
        json!(u64::MAX),
        json!(""),
        json!("?"),
        json!("a b"),
        json!("k".repeat(301)),
        json!([]),
        json!([[]]),
        json!({}),
    ]
}

struct Checked {
    refused: usize,
    accepted: usize,
    wrong: Vec<String>,
}

impl Checked {
    /// Calls with a damaged input. A refusal has to satisfy `is_exact`.
    fn check(&mut self, operation: &str, text: &str, at: &str, is_exact: impl Fn(&Malformed) -> bool) {
        let Some(Err(malformed)) = call(operation, text, None) else {
            self.accepted = self.accepted.saturating_add(1);
            return;
        };
        self.refused = self.refused.saturating_add(1);
        // If an object has neither of its two forms, the refusal names the object and not the member.
        let either = malformed.wanted.as_deref().is_some_and(|wanted| FORMS.contains(&wanted));
        let is_around = at.strip_prefix(malformed.path.as_str()).is_some_and(|rest| rest.starts_with('.'));
        if !(is_exact(&malformed) || either && is_around) || !is_in_terms_of_json(&malformed) {
            self.wrong.push(format!("{operation} at {at}: {malformed:?}"));
        }
    }
}

fn is_in_terms_of_json(malformed: &Malformed) -> bool {
    let may_lack_wanted = [MalformedCode::NotJson, MalformedCode::MemberRepeated].contains(&malformed.code);
    let may_lack_given = malformed.code != MalformedCode::ValueInvalid;
    let is_whole =
        (may_lack_wanted || malformed.wanted.is_some()) && (may_lack_given || malformed.given.is_some());
    // The names of existing members may equal a term of Rust.
    let message = malformed.message.split("such member").next().unwrap_or_default();
    let mut words = message.split(|c: char| !c.is_alphanumeric() && c != '_');
    is_whole && words.all(|word| !RUST_WORDS.contains(&word))
}

#[test]
fn every_damaged_member_is_named_exactly() -> Tested {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors"));
    let mut seen = BTreeSet::new();
    let mut checked = Checked { refused: 0, accepted: 0, wrong: Vec::new() };
    for file in &read_folder(folder)? {
        let operation = file.operation.as_str();
        for vector in &file.vectors {
            let input = &vector.input;
            if vector.expect.get("malformed").is_some() || !input.is_object() {
                continue;
            }
            let mut places = Vec::new();
            walk(input, &mut Vec::new(), operation, &mut places);
            places.retain(|(path, shape)| !path.is_empty() && seen.insert(shape.clone()));
            for (path, _) in places {
                damage(&mut checked, operation, input, &path);
            }
        }
    }
    assert_eq!(checked.wrong, Vec::<String>::new());
    assert!(seen.len() > 500, "only {} members", seen.len());
    assert!(checked.refused > 4_000, "only {} refusals, {} accepted", checked.refused, checked.accepted);
    Ok(())
}

fn damage(checked: &mut Checked, operation: &str, input: &Value, path: &[Part]) {
    let place = written(path);
    for value in replacements() {
        let mut damaged = input.clone();
        let inside = match &value {
            Value::Array(_) | Value::Object(_) => true,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
        };
        if let Some(slot) = at(&mut damaged, path) {
            *slot = value;
        }
        checked.check(operation, &damaged.to_string(), &place, |malformed| {
            // A list or an object of the right type is refused because of its content.
            malformed.path == place || inside && malformed.path.starts_with(&place)
        });
    }
    let (Some(Part::Member(name)), Some(around)) = (path.last(), path.get(..path.len().saturating_sub(1)))
    else {
        return;
    };
    let object = |change: &dyn Fn(&mut Map<String, Value>)| {
        let mut damaged = input.clone();
        if let Some(Value::Object(members)) = at(&mut damaged, around) {
            change(members);
        }
        damaged.to_string()
    };

    let without = object(&|members| drop(members.remove(name)));
    checked.check(operation, &without, &place, |malformed| {
        malformed.code == MalformedCode::MemberMissing && malformed.path == place
    });

    let misspelled = format!("{name}Zz");
    let more = object(&|members| drop(members.insert(misspelled.clone(), json!(1))));
    checked.check(operation, &more, &place, |malformed| {
        malformed.code == MalformedCode::MemberUnknown && malformed.path == format!("{place}Zz")
    });

    let marked = format!("{name}\u{1}");
    let twice = object(&|members| {
        let value = members.get(name).cloned().unwrap_or_default();
        drop(members.insert(marked.clone(), value));
    });
    let twice = twice.replace(&format!("\"{name}\\u0001\""), &format!("\"{name}\""));
    checked.check(operation, &twice, &place, |malformed| {
        malformed.code == MalformedCode::MemberRepeated && malformed.path == place
    });
}

/// The refusal of a call, as `path: message`.
fn refusal(operation: &str, input: &str) -> String {
    match call(operation, input, None) {
        Some(Err(malformed)) => format!("{}: {}", malformed.path, malformed.message),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_refusal_states_what_is_wanted_and_what_was_given() {
    let build = |call: &str| {
        let merchant = r#"{"pg":"toss_payments","merchantId":"djshop01","secretKey":"test_sk_ownkey0001"}"#;
        refusal("build_request", &format!(r#"{{"merchant":{merchant},"call":{call}}}"#))
    };
    assert_eq!(
        build(r#"{"operation":"refund","paymentKey":"k","refundId":"r1","currency":"KRW","reason":"r"}"#),
        "call.refundId: wanted: a text of 6 to 40 characters of A–Z a–z 0–9 - _; given: a text of 2 characters"
    );
    assert_eq!(
        build(r#"{"operation":"refund","paymentKey":"k","currency":"KRW","reason":"r"}"#),
        "call.refundId: the member is missing; wanted: a text of 6 to 40 characters of A–Z a–z 0–9 - _"
    );
    let words = "one of confirm, query_by_payment_key, query_by_order_id, refund, reverse";
    assert_eq!(
        build(r#"{"operation":"pay"}"#),
        format!("call.operation: wanted: {words}; given: a text of 3 characters")
    );
    assert_eq!(
        build(r#"{"operation":1}"#),
        format!("call.operation: wanted: {words}; given: a whole number")
    );
    assert_eq!(build("{}"), format!("call.operation: the member is missing; wanted: {words}"));
    assert_eq!(build("[]"), "call: wanted: an object; given: a list");
    assert_eq!(
        build(r#"{"operation":"query_by_order_id","orderId":"order-0001","x":1}"#),
        "call.x: there is no such member; wanted: orderId"
    );

    let show =
        |amount: &str| refusal("display_amount", &format!(r#"{{"amount":{amount},"currency":"KRW"}}"#));
    let wanted = "amount: wanted: a whole number from 0 to 9007199254740991 (minor units); given:";
    for (amount, given) in [
        ("null", "null"),
        ("1.5", "a fraction"),
        ("1e400", "a fraction"),
        ("-1", "a whole number below 0"),
        ("9007199254740992", "a whole number above 9007199254740991"),
        ("99999999999999999999", "a whole number beyond 64 bits"),
        ("true", "a boolean"),
        (r#""\ud800""#, "a text with half of a surrogate pair"),
        (r#""""#, "an empty text"),
        ("[]", "a list"),
        ("{}", "an object"),
    ] {
        assert_eq!(show(amount), format!("{wanted} {given}"));
    }
    assert_eq!(refusal("list_codes", r#"{"pg":3}"#), "pg: wanted: toss_payments; given: a whole number");
    assert_eq!(refusal("describe", r#"{"code":3}"#), "code: wanted: a text; given: a whole number");
    assert_eq!(refusal("version", "[]"), ".: wanted: an object; given: a list");
}

#[test]
fn the_tag_may_be_at_any_position() {
    let plan = r#"{"subscriptionId":"sub-0001","anchor":"2026-01-31","every":{"unit":"month","count":1,"day":"last"},"chargeTime":540,"missed":"charge_each"}"#;
    let due = |row: &str| {
        let input = format!(r#"{{"plan":{plan},"record":{{"charges":[{row}]}},"now":1769817600000}}"#);
        call("billing_due", &input, None)
    };
    let first =
        due(r#"{"state":"declined","period":1,"attempts":1,"declinedAt":1769817600000,"next":"retry"}"#);
    assert!(matches!(first, Some(Ok(_))), "{first:?}");
    for row in [
        r#"{"period":1,"attempts":1,"declinedAt":1769817600000,"next":"retry","state":"declined"}"#,
        r#"{"next":"retry","period":1,"state":"declined","attempts":1,"declinedAt":1769817600000}"#,
    ] {
        assert_eq!(due(row), first);
    }
    for (row, path) in [
        (r#"{"period":0,"state":"settled"}"#, "record.charges[0].period"),
        (r#"{"period":1,"x":{},"state":"settled"}"#, "record.charges[0].x"),
        (r#"{"period":1,"period":1,"state":"settled"}"#, "record.charges[0].period"),
        (r#"{"state":"settled","period":1,"state":"settled"}"#, "record.charges[0].state"),
    ] {
        assert!(matches!(due(row), Some(Err(malformed)) if malformed.path == path), "{row}");
    }
}

#[test]
fn an_input_may_be_large_or_deep() {
    let line = r#"{"productId":"p-1","unitPrice":10,"quantity":1},"#;
    let large = format!(r#"{{"lines":[{}{{}}]}}"#, line.repeat(50_000));
    assert_eq!(
        refusal("total_order", &large),
        "lines[50000].productId: the member is missing; wanted: a text"
    );
    let deep = |depth: usize| {
        let input = format!(r#"{{"lines":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
        refusal("total_order", &input)
    };
    assert_eq!(deep(100), "lines[0]: wanted: an object; given: a list");
    assert_eq!(deep(100_000), ".: wanted: at most 127 lists and objects within each other; given: more");
}

#[test]
fn a_long_member_name_is_cut() -> Tested {
    let text = format!(r#"{{"lines":[],"{}":1}}"#, "k".repeat(100_000));
    let malformed =
        call("total_order", &text, None).ok_or("no such operation")?.err().ok_or("it was accepted")?;
    assert_eq!((malformed.code, malformed.path.len()), (MalformedCode::MemberUnknown, 80));
    assert!(malformed.to_json().len() < 1_000);
    Ok(())
}
