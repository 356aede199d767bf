//! Malformed bodies.

use crate::answer::Body;

use super::Malformed;

/// Placeholder for an odd amount. No real amount is equal to it.
pub(crate) const ODD_AMOUNT: &str = "-987654321987654321";

/// Bytes of padding.
const HUGE_PADDING: usize = 16 * 1024 * 1024;
const NESTED_ARRAYS: usize = 100_000;

/// The malformed form of the JSON body `text`, with its content type.
pub(crate) fn malform(kind: &Malformed, text: &str) -> Body {
    match kind {
        Malformed::Html => Body::html("<html><body><h1>502 Bad Gateway</h1></body></html>"),
        Malformed::Truncated => {
            let half = text.len().checked_div(2).unwrap_or_default();
            Body::json(text.as_bytes().get(..half).unwrap_or_default().to_vec())
        }
        Malformed::Empty => Body::json(Vec::new()),
        Malformed::EucKr => Body::json(encoding_rs::EUC_KR.encode(text).0.into_owned()),
        Malformed::Huge => {
            let members = text.strip_suffix('}').unwrap_or(text);
            Body::json(format!("{members},\"padding\":\"{}\"}}", "x".repeat(HUGE_PADDING)))
        }
        Malformed::Deep => Body::json(format!("{}{}", "[".repeat(NESTED_ARRAYS), "]".repeat(NESTED_ARRAYS))),
        Malformed::Bom => Body::json(format!("\u{feff}{text}")),
        Malformed::OddAmount { text: amount } => Body::json(text.replace(ODD_AMOUNT, amount)),
    }
}
