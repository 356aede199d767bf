//! The cross-check: the order against the claim, and the order against what the PG says.
//!
//! It reports every mismatch, in declared order. What a PG left out is a mismatch, never agreement.

use crate::claim::Claim;
use crate::id::{CustomerId, PaymentKey};
use crate::money::{Amount, AmountError, Currency};
use crate::order::{self, Order, OrderProblem};
use crate::pg::{Method, Pg, PgAmount, PgCurrency, PgPayment, PgRefundStatus, PgStatus, Purpose};
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

macro_rules! mismatches {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* } = ($code:literal, $about:literal),)*) => {
        $crate::json::tagged! { "code";
        /// One thing in which two records differ. Codes are never renamed and never reused.
        #[derive(Clone, Debug, Eq, PartialEq, Serialize)]
        #[serde(tag = "code")]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[non_exhaustive]
        pub enum Mismatch {
            $($(#[$doc])* #[serde(rename = $code)] $name { $($(#[$fdoc])* $field: $type),* },)*
        }
        }

        impl Mismatch {
            /// Every code with the name of what differs, in declared order.
            pub const CODES: &'static [(&'static str, &'static str)] = &[$(($code, $about),)*];

            /// The code by which every language knows this mismatch.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code,)* }
            }

            /// Its place in the declared order, in which mismatches are reported.
            fn place(&self) -> Option<usize> {
                Self::CODES.iter().position(|(code, _)| *code == self.code())
            }

            /// What differs.
            #[must_use]
            pub const fn about(&self) -> &'static str {
                match self { $(Self::$name { .. } => $about,)* }
            }
        }
    };
}

mismatches! {
    /// The order's own lines do not add up.
    OrderInvalid {
        /// The first problem of the lines.
        problem: OrderProblem
    } = ("order_invalid", "order"),
    /// The recorded total is not the sum of the lines.
    OrderTotalDiffers {
        /// The sum of the lines, in minor units.
        expected: Amount,
        /// The recorded total, in minor units.
        actual: Amount
    } = ("order_total_differs", "order"),
    /// No order id.
    OrderIdMissing {} = ("order_id_missing", "order_id"),
    /// Another order.
    OrderIdDiffers {
        /// The order's.
        expected: String,
        /// What was said, at most 80 characters.
        actual: String
    } = ("order_id_differs", "order_id"),
    /// It is not known who the shopper is.
    CustomerMissing {} = ("customer_missing", "customer"),
    /// Another shopper. Neither is named: each is a person.
    CustomerDiffers {} = ("customer_differs", "customer"),
    /// Another PG.
    PgDiffers {
        /// The order's.
        expected: Pg,
        /// What was said.
        actual: Pg
    } = ("pg_differs", "pg"),
    /// No merchant id.
    MerchantIdMissing {} = ("merchant_id_missing", "merchant_id"),
    /// Another merchant's payment.
    MerchantIdDiffers {
        /// The order's.
        expected: String,
        /// What was said, at most 80 characters.
        actual: String
    } = ("merchant_id_differs", "merchant_id"),
    /// No payment key.
    PaymentKeyMissing {} = ("payment_key_missing", "payment_key"),
    /// A payment key that no PG would write.
    PaymentKeyInvalid {} = ("payment_key_invalid", "payment_key"),
    /// Another payment.
    PaymentKeyDiffers {
        /// The one that was claimed.
        expected: String,
        /// What was said, at most 80 characters.
        actual: String
    } = ("payment_key_differs", "payment_key"),
    /// No currency.
    CurrencyMissing {} = ("currency_missing", "currency"),
    /// Another currency.
    CurrencyDiffers {
        /// The order's.
        expected: Currency,
        /// What was said, at most 80 characters.
        actual: String
    } = ("currency_differs", "currency"),
    /// No amount.
    AmountMissing {} = ("amount_missing", "amount"),
    /// An amount that cannot be read.
    AmountUnreadable {
        /// Why.
        problem: AmountError,
        /// What stood there, at most 40 characters.
        actual: String
    } = ("amount_unreadable", "amount"),
    /// Another amount.
    AmountDiffers {
        /// The order's total, or what the PG took as far as we know, in minor units.
        expected: Amount,
        /// What was said, in minor units.
        actual: Amount
    } = ("amount_differs", "amount"),
    /// Another tax-free part.
    TaxFreeDiffers {
        /// The order's, in minor units.
        expected: Amount,
        /// What was said, in minor units.
        actual: Amount
    } = ("tax_free_differs", "tax_free"),
    /// Card, easy-pay money and points do not add up to the amount.
    PartsDiffer {
        /// The amount, in minor units.
        expected: Amount,
        /// The sum of the parts, in minor units.
        actual: Amount
    } = ("parts_differ", "amount"),
    /// What is left is not the amount less the refunds.
    BalanceDiffers {
        /// The amount less the finished refunds, in minor units.
        expected: Amount,
        /// What the PG says is left, in minor units.
        actual: Amount
    } = ("balance_differs", "balance"),
    /// A finished refund in the PG's list has no readable amount.
    RefundAmountMissing {} = ("refund_amount_missing", "refunds"),
    /// The PG lists our refund with another amount.
    RefundAmountDiffers {
        /// What we asked for, in minor units.
        expected: Amount,
        /// What the PG lists, in minor units.
        actual: Amount
    } = ("refund_amount_differs", "refunds"),
    /// The status and the finished refunds contradict each other: captured means none, refunded means the whole
    /// amount, partially refunded means a part.
    RefundsContradictStatus {
        /// The status.
        status: PgStatus,
        /// The amount, in minor units.
        amount: Amount,
        /// The sum of the finished refunds, in minor units.
        refunded: Amount
    } = ("refunds_contradict_status", "refunds"),
    /// The PG lists less money given back than it did before.
    RefundedFell {
        /// What was given back as far as we know, in minor units.
        expected: Amount,
        /// What the PG lists now, in minor units.
        actual: Amount
    } = ("refunded_fell", "refunds"),
    /// It is another kind of payment.
    PurposeDiffers {
        /// What the PG says.
        actual: Purpose
    } = ("purpose_differs", "purpose"),
    /// The status is none that this can be taken from.
    StatusUnacceptable {
        /// What the PG says.
        actual: PgStatus
    } = ("status_unacceptable", "status"),
}

