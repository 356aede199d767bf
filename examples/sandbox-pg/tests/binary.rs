//! The program: the line with its address, a restart after a kill, and a stop on SIGTERM.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::Client;
use serde_json::{Value, json};

fn start(ledger: &Path) -> (Child, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sandbox-pg"))
        .args(["--listen", "127.0.0.1:0", "--ledger"])
        .arg(ledger)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let base = line.trim().strip_prefix("sandbox PG on ").unwrap().to_owned();
    (program, base)
}

#[tokio::test]
async fn the_ledger_survives_a_kill_and_sigterm_stops_the_program() {
    let ledger = Path::new(env!("CARGO_TARGET_TMPDIR")).join("binary.jsonl");
    let _ = std::fs::remove_file(&ledger);
    let (mut program, base) = start(&ledger);
    let order = json!({
        "clientKey": "test_ck_daejoSandboxDemoKey0000000", "orderId": "order-binary", "orderName": "셔츠",
        "amount": {"currency": "KRW", "value": 15_000}, "method": "CARD",
        "successUrl": "http://shop.test/ok", "failUrl": "http://shop.test/no",
    });
    let url = format!("{base}/sandbox/toss-payments/sessions");
    let opened = Client::new().post(url).json(&order).send().await.unwrap();
    assert_eq!(opened.status(), 200);
    let url = format!("{base}/sandbox/ledger");
    let before: Value = Client::new().get(url).send().await.unwrap().json().await.unwrap();
    program.kill().unwrap();
    program.wait().unwrap();

    let (mut program, base) = start(&ledger);
    let url = format!("{base}/sandbox/ledger");
    let after: Value = Client::new().get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(after, before);
    assert_eq!(after.as_array().map(Vec::len), Some(1));
    let stop = Command::new("kill").arg(program.id().to_string()).status().unwrap();
    assert!(stop.success());
    assert!(program.wait().unwrap().success(), "SIGTERM ends it with success");
}
