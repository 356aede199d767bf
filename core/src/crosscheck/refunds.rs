//! What a record states about money given back: its status, its refund list and its balance have to agree.

use super::Mismatch;
use crate::money::Amount;
use crate::pg::{PgAmount, PgPayment, PgRefundStatus, PgStatus};
use alloc::vec::Vec;

/// The sum of the completed refunds in the PG's record; `None` if one has no valid amount or the sum is too large.
pub(crate) fn finished_refunds(said: &PgPayment) -> Option<Amount> {
    said.refunds
        .iter()
        .filter(|refund| refund.status == PgRefundStatus::Done)
        .try_fold(Amount::ZERO, |sum, refund| {
            sum.checked_add(refund.amount.as_ref().and_then(PgAmount::exact)?)
        })
}

/// The refunded amount. Status, refund list and balance of one record must agree with each other.
pub(super) fn refunded(amount: Option<Amount>, said: &PgPayment, found: &mut Vec<Mismatch>) -> Amount {
    let listed = finished_refunds(said);
    if listed.is_none() {
        found.push(Mismatch::RefundAmountMissing {});
    }
    let (Some(amount), Some(listed)) = (amount, listed) else { return Amount::ZERO };
    // A virtual account that is canceled before its deposit lists the cancel like a refund, and can have any balance.
    if said.status == PgStatus::Canceled {
        return Amount::ZERO;
    }
    let Some(expected) = amount.checked_sub(listed) else {
        found.push(Mismatch::RefundsContradictStatus {
            status: said.status.clone(),
            amount,
            refunded: listed,
        });
        return Amount::ZERO;
    };
    let fits = match &said.status {
        PgStatus::PartiallyRefunded => !listed.is_zero() && listed < amount,
        PgStatus::Refunded => listed == amount,
        PgStatus::Created
        | PgStatus::Authenticated
        | PgStatus::AwaitingDeposit
        | PgStatus::Captured
        | PgStatus::Declined
        | PgStatus::Expired => listed.is_zero(),
        // An unknown status is a mismatch of its own; a canceled payment was handled above.
        PgStatus::Canceled | PgStatus::Unrecognized { .. } => true,
    };
    if !fits {
        found.push(Mismatch::RefundsContradictStatus {
            status: said.status.clone(),
            amount,
            refunded: listed,
        });
    }
    if let Some(actual) = said.balance.as_ref().and_then(PgAmount::exact)
        && actual != expected
    {
        found.push(Mismatch::BalanceDiffers { expected, actual });
    }
    listed
}
