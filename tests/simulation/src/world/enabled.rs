//! The actions that are possible in a world.

use super::World;
use super::action::{Action, Visit, WebhookKind};
use super::host::{Stage, Worker};
use super::pg::{PgState, Treatment};
use super::wire::Distortion;
use crate::profile::Method;
use daejo::payment::{Decision, State, Step};
use daejo::pg::Webhooks;
use daejo::time::Timestamp;

impl World {
    fn is_due(&self, row: usize) -> bool {
        matches!(self.next_step(&self.db.rows[row].payment), Step::Call { .. } | Step::Tick)
    }

    /// Whether nothing is in flight and nothing is due.
    pub(super) fn is_idle(&self) -> bool {
        self.wire.is_empty()
            && self.workers.iter().all(|worker| matches!(worker, Worker::Idle))
            && (0..self.db.rows.len()).all(|row| !self.is_due(row))
    }

    /// The next time at which something is due, at our host or at the PG.
    pub(super) fn next_due_time(&self) -> Option<Timestamp> {
        let ours = self.db.rows.iter().filter_map(|row| match self.next_step(&row.payment) {
            Step::Wait { until } => Some(until.plus_millis(self.clock_lag_ms)),
            Step::Call { .. } | Step::Tick | Step::AskAPerson | Step::Nothing => None,
        });
        let of_pg = self.pg.iter().flat_map(|record| record.next_changes(self.now, &self.setup.profile));
        ours.chain(of_pg).filter(|at| *at > self.now).min()
    }

    /// Every action that is possible now.
    #[must_use]
    pub fn enabled(&self) -> Vec<Action> {
        let mut actions = Vec::with_capacity(24);
        self.add_worker_actions(&mut actions);
        self.add_network_actions(&mut actions);
        for row in 0..self.db.rows.len() {
            self.add_outside_actions(row, &mut actions);
        }
        if self.budget.checkouts > 0 {
            let is_new =
                |order: &usize| self.setup.is_retried || !self.db.rows.iter().any(|row| row.order == *order);
            actions.extend((0..self.setup.orders.len()).filter(is_new).map(Action::Checkout));
        }
        if self.next_due_time().is_some() && (self.is_idle() || self.budget.faults > 0) {
            actions.push(Action::Wait);
        }
        if self.budget.clock_jumps > 0 {
            actions.extend([Action::JumpForward, Action::SetClockBack]);
        }
        actions
    }

    fn add_worker_actions(&self, actions: &mut Vec<Action>) {
        let mut has_idle = false;
        for (at, worker) in self.workers.iter().enumerate() {
            match worker {
                // All idle workers are equal, so one is enough.
                Worker::Idle if has_idle => {}
                Worker::Idle => {
                    has_idle = true;
                    let due = (0..self.db.rows.len()).filter(|row| self.is_due(*row));
                    actions.extend(due.map(|row| Action::Work(at, row)));
                }
                Worker::ChangePending(_) | Worker::IntentStored(_) | Worker::EffectsPending(..) => {
                    actions.push(Action::Work(at, 0));
                    if self.budget.faults > 0 {
                        actions.push(Action::Crash(at));
                        if matches!(worker, Worker::ChangePending(_)) {
                            actions.push(Action::RollBackTransaction(at));
                        }
                    }
                }
            }
        }
    }

    fn add_network_actions(&self, actions: &mut Vec<Action>) {
        let may_fail = self.budget.faults > 0;
        for (at, exchange) in self.wire.iter().enumerate() {
            let moves_money = !exchange.operation.is_query();
            match &exchange.stage {
                Stage::ToPg => {
                    actions.push(Action::ReachPg(at, Treatment::Normal));
                    if !may_fail {
                        continue;
                    }
                    if self.setup.contradicts {
                        actions.extend(
                            Distortion::CONTRADICTIONS.map(|distortion| Action::Contradict(at, distortion)),
                        );
                    }
                    actions.extend([Action::Lose(at, true), Action::Lose(at, false)]);
                    if moves_money {
                        actions.extend([
                            Action::ReachPg(at, Treatment::TemporaryError),
                            Action::ReachPg(at, Treatment::ErrorAfterActing),
                            Action::Orphan(at),
                        ]);
                    }
                    if exchange.operation == daejo::pg::Operation::Confirm {
                        actions.push(Action::ReachPg(at, Treatment::Decline));
                    }
                }
                Stage::FromPg(_) | Stage::ChangePending(_) => {
                    actions.push(Action::Deliver(at));
                    if may_fail && moves_money {
                        actions.push(Action::Orphan(at));
                    }
                }
            }
        }
    }

    fn add_outside_actions(&self, row: usize, actions: &mut Vec<Action>) {
        let state = self.db.rows[row].payment.state;
        let record = &self.pg[row];
        let is_account = self.setup.profile.method == Method::VirtualAccount;
        if self.budget.clicks > 0 {
            actions.push(Action::Visit(row, Visit::Genuine));
            if self.setup.is_tampered {
                actions.extend(
                    [
                        Visit::OtherCustomer,
                        Visit::LowerAmountAuthenticated,
                        Visit::OtherAmount,
                        Visit::Canceled,
                        Visit::Failed,
                    ]
                    .map(|visit| Action::Visit(row, visit)),
                );
                if self.db.rows.len() > 1 {
                    actions.push(Action::Visit(row, Visit::OtherPaymentKey));
                }
            }
        }
        let sends_webhooks = self.setup.profile.capabilities.webhooks != Webhooks::None;
        if self.budget.webhooks > 0 && sends_webhooks && record.state != PgState::Absent {
            actions.extend(
                [WebhookKind::Genuine, WebhookKind::Repeated, WebhookKind::Forged, WebhookKind::Stale]
                    .map(|kind| Action::Webhook(row, kind)),
            );
        }
        if self.budget.requests > 0 {
            if matches!(state, State::Paid | State::PartiallyRefunded | State::Refunding) {
                actions.extend([0, 1, 2].map(|which| Action::RequestRefund(row, which)));
            }
            actions.extend(self.correct_decisions(row).map(|decision| Action::Decide(row, decision)));
            if is_account && record.approvals > 0 && record.refunds.is_empty() {
                actions.push(Action::RevokeDeposit(row));
            }
        }
        let takes_deposits = record.due.is_some() && record.approvals == 0 && !record.was_revoked;
        if is_account && takes_deposits && record.state != PgState::Canceled {
            actions.push(Action::Deposit(row, super::TOTAL));
            if self.setup.is_tampered {
                actions.extend([Action::Deposit(row, 100), Action::Deposit(row, super::TOTAL + 1)]);
            }
        }
    }

    /// The decisions that fit the PG's record. An operator sees that record in the PG's console.
    pub(super) fn correct_decisions(&self, row: usize) -> impl Iterator<Item = Decision> {
        // Under another order's payment key, the PG holds nothing for this order.
        let held = if self.has_own_payment_key(row) { self.pg[row].held() } else { 0 };
        let payment = &self.db.rows[row].payment;
        payment.allowed_decisions().iter().copied().filter(move |decision| match decision {
            Decision::AcceptAsPaid => held == super::TOTAL,
            Decision::Refund => held > 0,
            Decision::Decline => held == 0,
            Decision::AskAgain => true,
        })
    }
}
