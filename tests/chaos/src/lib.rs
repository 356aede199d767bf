//! Chaos: the real server, a real database and a PG that does everything wrong, killed at random moments; and an
//! auditor who shares no code with any of them and reads only what they left behind.

pub mod audit;
pub mod drive;
