//! The PG's answers on the wire. Every profile uses the JSON of Toss Payments, because only the behaviour is modelled.

use super::pg::{PgRecord, PgRefund, PgState};
use crate::profile::{Method, Profile};
use daejo::pg::TransportFailure;
use daejo::time::Timestamp;
use std::fmt::Write;
use std::hash::{Hash, Hasher};

/// How the body of an answer differs from the PG's record.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Distortion {
    /// It does not differ.
    #[default]
    None,
    /// The amount is different.
    Amount,
    /// The amount is missing.
    NoAmount,
    /// The order id is different.
    OrderId,
    /// The order id is missing.
    NoOrderId,
    /// The payment key is different.
    PaymentKey,
    /// The merchant id is different.
    MerchantId,
    /// The currency is different.
    Currency,
    /// The balance is not the remaining amount.
    Balance,
    /// The tax-free part is different.
    TaxFree,
    /// The type says that it is a recurring charge.
    Purpose,
    /// The status is unknown.
    UnknownStatus,
    /// The payment is approved, and the time of approval is missing.
    NoApprovalTime,
    /// The status is `DONE`, and the list has a finished refund of everything.
    FullRefundInList,
    /// The status is `DONE`, and the list has one more finished refund of a part.
    PartialRefundInList,
    /// The status is `DONE`, and the balance is zero.
    ZeroBalance,
    /// The status is `CANCELED` after an approval, and the refund list is missing.
    NoRefundList,
}

impl Distortion {
    /// Whether status, refund list and balance of the record contradict each other: one of [`Self::CONTRADICTIONS`].
    const fn contradicts_itself(self) -> bool {
        matches!(
            self,
            Self::FullRefundInList | Self::PartialRefundInList | Self::ZeroBalance | Self::NoRefundList
        )
    }

    /// The distortions in which status, refund list and balance contradict each other.
    pub const CONTRADICTIONS: [Self; 4] =
        [Self::FullRefundInList, Self::PartialRefundInList, Self::ZeroBalance, Self::NoRefundList];

    /// The distortions in which one member differs from the order, in declared order.
    pub const MISMATCHES: [Self; 10] = [
        Self::Amount,
        Self::NoAmount,
        Self::OrderId,
        Self::NoOrderId,
        Self::PaymentKey,
        Self::MerchantId,
        Self::Currency,
        Self::Balance,
        Self::TaxFree,
        Self::Purpose,
    ];
}

/// The PG's record at the time of the answer.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Record {
    row: usize,
    order: usize,
    amount: i64,
    captured: i64,
    state: PgState,
    refunds: Vec<PgRefund>,
    lists_references: bool,
    /// `Some` for a virtual account, with the time until which it accepts a deposit.
    account: Option<Option<Timestamp>>,
    distortion: Distortion,
}

/// The answer to a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// A payment record.
    Record(Record),
    /// An error: HTTP status and the PG's error code.
    Error(u16, &'static str),
    /// An answer that is not in the PG's format: HTTP status and body.
    Raw(u16, &'static [u8]),
    /// A payment record that a test wrote.
    Body(String),
    /// No answer.
    Lost(TransportFailure),
}

impl Hash for Answer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Record(record) => (0_u8, record).hash(state),
            Self::Error(status, code) => (1_u8, status, code).hash(state),
            Self::Raw(status, bytes) => (2_u8, status, bytes).hash(state),
            Self::Body(body) => (6_u8, body).hash(state),
            Self::Lost(TransportFailure::NotSent) => 3_u8.hash(state),
            Self::Lost(TransportFailure::TimedOut) => 4_u8.hash(state),
            Self::Lost(TransportFailure::ConnectionLost) => 5_u8.hash(state),
        }
    }
}

impl Record {
    pub(super) fn of(record: &PgRecord, profile: &Profile, distortion: Distortion) -> Self {
        let is_account = profile.method == Method::VirtualAccount && record.confirmed_at.is_some();
        Self {
            row: record.row,
            order: record.order,
            amount: if record.captured > 0 { record.captured } else { record.amount },
            captured: record.captured,
            state: record.state,
            refunds: record.refunds.clone(),
            lists_references: profile.capabilities.refund_references,
            account: is_account.then_some(record.due),
            distortion,
        }
    }

