//! The shop's database: rows with versions, unique keys, stock and history. Each change is one transaction, as in
//! `examples/server/src/store`.

use crate::guard::{Guard, Guards};
use daejo::order::Order;
use daejo::payment::{AlertReason, Effect, EventKind, Payment, State, Transition};

/// The state of a payment's stock reservation.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Reservation {
    /// The item is held for the payment.
    Held,
    /// The item is sold.
    Sold,
    /// The item is released.
    Released,
}

/// Why a transaction was not committed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CommitError {
    /// A newer version is stored.
    Conflict,
    /// Another payment has this payment key, or is the active payment of this order.
    NotUnique,
    /// There is no stock for a revived order.
    StockGone,
}

/// One stored payment.
#[derive(Clone, Debug)]
pub struct Row {
    /// The payment.
    pub payment: Payment,
    /// Index of its order.
    pub order: usize,
    /// Its stock reservation.
    pub reservation: Reservation,
    /// Number of records in its history, without the first version.
    pub records: u32,
    /// Whether an operator was alerted.
    pub alerted: bool,
    /// Whether an alert asks an operator to check the PG's console: the PG cannot be queried, or its record differs.
    pub check_console: bool,
    /// Whether it was paid and the stock was sold out. The shop was alerted.
    pub is_out_of_stock: bool,
    /// Whether an operator refunded money in the PG's console.
    pub refunded_by_hand: bool,
    /// Ids of the received webhooks, for the unique key.
    pub webhook_ids: Vec<u8>,
}

/// The shop's records.
#[derive(Clone, Debug)]
pub struct Db {
    /// Payments, oldest first.
    pub rows: Vec<Row>,
    /// Items that are free.
    pub free: i32,
    /// Items that are held.
    pub held: i32,
    /// Items that are sold.
    pub sold: i32,
    /// All items.
    pub total: i32,
    /// Number of shipments of each order.
    pub fulfilled: Vec<u8>,
    /// The first broken law that was found while storing or sending.
    pub broken_law: Option<&'static str>,
}

/// The states in the store's unique index `payments_active`.
const fn is_active(state: State) -> bool {
    matches!(state, State::Ready | State::Confirming | State::AwaitingDeposit | State::Unknown | State::Paid)
}

/// The states that are not in the store's unique index `payments_key`.
const fn has_released_key(state: State) -> bool {
    matches!(state, State::Declined | State::Canceled | State::Expired)
}

impl Db {
    pub(super) fn new(stock: i32, orders: usize) -> Self {
        Self {
            rows: Vec::new(),
            free: stock,
            held: 0,
            sold: 0,
            total: stock,
            fulfilled: vec![0; orders],
            broken_law: None,
        }
    }

    /// The checkout: holds an item and creates a payment, if the order has no active payment.
    pub(super) fn insert(&mut self, payment: Payment, order: usize, guards: Guards) -> bool {
        let has_active = self.rows.iter().any(|row| row.order == order && is_active(row.payment.state));
        if self.free == 0 || (has_active && guards.has(Guard::OneActiveAttempt)) {
            return false;
        }
        (self.free, self.held) = (self.free - 1, self.held + 1);
        self.rows.push(Row {
            payment,
            order,
            reservation: Reservation::Held,
            records: 0,
            alerted: false,
            check_console: false,
            is_out_of_stock: false,
            refunded_by_hand: false,
            webhook_ids: Vec::new(),
        });
        true
    }

