//! `POST /api/v1/payments/{orderId}/prepare`: the parameters for the PG's SDK. None is a secret.

use super::App;
use super::body::{Json, Segment};
use super::problem::{Document, Problem};
use super::session::Shopper;
use super::status::owned;
use crate::clock::now;
use axum::extract::State;
use daejo::money::{Amount, Currency};
use daejo::order;
use daejo::payment::State as PaymentState;
use daejo::pg::Pg;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// The PG to pay with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrepareRequest {
    /// `toss_payments`.
    #[schema(value_type = String)]
    pg: Pg,
}

/// `TossPayments(clientKey).payment({customerKey}).requestPayment(payment)`, with the script of `sdkUrl`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Prepared {
    pg: &'static str,
    sdk_url: String,
    client_key: String,
    customer_key: String,
    payment: SdkPayment,
}

/// The argument of `requestPayment`. Amounts are in major units, as this PG wants them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SdkPayment {
    method: &'static str,
    amount: SdkAmount,
    order_id: String,
    order_name: String,
    #[schema(value_type = f64)]
    tax_free_amount: Option<Box<RawValue>>,
    success_url: String,
    fail_url: String,
}

/// An amount in major units.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SdkAmount {
    currency: &'static str,
    #[schema(value_type = f64)]
    value: Option<Box<RawValue>>,
}

/// The parameters with which the browser opens the PG's window for the shopper's order.
#[utoipa::path(
    post, path = "/api/v1/payments/{orderId}/prepare", tag = "payments", request_body = PrepareRequest,
    params(("orderId" = String, Path)),
    responses(
        (status = 200, body = Prepared),
        (status = 404, description = "order_not_found", body = Document, content_type = "application/problem+json"),
        (status = 409, description = "another_pg, ended", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn prepare(
    State(app): State<App>,
    Segment(order_id): Segment,
    Shopper(customer): Shopper,
    Json { value: PrepareRequest { pg }, .. }: Json<PrepareRequest>,
) -> Result<axum::Json<Prepared>, Problem> {
    let stored = owned(&app, &order_id, &customer).await?;
    let (order, payment) = (&stored.order, &stored.payment);
    if order.pg != pg {
        return Err(Problem::new(409, "another_pg", "The order was placed for another PG."));
    }
    if payment.state != PaymentState::Ready || now() >= payment.expires_at {
        return Err(Problem::new(409, "ended", "The order cannot be paid any more; place it again."));
    }
    let totals = order::total(&order.lines).map_err(|_| Problem::unavailable())?;
    let back = format!("{}/api/v1/payments/return/{}", app.public_url, pg.code());
    Ok(axum::Json(Prepared {
        pg: pg.code(),
        sdk_url: app.sdk_url.clone(),
        client_key: app.client_key.clone(),
        customer_key: app.sessions.customer_key(&customer),
        payment: SdkPayment {
            method: "CARD",
            amount: SdkAmount { currency: order.currency.code(), value: number(order.total, order.currency) },
            order_id: order.order_id.as_str().into(),
            order_name: stored.order_name,
            tax_free_amount: number(totals.tax_free, order.currency),
            success_url: back.clone(),
            fail_url: back,
        },
    }))
}

/// A JSON number in major units, written from its decimal text and never through a float.
fn number(amount: Amount, currency: Currency) -> Option<Box<RawValue>> {
    RawValue::from_string(amount.to_text(currency)).ok()
}
