//! The success and fail URLs to which the payment window sends the browser. Anyone can forge them.

use super::super::Pg;
use super::codes::Code;
use crate::claim::{Claim, Parameters, Return, ReturnFailure};
use crate::pg::http::short_word;
use crate::reason::Reason;
use alloc::string::String;

const NAMES: &[&str] = &["orderId", "paymentKey", "amount", "code", "message", "paymentType"];

/// Reads a query. One with `code` is the fail URL's; then only the order id is read besides the code.
///
/// `message` is never kept: if a shop showed it, anyone could put text on the shop's page with a link.
pub(in crate::pg) fn read_return(query: &str) -> Return {
    let mut read = Parameters::read(query, NAMES);
    if let Some(code) = read.get("code") {
        if !read.problems.is_empty() {
            return Return::Unreadable { problems: read.problems };
        }
        let pg_code = short_word(code, 64);
        let reason =
            pg_code.as_deref().and_then(Code::named).map_or(Reason::WindowAborted, |known| known.reason);
        let order_id = read.get("orderId").map(String::from);
        return Return::Failed { failure: ReturnFailure { pg: Pg::TossPayments, order_id, reason, pg_code } };
    }
    let claim = Claim {
        pg: Pg::TossPayments,
        order_id: read.require("orderId"),
        payment_key: read.require("paymentKey"),
        amount: read.require("amount"),
    };
    if read.problems.is_empty() {
        Return::Claimed { claim }
    } else {
        Return::Unreadable { problems: read.problems }
    }
}
