//! A PG that keeps one payment, speaks Toss Payments' wire format and answers by idempotency key.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The request never leaves.
    NotSent,
    /// The request gets lost on its way.
    RequestLost,
    /// The request reaches the PG only when its answer would have come, perhaps long after everybody gave up.
    RequestLate,
    /// The PG acts and its answer gets lost.
    AnswerLost,
    /// The PG fails before it acts, with an error that it stores under the key.
    PassingError,
    /// The PG acts and answers 500.
    ErrorAfterActing,
    /// The issuer says no.
    Decline,
    /// The answer is a web page.
    WebPage,
}

/// An answer: HTTP status and body.
pub(crate) type Answer = (u16, Vec<u8>);

/// The PG's own record of the payment.
#[derive(Clone, Debug)]
pub struct ModelPg {
    /// Its number of the payment.
    pub payment_key: String,
    /// The merchant's order.
    pub order_id: String,
    /// What the shopper authenticated, in won.
    pub amount: i64,
    /// Its word for where the payment stands.
    pub status: &'static str,
    /// How often money was taken.
    pub approvals: u32,
    /// Finished refunds: amount and reason.
    pub refunds: Vec<(i64, String)>,
    /// Answers by idempotency key; an error is stored too.
    stored: BTreeMap<String, Answer>,
}

impl ModelPg {
    /// A payment that its shopper has authenticated.
    #[must_use]
    pub const fn authenticated(payment_key: String, order_id: String, amount: i64) -> Self {
        Self {
            payment_key,
            order_id,
            amount,
            status: "IN_PROGRESS",
            approvals: 0,
            refunds: Vec::new(),
            stored: BTreeMap::new(),
        }
    }

    /// Won that the PG holds for the merchant.
    #[must_use]
    pub fn held(&self) -> i64 {
        let taken = self.amount.saturating_mul(i64::from(self.approvals));
        taken.saturating_sub(self.refunds.iter().map(|(amount, _)| *amount).sum())
    }

    /// Nobody confirmed in time.
    pub fn expire(&mut self) {
        if self.status == "IN_PROGRESS" {
            self.status = "EXPIRED";
        }
    }

    /// The payment as the PG writes it.
    #[must_use]
    pub fn body(&self) -> Value {
        let returned: i64 = self.refunds.iter().map(|(amount, _)| *amount).sum();
        let cancels: Vec<Value> = self
            .refunds
            .iter()
            .enumerate()
            .map(|(at, (amount, reason))| {
                json!({"transactionKey": format!("cancel-{at}"), "cancelAmount": amount, "cancelReason": reason,
                       "cancelStatus": "DONE", "canceledAt": "2026-11-21T10:00:00+09:00"})
            })
            .collect();
        json!({
            "version": "2022-11-16", "mId": "shop", "paymentKey": self.payment_key, "orderId": self.order_id,
            "type": "NORMAL", "currency": "KRW", "method": "카드", "totalAmount": self.amount,
            "balanceAmount": self.amount.saturating_sub(returned), "taxFreeAmount": 0, "status": self.status,
            "requestedAt": "2026-11-21T09:59:00+09:00",
            "approvedAt": if self.approvals > 0 { json!("2026-11-21T10:00:00+09:00") } else { Value::Null },
            "cancels": if cancels.is_empty() { Value::Null } else { json!(cancels) },
            "secret": "ps_simulated",
            "failure": if self.status == "ABORTED" { json!({"code": "REJECT_CARD_COMPANY"}) } else { Value::Null },
        })
    }

    fn answer(&self) -> Answer {
        (200, self.body().to_string().into_bytes())
    }

    fn error(status: u16, code: &str) -> Answer {
        (status, json!({"code": code, "message": "…"}).to_string().into_bytes())
    }

    /// A query.
    #[must_use]
    pub(crate) fn query(&self) -> Answer {
        self.answer()
    }

    /// A confirm of `amount` won under `key`. `None`: no answer comes.
    pub(crate) fn confirm(&mut self, key: &str, amount: i64, fault: Fault) -> Answer {
        if let Some(stored) = self.stored.get(key) {
            return stored.clone();
        }
        let answer = match (self.status, fault) {
            (_, Fault::PassingError) => Self::error(400, "PROVIDER_ERROR"),
            ("IN_PROGRESS", _) if amount != self.amount => Self::error(400, "INVALID_REQUEST"),
            ("IN_PROGRESS", Fault::Decline) => {
                self.status = "ABORTED";
                Self::error(403, "REJECT_CARD_COMPANY")
            }
            ("IN_PROGRESS", _) => {
                self.status = "DONE";
                self.approvals = self.approvals.saturating_add(1);
                self.answer()
            }
            ("EXPIRED", _) => Self::error(404, "NOT_FOUND_PAYMENT_SESSION"),
            _ => Self::error(400, "ALREADY_PROCESSED_PAYMENT"),
        };
        self.stored.insert(key.to_owned(), answer.clone());
        answer
    }

    /// A refund of `amount` won (all if `None`) under `key`.
    pub(crate) fn refund(&mut self, key: &str, amount: Option<i64>, reason: &str, fault: Fault) -> Answer {
        if let Some(stored) = self.stored.get(key) {
            return stored.clone();
        }
        let left = self.held();
        let wanted = amount.unwrap_or(left);
        let answer = if fault == Fault::PassingError {
            Self::error(400, "PROVIDER_ERROR")
        } else if left == 0 || wanted > left {
            Self::error(403, "NOT_CANCELABLE_AMOUNT")
        } else {
            self.refunds.push((wanted, reason.to_owned()));
            self.status =
                if wanted == left && self.refunds.len() == 1 { "CANCELED" } else { "PARTIAL_CANCELED" };
            self.answer()
        };
        self.stored.insert(key.to_owned(), answer.clone());
        answer
    }
}
