//! Logs: one JSON object a line on stderr. Secrets, account numbers and personal data are removed from every field.

use daejo::redact::redact;
use serde_json::{Map, Value};
use std::fmt;
use std::io::Write;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{EnvFilter, Registry};

/// Environment variable with the filter.
const VARIABLE: &str = "DAEJO_LOG";
/// Filter without one.
const DEFAULT_FILTER: &str = "info,sqlx=warn";

/// Starts logging with the filter of `DAEJO_LOG`, or `info,sqlx=warn`. A second start in the same process changes
/// nothing.
pub fn start() {
    let given = EnvFilter::try_from_env(VARIABLE).ok();
    let is_refused = given.is_none() && std::env::var_os(VARIABLE).is_some();
    let filter = given.unwrap_or_else(|| EnvFilter::new(DEFAULT_FILTER));
    // A test starts several servers in one process.
    let _ = tracing::subscriber::set_global_default(Registry::default().with(filter).with(JsonLines));
    if is_refused {
        tracing::warn!(
            "{VARIABLE} must be levels such as `warn` or `info,sqlx=warn`; another text was given, {DEFAULT_FILTER} is used"
        );
    }
}

/// Writes each event of `tracing` as a line, after redaction. Nothing else writes to the log.
struct JsonLines;

/// The fields of an event or a span, redacted one by one.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn keep(&mut self, field: &Field, value: Value) {
        self.0.insert(field.name().to_owned(), value);
    }

    /// A number is hidden by the same rule as a text: it can be an account number.
    fn number(&mut self, field: &Field, text: &str, value: Value) {
        let kept = if redact(text) == text { value } else { Value::String(redact(text)) };
        self.keep(field, kept);
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.keep(field, Value::String(redact(value)));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.number(field, &value.to_string(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.number(field, &value.to_string(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.keep(field, value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.keep(field, Value::String(redact(&format!("{value:?}"))));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for JsonLines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(fields) = span.extensions_mut().get_mut::<Fields>()
        {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut line = Map::new();
        let now = jiff::Timestamp::now();
        line.insert("at".into(), Value::String(format!("{now:.3}")));
        line.insert("level".into(), Value::String(event.metadata().level().to_string()));
        line.insert("target".into(), Value::String(event.metadata().target().to_owned()));
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(fields) = span.extensions().get::<Fields>() {
                line.extend(fields.0.clone());
            }
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        line.append(&mut fields.0);
        // A log that cannot be written must not stop a payment.
        let _ = writeln!(std::io::stderr().lock(), "{}", Value::Object(line));
    }
}
