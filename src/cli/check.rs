//! `guiju check policies/`: everything wrong with policies, all of it at once.

use crate::base::Severity;
use crate::front::{Context, Exit, Format, out};
use crate::render::Table;
use crate::session::County;
use serde::Serialize;
use std::path::PathBuf;

/// 检查规则文件 · check policy files
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 文件或文件夹，不写查内置规则 · files or folders, the built-in policies otherwise
    paths: Vec<PathBuf>,
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
        let found = context.set.diagnostics();
        match context.format {
            Format::Json => out::print(&serde_json::to_string_pretty(&list(context, &found)).unwrap_or_default()),
            _ => {
                // reading errors were reported when the files were loaded
                let fresh: Vec<_> = found.iter().filter(|d| d.span.is_some() || self.paths.is_empty() && context.paths.is_empty()).cloned().collect();
                out::report(&fresh, context.set.sources(), context.lang);
                out::print(&summary(context, &found));
            }
        }
        Exit::of_diagnostics(&found)
    }
}

fn list(context: &Context, found: &[crate::base::Diagnostic]) -> Vec<Found> {
    let sources = context.set.sources();
    let one = |d: &crate::base::Diagnostic| Found {
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
fn summary(context: &Context, found: &[crate::base::Diagnostic]) -> String {
    let rows = context.set.counties().iter().map(|c| counts(context, c)).collect();
    let table = Table { head: Vec::new(), rows }.text();
    let errors = found.iter().filter(|d| d.severity == Severity::Error).count();
    let warnings = found.len() - errors;
    let verdict = match (errors + warnings, context.lang) {
        (0, crate::base::Lang::Zh) => "没有发现问题。".to_string(),
        (0, crate::base::Lang::En) => "Nothing found wrong.".to_string(),
        (_, crate::base::Lang::Zh) => format!("{errors} 个错误，{warnings} 个提醒。"),
        (_, crate::base::Lang::En) => format!("{errors} errors, {warnings} warnings."),
    };
    format!("{table}{}{verdict}", if table.is_empty() { "" } else { "\n" })
}

fn counts(context: &Context, county: &County) -> Vec<String> {
    let number = |n: usize, zh: &str, en: &str| match context.lang {
        crate::base::Lang::Zh => format!("{n} {zh}"),
        crate::base::Lang::En => format!("{n} {en}"),
    };
    let model = &county.model;
    vec![
        crate::render::jurisdiction(model, context.lang),
        number(model.articles.len(), "条", "articles"),
        number(model.rules.len(), "条语句", "statements"),
        number(context.set.suite(county).scenarios.len(), "个案例", "scenarios"),
    ]
}
