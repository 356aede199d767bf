//! What the bank does to a virtual account, played by a test.

use crate::ledger::EventKind;

use super::code::Refusal;
use super::confirm::transaction_key;
use super::payment::{Payment, Status};
use super::store::Circumstances;

impl Payment {
    /// The exact sum comes in, in one transfer; the bank refuses any other and any that is late.
    pub(super) fn deposit(
        &mut self,
        amount: Option<i64>,
        circumstances: &Circumstances,
    ) -> Result<(), Refusal> {
        let now = circumstances.now;
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

    /// The bank takes a deposit back: DONE was not final.
    pub(super) fn roll_back(&mut self, circumstances: &Circumstances) -> Result<(), Refusal> {
        let Some(account) = &mut self.account else { return Err(Refusal::of("INVALID_REQUEST")) };
        if self.status != Status::Done {
            return Err(Refusal::of("INVALID_REQUEST"));
        }
        account.depositor = None;
        self.status = Status::WaitingForDeposit;
        self.approved_at = None;
        self.truth.reverse_deposit(circumstances.now, self.total);
        Ok(())
    }

    /// Time runs out. A virtual account keeps its status; an unconfirmed payment expires.
    pub(super) fn run_out(&mut self, circumstances: &Circumstances) -> Result<(), Refusal> {
        let now = circumstances.now;
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
