//! The completion of a run: faults stop, everything in flight arrives, time advances, the PG's webhooks and the
//! settlement file arrive, and an operator checks the PG's console and decides.

use super::host::{Stage, Worker};
use super::pg::{PgState, Treatment};
use super::wire::Distortion;
use super::{Budget, World};
use crate::profile::Method;
use daejo::payment::{Decision, State, Step};
use daejo::pg::Webhooks;

/// What the operator does with a quarantined payment if the PG has the money. Both decisions have to work.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Person {
    /// Accepts it as paid, so that it ships.
    Ships,
    /// Refunds the money.
    Refunds,
}

/// Limit of steps. A run that is not completed after them counts as endless.
const MAX_STEPS: u32 = 600;
/// Limit of comparisons of the PG's records with ours.
const MAX_COMPARISONS: u32 = 8;

/// Number of interventions from outside.
#[derive(Default)]
struct Interventions {
    decisions: u32,
    reconciled: u32,
}

impl World {
    /// Completes the run without faults, and returns the law that breaks. `is_known` is called with every state. If it
    /// returns `true`, the state is known to end well, and the completion stops.
    pub fn settle_with(
        &mut self,
        person: Person,
        mut is_known: impl FnMut(&Self) -> bool,
    ) -> Option<&'static str> {
        self.budget = Budget::NONE;
        let mut interventions = Interventions::default();
        for _ in 0..MAX_STEPS {
            if is_known(self) {
                return None;
            }
            if let Some(broken_law) = self.broken_law() {
                return Some(broken_law);
            }
            if !self.step_without_faults(person, &mut interventions) {
                return self.broken_law_at_end();
            }
        }
        Some("L12 the process does not end")
    }

    /// Completes the run without faults, and returns the law that breaks.
    pub fn settle(&mut self, person: Person) -> Option<&'static str> {
        self.settle_with(person, |_| false)
    }

    /// Carries out the next necessary action. `false`: nothing is left to do.
    fn step_without_faults(&mut self, person: Person, interventions: &mut Interventions) -> bool {
        if let Some(at) = self.wire.iter().position(|one| !matches!(one.stage, Stage::ToPg)) {
            self.deliver(at);
            return true;
        }
        if !self.wire.is_empty() {
            self.reach_pg(0, Treatment::Normal, Distortion::None);
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
                self.decide_by_console(row, person, &mut interventions.decisions);
                return true;
            }
        }
        if self.next_due_time().is_some() {
            self.wait();
            return true;
        }
        // After this many comparisons, further ones change nothing.
        interventions.reconciled += 1;
        interventions.reconciled < MAX_COMPARISONS && (0..self.db.rows.len()).any(|row| self.reconcile(row))
    }

    /// The operator checks the PG's console and decides by its record.
    fn decide_by_console(&mut self, row: usize, person: Person, decisions: &mut u32) {
        *decisions += 1;
        let held = self.pg[row].held();
        let allowed: Vec<Decision> = self.correct_decisions(row).collect();
        let wanted = match person {
            Person::Ships => [Decision::AcceptAsPaid, Decision::Refund, Decision::Decline],
            Person::Refunds => [Decision::Refund, Decision::AcceptAsPaid, Decision::Decline],
        };
        // What the process could not refund is refunded in the console at the third attempt.
        if held > 0 && *decisions > 2 {
            self.refund_by_hand(row);
            return;
        }
        let decided = wanted
            .into_iter()
            .filter(|decision| allowed.contains(decision))
            .any(|decision| self.decide_as_operator(row, decision));
        if decided {
            return;
        }
        // The PG holds nothing, but our record says that it does: the process has to query the PG.
        if held > 0 {
            self.refund_by_hand(row);
        } else if !self.decide_as_operator(row, Decision::AskAgain) {
            self.advance_time(60_000);
        }
    }

    /// If the PG's record differs from ours, a webhook or the settlement file reports it. `false`: no difference is
    /// left.
    fn reconcile(&mut self, row: usize) -> bool {
        let (payment, held) = (&self.db.rows[row].payment, self.pg[row].held());
        let differs = payment.refundable().minor() != held && !self.db.rows[row].refunded_by_hand;
        let was_revoked = self.setup.profile.method == Method::VirtualAccount
            && self.pg[row].state == PgState::AwaitingDeposit
            && payment.state == State::Paid;
        if !differs && !was_revoked {
            return false;
        }
        if (self.db.rows[row].check_console || !self.has_own_payment_key(row)) && held > 0 {
            // The alert says that the PG cannot be queried, or that it holds money under an unclaimed payment key, so
            // an operator checks the console.
            self.refund_by_hand(row);
            return true;
        }
        if payment.inquiry.query_again {
            // The PG cannot be queried, and an operator was alerted, who corrects our record.
            self.db.rows[row].refunded_by_hand = self.db.rows[row].check_console;
            return false;
        }
        if self.setup.profile.capabilities.webhooks == Webhooks::None {
            self.settlement_differs(row);
        } else {
            self.webhook(row, super::WebhookKind::Genuine);
        }
        true
    }
}
