//! Indents a declaration, which ts-rs writes on one line.
#![expect(clippy::arithmetic_side_effects, reason = "positions in one short string")]

const WIDTH: usize = 110;

/// Lays out one declaration.
pub(crate) fn lay_out(declaration: &str) -> String {
    let (docs, declared) = split_comment(declaration).unwrap_or(("", declaration));
    let (head, body) = declared.trim().split_once(" = ").unwrap_or((declared, ""));
    let members = split(body.trim_end_matches(';'), " | ");
    let inline = format!("{head} = {body}");
    let mut text = String::new();
    comment(&mut text, docs, 0);
    match members.as_slice() {
        [only] => {
            text.push_str(head);
            text.push_str(" = ");
            member(&mut text, only, 0);
            text.push(';');
        }
        _ if !body.contains('{') && inline.chars().count() <= WIDTH => {
            text.push_str(&inline.replace('"', "'"))
        }
        members => {
            text.push_str(head);
            text.push_str(" =");
            for each in members {
                text.push_str("\n  | ");
                member(&mut text, each, 4);
            }
            text.push(';');
        }
    }
    text.push('\n');
    text
}

/// Writes one type: an object on several lines if its members have documentation, any other type unchanged.
fn member(text: &mut String, written: &str, indent: usize) {
    let object = written.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let Some(fields) = object else {
        text.push_str(&written.trim().replace('"', "'"));
        return;
    };
    let documented = fields.contains("/**");
    text.push('{');
    for field in split(fields, ",").iter().map(|field| field.trim()).filter(|field| !field.is_empty()) {
        let (docs, field) = split_comment(field).unwrap_or(("", field));
        if documented {
            text.push('\n');
            comment(text, docs, indent + 2);
            text.push_str(&" ".repeat(indent + 2));
        } else {
            text.push(' ');
        }
        let (name, kind) = field.trim().split_once(": ").unwrap_or((field, "unknown"));
        text.push_str(name.trim_matches('"'));
        text.push_str(": ");
        member(text, kind, indent + 2);
        text.push(';');
    }
    // Without documentation the object stays on one line: `{ code: 'no_lines' }`.
    if documented {
        text.push('\n');
        text.push_str(&" ".repeat(indent));
    } else {
        if text.ends_with(';') {
            text.pop();
        }
        text.push(' ');
    }
    text.push('}');
}

/// Writes a doc comment, on one line if it has one line. Links are converted from Rust to TypeScript.
fn comment(text: &mut String, docs: &str, indent: usize) {
    let docs = docs.trim().trim_start_matches("/**").trim_end_matches("*/");
    let lines: Vec<_> = docs.trim().lines().map(|line| line.trim().trim_start_matches('*').trim()).collect();
    let margin = " ".repeat(indent);
    let written = match lines.as_slice() {
        [] => return,
        [line] => format!("{margin}/** {line} */\n"),
        lines => {
            let lines: String =
                lines.iter().map(|line| format!("{margin} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{margin}/**\n{lines}{margin} */\n")
        }
    };
    text.push_str(&written.replace("[`", "{@link ").replace("`]", "}"));
}

/// The comment at the start, and the rest.
fn split_comment(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    text.starts_with("/**").then(|| text.split_at(text.find("*/").map_or(0, |end| end + 2)))
}

/// Splits at separators outside of brackets and comments.
fn split<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut at) = (0_i32, 0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/**") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            continue;
        }
        if depth == 0 && rest.starts_with(separator) {
            parts.push(text.get(start..at).unwrap_or_default());
            at += separator.len();
            start = at;
            continue;
        }
        match rest.chars().next() {
            Some('{' | '<' | '[' | '(') => depth += 1,
            Some('}' | '>' | ']' | ')') => depth -= 1,
            _ => {}
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}