    /// One transaction: stores the row if its version is `from_version`, together with the effects.
    pub(super) fn save(
        &mut self,
        at: usize,
        from_version: u32,
        change: &Transition,
        revives: bool,
        guards: Guards,
    ) -> Result<(), CommitError> {
        let row = &self.rows[at];
        if row.payment.version != from_version && guards.has(Guard::VersionCheck) {
            return Err(CommitError::Conflict);
        }
        let next = &change.next;
        let others = || self.rows.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, row)| row);
        let same_key = next.payment_key.is_some()
            && !has_released_key(next.state)
            && others().any(|row| {
                row.payment.payment_key == next.payment_key && !has_released_key(row.payment.state)
            });
        if same_key && guards.has(Guard::UniquePaymentKey) {
            return Err(CommitError::NotUnique);
        }
        let is_second = is_active(next.state)
            && others().any(|other| other.order == row.order && is_active(other.payment.state));
        if is_second && guards.has(Guard::OneActiveAttempt) {
            return Err(CommitError::NotUnique);
        }
        let commits = change.effects.contains(&Effect::CommitStock);
        if commits
            && revives
            && guards.has(Guard::ReviveOnlyWithStock)
            && row.reservation == Reservation::Released
            && self.free == 0
        {
            return Err(CommitError::StockGone);
        }
        if self.rows[at].payment.version.checked_add(1) != Some(next.version)
            && guards.has(Guard::VersionCheck)
        {
            self.broken_law.get_or_insert("L9 two changes with one version");
        }
        let by_operator = change.effects.iter().any(
            |effect| matches!(effect, Effect::Record { event, .. } if event == EventKind::Decided.code()),
        );
        if next.refunded < self.rows[at].payment.refunded && !by_operator {
            self.broken_law.get_or_insert("L13 refunded became smaller");
        }
        self.rows[at].payment = next.clone();
        if guards.has(Guard::EffectsInTheTransaction) {
            self.carry_out(at, &change.effects, guards);
        }
        Ok(())
    }

    pub(super) fn carry_out(&mut self, at: usize, effects: &[Effect], guards: Guards) {
        let mut records = 0;
        for effect in effects {
            match effect {
                Effect::Record { .. } => records += 1,
                Effect::CommitStock => self.commit_stock(at, guards),
                Effect::ReleaseStock => self.release_stock(at),
                Effect::Fulfil => {
                    let order = self.rows[at].order;
                    self.fulfilled[order] += 1;
                }
                Effect::Alert { reason } => {
                    self.rows[at].alerted = true;
                    self.rows[at].check_console |=
                        matches!(reason, AlertReason::CannotBeAsked | AlertReason::PgDisagrees);
                }
                Effect::Publish { .. } => {}
            }
        }
        if records != 1 {
            self.broken_law.get_or_insert("L9 a change without exactly one record");
        }
        self.rows[at].records += records;
    }

    fn commit_stock(&mut self, at: usize, guards: Guards) {
        match self.rows[at].reservation {
            Reservation::Held => (self.held, self.sold) = (self.held - 1, self.sold + 1),
            Reservation::Released if self.free > 0 => (self.free, self.sold) = (self.free - 1, self.sold + 1),
            // Paid and sold out: the shop is alerted.
            Reservation::Released => {
                self.rows[at].is_out_of_stock = guards.has(Guard::ReviveOnlyWithStock);
                self.rows[at].alerted |= self.rows[at].is_out_of_stock;
                return;
            }
            Reservation::Sold => return,
        }
        self.rows[at].reservation = Reservation::Sold;
    }

    fn release_stock(&mut self, at: usize) {
        match self.rows[at].reservation {
            Reservation::Held => (self.held, self.free) = (self.held - 1, self.free + 1),
            Reservation::Sold => (self.sold, self.free) = (self.sold - 1, self.free + 1),
            Reservation::Released => return,
        }
        self.rows[at].reservation = Reservation::Released;
    }

    /// Marks a webhook as received. `false` if it was received before.
    pub(super) fn receive(&mut self, at: usize, webhook_id: u8, guards: Guards) -> bool {
        let known = self.rows[at].webhook_ids.contains(&webhook_id);
        if known && guards.has(Guard::UniqueWebhook) {
            return false;
        }
        if !known {
            self.rows[at].webhook_ids.push(webhook_id);
        }
        true
    }

    /// The order that a payment is for.
    #[must_use]
    pub fn order_of<'a>(&self, at: usize, orders: &'a [Order]) -> &'a Order {
        &orders[self.rows[at].order]
    }
}
