//! The cross-check: it compares the order with the browser's claim, and the order with the PG's record.
//!
//! It reports every mismatch, in declared order. A required member that is missing is a mismatch, never agreement.

mod mismatch;
mod refunds;

pub use mismatch::Mismatch;
#[cfg(feature = "server")]
pub(crate) use refunds::{finished_refunds, status_fits};

use crate::claim::Claim;
use crate::id::{CustomerId, PaymentKey};
use crate::money::{Amount, AmountError};
use crate::order::{self, Order};
use crate::pg::{Method, Pg, PgAmount, PgCurrency, PgPayment, PgStatus, Purpose};
use alloc::string::String;
use alloc::vec::Vec;
use refunds::refunded;

/// The shopper. The host takes it from the signed session, never from the browser's parameters.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "there is a session or there is none")]
pub enum Shopper<'a> {
    /// The session's customer.
    Known(&'a CustomerId),
    /// No session.
    Unknown,
}

/// A claim that agrees with its order. Only [`claim`] creates one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AgreedClaim {
    payment_key: PaymentKey,
}

impl AgreedClaim {
    /// The PG's key of the payment to confirm.
    #[must_use]
    pub const fn payment_key(&self) -> &PaymentKey {
        &self.payment_key
    }
}

/// A PG record that agrees with its order. Only [`payment`] creates one, and a payment becomes paid only with one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Agreed {
    payment_key: PaymentKey,
    amount: Amount,
    refunded: Amount,
    status: PgStatus,
}

impl Agreed {
    /// The PG's payment key.
    #[must_use]
    pub const fn payment_key(&self) -> &PaymentKey {
        &self.payment_key
    }

    /// The order's total, which the PG captured or will capture, in minor units.
    #[must_use]
    pub const fn amount(&self) -> Amount {
        self.amount
    }

    /// The amount that the PG refunded, in minor units.
    #[must_use]
    pub const fn refunded(&self) -> Amount {
        self.refunded
    }

    /// The status at the PG.
    #[must_use]
    pub const fn status(&self) -> &PgStatus {
        &self.status
    }
}

/// Compares the browser's claim with the order, before anything is sent to the PG.
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

/// Compares the PG's record with the order.
///
/// `claimed` is the claim's payment key, if there was a claim. Every known status is accepted here; the payment process
/// decides what it means.
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
    // If the amount is valid, another amount in the record that is not valid is a mismatch of its own.
    for figure in [&said.balance, &said.tax_free].into_iter().flatten() {
        if let (Some(_), PgAmount::Unreadable { raw, problem }) = (amount, figure) {
            found.push(Mismatch::AmountUnreadable { problem: *problem, actual: raw.clone() });
        }
    }
    if let (Some(totals), Some(tax_free)) = (totals, said.tax_free.as_ref().and_then(PgAmount::exact))
        // Refunds lower the PG's tax-free part, so it is compared only without refunds.
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

/// Easy pay: card, money and points must add up to the amount, if the PG states the parts.
fn parts(amount: Amount, said: &PgPayment, found: &mut Vec<Mismatch>) {
    let (Some(easy_pay), Some(Method::EasyPay)) = (&said.easy_pay, &said.method) else { return };
    // Foreign easy-pay providers state no parts.
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

/// The first 80 characters: enough to recognise the value, too few to fill a log.
fn short(said: &str) -> String {
    said.chars().take(80).collect()
}
