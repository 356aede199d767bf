//! Confirm (승인): the only call that takes money.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Fault;
use crate::ledger::EventKind;
use crate::money::Currency;
use crate::random;

use super::change::Context;
use super::method::Method;
use super::payment::{Account, Payment, Status};
use super::refusal::Refusal;

const HOUR_MS: i64 = 60 * 60 * 1000;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request {
    pub(super) payment_key: String,
    pub(super) order_id: String,
    amount: Box<RawValue>,
}

impl Payment {
    pub(super) fn confirm(
        &mut self,
        request: &Request,
        fault: Option<&Fault>,
        context: &Context,
    ) -> Result<(), Refusal> {
        match self.status {
            Status::InProgress => {}
            Status::Ready => return Err(Refusal::of("UNAPPROVED_ORDER_ID")),
            Status::Expired => return Err(Refusal::of("NOT_FOUND_PAYMENT_SESSION")),
            Status::WaitingForDeposit
            | Status::Done
            | Status::Canceled
            | Status::PartialCanceled
            | Status::Aborted => return Err(Refusal::of("ALREADY_PROCESSED_PAYMENT")),
        }
        // Detects an amount that the shopper edited in the address bar. The payment stays IN_PROGRESS.
        if request.order_id != self.order_id || self.currency.parse(request.amount.get()) != Ok(self.asked) {
            return Err(Refusal::of("INVALID_REQUEST"));
        }
        if self.asked < self.minimum() {
            return Err(Refusal::of("BELOW_MINIMUM_AMOUNT"));
        }
        if context.is_order_taken {
            return Err(Refusal::of("DUPLICATED_ORDER_ID"));
        }
        let fault_code = if let Some(Fault::Decline { code }) = fault { Some(code) } else { None };
        if let Some(code) = fault_code.or(self.decline.as_ref()).cloned() {
            return Err(self.abort(&code, context.now));
        }
        if let Some(Fault::WrongAmount { amount }) = fault {
            self.total = *amount;
        }
        self.approve(context.now);
        Ok(())
    }

    /// The smallest amount that the PG accepts, in minor units.
    fn minimum(&self) -> i64 {
        match (self.currency, &self.method) {
            (Currency::Krw, Some(Method::Transfer)) => 200,
            (Currency::Krw, Some(Method::Card(_) | Method::EasyPay)) => 100,
            (Currency::Krw, Some(Method::VirtualAccount) | None) | (Currency::Usd | Currency::Jpy, _) => 1,
        }
    }

    fn abort(&mut self, code: &str, now: i64) -> Refusal {
        self.status = Status::Aborted;
        self.failure = Some(code.into());
        self.truth.note(now, EventKind::Declined, None, Some(code));
        Refusal::of(code)
    }

    fn approve(&mut self, now: i64) {
        let transaction = transaction_key();
        if self.method == Some(Method::VirtualAccount) {
            self.status = Status::WaitingForDeposit;
            self.truth.note(now, EventKind::AccountIssued, None, Some(&transaction));
            self.account = Some(Account {
                number: format!("X{}", random::digits(13)),
                bank: "88".into(),
                depositor: None,
                due: now.saturating_add(self.valid_hours.saturating_mul(HOUR_MS)),
                is_refund_pending: false,
                refund: None,
            });
        } else {
            self.status = Status::Done;
            self.approved_at = Some(now);
            self.truth.capture(now, self.total, &transaction);
        }
        self.last_transaction_key = Some(transaction);
    }
}

pub(super) fn transaction_key() -> String {
    format!("txrd_a01{}", random::lower_alphanumeric(23))
}
