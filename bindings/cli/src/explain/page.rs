//! The layout of the output: titles, paragraphs, and facts in two columns.

use anstyle::Style;
use std::fmt::Write as _;
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter};

const WIDTH: usize = 92;
const BOLD: Style = Style::new().bold();

/// The text to be printed.
pub(super) struct Page(String);

impl Page {
    pub(super) const fn new() -> Self {
        Self(String::new())
    }

    /// Adds the title.
    pub(super) fn title(&mut self, text: &str) {
        self.line(&format!("{BOLD}{}{BOLD:#}", plain(text)));
    }

    /// Adds a heading.
    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        self.title(text);
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.blank();
        self.wrapped("  ", "  ", text);
    }

    /// Adds text directly below a heading.
    pub(super) fn text(&mut self, text: &str) {
        self.wrapped("  ", "  ", text);
    }

    /// Adds an item of a list.
    pub(super) fn point(&mut self, text: &str) {
        self.wrapped("  - ", "    ", text);
    }

    /// Adds facts, with their names in one column.
    pub(super) fn facts(&mut self, facts: &[(&str, String)]) {
        let widest = facts.iter().map(|(name, _)| display_width(name)).max().unwrap_or_default();
        for (name, value) in facts {
            let gap = " ".repeat(widest.saturating_sub(display_width(name)).saturating_add(3));
            let first = format!("  {name}{gap}");
            let rest = " ".repeat(display_width(&first));
            self.wrapped(&first, &rest, value);
        }
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }

    pub(super) fn blank(&mut self) {
        self.line("");
    }

    fn wrapped(&mut self, first: &str, rest: &str, text: &str) {
        // Lines break between words, in Korean as in English, and never inside a word, so that a URL stays whole.
        let options = Options::new(WIDTH)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .break_words(false);
        for line in textwrap::wrap(&plain(text), options) {
            self.line(&line);
        }
    }

    fn line(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{}", text.trim_end());
    }
}

/// Replaces characters that a terminal would interpret: values from a PG can contain anything.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || is_direction(c) { '\u{fffd}' } else { c }).collect()
}

/// Characters that change the direction of text.
const fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
