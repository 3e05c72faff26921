//! Comments of a source text, and their weaving between printed lines.
//!
//! A comment that trails code goes to the end of the line printed last before it; any other stands on its own line
//! before the line that follows it. Either way its place in the order stays, so that a second run changes nothing.

use super::super::parse::{Grammar, Rule};
use super::lines::{Gap, Line};
use pest::Parser;

/// `// …` from its offset to the end of its line.
pub(super) struct Comment<'t> {
    pub at: u32,
    pub text: &'t str,
}

/// All comments of a text, in order.
pub(super) fn find(text: &str) -> Vec<Comment<'_>> {
    let pairs = Grammar::parse(Rule::comments, text).into_iter().flatten().flat_map(|p| p.into_inner());
    let found = pairs.filter(|p| p.as_rule() == Rule::comment).map(|p| p.as_span());
    found.map(|s| Comment { at: u32::try_from(s.start()).unwrap_or(u32::MAX), text: s.as_str().trim_end() }).collect()
}

/// Blanks between code and the comment that trails it.
const BEFORE_TRAILING: &str = "    ";

pub(super) struct Weaver<'t> {
    text: &'t str,
    waiting: std::iter::Peekable<std::slice::Iter<'t, Comment<'t>>>,
    out: Vec<String>,
    /// the last line may still take a trailing comment
    open: bool,
}

impl<'t> Weaver<'t> {
    pub fn new(text: &'t str, comments: &'t [Comment<'t>]) -> Weaver<'t> {
        Weaver { text, waiting: comments.iter().peekable(), out: Vec::new(), open: false }
    }

    /// The lines of one statement.
    pub fn block(&mut self, lines: Vec<Line>, depth: usize, gap: Gap) {
        for (i, line) in lines.into_iter().enumerate() {
            let gap = if i == 0 { gap } else { line.gap };
            self.line(Line { depth: line.depth + depth, gap, ..line });
        }
    }

    /// The comments that stand before a line, then the line.
    pub fn line(&mut self, line: Line) {
        let own = self.trailing(line.at);
        let mut gaps: Vec<bool> = own.iter().map(|c| self.blank_before(c.at)).collect();
        gaps.push(line.gap != Gap::None && line.at.is_some_and(|at| self.blank_before(at)));
        if line.gap == Gap::Always && !gaps.iter().any(|g| *g) {
            gaps.iter_mut().take(1).for_each(|g| *g = true);
        }
        let indent = line.indent();
        let texts = own.iter().map(|c| format!("{indent}{}", c.text)).chain([line.indented()]);
        for (text, gap) in texts.zip(gaps) {
            self.push(text, gap);
        }
        self.open = true;
    }

    /// Puts the trailing ones of the comments before `at` where they belong and returns the others.
    fn trailing(&mut self, at: Option<u32>) -> Vec<&'t Comment<'t>> {
        let mut own = Vec::new();
        while let Some(comment) = self.waiting.next_if(|c| at.is_some_and(|at| c.at < at)) {
            match self.out.last_mut() {
                Some(last) if self.open && own.is_empty() && trails(self.text, comment.at) => {
                    last.push_str(BEFORE_TRAILING);
                    last.push_str(comment.text);
                    self.open = false;
                }
                _ => own.push(comment),
            }
        }
        own
    }

    fn push(&mut self, text: String, gap: bool) {
        if gap && !self.out.is_empty() {
            self.out.push(String::new());
        }
        self.out.push(text);
    }

    fn blank_before(&self, at: u32) -> bool {
        let before = before(self.text, at);
        let blank = before.len() - before.trim_end().len();
        before.chars().rev().take(blank).take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count() > 1
    }

    /// The rest of the comments, and the whole text.
    pub fn finish(mut self) -> String {
        for comment in self.trailing(Some(u32::MAX)) {
            let gap = self.blank_before(comment.at);
            self.push(comment.text.to_string(), gap);
        }
        let mut text = self.out.join("\n");
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }
}

fn before(text: &str, at: u32) -> &str {
    usize::try_from(at).ok().and_then(|at| text.get(..at)).unwrap_or("")
}

/// True if something stands before the comment on its line.
fn trails(text: &str, at: u32) -> bool {
    before(text, at).rsplit('\n').next().is_some_and(|line| !line.trim().is_empty())
}
