//! Identifiers. Each is a type of its own, so that one cannot be passed for another.

use crate::json;
use alloc::string::String;
use serde::{Deserialize, Deserializer, Serialize};

/// Why a text is not a valid identifier.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum IdError {
    /// Shorter or longer than this identifier may be.
    #[error("the identifier's length is out of range")]
    Length,
    /// It has a character that this identifier may not have.
    #[error("the identifier has a character that is not allowed")]
    Character,
}

impl IdError {
    /// The code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Character => "character",
        }
    }
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $shortest:literal to $longest:literal of $set:literal, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
        #[serde(into = "String")]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(as = "String"))]
        pub struct $name(String);

        impl $name {
            /// Checks the length and the characters of `text`.
            ///
            /// # Errors
            /// [`IdError::Length`] and [`IdError::Character`]; the type's documentation gives both.
            pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
                let text = text.into();
                if !($shortest..=$longest).contains(&text.len()) {
                    return Err(IdError::Length);
                }
                let allowed: fn(u8) -> bool = $allowed;
                if !text.bytes().all(allowed) {
                    return Err(IdError::Character);
                }
                Ok(Self(text))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const WANTED: &str = concat!("a text of ", $shortest, " to ", $longest, " characters of ", $set);
                json::text(deserializer, WANTED, |text| Self::new(text).ok())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// Whether a character is safe in a URL, a header and a log line.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Whether a character is visible ASCII, without quotes, backslash and angle brackets: these end a text or a tag in
/// other formats.
fn is_visible(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'\\' | b'<' | b'>')
}

identifier! {
    /// The merchant's order id: 6 to 64 characters of `A–Z a–z 0–9 - _`, which every PG accepts.
    OrderId, 6 to 64 of "A–Z a–z 0–9 - _", is_plain
}
identifier! {
    /// The id of one attempt to pay an order, made by the merchant's server: 6 to 64 characters of `A–Z a–z 0–9 - _`.
    PaymentId, 6 to 64 of "A–Z a–z 0–9 - _", is_plain
}
identifier! {
    /// The id of one requested refund: 6 to 40 characters of `A–Z a–z 0–9 - _`.
    RefundId, 6 to 40 of "A–Z a–z 0–9 - _", is_plain
}
identifier! {
    /// The id of a subscription, made by the merchant's server: 6 to 40 characters of `A–Z a–z 0–9 - _`. The
    /// order ids of its charges begin with it and are up to 12 characters longer in practice: use at most 28
    /// characters where a PG takes order ids of 40 (KG Inicis).
    SubscriptionId, 6 to 40 of "A–Z a–z 0–9 - _", is_plain
}
identifier! {
    /// The shopper's id in the merchant's session: 1 to 300 visible ASCII characters.
    CustomerId, 1 to 300 of "visible ASCII without \" ' \\ < >", is_visible
}
identifier! {
    /// The merchant's id at a PG (mId, CID, partner id): 1 to 64 visible ASCII characters.
    MerchantId, 1 to 64 of "visible ASCII without \" ' \\ < >", is_visible
}
identifier! {
    /// The PG's id of a payment (paymentKey, tid): 1 to 200 visible ASCII characters. Never parsed.
    PaymentKey, 1 to 200 of "visible ASCII without \" ' \\ < >", is_visible
}
identifier! {
    /// Idempotency key: the PG treats requests under the same key as one request. 1 to 300 characters of
    /// `A–Z a–z 0–9 - _ : .`.
    IdempotencyKey, 1 to 300 of "A–Z a–z 0–9 - _ : .", |byte| is_plain(byte) || matches!(byte, b':' | b'.')
}
identifier! {
    /// Who decided or asked for something by hand, as the host names its operators: 1 to 64 visible ASCII characters.
    OperatorId, 1 to 64 of "visible ASCII without \" ' \\ < >", is_visible
}
