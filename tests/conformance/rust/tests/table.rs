//! The table of the process, its picture, and the vectors hold together.

use daejo::payment::{Decision, EventKind, State, diagram};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

type Move = (State, EventKind, State);

/// Every change that a vector shows.
fn shown() -> BTreeSet<String> {
    let vectors = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors"));
    let mut shown = BTreeSet::new();
    for entry in std::fs::read_dir(vectors.join("apply_event")).into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let file: Value = serde_json::from_str(&text).unwrap_or_default();
        for vector in file.get("vectors").and_then(Value::as_array).into_iter().flatten() {
            let word = |path: &str| vector.pointer(path).and_then(Value::as_str);
            let (from, kind, to) =
                (word("/input/payment/state"), word("/input/event/kind"), word("/expect/next/state"));
            if let (Some(from), Some(kind), Some(to)) = (from, kind, to) {
                shown.insert(format!("{from} {kind} {to}"));
            }
        }
    }
    shown
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
fn every_move_has_a_vector() {
    let shown = shown();
    let missing: Vec<_> = table()
        .filter(|(from, _, to)| from != to)
        .map(|found| name(&found))
        .filter(|found| !shown.contains(found))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_vector_keeps_to_the_table() {
    let table: BTreeSet<_> = table().map(|found| name(&found)).collect();
    let shown = shown();
    assert!(shown.len() > 90, "the vectors were not read");
    assert_eq!(shown.difference(&table).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_diagram_is_the_table_s() {
    let drawn = include_str!("../../../../core/src/payment/table.md");
    assert_eq!(
        drawn,
        format!("```mermaid\n{}```\n", diagram()),
        "daejo-conformance --diagram prints it, for core/src/payment/table.md"
    );
}

#[test]
fn the_types_name_the_same_states_and_decisions() {
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
    let words = decisions.map(|decision| serde_json::to_value(decision).unwrap_or_default());
    let words: Vec<_> = words.iter().filter_map(Value::as_str).collect();
    assert_eq!(union("Decision"), words);
}

#[test]
fn nothing_leads_nowhere_for_ever() {
    // Every state but those that wait for new evidence has a way on by time alone.
    for state in State::ALL {
        let by_itself = [EventKind::CallStarted, EventKind::TimePassed, EventKind::Decided];
        let goes_on = by_itself.iter().any(|kind| state.moves(*kind).iter().any(|to| *to != state))
            || !state.moves(EventKind::CallStarted).is_empty();
        assert!(goes_on, "{}", state.code());
    }
}
