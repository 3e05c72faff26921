//! Statements as they are written, found by place, label or name, in either skin.

use super::context::Context;
use super::exit::Exit;
use super::out;
use crate::base::closest;
use crate::model::Place;
use crate::session::{County, Dictionary, Statements};
use crate::syntax::ast::Statement;
use crate::syntax::{ordinal, print_statement};

/// Prints what is found under a place or name; suggests names where nothing is.
pub(crate) fn show(context: &Context, county: &County, what: &str) -> Exit {
    let statements = Statements::new(county, context.set.sources());
    let found = find(county, &statements, what);
    if found.is_empty() {
        return unknown(context, county, what);
    }
    let dictionary = Dictionary::of(&county.model, found.iter().map(|(_, s)| *s));
    let mut out = Vec::new();
    let mut last = None;
    for (place, statement) in found {
        if place.article.is_some() && last != Some(place) {
            out.push(heading(context, county, place));
        }
        last = Some(place);
        let text = print_statement(statement, context.lang, &dictionary);
        out.push(text.lines().map(|l| format!("    {l}")).collect::<Vec<_>>().join("\n"));
    }
    out::print(&out.join("\n"));
    Exit::Definite
}

fn heading(context: &Context, county: &County, place: Place) -> String {
    let title = place.article.and_then(|a| county.model.articles.get(&a)).map_or("", |a| a.title.trim());
    format!("{} {title}", crate::render::place(context.lang, place)).trim_end().to_string()
}

/// By place, by label, by the name a statement declares, else by any statement that has the word.
fn find<'a>(county: &County, statements: &Statements<'a>, what: &str) -> Vec<(Place, &'a Statement)> {
    if let Some(place) = place(what) {
        return statements.all().filter(|(p, _)| place.covers(*p)).collect();
    }
    let label = |s: &Statement| s.label.as_ref().is_some_and(|l| l.text.as_ref() == what);
    let labelled: Vec<_> = statements.all().filter(|(_, s)| label(s)).collect();
    if !labelled.is_empty() {
        return labelled;
    }
    let words = spellings(county, what);
    let has = |s: &Statement| words.iter().any(|w| contains_word(statements.text(s), w));
    statements.all().filter(|(p, s)| p.article.is_some() && has(s)).collect()
}

/// `29`, `第二十九条第二款（三）`, `article 29`
fn place(what: &str) -> Option<Place> {
    if let Some(n) = ordinal(what.trim()).filter(|_| what.trim().chars().all(|c| c.is_ascii_digit())) {
        return Some(Place { article: Some(n), ..Place::default() });
    }
    let question = crate::syntax::parse_question(Default::default(), &format!("条 {what}")).ok()?;
    match question.kind {
        crate::syntax::ast::QuestionKind::Article(p) => Some(Place { article: Some(p.article), paragraph: p.paragraph, item: p.item }),
        _ => None,
    }
}

/// Every name of the things that go by this word.
fn spellings(county: &County, what: &str) -> Vec<String> {
    let model = &county.model;
    let mut out = Vec::new();
    let mut add = |name: &str, english: Option<&str>, aliases: &[crate::base::Str]| {
        if name == what || english == Some(what) || aliases.iter().any(|a| a.as_ref() == what) {
            out.push(name.to_string());
            out.extend(english.map(str::to_string));
            out.extend(aliases.iter().map(|a| a.to_string()));
        }
    };
    model.terms.list.iter().for_each(|t| add(&t.name, t.english.as_deref(), &t.aliases));
    model.records.iter().for_each(|r| add(&r.name, r.english.as_deref(), &r.aliases));
    model.fields.iter().for_each(|f| add(&f.name, f.english.as_deref(), &f.aliases));
    out.sort();
    out.dedup();
    out
}

/// True if the text has the word, not as a part of a longer one.
fn contains_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().last());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

fn unknown(context: &Context, county: &County, what: &str) -> Exit {
    let model = &county.model;
    let names = model.terms.list.iter().map(|t| t.name.as_ref()).chain(model.records.iter().map(|r| r.name.as_ref())).chain(model.fields.iter().map(|f| f.name.as_ref()));
    let near = closest(what, names).iter().map(|n| format!("`{n}`")).collect::<Vec<_>>();
    out::warn(&match (context.lang, near.is_empty()) {
        (crate::base::Lang::Zh, true) => format!("没有找到 `{what}`"),
        (crate::base::Lang::Zh, false) => format!("没有找到 `{what}`，是否想写 {}", near.join("、")),
        (crate::base::Lang::En, true) => format!("`{what}` is not found"),
        (crate::base::Lang::En, false) => format!("`{what}` is not found; did you mean {}", near.join(" or ")),
    });
    Exit::Invalid
}
