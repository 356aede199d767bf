//! `daejo call`: one line of output for each line of input.

mod support;

use serde_json::Value;
use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use support::daejo;

type Tested = Result<(), Box<dyn Error>>;

#[test]
fn after_a_malformed_line_the_next_line_is_read() -> Tested {
    let input = b"{\"amount\":15000,\"currency\":\"KRW\"}\nnot json\n\n\xff\n{\"amount\":-1,\"currency\":\"KRW\"}\n{\"amount\":500,\"currency\":\"JPY\"}";
    let ran = daejo(&["call", "display_amount"], input)?;
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let lines: Vec<Value> = ran.stdout.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let text_at = |at: usize, pointer| lines.get(at).and_then(|line: &Value| line.pointer(pointer)?.as_str());
    assert_eq!(text_at(0, "/text"), Some("₩15,000"));
    for at in [1, 2, 3] {
        assert_eq!(text_at(at, "/malformed/code"), Some("not_json"), "line {at}");
    }
    assert_eq!(text_at(4, "/malformed/path"), Some("amount"));
    assert_eq!(text_at(5, "/text"), Some("¥500"));
    assert_eq!(lines.len(), 6);
    Ok(())
}

#[test]
fn an_unknown_operation_is_an_error() -> Tested {
    let ran = daejo(&["call", "charge"], b"{}\n")?;
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.is_empty() && ran.stderr.contains("read_answer"), "{}", ran.stderr);
    Ok(())
}

#[test]
fn each_answer_is_flushed_before_the_next_line_arrives() -> Tested {
    let mut child = Command::new(env!("CARGO_BIN_EXE_daejo"))
        .args(["call", "redact_text"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = child.stdin.take().ok_or("no pipe")?;
    let mut stdout = BufReader::new(child.stdout.take().ok_or("no pipe")?);
    for _ in 0..3 {
        writeln!(stdin, "{{\"text\":\"call 010-1234-5678\"}}")?;
        stdin.flush()?;
        let mut line = String::new();
        stdout.read_line(&mut line)?;
        assert_eq!(line, "{\"text\":\"call ***\"}\n");
    }
    drop(stdin);
    assert!(child.wait()?.success());
    Ok(())
}

#[test]
fn a_closed_output_is_not_an_error() -> Tested {
    let mut child = Command::new(env!("CARGO_BIN_EXE_daejo"))
        .args(["call", "redact_text"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut stdin = child.stdin.take().ok_or("no pipe")?;
    drop(child.stdout.take());
    // The command may close its input during this write.
    let _ = stdin.write_all("{\"text\":\"x\"}\n".repeat(100_000).as_bytes());
    drop(stdin);
    let output = child.wait_with_output()?;
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

#[test]
fn a_body_above_the_limit_is_not_read() -> Tested {
    let body = " ".repeat(1024 * 1024 + 1);
    let line = serde_json::json!({"pg": "toss_payments", "operation": "confirm", "reply": {"status": 200, "body": body}});
    let ran = daejo(&["call", "read_answer"], format!("{line}\n").as_bytes())?;
    let answer: Value = serde_json::from_str(&ran.stdout)?;
    assert_eq!(
        answer,
        serde_json::json!({"certainty": "unknown", "action": "query_first", "reason": "body_too_large"})
    );
    Ok(())
}

#[test]
fn after_a_line_that_is_too_long_the_next_line_is_read() -> Tested {
    let mut input = vec![b' '; 5 * 1024 * 1024];
    input.extend_from_slice(b"\n{\"text\":\"x\"}\n");
    let ran = daejo(&["call", "redact_text"], &input)?;
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(matches!(lines[..], [first, "{\"text\":\"x\"}"] if first.contains("not_json")), "{}", ran.stdout);
    Ok(())
}
