//! A18: a double click, two tabs, a reload, and the back button: the same claim changes nothing, another is rejected.

use crate::script::{Script, any_pg, at_every_pg};
use daejo::payment::{Event, Rejection, State};
use daejo_simulation::world::{Action, Visit};

#[test]
fn a18_further_clicks_change_nothing() {
    at_every_pg("a18 clicks", any_pg, |profile| {
        let mut script = Script::claimed(profile);
        for _ in 0..12 {
            let before = script.payment().clone();
            script.act(Action::Visit(0, Visit::Genuine));
            assert_eq!(*script.payment(), before, "{}", script.trace_text());
            script.act(Action::Visit(0, Visit::Failed));
            script.act(Action::Visit(0, Visit::Canceled));
            assert_eq!(*script.payment(), before, "the fail URL proves nothing{}", script.trace_text());
            script.run_until_idle();
            script.world.wait();
        }
        assert!(script.pg().approvals <= 1 && script.shipped() <= 1);
        script.check_ends();
    });
}

#[test]
fn a18_another_payment_key_for_the_same_order_is_rejected() {
    at_every_pg("a18 two tabs", any_pg, |profile| {
        let mut script = Script::claimed(profile);
        let before = script.payment().clone();
        script.act(Action::Visit(0, Visit::OtherPaymentKey));
        assert_eq!(*script.payment(), before, "{}", script.trace_text());
        let order = &script.world.setup.orders[0];
        let claim = daejo::claim::Claim {
            pg: order.pg,
            order_id: Some("order-1000".into()),
            payment_key: Some("pay-key-7".into()),
            amount: Some("15000".into()),
        };
        let event = Event::ClaimReceived { claim, customer: Some(order.customer_id.clone()) };
        let result = before.apply(order, &event, script.world.our_now(), &script.world.setup.policy);
        assert_eq!(result, Err(Rejection::AnotherPayment));
        assert_eq!(script.state(), State::Confirming);
        script.check_ends();
    });
}
