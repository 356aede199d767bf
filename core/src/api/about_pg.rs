//! Operations that list the codes and the capabilities of a PG.

use super::Input;
use crate::pg::{self, Capabilities, CodeRow, Pg};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Input of `list_codes` and `pg_capabilities`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OfPg {
    /// The PG.
    pub pg: Pg,
}

impl Input<'_> for OfPg {}

/// Output of `list_codes`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Codes {
    /// Every documented code, in alphabetical order.
    pub codes: Vec<CodeRow>,
}

/// Lists every documented error code of a PG, with its class and reason.
///
/// Takes the PG.
///
/// ```
/// use daejo::api::{OfPg, list_codes};
/// let codes = list_codes(OfPg { pg: daejo::pg::Pg::TossPayments }).codes;
/// assert!(codes.iter().any(|row| row.code == "ALREADY_PROCESSED_PAYMENT"));
/// ```
#[must_use]
pub fn list_codes(input: OfPg) -> Codes {
    Codes { codes: pg::codes(input.pg) }
}

/// The capabilities of a PG.
///
/// Takes the PG. A merchant's contract can take some of them away: say so in `policy.capabilities`.
///
/// ```
/// use daejo::api::{OfPg, pg_capabilities};
/// let capabilities = pg_capabilities(OfPg { pg: daejo::pg::Pg::TossPayments });
/// assert!(capabilities.confirm_idempotency_ms > 0);
/// ```
#[must_use]
pub const fn pg_capabilities(input: OfPg) -> Capabilities {
    input.pg.capabilities()
}
