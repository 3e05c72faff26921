//! `guiju test policies/`: every scenario, and each that fails.

use crate::analysis::{self, Run};
use crate::base::{Lang, Severity};
use crate::eval;
use crate::front::{Context, Exit, out};
use crate::session::County;
use std::path::PathBuf;

/// 跑案例 · run the scenarios
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 文件或文件夹，不写跑内置规则的案例 · files or folders, the built-in policies otherwise
    paths: Vec<PathBuf>,
}

impl Args {
    pub fn run(self, context: &mut Context) -> Exit {
        context.load(&self.paths);
        let found = context.set.diagnostics();
        let errors: Vec<_> = found.into_iter().filter(|d| d.severity == Severity::Error).collect();
        if !errors.is_empty() {
            out::report(&errors, context.set.sources(), context.lang);
            return Exit::Invalid;
        }
        let counties: Vec<_> = context.set.counties().into_iter().filter(|c| context.county.as_deref().is_none_or(|name| c.model.header.jurisdiction.as_ref() == name)).collect();
        let ran: usize = counties.iter().map(|c| c.scenarios.len()).sum();
        let failed: usize = counties.iter().map(|c| county(context, c)).sum();
        out::print(&match context.lang {
            Lang::Zh => format!("{ran} 个案例，{failed} 个不符。"),
            Lang::En => format!("{ran} scenarios, {failed} failed."),
        });
        match (ran, failed) {
            (0, _) => Exit::Findings,
            (_, 0) => Exit::Definite,
            _ => Exit::Findings,
        }
    }
}

/// Runs one county's scenarios; returns how many fail.
fn county(context: &Context, county: &County) -> usize {
    let mut model = county.model.clone();
    let runs = county.scenarios.iter().map(|s| analysis::run(&mut model, s, context.on, &eval::answer));
    runs.filter(|run| failed(context, run)).count()
}

/// Names a scenario that does not hold, and why.
fn failed(context: &Context, run: &Run) -> bool {
    let sources = context.set.sources();
    let file = sources.get(run.span.file).map_or("", |f| f.name.as_ref());
    let title = format!("✗ {file}:{} {}", sources.line(run.span), run.title);
    if let Some(why) = &run.failure {
        out::print(&format!("{title}\n    {}", context.lang.pick(&why.zh, &why.en).replace('\n', "\n    ")));
    }
    if !run.errors.is_empty() {
        out::print(&title);
        out::report(&run.errors, sources, context.lang);
    }
    run.failure.is_some() || !run.errors.is_empty()
}