/// Who is asking: taken from the shopper's signed session, never from what the browser sent.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "there is a session or there is none")]
pub enum Shopper<'a> {
    /// The session's customer.
    Known(&'a CustomerId),
    /// No session.
    Unknown,
}

/// A claim that agrees with its order. Only [`claim`] makes one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AgreedClaim {
    payment_key: PaymentKey,
}

impl AgreedClaim {
    /// The payment to confirm.
    #[must_use]
    pub const fn payment_key(&self) -> &PaymentKey {
        &self.payment_key
    }
}

/// A PG payment that agrees with its order. Only [`payment`] makes one, and only one of these makes a payment paid.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Agreed {
    payment_key: PaymentKey,
    amount: Amount,
    refunded: Amount,
    status: PgStatus,
}

impl Agreed {
    /// The PG's number of the payment.
    #[must_use]
    pub const fn payment_key(&self) -> &PaymentKey {
        &self.payment_key
    }

    /// The order's total, which is what the PG took or is about to take, in minor units.
    #[must_use]
    pub const fn amount(&self) -> Amount {
        self.amount
    }

    /// What the PG has given back of it, in minor units.
    #[must_use]
    pub const fn refunded(&self) -> Amount {
        self.refunded
    }

    /// Where it stands.
    #[must_use]
    pub const fn status(&self) -> &PgStatus {
        &self.status
    }
}

/// Compares what the browser claims with the order, before anything is sent to the PG.
///
/// # Errors
/// Every mismatch, in declared order.
pub fn claim(order: &Order, claim: &Claim, shopper: &Shopper<'_>) -> Result<AgreedClaim, Vec<Mismatch>> {
    let mut found = Vec::new();
    own_sum(order, &mut found);
    order_id(order, claim.order_id.as_deref(), &mut found);
    match shopper {
        Shopper::Unknown => found.push(Mismatch::CustomerMissing {}),
        Shopper::Known(customer) if **customer != order.customer_id => {
            found.push(Mismatch::CustomerDiffers {})
        }
        Shopper::Known(_) => {}
    }
    pg(order, claim.pg, &mut found);
    let payment_key = match claim.payment_key.as_deref() {
        None => {
            found.push(Mismatch::PaymentKeyMissing {});
            None
        }
        Some(key) => match PaymentKey::new(key) {
            Ok(key) => Some(key),
            Err(_) => {
                found.push(Mismatch::PaymentKeyInvalid {});
                None
            }
        },
    };
    match claim.amount.as_deref() {
        None => found.push(Mismatch::AmountMissing {}),
        Some(text) => match Amount::parse(text, order.currency) {
            Ok(amount) => same_amount(order.total, amount, &mut found),
            Err(problem) => {
                found.push(Mismatch::AmountUnreadable { problem, actual: text.chars().take(40).collect() });
            }
        },
    }
    match payment_key {
        Some(payment_key) if found.is_empty() => Ok(AgreedClaim { payment_key }),
        _ => Err(in_declared_order(found)),
    }
}

