//! The scenarios A01–A22, A24, A26 and A28. Each runs at every PG profile that supports it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a scenario that takes another course than expected has to stop the test; it prints the profiles it ran at"
)]

mod a01_crash_before_the_request_is_sent;
mod a02_no_answer;
mod a03_pg_approved_crash_before_our_commit;
mod a04_pg_says_approved_after_paid;
mod a05_approved_without_approval_time;
mod a06_pg_says_canceled_or_expired;
mod a07_pg_says_not_found;
mod a08_query_fails;
mod a09_unknown_status_word;
mod a10_expired_lease;
mod a11_approval_again_after_success;
mod a12_crash_during_refund_or_reversal;
mod a13_quarantine_and_both_decisions;
mod a14_not_found_then_late_money;
mod a15_each_field_mismatched;
mod a16_money_after_final_state;
mod a17_webhooks;
mod a18_double_click_and_two_tabs;
mod a19_confirm_repeated;
mod a20_stock;
mod a21_refunds;
mod a22_recurring_charges;
mod a24_odd_answers;
mod a26_outages_and_clock_jumps;
mod a28_replay_from_raw_bytes;
mod profiles;
mod script;
