//! Headings and the places they make; what cites a place that is not there.

use super::cx::Cx;
use super::error::Problem;
use crate::base::{Span, Str};
use crate::model::{Article, Content, Place, Rule};
use crate::syntax::ast::{Heading, Level, PlaceRef};
use std::collections::BTreeSet;

/// A written place as the model has it.
pub fn place(p: &PlaceRef) -> Place {
    Place { article: Some(p.article), paragraph: p.paragraph, item: p.item }
}

/// Where the reader of a file stands.
#[derive(Default)]
pub(super) struct Walk {
    pub place: Place,
    chapter: Option<(u32, Str)>,
    last: Option<u32>,
    /// Every place that a heading or an item of duties makes.
    known: BTreeSet<Place>,
    /// Articles with a statement.
    filled: BTreeSet<u32>,
}

impl Walk {
    /// A new file begins outside every place.
    pub fn file(&mut self) {
        (self.place, self.chapter, self.last) = (Place::default(), None, None);
    }

    pub fn heading(&mut self, cx: &mut Cx, h: &Heading) {
        match h.level {
            Level::Chapter => self.chapter = Some((h.number, h.text.clone())),
            Level::Section => {}
            Level::Article => self.article(cx, h),
            Level::Paragraph => self.part(cx, h, Place { paragraph: Some(h.number), item: None, ..self.place }),
            Level::Item => self.part(cx, h, Place { item: Some(h.number), ..self.place }),
        }
    }

    fn article(&mut self, cx: &mut Cx, h: &Heading) {
        if let Some(last) = self.last.filter(|l| h.number <= *l) {
            cx.problems.push(Problem::ArticleOrder { number: h.number, last, span: h.span });
        }
        self.last = Some(h.number);
        self.place = Place { article: Some(h.number), paragraph: None, item: None };
        self.known.insert(self.place);
        cx.model.articles.entry(h.number).or_insert_with(|| Article { title: h.text.clone(), chapter: self.chapter.clone(), span: h.span });
    }

    fn part(&mut self, cx: &mut Cx, h: &Heading, place: Place) {
        if place.article.is_none() {
            cx.problems.push(Problem::StrayHeading { span: h.span });
            return;
        }
        self.place = place;
        self.known.insert(place);
    }

    pub fn fill(&mut self, rule: Option<&Rule>) {
        self.filled.extend(self.place.article);
        self.known.extend(rule.into_iter().flat_map(|r| r.items.iter()).map(|i| i.place));
    }

    /// Whether a cited place exists: its article does, and its part does where the article has parts of that level.
    pub fn has(&self, p: Place) -> bool {
        let inside: Vec<&Place> = self.known.iter().filter(|k| k.article == p.article).collect();
        let level = |wanted: Option<u32>, of: fn(&Place) -> Option<u32>, within: &dyn Fn(&&&Place) -> bool| {
            let made: Vec<u32> = inside.iter().filter(within).filter_map(|k| of(k)).collect();
            wanted.is_none_or(|w| made.is_empty() || made.contains(&w) || w == 1)
        };
        !inside.is_empty() && level(p.paragraph, |k| k.paragraph, &|_| true) && level(p.item, |k| k.item, &|k| p.paragraph.is_none_or(|w| k.paragraph == Some(w)))
    }

    pub fn cited(&self, cx: &mut Cx, p: Place, span: Span) {
        if !self.has(p) {
            cx.problems.push(Problem::NoSuchPlace { article: p.article.unwrap_or(0), span });
        }
    }

    /// After the last statement: empty articles, and places of 违反 that do not exist.
    pub fn finish(&self, cx: &mut Cx) {
        let empty: Vec<(u32, Span)> = cx.model.articles.iter().filter(|(n, _)| !self.filled.contains(n)).map(|(n, a)| (*n, a.span)).collect();
        for (number, span) in empty {
            cx.problems.push(Problem::EmptyArticle { number, span });
        }
        let mut missing = Vec::new();
        for (_, item) in cx.model.items() {
            if let Content::Breach { places, .. } = &item.content {
                missing.extend(places.iter().filter(|p| !self.has(**p)).map(|p| (p.article.unwrap_or(0), item.span)));
            }
        }
        for (article, span) in missing {
            cx.problems.push(Problem::NoSuchPlace { article, span });
        }
    }
}
