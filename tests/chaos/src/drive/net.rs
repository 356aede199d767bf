//! HTTP as browsers do it: a request that finds nobody, or somebody busy, is sent again.

use anyhow::{Context as _, Result, bail};
use reqwest::header::{LOCATION, SET_COOKIE};
use reqwest::{Client, Method, redirect};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// As often as a shopper reloads: half a minute.
const TRIES: u32 = 150;
const PAUSE: Duration = Duration::from_millis(200);

/// Addresses, one client for all, and what has been answered.
pub(super) struct Net {
    http: Client,
    pub(super) shops: Vec<String>,
    pub(super) pg: String,
    counts: Mutex<BTreeMap<String, u64>>,
    surprises: Mutex<Vec<String>>,
    claims: Mutex<Vec<Value>>,
}

/// An answer, as much of it as anybody here reads.
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

/// A request to whichever server is there.
#[derive(Clone, Debug)]
pub(super) struct Ask<'a> {
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
            // Nobody here is beyond this machine: no certificates are needed, and no proxy knows the way.
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

    /// Asks a server, and the next one, until one of them has an answer.
    pub(super) async fn shop(&self, ask: &Ask<'_>) -> Result<Answer> {
        let mut last = String::new();
        for (server, _) in self.shops.iter().cycle().skip(ask.first).zip(0..TRIES) {
            let mut request = self.http.request(ask.method.clone(), format!("{server}{}", ask.path));
            for (name, value) in &ask.headers {
                request = request.header(*name, value);
            }
            if let Some(body) = ask.body {
                request = request.json(body);
            }
            match answer(request).await {
                Ok(answer) if !matches!(answer.status, 429 | 502..=504) => return Ok(answer),
                Ok(answer) => {
                    self.count(&format!("{} from the shop, asked again", answer.status));
                    last = format!("{} {}", answer.status, answer.body);
                }
                Err(error) => {
                    self.count("no answer from the shop, asked again");
                    last = error.to_string();
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("{} {} was never answered: {last}", ask.method, ask.path)
    }

    /// Asks the PG, as the browser or the bank does.
    pub(super) async fn pg(&self, path: &str, body: &Value) -> Result<Answer> {
        answer(self.http.post(format!("{}{path}", self.pg)).json(body)).await
    }

    pub(super) async fn replace_scenarios(&self, scenarios: &Value) -> Result<()> {
        let answer = answer(self.http.put(format!("{}/sandbox/scenarios", self.pg)).json(scenarios)).await?;
        if answer.status != 204 {
            bail!("the PG does not take scenarios: {}", answer.status);
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

    /// What no shopper should ever see.
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

    /// Leaves a claim for somebody else to try, and answers one that somebody else left.
    pub(super) fn swap_claim(&self, mine: Value, which: u64) -> Option<Value> {
        let mut claims = self.claims.lock().unwrap_or_else(PoisonError::into_inner);
        let len = u64::try_from(claims.len()).unwrap_or_default();
        let at = usize::try_from(which.checked_rem(len)?).ok();
        let found = at.and_then(|at| claims.get(at).cloned());
        Self::keep(&mut claims, mine);
        found
    }

    pub(super) fn leave_claim(&self, mine: Value) {
        Self::keep(&mut self.claims.lock().unwrap_or_else(PoisonError::into_inner), mine);
    }

    fn keep(claims: &mut Vec<Value>, mine: Value) {
        claims.push(mine);
        if claims.len() > 64 {
            claims.swap_remove(0);
        }
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Result<Answer> {
    let answer = request.send().await.context("nobody answers")?;
    let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
    let location = header(LOCATION).map(String::from);
    let cookie = header(SET_COOKIE).and_then(|cookie| cookie.split(';').next()).map(String::from);
    let status = answer.status().as_u16();
    let bytes = answer.bytes().await.context("the answer breaks off")?;
    Ok(Answer { status, body: serde_json::from_slice(&bytes).unwrap_or_default(), location, cookie })
}

/// The header of a session.
pub(super) fn cookie(session: &str) -> (&'static str, String) {
    ("cookie", session.to_owned())
}
