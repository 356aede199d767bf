//! A return URL, which anyone can forge.
#![no_main]

use daejo::claim::Return;
use daejo::pg::{self, Pg};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|query: &str| {
    match pg::read_return(Pg::TossPayments, query) {
        Return::Claimed { claim } => {
            assert!(claim.order_id.is_some() && claim.payment_key.is_some() && claim.amount.is_some());
        }
        Return::Failed { failure } => assert!(failure.pg_code.is_none_or(|code| code.len() <= 64)),
        Return::Unreadable { problems } => assert!(!problems.is_empty()),
    }
});
