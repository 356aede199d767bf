//! HTTP as data: the requests that the host sends, and the answers that it passes to the core.

use crate::json;
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use core::fmt;
use core::marker::PhantomData;
use serde::de::{Deserializer, Error as _, Expected, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize};

/// The largest body that is read: 1 MiB. The largest documented answer is below 100 KiB.
pub const MAX_BODY: usize = 1024 * 1024;

/// A request for the host to send, byte for byte.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct HttpRequest {
    /// `GET` or `POST`.
    pub method: String,
    /// The complete URL, with the query.
    pub url: String,
    /// Pairs of name and value. `authorization` is a secret: send it to the PG and nowhere else.
    pub headers: Vec<(String, String)>,
    /// The body, if the method has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// Neither a header's value nor the body is printed: both can hold secrets.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)
    }
}

/// Why a request got no answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "money can have moved only if the request was sent")]
pub enum TransportFailure {
    /// Not one byte was sent: name not found, connection refused, TLS failed.
    NotSent,
    /// The time limit passed after the request may have been sent.
    TimedOut,
    /// The connection ended after the request may have been sent.
    ConnectionLost,
}

impl TransportFailure {
    /// Every failure, in declared order.
    pub const ALL: [Self; 3] = [Self::NotSent, Self::TimedOut, Self::ConnectionLost];

    /// The failure's code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::TimedOut => "timed_out",
            Self::ConnectionLost => "connection_lost",
        }
    }
}

/// The result of a request: an answer, or a failure without an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "there is an answer or there is none")]
pub enum Reply<'a> {
    /// An answer, with any content.
    Response(HttpResponse<'a>),
    /// No answer.
    Failure(TransportFailure),
}

/// An HTTP answer as it was received.
#[derive(Clone, Eq, PartialEq)]
pub struct HttpResponse<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The value of `retry-after` in seconds, if the answer has one.
    pub retry_after_seconds: Option<u32>,
    /// The bytes of the body, not parsed.
    pub body: Body<'a>,
}

/// The body is not printed.
impl fmt::Debug for HttpResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {} with {} bytes", self.status, self.body.bytes().len())
    }
}

/// The bytes of a body. In JSON: a text, `{"base64": …}`, or null if the bytes are passed beside the call.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Body<'a>(Cow<'a, [u8]>);

impl<'a> Body<'a> {
    /// A body of these bytes.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(Cow::Borrowed(bytes))
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// Bytes in base64.
struct Base64(Vec<u8>);

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wanted = "a text in base64, with padding";
        json::text(deserializer, wanted, |text| STANDARD.decode(text).ok().map(Self))
    }
}

impl<'de> Deserialize<'de> for Body<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written<'a>(PhantomData<Body<'a>>);

        impl<'de, 'a> Visitor<'de> for Written<'a> {
            type Value = Body<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, {\"base64\": …} or null")
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Body(Cow::Owned(text.as_bytes().to_vec())))
            }

            fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
                Ok(Body(Cow::Owned(text.into_bytes())))
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Body::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
                // Usually the caller parsed the body. Then the digits of its numbers may already be changed.
                let parsed =
                    |written: &dyn Expected| A::Error::invalid_value(Unexpected::Other("object"), written);
                if members.next_key::<String>()?.as_deref() != Some("base64") {
                    return Err(parsed(&self));
                }
                let Base64(bytes) = members.next_value()?;
                if members.next_key::<String>()?.is_some() {
                    return Err(parsed(&self));
                }
                Ok(Body(Cow::Owned(bytes)))
            }
        }

        deserializer.deserialize_any(Written(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Reply<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        struct Written {
            status: Option<u16>,
            #[serde(default)]
            headers: Vec<(String, String)>,
            #[serde(default)]
            body: Body<'static>,
            failure: Option<TransportFailure>,
        }
        let written = Written::deserialize(deserializer)?;
        match (written.status, written.failure) {
            (Some(status), None) => Ok(Self::Response(HttpResponse {
                status,
                retry_after_seconds: written
                    .headers
                    .iter()
                    .find(|(name, _)| name.eq_ignore_ascii_case("retry-after"))
                    .and_then(|(_, seconds)| seconds.trim().parse().ok()),
                body: written.body,
            })),
            (None, Some(failure)) => Ok(Self::Failure(failure)),
            (None, None) | (Some(_), Some(_)) => {
                let wanted = &"an object with either a status or a failure";
                Err(D::Error::invalid_value(Unexpected::Other("object"), wanted))
            }
        }
    }
}

impl<'a> Reply<'a> {
    /// The same reply with `bytes` as its body. A binding passes a body beside the call, as bytes.
    #[must_use]
    pub fn with_body(self, bytes: &'a [u8]) -> Self {
        match self {
            Self::Response(response) => Self::Response(HttpResponse { body: Body::new(bytes), ..response }),
            Self::Failure(failure) => Self::Failure(failure),
        }
    }
}

/// The text, if it is a plain word: 1 to `longest` characters of `A–Z a–z 0–9 _ - .`. Such a word is safe in a log.
pub(crate) fn short_word(text: &str, longest: usize) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!text.is_empty() && text.len() <= longest && text.chars().all(plain)).then(|| text.to_string())
}
