//! Payment methods (결제 수단).

use serde::{Deserialize, Serialize};

use super::institutions::ISSUERS;
use super::refusal::Refusal;

#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Method {
    /// Card, with the PG's two-character issuer code.
    Card(String),
    /// Toss Pay (토스페이).
    EasyPay,
    VirtualAccount,
    Transfer,
}

impl Method {
    /// Reads a method name of the SDK (`CARD`) or of the sandbox (`card`). The default card issuer is 41.
    pub(super) fn parse(name: &str, issuer: Option<&str>) -> Result<Self, Refusal> {
        match name {
            "CARD" | "card" => {
                let known = |code: &str| ISSUERS.iter().any(|(known, ..)| *known == code);
                let issuer = issuer.filter(|issuer| !issuer.is_empty()).unwrap_or("41");
                known(issuer)
                    .then(|| Self::Card(issuer.into()))
                    .ok_or_else(|| Refusal::of("INVALID_CARD_COMPANY"))
            }
            "EASY_PAY" | "easy_pay" => Ok(Self::EasyPay),
            "VIRTUAL_ACCOUNT" | "virtual_account" => Ok(Self::VirtualAccount),
            "TRANSFER" | "transfer" => Ok(Self::Transfer),
            _ => Err(Refusal::of("NOT_SUPPORTED_METHOD")),
        }
    }
}
