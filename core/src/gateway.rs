//! The supported payment gateways (PGs). Their requests and answers are in [`crate::pg`].

use serde::{Deserialize, Serialize};

/// A payment gateway.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[expect(clippy::exhaustive_enums, reason = "a new PG has to be handled wherever one is chosen")]
pub enum Pg {
    /// Toss Payments (토스페이먼츠), core API v1.
    TossPayments,
}

impl Pg {
    /// Every PG, in declared order.
    pub const ALL: [Self; 1] = [Self::TossPayments];

    /// The PG's code, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TossPayments => "toss_payments",
        }
    }

    /// The PG with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pg| pg.code() == code)
    }
}
