//! The runs on one database, each on a database and a server of its own.

use crate::books::{Books, Kind};
use crate::figures::{Figures, percentile};
use crate::pg::{self, Pace, Pg};
use crate::server::Server;
use crate::shopper::{self, Shopper};
use crate::{bare, rolling};
use anyhow::{Result, ensure};
use futures_util::{StreamExt as _, stream};
use reqwest::Client;
use std::path::Path;
use std::time::{Duration, Instant};

/// As many at once keep a PG busy that takes 10 to 30 ms.
const BUSY: usize = 128;

pub(crate) async fn of_database(
    program: &Path,
    kind: Kind,
    payments: usize,
    slow: usize,
    figures: &mut Figures,
) -> Result<()> {
    let name = kind.name();
    println!("{name}");
    let single =
        fast(program, kind, payments, 1, false, figures, &format!("confirms_per_second.{name}")).await?;
    fast(program, kind, payments, 1, true, figures, &format!("confirms_per_second_compared_first.{name}"))
        .await?;
    let bare = bare_pairs(program, kind, payments).await?;
    figures.set(format!("bare_pairs_per_second.{name}"), bare);
    figures.set(format!("confirm_vs_bare.{name}"), single / bare);
    waiting(program, kind, pg::MEDIUM, 256, payments / 4, figures).await?;
    waiting(program, kind, pg::SLOW, slow, slow, figures).await?;
    if kind.has_server() {
        let two =
            fast(program, kind, payments, 2, false, figures, &format!("confirms_per_second_two.{name}"))
                .await?;
        figures.set(format!("second_process_gain.{name}"), two / single);
        rolling::restart(program, kind, payments, figures).await?;
    }
    if let Some(gain) = figures.get("second_process_gain.postgres")
        && figures.get("second_process_gain").is_none()
    {
        figures.set("second_process_gain", gain);
    }
    Ok(())
}

/// A database, its server processes, a PG, and shoppers at the counter.
pub(crate) struct Stage {
    pub(crate) pg: Pg,
    pub(crate) servers: Vec<Server>,
    pub(crate) http: Client,
    pub(crate) books: Books,
    pub(crate) shoppers: Vec<Shopper>,
    pub(crate) database: String,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) async fn stage(
    program: &Path,
    kind: Kind,
    processes: usize,
    verify: bool,
    payments: usize,
) -> Result<Stage> {
    let folder = tempfile::tempdir()?;
    let database = kind.fresh(folder.path()).await?;
    let pg = Pg::start().await?;
    let mut servers = Vec::new();
    for _ in 0..processes {
        servers.push(Server::start(program, &pg, &database, verify, folder.path()).await?);
    }
    let books = Books::open(kind, &database, if kind == Kind::Sqlite { 1 } else { 30 }).await?;
    books.fill_the_shelves().await?;
    let http = Client::builder().no_proxy().pool_max_idle_per_host(4096).build()?;
    let mut shoppers = Vec::new();
    if let Some(first) = servers.first() {
        shoppers = shopper::queue(&http, &first.url, &pg, payments).await?;
    }
    Ok(Stage { pg, servers, http, books, shoppers, database, folder })
}

impl Stage {
    /// All of them confirm, so many at once, at each server in turn. How long each took, sorted, and all together.
    pub(crate) async fn confirm_all(&self, in_flight: usize) -> Result<(Vec<Duration>, Duration)> {
        let begun = Instant::now();
        let took: Vec<Result<Duration>> = stream::iter(self.shoppers.iter().enumerate())
            .map(|(number, shopper)| async move {
                let at = number.checked_rem(self.servers.len()).unwrap_or_default();
                let Some(server) = self.servers.get(at) else { anyhow::bail!("no server") };
                let begun = Instant::now();
                let (status, state) = shopper::confirm(&self.http, &server.url, shopper).await?;
                ensure!(status == 200 && state == "paid", "{status} {state}");
                Ok(begun.elapsed())
            })
            .buffer_unordered(in_flight)
            .collect()
            .await;
        let all = begun.elapsed();
        let mut took = took.into_iter().collect::<Result<Vec<_>>>()?;
        took.sort_unstable();
        Ok((took, all))
    }

    /// None is lost, and none is charged twice.
    pub(crate) async fn must_agree(&self) -> Result<()> {
        let paid = self.books.count("SELECT count(*) FROM payments WHERE state = 'paid'").await?;
        let (approved, twice) = self.pg.approvals();
        let expected = self.shoppers.len();
        ensure!(twice == 0, "{twice} were charged twice");
        ensure!(approved == expected, "{approved} of {expected} were approved");
        ensure!(usize::try_from(paid)? == expected, "{paid} of {expected} are paid in the books");
        Ok(())
    }
}

async fn fast(
    program: &Path,
    kind: Kind,
    payments: usize,
    processes: usize,
    verify: bool,
    figures: &mut Figures,
    name: &str,
) -> Result<f64> {
    let stage = stage(program, kind, processes, verify, payments).await?;
    stage.pg.pace(pg::FAST);
    let (took, all) = stage.confirm_all(BUSY).await?;
    stage.must_agree().await?;
    let rate = took.len() as f64 / all.as_secs_f64();
    figures.set(name, rate);
    if processes == 1 && !verify {
        latency(figures, kind, pg::FAST, &took);
    }
    Ok(rate)
}

async fn bare_pairs(program: &Path, kind: Kind, payments: usize) -> Result<f64> {
    let stage = stage(program, kind, 1, false, payments).await?;
    bare::pairs_per_second(&stage.books, kind, payments, BUSY).await
}

/// A PG that takes its time: how long shoppers wait, what it costs in memory, and for how long a connection is held.
async fn waiting(
    program: &Path,
    kind: Kind,
    pace: Pace,
    in_flight: usize,
    payments: usize,
    figures: &mut Figures,
) -> Result<()> {
    let stage = stage(program, kind, 1, false, payments).await?;
    stage.pg.pace(pace);
    let Some(server) = stage.servers.first() else { return Ok(()) };
    let (name, pace_name) = (kind.name(), pace.name);
    let sum = "daejo_store_transaction_seconds_sum";
    let held_before = server.metric(sum).await?;
    let (took, _) = stage.confirm_all(in_flight).await?;
    stage.must_agree().await?;
    latency(figures, kind, pace, &took);
    let held = server.metric(sum).await? - held_before;
    figures.set(format!("connection_held_ms.{pace_name}.{name}"), held * 1_000.0 / took.len() as f64);
    if let Some(peak) = server.peak_megabytes() {
        figures.set(format!("memory_mb.{pace_name}.{name}"), peak);
    }
    Ok(())
}

fn latency(figures: &mut Figures, kind: Kind, pace: Pace, took: &[Duration]) {
    let name = kind.name();
    for (share, percent) in [(0.5, "p50"), (0.99, "p99")] {
        figures.set(format!("confirm_ms_{percent}.{}.{name}", pace.name), percentile(took, share));
    }
}
