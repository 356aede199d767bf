//! The driver: starts the programs and the shoppers, kills servers at random, waits until all is settled, and runs the
//! auditor.

mod after_confirm;
mod behavior;
mod browser;
mod database;
mod faults;
mod figures;
mod killer;
mod net;
mod options;
mod programs;
mod random;
mod resources;
mod run;
mod shopper;
mod wait_until_settled;
mod webhook_proxy;

pub use figures::Figures;
pub use options::{DatabaseKind, Options};
pub use run::run;
