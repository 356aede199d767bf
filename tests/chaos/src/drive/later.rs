//! What comes after the confirm: deposits of virtual accounts, and refunds.

use super::browser::{Browser, Placed};
use super::children::OPERATOR_TOKEN;
use super::dice::Dice;
use super::shopper::{PATIENCE, Shopper};
use super::story::Story;
use anyhow::Result;
use serde_json::{Value, json};
use std::time::Duration;

impl Shopper {
    pub(super) async fn account(&self, story: Story, browser: &Browser, placed: &Placed) -> Result<()> {
        let choice = json!({"method": "virtual_account"});
        let Some(claim) = browser.authenticate(placed, &choice).await? else { return Ok(()) };
        let key = claim.get("paymentKey").and_then(Value::as_str).unwrap_or_default().to_owned();
        let bank = format!("/sandbox/toss-payments/deposits/{key}");
        let nothing = json!({});
        let confirmed = browser.confirm(&claim);
        if story == Story::EarlyDeposit {
            let deposit = async {
                for _ in 0..40 {
                    if self.net.pg(&bank, &nothing).await?.status == 200 {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(25)).await;
                }
                Ok(())
            };
            return tokio::try_join!(confirmed, deposit).map(drop);
        }
        confirmed.await?;
        if story == Story::NoDeposit
            || !browser.wait_for(&placed.order_id, &["awaiting_deposit"], PATIENCE).await?
        {
            return Ok(());
        }
        if story == Story::LateDeposit {
            self.net.pg(&format!("{bank}/expire"), &nothing).await?;
        }
        self.net.pg(&bank, &nothing).await?;
        if story == Story::RolledBack {
            browser.wait_for(&placed.order_id, &["paid"], PATIENCE).await?;
            self.net.pg(&format!("{bank}/rollback"), &nothing).await?;
        }
        Ok(())
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "a story is told where it differs from the plain one")]
    pub(super) async fn refund(
        &self,
        story: Story,
        browser: &Browser,
        placed: &Placed,
        dice: &mut Dice,
    ) -> Result<()> {
        let part =
            i64::try_from(dice.between(100, 3_000)).unwrap_or(100).min(placed.total.saturating_sub(100));
        let give_back = |name: &'static str, amount: Option<i64>| async move {
            let path = format!("/api/v1/payments/{}/refunds", placed.order_id);
            let mut body = json!({"reason": "chaos"});
            if let (Some(amount), Some(body)) = (amount, body.as_object_mut()) {
                body.insert("amount".into(), amount.into());
            }
            let headers = vec![
                ("authorization", format!("Bearer {OPERATOR_TOKEN}")),
                ("idempotency-key", format!("refund-{}-{}-{name}", self.seed, self.number)),
            ];
            let answer = browser.as_operator(&path, &body, headers).await?;
            let code = answer.text(if answer.status < 300 { "/payment/state" } else { "/code" });
            self.net.count(&format!("refund: {} {code}", answer.status));
            if !matches!(answer.status, 200 | 201 | 202 | 409 | 422) {
                self.net.surprise(format!("refund: {} {}", answer.status, answer.body));
            }
            Ok::<_, anyhow::Error>(())
        };
        match story {
            Story::PartRefunds => {
                give_back("part", Some(part)).await?;
                browser.wait_for(&placed.order_id, &["partially_refunded"], PATIENCE).await?;
                // The same once more is the same refund.
                give_back("part", Some(part)).await?;
                if dice.chance(50) {
                    give_back("rest", None).await?;
                }
            }
            Story::RacingRefunds => {
                tokio::try_join!(
                    give_back("one", Some(part)),
                    give_back("other", None),
                    give_back("one", Some(part))
                )?;
            }
            _ => give_back("all", None).await?,
        }
        Ok(())
    }
}
