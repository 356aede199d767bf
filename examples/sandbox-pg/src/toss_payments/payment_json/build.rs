//! Builds the Payment object of the API from a stored payment.

use crate::Config;
use crate::clock::kst;
use crate::money::Number;
use crate::toss_payments::error_messages::message_of;
use crate::toss_payments::language::Language;
use crate::toss_payments::method::Method;
use crate::toss_payments::payment::{Account, Cancel, Payment, Status};

use super::{
    Address, CancelJson, Card, EasyPay, Failure, PaymentJson, RefundReceiveAccount, Transfer, VirtualAccount,
};

const VERSION: &str = "2022-11-16";

impl PaymentJson {
    pub(in crate::toss_payments) fn of(
        payment: &Payment,
        config: &Config,
        now: i64,
        language: Language,
    ) -> Self {
        let number = |minor: i64| Number(payment.currency.print(minor));
        let balance = payment.balance();
        let taxable = balance.saturating_sub(payment.tax_free_left());
        let vat = vat_of(taxable);
        let is_issued = payment.status.was_approved();
        let base = format!("{}/sandbox/toss-payments", config.public_url);
        Self {
            m_id: config.merchant_id.clone(),
            last_transaction_key: payment.last_transaction_key.clone(),
            payment_key: payment.payment_key.clone(),
            order_id: payment.order_id.clone(),
            order_name: payment.order_name.clone(),
            tax_exemption_amount: number(0),
            status: payment.status.as_str().into(),
            requested_at: kst(payment.requested_at),
            approved_at: payment.approved_at.map(kst),
            use_escrow: false,
            culture_expense: false,
            card: payment
                .method
                .as_ref()
                .filter(|_| is_issued)
                .and_then(|method| card(payment, method, language)),
            virtual_account: payment
                .account
                .as_ref()
                .map(|account| virtual_account(payment, account, now, language)),
            transfer: (is_issued && payment.method == Some(Method::Transfer))
                .then_some(Transfer { bank_code: "88", settlement_status: "INCOMPLETED" }),
            mobile_phone: None,
            gift_certificate: None,
            cash_receipt: None,
            cash_receipts: None,
            discount: None,
            cancels: (!payment.cancels.is_empty())
                .then(|| payment.cancels.iter().map(|cancel| cancel_json(payment, cancel)).collect()),
            secret: Some(payment.secret.clone()),
            r#type: "NORMAL",
            easy_pay: (is_issued && payment.method == Some(Method::EasyPay)).then(|| EasyPay {
                provider: language.choose("토스페이", "TOSSPAY"),
                amount: number(payment.total),
                discount_amount: number(0),
            }),
            country: "KR",
            failure: payment
                .failure
                .as_ref()
                .map(|code| Failure { code: code.clone(), message: message_of(code) }),
            is_partial_cancelable: true,
            receipt: is_issued.then(|| Address { url: format!("{base}/receipts/{}", payment.payment_key) }),
            checkout: Some(Address { url: format!("{base}/window/{}", payment.session) }),
            currency: payment.currency.code().into(),
            total_amount: Some(number(payment.total)),
            balance_amount: number(balance),
            supplied_amount: number(taxable.saturating_sub(vat)),
            vat: number(vat),
            tax_free_amount: number(payment.tax_free),
            metadata: None,
            // The method that the SDK requested is shown only after the shopper authenticated.
            method: payment
                .method
                .as_ref()
                .filter(|_| payment.authenticated_at.is_some())
                .map(|method| language.method(method)),
            version: VERSION,
        }
    }
}

/// VAT (부가세) in minor units: a tenth of the net price, so 1/11 of the taxed price, rounded half up.
fn vat_of(taxable: i64) -> i64 {
    taxable.saturating_mul(2).saturating_add(11).checked_div(22).unwrap_or_default()
}

fn card(payment: &Payment, method: &Method, language: Language) -> Option<Card> {
    let Method::Card(issuer) = method else { return None };
    let is_cancelled = payment.status == Status::Canceled;
    Some(Card {
        issuer_code: issuer.clone(),
        // A card payment in a foreign currency has no domestic acquirer.
        acquirer_code: (payment.currency.code() == "KRW").then(|| issuer.clone()),
        number: format!("5365{}****123*", "1010"),
        installment_plan_months: 0,
        is_interest_free: false,
        interest_payer: None,
        approve_no: "00000000",
        use_card_point: false,
        card_type: language.choose("신용", "CREDIT"),
        owner_type: language.choose("개인", "PERSONAL"),
        acquire_status: if is_cancelled { "CANCELED" } else { "READY" },
        amount: Number(payment.currency.print(payment.total)),
    })
}

fn virtual_account(payment: &Payment, account: &Account, now: i64, language: Language) -> VirtualAccount {
    VirtualAccount {
        account_number: account.number.clone(),
        account_type: language.choose("일반", "NORMAL"),
        bank_code: account.bank.clone(),
        customer_name: payment.customer_name.clone(),
        depositor_name: account.depositor.clone(),
        due_date: kst(account.due),
        expired: now >= account.due && payment.status == Status::WaitingForDeposit,
        settlement_status: "INCOMPLETED",
        refund_status: if account.is_refund_pending { "PENDING" } else { "NONE" },
        refund_receive_account: account.refund.as_ref().map(|refund| RefundReceiveAccount {
            bank_code: refund.bank.clone(),
            account_number: refund.number.clone(),
            holder_name: refund.holder.clone(),
        }),
    }
}

fn cancel_json(payment: &Payment, cancel: &Cancel) -> CancelJson {
    let number = |minor: i64| Number(payment.currency.print(minor));
    CancelJson {
        transaction_key: cancel.transaction_key.clone(),
        cancel_reason: cancel.reason.clone(),
        tax_exemption_amount: number(0),
        canceled_at: kst(cancel.at),
        card_discount_amount: number(0),
        transfer_discount_amount: number(0),
        easy_pay_discount_amount: number(0),
        receipt_key: None,
        cancel_status: "DONE",
        cancel_request_id: cancel.request_id.clone(),
        cancel_amount: number(cancel.amount),
        tax_free_amount: number(cancel.tax_free),
        refundable_amount: number(cancel.left),
    }
}

#[cfg(test)]
mod tests {
    use super::vat_of;

    #[test]
    fn vat_is_an_eleventh_rounded_half_up() {
        for (taxable, vat) in [(15_000, 1_364), (1_000, 91), (1_111, 101), (54_468, 4_952), (0, 0), (11, 1)] {
            assert_eq!(vat_of(taxable), vat);
        }
    }
}
