//! The host, with the same steps as `examples/server/src/host`: load, decide, store if the version is unchanged, and
//! only then send. Between any two steps another worker may act, and a worker may crash.

use super::World;
use super::db::CommitError;
use super::wire::Answer;
use crate::guard::Guard;
use daejo::payment::{Effect, Event, LateMoney, Step, Transition};
use daejo::pg::{Operation, PgCall};

/// A change that is decided and not yet stored.
#[derive(Clone, Debug)]
pub struct Pending {
    pub(super) row: usize,
    pub(super) from_version: u32,
    pub(super) change: Transition,
    pub(super) revives: bool,
    /// The answer that caused the change, for a second attempt if a newer version is stored.
    pub(super) answer: Option<Answer>,
    /// The request to send after the change is stored.
    pub(super) out: Option<Outgoing>,
}

/// A request that is ready to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub(super) row: usize,
    pub(super) call: PgCall,
    pub(super) key: Option<String>,
    pub(super) ordinal: u32,
}

/// The state of a worker.
#[derive(Clone, Debug)]
pub enum Worker {
    /// It does nothing.
    Idle,
    /// It has loaded the payment and decided.
    ChangePending(Box<Pending>),
    /// The intent of its request is stored.
    IntentStored(Box<Outgoing>),
    /// Its change is stored and the effects are not. This happens only without the guard `EffectsInTheTransaction`.
    EffectsPending(usize, Vec<Effect>),
}

/// The stage of an exchange with the PG.
#[derive(Clone, Debug)]
pub enum Stage {
    /// The request is on its way to the PG.
    ToPg,
    /// The answer is on its way to our host.
    FromPg(Answer),
    /// The answer has arrived. Its change is decided and not yet stored.
    ChangePending(Box<Pending>),
}

/// A request that was sent, and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The row of its payment.
    pub row: usize,
    /// The operation.
    pub operation: Operation,
    /// Sequence number of the request in its payment, from 1.
    pub ordinal: u32,
    pub(super) call: PgCall,
    pub(super) key: Option<String>,
    /// The stage.
    pub stage: Stage,
    /// The process that sent it crashed, so no process takes the answer.
    pub is_orphaned: bool,
    /// Its intent was not stored. This happens only without the guard `IntentFirst`.
    pub is_intent_missing: bool,
}

impl Exchange {
    /// The request with its arguments.
    #[must_use]
    pub const fn call(&self) -> &PgCall {
        &self.call
    }
}

impl World {
    /// A worker does its next step with a payment.
    pub(crate) fn work(&mut self, worker: usize, row: usize) {
        let now = std::mem::replace(&mut self.workers[worker], Worker::Idle);
        self.workers[worker] = match now {
            Worker::Idle => self.load_and_decide(row),
            Worker::ChangePending(pending) => self.store(*pending),
            Worker::IntentStored(outgoing) => {
                self.send(*outgoing, false);
                Worker::Idle
            }
            Worker::EffectsPending(row, effects) => {
                self.db.carry_out(row, &effects, self.setup.guards);
                Worker::Idle
            }
        };
    }

    /// Loads a payment, calls the core, and stores the change unless storing is a separate step.
    fn load_and_decide(&mut self, row: usize) -> Worker {
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
        if !self.setup.guards.has(Guard::SameIdempotencyKey) {
            key = key.map(|key| format!("{key}:{ordinal}"));
        }
        let out = call.map(|call| Outgoing { row, call, key, ordinal });
        if let Some(out) = &out
            && !self.setup.guards.has(Guard::IntentFirst)
        {
            self.send(out.clone(), true);
            return Worker::Idle;
        }
        let pending = Pending { row, from_version, change, revives: false, answer: None, out };
        if self.setup.is_split { Worker::ChangePending(Box::new(pending)) } else { self.store(pending) }
    }

    fn store(&mut self, pending: Pending) -> Worker {
        if self.commit(&pending).is_err() {
            // Another worker stored a newer version, so this worker starts again.
            return Worker::Idle;
        }
        let row = pending.row;
        match pending.out {
            Some(out) => Worker::IntentStored(Box::new(out)),
            None if self.setup.guards.has(Guard::EffectsInTheTransaction) => Worker::Idle,
            None => Worker::EffectsPending(row, pending.change.effects),
        }
    }

    fn send(&mut self, out: Outgoing, is_intent_missing: bool) {
        let operation = out.call.operation();
        self.note(|| format!("row {}: {} #{} is sent", out.row, operation.code(), out.ordinal));
        self.wire.push(Exchange {
            row: out.row,
            operation,
            ordinal: out.ordinal,
            call: out.call,
            key: out.key,
            stage: Stage::ToPg,
            is_orphaned: false,
            is_intent_missing,
        });
    }

    /// Applies `event` in the core and prepares the change. `None` if the core rejected the event or nothing changed.
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

    /// `Host::apply`: applies the event to the newest version, in one transaction.
    pub fn apply(&mut self, row: usize, event: &Event<'_>) -> bool {
        let Some(pending) = self.prepare(row, event, false) else { return false };
        match self.commit(&pending) {
            Ok(()) => self.finish(pending),
            // No stock for the revived order, or another payment has paid the order: the money is refunded.
            Err(CommitError::StockGone | CommitError::NotUnique) if pending.revives => {
                let Some(pending) = self.prepare(row, event, true) else { return false };
                if self.commit(&pending).is_err() {
                    return false;
                }
                self.finish(pending);
            }
            Err(CommitError::Conflict | CommitError::NotUnique | CommitError::StockGone) => return false,
        }
        true
    }

    fn finish(&mut self, pending: Pending) {
        if !self.setup.guards.has(Guard::EffectsInTheTransaction) {
            self.db.carry_out(pending.row, &pending.change.effects, self.setup.guards);
        }
    }

    /// One transaction.
    pub(super) fn commit(&mut self, pending: &Pending) -> Result<(), CommitError> {
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
            self.check_shipment(*row);
        }
        self.check_failed_state(*row, from);
        Ok(())
    }
}
