//! The append-only file behind the ledger: one JSON line for each change, read again at the start.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::toss_payments;
use crate::webhook::NoticeRecord;

/// One line. Later lines about the same thing replace earlier ones.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Record {
    TossPayments(toss_payments::Record),
    Notice(NoticeRecord),
}

/// The open file, or nothing when the sandbox keeps everything in memory.
#[derive(Debug)]
pub(crate) struct Journal {
    file: Option<Mutex<File>>,
}

impl Journal {
    /// Opens the file and gives back what an earlier run left in it.
    pub(crate) fn open(path: Option<&Path>) -> Result<(Self, Vec<Record>), Error> {
        let Some(path) = path else { return Ok((Self { file: None }, Vec::new())) };
        let failed = |source: io::Error| Error::Ledger { path: path.to_owned(), source };
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(failed)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(failed)?;
        // A kill in the middle of a write leaves half a line: it was never acknowledged, so it goes.
        let whole = text.rfind('\n').map_or(0, |at| at.saturating_add(1));
        if whole < text.len() {
            file.set_len(u64::try_from(whole).unwrap_or_default()).map_err(failed)?;
            text.truncate(whole);
        }
        let records = text
            .lines()
            .enumerate()
            .map(|(at, line)| {
                serde_json::from_str(line).map_err(|_| Error::LedgerLine { line: at.saturating_add(1) })
            })
            .collect::<Result<_, _>>()?;
        Ok((Self { file: Some(Mutex::new(file)) }, records))
    }

    /// Writes what belongs together in one call, so that a kill leaves all of it or none.
    pub(crate) fn append(&self, records: &[Record]) {
        let Some(file) = &self.file else { return };
        let mut lines = Vec::new();
        for record in records {
            let written = serde_json::to_writer(&mut lines, record);
            debug_assert!(written.is_ok(), "records are plain data");
            lines.push(b'\n');
        }
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = file.write_all(&lines) {
            eprintln!("sandbox PG: the ledger file could not be written: {error}");
        }
    }
}
