//! The hash by which worlds are compared. History that cannot influence the future is left out, and times are relative.

use super::host::{Outgoing, Pending, Stage, Worker};
use super::{World, time};
use daejo::payment::Payment;
use daejo::time::Timestamp;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};

/// The value of "now" in relative times. It is large enough for times before it.
const NOW_MS: i64 = 1_000_000_000_000;

struct HashWriter<'a>(&'a mut DefaultHasher);

impl Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn shift(at: Timestamp, now: Timestamp) -> Timestamp {
    time(at.millis() - now.millis() + NOW_MS)
}

impl World {
    /// The hash of this world. `with_budget`: the hash includes the budget.
    #[must_use]
    pub fn key(&self, with_budget: bool) -> u64 {
        let mut hasher = DefaultHasher::new();
        if with_budget {
            self.budget.hash(&mut hasher);
        }
        self.clock_lag_ms.hash(&mut hasher);
        self.hash_rows(&mut hasher);
        self.hash_pg(&mut hasher);
        for worker in &self.workers {
            match worker {
                Worker::Idle => 0_u8.hash(&mut hasher),
                Worker::ChangePending(pending) => {
                    1_u8.hash(&mut hasher);
                    self.hash_pending(pending, &mut hasher);
                }
                Worker::IntentStored(outgoing) => {
                    2_u8.hash(&mut hasher);
                    self.hash_outgoing(outgoing, &mut hasher);
                }
                Worker::EffectsPending(row, effects) => (3_u8, row, effects.len()).hash(&mut hasher),
            }
        }
        for one in &self.wire {
            let current = self.is_current(one.row, one.ordinal);
            (one.row, one.operation, current, one.is_orphaned, one.is_intent_missing, &one.key)
                .hash(&mut hasher);
            self.hash_call(&one.call, &mut hasher);
            match &one.stage {
                Stage::ToPg => 0_u8.hash(&mut hasher),
                Stage::FromPg(answer) => (1_u8, answer).hash(&mut hasher),
                Stage::ChangePending(pending) => self.hash_pending(pending, &mut hasher),
            }
        }
        hasher.finish()
    }

    /// Three facts about the request with this ordinal: whether the payment waits for it, whether it was sent after the
    /// payment's final state, and whether it is older than the last answer.
    fn is_current(&self, row: usize, ordinal: u32) -> (bool, bool, bool) {
        let payment = &self.db.rows[row].payment;
        (
            payment.requests.in_flight.is_some_and(|call| call.ordinal == ordinal),
            ordinal > payment.requests.count_at_end,
            ordinal < payment.inquiry.last_answer,
        )
    }

    fn hash_rows(&self, hasher: &mut DefaultHasher) {
        let db = &self.db;
        (db.free, db.held, db.sold, &db.fulfilled, db.broken_law).hash(hasher);
        for row in &db.rows {
            (
                row.reservation,
                row.alerted,
                row.check_console,
                row.is_out_of_stock,
                row.refunded_by_hand,
                &row.webhook_ids,
            )
                .hash(hasher);
            self.hash_payment(&row.payment, hasher);
        }
    }

    fn hash_payment(&self, payment: &Payment, hasher: &mut DefaultHasher) {
        let now = self.our_now();
        let mut bare = payment.clone();
        // Versions and ordinals only count up. Only which one is the newest matters.
        (bare.version, bare.requests.count, bare.inquiry.last_answer) = (0, 0, 0);
        if let Some(hint) = &mut bare.inquiry.webhook_hint {
            hint.received_at = shift(hint.received_at, now);
        }
        bare.requests.count_at_end = u32::from(payment.requests.count_at_end == payment.requests.count);
        if let Some(in_flight) = &mut bare.requests.in_flight {
            (in_flight.ordinal, in_flight.deadline_at) = (0, shift(in_flight.deadline_at, now));
        }
        bare.expires_at = shift(bare.expires_at, now);
        for at in [
            &mut bare.confirm.claimed_at,
            &mut bare.inquiry.unknown_since,
            &mut bare.requests.not_before,
            &mut bare.inquiry.queried_at,
            &mut bare.deposit.due_at,
            &mut bare.confirm.first_sent_at,
        ] {
            *at = at.map(|at| shift(at, now));
        }
        for refund in &mut bare.refunds {
            refund.sent_at = refund.sent_at.map(|at| shift(at, now));
        }
        for decision in &mut bare.decisions {
            decision.at = shift(decision.at, now);
        }
        // A payment is plain data, so writing it to memory cannot fail.
        let _ = serde_json::to_writer(HashWriter(hasher), &bare);
    }

    fn hash_pg(&self, hasher: &mut DefaultHasher) {
        for record in &self.pg {
            let ago = |at: Timestamp| at.millis() - self.now.millis();
            let authenticated_at = ago(record.authenticated_at);
            (record.amount, record.state, record.captured, record.approvals, &record.refunds).hash(hasher);
            (authenticated_at, record.confirmed_at.map(ago), record.due.map(ago), record.was_revoked)
                .hash(hasher);
            for stored in &record.stored_answers {
                (&stored.key, ago(stored.at), &stored.answer).hash(hasher);
            }
        }
    }

    fn hash_pending(&self, pending: &Pending, hasher: &mut DefaultHasher) {
        let is_newest = self.db.rows[pending.row].payment.version == pending.from_version;
        (pending.row, is_newest, pending.revives, pending.change.effects.len()).hash(hasher);
        self.hash_payment(&pending.change.next, hasher);
        if let Some(out) = &pending.out {
            self.hash_outgoing(out, hasher);
        }
    }

    fn hash_outgoing(&self, out: &Outgoing, hasher: &mut DefaultHasher) {
        (out.row, &out.key, self.is_current(out.row, out.ordinal)).hash(hasher);
        self.hash_call(&out.call, hasher);
    }

    fn hash_call(&self, call: &daejo::pg::PgCall, hasher: &mut DefaultHasher) {
        // A call is plain data, too.
        let _ = serde_json::to_writer(HashWriter(hasher), call);
    }
}
