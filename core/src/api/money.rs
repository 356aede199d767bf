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
    /// What is ordered; all prices in minor units of one currency.
    pub lines: Vec<OrderLine>,
}

impl Input<'_> for TotalOrder {}

/// Output of `total_order`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "there is a total or there is none")]
pub enum OrderTotal {
    /// The lines add up.
    Totaled {
        /// To this.
        totals: Totals,
    },
    /// The lines have no total.
    Refused {
        /// Why, in line order.
        problems: Vec<OrderProblem>,
    },
}

/// Adds up an order's lines.
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

/// Writes an amount for a person to read.
#[must_use]
pub fn display_amount(input: DisplayAmount) -> DisplayedAmount {
    DisplayedAmount { text: money::display(input.amount, input.currency) }
}
