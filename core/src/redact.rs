//! What never reaches a log, an error, a metric or a page, and how text is freed of it.

use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize};

/// A secret: it can be used, and nothing prints it.
#[derive(Clone, Eq, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Secret(String);

impl Secret {
    /// Keeps `text` as a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What keys and credentials of the PGs and of webhooks carry in them; the whole word goes.
const SECRET_MARKS: [&str; 7] =
    ["test_sk_", "live_sk_", "test_gsk_", "live_gsk_", "sk_test_", "sk_live_", "whsec_"];

/// How a payment's own webhook secret begins (Toss Payments: `ps_…`).
const SECRET_PREFIX: &str = "ps_";

/// Names of members and headers whose value is a secret or a person's.
const SECRET_NAMES: [&str; 12] = [
    "authorization",
    "secret",
    "secretkey",
    "password",
    "cardpassword",
    "cardnumber",
    "accountnumber",
    "customermobilephone",
    "customeridentitynumber",
    "billingkey",
    "authkey",
    "cookie",
];

/// The text with every secret, card, account and phone number replaced by `***`.
///
/// It errs on the side of hiding: any run of 9 to 19 digits (with `-`, ` ` or `*` between them) goes, as does
/// every word with a known key prefix, what follows `Basic ` or `Bearer `, and the value behind a member or
/// parameter that is named like a secret. Order ids keep their letters, and amounts of up to 8 digits stay.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut hide_next_value = false;
    while let Some(first) = rest.chars().next() {
        let length = word_length(rest);
        if length == 0 {
            // `: "` and `=` lead from a name to its value; anything else ends the search for it.
            if !matches!(first, ':' | '=' | '"' | ' ' | '\\') {
                hide_next_value = false;
            }
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let (word, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let is_scheme = word.eq_ignore_ascii_case("basic") || word.eq_ignore_ascii_case("bearer");
        if is_scheme {
            out.push_str(word);
            hide_next_value = true;
        } else if hide_next_value || is_secret(word) {
            out.push_str("***");
            hide_next_value = false;
        } else {
            push_without_long_numbers(&mut out, word);
            hide_next_value =
                names_a_secret(word) && tail.trim_start_matches(['"', '\\', ' ']).starts_with([':', '=']);
        }
        rest = tail;
    }
    out
}

/// How many bytes of `text` belong to one word: letters, digits and what joins them.
fn word_length(text: &str) -> usize {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '*' | '+' | '/' | '.' | '@');
    text.char_indices().find(|&(_, c)| !joins(c)).map_or(text.len(), |(at, _)| at)
}

fn is_secret(word: &str) -> bool {
    SECRET_MARKS.iter().any(|mark| word.contains(mark)) || (word.starts_with(SECRET_PREFIX) && word.len() > 8)
}

fn names_a_secret(word: &str) -> bool {
    SECRET_NAMES.iter().any(|name| {
        word.bytes().filter(|b| !matches!(b, b'_' | b'-')).map(|b| b.to_ascii_lowercase()).eq(name.bytes())
    })
}

/// Copies `word`, with `***` for any run of digits long enough to be a card, an account or a phone number.
fn push_without_long_numbers(out: &mut String, word: &str) {
    let mut rest = word;
    while !rest.is_empty() {
        let run = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '*'))).unwrap_or(rest.len());
        let (numbers, tail) = rest.split_at_checked(run).unwrap_or((rest, ""));
        let digits = numbers.bytes().filter(u8::is_ascii_digit).count();
        if digits >= 9 || (digits >= 4 && numbers.contains('*')) {
            out.push_str("***");
        } else {
            out.push_str(numbers);
        }
        let letters = tail.find(|c: char| c.is_ascii_digit() || c == '*').unwrap_or(tail.len());
        let (plain, next) = tail.split_at_checked(letters).unwrap_or((tail, ""));
        out.push_str(plain);
        rest = next;
    }
}

/// The last `keep` characters, the rest as `*`: enough to recognise an account, too little to use it.
#[must_use]
pub fn mask_but_last(text: &str, keep: usize) -> String {
    let hidden = text.chars().count().saturating_sub(keep);
    text.chars().enumerate().map(|(at, c)| if at < hidden { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_and_the_rest_stays() {
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
    fn a_secret_does_not_print() {
        assert_eq!(alloc::format!("{:?}", Secret::new("test_sk_1")), "Secret(…)");
    }

    #[test]
    fn the_mask_keeps_the_end() {
        assert_eq!(mask_but_last("110123456789", 4), "********6789");
    }
}
