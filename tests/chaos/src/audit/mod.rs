//! The auditor: the PG's ledger held against the shop's database, order by order.

mod books;
mod case;
mod effects;
mod finding;
mod ledger;
mod money;
mod process;
mod report;
mod stock;
mod story;

pub use books::Books;
pub use finding::{Finding, Kind};
pub use ledger::Ledger;
pub use report::Report;

use case::World;

/// Holds `books` against `ledger`, as of `now` in milliseconds since 1970.
#[must_use]
pub fn audit(books: &Books, ledger: &Ledger, now: i64) -> Report {
    let world = World::of(books, ledger);
    let mut findings = Vec::new();
    money::check(&world, &mut findings);
    stock::check(&world, &mut findings);
    process::check(&world, now, &mut findings);
    effects::check(&world, &mut findings);
    let before_a_person = process::before_a_person(&world);
    Report::new(&world, findings, before_a_person)
}
