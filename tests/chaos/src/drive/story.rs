//! What shoppers do.

use super::dice::Dice;

/// One shopper's way through the shop.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Story {
    Plain,
    /// Two or three confirms at once.
    DoubleClick,
    /// The cart is sent twice at once.
    DoubleCart,
    /// Two windows, both authenticated, both confirmed at once.
    TwoTabs,
    /// The result page is loaded again and again, and the fail address after that.
    Refresh,
    /// The amount in the address is edited.
    Tampered,
    /// With somebody else's payment, or order.
    Others,
    /// Confirmed, and confirmed again with another amount.
    AgainOtherAmount,
    /// The window is left.
    Cancel,
    /// The window breaks off.
    Fail,
    /// The card company refuses at the confirm.
    Decline,
    /// The tab is closed while the confirm is under way.
    Leaves,
    /// Comes back when the reservation is over.
    TooLate,
    /// A virtual account, paid into.
    Deposit,
    /// Paid into before the shop knows that there is one.
    EarlyDeposit,
    /// Its time is over; then comes the deposit, which the bank sends back.
    LateDeposit,
    /// Nobody ever pays into it.
    NoDeposit,
    /// Paid into, and the bank takes it back.
    RolledBack,
    /// Nothing but a cart.
    LeavesCart,
    /// The window was opened, and closed with the browser.
    LeavesWindow,
    /// Authenticated, and never seen again.
    LeavesAuthenticated,
    /// Paid, and all of it given back.
    Refund,
    /// Paid, and a part of it given back, then the rest.
    PartRefunds,
    /// Two operators give back at once.
    RacingRefunds,
}

const STORIES: [(u64, Story); 24] = [
    (20, Story::Plain),
    (10, Story::DoubleClick),
    (3, Story::DoubleCart),
    (6, Story::TwoTabs),
    (5, Story::Refresh),
    (4, Story::Tampered),
    (4, Story::Others),
    (3, Story::AgainOtherAmount),
    (5, Story::Cancel),
    (2, Story::Fail),
    (5, Story::Decline),
    (5, Story::Leaves),
    (1, Story::TooLate),
    (5, Story::Deposit),
    (2, Story::EarlyDeposit),
    (1, Story::LateDeposit),
    (1, Story::NoDeposit),
    (1, Story::RolledBack),
    (3, Story::LeavesCart),
    (2, Story::LeavesWindow),
    (3, Story::LeavesAuthenticated),
    (4, Story::Refund),
    (3, Story::PartRefunds),
    (2, Story::RacingRefunds),
];

/// Plenty of these.
pub(super) const PLENTY: [&str; 5] = ["tea-jeju", "mug-moon", "bag-canvas", "soap-mugwort", "book-hangul"];
/// Few of these: shoppers compete for the last ones.
pub(super) const SCARCE: [&str; 3] = ["pen-brass", "lamp-hanji", "print-minhwa"];

impl Story {
    pub(super) fn of(dice: &mut Dice) -> Self {
        dice.pick(&STORIES).unwrap_or(Self::Plain)
    }
}

/// What is in the cart: one thing or two, now and then one that there are few of.
pub(super) fn cart(dice: &mut Dice) -> Vec<(&'static str, u64)> {
    let plenty = PLENTY.map(|product| (1, product));
    let scarce = SCARCE.map(|product| (1, product));
    let first = dice.pick(&plenty).unwrap_or("tea-jeju");
    let mut lines = vec![(first, dice.between(1, 3))];
    if dice.chance(30) {
        lines.extend(dice.pick(&plenty).filter(|second| *second != first).map(|second| (second, 1)));
    }
    if dice.chance(10) {
        lines.extend(dice.pick(&scarce).map(|few| (few, 1)));
    }
    lines
}