/// Compares what the PG says with the order.
///
/// `claimed` is the payment key that the claim brought, if there was one. The status may be any in which the PG
/// still stands by the payment; what it means is for the payment process.
///
/// # Errors
/// Every mismatch, in declared order.
pub fn payment(
    order: &Order,
    claimed: Option<&PaymentKey>,
    said: &PgPayment,
) -> Result<Agreed, Vec<Mismatch>> {
    let mut found = Vec::new();
    let totals = own_sum(order, &mut found);
    order_id(order, said.order_id.as_deref(), &mut found);
    pg(order, said.pg, &mut found);
    merchant_id(order, said.merchant_id.as_deref(), &mut found);
    let payment_key = payment_key(claimed, said.payment_key.as_deref(), &mut found);
    match &said.currency {
        None => found.push(Mismatch::CurrencyMissing {}),
        Some(PgCurrency::Known(currency)) if *currency == order.currency => {}
        Some(PgCurrency::Known(currency)) => {
            found.push(Mismatch::CurrencyDiffers { expected: order.currency, actual: currency.code().into() })
        }
        Some(PgCurrency::Unrecognized { raw }) => {
            found.push(Mismatch::CurrencyDiffers { expected: order.currency, actual: raw.clone() });
        }
    }
    let amount = exact(said.amount.as_ref(), &mut found);
    if let Some(amount) = amount {
        same_amount(order.total, amount, &mut found);
        parts(amount, said, &mut found);
    }
    // Where the amount could be read, a figure beside it that cannot be is a finding of its own.
    for figure in [&said.balance, &said.tax_free].into_iter().flatten() {
        if let (Some(_), PgAmount::Unreadable { raw, problem }) = (amount, figure) {
            found.push(Mismatch::AmountUnreadable { problem: *problem, actual: raw.clone() });
        }
    }
    if let (Some(totals), Some(tax_free)) = (totals, said.tax_free.as_ref().and_then(PgAmount::exact))
        // Refunds lower the PG's figure, so only an untouched payment shows the order's split.
        && said.refunds.is_empty()
        && tax_free != totals.tax_free
    {
        found.push(Mismatch::TaxFreeDiffers { expected: totals.tax_free, actual: tax_free });
    }
    let refunded = refunded(amount, said, &mut found);
    match &said.purpose {
        Some(Purpose::OneTime | Purpose::Wallet) | None => {}
        Some(actual @ (Purpose::Recurring | Purpose::Unrecognized { .. })) => {
            found.push(Mismatch::PurposeDiffers { actual: actual.clone() });
        }
    }
    if let actual @ PgStatus::Unrecognized { .. } = &said.status {
        found.push(Mismatch::StatusUnacceptable { actual: actual.clone() });
    }
    match payment_key {
        Some(payment_key) if found.is_empty() => {
            Ok(Agreed { payment_key, amount: order.total, refunded, status: said.status.clone() })
        }
        _ => Err(in_declared_order(found)),
    }
}

fn in_declared_order(mut found: Vec<Mismatch>) -> Vec<Mismatch> {
    found.sort_by_key(Mismatch::place);
    found
}

fn own_sum(order: &Order, found: &mut Vec<Mismatch>) -> Option<order::Totals> {
    match order::total(&order.lines) {
        Err(problems) => {
            found.extend(problems.first().map(|&problem| Mismatch::OrderInvalid { problem }));
            None
        }
        Ok(totals) => {
            if totals.total != order.total {
                found.push(Mismatch::OrderTotalDiffers { expected: totals.total, actual: order.total });
            }
            Some(totals)
        }
    }
}

