//! Statements of a county as they are written, by the rule that came from them.

use super::county::County;
use crate::base::{Sources, Span};
use crate::model::{Place, RuleId};
use crate::syntax::ast::{Level, Statement, TopItem};

/// The statements of a county, with the article each stands in.
pub struct Statements<'a> {
    county: &'a County,
    sources: &'a Sources,
}

impl<'a> Statements<'a> {
    pub fn new(county: &'a County, sources: &'a Sources) -> Statements<'a> {
        Statements { county, sources }
    }

    /// The statement that a rule came from.
    pub fn of_rule(&self, rule: RuleId) -> Option<&'a Statement> {
        self.at(self.county.model.rule(rule)?.span)
    }

    /// The statement that holds the start of a span.
    pub fn at(&self, span: Span) -> Option<&'a Statement> {
        self.all().map(|(_, s)| s).find(|s| s.span.file == span.file && s.span.start <= span.start && span.start < s.span.end.max(s.span.start + 1))
    }

    /// Every statement of the county with its place, in order of writing.
    pub fn all(&self) -> impl Iterator<Item = (Place, &'a Statement)> {
        self.county.files.iter().flat_map(|f| {
            let mut place = Place::default();
            f.value.items.iter().filter_map(move |item| match item {
                TopItem::Heading(h) => {
                    place = below(place, h.level, h.number);
                    None
                }
                TopItem::Statement(s) => Some((place, s)),
            })
        })
    }

    /// The source text of a statement, as written.
    pub fn text(&self, statement: &Statement) -> &'a str {
        self.sources.slice(statement.span).trim()
    }
}

fn below(place: Place, level: Level, number: u32) -> Place {
    match level {
        Level::Chapter | Level::Section => Place::default(),
        Level::Article => Place { article: Some(number), paragraph: None, item: None },
        Level::Paragraph => Place { paragraph: Some(number), item: None, ..place },
        Level::Item => Place { item: Some(number), ..place },
    }
}
