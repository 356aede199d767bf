//! One of two processes is restarted under load, as a roll-out does it: behind a balancer that asks `/readyz`.

use crate::books::Kind;
use crate::figures::Figures;
use crate::pg;
use crate::run::{Stage, stage};
use crate::server::Server;
use crate::shopper;
use anyhow::Result;
use futures_util::{StreamExt as _, stream};
use std::path::Path;
use std::sync::RwLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The servers that the balancer sends to.
struct Balancer {
    ready: RwLock<Vec<String>>,
    turn: AtomicUsize,
}

impl Balancer {
    fn next(&self) -> String {
        let ready = self.ready.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        ready.get(turn.checked_rem(ready.len()).unwrap_or_default()).cloned().unwrap_or_default()
    }

    fn set(&self, ready: Vec<String>) {
        *self.ready.write().unwrap_or_else(std::sync::PoisonError::into_inner) = ready;
    }

    /// Looks every 50 ms who is ready.
    async fn watch(&self, http: &reqwest::Client, servers: &RwLock<Vec<String>>) {
        loop {
            let all = servers.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
            let mut ready = Vec::new();
            for url in all {
                let answer =
                    http.get(format!("{url}/readyz")).timeout(Duration::from_millis(500)).send().await;
                if answer.is_ok_and(|answer| answer.status().is_success()) {
                    ready.push(url);
                }
            }
            self.set(ready);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

pub(crate) async fn restart(
    program: &Path,
    kind: Kind,
    payments: usize,
    figures: &mut Figures,
) -> Result<()> {
    let mut stage = stage(program, kind, 2, false, payments).await?;
    stage.pg.pace(pg::FAST);
    let urls: Vec<String> = stage.servers.iter().map(|server| server.url.clone()).collect();
    let servers = RwLock::new(urls.clone());
    let balancer = Balancer { ready: RwLock::new(urls), turn: AtomicUsize::new(0) };
    let old = stage.servers.pop();
    let replace = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        if let Some(old) = old {
            old.terminate().await?;
        }
        let new = Server::start(program, &stage.pg, &stage.database, false, stage.folder.path()).await?;
        if let Some(last) = servers.write().unwrap_or_else(std::sync::PoisonError::into_inner).last_mut() {
            last.clone_from(&new.url);
        }
        anyhow::Ok(new)
    };
    let load = under_load(&stage, &balancer);
    let watching = balancer.watch(&stage.http, &servers);
    let (failed, new) = tokio::select! {
        both = async { tokio::join!(load, replace) } => both,
        () = watching => return Ok(()),
    };
    drop(new?);
    figures.set(format!("failed_requests_during_restart.{}", kind.name()), failed as f64);
    stage.must_agree().await
}

/// How many confirms were not answered with a payment.
async fn under_load(stage: &Stage, balancer: &Balancer) -> usize {
    let failed = stream::iter(&stage.shoppers)
        .map(|shopper| async move {
            let url = balancer.next();
            match shopper::confirm(&stage.http, &url, shopper).await {
                Ok((200 | 202, _)) => 0,
                Ok((status, state)) => {
                    println!("    {url}: {status} {state}");
                    1
                }
                Err(error) => {
                    println!("    {url}: {error:#}");
                    1
                }
            }
        })
        // Slow enough that the restart falls into it.
        .buffer_unordered(48)
        .collect::<Vec<usize>>()
        .await;
    failed.iter().sum()
}
