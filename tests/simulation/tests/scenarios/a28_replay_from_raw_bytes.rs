//! A28: a stored decision, run again from its raw bytes through the api, comes to the same.

use crate::script::{Script, at_every_pg, every};
use daejo_simulation::world::{Action, Stage, Visit, World};
use serde_json::{Value, json};

/// `apply_event`, as every language calls it: texts in, texts out.
fn apply_as_text(world: &World, event: &Value) -> Value {
    let row = &world.db.rows[0];
    let input = json!({
        "order": world.setup.orders[row.order],
        "payment": row.payment,
        "event": event,
        "now": world.our_now(),
        "policy": world.setup.policy,
    });
    let said = daejo::api::json::apply_event(&input.to_string(), None).expect("the call is well formed");
    serde_json::from_str(&said).expect("JSON")
}

#[test]
fn a28_a_stored_answer_comes_to_the_same_again() {
    at_every_pg("a28", every, |profile| {
        let mut script = Script::at(profile);
        script.act(Action::Visit(0, Visit::Genuine));
        let mut replayed = 0;
        for _ in 0..80 {
            let home = script.world.wire.iter().find_map(|one| match &one.stage {
                Stage::Home(answer) => Some((one.operation, one.ordinal, answer.clone())),
                Stage::Out | Stage::Deciding(_) => None,
            });
            if let Some((operation, ordinal, answer)) = home {
                let (status, body) = answer.bytes().expect("an answer");
                let body = String::from_utf8(body).expect("text");
                let event = json!({"kind": "answered", "operation": operation, "ordinal": ordinal,
                                   "reply": {"status": status, "body": body}});
                let first = apply_as_text(&script.world, &event);
                assert_eq!(first, apply_as_text(&script.world, &event), "the same bytes, the same decision");
                script.act(Action::Deliver(0));
                let stored = serde_json::to_value(script.payment()).expect("plain data");
                assert_eq!(
                    first.pointer("/next"),
                    Some(&stored),
                    "what was stored{}\n{first}",
                    script.story()
                );
                replayed += 1;
                continue;
            }
            let goes_on = script.world.enabled().into_iter().find(|action| {
                matches!(action, Action::Reach(_, daejo_simulation::world::Reach::Well) | Action::Work(..))
            });
            script.act(goes_on.unwrap_or(Action::Wait));
        }
        assert!(replayed > 0, "{}", script.story());
        script.ends();
    });
}
