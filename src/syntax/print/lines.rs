//! Lines of a statement, and when they are joined into one.

use super::Pen;
use super::words::{self, Word};
use crate::base::{Lang, Span};
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

/// Columns of one step in.
const STEP: usize = 4;

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
    /// The widest clause that may stay beside its head.
    pub fn narrow(&self) -> usize {
        match self.lang {
            Lang::Zh => 60,
            Lang::En => 80,
        }
    }

    /// The widest line that is not broken.
    pub fn wide(&self) -> usize {
        match self.lang {
            Lang::Zh => 90,
            Lang::En => 120,
        }
    }

    /// True if a comment stands after the first of these lines begins and before the last one does.
    pub fn commented(&self, first: Option<u32>, lines: &[Line]) -> bool {
        let from = first.or_else(|| lines.iter().filter_map(|l| l.at).min());
        let to = lines.iter().filter_map(|l| l.at).max();
        let (Some(from), Some(to)) = (from, to) else { return false };
        let next = self.comments.partition_point(|c| c.at <= from);
        self.comments.get(next).is_some_and(|c| c.at < to)
    }

    /// `head：clause。`, or the head and each clause below it.
    pub fn block(&self, head: Line, clauses: Vec<Vec<Line>>, between: Word) -> Vec<Line> {
        let head_text = head.text.clone() + self.word(words::COLON);
        if let [only] = clauses.as_slice()
            && let [body] = only.as_slice()
        {
            let (body_width, width) = (body.text.width(), head_text.width() + body.text.width());
            if body_width <= self.narrow() && width <= self.wide() && !self.commented(head.at, only) {
                return vec![Line { text: head_text + &body.text, ..head }];
            }
        }
        let mut out = vec![Line { text: head_text, ..head }];
        let last = clauses.len().saturating_sub(1);
        for (i, clause) in clauses.into_iter().enumerate() {
            out.extend(if i < last { end(clause, self.word(between)) } else { clause });
        }
        out
    }

    /// `head。`, or `head：…。` of one whole line.
    pub fn sentence(&self, lines: Vec<Line>) -> Vec<Line> {
        end(lines, self.word(words::STOP))
    }
}
