//! The laws that hold at every moment. Those about the end are asked once everything has settled.

use super::{Reservation, TOTAL, World};
use crate::guard::Guard;
use daejo::payment::{RefundState, State};

impl World {
    /// The law that is broken now, if one is.
    #[must_use]
    pub fn broken_law(&self) -> Option<&'static str> {
        let db = &self.db;
        if let Some(broken) = db.broken {
            return Some(broken);
        }
        if db.free < 0 || db.held < 0 || db.sold < 0 || db.free + db.held + db.sold != db.total {
            return Some("L4 stock is not conserved");
        }
        for row in &db.rows {
            let record = self.pg.get(row_number(row))?;
            if record.approvals > 1 {
                return Some("L3 one payment was taken twice");
            }
            if record.held() < 0 {
                return Some("L5 more went back than was taken");
            }
            if self.is_given_back_twice(row_number(row)) {
                return Some("L5 one refund was carried out twice, or for more than was asked");
            }
            if !sums_fit(row.payment.state, row.payment.captured.minor(), row.payment.refunded.minor()) {
                return Some("L13 captured and refunded do not fit the state");
            }
            let one_record_each = row.payment.version == row.records + 1;
            if !one_record_each
                && self.setup.guards.stands(Guard::EffectsWithTheRow)
                && self.setup.guards.stands(Guard::VersionCheck)
            {
                return Some("L9 versions and records differ");
            }
        }
        None
    }

    fn is_given_back_twice(&self, at: usize) -> bool {
        let returned = &self.pg[at].returned;
        self.db.rows[at].payment.refunds.iter().any(|refund| {
            let mine =
                returned.iter().filter(|one| one.reference.as_deref() == Some(refund.refund_id.as_str()));
            let (mut times, mut won) = (0, 0);
            for one in mine {
                (times, won) = (times + 1, won + one.amount);
            }
            times > 1 || refund.amount.is_some_and(|asked| won > asked.minor())
        })
    }

    /// The law that is broken although everything has settled.
    #[must_use]
    pub fn broken_at_the_end(&self) -> Option<&'static str> {
        if let Some(broken) = self.broken_law() {
            return Some(broken);
        }
        let mut kept = vec![0; self.setup.orders.len()];
        for (at, row) in self.db.rows.iter().enumerate() {
            let (payment, held) = (&row.payment, self.pg[at].held());
            if !payment.state.is_settled() {
                return Some("L12 the payment was left open");
            }
            let is_open = |state| matches!(state, RefundState::Requested | RefundState::Unknown);
            if payment.refunds.iter().any(|refund| is_open(refund.state)) {
                return Some("L12 a refund was left open");
            }
            let shipped = payment.fulfilled;
            if held > 0 && !shipped {
                return Some("L1 charged, and neither shipped nor given back");
            }
            if shipped && held == 0 && matches!(payment.state, State::Paid) && !row.told {
                return Some("L2 shipped, and nobody was told that the money is gone");
            }
            if !row.by_hand && payment.refundable().minor() != held {
                return Some("L1 our books are not the PG's");
            }
            if shipped && row.reservation == Reservation::Released && !row.is_short {
                return Some("L4 what was shipped is free for another");
            }
            let is_sold = row.reservation == Reservation::Sold;
            let keeps = matches!(payment.state, State::Paid | State::PartiallyRefunded)
                || (payment.state == State::Refunded && shipped);
            if keeps != is_sold && !row.told {
                return Some("L4 stock does not follow the payment");
            }
            if row.reservation == Reservation::Held {
                return Some("L4 stock is held for ever");
            }
            kept[row.order] += held;
        }
        if kept.iter().any(|won| *won > TOTAL) {
            return Some("L3 one order was paid twice, and both are kept");
        }
        if self.db.fulfilled.iter().any(|times| *times > 1) {
            return Some("L3 one order was shipped twice");
        }
        None
    }
}

impl World {
    /// Whether the browser brought the number that the PG gave this payment.
    pub(super) fn names_its_own(&self, row: usize) -> bool {
        let key = self.db.rows[row].payment.payment_key.as_ref();
        key.is_none_or(|key| key.as_str() == format!("pay-key-{row}"))
    }

    /// L6, at the moment at which a confirm that may have been taken is shown as failed.
    pub(super) fn shown_as_failed(&mut self, row: usize, from: State) {
        let to = self.db.rows[row].payment.state;
        let record = &self.pg[row];
        // What is paid into an account after its time is late money, and no confirm that was taken.
        let is_late = record.due.is_some_and(|due| record.confirmed_at.is_some_and(|at| at >= due));
        let was_open = matches!(from, State::Confirming | State::Unknown) && self.names_its_own(row);
        if was_open
            && matches!(to, State::Declined | State::Canceled | State::Expired)
            && self.pg[row].held() > 0
            && !is_late
        {
            self.db.broken.get_or_insert("L6 shown as failed, and the money was taken");
        }
    }

    /// L2 and L3, at the moment of shipping.
    pub(super) fn shipped(&mut self, row: usize) {
        let order = self.db.rows[row].order;
        // What a bank takes back while we ship cannot be seen in time; a person is told then.
        if self.pg[row].held() < TOTAL && !self.pg[row].was_rolled_back {
            self.db.broken.get_or_insert("L2 shipped without the order's money at the PG");
        }
        let already = self.setup.guards.stands(Guard::EffectsWithTheRow);
        if self.db.fulfilled[order] > u8::from(already) {
            self.db.broken.get_or_insert("L3 one order shipped twice");
        }
    }
}

/// Written from the laws, and not from the core: what each state says about what was taken and given back.
fn sums_fit(state: State, captured: i64, refunded: i64) -> bool {
    let within = (0..=captured).contains(&refunded);
    within
        && match state {
            State::Ready | State::Confirming | State::AwaitingDeposit => captured == 0,
            State::Declined | State::Canceled | State::Expired => captured == 0,
            State::Paid => captured > 0 && refunded == 0,
            State::PartiallyRefunded => refunded > 0 && refunded < captured,
            State::Refunded => captured > 0 && refunded == captured,
            State::Refunding => refunded < captured || captured == 0,
            State::Unknown | State::Reversing | State::Quarantined => true,
        }
}

/// A row's place: its payment's number.
fn row_number(row: &super::Row) -> usize {
    let digit = row.payment.payment_id.as_str().bytes().last().unwrap_or(b'0');
    usize::from(digit.saturating_sub(b'0'))
}
