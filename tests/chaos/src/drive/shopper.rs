//! One shopper, from the first page to the end of the behavior.

use super::behavior::{Behavior, cart};
use super::browser::{Browser, PlacedOrder};
use super::faults;
use super::net::Net;
use super::programs::RESERVATION;
use super::random::Random;
use anyhow::Result;
use futures_util::future::try_join_all;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

/// How long a shopper waits for a page that does not change.
pub(super) const PATIENCE: Duration = Duration::from_secs(8);

/// One shopper.
pub(super) struct Shopper {
    pub(super) net: Arc<Net>,
    pub(super) seed: u64,
    pub(super) number: u64,
    /// Whether the shop takes refunds over HTTP.
    pub(super) has_refunds: bool,
    /// Counts as active while it is held; a shopper who waits for a long time gives it up.
    pub(super) place: Option<OwnedSemaphorePermit>,
}

impl Shopper {
    /// Acts out the behavior that the seed chooses. An error is one of the run, not of the shop.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a behavior is handled only where it differs from the plain one"
    )]
    pub(super) async fn act(mut self) -> Result<()> {
        let mut random = Random::of(self.seed, self.number);
        let behavior = Behavior::of(&mut random);
        let lines = cart(&mut random);
        self.net.count(&format!("behavior: {behavior:?}"));
        let browser = Browser::visit(&self.net, usize::try_from(self.number).unwrap_or_default()).await?;
        let key = format!("cart-{}-{}", self.seed, self.number);
        let placed = if behavior == Behavior::DoubleCart {
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
        let scenarios = faults::for_order(&placed.order_id, &mut random);
        for scenario in &scenarios {
            self.net.pg("/sandbox/scenarios", scenario).await?;
        }
        match behavior {
            Behavior::LeavesCart => Ok(()),
            Behavior::LeavesWindow => browser.open_window(&placed).await.map(drop),
            Behavior::Cancel => self.ends_window(&browser, &placed, "cancel", &mut random).await,
            Behavior::Fail => self.ends_window(&browser, &placed, "fail", &mut random).await,
            Behavior::LeavesAuthenticated => {
                if let Some(claim) = browser.authenticate(&placed, &json!({})).await? {
                    self.net.share_claim(claim);
                }
                Ok(())
            }
            Behavior::TwoTabs => two_tabs(&browser, &placed).await,
            Behavior::Deposit
            | Behavior::EarlyDeposit
            | Behavior::LateDeposit
            | Behavior::NoDeposit
            | Behavior::RolledBack => self.pay_by_virtual_account(behavior, &browser, &placed).await,
            Behavior::Decline => {
                let choice = json!({"result": "decline_at_confirm"});
                let Some(claim) = browser.authenticate(&placed, &choice).await? else { return Ok(()) };
                browser.confirm(&claim).await.map(drop)
            }
            _ => {
                let Some(claim) = browser.authenticate(&placed, &json!({})).await? else { return Ok(()) };
                self.with_claim(behavior, &browser, &placed, claim, &mut random).await
            }
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a behavior is handled only where it differs from the plain one"
    )]
    async fn with_claim(
        &mut self,
        behavior: Behavior,
        browser: &Browser,
        placed: &PlacedOrder,
        claim: Value,
        random: &mut Random,
    ) -> Result<()> {
        match behavior {
            Behavior::DoubleClick => {
                let clicks = random.between(2, 4);
                try_join_all((0..clicks).map(|_| browser.confirm(&claim))).await.map(drop)
            }
            Behavior::Refresh => {
                for _ in 0..random.between(2, 3) {
                    browser.confirm(&claim).await?;
                }
                // The back button opens the fail address, which must not change the payment.
                let back = format!(
                    "http://shop.invalid/api/v1/payments/return/toss_payments?code=PAY_PROCESS_CANCELED&message=x&orderId={}",
                    placed.order_id
                );
                browser.return_from_pg(&back).await?;
                browser.confirm(&claim).await.map(drop)
            }
            Behavior::Tampered => {
                let tampered = with_amount(&claim, placed.total.saturating_sub(1_000));
                browser.confirm(&tampered).await?;
                browser.confirm(&claim).await.map(drop)
            }
            Behavior::AgainOtherAmount => {
                let tampered = with_amount(&claim, 1);
                browser.confirm(&claim).await?;
                browser.confirm(&tampered).await.map(drop)
            }
            Behavior::OthersClaim => {
                let Some(other) = self.net.swap_claim(claim.clone(), random.next()) else {
                    return browser.confirm(&claim).await.map(drop);
                };
                if random.chance(50) {
                    // Another shopper's payment key for the own order.
                    let mut stolen = other;
                    if let Some(stolen) = stolen.as_object_mut() {
                        stolen.insert("orderId".into(), placed.order_id.clone().into());
                    }
                    browser.confirm(&stolen).await?;
                } else if browser.confirm(&other).await?.status < 400 {
                    self.net.surprise("a shopper confirmed another shopper's order".into());
                }
                browser.confirm(&claim).await.map(drop)
            }
            Behavior::Leaves => {
                let gone = Duration::from_millis(random.between(1, 120));
                let _ = tokio::time::timeout(gone, browser.confirm(&claim)).await;
                Ok(())
            }
            Behavior::TooLate => {
                self.place = None;
                tokio::time::sleep(RESERVATION.saturating_add(Duration::from_secs(2))).await;
                browser.confirm(&claim).await.map(drop)
            }
            Behavior::Refund | Behavior::PartRefunds | Behavior::RacingRefunds => {
                browser.confirm(&claim).await?;
                if self.has_refunds && browser.wait_for(&placed.order_id, &["paid"], PATIENCE).await? {
                    self.refund(behavior, browser, placed, random).await?;
                }
                Ok(())
            }
            _ => {
                self.net.share_claim(claim.clone());
                browser.confirm(&claim).await?;
                let ends = ["paid", "declined", "refunded", "quarantined", "expired"];
                browser.wait_for(&placed.order_id, &ends, PATIENCE).await.map(drop)
            }
        }
    }

    async fn ends_window(
        &self,
        browser: &Browser,
        placed: &PlacedOrder,
        result: &str,
        random: &mut Random,
    ) -> Result<()> {
        let Some(redirect) = browser.use_window(placed, &json!({"result": result})).await? else {
            return Ok(());
        };
        browser.return_from_pg(&redirect).await?;
        if random.chance(30) {
            // Tries to pay after all; the shop may refuse.
            if let Some(claim) = browser.authenticate(placed, &json!({})).await? {
                browser.confirm(&claim).await?;
            }
        }
        Ok(())
    }
}

async fn two_tabs(browser: &Browser, placed: &PlacedOrder) -> Result<()> {
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
