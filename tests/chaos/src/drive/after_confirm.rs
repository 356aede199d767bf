//! What a shopper does after the confirm: deposits into virtual accounts, and refunds.

use super::behavior::Behavior;
use super::browser::{Browser, PlacedOrder};
use super::programs::OPERATOR_TOKEN;
use super::random::Random;
use super::shopper::{PATIENCE, Shopper};
use anyhow::Result;
use serde_json::{Value, json};
use std::time::Duration;

impl Shopper {
    /// Pays by virtual account.
    pub(super) async fn pay_by_virtual_account(
        &self,
        behavior: Behavior,
        browser: &Browser,
        placed: &PlacedOrder,
    ) -> Result<()> {
        let choice = json!({"method": "virtual_account"});
        let Some(claim) = browser.authenticate(placed, &choice).await? else { return Ok(()) };
        let key = claim.get("paymentKey").and_then(Value::as_str).unwrap_or_default().to_owned();
        let bank = format!("/sandbox/toss-payments/deposits/{key}");
        let nothing = json!({});
        let confirmed = browser.confirm(&claim);
        if behavior == Behavior::EarlyDeposit {
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
        if behavior == Behavior::NoDeposit
            || !browser.wait_for(&placed.order_id, &["awaiting_deposit"], PATIENCE).await?
        {
            return Ok(());
        }
        if behavior == Behavior::LateDeposit {
            self.net.pg(&format!("{bank}/expire"), &nothing).await?;
        }
        self.net.pg(&bank, &nothing).await?;
        if behavior == Behavior::RolledBack {
            browser.wait_for(&placed.order_id, &["paid"], PATIENCE).await?;
            self.net.pg(&format!("{bank}/rollback"), &nothing).await?;
        }
        Ok(())
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a behavior is handled only where it differs from the plain one"
    )]
    pub(super) async fn refund(
        &self,
        behavior: Behavior,
        browser: &Browser,
        placed: &PlacedOrder,
        random: &mut Random,
    ) -> Result<()> {
        let part =
            i64::try_from(random.between(100, 3_000)).unwrap_or(100).min(placed.total.saturating_sub(100));
        let request_refund = |name: &'static str, amount: Option<i64>| async move {
            let path = format!("/api/v1/payments/{}/refunds", placed.order_id);
            let mut body = json!({"reason": "chaos"});
            if let (Some(amount), Some(body)) = (amount, body.as_object_mut()) {
                body.insert("amount".into(), amount.into());
            }
            let headers = vec![
                ("authorization", format!("Bearer {OPERATOR_TOKEN}")),
                ("operator-id", "op-chaos".into()),
                ("idempotency-key", format!("refund-{}-{}-{name}", self.seed, self.number)),
            ];
            let answer = browser.post_as_operator(&path, &body, headers).await?;
            let code = answer.text(if answer.status < 300 { "/payment/state" } else { "/code" });
            self.net.count(&format!("refund: {} {code}", answer.status));
            if !matches!(answer.status, 200 | 201 | 202 | 409 | 422) {
                self.net.surprise(format!("refund: {} {}", answer.status, answer.body));
            }
            Ok::<_, anyhow::Error>(())
        };
        match behavior {
            Behavior::PartRefunds => {
                request_refund("part", Some(part)).await?;
                browser.wait_for(&placed.order_id, &["partially_refunded"], PATIENCE).await?;
                // The same idempotency key: the same refund, not a second one.
                request_refund("part", Some(part)).await?;
                if random.chance(50) {
                    request_refund("rest", None).await?;
                }
            }
            Behavior::RacingRefunds => {
                tokio::try_join!(
                    request_refund("one", Some(part)),
                    request_refund("other", None),
                    request_refund("one", Some(part))
                )?;
            }
            _ => request_refund("all", None).await?,
        }
        Ok(())
    }
}
