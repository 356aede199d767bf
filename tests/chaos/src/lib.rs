//! Chaos test: the real server on a real database, with a faulty PG and random kills. Afterwards an auditor, which
//! shares no code with any of them, compares the database with the PG's ledger.

pub mod audit;
pub mod drive;
