//! A24: "already processed", 409, a web page with 200, EUC-KR, unusual number formats.

use crate::script::{Script, at_every_pg, needs_capture_by_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::{Answer, Stage, Treatment};

#[test]
fn a24_odd_answers_to_a_confirm_decide_nothing() {
    // Error codes for "already processed" and "in progress", a web page, EUC-KR for 결제, a truncated body, no body.
    let odd = [
        Answer::Error(400, "ALREADY_PROCESSED_PAYMENT"),
        Answer::Error(409, "IDEMPOTENT_REQUEST_PROCESSING"),
        Answer::Error(409, "REJECT_CARD_COMPANY_2"),
        Answer::Raw(200, b"<html>maintenance</html>"),
        Answer::Raw(200, b"{\"status\":\"\xb0\xe1\xc1\xa6\"}"),
        Answer::Raw(200, b"{\"status\":\"DONE\",\"totalAmount\":15000"),
        Answer::Raw(204, b""),
    ];
    at_every_pg("a24", needs_capture_by_confirm, |profile| {
        for answer in &odd {
            let mut script = Script::claimed(profile);
            let at = script.until_sent(Operation::Confirm);
            script.reach_pg(at, Treatment::Normal);
            assert_eq!(script.pg().approvals, 1);
            script.world.wire[at].stage = Stage::FromPg(answer.clone());
            script.deliver(at);
            let is_open = matches!(script.state(), State::Unknown | State::Reversing);
            assert!(is_open && script.shipped() == 0, "{answer:?}{}", script.trace_text());
            script.check_ends();
        }
    });
}

#[test]
fn a24_amounts_are_read_exactly_in_every_number_format() {
    at_every_pg("a24 amounts", needs_capture_by_confirm, |profile| {
        for (written, is_exact) in [
            ("15000", true),
            ("\"15000\"", true),
            ("15000.0", true),
            ("15000.5", false),
            ("1.5e4", true),
            ("-15000", false),
        ] {
            let mut script = Script::claimed(profile);
            let at = script.until_sent(Operation::Confirm);
            script.reach_pg(at, Treatment::Normal);
            let Stage::FromPg(Answer::Record(record)) = &script.world.wire[at].stage else {
                panic!("no payment")
            };
            let body = record.body().replace("\"totalAmount\":15000", &format!("\"totalAmount\":{written}"));
            script.world.wire[at].stage = Stage::FromPg(Answer::Body(body));
            script.deliver(at);
            assert_eq!(script.state() == State::Paid, is_exact, "{written}{}", script.trace_text());
            assert_eq!(script.shipped() == 1, is_exact, "{written}");
            script.check_ends();
        }
    });
}
