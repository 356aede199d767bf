//! Events from outside: the shopper's browser, webhooks, banks, and operators.

use super::network::as_reply;
use super::pg::PgState;
use super::wire::{Answer, Distortion, Record};
use super::{TOTAL, World};
use crate::guard::Guard;
use daejo::claim::{Claim, ReturnFailure};
use daejo::id::OperatorId;
use daejo::id::{CustomerId, RefundId};
use daejo::money::Amount;
use daejo::payment::{Decision, Event};
use daejo::pg::{Operation, Pg};
use daejo::reason::Reason;

use super::action::{Visit, WebhookKind};

impl World {
    /// A browser returns from the payment window, the shopper's or another one.
    pub fn visit(&mut self, row: usize, visit: Visit) {
        let (now, profile) = (self.now, self.setup.profile);
        let order = self.db.rows[row].order;
        match visit {
            Visit::Genuine | Visit::OtherCustomer => self.pg[row].authenticate(now, &profile),
            Visit::LowerAmountAuthenticated => {
                if self.pg[row].state == PgState::Absent {
                    self.pg[row].amount = 100;
                }
                self.pg[row].authenticate(now, &profile);
            }
            Visit::OtherAmount | Visit::OtherPaymentKey | Visit::Failed | Visit::Canceled => {}
        }
        let key = if visit == Visit::OtherPaymentKey { row ^ 1 } else { row };
        let amount = if visit == Visit::OtherAmount { 100 } else { TOTAL };
        let customer = if visit == Visit::OtherCustomer { 99 } else { order };
        let customer = CustomerId::new(format!("customer-{customer}")).ok();
        let is_changed = match visit {
            Visit::Failed | Visit::Canceled => {
                let canceled = visit == Visit::Canceled;
                let reason = if canceled { Reason::ShopperCanceled } else { Reason::WindowAborted };
                let failure = ReturnFailure { pg: Pg::TossPayments, order_id: None, reason, pg_code: None };
                self.apply(row, &Event::ReturnFailed { failure, customer })
            }
            Visit::Genuine
            | Visit::OtherCustomer
            | Visit::LowerAmountAuthenticated
            | Visit::OtherAmount
            | Visit::OtherPaymentKey => {
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
            format!("row {row}: visit {visit:?}{}", if is_changed { "" } else { ", nothing changed" })
        });
    }

    /// A webhook arrives. It is verified with the stored secret, received once, and applied.
    pub(crate) fn webhook(&mut self, row: usize, kind: WebhookKind) {
        let record = self.pg[row].clone();
        let body = match kind {
            WebhookKind::Genuine | WebhookKind::Repeated => {
                Record::of(&record, &self.setup.profile, Distortion::None).body()
            }
            WebhookKind::Forged => {
                let mut forged = record.clone();
                (forged.state, forged.captured) = (PgState::Captured, TOTAL);
                forged.refunds.clear();
                Record::of(&forged, &self.setup.profile, Distortion::None)
                    .body()
                    .replace("ps_simulated", "ps_forged")
            }
            WebhookKind::Stale => {
                let mut old = record.clone();
                (old.state, old.captured) = (PgState::Authenticated, 0);
                old.refunds.clear();
                Record::of(&old, &self.setup.profile, Distortion::None).body()
            }
        };
        let webhook_id = match kind {
            WebhookKind::Genuine => u8::try_from(self.db.rows[row].webhook_ids.len()).unwrap_or(u8::MAX),
            WebhookKind::Repeated => 0,
            WebhookKind::Forged => 200,
            WebhookKind::Stale => 201,
        };
        if !self.db.receive(row, webhook_id, self.setup.guards) {
            self.note(|| format!("row {row}: webhook {kind:?} was received before"));
            return;
        }
        self.receive_notice(row, &body);
        self.note(|| format!("row {row}: webhook {kind:?}"));
    }

