//! Guards: what keeps the laws. Each can be taken away, to prove that the checker sees what breaks without it.

/// One guard. The first ones stand in the host and its database, the others in the core; of those the model changes
/// what the core sees or says, from outside.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the table of guards names each")]
pub enum Guard {
    /// A change is stored only over the version that it was made from. This fences an expired worker, too.
    VersionCheck,
    /// No two payments share the PG's number.
    UniquePaymentKey,
    /// An order has one attempt at a time.
    OneActiveAttempt,
    /// A webhook is acted upon once.
    UniqueWebhook,
    /// The intent is stored before the request leaves.
    IntentFirst,
    /// Effects are stored in the transaction of their change.
    EffectsWithTheRow,
    /// An answer is taken for the request that it answers.
    OrdinalOfTheAnswer,
    /// A time-out, a lost connection and a 5xx are unknown, not a refusal.
    UnknownIsNotRefused,
    /// What is open is looked at before it is sent again.
    LookBeforeSendingAgain,
    /// Money after the end is not ignored.
    LateMoneyCounts,
    /// A repetition has the same idempotency key.
    SameKeyAgain,
    /// "Not found" counts only after the PG's visibility delay.
    VisibilityDelay,
    /// What the PG took is compared with the order.
    CrossCheck,
    /// A webhook's word is not believed.
    WebhooksOnlyKnock,
    /// Nothing is paid while a reversal may land.
    NothingPaidWhileReversing,
    /// The refusal of a repetition does not speak for the requests before it.
    OpenRequestsCount,
    /// Asking ends, and a person is told.
    AskingEnds,
    /// A revived order takes its stock again, or not at all.
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
        Self::EffectsWithTheRow,
        Self::OrdinalOfTheAnswer,
        Self::UnknownIsNotRefused,
        Self::LookBeforeSendingAgain,
        Self::LateMoneyCounts,
        Self::SameKeyAgain,
        Self::VisibilityDelay,
        Self::CrossCheck,
        Self::WebhooksOnlyKnock,
        Self::NothingPaidWhileReversing,
        Self::OpenRequestsCount,
        Self::AskingEnds,
        Self::ReviveOnlyWithStock,
    ];
}

/// Which guards were taken away.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Guards {
    removed: u32,
}

impl Guards {
    /// All but these stand.
    #[must_use]
    pub fn without(removed: &[Guard]) -> Self {
        Self { removed: removed.iter().fold(0, |bits, guard| bits | Self::bit(*guard)) }
    }

    fn bit(guard: Guard) -> u32 {
        Guard::ALL.iter().position(|known| *known == guard).map_or(0, |at| 1 << at)
    }

    /// Whether it stands.
    #[must_use]
    pub fn stands(self, guard: Guard) -> bool {
        self.removed == 0 || self.removed & Self::bit(guard) == 0
    }
}
