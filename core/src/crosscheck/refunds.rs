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
    if !status_fits(&said.status, amount, listed) {
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

/// Whether a status fits what was taken and given back: captured means that nothing was given back, refunded that all of
/// it was, partially refunded that a part was.
pub(crate) fn status_fits(status: &PgStatus, captured: Amount, refunded: Amount) -> bool {
    match status {
        PgStatus::PartiallyRefunded => !refunded.is_zero() && refunded < captured,
        PgStatus::Refunded => refunded == captured,
        PgStatus::Created
        | PgStatus::Authenticated
        | PgStatus::AwaitingDeposit
        | PgStatus::Captured
        | PgStatus::Declined
        | PgStatus::Expired => refunded.is_zero(),
        // A list beside these is judged elsewhere, or the word is not known.
        PgStatus::Canceled | PgStatus::Unrecognized { .. } => true,
    }
}
