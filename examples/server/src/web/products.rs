//! `GET /api/v1/products`.

use super::App;
use super::problem::Problem;
use axum::Json;
use axum::extract::State;
use daejo::order::Tax;
use serde::Serialize;
use utoipa::ToSchema;

/// A product. Prices are minor units (won), VAT included.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Product {
    product_id: String,
    name: Names,
    unit_price: i64,
    currency: &'static str,
    tax_free: bool,
    /// How many can be bought now.
    available: i64,
}

/// A name in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Names {
    ko: String,
    en: String,
}

/// All products.
#[utoipa::path(get, path = "/api/v1/products", tag = "shop", responses((status = 200, body = [Product])))]
pub(crate) async fn list(State(app): State<App>) -> Result<Json<Vec<Product>>, Problem> {
    let products = app.host.store.products().await?;
    let shown = products.into_iter().map(|product| Product {
        product_id: product.product_id,
        name: Names { ko: product.name_ko, en: product.name_en },
        unit_price: product.unit_price.minor(),
        currency: "KRW",
        tax_free: product.tax == Tax::TaxFree,
        available: product.free,
    });
    Ok(Json(shown.collect()))
}
