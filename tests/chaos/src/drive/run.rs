//! One run, from the start of the programs to the auditor's report.

use super::database::Database;
use super::figures::Figures;
use super::killer::{Progress, Servers, kill_servers};
use super::net::{Net, Request};
use super::options::Options;
use super::programs::{LEDGER, Program};
use super::resources::{Folder, addresses, program};
use super::shopper::Shopper;
use super::wait_until_settled::wait_until_settled;
use super::webhook_proxy::{self, WebhookProxy};
use anyhow::{Context as _, Result};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;
use tokio::process::Command;
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinSet;

/// Carries out a run. `say` gets a line about each step.
///
/// # Errors
/// If the run itself could not be carried out. Defects that the auditor finds are in the figures.
pub async fn run(options: &Options, seed: u64, say: &(dyn Fn(String) + Sync)) -> Result<Figures> {
    let begun = Instant::now();
    let folder = Folder::new(options)?;
    let database = Arc::new(Database::new(options.database, &folder).await?);
    let all = addresses(options.processes.saturating_add(1))?;
    let (pg_address, shop_addresses) = all.split_first().context("no addresses")?;
    let (listener, webhooks) = webhook_proxy::listen().await?;
    let url = |address: &String| format!("http://{address}");
    let net = Arc::new(Net::new(shop_addresses.iter().map(url).collect(), url(pg_address))?);
    let proxy = WebhookProxy::start(&net, seed, listener);
    let mut pg = Program::pg(options, &folder, pg_address, &webhooks)?;
    pg.start().await?;
    let mut shops = Vec::new();
    for address in shop_addresses {
        let mut shop = Program::shop(options, &folder, address, &database.for_server, &net.pg)?;
        shop.start().await?;
        if shops.is_empty() {
            database.add_stock(options.payments).await?;
        }
        shops.push(Mutex::new(shop));
    }
    let shops: Servers = Arc::new(shops);

    let kills = load_run(options, seed, &net, &shops, &database, say).await?;
    let load_seconds = begun.elapsed().as_secs();
    say(format!(
        "load run finished after {load_seconds} s, {kills} kills; waiting until open payments are settled"
    ));
    net.replace_scenarios(&json!([])).await?;
    let unfinished = wait_until_settled(&database, &proxy, &folder.file(LEDGER)).await?;
    say(format!("{unfinished} unfinished after {} s", begun.elapsed().as_secs()));
    for shop in shops.iter() {
        let mut shop = shop.lock().await;
        if let Some(end) = shop.unexpected_exit() {
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

/// Runs the shoppers while servers are killed. Returns the number of kills.
async fn load_run(
    options: &Options,
    seed: u64,
    net: &Arc<Net>,
    shops: &Servers,
    database: &Arc<Database>,
    say: &(dyn Fn(String) + Sync),
) -> Result<u64> {
    let request =
        Request { method: Method::GET, path: "/openapi.json", headers: Vec::new(), body: None, first: 0 };
    let has_refunds = net.shop(&request).await?.body.to_string().contains("/refunds");
    let progress = Arc::new(Progress::default());
    let killing = kill_servers(
        Arc::clone(shops),
        Arc::clone(database),
        Arc::clone(&progress),
        seed,
        (options.kills, options.payments),
    );
    let mut killer = Some(tokio::spawn(killing));
    let places = Arc::new(Semaphore::new(usize::try_from(options.at_once)?));
    let mut shopping = JoinSet::new();
    let a_tenth = (options.payments / 10).max(1);
    let begun = Instant::now();
    for number in 0..options.payments {
        let place = Some(Arc::clone(&places).acquire_owned().await?);
        let shopper = Shopper { net: Arc::clone(net), seed, number, has_refunds, place };
        shopping.spawn(shopper.act());
        let arrived = progress.arrived.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        if arrived.checked_rem(a_tenth) == Some(0) {
            let kills = progress.kills.load(Ordering::Relaxed);
            say(format!("{arrived} shoppers, {kills} kills, {} s", begun.elapsed().as_secs()));
        }
        while let Some(done) = shopping.try_join_next() {
            note_error(net, done?);
        }
        if let Some(done) = killer.take_if(|killer| killer.is_finished()) {
            done.await??;
        }
    }
    while let Some(done) = shopping.join_next().await {
        note_error(net, done?);
    }
    if let Some(killer) = killer {
        killer.await??;
    }
    for _ in 0..progress.failed_starts.load(Ordering::Relaxed) {
        net.count("failed starts of a server");
    }
    Ok(progress.kills.load(Ordering::Relaxed))
}

fn note_error(net: &Net, done: Result<()>) {
    if let Err(error) = done {
        net.surprise(format!("{error:#}"));
    }
}

/// Runs the auditor, a separate program, and reads its figures.
async fn audit(
    options: &Options,
    folder: &Folder,
    database: &Database,
    say: &(dyn Fn(String) + Sync),
) -> Result<(Map<String, Value>, bool)> {
    let output = Command::new(program(options, "daejo-audit")?)
        .arg("--ledger")
        .arg(folder.file(LEDGER))
        .args(["--database", &database.url, "--json"])
        .kill_on_drop(true)
        .output()
        .await?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (report, figures) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
    say(report.to_owned());
    let figures = serde_json::from_str(figures)
        .with_context(|| format!("the auditor failed: {}", String::from_utf8_lossy(&output.stderr)))?;
    Ok((figures, output.status.success()))
}
