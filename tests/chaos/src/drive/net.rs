//! HTTP as browsers use it. A request to a server that is down or busy is sent again, to the next server.

use anyhow::{Context as _, Result, bail};
use reqwest::header::{LOCATION, SET_COOKIE};
use reqwest::{Client, Method, redirect};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// With the pause between them, the tries last for two minutes: longer than a database and a server take to restart on a
/// busy machine.
const TRIES: u32 = 600;
const PAUSE: Duration = Duration::from_millis(200);

/// The HTTP client of all shoppers, the addresses, and the counts of answers.
pub(super) struct Net {
    http: Client,
    pub(super) shops: Vec<String>,
    pub(super) pg: String,
    counts: Mutex<BTreeMap<String, u64>>,
    surprises: Mutex<Vec<String>>,
    /// The last 64 claims of other shoppers, for shoppers who use another's claim.
    claims: Mutex<VecDeque<Value>>,
}

/// An HTTP response; `body` is null if it is not JSON.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Value,
    pub(super) location: Option<String>,
    pub(super) cookie: Option<String>,
}

impl Answer {
    pub(super) fn text(&self, pointer: &str) -> &str {
        self.body.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }
}

/// A request to one of the servers.
#[derive(Clone, Debug)]
pub(super) struct Request<'a> {
    pub(super) method: Method,
    pub(super) path: &'a str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Option<&'a Value>,
    /// Which server is tried first.
    pub(super) first: usize,
}

impl Net {
    pub(super) fn new(shops: Vec<String>, pg: String) -> Result<Self> {
        let http = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(Duration::from_secs(15))
            // All addresses are on the loopback interface: no certificates and no proxy.
            .tls_certs_only([])
            .no_proxy()
            .build()?;
        Ok(Self {
            http,
            shops,
            pg,
            counts: Mutex::default(),
            surprises: Mutex::default(),
            claims: Mutex::default(),
        })
    }

    pub(super) const fn client(&self) -> &Client {
        &self.http
    }

    /// Sends a request to the servers in turn, until one of them answers.
    pub(super) async fn shop(&self, request: &Request<'_>) -> Result<Answer> {
        let mut last = String::new();
        for (server, _) in self.shops.iter().cycle().skip(request.first).zip(0..TRIES) {
            let mut http_request =
                self.http.request(request.method.clone(), format!("{server}{}", request.path));
            for (name, value) in &request.headers {
                http_request = http_request.header(*name, value);
            }
            if let Some(body) = request.body {
                http_request = http_request.json(body);
            }
            match answer(http_request).await {
                Ok(answer) if !matches!(answer.status, 429 | 502..=504) => return Ok(answer),
                Ok(answer) => {
                    self.count(&format!("{} from the shop, sent again", answer.status));
                    last = format!("{} {}", answer.status, answer.body);
                }
                Err(error) => {
                    self.count("no answer from the shop, sent again");
                    last = error.to_string();
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("{} {} was never answered: {last}", request.method, request.path)
    }

    /// Sends a request to the PG, as the browser or the bank does.
    pub(super) async fn pg(&self, path: &str, body: &Value) -> Result<Answer> {
        answer(self.http.post(format!("{}{path}", self.pg)).json(body)).await
    }

    pub(super) async fn replace_scenarios(&self, scenarios: &Value) -> Result<()> {
        let answer = answer(self.http.put(format!("{}/sandbox/scenarios", self.pg)).json(scenarios)).await?;
        if answer.status != 204 {
            bail!("the PG does not accept scenarios: {}", answer.status);
        }
        Ok(())
    }

    pub(super) fn count(&self, what: &str) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(what.to_owned()).or_default();
        *count = count.saturating_add(1);
    }

    pub(super) fn counts(&self) -> BTreeMap<String, u64> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Records an answer or an error that must not occur.
    pub(super) fn surprise(&self, what: String) {
        self.count("surprises");
        let mut surprises = self.surprises.lock().unwrap_or_else(PoisonError::into_inner);
        if surprises.len() < 50 {
            surprises.push(what);
        }
    }

    pub(super) fn surprises(&self) -> Vec<String> {
        self.surprises.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shares a claim with other shoppers, and returns one of theirs. `None` if there is none yet.
    pub(super) fn swap_claim(&self, mine: Value, which: u64) -> Option<Value> {
        let mut claims = self.claims.lock().unwrap_or_else(PoisonError::into_inner);
        let len = u64::try_from(claims.len()).unwrap_or_default();
        let at = which.checked_rem(len).and_then(|at| usize::try_from(at).ok());
        let found = at.and_then(|at| claims.get(at).cloned());
        Self::keep(&mut claims, mine);
        found
    }

    /// Shares a claim with other shoppers.
    pub(super) fn share_claim(&self, mine: Value) {
        Self::keep(&mut self.claims.lock().unwrap_or_else(PoisonError::into_inner), mine);
    }

    fn keep(claims: &mut VecDeque<Value>, mine: Value) {
        claims.push_back(mine);
        if claims.len() > 64 {
            claims.pop_front();
        }
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Result<Answer> {
    let answer = request.send().await.context("no answer")?;
    let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
    let location = header(LOCATION).map(String::from);
    let cookie = header(SET_COOKIE).and_then(|cookie| cookie.split(';').next()).map(String::from);
    let status = answer.status().as_u16();
    let bytes = answer.bytes().await.context("the answer is incomplete")?;
    Ok(Answer { status, body: serde_json::from_slice(&bytes).unwrap_or_default(), location, cookie })
}

/// The request header of a session.
pub(super) fn cookie(session: &str) -> (&'static str, String) {
    ("cookie", session.to_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

    use super::Net;
    use serde_json::json;

    #[test]
    fn the_first_claim_is_shared_though_there_is_none_to_return() {
        let net = Net::new(Vec::new(), String::new()).unwrap();
        assert_eq!(net.swap_claim(json!(1), 0), None);
        assert_eq!(net.swap_claim(json!(2), 0), Some(json!(1)));
    }

    #[test]
    fn only_the_last_64_claims_are_kept() {
        let net = Net::new(Vec::new(), String::new()).unwrap();
        for number in 0..100 {
            net.share_claim(json!(number));
        }
        assert_eq!(net.swap_claim(json!(100), 0), Some(json!(36)));
        assert_eq!(net.swap_claim(json!(101), 63), Some(json!(100)));
    }
}
