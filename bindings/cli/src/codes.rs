//! `daejo codes`: the documented codes of a PG, as a table or as JSON.

use crate::error::Error;
use daejo::api::{self, OfPg};
use daejo::pg::{CodeRow, Operation, Pg};
use std::io::{self, Write as _};

pub(crate) fn run(pg: Pg, json: bool) -> Result<(), Error> {
    let codes = api::list_codes(OfPg { pg });
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    if json {
        serde_json::to_writer_pretty(&mut stdout, &codes).map_err(io::Error::from)?;
        writeln!(stdout)?;
    } else {
        let rows: Vec<[String; 5]> = codes.codes.iter().map(cells).collect();
        write!(stdout, "{}", table(["CODE", "HTTP", "OPERATIONS", "CLASS", "REASON"], &rows))?;
    }
    stdout.flush()?;
    Ok(())
}

fn cells(row: &CodeRow) -> [String; 5] {
    [
        row.code.clone(),
        row.status.map_or("-".into(), |status| status.to_string()),
        operation_names(&row.operations),
        row.class.code().into(),
        row.reason.code().into(),
    ]
}

/// A PG documents the same codes for both queries, so the table has one name for them.
fn operation_names(operations: &[Operation]) -> String {
    let mut names: Vec<&str> = operations
        .iter()
        .map(|operation| match operation {
            Operation::Confirm => "confirm",
            Operation::QueryByPaymentKey | Operation::QueryByOrderId => "query",
            Operation::Refund => "refund",
            Operation::Reverse => "reverse",
        })
        .collect();
    names.dedup();
    if names.is_empty() { "-".into() } else { names.join(" ") }
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
