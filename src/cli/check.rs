//! `guiju check policies/`: everything wrong with policies, all of it at once.

use crate::analysis::deep::{Deep, deep};
use crate::base::{Diagnostic, Lang, Severity};
use crate::eval;
use crate::front::{Context, Exit, Format, out};
use crate::render::{FindingJson, Table, deep_json, deep_skipped, deep_text, jurisdiction};
use crate::session::County;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

/// 检查规则文件 · check policy files
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 文件或文件夹，不写查内置规则 · files or folders, the built-in policies otherwise
    paths: Vec<PathBuf>,
    /// 查规则之间的问题：冲突、两难、空缺、用不上、重复等 · look for conflicts, double binds, gaps, dead and redundant rules
    #[arg(long)]
    deep: bool,
}

#[derive(Serialize)]
struct Found {
    code: &'static str,
    severity: &'static str,
    message: String,
    file: Option<String>,
    line: Option<usize>,
    help: Vec<String>,
}

impl Args {
    pub fn run(self, context: &mut Context) -> Exit {
        context.load(&self.paths);
        let mut found = context.set.diagnostics();
        if self.deep {
            return self.searched(context, &mut found);
        }
        match context.format {
            Format::Json => out::print(&serde_json::to_string_pretty(&list(context, &found)).unwrap_or_default()),
            _ => {
                self.report(context, &found);
                out::print(&summary(context, &found));
            }
        }
        Exit::of_diagnostics(&found)
    }

    /// Reading errors were reported when the files were loaded.
    fn report(&self, context: &Context, found: &[Diagnostic]) {
        let fresh: Vec<_> = found.iter().filter(|d| d.span.is_some() || self.paths.is_empty() && context.paths.is_empty()).cloned().collect();
        out::report(&fresh, context.set.sources(), context.lang);
    }

    /// What is wrong with each policy as a whole, after what is wrong with its text.
    fn searched(self, context: &Context, found: &mut Vec<Diagnostic>) -> Exit {
        let counties: Vec<Arc<County>> = context.set.counties().into_iter().filter(|c| c.errors().is_empty()).collect();
        let results: Vec<(Arc<County>, Deep)> = counties.into_iter().map(|c| (c.clone(), deep(&c.model, context.on, &eval::answer, &context.set.suite(&c).scenarios))).collect();
        found.extend(results.iter().flat_map(|(_, d)| d.unused.iter().cloned()));
        match context.format {
            Format::Json => out::print(&serde_json::to_string_pretty(&searched(context, found, &results)).unwrap_or_default()),
            _ => {
                self.report(context, found);
                results.iter().for_each(|(county, deep)| out::print(&page(context, county, deep)));
            }
        }
        let broken = context.set.counties().into_iter().filter(|c| !c.errors().is_empty());
        let unsearched: Vec<String> = broken.map(|c| jurisdiction(&c.model, context.lang)).collect();
        if !unsearched.is_empty() && !matches!(context.format, Format::Json) {
            out::print(&format!("{}{}", unsearched.join(context.pick("、", ", ")), context.pick("  有错误，改好了才能深查。", "  not searched: mend the errors first.")));
        }
        let clean = results.iter().all(|(_, d)| d.open().next().is_none());
        match Exit::of_diagnostics(found) {
            Exit::Definite if !clean => Exit::Findings,
            other => other,
        }
    }
}

/// Everything a deep check finds, as data.
#[derive(Serialize)]
struct Searched {
    diagnostics: Vec<Found>,
    findings: Vec<FindingJson>,
    not_searched: Vec<String>,
}

fn searched(context: &Context, found: &[Diagnostic], results: &[(Arc<County>, Deep)]) -> Searched {
    let (sources, lang) = (context.set.sources(), context.data_lang);
    let skipped = |(county, deep): &(Arc<County>, Deep)| {
        let name = jurisdiction(&county.model, lang);
        deep_skipped(&county.model, deep, lang).into_iter().map(|s| format!("{name} {s}")).collect::<Vec<_>>()
    };
    Searched {
        diagnostics: list(context, found),
        findings: results.iter().flat_map(|(county, deep)| deep_json(&county.model, deep, sources, lang)).collect(),
        not_searched: results.iter().flat_map(skipped).collect(),
    }
}

/// The findings of one county, how many there are, and what was not looked at.
fn page(context: &Context, county: &County, deep: &Deep) -> String {
    let lang = context.lang;
    let text = deep_text(&county.model, deep, context.set.sources(), lang);
    let (open, allowed) = (deep.open().count(), deep.allowed().count());
    let name = jurisdiction(&county.model, lang);
    let count = match lang {
        Lang::Zh => format!("{name}  查出 {open} 处，另有 {allowed} 处已容许。"),
        Lang::En => format!("{name}  {open} found, {allowed} more allowed."),
    };
    let skipped = deep_skipped(&county.model, deep, lang);
    let left = match skipped.is_empty() {
        true => String::new(),
        false => format!("\n  {}{}", context.pick("没有查的：", "not searched: "), skipped.join(context.pick("；", "; "))),
    };
    format!("{}{count}{left}", if text.is_empty() { String::new() } else { format!("{text}\n\n") })
}

fn list(context: &Context, found: &[Diagnostic]) -> Vec<Found> {
    let sources = context.set.sources();
    let one = |d: &Diagnostic| Found {
        code: d.code,
        severity: if d.severity == Severity::Error { "error" } else { "warning" },
        message: d.message(context.data_lang).to_string(),
        file: d.span.and_then(|s| sources.get(s.file)).map(|f| f.name.to_string()),
        line: d.span.map(|s| sources.line(s)),
        help: d.help.iter().map(|(zh, en)| context.data_lang.pick(zh, en).to_string()).collect(),
    };
    found.iter().map(one).collect()
}

/// One line a county, then the verdict.
fn summary(context: &Context, found: &[Diagnostic]) -> String {
    let rows = context.set.counties().iter().map(|c| counts(context, c)).collect();
    let table = Table { head: Vec::new(), rows }.text();
    let errors = found.iter().filter(|d| d.severity == Severity::Error).count();
    let warnings = found.len() - errors;
    let verdict = match (errors + warnings, context.lang) {
        (0, Lang::Zh) => "没有发现问题。".to_string(),
        (0, Lang::En) => "Nothing found wrong.".to_string(),
        (_, Lang::Zh) => format!("{errors} 个错误，{warnings} 个提醒。"),
        (_, Lang::En) => format!("{errors} errors, {warnings} warnings."),
    };
    format!("{table}{}{verdict}", if table.is_empty() { "" } else { "\n" })
}

fn counts(context: &Context, county: &County) -> Vec<String> {
    let number = |n: usize, zh: &str, en: &str| match context.lang {
        Lang::Zh => format!("{n} {zh}"),
        Lang::En => format!("{n} {en}"),
    };
    let model = &county.model;
    vec![
        jurisdiction(model, context.lang),
        number(model.articles.len(), "条", "articles"),
        number(model.rules.len(), "条语句", "statements"),
        number(context.set.suite(county).scenarios.len(), "个案例", "scenarios"),
    ]
}
