//! A walk over the pairs of one rule, without signs and keywords that carry no meaning of their own.

use super::ast::Name;
use super::error::Problem;
use super::parse::Rule;
use crate::base::{FileId, Span, normalise};

pub(super) type Pair<'a> = pest::iterators::Pair<'a, Rule>;

/// Where in which file the parsed text begins, and what went wrong on the way.
pub(super) struct Context {
    pub file: FileId,
    pub offset: usize,
    pub problems: Vec<Problem>,
}

impl Context {
    pub fn span(&self, pair: &Pair) -> Span {
        let s = pair.as_span();
        let at = |n: usize| u32::try_from(n + self.offset).unwrap_or(u32::MAX);
        Span { file: self.file, start: at(s.start()), end: at(s.end()) }
    }

    pub fn name(&self, pair: Pair) -> Name {
        let span = self.span(&pair);
        let quoted = |p: &Pair| p.as_rule() == Rule::quoted;
        let inner = match pair.as_rule() {
            Rule::name => pair.clone().into_inner().next().unwrap_or(pair),
            _ => pair,
        };
        let is_quoted = quoted(&inner);
        let text = if is_quoted { inner.clone().into_inner().next().map_or("", |t| t.as_str()) } else { inner.as_str() };
        Name { text: normalise(text.trim()).as_ref().into(), quoted: is_quoted, span }
    }
}

/// The children of a pair that matter, in order.
pub(super) struct Cursor<'a> {
    rest: std::iter::Peekable<std::vec::IntoIter<Pair<'a>>>,
}

fn is_sign(rule: Rule) -> bool {
    matches!(rule, Rule::colon | Rule::semi | Rule::comma | Rule::sep | Rule::lp | Rule::rp | Rule::lg | Rule::rg | Rule::arrow | Rule::stop | Rule::gt | Rule::EOI | Rule::to)
}

impl<'a> Cursor<'a> {
    pub fn of(pair: Pair<'a>) -> Cursor<'a> {
        let items: Vec<Pair<'a>> = pair.into_inner().filter(|p| !is_sign(p.as_rule())).collect();
        Cursor { rest: items.into_iter().peekable() }
    }

    pub fn next(&mut self) -> Option<Pair<'a>> {
        self.rest.next()
    }

    pub fn peek(&mut self) -> Option<Rule> {
        self.rest.peek().map(|p| p.as_rule())
    }

    pub fn take(&mut self, rule: Rule) -> Option<Pair<'a>> {
        self.rest.next_if(|p| p.as_rule() == rule)
    }

    pub fn skip(&mut self, rule: Rule) -> bool {
        self.take(rule).is_some()
    }

    /// The next pair of this rule, passing over any other.
    pub fn find(&mut self, rule: Rule) -> Option<Pair<'a>> {
        self.rest.by_ref().find(|p| p.as_rule() == rule)
    }
}
