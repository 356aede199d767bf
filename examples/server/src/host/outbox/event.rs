//! The HTTP form of an event: Standard Webhooks (standardwebhooks.com).

use crate::store::LeasedEvent;
use daejo::redact::Secret;
use daejo::time::Timestamp;
use serde::Serialize;
use standardwebhooks::{Webhook, WebhookError};

/// The body. It is the same at every attempt, so that a receiver can drop a duplicate by its id.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: String,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    order_id: &'a str,
    payment_id: &'a str,
    state: &'a str,
    /// Counts the payment's changes: a receiver can drop an event with an older version.
    version: i64,
    /// The order's total, in minor units.
    amount: i64,
    currency: &'a str,
}

/// The id of an event, the same at every attempt.
pub(super) fn id(event: &LeasedEvent) -> String {
    format!("evt_{}_{}", event.payment_id, event.version)
}

pub(super) fn body(event: &LeasedEvent) -> Result<String, serde_json::Error> {
    let at = jiff::Timestamp::from_millisecond(event.at.millis()).unwrap_or_default();
    serde_json::to_string(&Body {
        kind: format!("payment.{}", event.state),
        timestamp: format!("{at:.3}"),
        data: Data {
            order_id: &event.order_id,
            payment_id: event.payment_id.as_str(),
            state: &event.state,
            version: event.version,
            amount: event.amount,
            currency: &event.currency,
        },
    })
}

/// The value of `webhook-signature`: one signature for each secret, so that the receiver can change the secret.
pub(super) fn signatures(
    secrets: &[Secret],
    id: &str,
    sent_at: Timestamp,
    body: &str,
) -> Result<String, WebhookError> {
    let seconds = sent_at.millis().div_euclid(1_000);
    let sign = |secret: &Secret| Webhook::new(secret.expose())?.sign(id, seconds, body.as_bytes());
    Ok(secrets.iter().map(sign).collect::<Result<Vec<_>, _>>()?.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specification's own example, so that a receiver in another language agrees.
    #[test]
    fn signatures_are_those_of_the_specification() {
        let secret = Secret::new("whsec_plJ3nmyCDGBKInavdOK15jsl");
        let at = Timestamp::from_millis(1_731_705_121_999).unwrap_or_default();
        let body = r#"{"event_type":"ping","data":{"success":true}}"#;
        let one =
            signatures(std::slice::from_ref(&secret), "msg_loFOjxBNrRLzqYUf", at, body).unwrap_or_default();
        assert_eq!(one, "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
        let other = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let at = Timestamp::from_millis(1_614_265_330_000).unwrap_or_default();
        let both =
            signatures(&[secret, other], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, r#"{"test": 2432232314}"#);
        let both = both.unwrap_or_default();
        assert_eq!(both.split(' ').count(), 2);
        assert!(both.ends_with(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), "{both}");
    }
}
