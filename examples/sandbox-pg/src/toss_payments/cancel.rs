//! Cancel: all or part of the money goes back, or a virtual account is withdrawn.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ledger::EventKind;

use super::code::Refusal;
use super::confirm::transaction_key;
use super::payment::{Cancel, Payment, RefundAccount, Status};
use super::store::Circumstances;
use super::words::bank_code;

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
    /// A missing or endless reason is refused before the payment is looked at.
    pub(super) fn is_sound(&self) -> bool {
        !self.cancel_reason.trim().is_empty() && self.cancel_reason.chars().count() <= 200
    }
}

impl Payment {
    pub(super) fn cancel(&mut self, request: &Request, circumstances: &Circumstances) -> Result<(), Refusal> {
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
        // Cancelling the whole rest takes the tax-free rest along unless the shop says otherwise.
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
        self.give_back(amount, tax_free, request, circumstances.now);
        Ok(())
    }

    fn give_back(&mut self, amount: i64, tax_free: i64, request: &Request, now: i64) {
        let transaction_key = transaction_key();
        if self.status == Status::WaitingForDeposit {
            self.truth.note(now, EventKind::Voided, None, Some(&transaction_key));
        } else {
            self.truth.refund(now, amount, &transaction_key);
        }
        let left = self.balance().saturating_sub(amount);
        // Measured: a payment that was cancelled in parts stays PARTIAL_CANCELED down to nothing.
        let is_in_one_piece = left == 0 && self.cancels.is_empty();
        self.status = if is_in_one_piece { Status::Canceled } else { Status::PartialCanceled };
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
