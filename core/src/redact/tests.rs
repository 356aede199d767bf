//! Redaction: examples, and its cost on hostile text.

use super::{Redaction, Secret, mask_but_last, redact};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use proptest::prelude::*;

#[test]
fn secrets_are_hidden_and_the_rest_stays() {
    let cases = [
        ("Authorization: Basic dGVzdF9za18xMjM6", "Authorization: Basic ***"),
        (r#"{"secret":"abc","orderId":"A-1001"}"#, r#"{"secret":"***","orderId":"A-1001"}"#),
        ("call 010-1234-5678 now", "call *** now"),
        ("card 4330123412341234 paid 15000", "card *** paid 15000"),
        ("key test_sk_zXLkKEypNArWmo50nX3l failed", "key *** failed"),
        ("cardNumber=4330 amount=15000", "cardNumber=*** amount=15000"),
        ("카드 43301234****123* 승인", "카드 *** 승인"),
    ];
    for (text, expected) in cases {
        assert_eq!(redact(text), expected);
    }
}

#[test]
fn a_quoted_value_ends_at_its_own_closing_quote() {
    let cases = [
        (r#"{"password":"ab\"cd ef","a":1}"#, r#"{"password":"***","a":1}"#),
        (r#"{"password":"ab\\","a":1}"#, r#"{"password":"***","a":1}"#),
        (r#"{\"password\":\"ab\\\"cd ef\",\"a\":1}"#, r#"{\"password\":\"***\",\"a\":1}"#),
        (r#"{\"password\":\"ab\\\\\",\"a\":1}"#, r#"{\"password\":\"***\",\"a\":1}"#),
        (r#"{\\\"password\\\":\\\"ab cd\\\"}"#, r#"{\\\"password\\\":\\\"***\\\"}"#),
        (r#"{"log":"\"password\":\"ab cd"}"#, r#"{"log":"\"password\":\"***"}"#),
        (r#"{"scheme":"Basic","secret":"ab"}"#, r#"{"scheme":"Basic","secret":"***"}"#),
        (r#"msg="secret=",password="ab""#, r#"msg="secret="***"***""#),
        (r#"{"password":"Basic ab cd","a":1}"#, r#"{"password":"Basic ***","a":1}"#),
        (r#"password="ab cd" a=1"#, r#"password="***" a=1"#),
    ];
    for (text, expected) in cases {
        assert_eq!(redact(text), expected);
    }
}

#[test]
fn a_header_value_ends_with_the_line() {
    let cases = [
        ("Cookie: a=\"b\"; session=9f8e\nnext", "Cookie: ***\nnext"),
        (r#"{"log":"Cookie: a=\"b\"; session=9f8e","id":1}"#, r#"{"log":"Cookie: ***","id":1}"#),
        (r#"{"log":"Cookie: session=9f8e","id":1}"#, r#"{"log":"Cookie: ***","id":1}"#),
        ("Authorization: Digest username=\"a\", response=\"b\"", "Authorization: ***"),
    ];
    for (text, expected) in cases {
        assert_eq!(redact(text), expected);
    }
}

#[test]
fn a_spaced_number_ends_before_two_blanks() {
    let cases = [
        ("5321 9876 5432 1098  15000", "***  15000"),
        ("15000  5321 9876 5432 1098", "15000  ***"),
        ("010 1234 5678  15000", "***  15000"),
        ("5321 9876 5432 1098--12345678", "***"),
        ("1000  2000  3000  4000", "1000  2000  3000  4000"),
    ];
    for (text, expected) in cases {
        assert_eq!(redact(text), expected);
    }
}

/// Texts that are costly if a redaction scans ahead or recurses.
fn hostile(length: usize) -> Vec<String> {
    let repeated = [
        "1  ",
        "1 ",
        "1 - ",
        "0-",
        "12 ",
        "1 2 3 4 5 6 7 8 9 - ",
        "Basic ",
        "Bearer ",
        "basic:",
        "Basic=\"",
        "secret=",
        "secret",
        "secret \"",
        "secret\\",
        "secret\":\"",
        "secret=Basic ",
        "\\\"secret\\\":\\\"",
        "Cookie: ",
        "Cookie: a=\"",
        "key=",
        "%20",
        "Basic%20",
        "test_sk_",
        "ps_",
        "\"",
        "\\",
        "\\\"",
        "'",
        "{\"",
        "a",
        "1",
        "-",
        "*",
        " ",
        "\n",
        "가",
        "가 ",
        "1가",
        "\u{1f4b3}",
        "e\u{301}",
    ];
    let mut texts: Vec<String> =
        repeated.iter().map(|part| part.repeat(length.div_ceil(part.len()))).collect();
    // Twelve digits are the most that are not hidden at the first one, so all of them scan the same tail.
    texts.push(["1 ".repeat(12), "- ".repeat(length / 2), "x".to_string()].concat());
    // A long number that is hidden and still read.
    texts.push(["1 ".repeat(length / 2), " 5".to_string()].concat());
    texts.push(["password=\"", &"\\".repeat(length)].concat());
    texts.push(["secret", &" ".repeat(length), ":x"].concat());
    texts
}

/// The most that one byte can cost: twelve scans as a spaced number, and one for each other rule.
const STEPS_PER_BYTE: usize = 20;

fn steps(text: &str) -> usize {
    let mut redaction = Redaction::new(text);
    redaction.run();
    redaction.steps
}

#[test]
fn the_work_is_linear_in_the_length() {
    for text in hostile(20_000) {
        let start: String = text.chars().take(20).collect();
        assert!(steps(&text) <= text.len() * STEPS_PER_BYTE, "{start}: {} steps", steps(&text));
    }
}

#[test]
fn a_long_text_needs_no_deep_stack() {
    let redacted = std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(|| hostile(100_000).iter().map(|text| redact(text).len()).max())
        .map(std::thread::JoinHandle::join);
    assert!(matches!(redacted, Ok(Ok(Some(_)))));
}

proptest! {
    #[test]
    fn the_work_on_any_text_is_linear(parts in proptest::collection::vec(
        prop_oneof![
            prop::sample::select(hostile(1)),
            "[0-9 -]{0,6}",
            "\\PC{0,3}",
        ],
        0..300,
    )) {
        let text = parts.concat();
        prop_assert!(steps(&text) <= text.len().saturating_mul(STEPS_PER_BYTE));
    }

    #[test]
    fn no_long_number_and_no_key_remains(parts in proptest::collection::vec(
        prop_oneof![prop::sample::select(hostile(1)), "[0-9 *-]{0,9}", "(test|live)_g?sk_[a-z0-9]{3,8}"],
        0..40,
    )) {
        let safe = redact(&parts.concat());
        let digits = safe.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
        prop_assert!(digits < 9, "{}", safe);
        prop_assert!(!safe.contains("test_sk_"), "{}", safe);
    }
}

#[test]
fn a_secret_does_not_print() {
    assert_eq!(alloc::format!("{:?}", Secret::new("test_sk_1")), "Secret(…)");
}

#[test]
fn the_mask_keeps_the_end() {
    assert_eq!(mask_but_last("110123456789", 4), "********6789");
}
