//! Random lives by seed: longer and wilder than what the explorer has room for. The same seed gives the same life.

use crate::guard::Guards;
use crate::profile::{self, Method, Profile};
use crate::world::{Action, Hook, Left, Person, Reach, Setup, TOTAL, Visit, World};
use daejo::payment::{LateMoney, State};
use daejo::pg::Webhooks;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::sync::Arc;

/// A law that a life broke.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Broken {
    /// Which law.
    pub law: &'static str,
    /// At which PG.
    pub profile: &'static str,
    /// What happened.
    pub trace: Vec<String>,
}

/// How a life ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Life {
    /// At which PG.
    pub profile: &'static str,
    /// Where its payments stood in the end.
    pub states: Vec<State>,
    /// What went through the world, for those who count.
    pub seen: Seen,
}

/// What a life had in it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Seen {
    /// Confirms of unknown outcome that were being undone.
    pub reversing: bool,
    /// A person was asked.
    pub quarantined: bool,
    /// Money after the end.
    pub revived: bool,
    /// An account waited for its deposit.
    pub awaited: bool,
    /// A part went back.
    pub partly: bool,
    /// A second payment competed.
    pub competed: bool,
}

/// One life: `actions` things happen, then everything comes to its end.
///
/// # Errors
/// The first law that was broken.
pub fn run(seed: u64, actions: u32) -> Result<Life, Broken> {
    live(seed, actions, false)
}

/// The same life, with all that happens in it.
///
/// # Errors
/// The first law that was broken.
pub fn replay(seed: u64, actions: u32) -> (Result<Life, Broken>, Vec<String>) {
    let lived = live(seed, actions, true);
    let trace = match &lived {
        Err(broken) => broken.trace.clone(),
        Ok(_) => TRACE.with(|trace| trace.take()),
    };
    (lived, trace)
}

thread_local! {
    /// Where a replay leaves what it wrote down.
    static TRACE: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

fn live(seed: u64, actions: u32, is_traced: bool) -> Result<Life, Broken> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let setup = Arc::new(setup(&mut random));
    let mut world = World::new(&setup);
    if is_traced {
        world = world.traced();
    }
    let mut seen = Seen::default();
    let person = if random.random_ratio(1, 2) { Person::Ships } else { Person::GivesBack };
    let mut law = None;
    for _ in 0..actions {
        let Some(action) = draw(&world, &mut random) else { break };
        world.note_action(action);
        world.act(action);
        look(&world, &mut seen);
        law = world.broken_law();
        if law.is_some() {
            break;
        }
    }
    let law = law.or_else(|| {
        world.note_end(person);
        world.settle_with(person, |world| {
            look(world, &mut seen);
            false
        })
    });
    match law {
        Some(law) if is_traced => {
            Err(Broken { law, profile: setup.profile.name, trace: world.trace.unwrap_or_default() })
        }
        // Nothing is written down before it is known that somebody wants to read it.
        Some(_) => live(seed, actions, true),
        None => {
            let states = world.db.rows.iter().map(|row| row.payment.state).collect();
            TRACE.with(|trace| trace.replace(world.trace.unwrap_or_default()));
            Ok(Life { profile: setup.profile.name, states, seen })
        }
    }
}

fn setup(random: &mut ChaCha8Rng) -> Setup {
    let profiles = profile::all();
    let profile: Profile = profiles[random.random_range(0..profiles.len())];
    let left = Left { faults: 20, clicks: 6, hooks: 6, requests: 5, jumps: 2, checkouts: 3 };
    let mut setup = Setup {
        workers: 2,
        is_split: random.random_ratio(1, 2),
        is_tampered: random.random_ratio(1, 3),
        is_frozen: random.random_ratio(1, 40),
        contradicts: random.random_ratio(1, 4),
        guards: Guards::default(),
        ..Setup::new("seeded", profile, left)
    };
    if random.random_ratio(1, 2) {
        setup = setup.with_two_orders();
        setup.pieces = random.random_range(1..3);
    }
    setup.policy.verify_before_confirm = random.random_ratio(1, 2);
    if random.random_ratio(1, 2) {
        setup.policy.late_money = LateMoney::Revive;
    }
    setup
}

fn look(world: &World, seen: &mut Seen) {
    for row in &world.db.rows {
        let state = row.payment.state;
        seen.reversing |= state == State::Reversing;
        seen.quarantined |= state == State::Quarantined;
        seen.awaited |= state == State::AwaitingDeposit;
        seen.partly |= state == State::PartiallyRefunded;
        seen.revived |= state == State::Paid && row.payment.requests.count_at_end > 0;
    }
    seen.competed |= world.db.rows.len() > 1;
}

/// Draws what happens next: mostly what has to, often what must not, sometimes time.
fn draw(world: &World, random: &mut ChaCha8Rng) -> Option<Action> {
    let mut can = world.enabled();
    wilder(world, &mut can);
    if can.is_empty() {
        return None;
    }
    // Two of three times something that goes on as it should, so that lives get somewhere.
    if random.random_ratio(2, 3) {
        let well = |action: &Action| {
            matches!(
                action,
                Action::Work(..)
                    | Action::Deliver(_)
                    | Action::Reach(_, Reach::Well)
                    | Action::Visit(_, Visit::Genuine)
            )
        };
        let goes_on: Vec<Action> = can.iter().copied().filter(well).collect();
        // Time goes on when all else has, or now and then before.
        if !goes_on.is_empty() && !random.random_ratio(1, 8) {
            return Some(goes_on[random.random_range(0..goes_on.len())]);
        }
        if can.contains(&Action::Wait) {
            return Some(Action::Wait);
        }
    }
    Some(can[random.random_range(0..can.len())])
}

/// What the explorer leaves out because something else in it comes to the same.
fn wilder(world: &World, can: &mut Vec<Action>) {
    if world.left.faults == 0 {
        return;
    }
    for (at, exchange) in world.wire.iter().enumerate() {
        if can.contains(&Action::Reach(at, Reach::Well)) {
            can.push(Action::LoseAnswer(at));
            if !exchange.operation.is_query() {
                can.extend([Action::Reach(at, Reach::PageAfter), Action::Reach(at, Reach::Busy)]);
            }
        }
    }
    let tells = world.setup.profile.capabilities.webhooks != Webhooks::None;
    for row in 0..world.db.rows.len() {
        if world.left.hooks > 0 && !tells {
            // Anybody can knock, also at a door that the PG does not know.
            can.push(Action::Webhook(row, Hook::Forged));
        }
        let waits = world.setup.profile.method == Method::VirtualAccount && world.pg[row].due.is_some();
        if waits && world.pg[row].approvals == 0 && !world.pg[row].was_rolled_back {
            can.push(Action::Deposit(row, TOTAL - 1));
        }
    }
}
