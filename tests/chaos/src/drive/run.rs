//! One run, from the first start to the auditor's word.

use super::children::Program;
use super::database::Database;
use super::figures::Figures;
use super::front::{self, Front};
use super::killer::{Progress, Shops, kill};
use super::net::{Ask, Net};
use super::options::Options;
use super::places::{Folder, addresses, program};
use super::settle::settle;
use super::shopper::Shopper;
use anyhow::{Context as _, Result};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;
use tokio::process::Command;
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinSet;

/// Runs it. `say` is told how far it is.
///
/// # Errors
/// When the run itself could not be carried out; what the auditor finds is in the figures.
pub async fn run(options: &Options, seed: u64, say: &(dyn Fn(String) + Sync)) -> Result<Figures> {
    let begun = Instant::now();
    let folder = Folder::new(options)?;
    let database = Arc::new(Database::new(options.database, &folder).await?);
    let all = addresses(options.processes.saturating_add(1))?;
    let (pg_address, shop_addresses) = all.split_first().context("no addresses")?;
    let (listener, webhooks) = front::listen().await?;
    let url = |address: &String| format!("http://{address}");
    let net = Arc::new(Net::new(shop_addresses.iter().map(url).collect(), url(pg_address))?);
    let front = Front::start(&net, seed, listener);
    let mut pg = Program::pg(options, &folder, pg_address, &webhooks)?;
    pg.start().await?;
    let mut shops = Vec::new();
    for address in shop_addresses {
        let mut shop = Program::shop(options, &folder, address, &database.for_server, &net.pg)?;
        shop.start().await?;
        if shops.is_empty() {
            database.fill(options.payments).await?;
        }
        shops.push(Mutex::new(shop));
    }
    let shops: Shops = Arc::new(shops);

    let kills = storm(options, seed, &net, &shops, &database, say).await?;
    let storm_seconds = begun.elapsed().as_secs();
    say(format!("the storm is over after {storm_seconds} s, {kills} kills; what can settle settles"));
    net.replace_scenarios(&json!([])).await?;
    let open = settle(&database, &front).await?;
    say(format!("{open} still open after {} s", begun.elapsed().as_secs()));
    for shop in shops.iter() {
        let mut shop = shop.lock().await;
        if let Some(end) = shop.has_ended() {
            net.surprise(end);
        }
        shop.stop().await?;
    }
    pg.stop().await?;

    let mut values = Map::new();
    let mut set = |name: &str, value: Value| values.insert(name.into(), value);
    set("database", options.database.name().into());
    set("seed", seed.into());
    set("payments", options.payments.into());
    set("processes", options.processes.into());
    set("kills", kills.into());
    let (audited, is_clean) = audit(options, &folder, &database, say).await?;
    values.extend(audited);
    values.insert("seconds".into(), begun.elapsed().as_secs().into());
    Ok(Figures { values, counts: net.counts(), surprises: net.surprises(), is_clean })
}

/// The shoppers come; servers are killed meanwhile. Answers how often.
async fn storm(
    options: &Options,
    seed: u64,
    net: &Arc<Net>,
    shops: &Shops,
    database: &Arc<Database>,
    say: &(dyn Fn(String) + Sync),
) -> Result<u64> {
    let ask = Ask { method: Method::GET, path: "/openapi.json", headers: Vec::new(), body: None, first: 0 };
    let has_refunds = net.shop(&ask).await?.body.to_string().contains("/refunds");
    let progress = Arc::new(Progress::default());
    let killing = kill(
        Arc::clone(shops),
        Arc::clone(database),
        Arc::clone(&progress),
        seed,
        (options.kills, options.payments),
    );
    let mut killer = Some(tokio::spawn(killing));
    let room = Arc::new(Semaphore::new(usize::try_from(options.at_once)?));
    let mut shopping = JoinSet::new();
    let a_tenth = (options.payments / 10).max(1);
    let begun = Instant::now();
    for number in 0..options.payments {
        let place = Some(Arc::clone(&room).acquire_owned().await?);
        let shopper = Shopper { net: Arc::clone(net), seed, number, has_refunds, place };
        shopping.spawn(shopper.shop());
        let come = progress.come.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        if come.checked_rem(a_tenth) == Some(0) {
            let kills = progress.kills.load(Ordering::Relaxed);
            say(format!("{come} shoppers, {kills} kills, {} s", begun.elapsed().as_secs()));
        }
        while let Some(done) = shopping.try_join_next() {
            over(net, done?);
        }
        if let Some(done) = killer.take_if(|killer| killer.is_finished()) {
            done.await??;
        }
    }
    while let Some(done) = shopping.join_next().await {
        over(net, done?);
    }
    if let Some(killer) = killer {
        killer.await??;
    }
    for _ in 0..progress.failed_starts.load(Ordering::Relaxed) {
        net.count("a server that had to be started again");
    }
    Ok(progress.kills.load(Ordering::Relaxed))
}

fn over(net: &Net, done: Result<()>) {
    if let Err(error) = done {
        net.surprise(format!("{error:#}"));
    }
}

/// Calls the auditor, a program of its own, and reads its figures.
async fn audit(
    options: &Options,
    folder: &Folder,
    database: &Database,
    say: &(dyn Fn(String) + Sync),
) -> Result<(Map<String, Value>, bool)> {
    let output = Command::new(program(options, "daejo-audit")?)
        .arg("--ledger")
        .arg(folder.file("pg.jsonl"))
        .args(["--database", &database.url, "--json"])
        .kill_on_drop(true)
        .output()
        .await?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (report, figures) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
    say(report.to_owned());
    let figures = serde_json::from_str(figures)
        .with_context(|| format!("the auditor could not: {}", String::from_utf8_lossy(&output.stderr)))?;
    Ok((figures, output.status.success()))
}
