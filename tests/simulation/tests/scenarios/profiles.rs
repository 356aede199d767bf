//! At which PG profiles a scenario runs. Each `needs_…` function returns the reason why a scenario cannot run at a
//! profile, or `None` if it can.

use daejo::pg::OrderQuery;
use daejo_simulation::profile::{self, Method, Profile};

/// Runs `scenario` at each profile for which `cannot` returns no reason.
pub(crate) fn at_every_pg(
    name: &str,
    cannot: impl Fn(&Profile) -> Option<&'static str>,
    scenario: impl Fn(Profile),
) {
    let (mut done, mut skipped) = (Vec::new(), Vec::new());
    for profile in profile::all() {
        match cannot(&profile) {
            Some(why) => skipped.push(format!("{} ({why})", profile.name)),
            None => {
                scenario(profile);
                done.push(profile.name);
            }
        }
    }
    println!("{name}: ran at {}", done.join(", "));
    if !skipped.is_empty() {
        println!("{name}: cannot run at {}", skipped.join(", "));
    }
    assert!(!done.is_empty(), "{name} ran at no profile");
}

/// The scenario runs at every PG.
pub(crate) fn any_pg(_: &Profile) -> Option<&'static str> {
    None
}

/// The scenario needs a PG to which a confirm is sent.
pub(crate) fn needs_confirm(profile: &Profile) -> Option<&'static str> {
    profile.capabilities.return_means_money.then_some("the return captures the money: no confirm is sent")
}

/// The scenario needs a PG at which the confirm captures the money at once.
pub(crate) fn needs_capture_by_confirm(profile: &Profile) -> Option<&'static str> {
    needs_confirm(profile).or_else(|| {
        (profile.method == Method::VirtualAccount).then_some("the confirm only issues a virtual account")
    })
}

/// The scenario needs a PG that can be queried.
pub(crate) fn needs_query(profile: &Profile) -> Option<&'static str> {
    (profile.capabilities.order_query == OrderQuery::None).then_some("the PG cannot be queried")
}

/// The scenario needs payments by card.
pub(crate) fn needs_card(profile: &Profile) -> Option<&'static str> {
    (profile.method == Method::VirtualAccount).then_some("money is paid by deposit")
}

/// The scenario needs payments by deposit to a virtual account.
pub(crate) fn needs_virtual_account(profile: &Profile) -> Option<&'static str> {
    (profile.method == Method::Card).then_some("money is paid by card")
}
