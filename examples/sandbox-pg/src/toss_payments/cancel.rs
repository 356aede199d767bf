//! Cancel (취소): refunds all or part of the money, or closes a virtual account before the deposit.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ledger::EventKind;

use super::change::Context;
use super::confirm::transaction_key;
use super::institutions::bank_code;
use super::payment::{Cancel, Payment, RefundAccount, Status};
use super::refusal::Refusal;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request {
    cancel_reason: String,
    cancel_amount: Option<Box<RawValue>>,
    refund_receive_account: Option<RefundReceiveAccount>,
    tax_free_amount: Option<Box<RawValue>>,
    currency: Option<String>,
    refundable_amount: Option<Box<RawValue>>,
    cancel_request_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RefundReceiveAccount {
    bank: String,
    account_number: String,
    holder_name: String,
}

impl Request {
    /// Whether the reason is given and has at most 200 characters. Checked before the payment is read.
    pub(super) fn is_valid(&self) -> bool {
        !self.cancel_reason.trim().is_empty() && self.cancel_reason.chars().count() <= 200
    }
}

impl Payment {
    pub(super) fn cancel(&mut self, request: &Request, context: &Context) -> Result<(), Refusal> {
        match self.status {
            Status::Done | Status::PartialCanceled | Status::WaitingForDeposit => {}
            Status::Canceled => return Err(Refusal::of("ALREADY_CANCELED_PAYMENT")),
            Status::Ready | Status::InProgress | Status::Aborted | Status::Expired => {
                return Err(Refusal::of("NOT_CANCELABLE_PAYMENT"));
            }
        }
        if request.currency.as_deref().is_some_and(|currency| currency != self.currency.code()) {
            return Err(Refusal::of("INVALID_CURRENCY"));
        }
        let balance = self.balance();
        let amount = self.read(request.cancel_amount.as_deref())?.unwrap_or(balance);
        let tax_free = self.read(request.tax_free_amount.as_deref())?;
        if self.read(request.refundable_amount.as_deref())?.is_some_and(|locked| locked != balance) {
            return Err(Refusal::of("NOT_MATCHES_REFUNDABLE_AMOUNT"));
        }
        if balance == 0 || amount > balance {
            return Err(Refusal::of("NOT_CANCELABLE_AMOUNT"));
        }
        // A cancel of the whole balance includes the tax-free balance, unless the shop gives another amount.
        let tax_free = tax_free.unwrap_or(if amount == balance { self.tax_free_left() } else { 0 });
        if amount == 0 || tax_free > amount.min(self.tax_free_left()) {
            return Err(Refusal::of("INVALID_REQUEST"));
        }
        if self.status == Status::WaitingForDeposit {
            if amount < balance {
                return Err(Refusal::of("NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT"));
            }
        } else if let Some(account) = &mut self.account {
            account.refund = Some(refund_account(request)?);
            account.is_refund_pending = true;
        }
        self.record_cancel(amount, tax_free, request, context.now);
        Ok(())
    }

    fn record_cancel(&mut self, amount: i64, tax_free: i64, request: &Request, now: i64) {
        let transaction_key = transaction_key();
        if self.status == Status::WaitingForDeposit {
            self.truth.note(now, EventKind::Voided, None, Some(&transaction_key));
        } else {
            self.truth.refund(now, amount, &transaction_key);
        }
        let left = self.balance().saturating_sub(amount);
        // Measured at the real PG: a payment cancelled in parts stays PARTIAL_CANCELED at balance 0.
        let is_single_full_cancel = left == 0 && self.cancels.is_empty();
        self.status = if is_single_full_cancel { Status::Canceled } else { Status::PartialCanceled };
        self.last_transaction_key = Some(transaction_key.clone());
        self.cancels.push(Cancel {
            transaction_key,
            amount,
            reason: request.cancel_reason.clone(),
            tax_free,
            left,
            at: now,
            request_id: request.cancel_request_id.clone(),
        });
    }

    fn read(&self, amount: Option<&RawValue>) -> Result<Option<i64>, Refusal> {
        let Some(text) = amount.map(RawValue::get).filter(|text| *text != "null") else { return Ok(None) };
        self.currency.parse(text).map(Some).map_err(|_| Refusal::of("INVALID_REQUEST"))
    }
}

fn refund_account(request: &Request) -> Result<RefundAccount, Refusal> {
    let Some(account) = &request.refund_receive_account else {
        return Err(Refusal::of("INVALID_REFUND_ACCOUNT_INFO"));
    };
    let bank = bank_code(&account.bank).ok_or_else(|| Refusal::of("INVALID_BANK"))?;
    let number = &account.account_number;
    if number.is_empty() || number.len() > 20 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::of("INVALID_REFUND_ACCOUNT_NUMBER"));
    }
    if account.holder_name.is_empty() || account.holder_name.chars().count() > 60 {
        return Err(Refusal::of("INVALID_REFUND_ACCOUNT_INFO"));
    }
    Ok(RefundAccount { bank: bank.into(), number: number.clone(), holder: account.holder_name.clone() })
}
