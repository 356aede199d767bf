//! The network between host and PG: requests and answers that come, come late, or do not.

use super::World;
use super::host::{Exchange, Stage, Worker};
use super::pg::{Reach, RefundAsked};
use super::wire::{Answer, Twist};
use crate::guard::Guard;
use daejo::money::Amount;
use daejo::payment::Event;
use daejo::pg::{Body, HttpResponse, Operation, OrderQuery, PgCall, Reply, TransportFailure};

/// The number in an id of ours: `order-1003`, `pay-key-3`.
fn number(text: &str) -> usize {
    text.bytes().last().map_or(0, |digit| usize::from(digit.saturating_sub(b'0')))
}

/// Runs `with` on the answer as a reply.
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
    /// A request reaches the PG, which treats it in some way.
    pub fn reach(&mut self, at: usize, reach: Reach, twist: Twist) {
        let exchange = self.wire[at].clone();
        let answer = self.at_pg(&exchange, reach, twist);
        self.note(|| {
            format!(
                "  {} #{} reaches the PG ({reach:?} {twist:?})",
                exchange.operation.code(),
                exchange.ordinal
            )
        });
        let answer = match reach {
            Reach::ErrorAfter => Answer::Error(500, "FAILED_INTERNAL_SYSTEM_PROCESSING"),
            Reach::PageAfter => Answer::Raw(200, b"<html>maintenance</html>"),
            Reach::Well | Reach::PassingError | Reach::Declines | Reach::Busy => answer,
        };
        self.wire[at].stage = Stage::Home(answer);
        if self.wire[at].is_deaf {
            self.wire.remove(at);
        }
    }

    fn at_pg(&mut self, exchange: &Exchange, reach: Reach, twist: Twist) -> Answer {
        let setup = std::sync::Arc::clone(&self.setup);
        let (now, profile) = (self.now, &setup.profile);
        self.pg.iter_mut().for_each(|record| record.age(now, profile));
        let twist = if setup.is_frozen { Twist::Word } else { twist };
        let key = exchange.key.as_deref();
        let minor = Amount::minor;
        match &exchange.call {
            PgCall::Confirm { order_id, payment_key, amount, .. } => {
                let asked = (number(order_id.as_str()), amount.minor());
                let Some(record) = self.pg.get_mut(number(payment_key.as_str())) else { return missing() };
                record.confirm(asked, key, (now, profile), (reach, twist))
            }
            PgCall::QueryByPaymentKey { payment_key } => {
                if profile.capabilities.order_query == OrderQuery::None {
                    self.db.broken.get_or_insert("a PG was asked that cannot be asked");
                }
                let record = self.pg.get(number(payment_key.as_str()));
                record.map_or_else(missing, |record| record.query(now, profile, twist))
            }
            PgCall::QueryByOrderId { order_id } => {
                if profile.capabilities.order_query != OrderQuery::ByOrderId {
                    self.db
                        .broken
                        .get_or_insert("a PG was asked by an order's number that it cannot look up");
                }
                let order = number(order_id.as_str());
                let record = self.pg.iter().rfind(|record| record.order == order);
                record.map_or_else(missing, |record| record.query(now, profile, twist))
            }
            PgCall::Refund { payment_key, refund_id, amount, refundable, to_account, .. } => {
                let asked = RefundAsked {
                    reference: refund_id.as_str(),
                    amount: amount.map(minor),
                    refundable: refundable.map(minor),
                    to_account: *to_account,
                };
                let Some(record) = self.pg.get_mut(number(payment_key.as_str())) else { return missing() };
                record.refund(&asked, key, (now, profile), (reach, twist))
            }
            PgCall::Reverse { payment_key, .. } => {
                if profile.capabilities.reversal_ms == 0 {
                    self.db.broken.get_or_insert("a PG was asked to reverse that cannot");
                }
                let Some(record) = self.pg.get_mut(number(payment_key.as_str())) else { return missing() };
                record.reverse((now, profile), reach)
            }
        }
    }

    /// A request or an answer is lost. Where `surely` it never left, we know.
    pub fn lose(&mut self, at: usize, surely: bool) {
        let failure = if surely { TransportFailure::NotSent } else { TransportFailure::ConnectionLost };
        self.note(|| format!("  lost ({failure:?})"));
        self.wire[at].stage = Stage::Home(Answer::Lost(failure));
    }

    /// The process that waits for an answer dies.
    pub fn orphan(&mut self, at: usize) {
        self.note(|| "  the process that waits for it dies".into());
        if matches!(self.wire[at].stage, Stage::Out) {
            self.wire[at].is_deaf = true;
        } else {
            self.wire.remove(at);
        }
    }

    /// An answer comes home, and the core is told.
    pub fn deliver(&mut self, at: usize) {
        let exchange = self.wire[at].clone();
        match exchange.stage {
            Stage::Out => {}
            Stage::Home(answer) => {
                if exchange.is_unannounced {
                    // Without its guard the intent is stored with the answer, if at all.
                    self.apply(exchange.row, &Event::CallStarted { operation: exchange.operation });
                }
                let shown = self.shown(exchange.row, &answer);
                let (operation, ordinal, row) = (exchange.operation, exchange.ordinal, exchange.row);
                as_reply(&shown, |reply| {
                    let event = Event::Answered { operation, ordinal, reply };
                    if self.setup.is_split {
                        let pending = self.prepare(row, &event, false);
                        match pending {
                            Some(mut pending) => {
                                pending.answer = Some(shown.clone());
                                self.wire[at].stage = Stage::Deciding(Box::new(pending));
                            }
                            None => drop(self.wire.remove(at)),
                        }
                    } else {
                        self.wire.remove(at);
                        self.apply(row, &event);
                    }
                });
            }
            Stage::Deciding(pending) => {
                match self.commit(&pending) {
                    Ok(()) if self.setup.guards.stands(Guard::EffectsWithTheRow) => {}
                    Ok(()) => self.workers.push(Worker::Finishing(pending.row, pending.change.effects)),
                    Err(_) => return self.decide_again(at),
                }
                self.wire.remove(at);
            }
        }
    }

    /// Somebody stored a newer version: the same answer, told once more over that one.
    fn decide_again(&mut self, at: usize) {
        let exchange = self.wire.remove(at);
        let Stage::Deciding(pending) = exchange.stage else { return };
        let Some(answer) = pending.answer else { return };
        let (operation, ordinal) = (exchange.operation, exchange.ordinal);
        as_reply(&answer, |reply| self.apply(exchange.row, &Event::Answered { operation, ordinal, reply }));
    }
}

const fn missing() -> Answer {
    Answer::Error(404, "NOT_FOUND_PAYMENT")
}

const _: () = {
    // Every operation that a profile can be asked has a way to the PG above.
    assert!(Operation::ALL.len() == 5);
};
