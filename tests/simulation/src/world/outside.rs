//! What comes from outside: the shopper's browser, webhooks, banks, and people with the right to decide.

use super::network::as_reply;
use super::pg::Stand;
use super::wire::{Answer, Said, Twist};
use super::{TOTAL, World};
use crate::guard::Guard;
use daejo::claim::{Claim, ReturnFailure};
use daejo::id::OperatorId;
use daejo::id::{CustomerId, RefundId};
use daejo::money::Amount;
use daejo::payment::{Decision, Event};
use daejo::pg::{Operation, Pg};
use daejo::reason::Reason;

use super::action::{Hook, Visit};

impl World {
    /// The shopper's browser comes back, or somebody who says so.
    pub fn visit(&mut self, row: usize, visit: Visit) {
        let (now, profile) = (self.now, self.setup.profile);
        let order = self.db.rows[row].order;
        match visit {
            Visit::Genuine | Visit::Stranger => self.pg[row].authenticate(now, &profile),
            Visit::LessAuthenticated => {
                if self.pg[row].stand == Stand::Absent {
                    self.pg[row].amount = 100;
                }
                self.pg[row].authenticate(now, &profile);
            }
            Visit::OtherAmount | Visit::OthersKey | Visit::Failed | Visit::CalledOff => {}
        }
        let key = if visit == Visit::OthersKey { row ^ 1 } else { row };
        let amount = if visit == Visit::OtherAmount { 100 } else { TOTAL };
        let customer = if visit == Visit::Stranger { 99 } else { order };
        let customer = CustomerId::new(format!("customer-{customer}")).ok();
        let is_taken = match visit {
            Visit::Failed | Visit::CalledOff => {
                let canceled = visit == Visit::CalledOff;
                let reason = if canceled { Reason::ShopperCanceled } else { Reason::WindowAborted };
                let failure = ReturnFailure { pg: Pg::TossPayments, order_id: None, reason, pg_code: None };
                self.apply(row, &Event::ReturnFailed { failure, customer })
            }
            Visit::Genuine
            | Visit::Stranger
            | Visit::LessAuthenticated
            | Visit::OtherAmount
            | Visit::OthersKey => {
                let claim = Claim {
                    pg: Pg::TossPayments,
                    order_id: Some(format!("order-100{order}")),
                    payment_key: Some(format!("pay-key-{key}")),
                    amount: Some(amount.to_string()),
                };
                self.apply(row, &Event::ClaimReceived { claim, customer })
            }
        };
        self.note(|| {
            format!("row {row}: visit {visit:?}{}", if is_taken { "" } else { ", nothing changed" })
        });
    }

    /// A webhook comes: it is read with what we know, stored once, and the core is told.
    pub(crate) fn webhook(&mut self, row: usize, hook: Hook) {
        let record = self.pg[row].clone();
        let body = match hook {
            Hook::Genuine | Hook::Repeated => Said::of(&record, &self.setup.profile, Twist::None).body(),
            Hook::Forged => {
                let mut lie = record.clone();
                (lie.stand, lie.taken) = (Stand::Taken, TOTAL);
                lie.returned.clear();
                Said::of(&lie, &self.setup.profile, Twist::None).body().replace("ps_simulated", "ps_forged")
            }
            Hook::Stale => {
                let mut old = record.clone();
                (old.stand, old.taken) = (Stand::Authenticated, 0);
                old.returned.clear();
                Said::of(&old, &self.setup.profile, Twist::None).body()
            }
        };
        let digit = match hook {
            Hook::Genuine => u8::try_from(self.db.rows[row].hooks.len()).unwrap_or(u8::MAX),
            Hook::Repeated => 0,
            Hook::Forged => 200,
            Hook::Stale => 201,
        };
        if !self.db.receive(row, digit, self.setup.guards) {
            self.note(|| format!("row {row}: webhook {hook:?} was here before"));
            return;
        }
        self.tell(row, &body);
        self.note(|| format!("row {row}: webhook {hook:?}"));
    }

