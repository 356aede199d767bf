//! What can happen next.

use super::World;
use super::action::{Action, Hook, Visit};
use super::host::{Stage, Worker};
use super::pg::{Reach, Stand};
use super::wire::Twist;
use crate::profile::Method;
use daejo::payment::{Decision, State, Step};
use daejo::pg::Webhooks;
use daejo::time::Timestamp;

impl World {
    fn is_due(&self, row: usize) -> bool {
        matches!(self.next_step(&self.db.rows[row].payment), Step::Call { .. } | Step::Tick)
    }

    /// Nothing is under way and nothing is due.
    pub(super) fn is_quiet(&self) -> bool {
        self.wire.is_empty()
            && self.workers.iter().all(|worker| matches!(worker, Worker::Idle))
            && (0..self.db.rows.len()).all(|row| !self.is_due(row))
    }

    /// The next moment at which something is due, with us or at the PG.
    pub(super) fn next_moment(&self) -> Option<Timestamp> {
        let ours = self.db.rows.iter().filter_map(|row| match self.next_step(&row.payment) {
            Step::Wait { until } => Some(until.plus_millis(self.behind_ms)),
            Step::Call { .. } | Step::Tick | Step::AskAPerson | Step::Nothing => None,
        });
        let theirs = self.pg.iter().flat_map(|record| record.turns(self.now, &self.setup.profile));
        ours.chain(theirs).filter(|at| *at > self.now).min()
    }

    /// Whatever can happen now.
    #[must_use]
    pub fn enabled(&self) -> Vec<Action> {
        let mut can = Vec::with_capacity(24);
        self.workers_can(&mut can);
        self.network_can(&mut can);
        for row in 0..self.db.rows.len() {
            self.outside_can(row, &mut can);
        }
        if self.left.checkouts > 0 {
            let is_new =
                |order: &usize| self.setup.is_retried || !self.db.rows.iter().any(|row| row.order == *order);
            can.extend((0..self.setup.orders.len()).filter(is_new).map(Action::Checkout));
        }
        if self.next_moment().is_some() && (self.is_quiet() || self.left.faults > 0) {
            can.push(Action::Wait);
        }
        if self.left.jumps > 0 {
            can.extend([Action::Leap, Action::SetBack]);
        }
        can
    }

    fn workers_can(&self, can: &mut Vec<Action>) {
        let mut has_idle = false;
        for (at, worker) in self.workers.iter().enumerate() {
            match worker {
                // Idle workers are alike.
                Worker::Idle if has_idle => {}
                Worker::Idle => {
                    has_idle = true;
                    let due = (0..self.db.rows.len()).filter(|row| self.is_due(*row));
                    can.extend(due.map(|row| Action::Work(at, row)));
                }
                Worker::Deciding(_) | Worker::Announced(_) | Worker::Finishing(..) => {
                    can.push(Action::Work(at, 0));
                    if self.left.faults > 0 {
                        can.push(Action::Crash(at));
                        if matches!(worker, Worker::Deciding(_)) {
                            can.push(Action::Abort(at));
                        }
                    }
                }
            }
        }
    }

    fn network_can(&self, can: &mut Vec<Action>) {
        let may_fail = self.left.faults > 0;
        for (at, exchange) in self.wire.iter().enumerate() {
            let moves_money = !exchange.operation.is_query();
            match &exchange.stage {
                Stage::Out => {
                    can.push(Action::Reach(at, Reach::Well));
                    if !may_fail {
                        continue;
                    }
                    if self.setup.contradicts {
                        can.extend(Twist::CONTRADICTIONS.map(|twist| Action::Contradict(at, twist)));
                    }
                    can.extend([Action::Lose(at, true), Action::Lose(at, false)]);
                    if moves_money {
                        can.extend([
                            Action::Reach(at, Reach::PassingError),
                            Action::Reach(at, Reach::ErrorAfter),
                            Action::Orphan(at),
                        ]);
                    }
                    if exchange.operation == daejo::pg::Operation::Confirm {
                        can.push(Action::Reach(at, Reach::Declines));
                    }
                }
                Stage::Home(_) | Stage::Deciding(_) => {
                    can.push(Action::Deliver(at));
                    if may_fail && moves_money {
                        can.push(Action::Orphan(at));
                    }
                }
            }
        }
    }

    fn outside_can(&self, row: usize, can: &mut Vec<Action>) {
        let state = self.db.rows[row].payment.state;
        let record = &self.pg[row];
        let is_account = self.setup.profile.method == Method::VirtualAccount;
        if self.left.clicks > 0 {
            can.push(Action::Visit(row, Visit::Genuine));
            if self.setup.is_tampered {
                can.extend(
                    [
                        Visit::Stranger,
                        Visit::LessAuthenticated,
                        Visit::OtherAmount,
                        Visit::CalledOff,
                        Visit::Failed,
                    ]
                    .map(|visit| Action::Visit(row, visit)),
                );
                if self.db.rows.len() > 1 {
                    can.push(Action::Visit(row, Visit::OthersKey));
                }
            }
        }
        let tells = self.setup.profile.capabilities.webhooks != Webhooks::None;
        if self.left.hooks > 0 && tells && record.stand != Stand::Absent {
            can.extend(
                [Hook::Genuine, Hook::Repeated, Hook::Forged, Hook::Stale]
                    .map(|hook| Action::Webhook(row, hook)),
            );
        }
        if self.left.requests > 0 {
            if matches!(state, State::Paid | State::PartiallyRefunded | State::Refunding) {
                can.extend([0, 1, 2].map(|which| Action::AskRefund(row, which)));
            }
            can.extend(self.true_decisions(row).map(|decision| Action::Decide(row, decision)));
            if is_account && record.approvals > 0 && record.returned.is_empty() {
                can.push(Action::RollBack(row));
            }
        }
        let takes_deposits = record.due.is_some() && record.approvals == 0 && !record.was_rolled_back;
        if is_account && takes_deposits && record.stand != Stand::Canceled {
            can.push(Action::Deposit(row, super::TOTAL));
            if self.setup.is_tampered {
                can.extend([Action::Deposit(row, 100), Action::Deposit(row, super::TOTAL + 1)]);
            }
        }
    }

    /// What a person may decide who has the PG's console before him.
    pub(super) fn true_decisions(&self, row: usize) -> impl Iterator<Item = Decision> {
        // Under another order's number nothing is held for this one.
        let held = if self.names_its_own(row) { self.pg[row].held() } else { 0 };
        let payment = &self.db.rows[row].payment;
        payment.allowed_decisions().iter().copied().filter(move |decision| match decision {
            Decision::AcceptAsPaid => held == super::TOTAL,
            Decision::Refund => held > 0,
            Decision::Decline => held == 0,
            Decision::AskAgain => true,
        })
    }
}
