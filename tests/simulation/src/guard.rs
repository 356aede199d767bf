//! Guards: the rules that keep the laws. Each can be removed, to prove that the checker finds the law that breaks
//! without it.

/// One guard. The first ones are in the host and its database, the others are in the core. For a guard in the core, the
/// model changes the core's input or output from outside.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the table of guards names each")]
pub enum Guard {
    /// A change is stored only if the stored version is the version it was made from. This also stops a worker whose
    /// lease has expired.
    VersionCheck,
    /// No two payments have the same payment key.
    UniquePaymentKey,
    /// An order has one active payment at a time.
    OneActiveAttempt,
    /// A webhook is processed once.
    UniqueWebhook,
    /// The intent is stored before the request is sent.
    IntentFirst,
    /// Effects are stored in the same transaction as their change.
    EffectsInTheTransaction,
    /// An answer is matched with its request by the request's ordinal.
    AnswerOrdinal,
    /// A time-out, a lost connection and a 5xx mean "outcome unknown", not "declined".
    UnknownIsNotRefused,
    /// After a request of unknown outcome the PG is queried before the request is sent again.
    QueryBeforeResend,
    /// Money that arrives after the final state is processed, not ignored.
    LateMoneyIsProcessed,
    /// A resent request has the same idempotency key.
    SameIdempotencyKey,
    /// "Not found" counts only after the PG's visibility delay.
    VisibilityDelay,
    /// The PG's record is compared with the order.
    CrossCheck,
    /// A webhook only triggers a query. Its content is not trusted.
    WebhooksOnlyTriggerQueries,
    /// A payment does not become paid while a reversal may still be carried out.
    NotPaidWhileReversing,
    /// If the PG declines a resent confirm, the outcome of the earlier confirms is still unknown.
    EarlierRequestsStayOpen,
    /// Queries stop after the time limit, and an operator is alerted.
    QueriesEnd,
    /// A payment after expiry revives its order only if stock is available.
    ReviveOnlyWithStock,
}

impl Guard {
    /// Every guard, in declared order.
    pub const ALL: [Self; 18] = [
        Self::VersionCheck,
        Self::UniquePaymentKey,
        Self::OneActiveAttempt,
        Self::UniqueWebhook,
        Self::IntentFirst,
        Self::EffectsInTheTransaction,
        Self::AnswerOrdinal,
        Self::UnknownIsNotRefused,
        Self::QueryBeforeResend,
        Self::LateMoneyIsProcessed,
        Self::SameIdempotencyKey,
        Self::VisibilityDelay,
        Self::CrossCheck,
        Self::WebhooksOnlyTriggerQueries,
        Self::NotPaidWhileReversing,
        Self::EarlierRequestsStayOpen,
        Self::QueriesEnd,
        Self::ReviveOnlyWithStock,
    ];
}

/// The set of removed guards.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Guards {
    removed: u32,
}

impl Guards {
    /// Every guard but these is in place.
    #[must_use]
    pub fn without(removed: &[Guard]) -> Self {
        Self { removed: removed.iter().fold(0, |bits, guard| bits | Self::bit(*guard)) }
    }

    fn bit(guard: Guard) -> u32 {
        Guard::ALL.iter().position(|known| *known == guard).map_or(0, |at| 1 << at)
    }

    /// Whether the guard is in place.
    #[must_use]
    pub fn has(self, guard: Guard) -> bool {
        self.removed == 0 || self.removed & Self::bit(guard) == 0
    }
}
