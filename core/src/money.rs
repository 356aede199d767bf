//! Money: whole minor units of one currency, exact, within what every language can carry.

use crate::json;
use alloc::string::{String, ToString};
use core::fmt;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize};

/// An amount in minor units of its currency (won, yen, cents): `0 ..= 2^53 - 1`.
///
/// The upper bound is the largest integer that a JavaScript number holds exactly, so every
/// runtime keeps an amount exactly. There are no negative amounts: the member's name says in which direction the
/// money goes.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(into = "i64")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number"))]
pub struct Amount(i64);

impl Amount {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// The largest amount: 2^53 - 1 minor units.
    pub const MAX: Self = Self(9_007_199_254_740_991);
    /// What a caller has to write.
    pub(crate) const WANTED: &str = "a whole number from 0 to 9007199254740991 (minor units)";

    /// An amount of `minor` units.
    ///
    /// # Errors
    /// [`AmountError::Negative`] and [`AmountError::TooLarge`] outside `0 ..= 2^53 - 1`.
    ///
    /// ```
    /// use daejo::money::Amount;
    /// let paid = Amount::new(15_000)?; // ₩15,000: the won has no minor unit in use (ISO 4217)
    /// assert_eq!(paid.checked_sub(Amount::new(5_000)?), Some(Amount::new(10_000)?));
    /// # Ok::<(), daejo::money::AmountError>(())
    /// ```
    pub const fn new(minor: i64) -> Result<Self, AmountError> {
        if minor < 0 {
            Err(AmountError::Negative)
        } else if minor > Self::MAX.0 {
            Err(AmountError::TooLarge)
        } else {
            Ok(Self(minor))
        }
    }

    /// The number of minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// Whether the amount is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, or `None` above [`Amount::MAX`].
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(|sum| Self::new(sum).ok())
    }

    /// The difference, or `None` if `other` is larger.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(|rest| Self::new(rest).ok())
    }

    /// `self * part / whole`, rounded down; zero if `whole` is zero or the result is above [`Amount::MAX`].
    #[must_use]
    pub fn share(self, part: Self, whole: Self) -> Self {
        let product = i128::from(self.0).checked_mul(i128::from(part.0));
        let share = product.and_then(|product| product.checked_div(i128::from(whole.0)));
        let share = share.and_then(|share| i64::try_from(share).ok());
        share.and_then(|minor| Self::new(minor).ok()).unwrap_or_default()
    }

    /// `quantity` times the amount, or `None` above [`Amount::MAX`].
    #[must_use]
    pub fn checked_mul(self, quantity: u32) -> Option<Self> {
        self.0.checked_mul(i64::from(quantity)).and_then(|product| Self::new(product).ok())
    }

    /// Converts a decimal number of major units of `currency`.
    ///
    /// # Errors
    /// Below zero, above [`Amount::MAX`], or finer than the currency's minor unit: nothing is rounded.
    pub fn from_decimal(major: Decimal, currency: Currency) -> Result<Self, AmountError> {
        if major.is_sign_negative() && !major.is_zero() {
            return Err(AmountError::Negative);
        }
        let minor =
            major.checked_mul(Decimal::from(10_i64.pow(currency.exponent()))).ok_or(AmountError::TooLarge)?;
        if !minor.fract().is_zero() {
            return Err(AmountError::FinerThanMinorUnit);
        }
        i64::try_from(minor).map_err(|_| AmountError::TooLarge).and_then(Self::new)
    }

    /// Reads a JSON or URL number of major units from its own text: `15000`, `15000.0`, `10.50`, `1.5e4`.
    ///
    /// # Errors
    /// [`AmountError::NotANumber`] if the text is not a decimal number, and those of [`Amount::from_decimal`].
    ///
    /// ```
    /// use daejo::money::{Amount, AmountError, Currency};
    /// assert_eq!(Amount::parse("10.50", Currency::Usd)?.minor(), 1_050);
    /// assert_eq!(Amount::parse("1.5", Currency::Krw), Err(AmountError::FinerThanMinorUnit));
    /// # Ok::<(), AmountError>(())
    /// ```
    pub fn parse(text: &str, currency: Currency) -> Result<Self, AmountError> {
        // Most amounts are won without decimals: digits need no decimal arithmetic.
        if currency.exponent() == 0 && text.len() <= 16 && text.bytes().all(|b| b.is_ascii_digit()) {
            return text.parse().map_err(|_| AmountError::NotANumber).and_then(Self::new);
        }
        Self::from_decimal(decimal(text)?, currency)
    }

    /// The amount as a decimal number of major units.
    #[must_use]
    pub fn to_decimal(self, currency: Currency) -> Decimal {
        Decimal::new(self.0, currency.exponent())
    }

    /// The amount as PGs write it: major units, with the currency's number of decimals.
    #[must_use]
    pub fn to_text(self, currency: Currency) -> String {
        self.to_decimal(currency).to_string()
    }

    /// The VAT in a VAT-inclusive amount: one eleventh, half rounded up, in whole minor units.
    ///
    /// Korean VAT is 10 % and included in displayed prices; Toss Payments documents the same formula.
    #[must_use]
    pub fn vat_included(self) -> Self {
        let eleventh = Decimal::from(self.0)
            .checked_div(Decimal::from(11))
            .unwrap_or_default()
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        i64::try_from(eleventh).ok().and_then(|vat| Self::new(vat).ok()).unwrap_or_default()
    }
}