fn order_id(order: &Order, said: Option<&str>, found: &mut Vec<Mismatch>) {
    match said {
        None => found.push(Mismatch::OrderIdMissing {}),
        Some(said) if said != order.order_id.as_str() => found
            .push(Mismatch::OrderIdDiffers { expected: order.order_id.as_str().into(), actual: short(said) }),
        Some(_) => {}
    }
}

fn pg(order: &Order, said: Pg, found: &mut Vec<Mismatch>) {
    if said != order.pg {
        found.push(Mismatch::PgDiffers { expected: order.pg, actual: said });
    }
}

fn merchant_id(order: &Order, said: Option<&str>, found: &mut Vec<Mismatch>) {
    match (&order.merchant_id, said) {
        (None, _) => {}
        (Some(_), None) => found.push(Mismatch::MerchantIdMissing {}),
        (Some(expected), Some(said)) if expected.as_str() != said => found
            .push(Mismatch::MerchantIdDiffers { expected: expected.as_str().into(), actual: short(said) }),
        (Some(_), Some(_)) => {}
    }
}

fn payment_key(
    claimed: Option<&PaymentKey>,
    said: Option<&str>,
    found: &mut Vec<Mismatch>,
) -> Option<PaymentKey> {
    let Some(said) = said else {
        found.push(Mismatch::PaymentKeyMissing {});
        return None;
    };
    if let Some(claimed) = claimed
        && claimed.as_str() != said
    {
        found.push(Mismatch::PaymentKeyDiffers { expected: claimed.as_str().into(), actual: short(said) });
        return None;
    }
    let key = PaymentKey::new(said).ok();
    if key.is_none() {
        found.push(Mismatch::PaymentKeyInvalid {});
    }
    key
}

fn exact(said: Option<&PgAmount>, found: &mut Vec<Mismatch>) -> Option<Amount> {
    match said {
        None => found.push(Mismatch::AmountMissing {}),
        Some(PgAmount::Exact(amount)) => return Some(*amount),
        Some(PgAmount::Unreadable { raw, problem }) => {
            found.push(Mismatch::AmountUnreadable { problem: *problem, actual: raw.clone() });
        }
    }
    None
}

fn same_amount(expected: Amount, actual: Amount, found: &mut Vec<Mismatch>) {
    if expected != actual {
        found.push(Mismatch::AmountDiffers { expected, actual });
    }
}

/// Easy pay: card, money and points have to add up, where the PG breaks the amount down.
fn parts(amount: Amount, said: &PgPayment, found: &mut Vec<Mismatch>) {
    let (Some(easy_pay), Some(Method::EasyPay)) = (&said.easy_pay, &said.method) else { return };
    // A wallet of another country states no parts.
    if easy_pay.amount.is_none() && easy_pay.discount.is_none() {
        return;
    }
    let card = said.card.as_ref().and_then(|card| card.amount.as_ref());
    let sum = [card, easy_pay.amount.as_ref(), easy_pay.discount.as_ref()]
        .into_iter()
        .flatten()
        .try_fold(Amount::ZERO, |sum, part| sum.checked_add(part.exact()?));
    match sum {
        Some(sum) if sum == amount => {}
        Some(actual) => found.push(Mismatch::PartsDiffer { expected: amount, actual }),
        None => found.push(Mismatch::AmountUnreadable {
            problem: AmountError::NotANumber,
            actual: String::from("easy_pay"),
        }),
    }
}

/// The sum of the finished refunds in the PG's list; `None` if one has no readable amount or the sum is too large.
pub(crate) fn finished_refunds(said: &PgPayment) -> Option<Amount> {
    said.refunds
        .iter()
        .filter(|refund| refund.status == PgRefundStatus::Done)
        .try_fold(Amount::ZERO, |sum, refund| {
            sum.checked_add(refund.amount.as_ref().and_then(PgAmount::exact)?)
        })
}

/// What was given back. Status, refund list and balance of one record have to agree with each other.
fn refunded(amount: Option<Amount>, said: &PgPayment, found: &mut Vec<Mismatch>) -> Amount {
    let listed = finished_refunds(said);
    if listed.is_none() {
        found.push(Mismatch::RefundAmountMissing {});
    }
    let (Some(amount), Some(listed)) = (amount, listed) else { return Amount::ZERO };
    // A virtual account that is called off before its deposit lists that like a refund, and has any balance.
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
        // Not known here: a mismatch of its own.
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

/// Enough to see what it is, too little to fill a log.
fn short(said: &str) -> String {
    said.chars().take(80).collect()
}
