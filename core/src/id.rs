//! Identities: who is who, each its own type, so that one never stands in for another.

use crate::json;
use alloc::string::String;
use serde::{Deserialize, Deserializer, Serialize};

/// Why a text is no identity.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum IdError {
    /// Shorter or longer than this identity may be.
    #[error("the identity's length is out of range")]
    Length,
    /// It has a character outside this identity's set.
    #[error("the identity has a character outside its set")]
    Character,
}

macro_rules! identity {
    ($(#[$doc:meta])* $name:ident, $shortest:literal to $longest:literal of $set:literal, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
        #[serde(into = "String")]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(as = "String"))]
        pub struct $name(String);

        impl $name {
            /// Takes a text as this identity.
            ///
            /// # Errors
            /// [`IdError::Length`] and [`IdError::Character`], as the type's own page says.
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

/// What is safe in a URL, a header and a log line.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Visible ASCII, without the quotes and the backslash that break out of other notations.
fn is_visible(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'\\' | b'<' | b'>')
}

identity! {
    /// The merchant's own number of an order: 6 to 64 of `A–Z a–z 0–9 - _`, the set that every PG takes.
    OrderId, 6 to 64 of "A–Z a–z 0–9 - _", is_plain
}
identity! {
    /// One attempt to pay an order, made by the merchant's server: 6 to 64 of `A–Z a–z 0–9 - _`.
    PaymentId, 6 to 64 of "A–Z a–z 0–9 - _", is_plain
}
identity! {
    /// One refund that somebody asked for: 6 to 40 of `A–Z a–z 0–9 - _`.
    RefundId, 6 to 40 of "A–Z a–z 0–9 - _", is_plain
}
identity! {
    /// A subscription, made by the merchant's server: 6 to 40 of `A–Z a–z 0–9 - _`. Its charges' order ids begin with
    /// it and are up to 12 characters longer in practice: at most 28 where a PG takes order ids of 40 (KG Inicis).
    SubscriptionId, 6 to 40 of "A–Z a–z 0–9 - _", is_plain
}
identity! {
    /// The shopper, as the merchant's session knows them: 1 to 300 visible ASCII characters.
    CustomerId, 1 to 300 of "visible ASCII without \" ' \\ < >", is_visible
}
identity! {
    /// The merchant's number at a PG (mId, CID, partner id): 1 to 64 visible ASCII characters.
    MerchantId, 1 to 64 of "visible ASCII without \" ' \\ < >", is_visible
}
identity! {
    /// The PG's own number of a payment (paymentKey, tid): 1 to 200 visible ASCII characters. Never parsed.
    PaymentKey, 1 to 200 of "visible ASCII without \" ' \\ < >", is_visible
}
identity! {
    /// What makes a repeated request the same request: 1 to 300 of `A–Z a–z 0–9 - _ : .`.
    IdempotencyKey, 1 to 300 of "A–Z a–z 0–9 - _ : .", |byte| is_plain(byte) || matches!(byte, b':' | b'.')
}
