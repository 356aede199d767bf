//! The auditor: compares the PG's ledger with the shop's database, order by order.

mod books;
mod case;
mod duplicates;
mod finding;
mod ledger;
mod money;
mod report;
mod stock;
mod timeline;
mod unfinished;

pub use books::Books;
pub use finding::{Finding, Kind};
pub use ledger::Ledger;
pub use report::Report;

use case::Cases;

/// Compares `books` with `ledger` at `now`, in milliseconds since 1970.
#[must_use]
pub fn audit(books: &Books, ledger: &Ledger, now: i64) -> Report {
    let cases = Cases::of(books, ledger);
    let mut findings = Vec::new();
    money::check(&cases, &mut findings);
    stock::check(&cases, &mut findings);
    unfinished::check(&cases, now, &mut findings);
    duplicates::check(&cases, &mut findings);
    let before_a_person = unfinished::count_before_a_person(&cases);
    Report::new(&cases, findings, before_a_person)
}
