//! `POST /api/v1/payments/checkout`: an order at the server's prices, with its stock held.

use super::body::Json;
use super::problem::{Document, Problem};
use super::session::Shopper;
use super::{App, idempotency_key};
use crate::clock::now;
use crate::store::{Idempotency, NewOrder, Placed, Product, StoreError};
use crate::{measure, random};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use daejo::id::{OrderId, PaymentId};
use daejo::message::Locale;
use daejo::money::{Amount, Currency};
use daejo::order::{self, Order, OrderLine, Totals};
use daejo::payment::Payment;
use daejo::pg::Pg;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The products to order. There is no price in it: prices are the server's.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CheckoutRequest {
    lines: Vec<CheckoutLine>,
    /// The language of the order's name at the PG: `ko` or `en`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    locale: Locale,
}

/// A product and its quantity.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CheckoutLine {
    product_id: String,
    #[schema(minimum = 1, maximum = 99)]
    quantity: u32,
}

/// The order as it was recorded.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CheckoutAnswer {
    order_id: String,
    payment_id: String,
    /// The core's `Order`.
    #[schema(value_type = Object)]
    order: Order,
    order_name: String,
    /// The core's `Totals`, in minor units.
    #[schema(value_type = Object)]
    totals: Totals,
    /// Until when the stock is held, in milliseconds since 1970.
    expires_at: i64,
}

const ROUTE: &str = "checkout";
const MAX_LINES: usize = 50;
const MAX_QUANTITY: u32 = 99;

/// Records an order and holds its stock. The same `Idempotency-Key` gets the same answer.
#[utoipa::path(
    post, path = "/api/v1/payments/checkout", tag = "payments", request_body = CheckoutRequest,
    params(("Idempotency-Key" = String, Header, description = "8 to 200 visible characters, new for each cart")),
    responses(
        (status = 201, body = CheckoutAnswer),
        (status = 409, description = "out_of_stock", body = Document, content_type = "application/problem+json"),
        (status = 422, description = "body_invalid, idempotency_key_reused", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn place(
    State(app): State<App>,
    Shopper(customer): Shopper,
    headers: HeaderMap,
    Json { value: request, fingerprint }: Json<CheckoutRequest>,
) -> Result<Response, Problem> {
    let key = idempotency_key(&headers)?;
    let idempotency = Idempotency { route: ROUTE, key, fingerprint: &fingerprint };
    if let Some(answer) = app.host.store.earlier_answer(customer.as_str(), idempotency).await? {
        return Ok(answered(answer));
    }
    let products = app.host.store.products().await?;
    let (lines, order_name) = lines(&request, &products)?;
    let totals = order::total(&lines).map_err(|_| Problem::invalid("lines"))?;
    let order = Order {
        order_id: OrderId::new(random::letters("order_", 20)?).map_err(|_| Problem::unavailable())?,
        customer_id: customer,
        pg: Pg::TossPayments,
        merchant_id: app.merchant_id.clone(),
        currency: Currency::Krw,
        lines,
        total: totals.total,
    };
    let payment_id = PaymentId::new(random::letters("pay_", 20)?).map_err(|_| Problem::unavailable())?;
    let now = now();
    let held = u64::try_from(app.reservation.as_millis()).unwrap_or(u64::MAX);
    let payment = Payment::start(payment_id, &order, now.plus_millis(held));
    let answer = serde_json::to_string(&CheckoutAnswer {
        order_id: order.order_id.as_str().into(),
        payment_id: payment.payment_id.as_str().into(),
        order: order.clone(),
        order_name: order_name.clone(),
        totals,
        expires_at: payment.expires_at.millis(),
    })
    .map_err(StoreError::from)?;
    let new = NewOrder { order: &order, payment: &payment, order_name: &order_name, answer: &answer, now };
    match app.host.store.place(&new, idempotency).await {
        Ok(Placed::New) => Ok(answered(answer)),
        Ok(Placed::Earlier(earlier)) => Ok(answered(earlier)),
        Err(error) => {
            if matches!(error, StoreError::OutOfStock { .. }) {
                measure::out_of_stock();
            }
            Err(error.into())
        }
    }
}

fn answered(answer: String) -> Response {
    (StatusCode::CREATED, [(CONTENT_TYPE, "application/json")], answer).into_response()
}

/// The order's lines at the server's prices, one for each product, and the order's name at the PG.
fn lines(request: &CheckoutRequest, products: &[Product]) -> Result<(Vec<OrderLine>, String), Problem> {
    if request.lines.is_empty() || request.lines.len() > MAX_LINES {
        return Err(Problem::invalid("lines"));
    }
    let mut lines: Vec<OrderLine> = Vec::new();
    let mut first_name = None;
    for (place, line) in request.lines.iter().enumerate() {
        let Some(product) = products.iter().find(|product| product.product_id == line.product_id) else {
            return Err(Problem::invalid(format!("lines[{place}].productId")));
        };
        let known = lines.iter().position(|known| known.product_id == line.product_id);
        let before = known.and_then(|at| lines.get(at)).map_or(0, |known| known.quantity);
        let quantity = before.saturating_add(line.quantity);
        if line.quantity == 0 || quantity > MAX_QUANTITY {
            return Err(Problem::invalid(format!("lines[{place}].quantity")));
        }
        if let Some(known) = known.and_then(|at| lines.get_mut(at)) {
            known.quantity = quantity;
            continue;
        }
        first_name.get_or_insert(match request.locale {
            Locale::Ko => &product.name_ko,
            Locale::En => &product.name_en,
        });
        lines.push(OrderLine {
            product_id: product.product_id.clone(),
            unit_price: product.unit_price,
            quantity,
            discount: Amount::ZERO,
            tax: product.tax,
        });
    }
    let first = first_name.map_or("", String::as_str);
    let name = match (lines.len().saturating_sub(1), request.locale) {
        (0, _) => first.to_owned(),
        (others, Locale::Ko) => format!("{first} 외 {others}건"),
        (others, Locale::En) => format!("{first} and {others} more"),
    };
    Ok((lines, name))
}
