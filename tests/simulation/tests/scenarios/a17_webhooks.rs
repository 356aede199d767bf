//! A17: webhooks before and after, twice, out of order, forged, replayed, future-dated, with a byte-order mark, of an
//! unknown kind. Each makes us look at most; none is believed.

use crate::script::{Script, at_every_pg};
use daejo::payment::{Event, State};
use daejo::pg::{NoticeKind, Pg, Webhooks};
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{Action, Hook, Visit};

fn tells(profile: &Profile) -> Option<&'static str> {
    (profile.capabilities.webhooks == Webhooks::None).then_some("it sends no webhooks")
}

#[test]
fn a17_a_forged_webhook_ships_nothing() {
    at_every_pg("a17 forged", tells, |profile| {
        let mut script = Script::at(profile);
        script.act(Action::Webhook(0, Hook::Forged));
        script.rest();
        assert_eq!((script.state(), script.shipped()), (State::Ready, 0), "{}", script.story());
        let mut script = Script::claimed(profile);
        script.act(Action::Webhook(0, Hook::Forged));
        assert_eq!((script.state(), script.shipped()), (State::Confirming, 0), "{}", script.story());
        script.ends();
    });
}

#[test]
fn a17_before_and_after_and_twice_and_out_of_order_end_the_same() {
    at_every_pg("a17 order", tells, |profile| {
        let mut ends = Vec::new();
        for hooks in [
            &[][..],
            &[Hook::Genuine],
            &[Hook::Genuine, Hook::Repeated, Hook::Repeated],
            &[Hook::Stale, Hook::Genuine],
            &[Hook::Genuine, Hook::Stale],
        ] {
            for is_early in [true, false] {
                let mut script = if is_early { Script::at(profile) } else { Script::claimed(profile) };
                hooks.iter().for_each(|hook| script.act(Action::Webhook(0, *hook)));
                if is_early {
                    script.act(Action::Visit(0, Visit::Genuine));
                }
                let [end, _] = script.ends();
                ends.push((end.state(), end.shipped(), end.pg().held()));
            }
        }
        assert!(ends.iter().all(|end| *end == ends[0]), "L7 {}: {ends:?}", profile.name);
    });
}

#[test]
fn a17_a_webhook_of_whatever_bytes_changes_nothing() {
    at_every_pg("a17 bytes", crate::script::every, |profile| {
        let script = Script::claimed(profile);
        let genuine = r#"{"eventType":"PAYMENT_STATUS_CHANGED","createdAt":"2099-01-01T00:00:00+09:00","data":
            {"status":"DONE","orderId":"order-1000","paymentKey":"pay-key-0","totalAmount":15000,"currency":"KRW"}}"#;
        for (body, looks) in [
            (format!("\u{feff}{genuine}"), true),
            (genuine.to_owned(), true),
            (genuine.replace("order-1000", "order-1007"), false),
            (r#"{"eventType":"MOON_PHASE_CHANGED","data":{}}"#.to_owned(), false),
            ("not json".to_owned(), false),
            (String::new(), false),
        ] {
            let notice = daejo::pg::read_webhook(Pg::TossPayments, &Vec::new(), body.as_bytes(), None);
            if !looks {
                assert!(
                    notice.kind != NoticeKind::PaymentChanged
                        || notice.order_id.as_deref() != Some("order-1000")
                );
            }
            let mut world = script.world.clone();
            let changed = world.apply(0, &Event::Noticed { notice });
            assert_eq!(changed, looks, "{body}");
            assert_eq!(world.db.rows[0].payment.state, State::Confirming, "nothing is believed: {body}");
            assert_eq!(world.db.fulfilled[0], 0);
        }
        script.ends();
    });
}
