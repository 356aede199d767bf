//! The OpenAPI description, and a page that shows it. It loads nothing from other hosts.

use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "daejo reference shop",
        description = "Problems are RFC 9457 documents with a stable `code`."
    ),
    paths(
        super::products::list,
        super::checkout::place,
        super::prepare::prepare,
        super::returns::by_query,
        super::returns::by_form,
        super::confirm::confirm,
        super::status::show,
        super::refunds::request,
        super::refunds::list,
        super::decisions::decide,
        super::decisions::list,
        super::decisions::history,
        super::events::resume,
        super::webhooks::receive,
        super::ops::healthy,
        super::ops::ready,
        super::ops::metrics,
    )
)]
struct Description;

pub(crate) async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(Description::openapi())
}

pub(crate) async fn page() -> Html<&'static str> {
    Html(include_str!("docs.html"))
}

pub(crate) async fn script() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("docs.js")).into_response()
}

pub(crate) async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("docs.css")).into_response()
}
