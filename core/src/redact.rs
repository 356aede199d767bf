//! Secrets, card, account and phone numbers: how text is redacted before it reaches a log, an error or a page.

use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize};

/// A secret. `Debug` does not print it, and there is no `Display`.
#[derive(Clone, Eq, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Secret(String);

impl Secret {
    /// Wraps `text` as a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself. Call it only where the secret is used.
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

/// Prefixes of the secret keys of PGs and of webhook secrets. A word that contains one is hidden as a whole.
const SECRET_MARKS: [&str; 7] =
    ["test_sk_", "live_sk_", "test_gsk_", "live_gsk_", "sk_test_", "sk_live_", "whsec_"];

/// Prefix of a payment's own webhook secret (Toss Payments: `ps_…`).
const SECRET_PREFIX: &str = "ps_";

/// Names of headers whose whole value is a secret.
const SECRET_HEADERS: [&str; 3] = ["authorization", "cookie", "setcookie"];

/// Names of members and parameters whose value is a secret or personal data.
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
/// In doubt it hides. Hidden are: each run of 9 digits or more (with `-` or `*` between them; with single blanks if it
/// looks like a card or a phone number), each word that contains a known key prefix, the word after `Basic` or `Bearer`,
/// and the value after the name of a secret member, parameter or header. Order ids keep their letters, and amounts of
/// up to 8 digits stay.
///
/// The work is linear in the length of the text, and there is no recursion: the text can come from outside.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut redaction = Redaction::new(text);
    redaction.run();
    redaction.out
}

/// Where a secret value ends, unless it is in quotes.
#[derive(Clone, Copy)]
enum ValueEnd {
    /// With the word.
    Word,
    /// With the line: a header's value.
    Line,
}

/// A redaction under way. Each character is scanned a fixed number of times at most.
struct Redaction<'a> {
    text: &'a str,
    /// How far the text has been read, in bytes.
    at: usize,
    /// Up to where the text is hidden, in bytes. It can be beyond `at`: a value that probably goes on is still read, so
    /// that a name inside it counts if the quotes were misread.
    hidden_until: usize,
    /// The end of a spaced number that is hidden and still read, in bytes.
    number_until: usize,
    out: String,
    /// How many characters were scanned, for the test that the work is linear.
    #[cfg(test)]
    steps: usize,
}

