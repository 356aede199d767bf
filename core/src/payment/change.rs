//! A payment on its way to what it will be, and the few moves that every piece of evidence is made of.

use super::effect::AlertReason;
use super::{Effect, EventKind, Payment, Policy, Refund, RefundState, State, Transition};
use crate::money::Amount;
use crate::order::Order;
use crate::pg::Capabilities;
use crate::reason::Reason;
use crate::time::Timestamp;
use alloc::string::ToString;
use alloc::vec::Vec;

/// A payment on its way to what it will be.
pub(super) struct Change<'a> {
    pub(super) before: &'a Payment,
    pub(super) order: &'a Order,
    pub(super) now: Timestamp,
    pub(super) policy: &'a Policy,
    /// What the PG can do.
    pub(super) abilities: Capabilities,
    /// Which request the evidence answers.
    pub(super) ordinal: u32,
    /// Whether it answers the look that is under way.
    pub(super) is_current_look: bool,
    pub(super) next: Payment,
    effects: Vec<Effect>,
    heard: u32,
    touched: bool,
}

impl<'a> Change<'a> {
    pub(super) fn of(before: &'a Payment, order: &'a Order, now: Timestamp, policy: &'a Policy) -> Self {
        Self {
            before,
            order,
            now,
            policy,
            abilities: policy.abilities(before),
            ordinal: 0,
            is_current_look: false,
            next: before.clone(),
            effects: Vec::new(),
            heard: 0,
            touched: false,
        }
    }

    /// One record for the history, first; a new version; nothing at all if nothing changed.
    pub(super) fn finish(mut self, event: EventKind) -> Transition {
        if self.touched || !self.effects.is_empty() {
            self.next.heard = self.next.heard.max(self.heard);
            debug_assert!(
                self.before.state.moves(event).contains(&self.next.state),
                "{} leads from {} to {}, and the table knows nothing of it",
                event.code(),
                self.before.state.code(),
                self.next.state.code()
            );
            self.next.version = self.next.version.saturating_add(1);
            let record = Effect::Record {
                from: self.before.state,
                to: self.next.state,
                event: event.code().to_string(),
                reason: self.next.reason,
                at: self.now,
            };
            self.effects.insert(0, record);
            if self.next.state != self.before.state {
                self.effects.push(Effect::Publish { state: self.next.state });
            }
        }
        Transition { next: self.next, effects: self.effects }
    }

    /// The PG told where the payment stands.
    pub(super) const fn hear(&mut self) {
        self.heard = self.ordinal;
    }

    /// Whether something newer is known than what this evidence answers.
    pub(super) const fn is_old(&self) -> bool {
        self.ordinal < self.next.heard
    }

    /// What is not sure enough to act upon makes us look; it is passed over if we cannot.
    pub(super) fn look_first(&mut self) {
        if self.next.can_be_asked_for(&self.abilities) && !self.next.look_again {
            self.next.look_again = true;
            self.next.next_at = None;
            self.touch();
        }
    }

    /// Something other than the state changed.
    pub(super) const fn touch(&mut self) {
        self.touched = true;
    }

    pub(super) fn alert(&mut self, reason: AlertReason) {
        self.effects.push(Effect::Alert { reason });
    }

    pub(super) fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Moves on: the counters of the state before do not count any more.
    pub(super) fn enter(&mut self, state: State, reason: Option<Reason>) {
        self.touched = true;
        self.next.state = state;
        self.next.reason = reason;
        self.next.vain_queries = 0;
        self.next.not_found = 0;
        self.next.next_at = None;
    }

    /// The end without money. What was held is free again.
    pub(super) fn end(&mut self, state: State, reason: Reason) {
        self.enter(state, Some(reason));
        self.next.unknown_since = None;
        self.next.calls_at_end = self.next.calls;
        if !self.next.fulfilled {
            // What was given out does not come back by itself.
            self.effects.push(Effect::ReleaseStock);
        }
    }

    pub(super) fn quarantine(&mut self, reason: Option<Reason>) {
        self.enter(State::Quarantined, reason);
        self.next.unknown_since = None;
        self.alert(AlertReason::DecisionNeeded);
    }

    /// The outcome is open: ask, and soon.
    pub(super) fn unknown(&mut self, reason: Reason, not_before_seconds: Option<u32>) {
        // A confirm that was sent again is the same open outcome: neither its pauses nor its budget begin anew.
        let again = self.next.open_confirms > 1;
        let (vain, since) = if again { (self.next.vain_queries, self.next.unknown_since) } else { (0, None) };
        let first = self.policy.ask_again_at(&self.next, vain, self.now);
        self.enter(State::Unknown, Some(reason));
        self.next.vain_queries = vain;
        self.next.unknown_since = since.or(Some(self.now));
        let asked = not_before_seconds.map(|s| self.now.plus_millis(u64::from(s).saturating_mul(1_000)));
        self.next.next_at = Some(asked.map_or(first, |asked| asked.max(first)));
        self.undo_at_once();
    }

    /// What can be undone is undone at once: the PG takes it for minutes only.
    pub(super) fn undo_at_once(&mut self) {
        if self.next.state == State::Unknown
            && matches!(self.next.due(self.now, self.policy), super::due::Due::Undo)
        {
            self.next.next_at = None;
        }
    }

    /// The money is there.
    pub(super) fn paid(&mut self, captured: Amount, refunded: Amount) {
        self.enter(State::Paid, Some(Reason::Approved));
        self.next.captured = captured;
        self.next.refunded = refunded;
        self.next.unknown_since = None;
        // What differed on the way was settled by an answer that agrees.
        self.next.mismatches.clear();
        if !self.next.fulfilled {
            self.next.fulfilled = true;
            self.effects.push(Effect::CommitStock);
            self.effects.push(Effect::Fulfil);
        }
    }

    /// The refund under way, to be changed.
    pub(super) fn open_refund(&mut self) -> Option<&mut Refund> {
        self.next
            .refunds
            .iter_mut()
            .find(|refund| matches!(refund.state, RefundState::Requested | RefundState::Unknown))
    }
}
