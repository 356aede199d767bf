//! The state table, its diagram, the types and the vectors agree.

use daejo::payment::{Decision, EventKind, State, diagram};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

type Move = (State, EventKind, State);

/// Every change of state in the vectors, as `<from> <event> <to>`.
fn changes_in_vectors() -> BTreeSet<String> {
    let vectors = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors"));
    let mut changes = BTreeSet::new();
    for entry in std::fs::read_dir(vectors.join("apply_event")).into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let file: Value = serde_json::from_str(&text).unwrap_or_default();
        for vector in file.get("vectors").and_then(Value::as_array).into_iter().flatten() {
            let word = |path: &str| vector.pointer(path).and_then(Value::as_str);
            let (from, kind, to) =
                (word("/input/payment/state"), word("/input/event/kind"), word("/expect/next/state"));
            if let (Some(from), Some(kind), Some(to)) = (from, kind, to) {
                changes.insert(format!("{from} {kind} {to}"));
            }
        }
    }
    changes
}

fn name((from, kind, to): &Move) -> String {
    format!("{} {} {}", from.code(), kind.code(), to.code())
}

fn table() -> impl Iterator<Item = Move> {
    State::ALL.into_iter().flat_map(|from| {
        EventKind::ALL
            .into_iter()
            .flat_map(move |kind| from.moves(kind).iter().map(move |to| (from, kind, *to)))
    })
}

#[test]
fn every_change_of_state_has_a_vector() {
    let changes = changes_in_vectors();
    let missing: Vec<_> = table()
        .filter(|(from, _, to)| from != to)
        .map(|found| name(&found))
        .filter(|found| !changes.contains(found))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_vector_obeys_the_table() {
    let table: BTreeSet<_> = table().map(|found| name(&found)).collect();
    let changes = changes_in_vectors();
    assert!(changes.len() > 90, "the vectors were not read");
    assert_eq!(changes.difference(&table).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_diagram_is_up_to_date() {
    let drawn = include_str!("../../../../core/src/payment/table.md");
    assert_eq!(
        drawn,
        format!("```mermaid\n{}```\n", diagram()),
        "daejo-conformance --diagram prints it, for core/src/payment/table.md"
    );
}

#[test]
fn the_typescript_types_have_the_same_states_and_decisions() {
    let types = include_str!("../../../../bindings/typescript/types.d.ts");
    let union = |name: &str| {
        let text =
            types.split(&format!("export type {name} =")).nth(1).and_then(|rest| rest.split(';').next());
        text.unwrap_or_default()
            .split('|')
            .map(|word| word.trim().trim_matches('\'').to_owned())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
    };
    assert_eq!(union("State"), State::ALL.map(|state| state.code().to_owned()));
    let decisions = [Decision::AcceptAsPaid, Decision::Refund, Decision::Decline, Decision::AskAgain];
    assert_eq!(union("Decision"), decisions.map(Decision::code));
}

#[test]
fn every_state_can_be_left_or_allows_a_request() {
    // A request, the passing of time or an operator's decision leads out of the state, or the state allows a request.
    for state in State::ALL {
        let kinds = [EventKind::CallStarted, EventKind::TimePassed, EventKind::Decided];
        let goes_on = kinds.iter().any(|kind| state.moves(*kind).iter().any(|to| *to != state))
            || !state.moves(EventKind::CallStarted).is_empty();
        assert!(goes_on, "{}", state.code());
    }
}
