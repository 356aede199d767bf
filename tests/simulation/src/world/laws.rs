//! The laws that hold at all times, and the laws that are checked after faults stop and the run is completed.

use super::{Reservation, TOTAL, World};
use crate::amounts::amounts_fit_state;
use crate::guard::Guard;
use daejo::payment::{RefundState, State};

impl World {
    /// The law that is broken now, if any.
    #[must_use]
    pub fn broken_law(&self) -> Option<&'static str> {
        let db = &self.db;
        if let Some(broken_law) = db.broken_law {
            return Some(broken_law);
        }
        if db.free < 0 || db.held < 0 || db.sold < 0 || db.free + db.held + db.sold != db.total {
            return Some("L4 stock is not conserved");
        }
        for row in &db.rows {
            let record = self.pg.get(row_index(row))?;
            if record.approvals > 1 {
                return Some("L3 one payment was captured twice");
            }
            if record.held() < 0 {
                return Some("L5 refunded is more than captured");
            }
            if self.is_refunded_twice(row_index(row)) {
                return Some("L5 one refund was carried out twice, or for more than requested");
            }
            if !amounts_fit_state(
                row.payment.state,
                row.payment.captured.minor(),
                row.payment.refunded.minor(),
            ) {
                return Some("L13 captured and refunded do not fit the state");
            }
            let one_record_each = row.payment.version == row.records + 1;
            if !one_record_each
                && self.setup.guards.has(Guard::EffectsInTheTransaction)
                && self.setup.guards.has(Guard::VersionCheck)
            {
                return Some("L9 versions and records differ");
            }
        }
        None
    }

    fn is_refunded_twice(&self, at: usize) -> bool {
        let refunds = &self.pg[at].refunds;
        self.db.rows[at].payment.refunds.iter().any(|refund| {
            let own =
                refunds.iter().filter(|one| one.reference.as_deref() == Some(refund.refund_id.as_str()));
            let (mut times, mut won) = (0, 0);
            for one in own {
                (times, won) = (times + 1, won + one.amount);
            }
            times > 1 || refund.amount.is_some_and(|requested| won > requested.minor())
        })
    }

    /// The law that is broken after the run is completed, if any.
    #[must_use]
    pub fn broken_law_at_end(&self) -> Option<&'static str> {
        if let Some(broken_law) = self.broken_law() {
            return Some(broken_law);
        }
        let mut held_by_order = vec![0; self.setup.orders.len()];
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
                return Some("L1 charged, and neither shipped nor refunded");
            }
            if shipped && held == 0 && matches!(payment.state, State::Paid) && !row.alerted {
                return Some("L2 shipped, the money is gone, and no operator was alerted");
            }
            if !row.refunded_by_hand && payment.refundable().minor() != held {
                return Some("L1 our amounts differ from the PG's");
            }
            if shipped && row.reservation == Reservation::Released && !row.is_out_of_stock {
                return Some("L4 a shipped item is free again");
            }
            let is_sold = row.reservation == Reservation::Sold;
            let needs_stock = matches!(payment.state, State::Paid | State::PartiallyRefunded)
                || (payment.state == State::Refunded && shipped);
            if needs_stock != is_sold && !row.alerted {
                return Some("L4 stock does not match the payment's state");
            }
            if row.reservation == Reservation::Held {
                return Some("L4 stock is still held");
            }
            held_by_order[row.order] += held;
        }
        if held_by_order.iter().any(|won| *won > TOTAL) {
            return Some("L3 one order was paid twice, and neither was refunded");
        }
        if self.db.fulfilled.iter().any(|times| *times > 1) {
            return Some("L3 one order was shipped twice");
        }
        None
    }
}

impl World {
    /// Whether the payment key from the browser is the one that the PG gave this payment.
    pub(super) fn has_own_payment_key(&self, row: usize) -> bool {
        let key = self.db.rows[row].payment.payment_key.as_ref();
        key.is_none_or(|key| key.as_str() == format!("pay-key-{row}"))
    }

    /// L6: checks it when a payment with a confirm of unknown outcome gets a failed state.
    pub(super) fn check_failed_state(&mut self, row: usize, from: State) {
        let to = self.db.rows[row].payment.state;
        let record = &self.pg[row];
        // A deposit after the due time is late money, not a confirmed payment.
        let is_late = record.due.is_some_and(|due| record.confirmed_at.is_some_and(|at| at >= due));
        let was_open = matches!(from, State::Confirming | State::Unknown) && self.has_own_payment_key(row);
        if was_open
            && matches!(to, State::Declined | State::Canceled | State::Expired)
            && self.pg[row].held() > 0
            && !is_late
        {
            self.db.broken_law.get_or_insert("L6 shown as failed, but the money was captured");
        }
    }

    /// L2 and L3: checks them when an order is shipped.
    pub(super) fn check_shipment(&mut self, row: usize) {
        let order = self.db.rows[row].order;
        // If a bank revokes the deposit during shipping, we cannot see it in time. Then an operator is alerted.
        if self.pg[row].held() < TOTAL && !self.pg[row].was_revoked {
            self.db.broken_law.get_or_insert("L2 shipped without the order's money at the PG");
        }
        let includes_this = self.setup.guards.has(Guard::EffectsInTheTransaction);
        if self.db.fulfilled[order] > u8::from(includes_this) {
            self.db.broken_law.get_or_insert("L3 one order shipped twice");
        }
    }
}

/// The index of a row: the last digit of its payment id.
fn row_index(row: &super::Row) -> usize {
    let digit = row.payment.payment_id.as_str().bytes().last().unwrap_or(b'0');
    usize::from(digit.saturating_sub(b'0'))
}
