//! What a PG can do, as data: the five PGs that daejo is for, what is worse than any of them, and the single
//! features that decide how recovery goes. The modelled PG behaves as its profile says; the wire is Toss Payments'.
//!
//! Where a PG publishes no figure, the one that is harder on us stands here, and says so.

use daejo::pg::{Capabilities, OrderQuery, Pg, Webhooks};

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const DAY: u64 = 24 * 60 * MINUTE;

/// How money comes.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Method {
    /// Taken by the confirm, or with the return where that already means money.
    Card,
    /// Paid in later, to an account that the confirm issues.
    VirtualAccount,
}

/// A PG, as the model behaves and as the process is told.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// By which a run, a trace and a test name it.
    pub name: &'static str,
    /// What it can do.
    pub capabilities: Capabilities,
    /// How money comes.
    pub method: Method,
}

/// Whatever a single-feature variant does not name: a confirm, a query by either number, and nothing else.
const PLAIN: Capabilities = Capabilities {
    return_means_money: false,
    order_query: OrderQuery::ByOrderId,
    confirm_idempotency_ms: 0,
    refund_idempotency_ms: 0,
    refusals_are_replayed: false,
    refund_balance_check: false,
    refund_references: false,
    reversal_ms: 0,
    part_refunds: u32::MAX,
    visibility_delay_ms: 0,
    confirm_window_ms: 10 * MINUTE,
    webhooks: Webhooks::None,
};

/// tosspay.md §3 (manual mode): execute has no key, `refundNo` is one and is on by default; `status` takes either
/// number; what it lists of a refund is a transaction, not `refundNo`; nothing is pushed without autoExecute.
const TOSSPAY: Capabilities = Capabilities {
    refund_idempotency_ms: 365 * DAY,
    visibility_delay_ms: 2 * SECOND,
    confirm_window_ms: 15 * MINUTE,
    ..PLAIN
};

/// tosspay.md §3.1, §3.4 (autoExecute): the money is taken when the shopper authenticates, and a callback says so.
const TOSSPAY_AUTO: Capabilities =
    Capabilities { return_means_money: true, webhooks: Webhooks::Unsigned, ..TOSSPAY };

/// kakaopay.md §1, §7, §11: no key anywhere, an order by its TID only, `cancel_available_amount` is a lock, no
/// webhook. The 15 minutes are widely assumed and unverified.
const KAKAOPAY: Capabilities = Capabilities {
    order_query: OrderQuery::ByPaymentKeyOnly,
    refund_balance_check: true,
    visibility_delay_ms: 2 * SECOND,
    confirm_window_ms: 15 * MINUTE,
    ..PLAIN
};

/// naverpay.md §2, §5, §7, §13: a repeated key answers with the first answer, failures too; how long is not
/// published, so no longer than the 10 minutes in which a confirm is taken; the history lists
/// `merchantPayTransactionKey`; `doCompareRest` is a lock.
const NAVERPAY: Capabilities = Capabilities {
    order_query: OrderQuery::ByPaymentKeyOnly,
    confirm_idempotency_ms: 10 * MINUTE,
    refund_idempotency_ms: 10 * MINUTE,
    refusals_are_replayed: true,
    refund_balance_check: true,
    refund_references: true,
    visibility_delay_ms: MINUTE,
    ..PLAIN
};

/// inicis.md §3.8, §5.2, §5.4: 망취소 for "minutes" (unpublished; two are counted on), inquiry by tid or oid, no
/// key, `confirmPrice` is compared with what is left, no notice for cards; at most nine part refunds (§5.2).
const INICIS: Capabilities = Capabilities {
    refund_balance_check: true,
    reversal_ms: 2 * MINUTE,
    part_refunds: 9,
    visibility_delay_ms: 2 * SECOND,
    confirm_window_ms: 15 * MINUTE,
    ..PLAIN
};

