//! The capabilities of PGs, as data: the five PGs that daejo supports, one that is worse than any of them, and variants
//! with a single feature that decides how recovery works. The modelled PG behaves as its profile says. All profiles use
//! the wire format of Toss Payments.
//!
//! If a PG publishes no figure, the profile uses the one that is harder for us, and a comment says so.

use daejo::pg::{Capabilities, OrderQuery, Pg, Webhooks};

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const DAY: u64 = 24 * 60 * MINUTE;

/// How the money is paid.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Method {
    /// Captured by the confirm, or by the return if the return already means that the money is captured.
    Card,
    /// Deposited later, to a virtual account that the confirm issues.
    VirtualAccount,
}

/// A PG. The model and the process under test use the same capabilities.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// Name in reports, traces and flags.
    pub name: &'static str,
    /// The capabilities of the PG.
    pub capabilities: Capabilities,
    /// How the money is paid.
    pub method: Method,
}

/// The base of the single-feature variants: a confirm, a query by payment key or order id, and nothing else.
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

/// tosspay.md §3 (manual mode): execute has no idempotency key; `refundNo` is one for refunds and is on by default;
/// `status` accepts either number; it lists a refund by its transaction, not by `refundNo`; there are no webhooks
/// without autoExecute.
const TOSSPAY: Capabilities = Capabilities {
    refund_idempotency_ms: 365 * DAY,
    visibility_delay_ms: 2 * SECOND,
    confirm_window_ms: 15 * MINUTE,
    ..PLAIN
};

/// tosspay.md §3.1, §3.4 (autoExecute): the money is captured when the shopper authenticates, and a callback
/// reports it.
const TOSSPAY_AUTO: Capabilities =
    Capabilities { return_means_money: true, webhooks: Webhooks::Unsigned, ..TOSSPAY };

/// kakaopay.md §1, §7, §11: no idempotency keys, a query by TID only, `cancel_available_amount` works as a balance
/// check, no webhook. The 15 minutes are widely assumed and unverified.
const KAKAOPAY: Capabilities = Capabilities {
    order_query: OrderQuery::ByPaymentKeyOnly,
    refund_balance_check: true,
    visibility_delay_ms: 2 * SECOND,
    confirm_window_ms: 15 * MINUTE,
    ..PLAIN
};

/// naverpay.md §2, §5, §7, §13: a request with a repeated key gets the first answer, failures too; for how long is not
/// published, so the profile uses the 10 minutes in which a confirm is accepted; the history lists
/// `merchantPayTransactionKey`; `doCompareRest` works as a balance check.
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

/// inicis.md §3.8, §5.2, §5.4: 망취소 for "minutes" (unpublished; the profile uses two), inquiry by tid or oid, no
/// idempotency key, `confirmPrice` is compared with the remaining amount, no notice for cards; at most nine partial
/// refunds (§5.2).
const INICIS: Capabilities = Capabilities {
    refund_balance_check: true,
    reversal_ms: 2 * MINUTE,
    part_refunds: 9,
    visibility_delay_ms: 2 * SECOND,
    confirm_window_ms: 15 * MINUTE,
    ..PLAIN
};

/// Worse than any real PG: it takes a confirm and a full refund, and no query.
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

/// Every profile. A new PG needs a line here and its wire format in the core.
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

/// The profile with this name.
#[must_use]
pub fn named(name: &str) -> Option<Profile> {
    all().into_iter().find(|profile| profile.name == name)
}

impl Profile {
    /// One line of the table of profiles.
    #[must_use]
    pub fn line(&self) -> String {
        let capabilities = self.capabilities;
        let yes = |is: bool| if is { "yes" } else { "-" };
        let seconds = |ms: u64| if ms == 0 { "-".into() } else { format!("{}s", ms / SECOND) };
        format!(
            "{:<30} {:<7} {:<5} {:<16} {:>9} {:>9} {:<5} {:<5} {:<5} {:>6} {:>5} {:>6} {:>6} {:?}",
            self.name,
            if self.method == Method::Card { "card" } else { "account" },
            yes(capabilities.return_means_money),
            format!("{:?}", capabilities.order_query),
            seconds(capabilities.confirm_idempotency_ms),
            seconds(capabilities.refund_idempotency_ms),
            yes(capabilities.refusals_are_replayed),
            yes(capabilities.refund_balance_check),
            yes(capabilities.refund_references),
            seconds(capabilities.reversal_ms),
            if capabilities.part_refunds == u32::MAX {
                "any".into()
            } else {
                capabilities.part_refunds.to_string()
            },
            seconds(capabilities.visibility_delay_ms),
            seconds(capabilities.confirm_window_ms),
            capabilities.webhooks,
        )
    }

    /// The header of that table.
    #[must_use]
    pub fn header() -> String {
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
