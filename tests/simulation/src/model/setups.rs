//! The worlds that are explored for each profile: a few small ones, each with many faults of one kind.

use crate::profile::{Method, Profile};
use crate::world::{Action, Budget, Setup, Treatment, Visit, World};
use daejo::payment::{LateMoney, State};
use std::sync::Arc;

/// How many faults and actions are allowed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Size {
    /// Few, for the tests.
    Small,
    /// More, for soak runs.
    Large,
}

/// The worlds in which `profile` is explored.
#[must_use]
pub fn setups(profile: Profile, size: Size) -> Vec<Arc<Setup>> {
    let more = u8::from(size == Size::Large);
    let budget = Budget { faults: 1 + more, clicks: 1 + more, ..Budget::NONE };
    let mut all = vec![
        Setup::new("faults", profile, Budget { webhooks: 1, clock_jumps: more, ..budget }),
        Setup { workers: 2, is_split: true, ..Setup::new("races", profile, budget) },
        Setup {
            is_tampered: true,
            ..Setup::new("tampering", profile, Budget { faults: 1, clicks: 2, webhooks: 1, ..budget })
        },
        Setup::new("refunds", profile, Budget { faults: 1 + more, clicks: 0, requests: 3, ..Budget::NONE }),
        Setup::new(
            "decisions",
            profile,
            Budget { faults: 2, clicks: 1, requests: 2, clock_jumps: 1, ..Budget::NONE },
        ),
        revived(
            Setup::new(
                "last_piece",
                profile,
                Budget { faults: 1, clicks: 2, clock_jumps: 1, webhooks: more, checkouts: 2, ..Budget::NONE },
            )
            .with_two_orders(),
        ),
        contradicting(Setup::new(
            "contradictions",
            profile,
            Budget { faults: 2 + more, clicks: 1, webhooks: 1, ..Budget::NONE },
        )),
        contradicting(Setup::new(
            "contradictions_while_refunding",
            profile,
            Budget { faults: 2 + more, webhooks: 1, requests: 2, ..Budget::NONE },
        )),
        Setup::new("clocks", profile, Budget { faults: 1, clicks: 1, clock_jumps: 2, ..Budget::NONE }),
    ];
    if profile.method == Method::Card {
        all.push(Setup { is_frozen: true, ..Setup::new("unknown_word", profile, budget) });
    }
    all.into_iter().map(Arc::new).collect()
}

fn contradicting(setup: Setup) -> Setup {
    Setup { contradicts: true, ..setup }
}

fn revived(mut setup: Setup) -> Setup {
    setup.policy.late_money = LateMoney::Revive;
    setup
}

/// The world in which the exploration of `setup` starts. The refund setups start with a paid order.
pub(super) fn initial_world(setup: &Arc<Setup>) -> World {
    let mut world = World::new(setup);
    if matches!(setup.name, "refunds" | "contradictions_while_refunding") {
        pay_first_order(&mut world);
    }
    world
}

/// Pays the first order without a fault.
fn pay_first_order(world: &mut World) {
    let budget = world.budget;
    world.act(Action::Visit(0, Visit::Genuine));
    for _ in 0..40 {
        let row = &world.db.rows[0].payment;
        if row.state == State::Paid && row.requests.in_flight.is_none() {
            break;
        }
        if row.state == State::AwaitingDeposit && world.pg[0].approvals == 0 {
            world.act(Action::Deposit(0, crate::world::TOTAL));
        }
        let actions = world.enabled();
        let is_network =
            |action: &&Action| matches!(action, Action::Deliver(_) | Action::ReachPg(_, Treatment::Normal));
        let is_work = |action: &&Action| matches!(action, Action::Work(..));
        let step = actions.iter().find(is_network).or_else(|| actions.iter().find(is_work)).copied();
        world.act(step.unwrap_or(Action::Wait));
    }
    world.budget = budget;
}
