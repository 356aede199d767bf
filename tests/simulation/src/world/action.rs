//! What can happen next, and doing it.

use super::World;
use super::host::{Stage, Worker};
use super::pg::{Reach, Stand};
use super::wire::{Answer, Twist};
use crate::profile::Method;
use daejo::payment::{Decision, State, Step};
use daejo::pg::{TransportFailure, Webhooks};
use daejo::time::Timestamp;

/// Who comes back from the payment window, and with what.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Visit {
    /// The shopper: for the first time, with a second click, or from a second tab.
    Genuine,
    /// The shopper's claim in somebody else's session.
    Stranger,
    /// The shopper authenticated 100 won, and the browser claims the order's total.
    LessAuthenticated,
    /// A claim of another amount.
    OtherAmount,
    /// A claim with the number of another order's payment.
    OthersKey,
    /// The window ended without a payment.
    Failed,
    /// The shopper called it off.
    CalledOff,
}

/// A webhook.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Hook {
    /// The PG tells what is.
    Genuine,
    /// The first one again.
    Repeated,
    /// Somebody says that it was paid.
    Forged,
    /// The PG tells what was before the confirm.
    Stale,
}

/// One thing that happens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Action {
    /// An order is placed, or tried once more.
    Checkout(usize),
    /// A browser comes back.
    Visit(usize, Visit),
    /// A worker takes its next step with a payment.
    Work(usize, usize),
    /// A worker dies.
    Crash(usize),
    /// A worker's transaction is rolled back: a deadlock's victim, or the database is gone.
    Abort(usize),
    /// A request reaches the PG.
    Reach(usize, Reach),
    /// A request is lost on the way; surely, or perhaps.
    Lose(usize, bool),
    /// The PG acts and its answer is lost.
    LoseAnswer(usize),
    /// The process that waits for an answer dies.
    Orphan(usize),
    /// An answer comes home.
    Deliver(usize),
    /// A webhook comes.
    Webhook(usize, Hook),
    /// Somebody asks for a refund.
    AskRefund(usize, u8),
    /// A person decides.
    Decide(usize, Decision),
    /// Money is paid into an account, in won.
    Deposit(usize, i64),
    /// The bank takes it back.
    RollBack(usize),
    /// Time goes on to the next moment at which something is due.
    Wait,
    /// Time leaps two hours.
    Leap,
    /// Our clock is set back five minutes.
    SetBack,
}

const LEAP_MS: u64 = 2 * 60 * 60_000;
const SET_BACK_MS: u64 = 5 * 60_000;

impl World {
    fn is_due(&self, row: usize) -> bool {
        matches!(self.next_step(&self.db.rows[row].payment), Step::Call { .. } | Step::Tick)
    }

    /// Nothing is under way and nothing is due.
    fn is_quiet(&self) -> bool {
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
        payment.allowed_decisions(&self.policy()).iter().copied().filter(move |decision| match decision {
            Decision::AcceptAsPaid => held == super::TOTAL,
            Decision::Refund => held > 0,
            Decision::Decline => held == 0,
            Decision::AskAgain => true,
        })
    }

    /// Does it, and pays for it out of what may still happen.
    pub fn act(&mut self, action: Action) {
        self.pay(action);
        match action {
            Action::Checkout(order) => drop(self.checkout(order)),
            Action::Visit(row, visit) => self.visit(row, visit),
            Action::Work(worker, row) => self.work(worker, row),
            Action::Crash(worker) => {
                self.note(|| format!("worker {worker} dies"));
                self.workers[worker] = Worker::Idle;
            }
            Action::Abort(worker) => {
                self.note(|| format!("the transaction of worker {worker} is rolled back"));
                self.workers[worker] = Worker::Idle;
            }
            Action::Reach(at, reach) => self.reach(at, reach, Twist::None),
            Action::Lose(at, surely) => self.lose(at, surely),
            Action::LoseAnswer(at) => {
                let is_deaf = self.wire[at].is_deaf;
                self.reach(at, Reach::Well, Twist::None);
                // Nobody waits for it anyway.
                if !is_deaf {
                    self.wire[at].stage = Stage::Home(Answer::Lost(TransportFailure::TimedOut));
                }
            }
            Action::Orphan(at) => self.orphan(at),
            Action::Deliver(at) => self.deliver(at),
            Action::Webhook(row, hook) => self.webhook(row, hook),
            Action::AskRefund(row, which) => drop(self.ask_refund(row, which)),
            Action::Decide(row, decision) => drop(self.decided(row, decision)),
            Action::Deposit(row, won) => self.deposit(row, won),
            Action::RollBack(row) => self.roll_back(row),
            Action::Wait => self.wait(),
            Action::Leap => self.pass(LEAP_MS),
            Action::SetBack => self.behind_ms += SET_BACK_MS,
        }
    }

    /// Time goes on to the next moment at which something is due.
    pub fn wait(&mut self) {
        if let Some(at) = self.next_moment() {
            self.pass(at.millis_since(self.now));
        }
    }

    /// Time goes by.
    pub fn pass(&mut self, millis: u64) {
        self.now = self.now.plus_millis(millis);
        let (now, profile) = (self.now, self.setup.profile);
        self.pg.iter_mut().for_each(|record| record.age(now, &profile));
    }

    fn pay(&mut self, action: Action) {
        let is_slow = action == Action::Wait && !self.is_quiet();
        let left = &mut self.left;
        let purse = match action {
            Action::Reach(_, Reach::Well) | Action::Work(..) | Action::Deliver(_) | Action::Deposit(..) => {
                return;
            }
            Action::Wait if !is_slow => return,
            Action::Checkout(_) => &mut left.checkouts,
            Action::Visit(..) => &mut left.clicks,
            Action::Webhook(..) => &mut left.hooks,
            Action::AskRefund(..) | Action::Decide(..) | Action::RollBack(_) => &mut left.requests,
            Action::Leap | Action::SetBack => &mut left.jumps,
            Action::Crash(_)
            | Action::Abort(_)
            | Action::Reach(..)
            | Action::Lose(..)
            | Action::LoseAnswer(_)
            | Action::Orphan(_)
            | Action::Wait => &mut left.faults,
        };
        *purse = purse.saturating_sub(1);
    }
}

impl World {
    /// Writes an action down before it is done.
    pub(crate) fn note_action(&mut self, action: Action) {
        self.note(|| format!("> {action:?}"));
    }

    /// Writes down that faults stop here.
    pub(crate) fn note_end(&mut self, person: super::Person) {
        self.note(|| format!("== faults stop; whoever is asked: {person:?}"));
    }
}
