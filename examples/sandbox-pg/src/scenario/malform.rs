//! Bodies that are not what they should be.

use crate::answer::Body;

use super::Malformed;

/// Stands where an odd amount goes; no real amount looks like it.
pub(crate) const ODD_AMOUNT: &str = "-987654321987654321";

const HUGE: usize = 16 * 1024 * 1024;
const DEEP: usize = 100_000;

/// The broken form of `text`, with the content type it is sent under.
pub(crate) fn malform(how: &Malformed, text: &str) -> Body {
    match how {
        Malformed::Html => Body::html("<html><body><h1>502 Bad Gateway</h1></body></html>"),
        Malformed::Truncated => {
            let half = text.len().checked_div(2).unwrap_or_default();
            Body::json(text.as_bytes().get(..half).unwrap_or_default().to_vec())
        }
        Malformed::Empty => Body::json(Vec::new()),
        Malformed::EucKr => Body::json(encoding_rs::EUC_KR.encode(text).0.into_owned()),
        Malformed::Huge => {
            let members = text.strip_suffix('}').unwrap_or(text);
            Body::json(format!("{members},\"padding\":\"{}\"}}", "x".repeat(HUGE)))
        }
        Malformed::Deep => Body::json(format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP))),
        Malformed::Bom => Body::json(format!("\u{feff}{text}")),
        Malformed::OddAmount { text: amount } => Body::json(text.replace(ODD_AMOUNT, amount)),
    }
}
