//! Texts for people: for every code one short text for the shopper and one for the operator, in Korean and English.

#[cfg(test)]
mod tests;
mod texts;

use alloc::string::String;
use serde::{Deserialize, Serialize};

/// A language in which daejo has texts.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "every text must exist in every language")]
pub enum Locale {
    /// Korean.
    #[default]
    Ko,
    /// English.
    En,
}

impl Locale {
    /// Every language, in declared order.
    pub const ALL: [Self; 2] = [Self::Ko, Self::En];

    /// The language's code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
        }
    }
}

/// The text for a code.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Description {
    /// The code that was asked for.
    pub code: String,
    /// Whether the code is known; if not, the text is the one for an open outcome, which promises nothing.
    pub known: bool,
    /// The text.
    pub text: String,
}

/// For the shopper: what happened, whether money moved, what to do now.
#[must_use]
pub fn for_shopper(code: &str, locale: Locale) -> Description {
    describe(code, |text| match locale {
        Locale::Ko => text.shopper_ko,
        Locale::En => text.shopper_en,
    })
}

/// For the operator: what it means, what daejo does automatically, what the operator has to do.
#[cfg(feature = "server")]
#[must_use]
pub fn for_operator(code: &str, locale: Locale) -> Description {
    describe(code, |text| match locale {
        Locale::Ko => text.operator_ko,
        Locale::En => text.operator_en,
    })
}

fn describe(code: &str, choose: impl Fn(&texts::Text) -> &'static str) -> Description {
    let found = texts::find(code);
    let text = found.or_else(|| texts::find("unknown")).map_or("", choose);
    Description { code: code.chars().take(64).collect(), known: found.is_some(), text: text.into() }
}
