//! The HTTP server: so many connections, each with so long for a request's head.
//!
//! `axum::serve` waits for a head for ever and takes any number of connections: a few machines that send a byte a
//! minute would keep every shopper out.

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

/// The largest head: cookies and a PG's return address are a tenth of it.
const HEAD_BYTES: usize = 32 * 1024;
/// When the process is out of sockets, accepting again at once would only burn the processor.
const AFTER_TROUBLE: Duration = Duration::from_millis(100);

/// Serves until `stopping`, and then until every connection has had its answer.
pub(crate) async fn serve(listener: TcpListener, app: Router, limits: Limits, stopping: CancellationToken) {
    let connections = TaskTracker::new();
    let room = Arc::new(Semaphore::new(limits.connections));
    loop {
        // Waiting for room before accepting leaves the rest to the operating system's queue.
        let place = tokio::select! {
            place = Arc::clone(&room).acquire_owned() => place,
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
                    measure::occupied("connections", 1.0);
                    connection(stream, app, limits, stopping).await;
                    measure::occupied("connections", -1.0);
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(AFTER_TROUBLE).await;
            }
        }
    }
    connections.close();
    connections.wait().await;
}

async fn connection(stream: TcpStream, app: Router, limits: Limits, stopping: CancellationToken) {
    // Answers are small and whole: waiting to fill a packet only delays them.
    let _ = stream.set_nodelay(true);
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head_read)
            .max_buf_size(HEAD_BYTES)
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
        // Browsers close connections as they like.
        tracing::debug!(%error, "a connection ended early");
    }
}
