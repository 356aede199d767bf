//! Sessions: a signed cookie with a random customer id, and nothing else.

use super::App;
use super::problem::Problem;
use crate::random;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use daejo::id::CustomerId;
use daejo::redact::Secret;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const COOKIE_NAME: &str = "daejo_session";
const ONE_YEAR: u32 = 31_536_000;

/// Signs and reads sessions.
pub(crate) struct Sessions {
    key: Secret,
    is_https: bool,
}

impl Sessions {
    pub(crate) const fn new(key: Secret, is_https: bool) -> Self {
        Self { key, is_https }
    }

    /// The customer's id for the PG, which does not reveal the session's id.
    pub(crate) fn customer_key(&self, customer: &CustomerId) -> String {
        self.sign("customer-key", customer.as_str())
    }

    /// A short MAC of `text` with this server's key. It has letters only, so that no log masks it as a number.
    pub(crate) fn short_mac(&self, purpose: &str, text: &str) -> String {
        random::spelled(&self.mac(purpose, text).finalize().into_bytes(), 16)
    }

    /// `purpose` keeps a signature for one use from being valid for another.
    fn sign(&self, purpose: &str, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(purpose, text).finalize().into_bytes())
    }

    fn mac(&self, purpose: &str, text: &str) -> Hmac<Sha256> {
        // HMAC takes a key of any length, so this does not fail.
        let mut mac = match Hmac::<Sha256>::new_from_slice(self.key.expose().as_bytes()) {
            Ok(mac) => mac,
            Err(_) => Hmac::new(&Default::default()),
        };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac
    }

    /// The customer of a valid session cookie; `None` for a forged one.
    pub(crate) fn customer(&self, headers: &HeaderMap) -> Option<CustomerId> {
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies.flat_map(|cookies| cookies.split(';')).find_map(|cookie| {
            let (name, value) = cookie.trim().split_once('=')?;
            let (id, signature) = value.split_once('.').filter(|_| name == COOKIE_NAME)?;
            let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
            self.mac("session", id).verify_slice(&signature).ok()?;
            CustomerId::new(id).ok()
        })
    }

    fn cookie(&self, customer: &CustomerId) -> Option<HeaderValue> {
        let secure = if self.is_https { "; Secure" } else { "" };
        let signature = self.sign("session", customer.as_str());
        let text = format!(
            "{COOKIE_NAME}={customer}.{signature}; Path=/; Max-Age={ONE_YEAR}; HttpOnly; SameSite=Lax{secure}"
        );
        HeaderValue::from_str(&text).ok()
    }
}

/// The shopper of this request.
#[derive(Clone, Debug)]
pub(crate) struct Shopper(pub(crate) CustomerId);

impl FromRequestParts<App> for Shopper {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::unavailable)
    }
}

/// Finds the shopper of a request; without a session it creates one.
pub(crate) async fn ensure(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if let Some(customer) = app.sessions.customer(request.headers()) {
        request.extensions_mut().insert(Shopper(customer));
        return next.run(request).await;
    }
    let made = random::letters("cus_", 26).map_err(Problem::from);
    let customer = match made.map(CustomerId::new) {
        Ok(Ok(customer)) => customer,
        Ok(Err(_)) => return Problem::unavailable().into_response(),
        Err(problem) => return problem.into_response(),
    };
    request.extensions_mut().insert(Shopper(customer.clone()));
    let mut response = next.run(request).await;
    if let Some(cookie) = app.sessions.cookie(&customer) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
