//! The host, step by step as `examples/server/src/host`: load, decide, store over the version that was loaded, and
//! only then send. Between any two steps somebody else may act, and a worker may die.

use super::World;
use super::db::Refusal;
use super::wire::Answer;
use crate::guard::Guard;
use daejo::payment::{Effect, Event, LateMoney, Step, Transition};
use daejo::pg::{Operation, PgCall};

/// A change that was decided and not yet stored.
#[derive(Clone, Debug)]
pub struct Pending {
    pub(super) row: usize,
    pub(super) from_version: u32,
    pub(super) change: Transition,
    pub(super) revives: bool,
    /// The answer that it follows from, for a second try over a newer version.
    pub(super) answer: Option<Answer>,
    /// What is to be sent once it is stored.
    pub(super) out: Option<Outgoing>,
}

/// A request that may leave.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub(super) row: usize,
    pub(super) call: PgCall,
    pub(super) key: Option<String>,
    pub(super) ordinal: u32,
}

/// What a worker is at.
#[derive(Clone, Debug)]
pub enum Worker {
    /// Nothing.
    Idle,
    /// It has loaded and decided.
    Deciding(Box<Pending>),
    /// Its intent is stored.
    Announced(Box<Outgoing>),
    /// Its change is stored and the effects are not: only without their guard.
    Finishing(usize, Vec<Effect>),
}

/// Where an exchange with the PG is.
#[derive(Clone, Debug)]
pub enum Stage {
    /// On its way to the PG.
    Out,
    /// On its way home.
    Home(Answer),
    /// Home, and what it changes is decided and not yet stored.
    Deciding(Box<Pending>),
}

/// A request that left.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Whose it is.
    pub row: usize,
    /// What was asked.
    pub operation: Operation,
    /// Which request of its payment it is.
    pub ordinal: u32,
    pub(super) call: PgCall,
    pub(super) key: Option<String>,
    /// Where it is.
    pub stage: Stage,
    /// Its process died: nobody takes the answer.
    pub is_deaf: bool,
    /// Its intent was not stored: only without that guard.
    pub is_unannounced: bool,
}

impl Exchange {
    /// What was asked, with its arguments.
    #[must_use]
    pub const fn call(&self) -> &PgCall {
        &self.call
    }
}

impl World {
    /// A worker takes its next step with a payment.
    pub(crate) fn work(&mut self, worker: usize, row: usize) {
        let now = std::mem::replace(&mut self.workers[worker], Worker::Idle);
        self.workers[worker] = match now {
            Worker::Idle => self.take_up(row),
            Worker::Deciding(pending) => self.store(*pending),
            Worker::Announced(outgoing) => {
                self.send(*outgoing, false);
                Worker::Idle
            }
            Worker::Finishing(row, effects) => {
                self.db.carry_out(row, &effects, self.setup.guards);
                Worker::Idle
            }
        };
    }

    /// Loads a payment, asks the core, and decides.
    fn take_up(&mut self, row: usize) -> Worker {
        let payment = &self.db.rows[row].payment;
        let from_version = payment.version;
        let (event, call, key) = match self.next_step(payment) {
            Step::Call { call, idempotency_key, .. } => {
                (Event::CallStarted { operation: call.operation() }, Some(call), idempotency_key)
            }
            Step::Tick => (Event::TimePassed, None, None),
            Step::Wait { .. } | Step::AskAPerson | Step::Nothing => return Worker::Idle,
        };
        let Ok(change) = self.decide(row, &event, &self.policy()) else { return Worker::Idle };
        let ordinal = change.next.requests.count;
        let mut key = key.map(String::from);
        if !self.setup.guards.stands(Guard::SameKeyAgain) {
            key = key.map(|key| format!("{key}:{ordinal}"));
        }
        let out = call.map(|call| Outgoing { row, call, key, ordinal });
        if let Some(out) = &out
            && !self.setup.guards.stands(Guard::IntentFirst)
        {
            self.send(out.clone(), true);
            return Worker::Idle;
        }
        let pending = Pending { row, from_version, change, revives: false, answer: None, out };
        if self.setup.is_split { Worker::Deciding(Box::new(pending)) } else { self.store(pending) }
    }

