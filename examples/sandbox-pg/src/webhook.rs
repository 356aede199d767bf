//! Webhooks: each is sent until the shop answers 200 or no retry is left. Scenarios change order and number.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, StatusCode, redirect};
use serde::{Deserialize, Serialize};

use crate::clock::after;
use crate::ledger::{Pg, Record};
use crate::scenario::{Operation, Subject};
use crate::{Error, Fault, Sandbox, toss_payments};

/// The time in which the shop must acknowledge a webhook.
const ACKNOWLEDGE_TIMEOUT: Duration = Duration::from_secs(10);

/// One webhook to deliver.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Notice {
    pub(crate) id: String,
    pub(crate) pg: Pg,
    pub(crate) payment_key: String,
    pub(crate) order_id: String,
    /// The gateway's name for the event.
    pub(crate) event: String,
    pub(crate) body: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NoticeRecord {
    Queued(Notice),
    /// The webhook with this id will not be sent again: it was acknowledged, has no retry left, or was
    /// dropped by a scenario. Ledger files call this record `settled`.
    #[serde(rename = "settled")]
    Finished(String),
}

#[derive(Debug)]
pub(crate) struct Webhooks {
    client: Client,
    /// Queued by an earlier run and not finished.
    unsent: Mutex<Vec<Notice>>,
    /// Held back by [`Fault::Reorder`] until a later webhook was sent.
    held_back: Mutex<Vec<Notice>>,
}

impl Webhooks {
    pub(crate) fn new(url: Option<&str>) -> Result<Self, Error> {
        // A redirect is not an acknowledgement, and following it would send the payment to another server.
        let mut client = Client::builder().timeout(ACKNOWLEDGE_TIMEOUT).redirect(redirect::Policy::none());
        if !url.is_some_and(|url| url.starts_with("https:")) {
            // No certificates are needed then. Without this, the client fails in a container that has none.
            client = client.tls_certs_only([]);
        }
        let client = client.build()?;
        Ok(Self { client, unsent: Mutex::default(), held_back: Mutex::default() })
    }

    pub(crate) fn restore(&self, record: NoticeRecord) {
        let mut unsent = lock(&self.unsent);
        match record {
            NoticeRecord::Queued(notice) => unsent.push(notice),
            NoticeRecord::Finished(id) => unsent.retain(|notice| notice.id != id),
        }
    }
}

impl Sandbox {
    /// Sends the webhooks of one change, in order. The ledger file already contains them.
    pub(crate) fn notify(&self, notices: Vec<Notice>) {
        let mut queue = Vec::new();
        for notice in notices {
            self.apply_scenario(notice, &mut queue);
        }
        if !queue.is_empty() {
            let sandbox = self.clone();
            tokio::spawn(async move { sandbox.send_all(queue).await });
        }
    }

    pub(crate) fn resume_webhooks(&self) {
        let unsent = std::mem::take(&mut *lock(&self.inner().webhooks.unsent));
        if !unsent.is_empty() {
            let sandbox = self.clone();
            tokio::spawn(async move { sandbox.send_all(unsent).await });
        }
    }

    fn apply_scenario(&self, notice: Notice, queue: &mut Vec<Notice>) {
        let subject = Subject {
            order_id: Some(notice.order_id.clone()),
            payment_key: Some(notice.payment_key.clone()),
        };
        // Read before the scenario counts as used, so that a test that sees it used can advance the clock.
        let now = self.now();
        let fault = self.inner().scenarios.take(Operation::Webhook, &subject, now);
        if let Some(Fault::Duplicate { n }) = fault {
            // At least once: only `drop` prevents a webhook.
            queue.extend((0..n.max(1)).map(|_| notice.clone()));
        } else if fault == Some(Fault::Reorder) {
            lock(&self.inner().webhooks.held_back).push(notice);
            let sandbox = self.clone();
            tokio::spawn(async move {
                let until = after(now, sandbox.inner().config.webhook_hold);
                sandbox.inner().clock.sleep_until(until).await;
                sandbox.send_held_back().await;
            });
        } else if let Some(Fault::Forged { status }) = fault {
            queue.extend(self.forge(&notice, &status));
            queue.push(notice);
        } else if let Some(Fault::Delay { ms }) = fault {
            let sandbox = self.clone();
            tokio::spawn(async move {
                sandbox.inner().clock.sleep_until(after(now, Duration::from_millis(ms))).await;
                sandbox.send_all(vec![notice]).await;
            });
        } else if fault == Some(Fault::Drop) {
            self.finish(&notice);
        } else {
            queue.push(notice);
        }
    }

    fn forge(&self, notice: &Notice, status: &str) -> Option<Notice> {
        match notice.pg {
            Pg::TossPayments => toss_payments::forge(self, notice, status),
        }
    }

    async fn send_all(&self, notices: Vec<Notice>) {
        for notice in notices {
            self.send(notice).await;
        }
        self.send_held_back().await;
    }

    /// Sends the webhooks that were held back. Called after a later webhook was sent, or at the end of the hold.
    async fn send_held_back(&self) {
        let held_back = std::mem::take(&mut *lock(&self.inner().webhooks.held_back));
        for notice in held_back {
            self.send(notice).await;
        }
    }

    /// Sends once. Retries run in a task of their own, so that they do not delay the next webhook.
    async fn send(&self, notice: Notice) {
        if self.post(&notice, 0).await {
            self.finish(&notice);
            return;
        }
        let sandbox = self.clone();
        tokio::spawn(async move {
            for (retried, wait) in (1..).zip(&sandbox.inner().config.webhook_retry) {
                let until = after(sandbox.now(), *wait);
                sandbox.inner().clock.sleep_until(until).await;
                if sandbox.post(&notice, retried).await {
                    break;
                }
            }
            sandbox.finish(&notice);
        });
    }

    async fn post(&self, notice: &Notice, retried: u32) -> bool {
        let Some(url) = &self.inner().config.webhook_url else { return true };
        let mut request = self.inner().webhooks.client.post(url).header(CONTENT_TYPE, "application/json");
        let headers = match notice.pg {
            Pg::TossPayments => toss_payments::webhook_headers(notice, retried, self.now()),
        };
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let answer = request.body(notice.body.clone()).send().await;
        answer.is_ok_and(|answer| answer.status() == StatusCode::OK)
    }

    fn finish(&self, notice: &Notice) {
        self.inner().journal.append(&[Record::Notice(NoticeRecord::Finished(notice.id.clone()))]);
    }
}

fn lock(notices: &Mutex<Vec<Notice>>) -> MutexGuard<'_, Vec<Notice>> {
    notices.lock().unwrap_or_else(PoisonError::into_inner)
}
