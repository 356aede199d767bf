//! The Payment object of the PG's API, member for member.

mod build;
mod tamper;

use serde::Serialize;

use crate::money::Number;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PaymentJson {
    m_id: String,
    last_transaction_key: Option<String>,
    payment_key: String,
    order_id: String,
    order_name: String,
    tax_exemption_amount: Number,
    status: String,
    requested_at: String,
    approved_at: Option<String>,
    use_escrow: bool,
    culture_expense: bool,
    card: Option<Card>,
    virtual_account: Option<VirtualAccount>,
    transfer: Option<Transfer>,
    mobile_phone: Option<()>,
    gift_certificate: Option<()>,
    cash_receipt: Option<()>,
    cash_receipts: Option<()>,
    discount: Option<()>,
    cancels: Option<Vec<CancelJson>>,
    secret: Option<String>,
    r#type: &'static str,
    easy_pay: Option<EasyPay>,
    country: &'static str,
    failure: Option<Failure>,
    is_partial_cancelable: bool,
    receipt: Option<Address>,
    checkout: Option<Address>,
    currency: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_amount: Option<Number>,
    balance_amount: Number,
    supplied_amount: Number,
    vat: Number,
    tax_free_amount: Number,
    metadata: Option<()>,
    method: Option<&'static str>,
    version: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Card {
    issuer_code: String,
    acquirer_code: Option<String>,
    number: String,
    installment_plan_months: u8,
    is_interest_free: bool,
    interest_payer: Option<()>,
    approve_no: &'static str,
    use_card_point: bool,
    card_type: &'static str,
    owner_type: &'static str,
    acquire_status: &'static str,
    amount: Number,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct VirtualAccount {
    account_number: String,
    account_type: &'static str,
    bank_code: String,
    customer_name: Option<String>,
    depositor_name: Option<String>,
    due_date: String,
    expired: bool,
    settlement_status: &'static str,
    refund_status: &'static str,
    refund_receive_account: Option<RefundReceiveAccount>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RefundReceiveAccount {
    bank_code: String,
    account_number: String,
    holder_name: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Transfer {
    bank_code: &'static str,
    settlement_status: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct EasyPay {
    provider: &'static str,
    amount: Number,
    discount_amount: Number,
}

#[derive(Clone, Debug, Serialize)]
struct Failure {
    code: String,
    message: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct Address {
    url: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CancelJson {
    transaction_key: String,
    cancel_reason: String,
    tax_exemption_amount: Number,
    canceled_at: String,
    card_discount_amount: Number,
    transfer_discount_amount: Number,
    easy_pay_discount_amount: Number,
    receipt_key: Option<()>,
    cancel_status: &'static str,
    cancel_request_id: Option<String>,
    cancel_amount: Number,
    tax_free_amount: Number,
    refundable_amount: Number,
}

impl PaymentJson {
    pub(super) fn text(&self) -> String {
        let text = serde_json::to_string(self);
        debug_assert!(text.is_ok(), "a payment is plain data");
        text.unwrap_or_default()
    }
}
