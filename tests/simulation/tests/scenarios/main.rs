//! The scenarios A01–A22, A24, A26 and A28: what can happen to a payment, each by name, at every PG that can show it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a story that goes another way than it is told has to stop, and says where it was shown"
)]

mod a01_crash_before_the_request_left;
mod a02_no_answer;
mod a03_pg_approved_crash_before_our_commit;
mod a04_pg_approved_and_we_are_paid;
mod a05_approved_without_approval_time;
mod a06_pg_says_over;
mod a07_pg_says_not_found;
mod a08_query_fails;
mod a09_unknown_status_word;
mod a10_expired_lease;
mod a11_approval_again_after_success;
mod a12_crash_half_way_through_compensation;
mod a13_quarantine_and_both_ways_out;
mod a14_not_found_then_late_money;
mod a15_each_field_mismatched;
mod a16_money_after_the_end;
mod a17_webhooks;
mod a18_double_click_and_two_tabs;
mod a19_confirm_repeated;
mod a20_stock;
mod a21_refunds;
mod a22_recurring_charges;
mod a24_odd_answers;
mod a26_everything_down;
mod a28_replay_from_raw_bytes;
mod places;
mod script;
