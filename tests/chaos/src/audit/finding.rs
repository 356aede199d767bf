//! What an auditor can find.

/// The kinds of finding, each with a figure that has to be zero.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Kind {
    /// The PG has money that our books know nothing of.
    WonMissing,
    /// Our books have money that the PG has not.
    WonExtra,
    /// Pieces that are nowhere, twice, or where they should not be.
    StockDrift,
    /// Neither ended nor before a person nor open for a good reason.
    Unfinished,
    /// Something happened twice, or was not written down as it happened.
    DuplicateEffect,
}

impl Kind {
    /// Every kind, in the order of the report.
    pub const ALL: [Self; 5] =
        [Self::WonMissing, Self::WonExtra, Self::StockDrift, Self::Unfinished, Self::DuplicateEffect];

    /// The name of its figure.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WonMissing => "won_missing",
            Self::WonExtra => "won_extra",
            Self::StockDrift => "stock_drift",
            Self::Unfinished => "unfinished",
            Self::DuplicateEffect => "duplicate_effects",
        }
    }
}

/// One thing that is not as it should be.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// Its kind.
    pub kind: Kind,
    /// How much of it: won, pieces, or one.
    pub weight: i64,
    /// The order, or the product for what is about stock alone.
    pub about: String,
    /// What is wrong.
    pub what: String,
}

impl Finding {
    pub(super) fn new(kind: Kind, weight: i64, about: &str, what: impl Into<String>) -> Self {
        Self { kind, weight: weight.saturating_abs().max(1), about: about.into(), what: what.into() }
    }
}
