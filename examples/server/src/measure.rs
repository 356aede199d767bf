//! The metrics and their names. Labels are the core's codes: none can hold text that a person typed.

use daejo::payment::State;
use daejo::pg::{Certainty, Operation};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

/// One recorder for a process, also if a test starts several servers in it.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Buckets in seconds, from a fast database to the longest call to a PG.
const SECONDS: [f64; 11] = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0];

/// The page that Prometheus reads, if this process could install its recorder.
pub(crate) fn page() -> Option<String> {
    recorder().map(|handle| {
        handle.run_upkeep();
        handle.render()
    })
}

/// Installs the recorder, once.
pub(crate) fn recorder() -> Option<&'static PrometheusHandle> {
    RECORDER
        .get_or_init(|| PrometheusBuilder::new().set_buckets(&SECONDS).ok()?.install_recorder().ok())
        .as_ref()
}

/// A payment went from one state to another.
pub(crate) fn transition(from: State, to: State) {
    metrics::counter!("daejo_payment_transitions_total", "from" => from.code(), "to" => to.code())
        .increment(1);
}

/// A call to the PG ended.
pub(crate) fn called(operation: Operation, certainty: Certainty, took: Duration) {
    metrics::histogram!(
        "daejo_pg_call_seconds", "operation" => operation.code(), "certainty" => certainty_code(certainty)
    )
    .record(took);
}

/// An operator is alerted.
pub(crate) fn alerted(reason: &str) {
    metrics::counter!("daejo_alerts_total", "reason" => reason.to_owned()).increment(1);
}

/// A webhook arrived.
pub(crate) fn webhook(outcome: &'static str) {
    metrics::counter!("daejo_webhooks_total", "outcome" => outcome).increment(1);
}

/// A request was answered.
pub(crate) fn answered(route: &str, status: u16, took: Duration) {
    metrics::histogram!("daejo_http_request_seconds", "route" => route.to_owned(), "status" => status.to_string())
        .record(took);
}

/// A checkout failed because a product is out of stock.
pub(crate) fn out_of_stock() {
    metrics::counter!("daejo_out_of_stock_total").increment(1);
}

/// A transaction is repeated after a conflict with another one.
pub(crate) fn retried(why: &'static str) {
    metrics::counter!("daejo_store_retries_total", "why" => why).increment(1);
}

/// A transaction ended, of one statement or of several.
pub(crate) fn connection_held(took: Duration) {
    metrics::histogram!("daejo_store_transaction_seconds").record(took);
}

/// State of the PG's circuit for a class of calls: 0 closed, 1 probing, 2 open.
pub(crate) fn circuit(class: &'static str, value: f64) {
    metrics::gauge!("daejo_pg_circuit", "class" => class).set(value);
}

/// A call was held back because the PG does not answer.
pub(crate) fn held_back(class: &'static str) {
    metrics::counter!("daejo_pg_calls_held_back_total", "class" => class).increment(1);
}

/// A request was refused because a limit was reached.
pub(crate) fn refused(kind: &'static str) {
    metrics::counter!("daejo_turned_away_total", "kind" => kind).increment(1);
}

/// Changes the number of requests, streams or connections in progress.
pub(crate) fn in_flight(kind: &'static str, change: f64) {
    metrics::gauge!("daejo_in_flight", "kind" => kind).increment(change);
}

/// A delivery of an event ended.
pub(crate) fn delivered(outcome: &'static str) {
    metrics::counter!("daejo_outbox_deliveries_total", "outcome" => outcome).increment(1);
}

/// Number of events to deliver, age of the oldest one, and whether the receiver answered 410.
pub(crate) fn backlog(waiting: i64, oldest: Duration, is_gone: bool) {
    let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
    metrics::gauge!("daejo_outbox_waiting").set(f64::from(waiting));
    metrics::gauge!("daejo_outbox_oldest_seconds").set(oldest.as_secs_f64());
    metrics::gauge!("daejo_outbox_receiver_gone").set(f64::from(u8::from(is_gone)));
}

pub(crate) const fn certainty_code(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::NotSent => "not_sent",
        Certainty::Refused => "refused",
        Certainty::Accepted => "accepted",
        Certainty::Applied => "applied",
        Certainty::Unknown => "unknown",
    }
}
