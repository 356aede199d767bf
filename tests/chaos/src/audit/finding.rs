//! The defects that the auditor reports.

/// The kinds of finding. Each has a figure, which must be zero.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Kind {
    /// The PG has money that is not in our books.
    WonMissing,
    /// Our books have money that the PG does not have.
    WonExtra,
    /// Pieces of stock are missing, counted twice, or in the wrong column.
    StockDrift,
    /// A payment did not end, is not reported to an operator, and has no valid reason to be open.
    Unfinished,
    /// An effect happened twice, or its record is missing or wrong.
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

/// One defect.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// Its kind.
    pub kind: Kind,
    /// Its size: won, pieces, or one. At least 1.
    pub weight: i64,
    /// The order's number. The payment's number for a duplicate webhook, the product's for stock that does not add up.
    pub subject: String,
    /// What is wrong.
    pub message: String,
}

impl Finding {
    pub(super) fn new(kind: Kind, weight: i64, subject: &str, message: impl Into<String>) -> Self {
        Self {
            kind,
            weight: weight.saturating_abs().max(1),
            subject: subject.into(),
            message: message.into(),
        }
    }
}