    fn store(&mut self, pending: Pending) -> Worker {
        if self.commit(&pending).is_err() {
            // Somebody was faster: the loop begins anew.
            return Worker::Idle;
        }
        let row = pending.row;
        match pending.out {
            Some(out) => Worker::Announced(Box::new(out)),
            None if self.setup.guards.stands(Guard::EffectsWithTheRow) => Worker::Idle,
            None => Worker::Finishing(row, pending.change.effects),
        }
    }

    fn send(&mut self, out: Outgoing, is_unannounced: bool) {
        let operation = out.call.operation();
        self.note(|| format!("row {}: {} #{} leaves", out.row, operation.code(), out.ordinal));
        self.wire.push(Exchange {
            row: out.row,
            operation,
            ordinal: out.ordinal,
            call: out.call,
            key: out.key,
            stage: Stage::Out,
            is_deaf: false,
            is_unannounced,
        });
    }

    /// Tells the core about `event` and prepares what follows. `None` if the core turned it away or nothing changed.
    pub(super) fn prepare(&self, row: usize, event: &Event<'_>, refund_late: bool) -> Option<Pending> {
        let mut policy = self.policy();
        if refund_late {
            policy = policy.refunding_late_money();
        }
        let from_version = self.db.rows[row].payment.version;
        let change = self.decide(row, event, &policy).ok()?;
        let revives = policy.late_money == LateMoney::Revive;
        change.is_change().then_some(Pending { row, from_version, change, revives, answer: None, out: None })
    }

    /// `Host::apply`: over whatever version is the newest, in one transaction.
    pub fn apply(&mut self, row: usize, event: &Event<'_>) -> bool {
        let Some(pending) = self.prepare(row, event, false) else { return false };
        match self.commit(&pending) {
            Ok(()) => self.finish(pending),
            // The stock of a revived order is gone, or its order is paid by another attempt: the money goes back.
            Err(Refusal::StockGone | Refusal::NotUnique) if pending.revives => {
                let Some(pending) = self.prepare(row, event, true) else { return false };
                if self.commit(&pending).is_err() {
                    return false;
                }
                self.finish(pending);
            }
            Err(Refusal::Conflict | Refusal::NotUnique | Refusal::StockGone) => return false,
        }
        true
    }

    fn finish(&mut self, pending: Pending) {
        if !self.setup.guards.stands(Guard::EffectsWithTheRow) {
            self.db.carry_out(pending.row, &pending.change.effects, self.setup.guards);
        }
    }

    /// One transaction.
    pub(super) fn commit(&mut self, pending: &Pending) -> Result<(), Refusal> {
        let Pending { row, from_version, change, revives, .. } = pending;
        let from = self.db.rows[*row].payment.state;
        let stored = self.db.save(*row, *from_version, change, *revives, self.setup.guards);
        self.note(|| {
            let record = change.effects.iter().find_map(|effect| match effect {
                Effect::Record { event, reason, .. } => {
                    Some(format!("{event}{}", reason.map_or(String::new(), |why| format!(" ({why})"))))
                }
                Effect::CommitStock
                | Effect::ReleaseStock
                | Effect::Fulfil
                | Effect::Alert { .. }
                | Effect::Publish { .. } => None,
            });
            let what = record.unwrap_or_default();
            let to = change.next.state.code();
            match stored {
                Ok(()) => format!("row {row}: {what}: {} -> {to}", from.code()),
                Err(why) => format!("row {row}: {what}: not stored, {why:?}"),
            }
        });
        stored?;
        if change.effects.contains(&Effect::Fulfil) {
            self.shipped(*row);
        }
        self.shown_as_failed(*row, from);
        Ok(())
    }
}
