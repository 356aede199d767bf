//! How shoppers behave.

use super::random::Random;

/// The behavior of one shopper.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Behavior {
    /// Buys without disturbance.
    Plain,
    /// Two to four confirms at once.
    DoubleClick,
    /// The cart is sent twice at once.
    DoubleCart,
    /// Two windows, both authenticated, both confirmed at once.
    TwoTabs,
    /// The result page is reloaded, and the fail address is opened after that.
    Refresh,
    /// The amount in the address is edited.
    Tampered,
    /// Confirms with another shopper's payment key or claim.
    OthersClaim,
    /// Confirmed, and confirmed again with another amount.
    AgainOtherAmount,
    /// The shopper cancels in the window.
    Cancel,
    /// The payment fails in the window.
    Fail,
    /// The card company declines at the confirm.
    Decline,
    /// The tab is closed while the confirm is under way.
    Leaves,
    /// Confirms after the reservation has expired.
    TooLate,
    /// A virtual account with a deposit.
    Deposit,
    /// The deposit arrives before the shop knows the virtual account.
    EarlyDeposit,
    /// The deposit arrives after its deadline, and the bank sends it back.
    LateDeposit,
    /// A virtual account without a deposit.
    NoDeposit,
    /// The bank reverses the deposit.
    RolledBack,
    /// An order without a payment attempt.
    LeavesCart,
    /// The browser is closed while the window is open.
    LeavesWindow,
    /// Authenticated, but never confirmed.
    LeavesAuthenticated,
    /// Paid, then fully refunded.
    Refund,
    /// Paid, then partially refunded, then the rest in half of the cases.
    PartRefunds,
    /// Several refunds are requested at once.
    RacingRefunds,
}

const BEHAVIORS: [(u64, Behavior); 24] = [
    (20, Behavior::Plain),
    (10, Behavior::DoubleClick),
    (3, Behavior::DoubleCart),
    (6, Behavior::TwoTabs),
    (5, Behavior::Refresh),
    (4, Behavior::Tampered),
    (4, Behavior::OthersClaim),
    (3, Behavior::AgainOtherAmount),
    (5, Behavior::Cancel),
    (2, Behavior::Fail),
    (5, Behavior::Decline),
    (5, Behavior::Leaves),
    (1, Behavior::TooLate),
    (5, Behavior::Deposit),
    (2, Behavior::EarlyDeposit),
    (1, Behavior::LateDeposit),
    (1, Behavior::NoDeposit),
    (1, Behavior::RolledBack),
    (3, Behavior::LeavesCart),
    (2, Behavior::LeavesWindow),
    (3, Behavior::LeavesAuthenticated),
    (4, Behavior::Refund),
    (3, Behavior::PartRefunds),
    (2, Behavior::RacingRefunds),
];

/// Products with stock for every shopper.
pub(super) const PLENTY: [&str; 5] = ["tea-jeju", "mug-moon", "bag-canvas", "soap-mugwort", "book-hangul"];
/// Products with little stock: shoppers compete for the last pieces.
pub(super) const SCARCE: [&str; 3] = ["pen-brass", "lamp-hanji", "print-minhwa"];

impl Behavior {
    pub(super) fn of(random: &mut Random) -> Self {
        random.pick(&BEHAVIORS).unwrap_or(Self::Plain)
    }
}

/// The cart: one or two products, and in one of ten carts a scarce one.
pub(super) fn cart(random: &mut Random) -> Vec<(&'static str, u64)> {
    let plenty = PLENTY.map(|product| (1, product));
    let scarce = SCARCE.map(|product| (1, product));
    let first = random.pick(&plenty).unwrap_or("tea-jeju");
    let mut lines = vec![(first, random.between(1, 3))];
    if random.chance(30) {
        lines.extend(random.pick(&plenty).filter(|second| *second != first).map(|second| (second, 1)));
    }
    if random.chance(10) {
        lines.extend(random.pick(&scarce).map(|product| (product, 1)));
    }
    lines
}
