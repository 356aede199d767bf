//! The append-only ledger file: one JSON line per change, read at the start.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::toss_payments;
use crate::webhook::NoticeRecord;

/// One line. A later record of the same payment or answer replaces the earlier one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Record {
    TossPayments(toss_payments::Record),
    Notice(NoticeRecord),
}

/// The open file; `None` if all state is in memory.
#[derive(Debug)]
pub(crate) struct Journal {
    file: Option<Mutex<File>>,
}

impl Journal {
    /// Opens the file and returns the records that earlier runs wrote.
    pub(crate) fn open(path: Option<&Path>) -> Result<(Self, Vec<Record>), Error> {
        let Some(path) = path else { return Ok((Self { file: None }, Vec::new())) };
        let failed = |source: io::Error| Error::Ledger { path: path.to_owned(), source };
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(failed)?;
        // Bytes, not text: an incomplete last line can end in the middle of a character.
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        // A kill during a write leaves an incomplete last line. Its change was never acknowledged, so
        // the line is removed.
        let complete = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.saturating_add(1));
        if complete < bytes.len() {
            file.set_len(u64::try_from(complete).unwrap_or_default()).map_err(failed)?;
            bytes.truncate(complete);
        }
        let records = bytes
            .split_inclusive(|byte| *byte == b'\n')
            .enumerate()
            .map(|(at, line)| {
                serde_json::from_slice(line).map_err(|_| Error::LedgerLine { line: at.saturating_add(1) })
            })
            .collect::<Result<_, _>>()?;
        Ok((Self { file: Some(Mutex::new(file)) }, records))
    }

    /// Writes records that belong together in one write, so that a kill leaves all of them or none.
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
            eprintln!("sandbox PG: writing to the ledger file failed: {error}");
        }
    }
}
