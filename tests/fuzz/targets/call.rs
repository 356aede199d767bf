//! A call from another language: the index of the operation, then its input.
#![no_main]

use daejo::api;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [number, rest @ ..] = data else { return };
    let names: Vec<_> = api::CLIENT_OPERATIONS.iter().chain(api::SERVER_OPERATIONS).collect();
    let Some(name) = names.get(usize::from(*number) % names.len()) else { return };
    let (input, body) = match rest.iter().position(|byte| *byte == 0) {
        Some(at) => rest.split_at(at),
        None => (rest, &[][..]),
    };
    let Ok(input) = core::str::from_utf8(input) else { return };
    match api::call(name, input, (!body.is_empty()).then_some(body)) {
        Some(Ok(output)) => assert!(serde_json::from_str::<serde_json::Value>(&output).is_ok()),
        Some(Err(malformed)) => {
            assert!(!malformed.path.is_empty());
            // The second pass, which explains the refusal, agrees with the first and states what is wanted.
            let explains = malformed.wanted.is_some() && malformed.given.is_some();
            assert!(malformed.code != api::MalformedCode::ValueInvalid || explains);
        }
        None => panic!("a listed operation does not exist"),
    }
});