/// Worse than any: it can only be confirmed and refunded whole, and never asked.
const WORST: Capabilities = Capabilities {
    order_query: OrderQuery::None,
    part_refunds: 0,
    visibility_delay_ms: MINUTE,
    webhooks: Webhooks::Unsigned,
    ..PLAIN
};

const fn card(name: &'static str, capabilities: Capabilities) -> Profile {
    Profile { name, capabilities, method: Method::Card }
}

const fn account(name: &'static str, capabilities: Capabilities) -> Profile {
    Profile { name, capabilities, method: Method::VirtualAccount }
}

/// Every profile. A PG that is added later is a line here and its wire in the core.
#[must_use]
pub const fn all() -> [Profile; 16] {
    let toss = Pg::TossPayments.capabilities();
    [
        card("toss_payments", toss),
        card("tosspay", TOSSPAY),
        card("tosspay_auto", TOSSPAY_AUTO),
        card("kakaopay", KAKAOPAY),
        card("naverpay", NAVERPAY),
        card("inicis", INICIS),
        card("worst", WORST),
        card("plain", PLAIN),
        card("money_on_return", Capabilities { return_means_money: true, ..PLAIN }),
        card(
            "money_on_return_slow_and_mute",
            Capabilities { return_means_money: true, visibility_delay_ms: MINUTE, ..PLAIN },
        ),
        card(
            "reversal_only",
            Capabilities { order_query: OrderQuery::None, reversal_ms: 2 * MINUTE, ..PLAIN },
        ),
        card(
            "idempotency_only",
            Capabilities {
                order_query: OrderQuery::None,
                confirm_idempotency_ms: DAY,
                refund_idempotency_ms: DAY,
                refusals_are_replayed: true,
                ..PLAIN
            },
        ),
        card("no_parts", Capabilities { part_refunds: 0, webhooks: Webhooks::Signed, ..PLAIN }),
        card("slow_to_show", Capabilities { visibility_delay_ms: MINUTE, ..PLAIN }),
        account("toss_payments_account", toss),
        account("inicis_account", Capabilities { reversal_ms: 0, webhooks: Webhooks::Unsigned, ..INICIS }),
    ]
}

/// The profile of a name.
#[must_use]
pub fn named(name: &str) -> Option<Profile> {
    all().into_iter().find(|profile| profile.name == name)
}

impl Profile {
    /// One line of the table that every run prints.
    #[must_use]
    pub fn line(&self) -> String {
        let can = self.capabilities;
        let yes = |is: bool| if is { "yes" } else { "-" };
        let minutes = |ms: u64| if ms == 0 { "-".into() } else { format!("{}s", ms / SECOND) };
        format!(
            "{:<30} {:<7} {:<5} {:<16} {:>9} {:>9} {:<5} {:<5} {:<5} {:>6} {:>5} {:>6} {:>6} {:?}",
            self.name,
            if self.method == Method::Card { "card" } else { "account" },
            yes(can.return_means_money),
            format!("{:?}", can.order_query),
            minutes(can.confirm_idempotency_ms),
            minutes(can.refund_idempotency_ms),
            yes(can.refusals_are_replayed),
            yes(can.refund_balance_check),
            yes(can.refund_references),
            minutes(can.reversal_ms),
            if can.part_refunds == u32::MAX { "any".into() } else { can.part_refunds.to_string() },
            minutes(can.visibility_delay_ms),
            minutes(can.confirm_window_ms),
            can.webhooks,
        )
    }

    /// The head of that table.
    #[must_use]
    pub fn head() -> String {
        format!(
            "{:<30} {:<7} {:<5} {:<16} {:>9} {:>9} {:<5} {:<5} {:<5} {:>6} {:>5} {:>6} {:>6} webhooks",
            "profile",
            "method",
            "money",
            "query",
            "key conf",
            "key ref",
            "repl.",
            "bal.",
            "refs",
            "revers",
            "parts",
            "delay",
            "window",
        )
    }
}
