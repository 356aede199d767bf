//! Every code has texts, and no text promises more than its code guarantees.

use super::texts::{self, Text};
use super::{Locale, for_shopper};
use crate::api::MalformedCode;
use crate::claim::ReturnProblem;
use crate::crosscheck::Mismatch;
use crate::money::AmountError;
use crate::order::OrderProblem;
use crate::reason::Reason;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The codes of an enum, from its variants' names. A new variant does not compile until it is named here.
macro_rules! codes {
    ($kind:ident { $($variant:ident)* }) => {{
        let listed: fn(&$kind) = |value| match value {
            $($kind::$variant { .. } => {})*
        };
        let _ = listed;
        [$(snake_case(stringify!($variant)),)*]
    }};
}

fn snake_case(name: &str) -> String {
    let mut code = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !code.is_empty() {
            code.push('_');
        }
        code.push(letter.to_ascii_lowercase());
    }
    code
}

/// The codes of the reference server that the core does not have.
const SERVER: [&str; 11] = [
    "out_of_stock",
    "payment_key_taken",
    "session_missing",
    "order_not_found",
    "unavailable",
    "body_invalid",
    "too_many_requests",
    "idempotency_key_reused",
    "not_owner",
    "internal_error",
    "service_busy",
];

/// Codes under which money may have moved, or may be moving.
const OPEN: [&str; 28] = [
    "unknown",
    "quarantined",
    "confirming",
    "reversing",
    "authenticated",
    "waiting_for_shopper",
    "awaiting_deposit",
    "already_processed",
    "balance_changed",
    "in_progress_elsewhere",
    "not_found",
    "method_unavailable",
    "rate_limited",
    "pg_unavailable",
    "outcome_unknown",
    "unlisted_code",
    "unlisted_status",
    "body_unreadable",
    "body_too_large",
    "not_sent",
    "no_answer",
    "configuration_error",
    "request_invalid",
    "status_unacceptable",
    "not_due",
    "another_payment",
    "internal_error",
    "service_busy",
];

fn codes() -> Vec<String> {
    let mut codes: Vec<String> = Reason::ALL.iter().map(|reason| reason.code().to_string()).collect();
    codes.extend(Mismatch::CODES.iter().map(|(code, _)| (*code).to_string()));
    codes.extend(codes!(ReturnProblem { ParameterMissing ParameterRepeated ParameterTooLong NotText }));
    codes.extend(codes!(OrderProblem {
        NoLines TooManyLines QuantityZero DiscountExceedsLine SumTooLarge TotalZero
    }));
    codes.extend(codes!(AmountError { Negative TooLarge FinerThanMinorUnit NotANumber UnknownCurrency }));
    codes.extend(codes!(MalformedCode {
        NotJson MemberMissing MemberUnknown MemberRepeated ValueInvalid OperationUnknown
    }));
    codes.extend(SERVER.map(String::from));
    #[cfg(feature = "server")]
    codes.extend(process_codes());
    codes
}

#[cfg(feature = "server")]
fn process_codes() -> impl Iterator<Item = String> {
    use crate::payment::{AlertReason, Rejection, State};
    let states = State::ALL.into_iter().map(|state| state.code().to_string());
    let rejections = codes!(Rejection {
        ClaimRefused WrongOrder SumsBroken AnotherPayment Ended NotDue NeverAsked NothingToRefund RefundExceedsBalance
        RefundDiffers RefundUnderWay NothingToDecide PartRefundNotPossible RefundAccountMissing DecisionNotAllowed
    });
    let alerts = codes!(AlertReason {
        ClaimTampered PgDisagrees MustBeFixed DecisionNeeded LateMoney UnexpectedRefund DepositRolledBack
        RefundRefused ForgedWebhook CannotBeAsked RefundAccountNeeded
    });
    states.chain(rejections).chain(alerts).chain(billing_questions())
}

#[cfg(feature = "server")]
fn billing_questions() -> impl Iterator<Item = String> {
    crate::billing::BillingQuestion::ALL.into_iter().map(|question| question.code().to_string())
}

fn korean(text: &Text) -> impl Iterator<Item = &'static str> {
    #[cfg(feature = "server")]
    return [text.shopper_ko, text.operator_ko].into_iter();
    #[cfg(not(feature = "server"))]
    return [text.shopper_ko].into_iter();
}

fn english(text: &Text) -> impl Iterator<Item = &'static str> {
    #[cfg(feature = "server")]
    return [text.shopper_en, text.operator_en].into_iter();
    #[cfg(not(feature = "server"))]
    return [text.shopper_en].into_iter();
}

fn is_hangul(letter: char) -> bool {
    matches!(letter, '가'..='힣' | 'ㄱ'..='ㅣ' | '\u{1100}'..='\u{11ff}')
}

