//! Webhooks: sent until the shop answers 200, in whatever order and number a scenario wants.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, StatusCode, redirect};
use serde::{Deserialize, Serialize};
use tokio::time::sleep;

use crate::ledger::{Pg, Record};
use crate::scenario::{Operation, Subject};
use crate::{Error, Fault, Sandbox, toss_payments};

/// The time a shop has to acknowledge.
const ACKNOWLEDGE: Duration = Duration::from_secs(10);
/// A webhook held back for reordering goes after this, even if no other has come.
const HELD: Duration = Duration::from_secs(3);

/// One webhook to be delivered.
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
    /// Acknowledged, given up or dropped by a scenario.
    Settled(String),
}

#[derive(Debug)]
pub(crate) struct Webhooks {
    client: Client,
    /// Left over by an earlier run.
    unsent: Mutex<Vec<Notice>>,
    held: Mutex<Vec<Notice>>,
}

impl Webhooks {
    pub(crate) fn new(url: Option<&str>) -> Result<Self, Error> {
        // A redirect is not an acknowledgement, and following one would tell a third party.
        let mut client = Client::builder().timeout(ACKNOWLEDGE).redirect(redirect::Policy::none());
        if !url.is_some_and(|url| url.starts_with("https:")) {
            // Without this, a small container that has no certificates could not even start.
            client = client.tls_certs_only([]);
        }
        let client = client.build()?;
        Ok(Self { client, unsent: Mutex::default(), held: Mutex::default() })
    }

    pub(crate) fn restore(&self, record: NoticeRecord) {
        let mut unsent = lock(&self.unsent);
        match record {
            NoticeRecord::Queued(notice) => unsent.push(notice),
            NoticeRecord::Settled(id) => unsent.retain(|notice| notice.id != id),
        }
    }
}

impl Sandbox {
    /// Sends the webhooks of one change, in order. They are in the ledger file already.
    pub(crate) fn notify(&self, notices: Vec<Notice>) {
        let mut queue = Vec::new();
        for notice in notices {
            self.spoil(notice, &mut queue);
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

    fn spoil(&self, notice: Notice, queue: &mut Vec<Notice>) {
        let subject = Subject {
            order_id: Some(notice.order_id.clone()),
            payment_key: Some(notice.payment_key.clone()),
        };
        let fault = self.inner().scenarios.take(Operation::Webhook, &subject, self.now());
        if let Some(Fault::Duplicate { n }) = fault {
            queue.extend((0..n).map(|_| notice.clone()));
        } else if fault == Some(Fault::Reorder) {
            lock(&self.inner().webhooks.held).push(notice);
            let sandbox = self.clone();
            tokio::spawn(async move {
                sleep(HELD).await;
                sandbox.release().await;
            });
        } else if let Some(Fault::Forged { status }) = fault {
            queue.extend(self.forge(&notice, &status));
            queue.push(notice);
        } else if let Some(Fault::Delay { ms }) = fault {
            let sandbox = self.clone();
            tokio::spawn(async move {
                sleep(Duration::from_millis(ms)).await;
                sandbox.send_all(vec![notice]).await;
            });
        } else if fault == Some(Fault::Drop) {
            self.settle(&notice);
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
        self.release().await;
    }

    /// Sends what was held back, now that something later has gone.
    async fn release(&self) {
        let held = std::mem::take(&mut *lock(&self.inner().webhooks.held));
        for notice in held {
            self.send(notice).await;
        }
    }

    /// Tries once; the repetitions go on beside it.
    async fn send(&self, notice: Notice) {
        if self.post(&notice, 0).await {
            self.settle(&notice);
            return;
        }
        let sandbox = self.clone();
        tokio::spawn(async move {
            for (retried, wait) in (1..).zip(&sandbox.inner().config.webhook_retry) {
                sleep(*wait).await;
                if sandbox.post(&notice, retried).await {
                    break;
                }
            }
            sandbox.settle(&notice);
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

    fn settle(&self, notice: &Notice) {
        self.inner().journal.append(&[Record::Notice(NoticeRecord::Settled(notice.id.clone()))]);
    }
}

fn lock(notices: &Mutex<Vec<Notice>>) -> MutexGuard<'_, Vec<Notice>> {
    notices.lock().unwrap_or_else(PoisonError::into_inner)
}