    const fn status(&self) -> &'static str {
        if matches!(self.distortion, Distortion::NoRefundList) {
            return "CANCELED";
        }
        if self.distortion.contradicts_itself() {
            return "DONE";
        }
        match self.state {
            PgState::Absent => "READY",
            PgState::Authenticated => "IN_PROGRESS",
            PgState::AwaitingDeposit => "WAITING_FOR_DEPOSIT",
            PgState::Captured if self.refunds.is_empty() => "DONE",
            PgState::Captured => "PARTIAL_CANCELED",
            PgState::Canceled => "CANCELED",
            PgState::Aborted => "ABORTED",
            PgState::Expired => "EXPIRED",
        }
    }

    /// The payment in the JSON format of Toss Payments.
    #[must_use]
    pub fn body(&self) -> String {
        let mut body = String::with_capacity(640);
        let mut put = |name: &str, value: &str| {
            body.push(if body.is_empty() { '{' } else { ',' });
            // Writing to memory cannot fail.
            let _ = write!(body, "\"{name}\":{value}");
        };
        let is = |distortion| self.distortion == distortion;
        let listed = self.listed();
        let refunded: i64 = listed.iter().map(|refund| refund.amount).sum();
        put("version", "\"2022-11-16\"");
        put("mId", if is(Distortion::MerchantId) { "\"another\"" } else { "\"shop\"" });
        let key = if is(Distortion::PaymentKey) { 99 } else { self.row };
        put("paymentKey", &format!("\"pay-key-{key}\""));
        if !is(Distortion::NoOrderId) {
            let order = if is(Distortion::OrderId) { 99 } else { self.order };
            put("orderId", &format!("\"order-100{order}\""));
        }
        put("type", if is(Distortion::Purpose) { "\"BILLING\"" } else { "\"NORMAL\"" });
        put("currency", if is(Distortion::Currency) { "\"USD\"" } else { "\"KRW\"" });
        put("method", if self.account.is_some() { "\"가상계좌\"" } else { "\"카드\"" });
        if !is(Distortion::NoAmount) {
            put("totalAmount", &(self.amount + i64::from(is(Distortion::Amount))).to_string());
        }
        let balance =
            self.amount - refunded + i64::from(is(Distortion::Amount)) - i64::from(is(Distortion::Balance));
        put("balanceAmount", &if is(Distortion::ZeroBalance) { 0 } else { balance }.to_string());
        put("taxFreeAmount", if is(Distortion::TaxFree) { "100" } else { "0" });
        let status = if is(Distortion::UnknownStatus) { "FROZEN" } else { self.status() };
        put("status", &format!("\"{status}\""));
        put("requestedAt", "\"2026-11-21T09:59:00+09:00\"");
        let approved = (self.captured > 0 || is(Distortion::NoRefundList)) && !is(Distortion::NoApprovalTime);
        put("approvedAt", if approved { "\"2026-11-21T10:00:00+09:00\"" } else { "null" });
        put("secret", "\"ps_simulated\"");
        if self.state == PgState::Aborted {
            put("failure", "{\"code\":\"REJECT_CARD_COMPANY\"}");
        }
        if let Some(due) = self.account {
            let due = due.map_or_else(String::new, |due| {
                due.to_string().trim_end_matches(" KST").replacen(' ', "T", 1)
            });
            let expired = self.state == PgState::Expired;
            put(
                "virtualAccount",
                &format!("{{\"bankCode\":\"20\",\"dueDate\":\"{due}\",\"expired\":{expired}}}"),
            );
        }
        if !listed.is_empty() {
            let cancels: Vec<String> =
                listed.iter().enumerate().map(|(at, one)| self.cancel(at, one)).collect();
            put("cancels", &format!("[{}]", cancels.join(",")));
        }
        body.push('}');
        body
    }

    /// The refunds as this record lists them.
    fn listed(&self) -> Vec<PgRefund> {
        let refund = |amount| PgRefund { amount, reference: None };
        let mut listed = self.refunds.clone();
        if self.distortion == Distortion::FullRefundInList {
            listed = vec![refund(self.amount)];
        } else if self.distortion == Distortion::PartialRefundInList {
            listed.push(refund(100));
        } else if self.distortion == Distortion::NoRefundList {
            listed.clear();
        }
        listed
    }

    fn cancel(&self, at: usize, refund: &PgRefund) -> String {
        let reference = refund.reference.as_deref().filter(|_| self.lists_references);
        let reference = reference.map_or_else(String::new, |reference| format!(" [ref:{reference}]"));
        format!(
            "{{\"transactionKey\":\"cancel-{at}\",\"cancelAmount\":{},\"cancelReason\":\"환불{reference}\",\
             \"cancelStatus\":\"DONE\",\"canceledAt\":\"2026-11-21T10:00:00+09:00\"}}",
            refund.amount
        )
    }
}

impl Answer {
    /// HTTP status and body.
    ///
    /// # Errors
    /// The transport failure, if no answer arrived.
    pub fn bytes(&self) -> Result<(u16, Vec<u8>), TransportFailure> {
        match self {
            Self::Record(record) => Ok((200, record.body().into_bytes())),
            Self::Error(status, code) => {
                Ok((*status, format!("{{\"code\":\"{code}\",\"message\":\"…\"}}").into_bytes()))
            }
            Self::Raw(status, bytes) => Ok((*status, bytes.to_vec())),
            Self::Body(body) => Ok((200, body.clone().into_bytes())),
            Self::Lost(failure) => Err(*failure),
        }
    }
}

impl Record {
    /// The record as it would be if it agreed with the order. This simulates a core without the cross-check.
    pub(super) fn agreeing(&self, row: usize, order: usize, total: i64) -> Self {
        let captured = if self.captured > 0 { total } else { 0 };
        Self { row, order, amount: total, captured, distortion: Distortion::None, ..self.clone() }
    }
}
