//! Accounts that receive refunds of virtual accounts: kept apart from the payment, for as long as the refund is open.

use super::batch::{Batch, row};
use super::{Store, StoreError};
use daejo::id::{PaymentId, RefundId};
use daejo::payment::{Payment, Refund, RefundState};
use daejo::pg::RefundAccount;
use sqlx::Row;

impl Store {
    /// The account of an open refund, if one was given.
    pub(crate) async fn refund_account(
        &self,
        payment: &PaymentId,
        refund: &RefundId,
    ) -> Result<Option<RefundAccount>, StoreError> {
        let sql = "SELECT bank_code, account_number, holder_name FROM refund_accounts
             WHERE payment_id = ? AND refund_id = ?";
        let query = self.dialect.query(sql).bind(payment.as_str()).bind(refund.as_str());
        let row = query.fetch_optional(&self.readers).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(RefundAccount {
            bank_code: row.try_get("bank_code")?,
            account_number: row.try_get("account_number")?,
            holder_name: row.try_get("holder_name")?,
        }))
    }
}

/// In the payment's transaction: stores the account of a refund that begins, deletes that of a refund that ended.
pub(super) fn follow(batch: &mut Batch, before: &Payment, next: &Payment, account: Option<&RefundAccount>) {
    let id = next.payment_id.as_str();
    if let Some(open) = before.open_refund()
        && next.refunds.iter().any(|refund| refund.refund_id == open.refund_id && has_ended(refund.state))
    {
        let sql = "DELETE FROM refund_accounts WHERE payment_id = ? AND refund_id = ?";
        batch.update(sql, row![id, open.refund_id.as_str()]);
    }
    let is_new = |begun: &&Refund| before.refunds.iter().all(|known| known.refund_id != begun.refund_id);
    if let (Some(account), Some(begun)) = (account, next.open_refund().filter(is_new)) {
        batch.insert(
            "refund_accounts",
            "payment_id, refund_id, bank_code, account_number, holder_name",
            row![
                id,
                begun.refund_id.as_str(),
                account.bank_code.as_str(),
                account.account_number.as_str(),
                account.holder_name.as_str(),
            ],
        );
    }
}

const fn has_ended(state: RefundState) -> bool {
    match state {
        RefundState::Done | RefundState::Refused => true,
        RefundState::Requested | RefundState::Unknown => false,
    }
}
