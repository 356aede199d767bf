//! What is explored for each profile: a few small worlds, each rich in one kind of trouble.

use crate::profile::{Method, Profile};
use crate::world::{Action, Left, Reach, Setup, Visit, World};
use daejo::payment::{LateMoney, State};
use std::sync::Arc;

/// How much may go wrong.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Size {
    /// What a test has time for.
    Small,
    /// What a soak has time for.
    Large,
}

/// The worlds in which `profile` is explored.
#[must_use]
pub fn setups(profile: Profile, size: Size) -> Vec<Arc<Setup>> {
    let more = u8::from(size == Size::Large);
    let left = Left { faults: 1 + more, clicks: 1 + more, ..Left::NOTHING };
    let mut all = vec![
        Setup::new("faults", profile, Left { hooks: 1, jumps: more, ..left }),
        Setup { workers: 2, is_split: true, ..Setup::new("races", profile, left) },
        Setup {
            is_tampered: true,
            ..Setup::new("tampering", profile, Left { faults: 1, clicks: 2, hooks: 1, ..left })
        },
        Setup::new("refunds", profile, Left { faults: 1 + more, clicks: 0, requests: 3, ..Left::NOTHING }),
        Setup::new(
            "decisions",
            profile,
            Left { faults: 2, clicks: 1, requests: 2, jumps: 1, ..Left::NOTHING },
        ),
        revived(
            Setup::new(
                "last_piece",
                profile,
                Left { faults: 1, clicks: 2, jumps: 1, hooks: more, checkouts: 2, ..Left::NOTHING },
            )
            .with_two_orders(),
        ),
        contradicting(Setup::new(
            "contradictions",
            profile,
            Left { faults: 2 + more, clicks: 1, hooks: 1, ..Left::NOTHING },
        )),
        contradicting(Setup::new(
            "contradictions_while_refunding",
            profile,
            Left { faults: 2 + more, hooks: 1, requests: 2, ..Left::NOTHING },
        )),
        Setup::new("clocks", profile, Left { faults: 1, clicks: 1, jumps: 2, ..Left::NOTHING }),
    ];
    if profile.method == Method::Card {
        all.push(Setup { is_frozen: true, ..Setup::new("unknown_word", profile, left) });
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

/// Where the exploration of `setup` begins. Refunds begin with money.
pub(super) fn beginning(setup: &Arc<Setup>) -> World {
    let mut world = World::new(setup);
    if matches!(setup.name, "refunds" | "contradictions_while_refunding") {
        pay(&mut world);
    }
    world
}

/// Has the first order paid, without a fault.
fn pay(world: &mut World) {
    let left = world.left;
    world.act(Action::Visit(0, Visit::Genuine));
    for _ in 0..40 {
        let row = &world.db.rows[0].payment;
        if row.state == State::Paid && row.requests.in_flight.is_none() {
            break;
        }
        if row.state == State::AwaitingDeposit && world.pg[0].approvals == 0 {
            world.act(Action::Deposit(0, crate::world::TOTAL));
        }
        let can = world.enabled();
        let comes = |action: &&Action| matches!(action, Action::Deliver(_) | Action::Reach(_, Reach::Well));
        let goes = |action: &&Action| matches!(action, Action::Work(..));
        let step = can.iter().find(comes).or_else(|| can.iter().find(goes)).copied();
        world.act(step.unwrap_or(Action::Wait));
    }
    world.left = left;
}
