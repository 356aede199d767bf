//! The order as the merchant recorded it. Its total is the only amount that is ever charged.

use crate::gateway::Pg;
use crate::id::{CustomerId, MerchantId, OrderId};
use crate::json::tagged;
use crate::money::{Amount, Currency};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// The most lines that an order may have.
pub const MAX_LINES: usize = 500;

/// How a line is taxed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a new kind of tax needs a place in every sum")]
pub enum Tax {
    /// The price includes 10 % VAT (과세).
    #[default]
    Taxable,
    /// No VAT (면세): books, fresh food.
    TaxFree,
}

impl Tax {
    /// The code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Taxable => "taxable",
            Self::TaxFree => "tax_free",
        }
    }
}

/// One line of an order.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct OrderLine {
    /// The merchant's id of the product, or of a fee such as shipping.
    pub product_id: String,
    /// Price of one piece, VAT included, in minor units.
    pub unit_price: Amount,
    /// The number of pieces, at least 1.
    pub quantity: u32,
    /// Discount on the whole line, in minor units.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Amount>"))]
    pub discount: Amount,
    /// The line's tax; taxable by default.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<Tax>"))]
    pub tax: Tax,
}

/// An order as the merchant recorded it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct Order {
    /// The merchant's order id.
    pub order_id: OrderId,
    /// The customer who placed the order.
    pub customer_id: CustomerId,
    /// The PG that processes the payment.
    pub pg: Pg,
    /// The merchant's id at that PG; if given, it is compared with the id in the PG's record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_id: Option<MerchantId>,
    /// The currency of every amount of the order.
    pub currency: Currency,
    /// The ordered items.
    pub lines: Vec<OrderLine>,
    /// The amount that the shopper pays, in minor units, as recorded. It must equal the sum of the lines.
    pub total: Amount,
}

/// The sums of an order's lines. All in minor units.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Totals {
    /// The amount that the shopper pays: taxable plus tax-free.
    pub total: Amount,
    /// All discounts.
    pub discount: Amount,
    /// The part that includes VAT.
    pub taxable: Amount,
    /// The part without VAT (면세).
    pub tax_free: Amount,
    /// The taxable part net of VAT (공급가액).
    pub supplied: Amount,
    /// The VAT in the taxable part: one eleventh, half rounded up (부가세).
    pub vat: Amount,
}

tagged! { "code";
    /// Why lines cannot be added up.
    #[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
    #[serde(tag = "code", rename_all = "snake_case")]
    #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
    #[non_exhaustive]
    pub enum OrderProblem {
        /// There are no lines.
        NoLines,
        /// There are more than 500 lines.
        TooManyLines,
        /// A line's quantity is 0.
        QuantityZero {
            /// Index of the line, from 0.
            line: u32,
        },
        /// A line's discount is larger than the line's price.
        DiscountExceedsLine {
            /// Index of the line, from 0.
            line: u32,
        },
        /// A line or the sum is above 2^53 - 1 minor units.
        SumTooLarge {
            /// Index of the line, from 0.
            line: u32,
        },
        /// The total is 0: there is nothing to pay through a PG.
        TotalZero,
    }
}

impl OrderProblem {
    /// The code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoLines => "no_lines",
            Self::TooManyLines => "too_many_lines",
            Self::QuantityZero { .. } => "quantity_zero",
            Self::DiscountExceedsLine { .. } => "discount_exceeds_line",
            Self::SumTooLarge { .. } => "sum_too_large",
            Self::TotalZero => "total_zero",
        }
    }
}

impl fmt::Display for OrderProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLines => f.write_str("the order has no lines"),
            Self::TooManyLines => f.write_str("the order has too many lines"),
            Self::QuantityZero { line } => write!(f, "line {line} has no quantity"),
            Self::DiscountExceedsLine { line } => write!(f, "line {line} is discounted below zero"),
            Self::SumTooLarge { line } => write!(f, "the sum is too large from line {line} on"),
            Self::TotalZero => f.write_str("the total is zero"),
        }
    }
}

impl core::error::Error for OrderProblem {}

/// Adds up lines, with checked arithmetic.
///
/// # Errors
/// Every [`OrderProblem`] of the lines, in line order.
pub fn total(lines: &[OrderLine]) -> Result<Totals, Vec<OrderProblem>> {
    let mut problems = Vec::new();
    if lines.is_empty() {
        problems.push(OrderProblem::NoLines);
    }
    if lines.len() > MAX_LINES {
        problems.push(OrderProblem::TooManyLines);
        return Err(problems);
    }
    let mut sums = Totals::default();
    for (line, place) in lines.iter().zip(0_u32..) {
        match add_line(&sums, line, place) {
            Ok(next) => sums = next,
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() && sums.total.is_zero() {
        problems.push(OrderProblem::TotalZero);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    sums.vat = sums.taxable.vat_included();
    sums.supplied = sums.taxable.checked_sub(sums.vat).unwrap_or_default();
    Ok(sums)
}

fn add_line(sums: &Totals, line: &OrderLine, place: u32) -> Result<Totals, OrderProblem> {
    let too_large = OrderProblem::SumTooLarge { line: place };
    if line.quantity == 0 {
        return Err(OrderProblem::QuantityZero { line: place });
    }
    let gross = line.unit_price.checked_mul(line.quantity).ok_or(too_large)?;
    let net = gross.checked_sub(line.discount).ok_or(OrderProblem::DiscountExceedsLine { line: place })?;
    let mut next = *sums;
    next.total = sums.total.checked_add(net).ok_or(too_large)?;
    next.discount = sums.discount.checked_add(line.discount).ok_or(too_large)?;
    match line.tax {
        Tax::Taxable => next.taxable = sums.taxable.checked_add(net).ok_or(too_large)?,
        Tax::TaxFree => next.tax_free = sums.tax_free.checked_add(net).ok_or(too_large)?,
    }
    Ok(next)
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "the test adds up within what it generates")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_line() -> impl Strategy<Value = OrderLine> {
        (0_i64..=3_000_000, 1_u32..=9, any::<bool>()).prop_map(|(price, quantity, taxed)| OrderLine {
            product_id: "p".into(),
            unit_price: Amount::new(price).unwrap_or_default(),
            quantity,
            discount: Amount::new(price / 3).unwrap_or_default(),
            tax: if taxed { Tax::Taxable } else { Tax::TaxFree },
        })
    }

    proptest! {
        #[test]
        fn the_split_always_adds_up(lines in prop::collection::vec(any_line(), 1..20)) {
            let Ok(sums) = total(&lines) else { return Ok(()) };
            let parts = sums.supplied.minor() + sums.vat.minor() + sums.tax_free.minor();
            prop_assert_eq!(parts, sums.total.minor());
        }
    }
}
