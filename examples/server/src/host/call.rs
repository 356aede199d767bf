//! Requests to the PG: sent as the core wrote them; the answers are bytes for the core to read.

use super::breaker::{Breaker, Liveness};
use crate::config::BreakerSettings;
use crate::measure;
use daejo::id::IdempotencyKey;
use daejo::pg::{
    self, Body, HttpRequest, HttpResponse, MAX_BODY, Merchant, Operation, Pg, PgCall, Reply, TransportFailure,
};
use futures_util::StreamExt;
use reqwest::header::RETRY_AFTER;
use std::time::{Duration, Instant};

/// The answer to a request, or the failure to get one.
pub(crate) enum CallOutcome {
    Response { status: u16, retry_after_seconds: Option<u32>, body: Vec<u8> },
    Failure(TransportFailure),
}

/// The body is not printed.
impl std::fmt::Debug for CallOutcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Response { status, body, .. } => write!(f, "HTTP {status} with {} bytes", body.len()),
            Self::Failure(failure) => write!(f, "{failure:?}"),
        }
    }
}

impl CallOutcome {
    /// Whether the PG answered, which is what its circuit breaker counts.
    pub(super) const fn liveness(&self) -> Liveness {
        match self {
            Self::Response { status, .. } if *status < 500 => Liveness::Answered,
            Self::Response { .. } | Self::Failure(_) => Liveness::NoAnswer,
        }
    }

    /// In the form that the core reads.
    pub(crate) fn reply(&self) -> Reply<'_> {
        match self {
            Self::Response { status, retry_after_seconds, body } => Reply::Response(HttpResponse {
                status: *status,
                retry_after_seconds: *retry_after_seconds,
                body: Body::new(body),
            }),
            Self::Failure(failure) => Reply::Failure(*failure),
        }
    }
}

/// Client of the PG for the shop's merchant account.
#[derive(Clone, Debug)]
pub(crate) struct PgClient {
    merchant: Merchant,
    http: reqwest::Client,
    breaker: Breaker,
}

impl PgClient {
    pub(crate) fn new(merchant: Merchant, breaker: BreakerSettings) -> Result<Self, reqwest::Error> {
        // A redirect would send the secret key to another address.
        let mut http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5));
        if merchant.base_url.as_deref().is_some_and(|url| url.starts_with("http:")) {
            // A sandbox on this machine: it needs no certificates, and a proxy could not reach it.
            http = http.tls_certs_only([]).no_proxy();
        }
        Ok(Self { merchant, http: http.build()?, breaker: Breaker::new(breaker) })
    }

    pub(crate) const fn pg(&self) -> Pg {
        self.merchant.pg
    }

    /// Its circuit breaker: no intent is stored without a permit.
    pub(crate) const fn breaker(&self) -> &Breaker {
        &self.breaker
    }

    /// Sends `call` and waits for its answer, at most `limit`.
    pub(crate) async fn send(
        &self,
        call: &PgCall,
        key: Option<&IdempotencyKey>,
        limit: Duration,
    ) -> CallOutcome {
        let request = pg::request(&self.merchant, call, key);
        let begun = Instant::now();
        let outcome = tokio::time::timeout(limit, exchange(&self.http, request)).await;
        let outcome = outcome.unwrap_or(CallOutcome::Failure(TransportFailure::TimedOut));
        self.measure(call.operation(), &outcome, begun.elapsed());
        outcome
    }

    fn measure(&self, operation: Operation, outcome: &CallOutcome, took: Duration) {
        let answer = pg::read(self.merchant.pg, operation, &outcome.reply());
        measure::called(operation, answer.certainty, took);
        tracing::info!(
            operation = operation.code(),
            certainty = measure::certainty_code(answer.certainty),
            reason = answer.reason.code(),
            pg_code = answer.pg_code.as_deref().unwrap_or_default(),
            ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            "PG call ended"
        );
    }
}

async fn exchange(http: &reqwest::Client, request: HttpRequest) -> CallOutcome {
    let Ok(method) = reqwest::Method::from_bytes(request.method.as_bytes()) else {
        return CallOutcome::Failure(TransportFailure::NotSent);
    };
    let mut building = http.request(method, request.url);
    for (name, value) in request.headers {
        building = building.header(name, value);
    }
    if let Some(body) = request.body {
        building = building.body(body);
    }
    match building.send().await {
        Ok(response) => read(response).await,
        Err(error) => CallOutcome::Failure(failure(&error)),
    }
}

/// Only a failure to connect counts as not sent: after any other failure the PG may have taken the money.
fn failure(error: &reqwest::Error) -> TransportFailure {
    if error.is_connect() || error.is_builder() {
        TransportFailure::NotSent
    } else if error.is_timeout() {
        TransportFailure::TimedOut
    } else {
        TransportFailure::ConnectionLost
    }
}

async fn read(response: reqwest::Response) -> CallOutcome {
    let status = response.status().as_u16();
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let retry_after_seconds = retry_after.and_then(|seconds| seconds.trim().parse().ok());
    let mut body = Vec::new();
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let Ok(chunk) = chunk else { return CallOutcome::Failure(TransportFailure::ConnectionLost) };
        body.extend_from_slice(&chunk);
        // One byte more than the limit is enough for the core to refuse the body as too large.
        if body.len() > MAX_BODY {
            body.truncate(MAX_BODY.saturating_add(1));
            break;
        }
    }
    CallOutcome::Response { status, retry_after_seconds, body }
}
