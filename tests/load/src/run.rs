//! The runs on one kind of database, each with a new database and new server processes.

use crate::database::{Database, Kind};
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

/// Confirms in flight that keep the server busy with a PG that takes 10 to 30 ms.
const BUSY: usize = 128;

/// How long the server may take to finish payments that it answered with 202.
const SETTLES_WITHIN: Duration = Duration::from_secs(60);

pub(crate) async fn measure_database(
    program: &Path,
    kind: Kind,
    payments: usize,
    slow: usize,
    figures: &mut Figures,
) -> Result<()> {
    let name = kind.name();
    println!("{name}");
    let single =
        measure_fast(program, kind, payments, 1, false, figures, &format!("confirms_per_second.{name}"))
            .await?;
    measure_fast(
        program,
        kind,
        payments,
        1,
        true,
        figures,
        &format!("confirms_per_second_compared_first.{name}"),
    )
    .await?;
    let bare = bare_pairs(program, kind, payments).await?;
    figures.set(format!("bare_pairs_per_second.{name}"), bare);
    figures.set(format!("confirm_vs_bare.{name}"), single / bare);
    measure_slow(program, kind, pg::MEDIUM, 256, payments / 4, figures).await?;
    measure_slow(program, kind, pg::SLOW, slow, slow, figures).await?;
    if kind.has_server() {
        let two = measure_fast(
            program,
            kind,
            payments,
            2,
            false,
            figures,
            &format!("confirms_per_second_two.{name}"),
        )
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

/// A database, its server processes, a PG, and shoppers who are ready to confirm.
pub(crate) struct Setup {
    pub(crate) pg: Pg,
    pub(crate) servers: Vec<Server>,
    pub(crate) http: Client,
    pub(crate) database: Database,
    pub(crate) shoppers: Vec<Shopper>,
    pub(crate) database_url: String,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) async fn set_up(
    program: &Path,
    kind: Kind,
    processes: usize,
    verify: bool,
    payments: usize,
) -> Result<Setup> {
    let folder = tempfile::tempdir()?;
    let database_url = kind.fresh(folder.path()).await?;
    let pg = Pg::start().await?;
    let mut servers = Vec::new();
    for _ in 0..processes {
        servers.push(Server::start(program, &pg, &database_url, verify, folder.path()).await?);
    }
    let database = Database::open(kind, &database_url, if kind == Kind::Sqlite { 1 } else { 30 }).await?;
    database.add_stock().await?;
    let http = Client::builder().no_proxy().pool_max_idle_per_host(4096).build()?;
    let mut shoppers = Vec::new();
    if let Some(first) = servers.first() {
        shoppers = shopper::prepare_all(&http, &first.url, &pg, payments).await?;
    }
    Ok(Setup { pg, servers, http, database, shoppers, database_url, folder })
}

impl Setup {
    /// Confirms all payments, `in_flight` at once, at the servers in turn. Returns the time of each, sorted, and of all.
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

    /// Waits until all payments are paid, and checks that none is lost and none is charged twice.
    ///
    /// # Errors
    /// If that is not so within [`SETTLES_WITHIN`].
    pub(crate) async fn check_all_paid_once(&self) -> Result<()> {
        let expected = self.shoppers.len();
        let begun = Instant::now();
        let paid = loop {
            let sql = "SELECT count(*) FROM payments WHERE state = 'paid'";
            let paid = usize::try_from(self.database.count(sql).await?)?;
            if paid == expected || begun.elapsed() > SETTLES_WITHIN {
                break paid;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let (approved, twice) = self.pg.approvals();
        ensure!(twice == 0, "{twice} were charged twice");
        ensure!(approved == expected, "{approved} of {expected} were approved");
        ensure!(paid == expected, "{paid} of {expected} are paid in the database");
        Ok(())
    }
}

/// Confirms a second with the fast PG.
async fn measure_fast(
    program: &Path,
    kind: Kind,
    payments: usize,
    processes: usize,
    verify: bool,
    figures: &mut Figures,
    name: &str,
) -> Result<f64> {
    let setup = set_up(program, kind, processes, verify, payments).await?;
    setup.pg.pace(pg::FAST);
    let (took, all) = setup.confirm_all(BUSY).await?;
    setup.check_all_paid_once().await?;
    let rate = took.len() as f64 / all.as_secs_f64();
    figures.set(name, rate);
    if processes == 1 && !verify {
        latency(figures, kind, pg::FAST, &took);
    }
    Ok(rate)
}

async fn bare_pairs(program: &Path, kind: Kind, payments: usize) -> Result<f64> {
    let setup = set_up(program, kind, 1, false, payments).await?;
    bare::pairs_per_second(&setup.database, kind, payments, BUSY).await
}

/// With a slower PG: latency, memory, and how long a confirm holds a database connection.
async fn measure_slow(
    program: &Path,
    kind: Kind,
    pace: Pace,
    in_flight: usize,
    payments: usize,
    figures: &mut Figures,
) -> Result<()> {
    let setup = set_up(program, kind, 1, false, payments).await?;
    setup.pg.pace(pace);
    let Some(server) = setup.servers.first() else { return Ok(()) };
    let (name, pace_name) = (kind.name(), pace.name);
    let sum = "daejo_store_transaction_seconds_sum";
    let held_before = server.metric(sum).await?;
    let (took, _) = setup.confirm_all(in_flight).await?;
    setup.check_all_paid_once().await?;
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