/// Parses a decimal number in plain or scientific notation.
fn decimal(text: &str) -> Result<Decimal, AmountError> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    // rust_decimal also accepts `1_000` and `+1`; no PG writes these, so they are rejected here.
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || digits.contains('_') {
        return Err(AmountError::NotANumber);
    }
    let read = if text.contains(['e', 'E']) {
        Decimal::from_scientific(text)
    } else {
        Decimal::from_str_exact(text)
    };
    read.map_err(|_| {
        let mut parts = digits.split(['e', 'E']);
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        match (parts.next().is_some_and(plain), parts.next()) {
            (false, _) => AmountError::NotANumber,
            // A number that the library cannot hold is finer than any minor unit, or too large.
            (true, Some(exponent)) if exponent.starts_with('-') => AmountError::FinerThanMinorUnit,
            (true, Some(exponent)) if exponent.bytes().all(|b| b.is_ascii_digit() || b == b'+') => {
                AmountError::TooLarge
            }
            (true, Some(_)) => AmountError::NotANumber,
            (true, None) if digits.split('.').nth(2).is_some() => AmountError::NotANumber,
            (true, None) if digits.split('.').next().is_some_and(|whole| whole.len() > 20) => {
                AmountError::TooLarge
            }
            (true, None) => AmountError::FinerThanMinorUnit,
        }
    })
}

impl TryFrom<i64> for Amount {
    type Error = AmountError;

    fn try_from(minor: i64) -> Result<Self, AmountError> {
        Self::new(minor)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::whole(deserializer, Self::WANTED, |minor| Self::new(minor).ok())
    }
}

impl From<Amount> for i64 {
    fn from(amount: Amount) -> Self {
        amount.0
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a number is not a valid [`Amount`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[non_exhaustive]
pub enum AmountError {
    /// Below zero.
    #[error("an amount is not negative")]
    Negative,
    /// Above 2^53 - 1 minor units.
    #[error("an amount is at most 2^53 - 1 minor units")]
    TooLarge,
    /// It has more decimals than the currency.
    #[error("an amount is not finer than the currency's minor unit")]
    FinerThanMinorUnit,
    /// Not a decimal number.
    #[error("an amount is a decimal number")]
    NotANumber,
    /// Its currency is missing or unknown, so the minor unit is unknown.
    #[error("an amount needs a known currency")]
    UnknownCurrency,
}

impl AmountError {
    /// The code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::TooLarge => "too_large",
            Self::FinerThanMinorUnit => "finer_than_minor_unit",
            Self::NotANumber => "not_a_number",
            Self::UnknownCurrency => "unknown_currency",
        }
    }
}

/// A currency (ISO 4217) that an order can be in.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a new currency needs a minor unit in every match")]
pub enum Currency {
    /// South Korean won: no minor unit in use.
    Krw,
    /// US dollar: cents.
    Usd,
    /// Japanese yen: no minor unit.
    Jpy,
}

impl Currency {
    /// Every currency, in declared order.
    pub const ALL: [Self; 3] = [Self::Krw, Self::Usd, Self::Jpy];

    /// How many decimals the minor unit has (ISO 4217).
    #[must_use]
    pub const fn exponent(self) -> u32 {
        match self {
            Self::Krw | Self::Jpy => 0,
            Self::Usd => 2,
        }
    }

    /// The ISO 4217 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Krw => "KRW",
            Self::Usd => "USD",
            Self::Jpy => "JPY",
        }
    }

    /// The currency with this ISO 4217 code, in capitals.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|currency| currency.code() == code)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount as text for people: `₩15,000`, `$10.50`, `¥500`.
#[must_use]
pub fn display(amount: Amount, currency: Currency) -> String {
    let text = amount.to_text(currency);
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut shown = String::from(match currency {
        Currency::Krw => "₩",
        Currency::Usd => "$",
        Currency::Jpy => "¥",
    });
    for (at, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(at);
        if at > 0 && left.is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "the test adds up within what it generates")]
mod tests {
    use super::*;

    #[test]
    fn display_groups_thousands() {
        let krw = |minor| display(Amount::new(minor).unwrap_or_default(), Currency::Krw);
        assert_eq!(krw(0), "₩0");
        assert_eq!(krw(999), "₩999");
        assert_eq!(krw(1_234_567), "₩1,234,567");
        assert_eq!(display(Amount::new(123_456).unwrap_or_default(), Currency::Usd), "$1,234.56");
    }

    proptest::proptest! {
        #[test]
        fn text_reads_back(minor in 0_i64..=9_007_199_254_740_991) {
            let amount = Amount::new(minor)?;
            for currency in Currency::ALL {
                proptest::prop_assert_eq!(Amount::parse(&amount.to_text(currency), currency), Ok(amount));
            }
        }

        #[test]
        fn vat_is_the_nearest_eleventh(minor in 0_i64..=9_007_199_254_740_991) {
            let vat = Amount::new(minor)?.vat_included().minor();
            let twice_off = (i128::from(vat) * 11 - i128::from(minor)) * 2;
            proptest::prop_assert!((-11..=11).contains(&twice_off));
        }
    }
}
