//! The HTTP server, with a limit of connections and a time limit for a request's head.
//!
//! `axum::serve` waits for a head without a limit and accepts any number of connections: a few machines that send a
//! byte a minute could block every shopper.

use crate::config::Limits;
use crate::measure;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Largest head in bytes: cookies and a PG's return address are a tenth of it.
const MAX_HEAD_BYTES: usize = 32 * 1024;
/// Pause after a failed accept: without sockets, accepting again at once would only use up the processor.
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(100);

/// Serves until `stopping`, and then until every connection has had its answer.
pub(crate) async fn serve(listener: TcpListener, app: Router, limits: Limits, stopping: CancellationToken) {
    let connections = TaskTracker::new();
    let slots = Arc::new(Semaphore::new(limits.connections));
    loop {
        // At the limit, further connections wait in the operating system's queue.
        let slot = tokio::select! {
            slot = Arc::clone(&slots).acquire_owned() => slot,
            () = stopping.cancelled() => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopping.cancelled() => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let (app, stopping) = (app.clone(), stopping.clone());
                connections.spawn(async move {
                    measure::in_flight("connections", 1.0);
                    connection(stream, app, limits, stopping).await;
                    measure::in_flight("connections", -1.0);
                    drop(slot);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "accepting a connection failed");
                tokio::time::sleep(PAUSE_AFTER_ERROR).await;
            }
        }
    }
    connections.close();
    connections.wait().await;
}

async fn connection(stream: TcpStream, app: Router, limits: Limits, stopping: CancellationToken) {
    // Answers are small and written at once: waiting to fill a packet only delays them.
    let _ = stream.set_nodelay(true);
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head_read)
            .max_buf_size(MAX_HEAD_BYTES)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app))
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.as_mut().await
        }
    };
    if let Err(error) = ended {
        // Browsers close connections at any time.
        tracing::debug!(%error, "a connection ended early");
    }
}
