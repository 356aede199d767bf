//! Requests to the PG: sent as the core wrote them, and brought back as bytes.

use super::breaker::{Breaker, Sign};
use crate::config::BreakerSettings;
use crate::measure;
use daejo::id::IdempotencyKey;
use daejo::pg::{
    self, Body, HttpRequest, HttpResponse, MAX_BODY, Merchant, Operation, Pg, PgCall, Reply, TransportFailure,
};
use futures_util::StreamExt;
use reqwest::header::RETRY_AFTER;
use std::time::{Duration, Instant};

/// What came back, with its bytes.
pub(crate) enum Came {
    Response { status: u16, retry_after_seconds: Option<u32>, body: Vec<u8> },
    Failure(TransportFailure),
}

/// The body is not printed.
impl std::fmt::Debug for Came {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Response { status, body, .. } => write!(f, "HTTP {status} with {} bytes", body.len()),
            Self::Failure(failure) => write!(f, "{failure:?}"),
        }
    }
}

impl Came {
    /// Whether the PG is there, which is all that its circuit wants to know.
    pub(super) const fn sign(&self) -> Sign {
        match self {
            Self::Response { status, .. } if *status < 500 => Sign::Alive,
            Self::Response { .. } | Self::Failure(_) => Sign::Dead,
        }
    }

    /// As the core reads it.
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

/// The PG, as our account reaches it.
#[derive(Clone, Debug)]
pub(crate) struct PgClient {
    merchant: Merchant,
    http: reqwest::Client,
    breaker: Breaker,
}

impl PgClient {
    pub(crate) fn new(merchant: Merchant, breaker: BreakerSettings) -> Result<Self, reqwest::Error> {
        // A redirect would carry our key to wherever it points.
        let mut http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5));
        if merchant.base_url.as_deref().is_some_and(|url| url.starts_with("http:")) {
            // A stand-in on this machine: no certificates are needed, and no proxy knows the way.
            http = http.tls_certs_only([]).no_proxy();
        }
        Ok(Self { merchant, http: http.build()?, breaker: Breaker::new(breaker) })
    }

    pub(crate) const fn pg(&self) -> Pg {
        self.merchant.pg
    }

    /// Its circuits: nothing is announced without their leave.
    pub(crate) const fn breaker(&self) -> &Breaker {
        &self.breaker
    }

    /// Sends `call` and waits for its answer, at most `limit`.
    pub(crate) async fn send(&self, call: &PgCall, key: Option<&IdempotencyKey>, limit: Duration) -> Came {
        let request = pg::request(&self.merchant, call, key);
        let begun = Instant::now();
        let came = tokio::time::timeout(limit, exchange(&self.http, request)).await;
        let came = came.unwrap_or(Came::Failure(TransportFailure::TimedOut));
        self.measure(call.operation(), &came, begun.elapsed());
        came
    }

    fn measure(&self, operation: Operation, came: &Came, took: Duration) {
        let answer = pg::read(self.merchant.pg, operation, &came.reply());
        measure::called(operation, answer.certainty, took);
        tracing::info!(
            operation = operation.code(),
            certainty = measure::certainty_code(answer.certainty),
            reason = answer.reason.code(),
            pg_code = answer.pg_code.as_deref().unwrap_or_default(),
            ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            "the PG was asked"
        );
    }
}

async fn exchange(http: &reqwest::Client, request: HttpRequest) -> Came {
    let Ok(method) = reqwest::Method::from_bytes(request.method.as_bytes()) else {
        return Came::Failure(TransportFailure::NotSent);
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
        Err(error) => Came::Failure(failure(&error)),
    }
}

/// Whether the request can have left decides about money, so only a failure to connect counts as not sent.
fn failure(error: &reqwest::Error) -> TransportFailure {
    if error.is_connect() || error.is_builder() {
        TransportFailure::NotSent
    } else if error.is_timeout() {
        TransportFailure::TimedOut
    } else {
        TransportFailure::ConnectionLost
    }
}

async fn read(response: reqwest::Response) -> Came {
    let status = response.status().as_u16();
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let retry_after_seconds = retry_after.and_then(|seconds| seconds.trim().parse().ok());
    let mut body = Vec::new();
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let Ok(chunk) = chunk else { return Came::Failure(TransportFailure::ConnectionLost) };
        body.extend_from_slice(&chunk);
        // One byte too many is all that the core needs to call it too large.
        if body.len() > MAX_BODY {
            body.truncate(MAX_BODY.saturating_add(1));
            break;
        }
    }
    Came::Response { status, retry_after_seconds, body }
}
