//! Runs the vectors natively, and checks the rules for all of them.

use daejo_conformance::{File, Input, folders, native, read_folder, read_folders, run, vectors_hash};
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;

type Tested = Result<(), Box<dyn Error>>;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors"))
}

#[test]
fn every_vector_has_the_expected_outcome() -> Tested {
    let report = run(&read_folders(&folders(folder()))?, native);
    assert_eq!(report.failed, 0, "{} passed, {} failed\n{}", report.passed, report.failed, report.failures);
    assert_ne!(report.passed, 0);
    Ok(())
}

#[test]
fn every_operation_has_vectors() -> Tested {
    let files = read_folder(&folder())?;
    let tested: BTreeSet<&str> = files.iter().map(|file| file.operation.as_str()).collect();
    let all = daejo::api::CLIENT_OPERATIONS.iter().chain(daejo::api::SERVER_OPERATIONS);
    let missing: Vec<_> = all.filter(|operation| !tested.contains(**operation)).collect();
    assert!(missing.is_empty(), "no vectors for {missing:?}");
    Ok(())
}

#[test]
fn every_vector_has_a_name_and_states_its_harm() -> Tested {
    let mut names = BTreeSet::new();
    for File { path, operation, about, vectors, .. } in &read_folder(&folder())? {
        assert!(!about.is_empty() && !vectors.is_empty(), "{path} is empty");
        for vector in vectors {
            assert!(
                names.insert((operation, &vector.name)),
                "{path}: the name {:?} is used twice",
                vector.name
            );
            assert!(vector.guards.len() > 15, "{path}: {:?} states no harm", vector.name);
        }
    }
    Ok(())
}

/// A number that a runtime may rewrite (`15000.0`, `1e4`, 2^64) must be in an input that is a text.
#[test]
fn no_runtime_rewrites_a_number() -> Tested {
    for file in &read_folder(&folder())? {
        for vector in &file.vectors {
            assert!(
                is_portable(&vector.input) && is_portable(&vector.expect),
                "{}: {}",
                file.path,
                vector.name
            );
        }
    }
    Ok(())
}

fn is_portable(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => number.as_i64().is_some_and(|n| n.unsigned_abs() <= 1 << 53),
        Value::Array(items) => items.iter().all(is_portable),
        Value::Object(members) => members.values().all(is_portable),
    }
}

/// A refusal names the member and never repeats its value, which could be a secret.
#[test]
fn no_malformed_call_repeats_a_value() -> Tested {
    const CANARY: &str = "test_sk_canary0001";
    for file in &read_folder(&folder())? {
        for vector in &file.vectors {
            let json = Input::of(&vector.input)?.json;
            let Ok(mut call) = serde_json::from_str(&json) else { continue };
            plant(&mut call, CANARY);
            if let Some(Err(malformed)) = daejo::api::call(&file.operation, &call.to_string(), None) {
                let said = malformed.to_json();
                assert!(!said.contains(CANARY), "{}: {}: {said}", file.path, vector.name);
            }
        }
    }
    Ok(())
}

/// Replaces every text with `canary`.
fn plant(value: &mut Value, canary: &str) {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
        Value::String(text) => *text = canary.into(),
        Value::Array(items) => items.iter_mut().for_each(|item| plant(item, canary)),
        Value::Object(members) => members.values_mut().for_each(|member| plant(member, canary)),
    }
}

#[test]
fn the_core_states_the_hash_of_the_vectors() -> Tested {
    let version = daejo::api::version(daejo::api::NoInput::default());
    let hash = vectors_hash(&read_folder(&folder())?);
    assert_eq!(
        version.vectors, hash,
        "core/vectors.sha256 is out of date: daejo-conformance --vectors-hash prints the new value"
    );
    Ok(())
}
