//! Short texts: amounts, times and redaction.
#![no_main]

use daejo::money::{Amount, Currency};
use daejo::redact;
use daejo::time::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for currency in Currency::ALL {
        if let Ok(amount) = Amount::parse(text, currency) {
            assert_eq!(Amount::parse(&amount.to_text(currency), currency), Ok(amount));
        }
    }
    let _ = Timestamp::parse_korean(text).map(|at| at.to_string());
    let safe = redact::redact(text);
    let digits = safe.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
    assert!(digits < 9, "a long number was not hidden");
    assert!(!safe.contains("test_sk_"), "a key was not hidden");
});
