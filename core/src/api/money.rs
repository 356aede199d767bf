//! Operations on amounts.

use super::Input;
use crate::money::{self, Amount, Currency};
use crate::order::{self, OrderLine, OrderProblem, Totals};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Input of `total_order`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TotalOrder {
    /// The order's lines; all prices in minor units of one currency.
    pub lines: Vec<OrderLine>,
}

impl Input<'_> for TotalOrder {}

/// Output of `total_order`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "the lines add up or they do not")]
pub enum OrderTotal {
    /// The lines add up.
    Totaled {
        /// The sums.
        totals: Totals,
    },
    /// The lines cannot be added up.
    Refused {
        /// The problems, in line order.
        problems: Vec<OrderProblem>,
    },
}

/// Adds up an order's lines: the total, the VAT in it and the tax-free part.
///
/// Takes 1 to 500 lines, in minor units. Returns the sums, or every problem of the lines. As JSON, an input of
/// another form is [`Malformed`](super::Malformed).
///
/// ```
/// use daejo::api::{OrderTotal, total_order};
/// let input = r#"{"lines":[{"productId":"p-1","unitPrice":5500,"quantity":2}]}"#;
/// let total = total_order(serde_json::from_str(input)?);
/// assert!(matches!(total, OrderTotal::Totaled { totals } if totals.vat.minor() == 1_000));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn total_order(input: TotalOrder) -> OrderTotal {
    match order::total(&input.lines) {
        Ok(totals) => OrderTotal::Totaled { totals },
        Err(problems) => OrderTotal::Refused { problems },
    }
}

/// Input of `display_amount`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DisplayAmount {
    /// In minor units.
    pub amount: Amount,
    /// Its currency.
    pub currency: Currency,
}

impl Input<'_> for DisplayAmount {}

/// Output of `display_amount`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DisplayedAmount {
    /// `₩15,000`, `$10.50`, `¥500`.
    pub text: String,
}

/// Writes an amount as text for people.
///
/// Takes an amount in minor units and its currency. Returns the text. As JSON, an amount outside `0 ..= 2^53 - 1` or
/// another currency is [`Malformed`](super::Malformed).
///
/// ```
/// use daejo::api::json::display_amount;
/// assert_eq!(display_amount(r#"{"amount":1050,"currency":"USD"}"#, None)?, r#"{"text":"$10.50"}"#);
/// let malformed = display_amount(r#"{"amount":-1,"currency":"USD"}"#, None).unwrap_err();
/// assert_eq!((malformed.code.code(), malformed.path.as_str()), ("value_invalid", "amount"));
/// # Ok::<(), daejo::api::Malformed>(())
/// ```
#[must_use]
pub fn display_amount(input: DisplayAmount) -> DisplayedAmount {
    DisplayedAmount { text: money::display(input.amount, input.currency) }
}
