//! Confirm: the one call that takes money.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Fault;
use crate::key;
use crate::ledger::EventKind;
use crate::money::Currency;

use super::code::Refusal;
use super::payment::{Account, Method, Payment, Status};
use super::store::Circumstances;

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
        circumstances: &Circumstances,
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
        // A shopper who edits the amount in the address bar is caught here; the payment stays as it was.
        if request.order_id != self.order_id || self.currency.parse(request.amount.get()) != Ok(self.asked) {
            return Err(Refusal::of("INVALID_REQUEST"));
        }
        if self.asked < self.minimum() {
            return Err(Refusal::of("BELOW_MINIMUM_AMOUNT"));
        }
        if circumstances.is_order_taken {
            return Err(Refusal::of("DUPLICATED_ORDER_ID"));
        }
        let forced = if let Some(Fault::Decline { code }) = fault { Some(code) } else { None };
        if let Some(code) = forced.or(self.decline.as_ref()).cloned() {
            return Err(self.abort(&code, circumstances.now));
        }
        if let Some(Fault::WrongAmount { amount }) = fault {
            self.total = *amount;
        }
        self.approve(circumstances.now);
        Ok(())
    }

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
                number: format!("X{}", key::digits(13)),
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
    format!("txrd_a01{}", key::lower(23))
}
