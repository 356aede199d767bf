//! What the PG puts on the wire: Toss Payments' JSON for every profile, because only behaviour is modelled.

use super::pg::{PgRecord, Returned, Stand};
use crate::profile::{Method, Profile};
use daejo::pg::TransportFailure;
use daejo::time::Timestamp;
use std::fmt::Write;
use std::hash::{Hash, Hasher};

/// How a body is not what the record says.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Twist {
    /// It is.
    #[default]
    None,
    /// The amount is another.
    Amount,
    /// The amount is missing.
    NoAmount,
    /// The order is another.
    OrderId,
    /// The order is missing.
    NoOrderId,
    /// The payment's number is another.
    PaymentKey,
    /// The merchant is another.
    MerchantId,
    /// The currency is another.
    Currency,
    /// The balance is not what is left.
    Balance,
    /// The tax-free part is another.
    TaxFree,
    /// It is a recurring charge.
    Purpose,
    /// A status word that nobody listed.
    Word,
    /// Approved, and no time of approval.
    NoApprovalTime,
    /// `DONE`, and the list has a finished refund of everything.
    AllInList,
    /// `DONE`, and the list has one more finished refund of a part.
    PartInList,
    /// `DONE`, and the balance is zero.
    EmptyBalance,
    /// `CANCELED` after an approval, and no list.
    NoList,
}

impl Twist {
    /// Every way in which status, refund list and balance of one record contradict each other.
    pub const CONTRADICTIONS: [Self; 4] =
        [Self::AllInList, Self::PartInList, Self::EmptyBalance, Self::NoList];

    /// Every way in which a member differs, in declared order.
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

/// The PG's record, as it stood when it answered.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Said {
    row: usize,
    order: usize,
    amount: i64,
    taken: i64,
    stand: Stand,
    returned: Vec<Returned>,
    lists_references: bool,
    /// An account, and until when it takes its deposit.
    account: Option<Option<Timestamp>>,
    twist: Twist,
}

/// What comes back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// A payment.
    Said(Said),
    /// An error: HTTP status and the PG's code.
    Error(u16, &'static str),
    /// Something that is not the PG's: HTTP status and body.
    Raw(u16, &'static [u8]),
    /// A body that somebody else wrote.
    Body(String),
    /// Nothing.
    Lost(TransportFailure),
}

impl Hash for Answer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Said(said) => (0_u8, said).hash(state),
            Self::Error(status, code) => (1_u8, status, code).hash(state),
            Self::Raw(status, bytes) => (2_u8, status, bytes).hash(state),
            Self::Body(body) => (6_u8, body).hash(state),
            Self::Lost(TransportFailure::NotSent) => 3_u8.hash(state),
            Self::Lost(TransportFailure::TimedOut) => 4_u8.hash(state),
            Self::Lost(TransportFailure::ConnectionLost) => 5_u8.hash(state),
        }
    }
}

impl Said {
    pub(super) fn of(record: &PgRecord, profile: &Profile, twist: Twist) -> Self {
        let is_account = profile.method == Method::VirtualAccount && record.confirmed_at.is_some();
        Self {
            row: record.row,
            order: record.order,
            amount: if record.taken > 0 { record.taken } else { record.amount },
            taken: record.taken,
            stand: record.stand,
            returned: record.returned.clone(),
            lists_references: profile.capabilities.refund_references,
            account: is_account.then_some(record.due),
            twist,
        }
    }

