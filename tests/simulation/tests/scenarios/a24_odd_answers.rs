//! A24: "already done", 409, a web page with 200, EUC-KR, amounts written oddly.

use crate::script::{Script, at_every_pg, takes_by_confirm};
use daejo::payment::State;
use daejo::pg::Operation;
use daejo_simulation::world::{Answer, Reach, Stage};

#[test]
fn a24_odd_answers_to_a_confirm_decide_nothing() {
    // EUC-KR for 결제, a cut-off body, a page, and words for "it was done before".
    let odd = [
        Answer::Error(400, "ALREADY_PROCESSED_PAYMENT"),
        Answer::Error(409, "IDEMPOTENT_REQUEST_PROCESSING"),
        Answer::Error(409, "REJECT_CARD_COMPANY_2"),
        Answer::Raw(200, b"<html>maintenance</html>"),
        Answer::Raw(200, b"{\"status\":\"\xb0\xe1\xc1\xa6\"}"),
        Answer::Raw(200, b"{\"status\":\"DONE\",\"totalAmount\":15000"),
        Answer::Raw(204, b""),
    ];
    at_every_pg("a24", takes_by_confirm, |profile| {
        for answer in &odd {
            let mut script = Script::claimed(profile);
            let at = script.until(Operation::Confirm);
            script.reach(at, Reach::Well);
            assert_eq!(script.pg().approvals, 1);
            script.world.wire[at].stage = Stage::Home(answer.clone());
            script.deliver(at);
            let is_open = matches!(script.state(), State::Unknown | State::Reversing);
            assert!(is_open && script.shipped() == 0, "{answer:?}{}", script.story());
            script.ends();
        }
    });
}

#[test]
fn a24_amounts_are_read_exactly_however_they_are_written() {
    at_every_pg("a24 amounts", takes_by_confirm, |profile| {
        for (written, is_exact) in [
            ("15000", true),
            ("\"15000\"", true),
            ("15000.0", true),
            ("15000.5", false),
            ("1.5e4", true),
            ("-15000", false),
        ] {
            let mut script = Script::claimed(profile);
            let at = script.until(Operation::Confirm);
            script.reach(at, Reach::Well);
            let Stage::Home(Answer::Said(said)) = &script.world.wire[at].stage else { panic!("no payment") };
            let body = said.body().replace("\"totalAmount\":15000", &format!("\"totalAmount\":{written}"));
            script.world.wire[at].stage = Stage::Home(Answer::Body(body));
            script.deliver(at);
            assert_eq!(script.state() == State::Paid, is_exact, "{written}{}", script.story());
            assert_eq!(script.shipped() == 1, is_exact, "{written}");
            script.ends();
        }
    });
}