impl<'a> Redaction<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            hidden_until: 0,
            number_until: 0,
            out: String::with_capacity(text.len()),
            #[cfg(test)]
            steps: 0,
        }
    }

    fn run(&mut self) {
        while let Some(first) = self.rest().chars().next() {
            let word = self.word();
            if word.is_empty() {
                self.copy(first.len_utf8());
            } else if let Some(length) = self.spaced_number() {
                self.hide_spaced_number(length);
            } else if is_scheme(word) {
                self.copy(word.len());
                self.hide_value(ValueEnd::Word);
            } else if self.is_secret(word) {
                self.hide(word.len());
            } else {
                self.copy_without_long_numbers(word);
                if let Some(end) = names_a_secret(word)
                    && self.assignment_follows()
                {
                    self.hide_value(end);
                }
            }
        }
    }

    /// What is not read yet.
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Copies the next `length` bytes, except what is hidden.
    fn copy(&mut self, length: usize) {
        let end = self.at.saturating_add(length);
        let shown = self.text.get(self.at.max(self.hidden_until)..end).unwrap_or_default();
        self.out.push_str(shown);
        self.at = end;
    }

    /// Hides `length` bytes from here on behind one `***`, and leaves them to be read.
    fn mask(&mut self, length: usize) {
        if length > 0 && self.at >= self.hidden_until {
            self.out.push_str("***");
        }
        self.hidden_until = self.hidden_until.max(self.at.saturating_add(length));
    }

    fn hide(&mut self, length: usize) {
        self.mask(length);
        self.at = self.at.saturating_add(length);
    }

    /// Counts scanned characters.
    #[cfg(test)]
    const fn count(&mut self, steps: usize) {
        self.steps = self.steps.saturating_add(steps);
    }

    #[cfg(not(test))]
    const fn count(&mut self, _steps: usize) {}

    /// The length in bytes up to the first character at which `ends` says so.
    fn length_until(&mut self, mut ends: impl FnMut(char) -> bool) -> usize {
        let length = self.rest().find(&mut ends).unwrap_or(self.rest().len());
        self.count(length.saturating_add(1));
        length
    }

    /// The word at the start of the rest: letters, digits and the characters that join them; empty if there is none.
    fn word(&mut self) -> &'a str {
        let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '*' | '+' | '/' | '.' | '@');
        let length = self.length_until(|c| !joins(c));
        self.rest().get(..length).unwrap_or_default()
    }

    /// The length of a number with blanks that looks like a card number (13 digits or more) or a Korean phone number
    /// (9 to 12 digits, the first of them 0).
    ///
    /// The number ends before two blanks or two dashes in a row. From each digit the scan goes to the number's end, but
    /// no character is scanned more than 13 times: a number with 13 digits or more is hidden at its first digit.
    fn spaced_number(&mut self) -> Option<usize> {
        if self.at < self.number_until || !self.rest().starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mut before = None;
        let length = self.length_until(|c| {
            let is_part = c.is_ascii_digit() || (matches!(c, '-' | ' ') && before != Some(c));
            before = Some(c);
            !is_part
        });
        let number = self.rest().get(..length)?.trim_end_matches([' ', '-']);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let hides = digits >= 13 || (number.starts_with('0') && (9..=12).contains(&digits));
        (hides && number.contains(' ')).then_some(number.len())
    }

    /// Hides a spaced number. If more digits follow after two blanks or dashes, its words are still read: the last group
    /// can be part of another number, as in `1098--12345678`.
    fn hide_spaced_number(&mut self, length: usize) {
        let tail = self.rest().get(length..).unwrap_or_default();
        let separators = tail.find(|c: char| !matches!(c, '-' | ' ')).unwrap_or(tail.len());
        self.count(separators);
        if tail.get(separators..).is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit())) {
            self.mask(length);
            self.number_until = self.at.saturating_add(length);
        } else {
            self.hide(length);
        }
    }

    /// Copies what leads to a value (`": "`, `=`, a blank) and each `Basic` or `Bearer`, and hides the value.
    fn hide_value(&mut self, end: ValueEnd) {
        let mut opening = None;
        let mut lead;
        loop {
            let length = self.length_until(|c| !matches!(c, ':' | '=' | '"' | ' ' | '\\'));
            lead = self.rest().get(..length).unwrap_or_default();
            self.copy(length);
            // The first quote counts: one after `Basic` is inside it.
            opening = opening.or_else(|| opening_quote(lead));
            let word = self.word();
            if !is_scheme(word) {
                break;
            }
            self.copy(word.len());
        }
        let probable = self.probable_length(end, opening);
        let sure = self.sure_length(end, lead);
        self.mask(probable.max(sure));
        self.hide(sure);
    }

    /// The length of a value up to the first character that can end it.
    fn sure_length(&mut self, end: ValueEnd, lead: &str) -> usize {
        let is_quoted = lead.ends_with('"') && lead.matches('"').count() != 1;
        match end {
            ValueEnd::Word | ValueEnd::Line if is_quoted => {
                self.length_until(|c| matches!(c, '"' | '\\' | '\n'))
            }
            ValueEnd::Line => self.length_until(|c| matches!(c, '"' | '\n' | '\r')),
            ValueEnd::Word => self
                .length_until(|c| c.is_whitespace() || matches!(c, '"' | '&' | ',' | ';' | '}' | ')' | ']')),
        }
    }

    /// The length of a value by its quotes; 0 if it has none, or if the text here is already hidden: each character is
    /// scanned once for this.
    fn probable_length(&mut self, end: ValueEnd, opening: Option<usize>) -> usize {
        if self.at < self.hidden_until {
            return 0;
        }
        match (opening, end) {
            (Some(backslashes), _) => self.length_until_quote(backslashes),
            (None, ValueEnd::Line) => self.length_of_header_value(),
            (None, ValueEnd::Word) => 0,
        }
    }

    /// The length up to the line's end, or up to the closing quote of a text around the whole header. A quote after `=`
    /// is inside the header's value: `Cookie: a="b"; session=c`.
    fn length_of_header_value(&mut self) -> usize {
        let (mut is_quoted, mut before) = (false, None);
        self.length_until(|c| {
            let ends = matches!(c, '\n' | '\r') || (c == '"' && !is_quoted && before != Some('='));
            is_quoted ^= c == '"';
            // The backslashes of quoted JSON stand between `=` and the quote.
            before = if c == '\\' { before } else { Some(c) };
            ends
        })
    }

    /// The length up to the quote that closes the text, or up to the line's end.
    ///
    /// JSON doubles backslashes and quotes with each level. So a quote at the level of the opening one, which has `n`
    /// backslashes, has `n` modulo `2 (n + 1)` of them: 0, 2, 4 … for `"`, and 1, 5, 9 … for `\"`. A quote with fewer
    /// than `n` closes a text further out.
    fn length_until_quote(&mut self, backslashes: usize) -> usize {
        let period = backslashes.saturating_add(1).saturating_mul(2);
        let (mut run, mut of_the_quote) = (0_usize, 0);
        let length = self.length_until(|c| match c {
            '\\' => {
                run = run.saturating_add(1);
                false
            }
            '"' => {
                let is_end = run < backslashes || run.checked_rem(period) == Some(backslashes);
                of_the_quote = if is_end { run.min(backslashes) } else { 0 };
                run = 0;
                is_end
            }
            c => {
                run = 0;
                c == '\n'
            }
        });
        length.saturating_sub(of_the_quote)
    }

    /// Whether a `:` or `=` follows, also after the closing quote of the name.
    fn assignment_follows(&mut self) -> bool {
        let length = self.length_until(|c| !matches!(c, '"' | '\\' | ' '));
        self.rest().get(length..).is_some_and(|rest| rest.starts_with([':', '=']))
    }

    fn is_secret(&mut self, word: &str) -> bool {
        self.count(word.len());
        SECRET_MARKS.iter().any(|mark| word.contains(mark))
            || (word.starts_with(SECRET_PREFIX) && word.len() > 8)
    }

    /// Copies the word, with `***` for each run of digits that is long enough for a card, account or phone number.
    fn copy_without_long_numbers(&mut self, word: &str) {
        self.count(word.len());
        let mut rest = word;
        while !rest.is_empty() {
            let run =
                rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '*'))).unwrap_or(rest.len());
            let (numbers, tail) = rest.split_at_checked(run).unwrap_or((rest, ""));
            let digits = numbers.bytes().filter(u8::is_ascii_digit).count();
            if digits >= 9 || (digits >= 4 && numbers.contains('*')) {
                self.hide(run);
            } else {
                self.copy(run);
            }
            let letters = tail.find(|c: char| c.is_ascii_digit() || c == '*').unwrap_or(tail.len());
            self.copy(letters);
            rest = tail.get(letters..).unwrap_or_default();
        }
    }
}

/// The number of backslashes before the quote that opens a value, if what leads to the value ends with one. A quote that
/// no `:` or `=` precedes closes the text before it.
fn opening_quote(lead: &str) -> Option<usize> {
    let before = lead.strip_suffix('"')?;
    let unescaped = before.trim_end_matches('\\');
    let opens = unescaped.trim_end_matches(' ').ends_with([':', '=']);
    opens.then(|| before.len().saturating_sub(unescaped.len()))
}

/// Whether the word is the scheme of an `Authorization` header, so that a secret follows.
fn is_scheme(word: &str) -> bool {
    word.eq_ignore_ascii_case("basic") || word.eq_ignore_ascii_case("bearer")
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

/// The text with `*` for all but the last `keep` characters, so that an account can be recognised but not used.
#[must_use]
pub fn mask_but_last(text: &str, keep: usize) -> String {
    let hidden = text.chars().count().saturating_sub(keep);
    text.chars().enumerate().map(|(at, c)| if at < hidden { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests;
