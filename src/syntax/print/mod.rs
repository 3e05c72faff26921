//! Tree to text, in either skin: the formatter, and the source form of single parts for answers and messages.
//!
//! A statement becomes [`lines::Line`]s, each knowing where it stood in the source; `comments` weaves the comments
//! of the source between them. What is printed parses to the same tree.

mod comments;
mod course;
mod declare;
mod lines;
mod measure;
mod parts;
mod rules;
mod scenario;
#[cfg(test)]
mod tests;
mod words;
mod wrap;

use super::ast::{Actors, Body, Cond, File, Formula, Heading, Level, Name, Pattern, Question, Statement, TopItem};
use crate::base::Lang;
use comments::{Comment, Weaver};
use lines::{Gap, Line, flat};
use std::borrow::Cow;
use words::Word;

/// Chooses the name to print. The span of a name tells one occurrence from another, so that a table made by
/// `resolve` can say which kind of name (record, act, role …) it is.
pub trait Namer {
    fn name<'a>(&'a self, name: &'a Name, lang: Lang) -> Cow<'a, str>;
}

/// Prints every name as written.
pub struct Plain;

impl Namer for Plain {
    fn name<'a>(&'a self, name: &'a Name, _: Lang) -> Cow<'a, str> {
        Cow::Borrowed(&name.text)
    }
}

/// The skin, the names, where the comments are, and how many steps in a statement stands.
#[derive(Clone, Copy)]
struct Pen<'a> {
    lang: Lang,
    namer: &'a dyn Namer,
    comments: &'a [Comment<'a>],
    base: usize,
}

impl<'a> Pen<'a> {
    fn plain(lang: Lang, namer: &'a dyn Namer) -> Pen<'a> {
        Pen { lang, namer, comments: &[], base: 0 }
    }

    fn word(&self, word: Word) -> &'static str {
        self.lang.pick(word.0, word.1)
    }

    fn is_zh(&self) -> bool {
        self.lang == Lang::Zh
    }
}

/// A whole file that parsed without error. Comments of `text` are kept, each before the line it preceded or at the end of the line it trailed.
pub fn format_file(text: &str, file: &File, lang: Lang, namer: &dyn Namer) -> String {
    let comments = comments::find(text);
    let pen = Pen { lang, namer, comments: &comments, base: 0 };
    let mut weaver = Weaver::new(text, &comments);
    let (mut place, mut below) = (Place::Start, false);
    for item in &file.items {
        match item {
            TopItem::Heading(h) => {
                weaver.line(heading(&pen, h));
                (place, below) = (Place::Heading, true);
            }
            TopItem::Statement(s) => {
                let depth = if below { depth(&s.body) } else { 0 };
                let gap = if matches!(s.body, Body::Scenario(_)) { Gap::Always } else { place.gap(depth) };
                weaver.block(Pen { base: depth, ..pen }.statement(s), depth, gap);
                place = Place::Statement(depth);
            }
        }
    }
    weaver.finish()
}

pub fn print_statement(statement: &Statement, lang: Lang, namer: &dyn Namer) -> String {
    flat(&Pen::plain(lang, namer).statement(statement))
}

pub fn print_cond(cond: &Cond, lang: Lang, namer: &dyn Namer) -> String {
    Pen::plain(lang, namer).cond(cond)
}

pub fn print_question(question: &Question, lang: Lang, namer: &dyn Namer) -> String {
    Pen::plain(lang, namer).question(question)
}

pub fn print_pattern(pattern: &Pattern, lang: Lang, namer: &dyn Namer) -> String {
    Pen::plain(lang, namer).pattern(pattern)
}

/// `甲 和 乙`, `甲 或 乙`
pub fn print_actors(actors: &Actors, lang: Lang, namer: &dyn Namer) -> String {
    Pen::plain(lang, namer).actors(actors, words::WITH)
}

pub fn print_formula(formula: &Formula, lang: Lang, namer: &dyn Namer) -> String {
    Pen::plain(lang, namer).formula(formula)
}

/// What stands before a statement.
#[derive(Clone, Copy)]
enum Place {
    Start,
    Heading,
    Statement(usize),
}

impl Place {
    fn gap(self, depth: usize) -> Gap {
        match self {
            Place::Heading if depth > 0 => Gap::None,
            Place::Statement(before) if before == depth => Gap::Source,
            Place::Start => Gap::Source,
            _ => Gap::Always,
        }
    }
}

/// What belongs to a place stands one step in below its heading; headers, scenarios and what names its own place never do.
fn depth(body: &Body) -> usize {
    match body {
        Body::Policy { .. } | Body::Vocabulary { .. } | Body::Calendar { .. } | Body::Allow { .. } | Body::Scenario(_) => 0,
        _ => 1,
    }
}

/// `第二十九条 签发`, `article 29 Signing`, `（三）`
fn heading(pen: &Pen, h: &Heading) -> Line {
    let number = pen.ordinal(h.number);
    let head = match (h.level, pen.lang) {
        (Level::Item, Lang::Zh) if h.text.is_empty() => format!("（{number}）"),
        (level, Lang::Zh) => format!("第{number}{}", words::level(level).0),
        (level, Lang::En) => format!("{} {number}", words::level(level).1),
    };
    let text = if pen.is_zh() { parts::widen(&h.text) } else { h.text.to_string() };
    let gap = if h.level < Level::Paragraph { Gap::Always } else { Gap::Source };
    Line::new(0, format!("{head} {text}"), h.span.start).gap(gap)
}
