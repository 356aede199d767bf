//! One thing that happens, and doing it.

use super::World;
use super::host::{Stage, Worker};
use super::pg::Reach;
use super::wire::{Answer, Twist};
use daejo::payment::Decision;
use daejo::pg::TransportFailure;

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
    /// A request reaches the PG, whose answer contradicts itself.
    Contradict(usize, Twist),
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
            Action::Contradict(at, twist) => self.reach(at, Reach::Well, twist),
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
            | Action::Contradict(..)
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
