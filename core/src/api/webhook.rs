//! The operation on webhooks.

use super::Input;
use crate::pg::{self, Body, Notice, Pg, WebhookHeaders};
use alloc::string::String;
use serde::Deserialize;

/// A received HTTP request.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Incoming<'a> {
    /// Names and values.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<WebhookHeaders>"))]
    pub headers: WebhookHeaders,
    /// The body's bytes, as received.
    #[serde(bound(deserialize = "Body<'a>: Deserialize<'de>"))]
    #[cfg_attr(feature = "typescript", ts(type = "Bytes"))]
    pub body: Body<'a>,
}

/// Input of `read_webhook`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct ReadWebhook<'a> {
    /// The PG whose webhook address was called.
    pub pg: Pg,
    /// The received request.
    #[serde(bound(deserialize = "Incoming<'a>: Deserialize<'de>"))]
    pub request: Incoming<'a>,
    /// `webhookSecretDigest` of the payment that the webhook names, once the host has found it.
    #[serde(default)]
    pub webhook_secret_digest: Option<String>,
}

impl<'a> Input<'a> for ReadWebhook<'a> {
    fn with_body(self, bytes: &'a [u8]) -> Self {
        Self { request: Incoming { body: Body::new(bytes), ..self.request }, ..self }
    }
}

/// Reads a webhook: which payment to query at the PG, and how far the sender is authenticated.
///
/// Takes the PG, the request and the payment's secret digest, if it is known. Returns a notice. A webhook changes no
/// payment on its own: the query that follows does.
///
/// ```
/// let body = br#"{"eventType":"PAYMENT_STATUS_CHANGED","data":{"orderId":"order-0001"}}"#;
/// let input = r#"{"pg":"toss_payments","request":{"body":null}}"#;
/// let notice = daejo::api::json::read_webhook(input, Some(body))?;
/// assert!(notice.contains(r#""authenticity":"unsigned""#), "{notice}");
/// # Ok::<(), daejo::api::Malformed>(())
/// ```
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "every operation takes its input")]
pub fn read_webhook(input: ReadWebhook<'_>) -> Notice {
    let digest = input.webhook_secret_digest.as_deref();
    pg::read_webhook(input.pg, &input.request.headers, input.request.body.bytes(), digest)
}
