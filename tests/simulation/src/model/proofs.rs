//! A proof for each guard: a world in which a law breaks without the guard, and no law breaks with it.

use super::{Explored, explore};
use crate::guard::{Guard, Guards};
use crate::profile::named;
use crate::world::{Budget, Setup};
use daejo::payment::LateMoney;
use std::sync::Arc;

/// One guard, or several guards that protect the same rule.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The removed guards.
    pub removed: Vec<Guard>,
    /// The world.
    pub setup: Setup,
    /// The law that breaks without the guards. `None`: another guard protects the same rule.
    pub breaks: Option<&'static str>,
    /// The other guard, or the reason why none is needed.
    pub because: &'static str,
}

/// The result of a proof.
#[derive(Clone, Debug)]
pub struct ProofResult {
    /// The proof.
    pub proof: Proof,
    /// The same world with every guard in place.
    pub with: Explored,
    /// The same world without the removed guards.
    pub without: Explored,
}

impl ProofResult {
    /// Whether no law breaks with the guards, and exactly the expected law breaks without them.
    #[must_use]
    pub fn holds(&self) -> bool {
        let found = self.without.violation.as_ref().map(|violation| violation.law);
        let as_expected = match (self.proof.breaks, found) {
            (Some(law), Some(found)) => found.starts_with(law),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        as_expected && self.with.violation.is_none()
    }

    /// One line of the table.
    #[must_use]
    pub fn line(&self) -> String {
        let found = self.without.violation.as_ref();
        format!(
            "{:<46} {:<14} {:<12} {:>8}  {}",
            format!("{:?}", self.proof.removed),
            self.without.profile,
            self.without.setup,
            self.without.states,
            found.map_or_else(|| format!("none: {}", self.proof.because), |found| found.law.into()),
        )
    }
}

impl Proof {
    /// Explores the world with the guards and without them.
    #[must_use]
    pub fn prove(self, states: usize) -> ProofResult {
        let guards = Guards::without(&self.removed);
        let without = explore(&Arc::new(Setup { guards, ..self.setup.clone() }), states, 80);
        // With the guards, twice as many states are explored as without them, and at least 1,000.
        let far = without.states.saturating_mul(2).clamp(1_000, states);
        let with = explore(&Arc::new(self.setup.clone()), far, 80);
        ProofResult { proof: self, with, without }
    }
}

fn at(profile: &str, name: &'static str, budget: Budget) -> Option<Setup> {
    Some(Setup::new(name, named(profile)?, budget))
}

fn breaks(guard: Guard, law: &'static str, setup: Option<Setup>) -> Option<Proof> {
    Some(Proof { removed: vec![guard], setup: setup?, breaks: Some(law), because: "" })
}

fn covered_by_another(guard: Guard, because: &'static str, setup: Option<Setup>) -> Option<Proof> {
    Some(Proof { removed: vec![guard], setup: setup?, breaks: None, because })
}

/// A proof for every guard.
#[must_use]
pub fn proofs() -> Vec<Proof> {
    let budget = Budget { faults: 1, clicks: 1, ..Budget::NONE };
    let two_faults = Budget { faults: 2, ..budget };
    let refunds = Budget { faults: 2, requests: 1, ..Budget::NONE };
    let split = |setup: Option<Setup>| Some(Setup { workers: 2, is_split: true, ..setup? });
    let tampered = |setup: Option<Setup>| Some(Setup { is_tampered: true, ..setup? });
    let two = |setup: Option<Setup>| Some(Setup { stock: 2, ..setup?.with_two_orders() });
    let tampered_orders = || {
        tampered(two(at("money_on_return", "two_orders", Budget { clicks: 2, checkouts: 1, ..Budget::NONE })))
    };
    let webhooks = || at("toss_payments", "hooks", Budget { webhooks: 1, ..budget });
    let revived = || {
        let budget = Budget { faults: 1, clicks: 2, clock_jumps: 1, checkouts: 1, ..Budget::NONE };
        let mut setup = at("money_on_return", "last_piece", budget)?.with_two_orders();
        setup.policy.late_money = LateMoney::Revive;
        Some(setup)
    };
    // Two queries before a slow PG shows the payment.
    let short_pause = |setup: Option<Setup>| {
        let mut setup = setup?;
        setup.policy.first_pause_ms = 1_000;
        Some(setup)
    };
    let retried = || {
        let budget = Budget { clicks: 2, checkouts: 1, ..Budget::NONE };
        Some(Setup { is_retried: true, stock: 2, ..at("plain", "two_attempts", budget)? })
    };
    [
        breaks(Guard::VersionCheck, "L", split(at("toss_payments", "races", two_faults))),
        breaks(Guard::CrossCheck, "L2", tampered_orders()),
        covered_by_another(
            Guard::UniquePaymentKey,
            "the cross-check rejects the same claim",
            tampered_orders(),
        ),
        breaks(Guard::OneActiveAttempt, "L3", retried()),
        covered_by_another(Guard::UniqueWebhook, "a webhook only triggers a query", webhooks()),
        breaks(Guard::WebhooksOnlyTriggerQueries, "L2", webhooks()),
        breaks(Guard::IntentFirst, "L5", at("plain", "refunds", refunds)),
        breaks(Guard::EffectsInTheTransaction, "L", at("toss_payments", "faults", budget)),
        breaks(Guard::AnswerOrdinal, "L", at("inicis", "faults", Budget { faults: 3, ..budget })),
        breaks(Guard::UnknownIsNotRefused, "L6", at("toss_payments", "faults", budget)),
        breaks(Guard::QueryBeforeResend, "L5", at("plain", "refunds", refunds)),
        breaks(
            Guard::LateMoneyIsProcessed,
            "L1",
            at("money_on_return", "late", Budget { clock_jumps: 1, ..budget }),
        ),
        breaks(Guard::SameIdempotencyKey, "L5", at("tosspay", "refunds", refunds)),
        breaks(
            Guard::VisibilityDelay,
            "L6",
            short_pause(at("money_on_return_slow_and_mute", "faults", budget)),
        ),
        breaks(Guard::NotPaidWhileReversing, "L2", at("inicis", "faults", two_faults)),
        covered_by_another(
            Guard::EarlierRequestsStayOpen,
            "a PG that has declined a payment key does not accept it again",
            at("plain", "faults", Budget { faults: 3, ..budget }),
        ),
        breaks(Guard::QueriesEnd, "L12", Some(Setup { is_frozen: true, ..at_frozen(budget) })),
        breaks(Guard::ReviveOnlyWithStock, "L4", revived()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn at_frozen(budget: Budget) -> Setup {
    at("plain", "unknown_word", budget).unwrap_or_else(|| unreachable!("the profile `plain` exists"))
}
