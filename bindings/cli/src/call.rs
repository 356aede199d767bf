//! `daejo call`: one line of output for each line of input, in constant memory.

use crate::error::Error;
use daejo::api::{self, Malformed};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};

/// Bytes of the longest line that is read: the largest body in base64, and the rest of the call.
const MAX_LINE: usize = 4 * 1024 * 1024;

/// Answers every line of `input` on `output`.
pub(crate) fn run(operation: &str, input: impl Read, output: impl Write) -> Result<(), Error> {
    let known = api::CLIENT_OPERATIONS.iter().chain(api::SERVER_OPERATIONS).any(|name| *name == operation);
    if !known {
        return Err(Error::OperationUnknown);
    }
    let mut input = BufReader::with_capacity(64 * 1024, input);
    let mut output = BufWriter::new(output);
    let mut line = Vec::new();
    while let Some(whole) = read_line(&mut input, &mut line)? {
        let answer =
            if whole { answer(operation, &line) } else { Err(Malformed::not_json("the line is too long")) };
        match answer {
            Ok(answer) => output.write_all(answer.as_bytes())?,
            Err(malformed) => write!(output, r#"{{"malformed":{}}}"#, malformed.to_json())?,
        }
        output.write_all(b"\n")?;
        // A caller may wait for this line before it sends the next one. If more input is buffered, it does not wait.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(())
}

fn answer(operation: &str, line: &[u8]) -> Result<String, Malformed> {
    let line = std::str::from_utf8(line).map_err(|_| Malformed::not_json("the line is not UTF-8"))?;
    api::call(operation, line, None).unwrap_or_else(|| Err(Malformed::unknown_operation()))
}

/// Reads a line without its line feed. `None` at the end of the input; `Some(false)` if the line was too long and was
/// skipped.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> Result<Option<bool>, Error> {
    line.clear();
    let mut whole = true;
    let mut any = false;
    loop {
        let read = input.fill_buf()?;
        if read.is_empty() {
            return Ok(any.then_some(whole));
        }
        any = true;
        let end = read.iter().position(|&byte| byte == b'\n');
        let part = read.get(..end.unwrap_or(read.len())).unwrap_or_default();
        whole = whole && line.len().saturating_add(part.len()) <= MAX_LINE;
        if whole {
            line.extend_from_slice(part);
        } else {
            line.clear();
        }
        let used = part.len().saturating_add(usize::from(end.is_some()));
        input.consume(used);
        if end.is_some() {
            return Ok(Some(whole));
        }
    }
}
