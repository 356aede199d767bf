//! The end of a life: faults stop, everything under way arrives, time goes on, the PG's webhooks and the settlement
//! file come, and a person who is asked looks into the PG's console and decides.

use super::host::{Stage, Worker};
use super::pg::{Reach, Stand};
use super::wire::Twist;
use super::{Left, World};
use crate::profile::Method;
use daejo::payment::{Decision, State, Step};
use daejo::pg::Webhooks;

/// What a person does with a payment whose money is there: both ways out of quarantine have to work.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Person {
    /// Ships it.
    Ships,
    /// Gives the money back.
    GivesBack,
}

/// So many steps, and what is not over then never is.
const MOST_STEPS: u32 = 600;
/// So many times the PG's records are held against ours.
const MOST_TIMES: u32 = 8;

/// How often somebody outside had to do something.
#[derive(Default)]
struct Times {
    asked: u32,
    reconciled: u32,
}

impl World {
    /// Lets everything come to its end. `visit` sees every state on the way and may say that this one is known to
    /// end well.
    pub fn settle_with(
        &mut self,
        person: Person,
        mut is_known: impl FnMut(&Self) -> bool,
    ) -> Option<&'static str> {
        self.left = Left::NOTHING;
        let mut times = Times::default();
        for _ in 0..MOST_STEPS {
            if is_known(self) {
                return None;
            }
            if let Some(broken) = self.broken_law() {
                return Some(broken);
            }
            if !self.goes_on(person, &mut times) {
                return self.broken_at_the_end();
            }
        }
        Some("L12 the process does not end")
    }

    /// Lets everything come to its end.
    pub fn settle(&mut self, person: Person) -> Option<&'static str> {
        self.settle_with(person, |_| false)
    }

    /// One thing happens that has to happen. `false`: nothing has to.
    fn goes_on(&mut self, person: Person, times: &mut Times) -> bool {
        if let Some(at) = self.wire.iter().position(|one| !matches!(one.stage, Stage::Out)) {
            self.deliver(at);
            return true;
        }
        if !self.wire.is_empty() {
            self.reach(0, Reach::Well, Twist::None);
            return true;
        }
        if let Some(at) = self.workers.iter().position(|worker| !matches!(worker, Worker::Idle)) {
            self.work(at, 0);
            return true;
        }
        for row in 0..self.db.rows.len() {
            match self.next_step(&self.db.rows[row].payment) {
                Step::Call { .. } | Step::Tick => {
                    self.work(0, row);
                    return true;
                }
                Step::Wait { .. } | Step::AskAPerson | Step::Nothing => {}
            }
        }
        for row in 0..self.db.rows.len() {
            if self.next_step(&self.db.rows[row].payment) == Step::AskAPerson {
                self.is_asked(row, person, &mut times.asked);
                return true;
            }
        }
        if self.next_moment().is_some() {
            self.wait();
            return true;
        }
        // What was shown so often and is not taken up never will be.
        times.reconciled += 1;
        times.reconciled < MOST_TIMES && (0..self.db.rows.len()).any(|row| self.is_reconciled(row))
    }

    /// The person looks into the console, and decides by what stands there.
    fn is_asked(&mut self, row: usize, person: Person, asked: &mut u32) {
        *asked += 1;
        let held = self.pg[row].held();
        let can: Vec<Decision> = self.true_decisions(row).collect();
        let wanted = match person {
            Person::Ships => [Decision::AcceptAsPaid, Decision::Refund, Decision::Decline],
            Person::GivesBack => [Decision::Refund, Decision::AcceptAsPaid, Decision::Decline],
        };
        // What the process could not give back is given back in the console; the third time is the last.
        if held > 0 && *asked > 2 {
            self.refund_by_hand(row);
            return;
        }
        let decided = wanted
            .into_iter()
            .filter(|decision| can.contains(decision))
            .any(|decision| self.decided(row, decision));
        if decided {
            return;
        }
        // The console says that nothing is held, and the books that something is: the process has to look.
        if held > 0 {
            self.refund_by_hand(row);
        } else if !self.decided(row, Decision::AskAgain) {
            self.pass(60_000);
        }
    }

    /// The PG's webhook or the settlement file shows what nobody has told us.
    fn is_reconciled(&mut self, row: usize) -> bool {
        let (payment, held) = (&self.db.rows[row].payment, self.pg[row].held());
        let differs = payment.refundable().minor() != held && !self.db.rows[row].by_hand;
        let was_rolled_back = self.setup.profile.method == Method::VirtualAccount
            && self.pg[row].stand == Stand::Waiting
            && payment.state == State::Paid;
        if !differs && !was_rolled_back {
            return false;
        }
        if (self.db.rows[row].look_in_console || !self.names_its_own(row)) && held > 0 {
            // Told that the PG cannot be asked, or that it has money under a number that nobody claimed, a person
            // looks there.
            self.refund_by_hand(row);
            return true;
        }
        if payment.inquiry.query_again {
            // Nobody can be asked, and a person was told: the books are his to put right.
            self.db.rows[row].by_hand = self.db.rows[row].look_in_console;
            return false;
        }
        if self.setup.profile.capabilities.webhooks == Webhooks::None {
            self.settlement(row);
        } else {
            self.webhook(row, super::Hook::Genuine);
        }
        true
    }
}
