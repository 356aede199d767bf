//! The driver: starts everything, lets shoppers loose, kills at random, lets it settle and calls the auditor.

mod browser;
mod children;
mod database;
mod dice;
mod faults;
mod figures;
mod front;
mod killer;
mod later;
mod net;
mod options;
mod places;
mod run;
mod settle;
mod shopper;
mod story;

pub use figures::Figures;
pub use options::{Kind, Options};
pub use run::run;
