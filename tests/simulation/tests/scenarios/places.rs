//! At which PGs a story can be shown, and why not at the others.

use daejo::pg::OrderQuery;
use daejo_simulation::profile::{self, Method, Profile};

/// Runs `story` at each PG that can show it.
pub(crate) fn at_every_pg(
    name: &str,
    cannot: impl Fn(&Profile) -> Option<&'static str>,
    story: impl Fn(Profile),
) {
    let (mut shown, mut skipped) = (Vec::new(), Vec::new());
    for profile in profile::all() {
        match cannot(&profile) {
            Some(why) => skipped.push(format!("{} ({why})", profile.name)),
            None => {
                story(profile);
                shown.push(profile.name);
            }
        }
    }
    println!("{name}: shown at {}", shown.join(", "));
    if !skipped.is_empty() {
        println!("{name}: cannot be shown at {}", skipped.join(", "));
    }
    assert!(!shown.is_empty(), "{name} is shown nowhere");
}

/// Every PG can show it.
pub(crate) fn every(_: &Profile) -> Option<&'static str> {
    None
}

/// Where a confirm is sent.
pub(crate) fn confirms(profile: &Profile) -> Option<&'static str> {
    profile.capabilities.return_means_money.then_some("the return is the payment: no confirm is sent")
}

/// Where a confirm takes money at once.
pub(crate) fn takes_by_confirm(profile: &Profile) -> Option<&'static str> {
    confirms(profile).or_else(|| {
        (profile.method == Method::VirtualAccount).then_some("the confirm only issues an account")
    })
}

/// Where the PG can be asked.
pub(crate) fn is_asked(profile: &Profile) -> Option<&'static str> {
    (profile.capabilities.order_query == OrderQuery::None).then_some("the PG cannot be asked")
}

/// Where money comes by card.
pub(crate) fn is_card(profile: &Profile) -> Option<&'static str> {
    (profile.method == Method::VirtualAccount).then_some("money comes by deposit")
}

/// Where money comes by deposit.
pub(crate) fn is_account(profile: &Profile) -> Option<&'static str> {
    (profile.method == Method::Card).then_some("money comes by card")
}
