//! The model checker: every order of everything that can happen, breadth first, so that the first violation found has
//! the shortest trace. Our own and not `stateright`: that one wants the system as its actors or as a state it may
//! keep by the million; here the states are hashed and forgotten, the end of each is tried by running the fair
//! completion, and what was once seen to end well is not tried again. What steps is the real `apply`/`next_step`.

mod proofs;
mod setups;

pub use proofs::{Proof, Proven, proofs};
pub use setups::{Size, setups};

use crate::world::{Action, Person, Setup, World};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A law that was broken, and how to get there.
#[derive(Clone, Debug)]
pub struct Violation {
    /// Which law.
    pub law: &'static str,
    /// The shortest way there.
    pub trace: Vec<String>,
}

/// What an exploration came to.
#[derive(Clone, Debug)]
pub struct Explored {
    /// The setup's name.
    pub setup: &'static str,
    /// The profile's name.
    pub profile: &'static str,
    /// Steps that were taken.
    pub transitions: u64,
    /// Distinct states.
    pub states: usize,
    /// The longest way that was followed, in steps.
    pub depth: u32,
    /// Whether every reachable state was seen.
    pub is_closed: bool,
    /// Ends that were run, and how many of them were known to end well before they ended.
    pub ends: (u64, u64),
    /// The first broken law.
    pub violation: Option<Violation>,
    /// How long it took.
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

/// Explores `setup` to at most `states` distinct states and `depth` steps.
#[must_use]
pub fn explore(setup: &Arc<Setup>, states: usize, depth: u32) -> Explored {
    let begun = Instant::now();
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
        took: begun.elapsed(),
    }
}

impl Search {
    fn run(&mut self, most: usize, deepest: u32) -> (Option<Violation>, u32, bool) {
        let first = setups::beginning(&self.setup);
        self.seen.insert(first.key(true));
        let mut layer = vec![(u32::MAX, first)];
        let mut depth = 0;
        while !layer.is_empty() {
            if depth == deepest {
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
                    if let Some((law, person)) = self.end_of(&after) {
                        return (Some(self.violation(here, law, Some(person))), depth, false);
                    }
                    next.push((here, after));
                }
                if self.seen.len() >= most {
                    return (None, depth, false);
                }
            }
            layer = next;
        }
        (None, depth, true)
    }

    /// Whether it ends badly from here, once faults stop.
    fn end_of(&mut self, world: &World) -> Option<(&'static str, Person)> {
        for (at, person) in [Person::Ships, Person::GivesBack].into_iter().enumerate() {
            let known = &mut self.ends_well[at];
            let mut way = Vec::new();
            let mut was_known = false;
            let law = world.clone().settle_with(person, |world| {
                let key = world.key(false);
                was_known = known.contains(&key);
                way.push(key);
                was_known
            });
            self.ends.0 += 1;
            self.ends.1 += u64::from(was_known);
            if let Some(law) = law {
                return Some((law, person));
            }
            known.extend(way);
        }
        None
    }

    /// Goes the way again, with somebody who writes it down.
    fn violation(&self, node: u32, law: &'static str, person: Option<Person>) -> Violation {
        let mut actions = Vec::new();
        let mut at = usize::try_from(node).unwrap_or(usize::MAX);
        while let Some(node) = self.nodes.get(at) {
            actions.push(node.action);
            at = usize::try_from(node.parent).unwrap_or(usize::MAX);
        }
        let mut world = setups::beginning(&self.setup).traced();
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
