//! Random runs by seed: longer and with more faults than the model checker can explore. The same seed gives the same
//! run.

use crate::guard::Guards;
use crate::profile::{self, Method, Profile};
use crate::world::{Action, Budget, Person, Setup, TOTAL, Treatment, Visit, WebhookKind, World};
use daejo::payment::{LateMoney, State};
use daejo::pg::Webhooks;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::sync::Arc;

/// A law that a run broke.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Violation {
    /// The law.
    pub law: &'static str,
    /// The name of the PG's profile.
    pub profile: &'static str,
    /// The trace of the run.
    pub trace: Vec<String>,
}

/// The result of a run.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Run {
    /// The name of the PG's profile.
    pub profile: &'static str,
    /// The final states of its payments.
    pub states: Vec<State>,
    /// Which cases the run covered.
    pub coverage: Coverage,
}

/// Cases that a run covered.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Coverage {
    /// A confirm of unknown outcome was reversed.
    pub reversing: bool,
    /// A payment was quarantined.
    pub quarantined: bool,
    /// Money arrived after the final state, and the payment became paid.
    pub revived: bool,
    /// A virtual account waited for its deposit.
    pub awaited: bool,
    /// A part was refunded.
    pub partly: bool,
    /// There was a second payment.
    pub competed: bool,
}

/// One run of `actions` random actions. After them faults stop, and the run is completed.
///
/// # Errors
/// The first law that was broken.
pub fn run(seed: u64, actions: u32) -> Result<Run, Violation> {
    simulate(seed, actions, false)
}

/// The same run, with its trace.
///
/// # Errors
/// The first law that was broken.
pub fn replay(seed: u64, actions: u32) -> (Result<Run, Violation>, Vec<String>) {
    let result = simulate(seed, actions, true);
    let trace = match &result {
        Err(violation) => violation.trace.clone(),
        Ok(_) => TRACE.with(|trace| trace.take()),
    };
    (result, trace)
}

thread_local! {
    /// The trace of the last replay on this thread.
    static TRACE: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

fn simulate(seed: u64, actions: u32, is_traced: bool) -> Result<Run, Violation> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let setup = Arc::new(setup(&mut random));
    let mut world = World::new(&setup);
    if is_traced {
        world = world.traced();
    }
    let mut coverage = Coverage::default();
    let person = if random.random_ratio(1, 2) { Person::Ships } else { Person::Refunds };
    let mut law = None;
    for _ in 0..actions {
        let Some(action) = draw_action(&world, &mut random) else { break };
        world.note_action(action);
        world.act(action);
        record_coverage(&world, &mut coverage);
        law = world.broken_law();
        if law.is_some() {
            break;
        }
    }
    let law = law.or_else(|| {
        world.note_end(person);
        world.settle_with(person, |world| {
            record_coverage(world, &mut coverage);
            false
        })
    });
    match law {
        Some(law) if is_traced => {
            Err(Violation { law, profile: setup.profile.name, trace: world.trace.unwrap_or_default() })
        }
        // A run without a trace is faster. The trace is recorded only after a violation is found.
        Some(_) => simulate(seed, actions, true),
        None => {
            let states = world.db.rows.iter().map(|row| row.payment.state).collect();
            TRACE.with(|trace| trace.replace(world.trace.unwrap_or_default()));
            Ok(Run { profile: setup.profile.name, states, coverage })
        }
    }
}

fn setup(random: &mut ChaCha8Rng) -> Setup {
    let profiles = profile::all();
    let profile: Profile = profiles[random.random_range(0..profiles.len())];
    let budget = Budget { faults: 20, clicks: 6, webhooks: 6, requests: 5, clock_jumps: 2, checkouts: 3 };
    let mut setup = Setup {
        workers: 2,
        is_split: random.random_ratio(1, 2),
        is_tampered: random.random_ratio(1, 3),
        is_frozen: random.random_ratio(1, 40),
        contradicts: random.random_ratio(1, 4),
        guards: Guards::default(),
        ..Setup::new("seeded", profile, budget)
    };
    if random.random_ratio(1, 2) {
        setup = setup.with_two_orders();
        setup.stock = random.random_range(1..3);
    }
    setup.policy.verify_before_confirm = random.random_ratio(1, 2);
    if random.random_ratio(1, 2) {
        setup.policy.late_money = LateMoney::Revive;
    }
    setup
}

fn record_coverage(world: &World, coverage: &mut Coverage) {
    for row in &world.db.rows {
        let state = row.payment.state;
        coverage.reversing |= state == State::Reversing;
        coverage.quarantined |= state == State::Quarantined;
        coverage.awaited |= state == State::AwaitingDeposit;
        coverage.partly |= state == State::PartiallyRefunded;
        coverage.revived |= state == State::Paid && row.payment.requests.count_at_end > 0;
    }
    coverage.competed |= world.db.rows.len() > 1;
}

/// Draws the next action: mostly one without a fault, often a fault, sometimes the passing of time.
fn draw_action(world: &World, random: &mut ChaCha8Rng) -> Option<Action> {
    let mut actions = world.enabled();
    add_rare_actions(world, &mut actions);
    if actions.is_empty() {
        return None;
    }
    // Two of three times an action without a fault, so that payments make progress.
    if random.random_ratio(2, 3) {
        let is_normal = |action: &Action| {
            matches!(
                action,
                Action::Work(..)
                    | Action::Deliver(_)
                    | Action::ReachPg(_, Treatment::Normal)
                    | Action::Visit(_, Visit::Genuine)
            )
        };
        let normal: Vec<Action> = actions.iter().copied().filter(is_normal).collect();
        // Time passes when no other normal action is possible, and in one of eight draws before that.
        if !normal.is_empty() && !random.random_ratio(1, 8) {
            return Some(normal[random.random_range(0..normal.len())]);
        }
        if actions.contains(&Action::Wait) {
            return Some(Action::Wait);
        }
    }
    Some(actions[random.random_range(0..actions.len())])
}

/// Adds actions that the model checker leaves out because other actions have the same result there.
fn add_rare_actions(world: &World, actions: &mut Vec<Action>) {
    if world.budget.faults == 0 {
        return;
    }
    for (at, exchange) in world.wire.iter().enumerate() {
        if actions.contains(&Action::ReachPg(at, Treatment::Normal)) {
            actions.push(Action::LoseAnswer(at));
            if !exchange.operation.is_query() {
                actions.extend([
                    Action::ReachPg(at, Treatment::PageAfterActing),
                    Action::ReachPg(at, Treatment::Busy),
                ]);
            }
        }
    }
    let sends_webhooks = world.setup.profile.capabilities.webhooks != Webhooks::None;
    for row in 0..world.db.rows.len() {
        if world.budget.webhooks > 0 && !sends_webhooks {
            // Anyone can send a forged webhook, also if the PG sends none.
            actions.push(Action::Webhook(row, WebhookKind::Forged));
        }
        let awaits_deposit =
            world.setup.profile.method == Method::VirtualAccount && world.pg[row].due.is_some();
        if awaits_deposit && world.pg[row].approvals == 0 && !world.pg[row].was_revoked {
            actions.push(Action::Deposit(row, TOTAL - 1));
        }
    }
}
