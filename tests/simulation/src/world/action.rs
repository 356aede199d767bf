//! The actions in the world, and how each is carried out.

use super::World;
use super::host::{Stage, Worker};
use super::pg::Treatment;
use super::wire::{Answer, Distortion};
use daejo::payment::Decision;
use daejo::pg::TransportFailure;

/// A return from the payment window: which browser returns, and what it sends.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Visit {
    /// The shopper returns: for the first time, with a second click, or from a second tab.
    Genuine,
    /// The shopper's claim, but in the session of another customer.
    OtherCustomer,
    /// The shopper authenticated 100 won, and the browser claims the order's total.
    LowerAmountAuthenticated,
    /// The claim has another amount.
    OtherAmount,
    /// The claim has the payment key of another order's payment.
    OtherPaymentKey,
    /// The window was closed without a payment.
    Failed,
    /// The shopper canceled.
    Canceled,
}

/// A webhook.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum WebhookKind {
    /// The PG sends its current record.
    Genuine,
    /// The first webhook is sent again.
    Repeated,
    /// A forged webhook says that the payment was paid.
    Forged,
    /// A late webhook with the record before the confirm.
    Stale,
}

/// One action. The first number is the index of the row, worker, exchange or order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Action {
    /// An order is placed, or a new payment is started for it.
    Checkout(usize),
    /// A browser returns from the payment window.
    Visit(usize, Visit),
    /// A worker (first index) does its next step with a payment (second index).
    Work(usize, usize),
    /// A worker crashes.
    Crash(usize),
    /// A worker's transaction is rolled back: it is a deadlock victim, or the database is down.
    RollBackTransaction(usize),
    /// A request reaches the PG.
    ReachPg(usize, Treatment),
    /// A request reaches the PG, and the answer contradicts itself.
    Contradict(usize, Distortion),
    /// A request is lost. `true`: we know that it was not sent. `false`: it may have been sent.
    Lose(usize, bool),
    /// The PG carries out the request, and its answer is lost.
    LoseAnswer(usize),
    /// The process that waits for an answer crashes.
    Orphan(usize),
    /// An answer arrives at our host.
    Deliver(usize),
    /// A webhook arrives.
    Webhook(usize, WebhookKind),
    /// A refund is requested.
    RequestRefund(usize, u8),
    /// An operator decides.
    Decide(usize, Decision),
    /// Money is deposited into a virtual account. The second number is the amount in won.
    Deposit(usize, i64),
    /// The bank revokes the deposit.
    RevokeDeposit(usize),
    /// Time advances to the next time at which something is due.
    Wait,
    /// Time jumps forward by two hours.
    JumpForward,
    /// Our clock is set back five minutes.
    SetClockBack,
}

const JUMP_MS: u64 = 2 * 60 * 60_000;
const SET_BACK_MS: u64 = 5 * 60_000;

impl World {
    /// Carries out the action and subtracts it from the budget.
    pub fn act(&mut self, action: Action) {
        self.spend_budget(action);
        match action {
            Action::Checkout(order) => drop(self.checkout(order)),
            Action::Visit(row, visit) => self.visit(row, visit),
            Action::Work(worker, row) => self.work(worker, row),
            Action::Crash(worker) => {
                self.note(|| format!("worker {worker} crashes"));
                self.workers[worker] = Worker::Idle;
            }
            Action::RollBackTransaction(worker) => {
                self.note(|| format!("the transaction of worker {worker} is rolled back"));
                self.workers[worker] = Worker::Idle;
            }
            Action::ReachPg(at, treatment) => self.reach_pg(at, treatment, Distortion::None),
            Action::Contradict(at, distortion) => self.reach_pg(at, Treatment::Normal, distortion),
            Action::Lose(at, is_known) => self.lose(at, is_known),
            Action::LoseAnswer(at) => {
                let is_orphaned = self.wire[at].is_orphaned;
                self.reach_pg(at, Treatment::Normal, Distortion::None);
                // No process waits for the answer of an orphaned request.
                if !is_orphaned {
                    self.wire[at].stage = Stage::FromPg(Answer::Lost(TransportFailure::TimedOut));
                }
            }
            Action::Orphan(at) => self.orphan(at),
            Action::Deliver(at) => self.deliver(at),
            Action::Webhook(row, kind) => self.webhook(row, kind),
            Action::RequestRefund(row, which) => drop(self.request_refund(row, which)),
            Action::Decide(row, decision) => drop(self.decide_as_operator(row, decision)),
            Action::Deposit(row, won) => self.deposit(row, won),
            Action::RevokeDeposit(row) => self.revoke_deposit(row),
            Action::Wait => self.wait(),
            Action::JumpForward => self.advance_time(JUMP_MS),
            Action::SetClockBack => self.clock_lag_ms += SET_BACK_MS,
        }
    }

    /// Time advances to the next time at which something is due.
    pub fn wait(&mut self) {
        if let Some(at) = self.next_due_time() {
            self.advance_time(at.millis_since(self.now));
        }
    }

    /// Advances the time, and the PG's records with it.
    pub fn advance_time(&mut self, millis: u64) {
        self.now = self.now.plus_millis(millis);
        let (now, profile) = (self.now, self.setup.profile);
        self.pg.iter_mut().for_each(|record| record.advance(now, &profile));
    }

    fn spend_budget(&mut self, action: Action) {
        let is_slow = action == Action::Wait && !self.is_idle();
        let budget = &mut self.budget;
        let counter = match action {
            Action::ReachPg(_, Treatment::Normal)
            | Action::Work(..)
            | Action::Deliver(_)
            | Action::Deposit(..) => {
                return;
            }
            Action::Wait if !is_slow => return,
            Action::Checkout(_) => &mut budget.checkouts,
            Action::Visit(..) => &mut budget.clicks,
            Action::Webhook(..) => &mut budget.webhooks,
            Action::RequestRefund(..) | Action::Decide(..) | Action::RevokeDeposit(_) => &mut budget.requests,
            Action::JumpForward | Action::SetClockBack => &mut budget.clock_jumps,
            Action::Crash(_)
            | Action::RollBackTransaction(_)
            | Action::ReachPg(..)
            | Action::Contradict(..)
            | Action::Lose(..)
            | Action::LoseAnswer(_)
            | Action::Orphan(_)
            | Action::Wait => &mut budget.faults,
        };
        *counter = counter.saturating_sub(1);
    }
}

impl World {
    /// Writes an action to the trace.
    pub(crate) fn note_action(&mut self, action: Action) {
        self.note(|| format!("> {action:?}"));
    }

    /// Writes to the trace that faults stop here.
    pub(crate) fn note_end(&mut self, person: super::Person) {
        self.note(|| format!("== faults stop; operator: {person:?}"));
    }
}
