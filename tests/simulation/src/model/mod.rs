//! The model checker: it explores every order of actions, breadth first, so that the first violation found has the
//! shortest trace. It is our own and not `stateright`, because that one needs the system as actors, or as states that
//! it keeps by the million. Here only the hash of a state is kept. From each state a run without faults completes the
//! payment; a state that is known to end well is not completed again. Each step uses the real `apply`/`next_step`.

mod proofs;
mod setups;

pub use proofs::{Proof, ProofResult, proofs};
pub use setups::{Size, setups};

use crate::world::{Action, Person, Setup, World};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A law that was broken, and the trace that leads to it.
#[derive(Clone, Debug)]
pub struct Violation {
    /// The law.
    pub law: &'static str,
    /// The shortest trace that breaks it.
    pub trace: Vec<String>,
}

/// The result of an exploration.
#[derive(Clone, Debug)]
pub struct Explored {
    /// The setup's name.
    pub setup: &'static str,
    /// The profile's name.
    pub profile: &'static str,
    /// Number of steps.
    pub transitions: u64,
    /// Number of distinct states.
    pub states: usize,
    /// The longest path, in steps.
    pub depth: u32,
    /// Whether every reachable state was explored.
    pub is_closed: bool,
    /// Number of completions, and how many of them stopped early at a state that was known to end well.
    pub ends: (u64, u64),
    /// The first law that was broken.
    pub violation: Option<Violation>,
    /// Duration of the exploration.
    pub took: Duration,
}

struct Node {
    parent: u32,
    action: Action,
}

struct Search {
    setup: Arc<Setup>,
    seen: HashSet<u64>,
    ends_well: [HashSet<u64>; 2],
    nodes: Vec<Node>,
    transitions: u64,
    ends: (u64, u64),
}

/// Explores `setup` up to `states` distinct states and `depth` steps.
#[must_use]
pub fn explore(setup: &Arc<Setup>, states: usize, depth: u32) -> Explored {
    let started = Instant::now();
    let mut search = Search {
        setup: Arc::clone(setup),
        seen: HashSet::new(),
        ends_well: [HashSet::new(), HashSet::new()],
        nodes: Vec::new(),
        transitions: 0,
        ends: (0, 0),
    };
    let (violation, depth, is_closed) = search.run(states, depth);
    Explored {
        setup: setup.name,
        profile: setup.profile.name,
        transitions: search.transitions,
        states: search.seen.len(),
        depth,
        is_closed,
        ends: search.ends,
        violation,
        took: started.elapsed(),
    }
}

impl Search {
    fn run(&mut self, max_states: usize, max_depth: u32) -> (Option<Violation>, u32, bool) {
        let first = setups::initial_world(&self.setup);
        self.seen.insert(first.key(true));
        let mut layer = vec![(u32::MAX, first)];
        let mut depth = 0;
        while !layer.is_empty() {
            if depth == max_depth {
                return (None, depth, false);
            }
            depth += 1;
            let mut next = Vec::new();
            for (from, world) in layer {
                for action in world.enabled() {
                    let mut after = world.clone();
                    after.act(action);
                    self.transitions += 1;
                    let law = after.broken_law();
                    if law.is_none() && !self.seen.insert(after.key(true)) {
                        continue;
                    }
                    self.nodes.push(Node { parent: from, action });
                    let here = u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX);
                    if let Some(law) = law {
                        return (Some(self.violation(here, law, None)), depth, false);
                    }
                    if let Some((law, person)) = self.broken_law_after_completion(&after) {
                        return (Some(self.violation(here, law, Some(person))), depth, false);
                    }
                    next.push((here, after));
                }
                if self.seen.len() >= max_states {
                    return (None, depth, false);
                }
            }
            layer = next;
        }
        (None, depth, true)
    }

    /// The law that breaks if faults stop in this state, if one breaks, and the decisions of the operator.
    fn broken_law_after_completion(&mut self, world: &World) -> Option<(&'static str, Person)> {
        for (at, person) in [Person::Ships, Person::Refunds].into_iter().enumerate() {
            let known = &mut self.ends_well[at];
            let mut path = Vec::new();
            let mut was_known = false;
            let law = world.clone().settle_with(person, |world| {
                let key = world.key(false);
                was_known = known.contains(&key);
                path.push(key);
                was_known
            });
            self.ends.0 += 1;
            self.ends.1 += u64::from(was_known);
            if let Some(law) = law {
                return Some((law, person));
            }
            known.extend(path);
        }
        None
    }

    /// Runs the actions that lead to `node` again, and records a trace.
    fn violation(&self, node: u32, law: &'static str, person: Option<Person>) -> Violation {
        let mut actions = Vec::new();
        let mut at = usize::try_from(node).unwrap_or(usize::MAX);
        while let Some(node) = self.nodes.get(at) {
            actions.push(node.action);
            at = usize::try_from(node.parent).unwrap_or(usize::MAX);
        }
        let mut world = setups::initial_world(&self.setup).traced();
        for action in actions.into_iter().rev() {
            world.note_action(action);
            world.act(action);
        }
        if let Some(person) = person {
            world.note_end(person);
            world.settle(person);
        }
        Violation { law, trace: world.trace.unwrap_or_default() }
    }
}