    fn receive_notice(&mut self, row: usize, data: &str) {
        let digest = self.db.rows[row].payment.webhook_secret_digest.clone();
        let body = format!("{{\"eventType\":\"PAYMENT_STATUS_CHANGED\",\"data\":{data}}}");
        let notice =
            daejo::pg::read_webhook(Pg::TossPayments, &Vec::new(), body.as_bytes(), digest.as_deref());
        if self.setup.guards.has(Guard::WebhooksOnlyTriggerQueries) {
            self.apply(row, &Event::Noticed { notice });
        } else {
            let answer = Answer::Body(data.into());
            let ordinal = self.db.rows[row].payment.requests.count;
            as_reply(&answer, |reply| {
                self.apply(row, &Event::Answered { operation: Operation::QueryByPaymentKey, ordinal, reply })
            });
        }
    }

    /// The settlement file differs from our records, so the payment has to be checked.
    pub fn settlement_differs(&mut self, row: usize) {
        let body = Record::of(&self.pg[row], &self.setup.profile, Distortion::None).body();
        self.note(|| format!("row {row}: the settlement file differs"));
        self.receive_notice(row, &body.replace("\"secret\"", "\"no_secret\""));
    }

    /// A refund is requested. `which` 0: a part, 1: the rest, 2: everything.
    pub(crate) fn request_refund(&mut self, row: usize, which: u8) -> bool {
        let Ok(refund_id) = RefundId::new(format!("refund-{which}")) else { return false };
        let amount = match which {
            0 => Amount::new(4_000).ok(),
            1 => Amount::new(11_000).ok(),
            _ => None,
        };
        let to_account = self.needs_refund_account();
        let reason = "고객 요청".into();
        let is_changed = self.apply(
            row,
            &Event::RefundRequested { refund_id, amount, reason, requested_by: operator(), to_account },
        );
        self.note(|| {
            format!("row {row}: refund {which} is requested{}", if is_changed { "" } else { ", rejected" })
        });
        is_changed
    }

    pub(super) fn needs_refund_account(&self) -> bool {
        self.setup.profile.method == crate::profile::Method::VirtualAccount
    }

    /// An operator decides, after a check of the PG's console.
    pub(crate) fn decide_as_operator(&mut self, row: usize, decision: Decision) -> bool {
        let to_account = self.needs_refund_account();
        let is_changed = self.apply(row, &Event::Decided { decision, decided_by: operator(), to_account });
        self.note(|| {
            format!(
                "row {row}: an operator decides {decision:?}{}",
                if is_changed { "" } else { ", rejected" }
            )
        });
        is_changed
    }

    /// `won` won are deposited into the virtual account. The amount may differ from the order's.
    pub(crate) fn deposit(&mut self, row: usize, won: i64) {
        let now = self.now;
        let record = &mut self.pg[row];
        if record.due.is_some() && record.approvals == 0 {
            (record.state, record.captured, record.approvals) = (PgState::Captured, won, 1);
            record.confirmed_at = Some(now);
        }
        self.note(|| format!("row {row}: {won} won are deposited"));
    }

    /// The bank revokes the deposit.
    pub(crate) fn revoke_deposit(&mut self, row: usize) {
        let record = &mut self.pg[row];
        if record.state == PgState::Captured && record.refunds.is_empty() {
            (record.state, record.captured, record.approvals) = (PgState::AwaitingDeposit, 0, 0);
            record.was_revoked = true;
        }
        self.note(|| format!("row {row}: the bank revokes the deposit"));
    }

    /// An operator refunds everything in the PG's console, because the process cannot.
    pub(crate) fn refund_by_hand(&mut self, row: usize) {
        let held = self.pg[row].held();
        self.pg[row].add_refund(held, None);
        self.db.rows[row].refunded_by_hand = true;
        self.note(|| format!("row {row}: an operator refunds {held} won in the PG's console"));
    }
}

/// The operator of every run.
fn operator() -> OperatorId {
    match OperatorId::new("op-kim") {
        Ok(operator) => operator,
        Err(error) => unreachable!("the operator id of the model is valid: {error}"),
    }
}
