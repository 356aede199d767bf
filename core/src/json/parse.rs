//! Parses text into a tree. The text is known to be JSON: serde_json has checked it before.

use super::{Node, Number};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// How many lists and objects may lie within each other: as many as serde_json reads.
pub(crate) const DEEPEST: u32 = 127;

/// The tree of a JSON text; `None` if it is nested deeper than [`DEEPEST`].
pub(crate) fn parse(text: &str) -> Option<Node<'_>> {
    Parser { text, at: 0 }.value(DEEPEST)
}

struct Parser<'de> {
    text: &'de str,
    at: usize,
}

impl<'de> Parser<'de> {
    /// The next byte that is no blank, without taking it.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))?;
        self.at = self.at.saturating_add(blank);
        rest.get(blank).copied()
    }

    /// Takes the next byte that is no blank if it is `byte`.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at = self.at.saturating_add(usize::from(is_next));
        is_next
    }

    fn value(&mut self, depth: u32) -> Option<Node<'de>> {
        match self.peek()? {
            b'{' => self.object(depth.checked_sub(1)?),
            b'[' => self.list(depth.checked_sub(1)?),
            b'"' => Some(self.text()?.map_or(Node::BrokenText, Node::Text)),
            _ => Some(scalar(self.word()?)),
        }
    }

    fn object(&mut self, depth: u32) -> Option<Node<'de>> {
        let mut members = Vec::new();
        self.take(b'{');
        while !self.take(b'}') {
            self.peek()?;
            let start = self.at;
            // A name that does not decode is no member's name: it is kept as it is written.
            let name = self.text()?;
            let written = self.text.get(start..self.at)?;
            self.take(b':');
            members.push((name.unwrap_or(Cow::Borrowed(written)), self.value(depth)?));
            self.take(b',');
        }
        Some(Node::Object(members))
    }

    fn list(&mut self, depth: u32) -> Option<Node<'de>> {
        let mut items = Vec::new();
        self.take(b'[');
        while !self.take(b']') {
            items.push(self.value(depth)?);
            self.take(b',');
        }
        Some(Node::List(items))
    }

    /// A text in quotes; `Some(None)` if its escapes do not decode.
    fn text(&mut self) -> Option<Option<Cow<'de, str>>> {
        let rest = self.text.get(self.at..)?;
        let mut is_escaped = false;
        let mut has_escapes = false;
        let end = rest.bytes().enumerate().skip(1).find_map(|(at, byte)| {
            let is_end = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            has_escapes |= is_escaped;
            is_end.then_some(at)
        })?;
        self.at = self.at.saturating_add(end).saturating_add(1);
        Some(if has_escapes {
            serde_json::from_str::<String>(rest.get(..=end)?).ok().map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(rest.get(1..end)?))
        })
    }

    /// A number, `true`, `false` or `null`, as it is written.
    fn word(&mut self) -> Option<&'de str> {
        let rest = self.text.get(self.at..)?;
        let length =
            rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
        self.at = self.at.saturating_add(length);
        // An empty word would be read again without end.
        rest.get(..length).filter(|word| !word.is_empty())
    }
}

fn scalar(word: &str) -> Node<'static> {
    match word {
        "null" => Node::Null,
        "true" => Node::Boolean(true),
        "false" => Node::Boolean(false),
        "-0" => Node::Number(Number::Fraction),
        number if number.contains(['.', 'e', 'E']) => Node::Number(Number::Fraction),
        number => Node::Number(
            number
                .parse()
                .map(Number::Natural)
                .or_else(|_| number.parse().map(Number::Negative))
                .unwrap_or(Number::TooLong),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_keeps_every_member_in_order() {
        let shown =
            alloc::format!("{:?}", parse(r#" { "a" : [1,-2,1e400,-0] , "a":"\"x\"", "b":{} , "c":null} "#));
        assert_eq!(
            shown,
            "Some(Object([(\"a\", List([Number(Natural(1)), Number(Negative(-2)), Number(Fraction), \
             Number(Fraction)])), (\"a\", Text(\"\\\"x\\\"\")), (\"b\", Object([])), (\"c\", Null)]))"
        );
        assert!(matches!(parse(r#""\ud800""#), Some(Node::BrokenText)));
        assert!(matches!(parse("99999999999999999999"), Some(Node::Number(Number::TooLong))));
    }

    #[test]
    fn text_that_is_not_json_ends_the_reading() {
        for text in ["", "[", "{", "[1", "{\"a\"", "{a}", "[,", "\"", "]", "é", "[é"] {
            let _ = parse(text);
        }
        assert!(parse(&"[".repeat(200)).is_none());
    }
}
