//! Idempotency keys: a repeated key gets the first answer for 15 days, even if the body differs.

use axum::http::HeaderValue;
use serde::{Deserialize, Serialize};

use crate::Sandbox;

use super::refusal::Refusal;

/// Characters.
const MAX_KEY_LENGTH: usize = 300;
/// 15 days.
const RETENTION_MS: i64 = 15 * 24 * 60 * 60 * 1000;

/// The answer that a repeated request gets, byte for byte.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StoredAnswer {
    pub(super) identity: String,
    pub(super) status: u16,
    pub(super) text: String,
    pub(super) trace: String,
    pub(super) at: i64,
}

/// The lock of an idempotency key while its first request is in progress. Repeated requests get 409
/// until it is dropped.
#[derive(Debug)]
pub(super) struct KeyLock {
    sandbox: Sandbox,
    identity: Option<String>,
}

/// How a request with an idempotency key, or without one, is to be handled.
pub(super) enum KeyCheck {
    /// Execute it.
    New(KeyLock),
    /// Answer with the stored answer.
    Replay(StoredAnswer),
    /// The key is invalid, or its first request is still in progress.
    Refused(Refusal),
}

impl KeyLock {
    /// `None` if the request has no key; then its answer is not stored.
    pub(super) fn identity(&self) -> Option<&str> {
        self.identity.as_deref()
    }
}

impl Drop for KeyLock {
    fn drop(&mut self) {
        if let Some(identity) = &self.identity {
            self.sandbox.toss_state().running.remove(identity);
        }
    }
}

/// Checks the key and locks it if it is new. The identity of a key consists of method, URL, API key and
/// key. Only POST requests have keys; a sandbox has one API key, which the merchant id stands for.
pub(super) fn check_key(sandbox: &Sandbox, path: &str, key: Option<&HeaderValue>) -> KeyCheck {
    let Some(key) = key else { return KeyCheck::New(KeyLock { sandbox: sandbox.clone(), identity: None }) };
    let Some(key) = key.to_str().ok().filter(|key| key.len() <= MAX_KEY_LENGTH) else {
        return KeyCheck::Refused(Refusal::of("INVALID_IDEMPOTENCY_KEY"));
    };
    let identity = format!("POST {path} {} {key}", sandbox.config().merchant_id);
    let oldest = sandbox.now().saturating_sub(RETENTION_MS);
    let mut state = sandbox.toss_state();
    if state.running.contains(&identity) {
        return KeyCheck::Refused(Refusal::of("IDEMPOTENT_REQUEST_PROCESSING"));
    }
    if let Some(answer) = state.answers.get(&identity).filter(|answer| answer.at > oldest) {
        return KeyCheck::Replay(answer.clone());
    }
    state.running.insert(identity.clone());
    drop(state);
    KeyCheck::New(KeyLock { sandbox: sandbox.clone(), identity: Some(identity) })
}
