//! Amounts: integers in minor units, printed as and parsed from decimal text without floats.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

/// A currency that the sandbox supports.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) enum Currency {
    #[serde(rename = "KRW")]
    Krw,
    #[serde(rename = "USD")]
    Usd,
    #[serde(rename = "JPY")]
    Jpy,
}

impl Currency {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Krw => "KRW",
            Self::Usd => "USD",
            Self::Jpy => "JPY",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Krw, Self::Usd, Self::Jpy].into_iter().find(|currency| currency.code() == code)
    }

    fn decimals(self) -> usize {
        match self {
            Self::Krw | Self::Jpy => 0,
            Self::Usd => 2,
        }
    }

    /// `1234` minor units of USD are `12.34`; of KRW, `1234`.
    pub(crate) fn print(self, minor: i64) -> String {
        let digits = format!("{:0>width$}", minor.unsigned_abs(), width = self.decimals().saturating_add(1));
        let (whole, part) = digits.split_at(digits.len().saturating_sub(self.decimals()));
        let sign = if minor < 0 { "-" } else { "" };
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }

    /// For display: `₩12,340`, `$12.34`.
    pub(crate) fn print_grouped(self, minor: i64) -> String {
        let text = self.print(minor);
        let (whole, part) = text.split_once('.').map_or((text.as_str(), None), |(w, p)| (w, Some(p)));
        let mut grouped = String::new();
        for (place, digit) in whole.chars().rev().enumerate() {
            if place > 0 && place.checked_rem(3) == Some(0) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let whole: String = grouped.chars().rev().collect();
        let sign = match self {
            Self::Krw => "₩",
            Self::Usd => "$",
            Self::Jpy => "¥",
        };
        part.map_or_else(|| format!("{sign}{whole}"), |part| format!("{sign}{whole}.{part}"))
    }

    /// Parses the text of a JSON number. For KRW `5000.0` is valid and `5000.5` is not.
    pub(crate) fn parse(self, text: &str) -> Result<i64, AmountError> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(part) {
            return Err(AmountError::Malformed);
        }
        let part = part.trim_end_matches('0');
        if part.len() > self.decimals() {
            return Err(AmountError::TooManyDecimals);
        }
        format!("{whole}{part:0<width$}", width = self.decimals()).parse().map_err(|_| AmountError::Malformed)
    }
}

/// Why a text is not an amount of a currency.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AmountError {
    /// Not a plain decimal number, or outside the range of `i64`.
    Malformed,
    /// More decimals than the currency has.
    TooManyDecimals,
}

/// A JSON number that is printed exactly as this text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Number(pub(crate) String);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::{AmountError, Currency, Number};

    #[test]
    fn a_printed_amount_parses_to_the_same_value() {
        for (currency, minor, text) in [
            (Currency::Krw, 15_000, "15000"),
            (Currency::Krw, 0, "0"),
            (Currency::Usd, 5, "0.05"),
            (Currency::Usd, 54_468, "544.68"),
            (Currency::Usd, 100, "1.00"),
        ] {
            assert_eq!(currency.print(minor), text);
            assert_eq!(currency.parse(text), Ok(minor));
        }
        assert_eq!(Currency::Krw.parse("5000.0"), Ok(5_000));
        assert_eq!(Currency::Usd.parse("12.5"), Ok(1_250));
        assert_eq!(Currency::Krw.print_grouped(1_234_567), "₩1,234,567");
    }

    #[test]
    fn a_text_that_is_not_an_amount_is_refused() {
        for text in ["", "-1", "1e3", "\"1000\"", "null", ".5", "99999999999999999999"] {
            assert_eq!(Currency::Krw.parse(text), Err(AmountError::Malformed), "{text}");
        }
        assert_eq!(Currency::Krw.parse("10.5"), Err(AmountError::TooManyDecimals));
    }

    #[test]
    fn a_number_keeps_its_text() {
        assert_eq!(serde_json::to_string(&Number("1.00".into())).ok().as_deref(), Some("1.00"));
    }
}
