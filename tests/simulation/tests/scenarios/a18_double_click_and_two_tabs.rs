//! A18: a double click, two tabs, a reload, and the back button: the same claim changes nothing, another is refused.

use crate::script::{Script, at_every_pg, every};
use daejo::payment::{Event, Rejection, State};
use daejo_simulation::world::{Action, Visit};

#[test]
fn a18_clicks_at_every_moment_change_nothing() {
    at_every_pg("a18 clicks", every, |profile| {
        let mut script = Script::claimed(profile);
        for _ in 0..12 {
            let before = script.payment().clone();
            script.act(Action::Visit(0, Visit::Genuine));
            assert_eq!(*script.payment(), before, "{}", script.story());
            script.act(Action::Visit(0, Visit::Failed));
            script.act(Action::Visit(0, Visit::CalledOff));
            assert_eq!(*script.payment(), before, "the fail address proves nothing{}", script.story());
            script.rest();
            script.world.wait();
        }
        assert!(script.pg().approvals <= 1 && script.shipped() <= 1);
        script.ends();
    });
}

#[test]
fn a18_another_number_for_the_same_order_is_refused() {
    at_every_pg("a18 two tabs", every, |profile| {
        let mut script = Script::claimed(profile);
        let before = script.payment().clone();
        script.act(Action::Visit(0, Visit::OthersKey));
        assert_eq!(*script.payment(), before, "{}", script.story());
        let order = &script.world.setup.orders[0];
        let claim = daejo::claim::Claim {
            pg: order.pg,
            order_id: Some("order-1000".into()),
            payment_key: Some("pay-key-7".into()),
            amount: Some("15000".into()),
        };
        let event = Event::ClaimReceived { claim, customer: Some(order.customer_id.clone()) };
        let refused = before.apply(order, &event, script.world.our_now(), &script.world.setup.policy);
        assert_eq!(refused, Err(Rejection::AnotherPayment));
        assert_eq!(script.state(), State::Confirming);
        script.ends();
    });
}
