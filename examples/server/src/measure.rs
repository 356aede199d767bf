//! What is counted, and under which name. Labels are the core's own codes: none can hold what a person typed.

use crate::host::Position;
use daejo::payment::State;
use daejo::pg::{Certainty, Operation};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

/// One recorder a process, however many servers a test starts in it.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// From a fast database to the end of a PG's patience, in seconds.
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
pub(crate) fn moved(from: State, to: State) {
    metrics::counter!("daejo_payment_transitions_total", "from" => from.code(), "to" => to.code())
        .increment(1);
}

/// The PG was asked.
pub(crate) fn called(operation: Operation, certainty: Certainty, took: Duration) {
    metrics::histogram!(
        "daejo_pg_call_seconds", "operation" => operation.code(), "certainty" => certainty_code(certainty)
    )
    .record(took);
}

/// A person is to be told.
pub(crate) fn alerted(reason: &str) {
    metrics::counter!("daejo_alerts_total", "reason" => reason.to_owned()).increment(1);
}

/// A webhook came.
pub(crate) fn webhook(outcome: &'static str) {
    metrics::counter!("daejo_webhooks_total", "outcome" => outcome).increment(1);
}

/// A request was answered.
pub(crate) fn answered(route: &str, status: u16, took: Duration) {
    metrics::histogram!("daejo_http_request_seconds", "route" => route.to_owned(), "status" => status.to_string())
        .record(took);
}

/// A checkout found too little of something.
pub(crate) fn out_of_stock() {
    metrics::counter!("daejo_out_of_stock_total").increment(1);
}

/// The database undid a transaction for another one's sake, and it is tried again.
pub(crate) fn retried(why: &'static str) {
    metrics::counter!("daejo_store_retries_total", "why" => why).increment(1);
}

/// A transaction is over, whether of one statement or of several.
pub(crate) fn connection_held(took: Duration) {
    metrics::histogram!("daejo_store_transaction_seconds").record(took);
}

/// Where the PG's circuit for a class of calls stands: 0 closed, 1 probing, 2 open.
pub(crate) fn circuit(class: &'static str, position: Position) {
    let value = match position {
        Position::Closed => 0.0,
        Position::Probing => 1.0,
        Position::Open => 2.0,
    };
    metrics::gauge!("daejo_pg_circuit", "class" => class).set(value);
}

/// A call was not begun because the PG does not answer.
pub(crate) fn held_back(class: &'static str) {
    metrics::counter!("daejo_pg_calls_held_back_total", "class" => class).increment(1);
}

/// A request was turned away because there were too many.
pub(crate) fn turned_away(room: &'static str) {
    metrics::counter!("daejo_turned_away_total", "room" => room).increment(1);
}

/// How many are in a room now.
pub(crate) fn occupied(room: &'static str, change: f64) {
    metrics::gauge!("daejo_in_flight", "room" => room).increment(change);
}

/// A delivery of an event ended.
pub(crate) fn delivered(outcome: &'static str) {
    metrics::counter!("daejo_outbox_deliveries_total", "outcome" => outcome).increment(1);
}

/// How much waits to be delivered, how old the oldest of it is, and whether the receiver said that it is gone.
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
