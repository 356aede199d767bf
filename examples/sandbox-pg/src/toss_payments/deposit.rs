//! Deposits into a virtual account (가상계좌), which a test triggers in the place of the bank.

use crate::ledger::EventKind;

use super::change::Context;
use super::confirm::transaction_key;
use super::payment::{Payment, Status};
use super::refusal::Refusal;

impl Payment {
    /// Deposits the exact amount in one transfer. The bank refuses another amount and a late deposit.
    pub(super) fn deposit(&mut self, amount: Option<i64>, context: &Context) -> Result<(), Refusal> {
        let now = context.now;
        let Some(account) = &mut self.account else { return Err(Refusal::of("INVALID_REQUEST")) };
        let is_payable = self.status == Status::WaitingForDeposit && now < account.due;
        if !is_payable || amount.is_some_and(|amount| amount != self.total) {
            return Err(Refusal::of("INVALID_REQUEST"));
        }
        account.depositor = self.customer_name.clone();
        self.status = Status::Done;
        self.approved_at = Some(now);
        let transaction = transaction_key();
        self.truth.capture(now, self.total, &transaction);
        self.last_transaction_key = Some(transaction);
        Ok(())
    }

    /// Reverses a deposit: a DONE payment waits for a deposit again.
    pub(super) fn roll_back(&mut self, context: &Context) -> Result<(), Refusal> {
        let Some(account) = &mut self.account else { return Err(Refusal::of("INVALID_REQUEST")) };
        if self.status != Status::Done {
            return Err(Refusal::of("INVALID_REQUEST"));
        }
        account.depositor = None;
        self.status = Status::WaitingForDeposit;
        self.approved_at = None;
        self.truth.reverse_deposit(context.now, self.total);
        Ok(())
    }

    /// Ends the deadline now. An unconfirmed payment expires; a virtual account keeps its status.
    pub(super) fn expire_now(&mut self, context: &Context) -> Result<(), Refusal> {
        let now = context.now;
        match self.status {
            Status::Ready | Status::InProgress => self.expire(now),
            Status::WaitingForDeposit => {
                if let Some(account) = &mut self.account {
                    account.due = now;
                    self.truth.note(now, EventKind::Expired, None, None);
                }
            }
            Status::Done | Status::Canceled | Status::PartialCanceled | Status::Aborted | Status::Expired => {
                return Err(Refusal::of("INVALID_REQUEST"));
            }
        }
        Ok(())
    }
}
