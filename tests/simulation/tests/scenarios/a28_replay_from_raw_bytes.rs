//! A28: an answer is applied again from its raw bytes through the API. The result is the same.

use crate::script::{Script, any_pg, at_every_pg};
use daejo_simulation::world::{Action, Stage, Visit, World};
use serde_json::{Value, json};

/// Calls `apply_event` as the bindings do: JSON text in, JSON text out.
fn apply_as_text(world: &World, event: &Value) -> Value {
    let row = &world.db.rows[0];
    let input = json!({
        "order": world.setup.orders[row.order],
        "payment": row.payment,
        "event": event,
        "now": world.our_now(),
        "policy": world.setup.policy,
    });
    let output = daejo::api::json::apply_event(&input.to_string(), None).expect("the call is well formed");
    serde_json::from_str(&output).expect("JSON")
}

#[test]
fn a28_a_stored_answer_gives_the_same_result_again() {
    at_every_pg("a28", any_pg, |profile| {
        let mut script = Script::at(profile);
        script.act(Action::Visit(0, Visit::Genuine));
        let mut replayed = 0;
        for _ in 0..80 {
            let answered = script.world.wire.iter().find_map(|one| match &one.stage {
                Stage::FromPg(answer) => Some((one.operation, one.ordinal, answer.clone())),
                Stage::ToPg | Stage::ChangePending(_) => None,
            });
            if let Some((operation, ordinal, answer)) = answered {
                let (status, body) = answer.bytes().expect("an answer");
                let body = String::from_utf8(body).expect("text");
                let event = json!({"kind": "answered", "operation": operation, "ordinal": ordinal,
                                   "reply": {"status": status, "body": body}});
                let first = apply_as_text(&script.world, &event);
                assert_eq!(
                    first,
                    apply_as_text(&script.world, &event),
                    "the same bytes give the same decision"
                );
                script.act(Action::Deliver(0));
                let stored = serde_json::to_value(script.payment()).expect("plain data");
                assert_eq!(
                    first.pointer("/next"),
                    Some(&stored),
                    "the stored payment{}\n{first}",
                    script.trace_text()
                );
                replayed += 1;
                continue;
            }
            let normal = script.world.enabled().into_iter().find(|action| {
                matches!(
                    action,
                    Action::ReachPg(_, daejo_simulation::world::Treatment::Normal) | Action::Work(..)
                )
            });
            script.act(normal.unwrap_or(Action::Wait));
        }
        assert!(replayed > 0, "{}", script.trace_text());
        script.check_ends();
    });
}
