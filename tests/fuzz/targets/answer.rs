//! A PG's answer, with any status and any bytes: it is always classified, and an error answer never means money.
#![no_main]

use daejo::pg::{self, Body, Certainty, HttpResponse, Operation, Pg, Reply};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [operation, status_high, status_low, body @ ..] = data else { return };
    let Some(operation) = Operation::ALL.get(usize::from(*operation) % Operation::ALL.len()) else { return };
    // Mostly statuses that a PG uses, sometimes any number.
    let status = match status_high % 8 {
        0 => u16::from_be_bytes([*status_high, *status_low]),
        1 => 400,
        2 => 403,
        3 => 404,
        4 => 500,
        _ => 200,
    };
    let reply = Reply::Response(HttpResponse { status, retry_after_seconds: None, body: Body::new(body) });
    let answer = pg::read(Pg::TossPayments, *operation, &reply);
    if matches!(answer.certainty, Certainty::Applied | Certainty::Accepted) {
        assert!((200..300).contains(&status), "an error answer was read as captured money");
        assert!(answer.payment.is_some(), "an answer without a payment was read as captured money");
    }
    if status >= 500 {
        assert_eq!(answer.certainty, Certainty::Unknown, "a 5xx answer leaves the outcome unknown");
    }
    let _ = pg::deposit_instructions(Pg::TossPayments, &reply);
});