    fn tell(&mut self, row: usize, data: &str) {
        let digest = self.db.rows[row].payment.webhook_secret_digest.clone();
        let body = format!("{{\"eventType\":\"PAYMENT_STATUS_CHANGED\",\"data\":{data}}}");
        let notice =
            daejo::pg::read_webhook(Pg::TossPayments, &Vec::new(), body.as_bytes(), digest.as_deref());
        if self.setup.guards.stands(Guard::WebhooksOnlyKnock) {
            self.apply(row, &Event::Noticed { notice });
        } else {
            let answer = Answer::Body(data.into());
            let ordinal = self.db.rows[row].payment.requests.count;
            as_reply(&answer, |reply| {
                self.apply(row, &Event::Answered { operation: Operation::QueryByPaymentKey, ordinal, reply })
            });
        }
    }

    /// The settlement file does not agree with our books: somebody has to look.
    pub fn settlement(&mut self, row: usize) {
        let body = Said::of(&self.pg[row], &self.setup.profile, Twist::None).body();
        self.note(|| format!("row {row}: the settlement file differs"));
        self.tell(row, &body.replace("\"secret\"", "\"no_secret\""));
    }

    /// Somebody with the right asks for a refund: the first of a part, the second of the rest, the third of all.
    pub(crate) fn ask_refund(&mut self, row: usize, which: u8) -> bool {
        let Ok(refund_id) = RefundId::new(format!("refund-{which}")) else { return false };
        let amount = match which {
            0 => Amount::new(4_000).ok(),
            1 => Amount::new(11_000).ok(),
            _ => None,
        };
        let to_account = self.pg_needs_account();
        let reason = "고객 요청".into();
        let taken = self.apply(
            row,
            &Event::RefundRequested { refund_id, amount, reason, requested_by: operator(), to_account },
        );
        self.note(|| {
            format!("row {row}: refund {which} is asked for{}", if taken { "" } else { ", and not taken" })
        });
        taken
    }

    pub(super) fn pg_needs_account(&self) -> bool {
        self.setup.profile.method == crate::profile::Method::VirtualAccount
    }

    /// A person decides, having looked at the PG's console.
    pub(crate) fn decided(&mut self, row: usize, decision: Decision) -> bool {
        let to_account = self.pg_needs_account();
        let is_taken = self.apply(row, &Event::Decided { decision, decided_by: operator(), to_account });
        self.note(|| {
            format!("row {row}: a person decides {decision:?}{}", if is_taken { "" } else { ", refused" })
        });
        is_taken
    }

    /// Somebody pays into the account: `won`, whatever the order says.
    pub(crate) fn deposit(&mut self, row: usize, won: i64) {
        let now = self.now;
        let record = &mut self.pg[row];
        if record.due.is_some() && record.approvals == 0 {
            (record.stand, record.taken, record.approvals) = (Stand::Taken, won, 1);
            record.confirmed_at = Some(now);
        }
        self.note(|| format!("row {row}: {won} won are deposited"));
    }

    /// The bank takes the deposit back.
    pub(crate) fn roll_back(&mut self, row: usize) {
        let record = &mut self.pg[row];
        if record.stand == Stand::Taken && record.returned.is_empty() {
            (record.stand, record.taken, record.approvals) = (Stand::Waiting, 0, 0);
            record.was_rolled_back = true;
        }
        self.note(|| format!("row {row}: the bank takes the deposit back"));
    }

    /// A person gives everything back in the PG's console, because the process cannot.
    pub(crate) fn refund_by_hand(&mut self, row: usize) {
        let held = self.pg[row].held();
        self.pg[row].give_back(held, None);
        self.db.rows[row].by_hand = true;
        self.note(|| format!("row {row}: a person gives {held} won back in the PG's console"));
    }
}

/// The person who asks and decides in every run.
fn operator() -> OperatorId {
    OperatorId::new("op-kim").expect("an operator's id")
}
