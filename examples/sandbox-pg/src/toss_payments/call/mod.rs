//! One API call: authentication, idempotency key, scenario, execution, answer.

mod execute;

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::answer::{Answer, Body};
use crate::clock::after;
use crate::random;
use crate::scenario::{Operation, Subject, malform};
use crate::{Fault, Sandbox};

use super::error_codes::{code_for, status_of};
use super::idempotency::{KeyCheck, KeyLock, StoredAnswer, check_key};
use super::language::Language;
use super::refusal::Refusal;
use super::{auth, confirm};

const TRACE: HeaderName = HeaderName::from_static("x-tosspayments-trace-id");
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const TEST_CODE: &str = "tosspayments-test-code";

/// A request as it arrived, before validation.
#[derive(Debug)]
pub(super) enum ApiRequest {
    Confirm(Vec<u8>),
    Query(String),
    QueryByOrder(String),
    Cancel(String, Vec<u8>),
}

#[derive(Debug)]
struct Call {
    request: ApiRequest,
    subject: Subject,
    language: Language,
    test_code: Option<String>,
    trace: String,
    key_lock: KeyLock,
}

impl ApiRequest {
    fn operation(&self) -> Operation {
        match self {
            Self::Confirm(_) => Operation::Confirm,
            Self::Query(_) => Operation::Query,
            Self::QueryByOrder(_) => Operation::QueryByOrder,
            Self::Cancel(..) => Operation::Cancel,
        }
    }

    /// The payment key and order id of the request's payment, so that scenarios can match either.
    /// For an unknown payment, only what the request contains.
    fn subject(&self, sandbox: &Sandbox) -> Subject {
        let state = sandbox.toss_state();
        let (given, payment) = match self {
            Self::Query(payment_key) | Self::Cancel(payment_key, _) => {
                let given = Subject { payment_key: Some(payment_key.clone()), order_id: None };
                (given, state.payment(payment_key))
            }
            Self::QueryByOrder(order_id) => {
                let given = Subject { payment_key: None, order_id: Some(order_id.clone()) };
                (given, state.by_order(order_id))
            }
            Self::Confirm(body) => match serde_json::from_slice::<confirm::Request>(body) {
                Ok(request) => {
                    let payment = state.payment(&request.payment_key);
                    let (payment_key, order_id) = (Some(request.payment_key), Some(request.order_id));
                    (Subject { order_id, payment_key }, payment)
                }
                Err(_) => (Subject::default(), None),
            },
        };
        payment.map_or(given, |payment| Subject {
            payment_key: Some(payment.payment_key.clone()),
            order_id: Some(payment.order_id.clone()),
        })
    }
}

/// Answers a call. Its execution continues even if the client disconnects.
pub(super) async fn handle(
    sandbox: Sandbox,
    headers: HeaderMap,
    path: String,
    request: ApiRequest,
) -> Response {
    let trace = random::lower_alphanumeric(32);
    if let Err(refusal) = auth::check(&headers, &sandbox.config().secret_key) {
        return with_headers(refusal.answer(), &trace, None);
    }
    let subject = request.subject(&sandbox);
    sandbox.count_call(request.operation(), &subject);
    let is_post = matches!(request, ApiRequest::Confirm(_) | ApiRequest::Cancel(..));
    let sent_key = headers.get(IDEMPOTENCY_KEY).filter(|_| is_post);
    let key_lock = match check_key(&sandbox, &path, sent_key) {
        KeyCheck::New(key_lock) => key_lock,
        KeyCheck::Refused(refusal) => return with_headers(refusal.answer(), &trace, sent_key),
        KeyCheck::Replay(StoredAnswer { status, text, trace: original, .. }) => {
            let answer = Answer { status, body: Body::json(text) };
            return with_headers(answer, &format!("{trace}, {original}"), sent_key);
        }
    };
    let test_code = headers.get(TEST_CODE).and_then(|code| code.to_str().ok()).map(str::to_owned);
    let language = Language::of(&headers);
    let call = Call { request, subject, language, test_code, trace: trace.clone(), key_lock };
    let answer = tokio::spawn(async move { call.run(&sandbox).await }).await;
    with_headers(answer.unwrap_or_else(|_| Refusal::of("UNKNOWN_ERROR").answer()), &trace, sent_key)
}

fn with_headers(answer: Answer, trace: &str, idempotency_key: Option<&HeaderValue>) -> Response {
    let mut response = answer.into_response();
    if let Ok(trace) = HeaderValue::from_str(trace) {
        response.headers_mut().insert(TRACE, trace);
    }
    if let Some(key) = idempotency_key {
        response.headers_mut().insert(IDEMPOTENCY_KEY, key.clone());
    }
    response
}

impl Call {
    /// There are two kinds of fault. A fault of the PG changes its answer, and the changed answer is stored
    /// under the idempotency key. A fault of the network (late, lost, malformed) leaves the real answer stored.
    async fn run(self, sandbox: &Sandbox) -> Answer {
        if let Some(code) = &self.test_code {
            let code = if status_of(code).is_some() { code } else { "INVALID_TEST_CODE" };
            return self.refuse(sandbox, Refusal::of(code));
        }
        // Read before the scenario counts as used, so that a test that sees it used can advance the clock.
        let now = sandbox.now();
        let Some(fault) = sandbox.inner().scenarios.take(self.request.operation(), &self.subject, now) else {
            return self.answer(sandbox, None);
        };
        match &fault {
            Fault::DropBeforeCommit => Answer::dropped(),
            Fault::Conflict409 => Refusal::of("IDEMPOTENT_REQUEST_PROCESSING").answer(),
            Fault::RateLimit => Refusal { status: 429, code: code_for(429).into() }.answer(),
            Fault::NotFoundFor { .. } => Refusal::of("NOT_FOUND_PAYMENT").answer(),
            Fault::HttpError { status, code, commit } => {
                let code = code.clone().unwrap_or_else(|| code_for(*status).into());
                let refusal = Refusal { status: *status, code };
                if *commit {
                    self.answer(sandbox, None);
                    return refusal.answer();
                }
                if *status < 500 { self.refuse(sandbox, refusal) } else { refusal.answer() }
            }
            Fault::AnswerLate { ms } => {
                let answer = self.answer(sandbox, None);
                sandbox.inner().clock.sleep_until(after(now, Duration::from_millis(*ms))).await;
                answer
            }
            Fault::Slow { min_ms, max_ms } => {
                let wait = Duration::from_millis(random::between(*min_ms, *max_ms));
                sandbox.inner().clock.sleep_until(after(now, wait)).await;
                self.answer(sandbox, None)
            }
            Fault::DropAfterCommit => {
                self.answer(sandbox, None);
                Answer::dropped()
            }
            Fault::Malformed { how } => {
                let answer = self.answer(sandbox, Some(&fault));
                match answer.body {
                    Body::Whole(bytes, _) => {
                        let body = malform(how, &String::from_utf8_lossy(&bytes));
                        Answer { status: answer.status, body }
                    }
                    Body::Dropped => answer,
                }
            }
            Fault::AlreadyProcessed
            | Fault::WrongAmount { .. }
            | Fault::OmitAmount
            | Fault::WrongCurrency { .. }
            | Fault::WrongOrderId
            | Fault::WrongPaymentKey
            | Fault::UnknownStatus { .. }
            | Fault::OmitSecret
            | Fault::Decline { .. } => self.answer(sandbox, Some(&fault)),
            Fault::Duplicate { .. }
            | Fault::Reorder
            | Fault::Forged { .. }
            | Fault::Delay { .. }
            | Fault::Drop => self.answer(sandbox, None),
        }
    }
}
