//! When two worlds are the same: what was is forgotten where nothing can depend on it, and times are relative.

use super::host::{Outgoing, Pending, Stage, Worker};
use super::{World, time};
use daejo::payment::Payment;
use daejo::time::Timestamp;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};

/// Where "now" is put, so that times before it stay representable.
const NOW_MS: i64 = 1_000_000_000_000;

struct Sink<'a>(&'a mut DefaultHasher);

impl Write for Sink<'_> {
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
    /// What tells this world from another. `with_purse`: also what may still happen to it.
    #[must_use]
    pub fn key(&self, with_purse: bool) -> u64 {
        let mut hasher = DefaultHasher::new();
        if with_purse {
            self.left.hash(&mut hasher);
        }
        self.behind_ms.hash(&mut hasher);
        self.rows_into(&mut hasher);
        self.pg_into(&mut hasher);
        for worker in &self.workers {
            match worker {
                Worker::Idle => 0_u8.hash(&mut hasher),
                Worker::Deciding(pending) => {
                    1_u8.hash(&mut hasher);
                    self.pending_into(pending, &mut hasher);
                }
                Worker::Announced(outgoing) => {
                    2_u8.hash(&mut hasher);
                    self.outgoing_into(outgoing, &mut hasher);
                }
                Worker::Finishing(row, effects) => (3_u8, row, effects.len()).hash(&mut hasher),
            }
        }
        for one in &self.wire {
            let current = self.is_current(one.row, one.ordinal);
            (one.row, one.operation, current, one.is_deaf, one.is_unannounced, &one.key).hash(&mut hasher);
            self.call_into(&one.call, &mut hasher);
            match &one.stage {
                Stage::Out => 0_u8.hash(&mut hasher),
                Stage::Home(answer) => (1_u8, answer).hash(&mut hasher),
                Stage::Deciding(pending) => self.pending_into(pending, &mut hasher),
            }
        }
        hasher.finish()
    }

    /// Whether it is the request that its payment waits for; and whether it is older
    /// than the payment's end, or than what is known since.
    fn is_current(&self, row: usize, ordinal: u32) -> (bool, bool, bool) {
        let payment = &self.db.rows[row].payment;
        (
            payment.requests.in_flight.is_some_and(|call| call.ordinal == ordinal),
            ordinal > payment.requests.count_at_end,
            ordinal < payment.inquiry.last_answer,
        )
    }

    fn rows_into(&self, hasher: &mut DefaultHasher) {
        let db = &self.db;
        (db.free, db.held, db.sold, &db.fulfilled, db.broken).hash(hasher);
        for row in &db.rows {
            (row.reservation, row.told, row.look_in_console, row.is_short, row.by_hand, &row.hooks)
                .hash(hasher);
            self.payment_into(&row.payment, hasher);
        }
    }

    fn payment_into(&self, payment: &Payment, hasher: &mut DefaultHasher) {
        let now = self.our_now();
        let mut bare = payment.clone();
        // Versions and ordinals only ever count; what matters is which is the newest.
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
        // A payment is plain data: writing it to memory cannot fail.
        let _ = serde_json::to_writer(Sink(hasher), &bare);
    }

    fn pg_into(&self, hasher: &mut DefaultHasher) {
        for record in &self.pg {
            let ago = |at: Timestamp| at.millis() - self.now.millis();
            let born = ago(record.born);
            (record.amount, record.stand, record.taken, record.approvals, &record.returned).hash(hasher);
            (born, record.confirmed_at.map(ago), record.due.map(ago), record.was_rolled_back).hash(hasher);
            for kept in &record.kept {
                (&kept.key, ago(kept.at), &kept.answer).hash(hasher);
            }
        }
    }

    fn pending_into(&self, pending: &Pending, hasher: &mut DefaultHasher) {
        let is_newest = self.db.rows[pending.row].payment.version == pending.from_version;
        (pending.row, is_newest, pending.revives, pending.change.effects.len()).hash(hasher);
        self.payment_into(&pending.change.next, hasher);
        if let Some(out) = &pending.out {
            self.outgoing_into(out, hasher);
        }
    }

    fn outgoing_into(&self, out: &Outgoing, hasher: &mut DefaultHasher) {
        (out.row, &out.key, self.is_current(out.row, out.ordinal)).hash(hasher);
        self.call_into(&out.call, hasher);
    }

    fn call_into(&self, call: &daejo::pg::PgCall, hasher: &mut DefaultHasher) {
        // As a payment's: plain data.
        let _ = serde_json::to_writer(Sink(hasher), call);
    }
}
