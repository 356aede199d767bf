//! Restarts one of two server processes under load, as a rolling update does, behind a load balancer that polls `/readyz`.

use crate::database::Kind;
use crate::figures::Figures;
use crate::pg;
use crate::run::{Setup, set_up};
use crate::server::Server;
use crate::shopper;
use anyhow::Result;
use futures_util::{StreamExt as _, stream};
use std::path::Path;
use std::sync::RwLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A load balancer.
struct Balancer {
    /// The addresses of the servers that are ready.
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

    /// Polls every 50 ms which servers are ready.
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
    let mut setup = set_up(program, kind, 2, false, payments).await?;
    setup.pg.pace(pg::FAST);
    let urls: Vec<String> = setup.servers.iter().map(|server| server.url.clone()).collect();
    let servers = RwLock::new(urls.clone());
    let balancer = Balancer { ready: RwLock::new(urls), turn: AtomicUsize::new(0) };
    let old = setup.servers.pop();
    let answered = AtomicUsize::new(0);
    let replace = async {
        // The restart has to fall into the load: it starts when a quarter of the confirms are answered.
        while answered.load(Ordering::Relaxed) < setup.shoppers.len() / 4 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        if let Some(old) = old {
            old.terminate().await?;
        }
        let new = Server::start(program, &setup.pg, &setup.database_url, false, setup.folder.path()).await?;
        if let Some(last) = servers.write().unwrap_or_else(std::sync::PoisonError::into_inner).last_mut() {
            last.clone_from(&new.url);
        }
        anyhow::Ok(new)
    };
    let load = confirm_through(&balancer, &setup, &answered);
    let polling = balancer.watch(&setup.http, &servers);
    let (failed, new) = tokio::select! {
        both = async { tokio::join!(load, replace) } => both,
        () = polling => return Ok(()),
    };
    // The new server finishes the payments that were answered with 202.
    let new = new?;
    figures.set(format!("failed_requests_during_restart.{}", kind.name()), failed as f64);
    setup.check_all_paid_once().await?;
    drop(new);
    Ok(())
}

/// Confirms all payments and counts the answers in `answered`. Returns how many requests failed.
async fn confirm_through(balancer: &Balancer, setup: &Setup, answered: &AtomicUsize) -> usize {
    let failed = stream::iter(&setup.shoppers)
        .map(|shopper| async move {
            let url = balancer.next();
            let answer = shopper::confirm(&setup.http, &url, shopper).await;
            answered.fetch_add(1, Ordering::Relaxed);
            match answer {
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
        .buffer_unordered(48)
        .collect::<Vec<usize>>()
        .await;
    failed.iter().sum()
}
