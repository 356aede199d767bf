//! A17: webhooks before and after the claim, twice, out of order, forged, replayed, future-dated, with a byte-order
//! mark, of an unknown kind. A webhook triggers a query at most. Its content is not trusted.

use crate::script::{Script, at_every_pg};
use daejo::payment::{Event, State};
use daejo::pg::{NoticeKind, Pg, Webhooks};
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{Action, Visit, WebhookKind};

fn needs_webhooks(profile: &Profile) -> Option<&'static str> {
    (profile.capabilities.webhooks == Webhooks::None).then_some("the PG sends no webhooks")
}

#[test]
fn a17_a_forged_webhook_ships_nothing() {
    at_every_pg("a17 forged", needs_webhooks, |profile| {
        let mut script = Script::at(profile);
        script.act(Action::Webhook(0, WebhookKind::Forged));
        script.run_until_idle();
        assert_eq!((script.state(), script.shipped()), (State::Ready, 0), "{}", script.trace_text());
        let mut script = Script::claimed(profile);
        script.act(Action::Webhook(0, WebhookKind::Forged));
        assert_eq!((script.state(), script.shipped()), (State::Confirming, 0), "{}", script.trace_text());
        script.check_ends();
    });
}

#[test]
fn a17_order_and_repetition_of_webhooks_do_not_change_the_result() {
    at_every_pg("a17 order", needs_webhooks, |profile| {
        let mut results = Vec::new();
        for webhooks in [
            &[][..],
            &[WebhookKind::Genuine],
            &[WebhookKind::Genuine, WebhookKind::Repeated, WebhookKind::Repeated],
            &[WebhookKind::Stale, WebhookKind::Genuine],
            &[WebhookKind::Genuine, WebhookKind::Stale],
        ] {
            for is_early in [true, false] {
                let mut script = if is_early { Script::at(profile) } else { Script::claimed(profile) };
                webhooks.iter().for_each(|kind| script.act(Action::Webhook(0, *kind)));
                if is_early {
                    script.act(Action::Visit(0, Visit::Genuine));
                }
                let [end, _] = script.check_ends();
                results.push((end.state(), end.shipped(), end.pg().held()));
            }
        }
        assert!(results.iter().all(|result| *result == results[0]), "L7 {}: {results:?}", profile.name);
    });
}

#[test]
fn a17_no_webhook_body_changes_the_state() {
    at_every_pg("a17 bytes", crate::script::any_pg, |profile| {
        let script = Script::claimed(profile);
        let genuine = r#"{"eventType":"PAYMENT_STATUS_CHANGED","createdAt":"2099-01-01T00:00:00+09:00","data":
            {"status":"DONE","orderId":"order-1000","paymentKey":"pay-key-0","totalAmount":15000,"currency":"KRW"}}"#;
        for (body, triggers_query) in [
            (format!("\u{feff}{genuine}"), true),
            (genuine.to_owned(), true),
            (genuine.replace("order-1000", "order-1007"), false),
            (r#"{"eventType":"MOON_PHASE_CHANGED","data":{}}"#.to_owned(), false),
            ("not json".to_owned(), false),
            (String::new(), false),
        ] {
            let notice = daejo::pg::read_webhook(Pg::TossPayments, &Vec::new(), body.as_bytes(), None);
            if !triggers_query {
                assert!(
                    notice.kind != NoticeKind::PaymentChanged
                        || notice.order_id.as_deref() != Some("order-1000")
                );
            }
            let mut world = script.world.clone();
            let changed = world.apply(0, &Event::Noticed { notice });
            assert_eq!(changed, triggers_query, "{body}");
            assert_eq!(
                world.db.rows[0].payment.state,
                State::Confirming,
                "the content is not trusted: {body}"
            );
            assert_eq!(world.db.fulfilled[0], 0);
        }
        script.check_ends();
    });
}
