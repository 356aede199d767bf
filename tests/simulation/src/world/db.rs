//! The shop's database: rows with versions, unique keys, stock, history; one transaction a change, as in
//! `examples/server/src/store`.

use crate::guard::{Guard, Guards};
use daejo::order::Order;
use daejo::payment::{AlertReason, Effect, EventKind, Payment, State, Transition};

/// Where a payment's piece of stock is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Reservation {
    /// Held for it.
    Held,
    /// Sold to it.
    Sold,
    /// Let go.
    Released,
}

/// Why a transaction was not committed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// Somebody stored a newer version.
    Conflict,
    /// Another payment has this number, or is this order's.
    NotUnique,
    /// A revived order's stock is gone.
    StockGone,
}

/// One payment, as it is stored.
#[derive(Clone, Debug)]
pub struct Row {
    /// The payment.
    pub payment: Payment,
    /// Its order.
    pub order: usize,
    /// Its stock.
    pub reservation: Reservation,
    /// How many records its history has, beyond the first version.
    pub records: u32,
    /// Whether a person was told of anything.
    pub told: bool,
    /// Whether a person was told to look in the PG's console: it cannot be asked, or its record does not agree.
    pub look_in_console: bool,
    /// Whether it was paid for and sold out: the shop was told.
    pub is_short: bool,
    /// Whether a person gave money back in the PG's console.
    pub by_hand: bool,
    /// Digits that were given to webhooks, for the unique key.
    pub hooks: Vec<u8>,
}

/// The shop's records.
#[derive(Clone, Debug)]
pub struct Db {
    /// Payments, oldest first.
    pub rows: Vec<Row>,
    /// Pieces that nobody has.
    pub free: i32,
    /// Pieces held.
    pub held: i32,
    /// Pieces sold.
    pub sold: i32,
    /// All of them.
    pub total: i32,
    /// How often each order was shipped.
    pub fulfilled: Vec<u8>,
    /// The law that the database saw broken.
    pub broken: Option<&'static str>,
}

/// The store's index `payments_active`.
const fn is_active(state: State) -> bool {
    matches!(state, State::Ready | State::Confirming | State::AwaitingDeposit | State::Unknown | State::Paid)
}

/// What the store's index `payments_key` passes over.
const fn has_let_go(state: State) -> bool {
    matches!(state, State::Declined | State::Canceled | State::Expired)
}

impl Db {
    pub(super) fn new(pieces: i32, orders: usize) -> Self {
        Self {
            rows: Vec::new(),
            free: pieces,
            held: 0,
            sold: 0,
            total: pieces,
            fulfilled: vec![0; orders],
            broken: None,
        }
    }

    /// The checkout: holds a piece and makes a payment, if the order has none that is active.
    pub(super) fn insert(&mut self, payment: Payment, order: usize, guards: Guards) -> bool {
        let taken = self.rows.iter().any(|row| row.order == order && is_active(row.payment.state));
        if self.free == 0 || (taken && guards.stands(Guard::OneActiveAttempt)) {
            return false;
        }
        (self.free, self.held) = (self.free - 1, self.held + 1);
        self.rows.push(Row {
            payment,
            order,
            reservation: Reservation::Held,
            records: 0,
            told: false,
            look_in_console: false,
            is_short: false,
            by_hand: false,
            hooks: Vec::new(),
        });
        true
    }

    /// One transaction: the row over the version that the change was made from, and its effects with it.
    pub(super) fn save(
        &mut self,
        at: usize,
        from_version: u32,
        change: &Transition,
        revives: bool,
        guards: Guards,
    ) -> Result<(), Refusal> {
        let row = &self.rows[at];
        if row.payment.version != from_version && guards.stands(Guard::VersionCheck) {
            return Err(Refusal::Conflict);
        }
        let next = &change.next;
        let others = || self.rows.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, row)| row);
        let same_key = next.payment_key.is_some()
            && !has_let_go(next.state)
            && others()
                .any(|row| row.payment.payment_key == next.payment_key && !has_let_go(row.payment.state));
        if same_key && guards.stands(Guard::UniquePaymentKey) {
            return Err(Refusal::NotUnique);
        }
        let two = is_active(next.state)
            && others().any(|other| other.order == row.order && is_active(other.payment.state));
        if two && guards.stands(Guard::OneActiveAttempt) {
            return Err(Refusal::NotUnique);
        }
        let commits = change.effects.contains(&Effect::CommitStock);
        if commits
            && revives
            && guards.stands(Guard::ReviveOnlyWithStock)
            && row.reservation == Reservation::Released
            && self.free == 0
        {
            return Err(Refusal::StockGone);
        }
        if self.rows[at].payment.version.checked_add(1) != Some(next.version)
            && guards.stands(Guard::VersionCheck)
        {
            self.broken.get_or_insert("L9 two changes with one version");
        }
        let by_a_person = change.effects.iter().any(
            |effect| matches!(effect, Effect::Record { event, .. } if event == EventKind::Decided.code()),
        );
        if next.refunded < self.rows[at].payment.refunded && !by_a_person {
            self.broken.get_or_insert("L13 what was given back fell");
        }
        self.rows[at].payment = next.clone();
        if guards.stands(Guard::EffectsWithTheRow) {
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
                    self.rows[at].told = true;
                    self.rows[at].look_in_console |=
                        matches!(reason, AlertReason::CannotBeAsked | AlertReason::PgDisagrees);
                }
                Effect::Publish { .. } => {}
            }
        }
        if records != 1 {
            self.broken.get_or_insert("L9 a change without exactly one record");
        }
        self.rows[at].records += records;
    }

    fn commit_stock(&mut self, at: usize, guards: Guards) {
        match self.rows[at].reservation {
            Reservation::Held => (self.held, self.sold) = (self.held - 1, self.sold + 1),
            Reservation::Released if self.free > 0 => (self.free, self.sold) = (self.free - 1, self.sold + 1),
            // Paid for and sold out: the shop is told.
            Reservation::Released => {
                self.rows[at].is_short = guards.stands(Guard::ReviveOnlyWithStock);
                self.rows[at].told |= self.rows[at].is_short;
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

    /// Marks a webhook as received; `false` if it was before.
    pub(super) fn receive(&mut self, at: usize, hook: u8, guards: Guards) -> bool {
        let known = self.rows[at].hooks.contains(&hook);
        if known && guards.stands(Guard::UniqueWebhook) {
            return false;
        }
        if !known {
            self.rows[at].hooks.push(hook);
        }
        true
    }

    /// The order that a payment is for.
    #[must_use]
    pub fn order_of<'a>(&self, at: usize, orders: &'a [Order]) -> &'a Order {
        &orders[self.rows[at].order]
    }
}
