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

/// Names of headers whose whole value is a secret.
const SECRET_HEADERS: [&str; 3] = ["authorization", "cookie", "setcookie"];

/// Names of members and parameters whose value is a secret or a person's.
const SECRET_NAMES: [&str; 10] = [
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
];

/// The text with every secret, card, account and phone number replaced by `***`.
///
/// It errs on the side of hiding: any run of 9 digits or more goes (with `-` or `*` between them; with blanks where it
/// reads like a card or a phone number), as does every word with a known key in it, what follows `Basic` or `Bearer`,
/// and the value behind a member, parameter or header that is named like a secret. Order ids keep their letters, and
/// amounts of up to 8 digits stay.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (word, tail) = rest.split_at_checked(word_length(rest)).unwrap_or((rest, ""));
        if word.is_empty() {
            let mut chars = rest.chars();
            out.extend(chars.next());
            rest = chars.as_str();
        } else if let Some(hidden) = spaced_number(rest) {
            out.push_str("***");
            rest = rest.get(hidden..).unwrap_or_default();
        } else if is_scheme(word) {
            out.push_str(word);
            rest = hide_value(&mut out, tail, ValueEnd::Word);
        } else if is_secret(word) {
            out.push_str("***");
            rest = tail;
        } else {
            push_without_long_numbers(&mut out, word);
            rest = match names_a_secret(word) {
                Some(end) if tail.trim_start_matches(['"', '\\', ' ']).starts_with([':', '=']) => {
                    hide_value(&mut out, tail, end)
                }
                Some(_) | None => tail,
            };
        }
    }
    out
}

/// Where a secret value ends, unless it stands in quotes.
#[derive(Clone, Copy)]
enum ValueEnd {
    /// With the word.
    Word,
    /// With the line: a header's value.
    Line,
}

/// Copies what leads to a value (`": "`, `=`, a blank), hides the value, and answers what comes after it.
fn hide_value<'a>(out: &mut String, text: &'a str, end: ValueEnd) -> &'a str {
    let lead = text.find(|c: char| !matches!(c, ':' | '=' | '"' | ' ' | '\\')).unwrap_or(text.len());
    let (lead, value) = text.split_at_checked(lead).unwrap_or((text, ""));
    out.push_str(lead);
    // `Basic …` says how, and only what follows is the secret.
    let scheme = word_length(value);
    if let (Some(word), Some(tail)) = (value.get(..scheme), value.get(scheme..))
        && is_scheme(word)
    {
        out.push_str(word);
        return hide_value(out, tail, end);
    }
    let quoted = lead.ends_with('"') && lead.matches('"').count() != 1;
    let length = match end {
        ValueEnd::Word | ValueEnd::Line if quoted => value.find(['"', '\\', '\n']),
        ValueEnd::Line => value.find(['"', '\n', '\r']),
        ValueEnd::Word => {
            value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '&' | ',' | ';' | '}' | ')' | ']'))
        }
    };
    let length = length.unwrap_or(value.len());
    if length > 0 {
        out.push_str("***");
    }
    value.get(length..).unwrap_or_default()
}

/// How long a number in blanks is, if it reads like a card (13 digits and more) or a Korean phone (0…, 9 to 12).
fn spaced_number(text: &str) -> Option<usize> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let run = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | ' '))).unwrap_or(text.len());
    let run = text.get(..run)?.trim_end_matches([' ', '-']);
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let single = !run.contains("  ") && !run.contains("--");
    let hides = digits >= 13 || (run.starts_with('0') && (9..=12).contains(&digits));
    (single && hides && run.contains(' ')).then_some(run.len())
}

fn is_scheme(word: &str) -> bool {
    word.eq_ignore_ascii_case("basic") || word.eq_ignore_ascii_case("bearer")
}

/// How many bytes of `text` belong to one word: letters, digits and what joins them.
fn word_length(text: &str) -> usize {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '*' | '+' | '/' | '.' | '@');
    text.char_indices().find(|&(_, c)| !joins(c)).map_or(text.len(), |(at, _)| at)
}

fn is_secret(word: &str) -> bool {
    SECRET_MARKS.iter().any(|mark| word.contains(mark)) || (word.starts_with(SECRET_PREFIX) && word.len() > 8)
}

fn names_a_secret(word: &str) -> Option<ValueEnd> {
    let is = |name: &str| {
        word.bytes().filter(|b| !matches!(b, b'_' | b'-')).map(|b| b.to_ascii_lowercase()).eq(name.bytes())
    };
    if SECRET_HEADERS.iter().any(|name| is(name)) {
        Some(ValueEnd::Line)
    } else {
        SECRET_NAMES.iter().any(|name| is(name)).then_some(ValueEnd::Word)
    }
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
