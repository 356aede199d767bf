//! Idempotency keys: the first answer is the answer, for fifteen days, whatever the body says.

use axum::http::HeaderValue;
use serde::{Deserialize, Serialize};

use crate::Sandbox;

use super::code::Refusal;

const LONGEST: usize = 300;
const KEPT_MS: i64 = 15 * 24 * 60 * 60 * 1000;

/// The answer that a repetition gets, byte for byte.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Remembered {
    pub(super) identity: String,
    pub(super) status: u16,
    pub(super) text: String,
    pub(super) trace: String,
    pub(super) at: i64,
}

/// The right to answer under a key. While it lives, repetitions are told to come back later.
#[derive(Debug)]
pub(super) struct Claim {
    sandbox: Sandbox,
    identity: Option<String>,
}

pub(super) enum Begun {
    First(Claim),
    Replay(Remembered),
    Refused(Refusal),
}

impl Claim {
    /// `None` when the request has no key and nothing is remembered.
    pub(super) fn identity(&self) -> Option<&str> {
        self.identity.as_deref()
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if let Some(identity) = &self.identity {
            self.sandbox.toss().running.remove(identity);
        }
    }
}

/// The identity is key, API key, URL and method: POST is the only method with keys, and a sandbox
/// has one API key, which the store's id stands for.
pub(super) fn begin(sandbox: &Sandbox, path: &str, key: Option<&HeaderValue>) -> Begun {
    let Some(key) = key else { return Begun::First(Claim { sandbox: sandbox.clone(), identity: None }) };
    let Some(key) = key.to_str().ok().filter(|key| key.len() <= LONGEST) else {
        return Begun::Refused(Refusal::of("INVALID_IDEMPOTENCY_KEY"));
    };
    let identity = format!("POST {path} {} {key}", sandbox.config().merchant_id);
    let oldest = sandbox.now().saturating_sub(KEPT_MS);
    let mut state = sandbox.toss();
    if state.running.contains(&identity) {
        return Begun::Refused(Refusal::of("IDEMPOTENT_REQUEST_PROCESSING"));
    }
    if let Some(answer) = state.answers.get(&identity).filter(|answer| answer.at > oldest) {
        return Begun::Replay(answer.clone());
    }
    state.running.insert(identity.clone());
    drop(state);
    Begun::First(Claim { sandbox: sandbox.clone(), identity: Some(identity) })
}
