//! `daejo codes`: the documented codes of a PG as a table.

use crate::error::Error;
use daejo::api::{self, OfPg};
use daejo::pg::{CodeRow, Operation, Pg};
use serde_json::Value;
use std::io::{self, Write as _};

pub(crate) fn run(pg: Pg, json: bool) -> Result<(), Error> {
    let codes = api::list_codes(OfPg { pg });
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    if json {
        serde_json::to_writer_pretty(&mut stdout, &codes).map_err(io::Error::from)?;
        writeln!(stdout)?;
    } else {
        let rows: Vec<[String; 5]> = codes.codes.iter().map(cells).collect();
        write!(stdout, "{}", table(["CODE", "HTTP", "ASKED", "CLASS", "REASON"], &rows))?;
    }
    stdout.flush()?;
    Ok(())
}

fn cells(row: &CodeRow) -> [String; 5] {
    [
        row.code.clone(),
        row.status.map_or("-".into(), |status| status.to_string()),
        asked(&row.operations),
        word(&row.class),
        row.reason.code().into(),
    ]
}

/// Both queries are listed alike, so one word stands for them.
fn asked(operations: &[Operation]) -> String {
    let mut words: Vec<&str> = operations
        .iter()
        .map(|operation| match operation {
            Operation::Confirm => "confirm",
            Operation::QueryByPaymentKey | Operation::QueryByOrderId => "query",
            Operation::Refund => "refund",
            Operation::Reverse => "reverse",
        })
        .collect();
    words.dedup();
    if words.is_empty() { "-".into() } else { words.join(" ") }
}

/// The word by which every language knows a value.
pub(crate) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        Ok(Value::Object(object)) => object.get("kind").and_then(Value::as_str).unwrap_or_default().into(),
        _ => String::new(),
    }
}

fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = head.map(str::len);
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.len());
        }
    }
    let mut text = String::new();
    let lines = std::iter::once(head.map(String::from)).chain(rows.iter().cloned());
    for line in lines {
        let padded = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}
