//! A webhook, which anyone can send.
#![no_main]

use daejo::pg::{self, Authenticity, Pg};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let headers = vec![("tosspayments-webhook-transmission-id".to_owned(), "whtrans_1".to_owned())];
    let digest = "0000000000000000000000000000000000000000000000000000000000000000";
    let notice = pg::read_webhook(Pg::TossPayments, &headers, data, Some(digest));
    assert_ne!(notice.authenticity, Authenticity::Verified, "no body has this digest");
    assert!(!notice.webhook_id.is_empty());
});
