//! Lines of a statement, and when they are joined into one.

use super::Pen;
use super::words::{self, Word};
use crate::base::Span;
use unicode_width::UnicodeWidthStr;

/// What stands before a line: nothing, a blank line if the source had one, or always one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Source,
    Always,
}

/// One printed line and where it began in the source; `pad` aligns it below part of the line above.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub depth: usize,
    pub pad: usize,
    pub text: String,
    pub at: Option<u32>,
    pub gap: Gap,
}

/// The widest line, in columns of a terminal (a Chinese character has two).
pub(super) const WIDTH: usize = 100;

/// Columns of one step in.
pub(super) const STEP: usize = 4;

impl Line {
    pub fn new(depth: usize, text: String, at: u32) -> Line {
        Line { depth, pad: 0, text, at: Some(at), gap: Gap::None }
    }

    pub fn nowhere(depth: usize, text: String) -> Line {
        Line { depth, pad: 0, text, at: None, gap: Gap::None }
    }

    pub fn gap(self, gap: Gap) -> Line {
        Line { gap, ..self }
    }

    pub fn pad(self, pad: usize) -> Line {
        Line { pad, ..self }
    }

    pub fn indented(&self) -> String {
        format!("{}{}", self.indent(), self.text.trim_end())
    }

    pub fn indent(&self) -> String {
        " ".repeat(self.depth * STEP + self.pad)
    }
}

/// Lines without comments, the last one without its end.
pub(super) fn flat(lines: &[Line]) -> String {
    lines.iter().map(Line::indented).collect::<Vec<_>>().join("\n")
}

/// The offset of a span.
pub(super) fn start(span: Span) -> u32 {
    span.start
}

/// Adds a sign to the last line.
pub(super) fn end(mut lines: Vec<Line>, sign: &str) -> Vec<Line> {
    if let Some(last) = lines.last_mut() {
        last.text.push_str(sign.trim_end());
    }
    lines
}

impl Pen<'_> {
    /// True if a text that begins so many steps in stands on one line with its closing sign.
    pub fn fits(&self, depth: usize, text: &str) -> bool {
        (self.base + depth) * STEP + text.width() + self.word(words::STOP).width() <= WIDTH
    }

    /// True if a comment stands after the first of these lines begins and before the last one does.
    pub fn commented(&self, first: Option<u32>, lines: &[Line]) -> bool {
        let from = first.or_else(|| lines.iter().filter_map(|l| l.at).min());
        let to = lines.iter().filter_map(|l| l.at).max();
        let (Some(from), Some(to)) = (from, to) else { return false };
        let next = self.comments.partition_point(|c| c.at <= from);
        self.comments.get(next).is_some_and(|c| c.at < to)
    }

    /// `head：clause；clause。`, or the head and each clause below it.
    pub fn block(&self, head: Line, clauses: Vec<Vec<Line>>, between: Word) -> Vec<Line> {
        let lead = Line { text: head.text.clone() + self.word(words::COLON), ..head.clone() };
        match self.together(&lead, &clauses, between) {
            Some(line) => vec![line],
            None => self.below(head, clauses, between),
        }
    }

    /// The head with its only row, or each row below it.
    pub fn rows(&self, head: Line, rows: Vec<Vec<Line>>) -> Vec<Line> {
        match rows.as_slice() {
            [_] => self.block(head, rows, words::SEMI),
            _ => self.below(head, rows, words::SEMI),
        }
    }

    /// The head and each clause below it.
    pub fn below(&self, head: Line, clauses: Vec<Vec<Line>>, between: Word) -> Vec<Line> {
        let head = Line { text: head.text + self.word(words::COLON), ..head };
        std::iter::once(head).chain(self.apart(clauses, between)).collect()
    }

    /// The lead and all clauses on one line, if each is a line, they fit and no comment stands between.
    pub fn together(&self, lead: &Line, clauses: &[Vec<Line>], between: Word) -> Option<Line> {
        let flat: Vec<Line> = clauses.iter().flatten().cloned().collect();
        let text = lead.text.clone() + &flat.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join(self.word(between));
        let whole = flat.len() == clauses.len() && self.fits(lead.depth, &text) && !self.commented(lead.at, &flat);
        whole.then(|| Line { text, ..lead.clone() })
    }

    /// Each clause on lines of its own.
    pub fn apart(&self, clauses: Vec<Vec<Line>>, between: Word) -> Vec<Line> {
        let last = clauses.len().saturating_sub(1);
        clauses.into_iter().enumerate().flat_map(|(i, c)| if i < last { end(c, self.word(between)) } else { c }).collect()
    }
}
