//! The network between host and PG: requests and answers arrive, arrive late, or are lost.

use super::World;
use super::host::{Exchange, Stage, Worker};
use super::pg::{RefundAsked, Treatment};
use super::wire::{Answer, Distortion};
use crate::guard::Guard;
use daejo::money::Amount;
use daejo::payment::Event;
use daejo::pg::{Body, HttpResponse, Operation, OrderQuery, PgCall, Reply, TransportFailure};

/// The last digit of one of our ids: 3 for `order-1003` and `pay-key-3`.
fn trailing_digit(text: &str) -> usize {
    text.bytes().last().map_or(0, |digit| usize::from(digit.saturating_sub(b'0')))
}

/// Converts the answer to a reply and calls `with` on it.
pub fn as_reply<T>(answer: &Answer, with: impl FnOnce(Reply<'_>) -> T) -> T {
    match answer.bytes() {
        Err(failure) => with(Reply::Failure(failure)),
        Ok((status, body)) => {
            let body = Body::new(&body);
            with(Reply::Response(HttpResponse { status, retry_after_seconds: None, body }))
        }
    }
}

impl World {
    /// A request reaches the PG, and the answer is put on the wire.
    pub fn reach_pg(&mut self, at: usize, treatment: Treatment, distortion: Distortion) {
        let exchange = self.wire[at].clone();
        let answer = self.pg_answer(&exchange, treatment, distortion);
        self.note(|| {
            format!(
                "  {} #{} reaches the PG ({treatment:?} {distortion:?})",
                exchange.operation.code(),
                exchange.ordinal
            )
        });
        let answer = match treatment {
            Treatment::ErrorAfterActing => Answer::Error(500, "FAILED_INTERNAL_SYSTEM_PROCESSING"),
            Treatment::PageAfterActing => Answer::Raw(200, b"<html>maintenance</html>"),
            Treatment::Normal | Treatment::TemporaryError | Treatment::Decline | Treatment::Busy => answer,
        };
        self.wire[at].stage = Stage::FromPg(answer);
        if self.wire[at].is_orphaned {
            self.wire.remove(at);
        }
    }

    fn pg_answer(&mut self, exchange: &Exchange, treatment: Treatment, distortion: Distortion) -> Answer {
        let setup = std::sync::Arc::clone(&self.setup);
        let (now, profile) = (self.now, &setup.profile);
        self.pg.iter_mut().for_each(|record| record.advance(now, profile));
        let distortion = if setup.is_frozen { Distortion::UnknownStatus } else { distortion };
        let key = exchange.key.as_deref();
        let minor = Amount::minor;
        match &exchange.call {
            PgCall::Confirm { order_id, payment_key, amount, .. } => {
                let asked = (trailing_digit(order_id.as_str()), amount.minor());
                let Some(record) = self.pg.get_mut(trailing_digit(payment_key.as_str())) else {
                    return not_found();
                };
                record.confirm(asked, key, (now, profile), (treatment, distortion))
            }
            PgCall::QueryByPaymentKey { payment_key } => {
                if profile.capabilities.order_query == OrderQuery::None {
                    self.db.broken_law.get_or_insert("a PG without queries was queried");
                }
                let record = self.pg.get(trailing_digit(payment_key.as_str()));
                record.map_or_else(not_found, |record| record.query(now, profile, distortion))
            }
            PgCall::QueryByOrderId { order_id } => {
                if profile.capabilities.order_query != OrderQuery::ByOrderId {
                    self.db
                        .broken_law
                        .get_or_insert("a PG without queries by order id was queried by order id");
                }
                let order = trailing_digit(order_id.as_str());
                let record = self.pg.iter().rfind(|record| record.order == order);
                record.map_or_else(not_found, |record| record.query(now, profile, distortion))
            }
            PgCall::Refund { payment_key, refund_id, amount, refundable, to_account, .. } => {
                let asked = RefundAsked {
                    reference: refund_id.as_str(),
                    amount: amount.map(minor),
                    refundable: refundable.map(minor),
                    to_account: *to_account,
                };
                let Some(record) = self.pg.get_mut(trailing_digit(payment_key.as_str())) else {
                    return not_found();
                };
                record.refund(&asked, key, (now, profile), (treatment, distortion))
            }
            PgCall::Reverse { payment_key, .. } => {
                if profile.capabilities.reversal_ms == 0 {
                    self.db.broken_law.get_or_insert("a PG without reversals was asked to reverse");
                }
                let Some(record) = self.pg.get_mut(trailing_digit(payment_key.as_str())) else {
                    return not_found();
                };
                record.reverse((now, profile), treatment)
            }
        }
    }

    /// A request or an answer is lost. `is_known`: we know that the request was not sent.
    pub fn lose(&mut self, at: usize, is_known: bool) {
        let failure = if is_known { TransportFailure::NotSent } else { TransportFailure::ConnectionLost };
        self.note(|| format!("  lost ({failure:?})"));
        self.wire[at].stage = Stage::FromPg(Answer::Lost(failure));
    }

    /// The process that waits for an answer crashes.
    pub fn orphan(&mut self, at: usize) {
        self.note(|| "  the process that waits for the answer crashes".into());
        if matches!(self.wire[at].stage, Stage::ToPg) {
            self.wire[at].is_orphaned = true;
        } else {
            self.wire.remove(at);
        }
    }

    /// An answer arrives at our host and is applied.
    pub fn deliver(&mut self, at: usize) {
        let exchange = self.wire[at].clone();
        match exchange.stage {
            Stage::ToPg => {}
            Stage::FromPg(answer) => {
                if exchange.is_intent_missing {
                    // Without the guard `IntentFirst` the intent is stored with the answer, if at all.
                    self.apply(exchange.row, &Event::CallStarted { operation: exchange.operation });
                }
                let for_core = self.answer_for_core(exchange.row, &answer);
                let (operation, ordinal, row) = (exchange.operation, exchange.ordinal, exchange.row);
                as_reply(&for_core, |reply| {
                    let event = Event::Answered { operation, ordinal, reply };
                    if self.setup.is_split {
                        let pending = self.prepare(row, &event, false);
                        match pending {
                            Some(mut pending) => {
                                pending.answer = Some(for_core.clone());
                                self.wire[at].stage = Stage::ChangePending(Box::new(pending));
                            }
                            None => drop(self.wire.remove(at)),
                        }
                    } else {
                        self.wire.remove(at);
                        self.apply(row, &event);
                    }
                });
            }
            Stage::ChangePending(pending) => {
                match self.commit(&pending) {
                    Ok(()) if self.setup.guards.has(Guard::EffectsInTheTransaction) => {}
                    Ok(()) => self.workers.push(Worker::EffectsPending(pending.row, pending.change.effects)),
                    Err(_) => return self.decide_again(at),
                }
                self.wire.remove(at);
            }
        }
    }

    /// A newer version is stored, so the same answer is applied again to that version.
    fn decide_again(&mut self, at: usize) {
        let exchange = self.wire.remove(at);
        let Stage::ChangePending(pending) = exchange.stage else { return };
        let Some(answer) = pending.answer else { return };
        let (operation, ordinal) = (exchange.operation, exchange.ordinal);
        as_reply(&answer, |reply| self.apply(exchange.row, &Event::Answered { operation, ordinal, reply }));
    }
}

const fn not_found() -> Answer {
    Answer::Error(404, "NOT_FOUND_PAYMENT")
}

const _: () = {
    // `pg_answer` handles every operation.
    assert!(Operation::ALL.len() == 5);
};