    const fn word(&self) -> &'static str {
        match self.twist {
            Twist::AllInList | Twist::PartInList | Twist::EmptyBalance => return "DONE",
            Twist::NoList => return "CANCELED",
            Twist::None
            | Twist::Amount
            | Twist::NoAmount
            | Twist::OrderId
            | Twist::NoOrderId
            | Twist::PaymentKey
            | Twist::MerchantId
            | Twist::Currency
            | Twist::Balance
            | Twist::TaxFree
            | Twist::Purpose
            | Twist::Word
            | Twist::NoApprovalTime => {}
        }
        match self.stand {
            Stand::Absent => "READY",
            Stand::Authenticated => "IN_PROGRESS",
            Stand::Waiting => "WAITING_FOR_DEPOSIT",
            Stand::Taken if self.returned.is_empty() => "DONE",
            Stand::Taken => "PARTIAL_CANCELED",
            Stand::Canceled => "CANCELED",
            Stand::Aborted => "ABORTED",
            Stand::Expired => "EXPIRED",
        }
    }

    /// The payment, as Toss Payments writes it.
    #[must_use]
    pub fn body(&self) -> String {
        let mut body = String::with_capacity(640);
        let mut put = |name: &str, value: &str| {
            body.push(if body.is_empty() { '{' } else { ',' });
            // Writing to memory cannot fail.
            let _ = write!(body, "\"{name}\":{value}");
        };
        let is = |twist| self.twist == twist;
        let listed = self.listed();
        let back: i64 = listed.iter().map(|returned| returned.amount).sum();
        put("version", "\"2022-11-16\"");
        put("mId", if is(Twist::MerchantId) { "\"another\"" } else { "\"shop\"" });
        let key = if is(Twist::PaymentKey) { 99 } else { self.row };
        put("paymentKey", &format!("\"pay-key-{key}\""));
        if !is(Twist::NoOrderId) {
            let order = if is(Twist::OrderId) { 99 } else { self.order };
            put("orderId", &format!("\"order-100{order}\""));
        }
        put("type", if is(Twist::Purpose) { "\"BILLING\"" } else { "\"NORMAL\"" });
        put("currency", if is(Twist::Currency) { "\"USD\"" } else { "\"KRW\"" });
        put("method", if self.account.is_some() { "\"가상계좌\"" } else { "\"카드\"" });
        if !is(Twist::NoAmount) {
            put("totalAmount", &(self.amount + i64::from(is(Twist::Amount))).to_string());
        }
        let balance = self.amount - back + i64::from(is(Twist::Amount)) - i64::from(is(Twist::Balance));
        put("balanceAmount", &if is(Twist::EmptyBalance) { 0 } else { balance }.to_string());
        put("taxFreeAmount", if is(Twist::TaxFree) { "100" } else { "0" });
        let word = if is(Twist::Word) { "FROZEN" } else { self.word() };
        put("status", &format!("\"{word}\""));
        put("requestedAt", "\"2026-11-21T09:59:00+09:00\"");
        let approved = (self.taken > 0 || is(Twist::NoList)) && !is(Twist::NoApprovalTime);
        put("approvedAt", if approved { "\"2026-11-21T10:00:00+09:00\"" } else { "null" });
        put("secret", "\"ps_simulated\"");
        if self.stand == Stand::Aborted {
            put("failure", "{\"code\":\"REJECT_CARD_COMPANY\"}");
        }
        if let Some(due) = self.account {
            let due = due.map_or_else(String::new, |due| {
                due.to_string().trim_end_matches(" KST").replacen(' ', "T", 1)
            });
            let expired = self.stand == Stand::Expired;
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
    fn listed(&self) -> Vec<Returned> {
        let more = |amount| Returned { amount, reference: None };
        let mut listed = self.returned.clone();
        match self.twist {
            Twist::AllInList => listed = vec![more(self.amount)],
            Twist::PartInList => listed.push(more(100)),
            Twist::NoList => listed.clear(),
            Twist::None
            | Twist::Amount
            | Twist::NoAmount
            | Twist::OrderId
            | Twist::NoOrderId
            | Twist::PaymentKey
            | Twist::MerchantId
            | Twist::Currency
            | Twist::Balance
            | Twist::TaxFree
            | Twist::Purpose
            | Twist::Word
            | Twist::NoApprovalTime
            | Twist::EmptyBalance => {}
        }
        listed
    }

    fn cancel(&self, at: usize, returned: &Returned) -> String {
        let reference = returned.reference.as_deref().filter(|_| self.lists_references);
        let reference = reference.map_or_else(String::new, |reference| format!(" [ref:{reference}]"));
        format!(
            "{{\"transactionKey\":\"cancel-{at}\",\"cancelAmount\":{},\"cancelReason\":\"환불{reference}\",\
             \"cancelStatus\":\"DONE\",\"canceledAt\":\"2026-11-21T10:00:00+09:00\"}}",
            returned.amount
        )
    }
}

impl Answer {
    /// HTTP status and body.
    ///
    /// # Errors
    /// How it was lost, if nothing came.
    pub fn bytes(&self) -> Result<(u16, Vec<u8>), TransportFailure> {
        match self {
            Self::Said(said) => Ok((200, said.body().into_bytes())),
            Self::Error(status, code) => {
                Ok((*status, format!("{{\"code\":\"{code}\",\"message\":\"…\"}}").into_bytes()))
            }
            Self::Raw(status, bytes) => Ok((*status, bytes.to_vec())),
            Self::Body(body) => Ok((200, body.clone().into_bytes())),
            Self::Lost(failure) => Err(*failure),
        }
    }
}

impl Said {
    /// What it would say if it agreed with the order: how a process looks that compares nothing.
    pub(super) fn agreeing(&self, row: usize, order: usize, total: i64) -> Self {
        let taken = if self.taken > 0 { total } else { 0 };
        Self { row, order, amount: total, taken, twist: Twist::None, ..self.clone() }
    }
}
