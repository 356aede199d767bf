//! One shopper, from the door to wherever the story ends.

use super::browser::{Browser, Placed};
use super::children::RESERVATION;
use super::dice::Dice;
use super::faults;
use super::net::Net;
use super::story::{Story, cart};
use anyhow::Result;
use futures_util::future::try_join_all;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

/// How long a shopper looks at a page that does not go on.
pub(super) const PATIENCE: Duration = Duration::from_secs(8);

/// What a shopper brings along.
pub(super) struct Shopper {
    pub(super) net: Arc<Net>,
    pub(super) seed: u64,
    pub(super) number: u64,
    /// Whether the shop takes refunds over HTTP.
    pub(super) has_refunds: bool,
    /// A place at the counter; who waits outside gives it up.
    pub(super) place: Option<OwnedSemaphorePermit>,
}

impl Shopper {
    /// Lives the story. An error is the run's, not the shop's.
    #[expect(clippy::wildcard_enum_match_arm, reason = "a story is told where it differs from the plain one")]
    pub(super) async fn shop(mut self) -> Result<()> {
        let mut dice = Dice::of(self.seed, self.number);
        let story = Story::of(&mut dice);
        let lines = cart(&mut dice);
        self.net.count(&format!("story: {story:?}"));
        let browser = Browser::visit(&self.net, usize::try_from(self.number).unwrap_or_default()).await?;
        let key = format!("cart-{}-{}", self.seed, self.number);
        let placed = if story == Story::DoubleCart {
            let both = try_join_all([(), ()].map(|()| browser.checkout(&lines, &key))).await?;
            let ids: Vec<_> = both.iter().flatten().map(|placed| placed.order_id.clone()).collect();
            if let [one, other] = ids.as_slice()
                && one != other
            {
                self.net.surprise(format!("one cart, two orders: {one} {other}"));
            }
            both.into_iter().flatten().next()
        } else {
            browser.checkout(&lines, &key).await?
        };
        let Some(placed) = placed else { return Ok(()) };
        let scenarios = faults::upon(&placed.order_id, &mut dice);
        for scenario in &scenarios {
            self.net.pg("/sandbox/scenarios", scenario).await?;
        }
        match story {
            Story::LeavesCart => Ok(()),
            Story::LeavesWindow => browser.open_window(&placed).await.map(drop),
            Story::Cancel => self.gives_up(&browser, &placed, "cancel", &mut dice).await,
            Story::Fail => self.gives_up(&browser, &placed, "fail", &mut dice).await,
            Story::LeavesAuthenticated => {
                if let Some(claim) = browser.authenticate(&placed, &json!({})).await? {
                    self.net.leave_claim(claim);
                }
                Ok(())
            }
            Story::TwoTabs => two_tabs(&browser, &placed).await,
            Story::Deposit
            | Story::EarlyDeposit
            | Story::LateDeposit
            | Story::NoDeposit
            | Story::RolledBack => self.account(story, &browser, &placed).await,
            Story::Decline => {
                let choice = json!({"result": "decline_at_confirm"});
                let Some(claim) = browser.authenticate(&placed, &choice).await? else { return Ok(()) };
                browser.confirm(&claim).await.map(drop)
            }
            _ => {
                let Some(claim) = browser.authenticate(&placed, &json!({})).await? else { return Ok(()) };
                self.with_claim(story, &browser, &placed, claim, &mut dice).await
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "a story is told where it differs from the plain one")]
    async fn with_claim(
        &mut self,
        story: Story,
        browser: &Browser,
        placed: &Placed,
        claim: Value,
        dice: &mut Dice,
    ) -> Result<()> {
        match story {
            Story::DoubleClick => {
                let clicks = dice.between(2, 4);
                try_join_all((0..clicks).map(|_| browser.confirm(&claim))).await.map(drop)
            }
            Story::Refresh => {
                for _ in 0..dice.between(2, 3) {
                    browser.confirm(&claim).await?;
                }
                // The back button: the fail address undoes nothing.
                let back = format!(
                    "http://shop.invalid/api/v1/payments/return/toss_payments?code=PAY_PROCESS_CANCELED&message=x&orderId={}",
                    placed.order_id
                );
                browser.come_back(&back).await?;
                browser.confirm(&claim).await.map(drop)
            }
            Story::Tampered => {
                let tampered = with_amount(&claim, placed.total.saturating_sub(1_000));
                browser.confirm(&tampered).await?;
                browser.confirm(&claim).await.map(drop)
            }
            Story::AgainOtherAmount => {
                let tampered = with_amount(&claim, 1);
                browser.confirm(&claim).await?;
                browser.confirm(&tampered).await.map(drop)
            }
            Story::Others => {
                let Some(other) = self.net.swap_claim(claim.clone(), dice.next()) else {
                    return browser.confirm(&claim).await.map(drop);
                };
                if dice.chance(50) {
                    // Somebody else's payment for an order of one's own.
                    let mut stolen = other;
                    if let Some(stolen) = stolen.as_object_mut() {
                        stolen.insert("orderId".into(), placed.order_id.clone().into());
                    }
                    browser.confirm(&stolen).await?;
                } else if browser.confirm(&other).await?.status < 400 {
                    self.net.surprise("somebody else's order was confirmed".into());
                }
                browser.confirm(&claim).await.map(drop)
            }
            Story::Leaves => {
                let gone = Duration::from_millis(dice.between(1, 120));
                let _ = tokio::time::timeout(gone, browser.confirm(&claim)).await;
                Ok(())
            }
            Story::TooLate => {
                self.place = None;
                tokio::time::sleep(RESERVATION.saturating_add(Duration::from_secs(2))).await;
                browser.confirm(&claim).await.map(drop)
            }
            Story::Refund | Story::PartRefunds | Story::RacingRefunds => {
                browser.confirm(&claim).await?;
                if self.has_refunds && browser.wait_for(&placed.order_id, &["paid"], PATIENCE).await? {
                    self.refund(story, browser, placed, dice).await?;
                }
                Ok(())
            }
            _ => {
                self.net.leave_claim(claim.clone());
                browser.confirm(&claim).await?;
                let ends = ["paid", "declined", "refunded", "quarantined", "expired"];
                browser.wait_for(&placed.order_id, &ends, PATIENCE).await.map(drop)
            }
        }
    }

    async fn gives_up(&self, browser: &Browser, placed: &Placed, how: &str, dice: &mut Dice) -> Result<()> {
        let Some(redirect) = browser.window(placed, &json!({"result": how})).await? else { return Ok(()) };
        browser.come_back(&redirect).await?;
        if dice.chance(30) {
            // Thinks better of it; a shop may well say that it is too late.
            if let Some(claim) = browser.authenticate(placed, &json!({})).await? {
                browser.confirm(&claim).await?;
            }
        }
        Ok(())
    }
}

async fn two_tabs(browser: &Browser, placed: &Placed) -> Result<()> {
    let nothing = json!({});
    let first = browser.authenticate(placed, &nothing).await?;
    let second = browser.authenticate(placed, &nothing).await?;
    let claims = first.into_iter().chain(second).collect::<Vec<_>>();
    try_join_all(claims.iter().map(|claim| browser.confirm(claim))).await?;
    Ok(())
}

fn with_amount(claim: &Value, amount: i64) -> Value {
    let mut claim = claim.clone();
    if let Some(claim) = claim.as_object_mut() {
        claim.insert("amount".into(), amount.to_string().into());
    }
    claim
}
