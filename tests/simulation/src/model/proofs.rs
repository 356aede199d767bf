//! What each guard is there for: the world in which a law breaks without it, and none does with it.

use super::{Explored, explore};
use crate::guard::{Guard, Guards};
use crate::profile::named;
use crate::world::{Left, Setup};
use daejo::payment::LateMoney;
use std::sync::Arc;

/// One guard, or guards that hold the same thing twice.
#[derive(Clone, Debug)]
pub struct Proof {
    /// What is taken away.
    pub removed: Vec<Guard>,
    /// Where.
    pub setup: Setup,
    /// The law that breaks without it; nothing where another guard holds the same.
    pub breaks: Option<&'static str>,
    /// Which guard that is, or why none is needed.
    pub because: &'static str,
}

/// What became of a proof.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The proof.
    pub proof: Proof,
    /// The same world with every guard in place.
    pub with: Explored,
    /// The world without it.
    pub without: Explored,
}

impl Proven {
    /// Whether it is as it should be: nothing with it, and just that law without it.
    #[must_use]
    pub fn holds(&self) -> bool {
        let found = self.without.violation.as_ref().map(|violation| violation.law);
        let as_said = match (self.proof.breaks, found) {
            (Some(law), Some(found)) => found.starts_with(law),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        as_said && self.with.violation.is_none()
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
    /// Explores both worlds.
    #[must_use]
    pub fn prove(self, states: usize) -> Proven {
        let guards = Guards::without(&self.removed);
        let without = explore(&Arc::new(Setup { guards, ..self.setup.clone() }), states, 80);
        // With it, at least as far as that, and further.
        let far = without.states.saturating_mul(2).clamp(1_000, states);
        let with = explore(&Arc::new(self.setup.clone()), far, 80);
        Proven { proof: self, with, without }
    }
}

fn at(profile: &str, name: &'static str, left: Left) -> Option<Setup> {
    Some(Setup::new(name, named(profile)?, left))
}

fn breaks(guard: Guard, law: &'static str, setup: Option<Setup>) -> Option<Proof> {
    Some(Proof { removed: vec![guard], setup: setup?, breaks: Some(law), because: "" })
}

fn is_held(guard: Guard, because: &'static str, setup: Option<Setup>) -> Option<Proof> {
    Some(Proof { removed: vec![guard], setup: setup?, breaks: None, because })
}

/// A proof for every guard.
#[must_use]
pub fn proofs() -> Vec<Proof> {
    let left = Left { faults: 1, clicks: 1, ..Left::NOTHING };
    let twice = Left { faults: 2, ..left };
    let refunds = Left { faults: 2, requests: 1, ..Left::NOTHING };
    let split = |setup: Option<Setup>| Some(Setup { workers: 2, is_split: true, ..setup? });
    let tampered = |setup: Option<Setup>| Some(Setup { is_tampered: true, ..setup? });
    let two = |setup: Option<Setup>| Some(Setup { pieces: 2, ..setup?.with_two_orders() });
    let strangers = || {
        tampered(two(at("money_on_return", "two_orders", Left { clicks: 2, checkouts: 1, ..Left::NOTHING })))
    };
    let hooks = || at("toss_payments", "hooks", Left { hooks: 1, ..left });
    let revived = || {
        let left = Left { faults: 1, clicks: 2, jumps: 1, checkouts: 1, ..Left::NOTHING };
        let mut setup = at("money_on_return", "last_piece", left)?.with_two_orders();
        setup.policy.late_money = LateMoney::Revive;
        Some(setup)
    };
    // Two looks before a slow PG shows anything.
    let eager = |setup: Option<Setup>| {
        let mut setup = setup?;
        setup.policy.first_pause_ms = 1_000;
        Some(setup)
    };
    let again = || {
        let left = Left { clicks: 2, checkouts: 1, ..Left::NOTHING };
        Some(Setup { is_retried: true, pieces: 2, ..at("plain", "two_attempts", left)? })
    };
    [
        breaks(Guard::VersionCheck, "L", split(at("toss_payments", "races", twice))),
        breaks(Guard::CrossCheck, "L2", strangers()),
        is_held(Guard::UniquePaymentKey, "the cross-check refuses the same", strangers()),
        breaks(Guard::OneActiveAttempt, "L3", again()),
        is_held(Guard::UniqueWebhook, "a webhook only makes us look", hooks()),
        breaks(Guard::WebhooksOnlyKnock, "L2", hooks()),
        breaks(Guard::IntentFirst, "L5", at("plain", "refunds", refunds)),
        breaks(Guard::EffectsWithTheRow, "L", at("toss_payments", "faults", left)),
        breaks(Guard::OrdinalOfTheAnswer, "L", at("inicis", "faults", Left { faults: 3, ..left })),
        breaks(Guard::UnknownIsNotRefused, "L6", at("toss_payments", "faults", left)),
        breaks(Guard::LookBeforeSendingAgain, "L5", at("plain", "refunds", refunds)),
        breaks(Guard::LateMoneyCounts, "L1", at("money_on_return", "late", Left { jumps: 1, ..left })),
        breaks(Guard::SameKeyAgain, "L5", at("tosspay", "refunds", refunds)),
        breaks(Guard::VisibilityDelay, "L6", eager(at("money_on_return_slow_and_mute", "faults", left))),
        breaks(Guard::NothingPaidWhileReversing, "L2", at("inicis", "faults", twice)),
        is_held(
            Guard::OpenRequestsCount,
            "a PG that has refused a number takes it no more",
            at("plain", "faults", Left { faults: 3, ..left }),
        ),
        breaks(Guard::AskingEnds, "L12", Some(Setup { is_frozen: true, ..at_frozen(left) })),
        breaks(Guard::ReviveOnlyWithStock, "L4", revived()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn at_frozen(left: Left) -> Setup {
    at("plain", "unknown_word", left).unwrap_or_else(|| unreachable!("every profile above has a name"))
}
