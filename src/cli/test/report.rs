//! Coverage on the page, as data, and against a threshold.

use super::{Tested, at, holds};
use crate::analysis::Count;
use crate::base::Lang;
use crate::front::{Context, Format, out};
use crate::model::RuleId;
use crate::render::{self, CoverageJson, CoverageView};
use crate::session::{Dictionary, Statements};
use crate::syntax::print_statement;
use serde::Serialize;

#[derive(Serialize)]
struct Report {
    scenarios: usize,
    failures: Vec<FailureJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<usize>,
    /// Counties of which a figure stays below the threshold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    below: Vec<String>,
    coverage: Vec<CoverageJson>,
}

#[derive(Serialize)]
struct FailureJson {
    at: String,
    title: String,
    why: Vec<String>,
}

pub(super) fn json(context: &Context, all: &[Tested], least: Option<usize>) -> String {
    let lang = context.data_lang;
    let failures = all.iter().flat_map(|t| &t.runs).filter(|r| !holds(r)).map(|r| FailureJson {
        at: at(context, r.span),
        title: r.title.to_string(),
        why: r.failure.iter().map(|f| lang.pick(&f.zh, &f.en).to_string()).chain(r.errors.iter().map(|d| d.message(lang).to_string())).collect(),
    });
    let report = Report {
        scenarios: all.iter().map(|t| t.runs.len()).sum(),
        failures: failures.collect(),
        threshold: least,
        below: below(all, least).map(|t| render::jurisdiction(&t.county.model, lang)).collect(),
        coverage: all.iter().map(|t| viewed(context, t, lang, |v| v.json(lang))).collect(),
    };
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

pub(super) fn text(context: &Context, all: &[Tested]) -> String {
    let places: Vec<_> = all.iter().map(|t| Places::of(context, t, context.lang)).collect();
    let closures: Vec<_> = places.iter().map(|p| (|r: RuleId| p.at(r), |r: RuleId| p.statement(r))).collect();
    let views: Vec<CoverageView> = all.iter().zip(&closures).map(|(t, (at, statement))| CoverageView { model: &t.county.model, coverage: &t.coverage, at, statement }).collect();
    let page = render::coverage_page(&views, context.lang, context.why);
    match context.format {
        Format::Markdown => render::markdown(&page),
        _ => render::text(&page, out::colour(&std::io::stdout())),
    }
}

/// The counties of which a figure stays below a threshold.
pub(super) fn below(all: &[Tested], least: Option<usize>) -> impl Iterator<Item = &Tested> {
    all.iter().filter(move |t| t.coverage.figures().iter().any(|c| least.is_some_and(|n| c.percent() < n)))
}

/// One sentence for each such figure.
pub(super) fn low(context: &Context, all: &[Tested], least: Option<usize>) -> Vec<String> {
    let (n, lang) = (least.unwrap_or_default(), context.lang);
    let mut out = Vec::new();
    for t in below(all, least) {
        let name = render::jurisdiction(&t.county.model, lang);
        for (column, has) in render::coverage_columns(lang).iter().zip(t.coverage.figures().map(Count::percent)).filter(|(_, has)| *has < n) {
            out.push(match lang {
                Lang::Zh => format!("{name}：{column} {has}%，低于 {n}%。"),
                Lang::En => format!("{name}: {column} {has}%, below {n}%."),
            });
        }
    }
    out
}

/// Where the statements of a county stand, and how they read.
struct Places<'a> {
    context: &'a Context,
    tested: &'a Tested,
    lang: Lang,
    statements: Statements<'a>,
    dictionary: Dictionary,
}

impl<'a> Places<'a> {
    fn of(context: &'a Context, tested: &'a Tested, lang: Lang) -> Places<'a> {
        let statements = Statements::new(&tested.county, context.set.sources());
        let dictionary = Dictionary::of(&tested.county.model, statements.all().map(|(_, s)| s));
        Places { context, tested, lang, statements, dictionary }
    }

    fn at(&self, rule: RuleId) -> String {
        self.tested.county.model.rule(rule).map(|r| at(self.context, r.span)).unwrap_or_default()
    }

    fn statement(&self, rule: RuleId) -> String {
        self.statements.of_rule(rule).map(|s| print_statement(s, self.lang, &self.dictionary)).unwrap_or_default()
    }
}

fn viewed<T>(context: &Context, tested: &Tested, lang: Lang, show: impl FnOnce(&CoverageView) -> T) -> T {
    let places = Places::of(context, tested, lang);
    show(&CoverageView { model: &tested.county.model, coverage: &tested.coverage, at: &|r| places.at(r), statement: &|r| places.statement(r) })
}