fn says_nothing_was_charged_in_korean(text: &Text) -> bool {
    let phrases = ["결제되지 않", "청구되는 금액은 없", "청구된 금액은 없"];
    phrases.iter().any(|phrase| text.shopper_ko.contains(phrase))
}

fn says_nothing_was_charged_in_english(text: &Text) -> bool {
    let phrases = ["not charged", "not charge you"];
    phrases.iter().any(|phrase| text.shopper_en.contains(phrase))
}

#[test]
fn every_code_has_a_row_and_every_row_is_a_code() {
    let codes: BTreeSet<String> = codes().into_iter().collect();
    for code in &codes {
        assert!(texts::find(code).is_some(), "{code} has no text");
    }
    for text in texts::all().filter(|_| cfg!(feature = "server")) {
        assert!(codes.contains(text.code), "{} is not a code", text.code);
    }
}

#[test]
fn no_two_rows_share_a_code() {
    let mut seen = BTreeSet::new();
    for text in texts::all() {
        assert!(seen.insert(text.code), "{} is there twice", text.code);
    }
}

#[test]
fn a_code_without_a_row_gets_the_text_of_an_open_outcome() {
    for locale in Locale::ALL {
        let (foreign, open) = (for_shopper("no_such_code", locale), for_shopper("unknown", locale));
        assert!(!foreign.known && open.known);
        assert_eq!(foreign.text, open.text);
    }
}

#[test]
fn every_text_is_one_clean_line_in_its_own_language() {
    for text in texts::all() {
        for words in korean(text).chain(english(text)) {
            assert!(!words.is_empty(), "{}: empty", text.code);
            assert!(!words.contains(['\n', '\r', '\t']), "{}: {words:?}", text.code);
            assert!(!words.contains("  ") && words.trim() == words, "{}: {words:?}", text.code);
            assert!(words.ends_with('.'), "{}: {words:?}", text.code);
        }
        for words in korean(text) {
            assert!(words.chars().any(is_hangul), "{}: {words}", text.code);
        }
        for words in english(text) {
            assert!(!words.chars().any(is_hangul), "{}: {words}", text.code);
        }
    }
}

#[test]
fn texts_for_shoppers_are_short_polite_and_plain() {
    for text in texts::all() {
        let korean = text.shopper_ko;
        assert!(korean.chars().count() <= 70, "{}: {korean}", text.code);
        assert!(!korean.chars().any(|letter| letter.is_ascii_alphabetic()), "{}: {korean}", text.code);
        for sentence in korean.split_terminator('.') {
            assert!(sentence.ends_with('요'), "{}: {korean}", text.code);
        }
        for word in ["PG", "daejo", "JSON", "API", "_", "error", "invalid"] {
            assert!(!text.shopper_en.contains(word), "{}: {}", text.code, text.shopper_en);
        }
    }
}

/// Law L6: an open outcome is never shown as failed. No text needs that word, so no text has it.
#[test]
fn no_text_for_shoppers_says_failed() {
    for text in texts::all() {
        assert!(!text.shopper_ko.contains("실패"), "{}: {}", text.code, text.shopper_ko);
        assert!(!text.shopper_en.to_lowercase().contains("fail"), "{}: {}", text.code, text.shopper_en);
    }
}

#[test]
fn an_open_outcome_is_never_said_to_be_free_of_charge() {
    let mismatches = Mismatch::CODES.iter().map(|(code, _)| *code);
    for code in OPEN.into_iter().chain(mismatches) {
        assert!(texts::find(code).is_some_and(|text| !says_nothing_was_charged_in_korean(text)), "{code}");
    }
}

#[test]
fn a_sure_decline_says_that_nothing_was_charged() {
    for code in ["declined", "canceled", "expired", "card_declined", "shopper_canceled", "limit_exceeded"] {
        assert!(texts::find(code).is_some_and(says_nothing_was_charged_in_korean), "{code}");
    }
}

#[test]
fn both_languages_say_the_same_about_money() {
    for text in texts::all() {
        let (korean, english) =
            (says_nothing_was_charged_in_korean(text), says_nothing_was_charged_in_english(text));
        assert_eq!(korean, english, "{}", text.code);
    }
}

#[cfg(feature = "server")]
#[test]
fn texts_for_operators_are_formal() {
    for text in texts::all() {
        for sentence in text.operator_ko.split_terminator(". ") {
            let sentence = sentence.trim_end_matches('.');
            assert!(sentence.ends_with("니다"), "{}: {}", text.code, text.operator_ko);
        }
    }
}

#[test]
fn a_language_s_code_is_its_text_in_json() {
    for locale in Locale::ALL {
        assert_eq!(serde_json::to_value(locale).ok(), Some(serde_json::json!(locale.code())));
    }
}
