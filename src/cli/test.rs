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
        let mut total = Total::default();
        for county in context.set.counties().iter().filter(|c| asked(context, c)) {
            total.add(run(context, county));
        }
        out::print(&match context.lang {
            Lang::Zh => format!("{} 个案例，{} 个不符。", total.ran, total.failed),
            Lang::En => format!("{} scenarios, {} failed.", total.ran, total.failed),
        });
        match total {
            Total { invalid: true, .. } => Exit::Invalid,
            Total { ran: 0, .. } => Exit::Findings,
            Total { failed: 0, .. } => Exit::Definite,
            _ => Exit::Findings,
        }
    }
}

#[derive(Default)]
struct Total {
    ran: usize,
    failed: usize,
    /// Some policy has errors: its scenarios did not run.
    invalid: bool,
}

impl Total {
    fn add(&mut self, other: Total) {
        self.ran += other.ran;
        self.failed += other.failed;
        self.invalid |= other.invalid;
    }
}

/// True of the county of `--in`, and of every one without it.
fn asked(context: &Context, county: &County) -> bool {
    let name = &county.model.header.jurisdiction;
    context.county.as_deref().is_none_or(|c| context.set.county(c, context.on).is_ok_and(|found| found.model.header.jurisdiction == *name))
}

/// Runs one county's scenarios.
fn run(context: &Context, county: &County) -> Total {
    let suite = context.set.suite(county);
    let mut errors = county.errors();
    errors.extend(suite.found.iter().filter(|d| d.severity == Severity::Error).cloned());
    if !errors.is_empty() {
        out::report(&errors, context.set.sources(), context.lang);
        return Total { invalid: true, ..Total::default() };
    }
    let mut model = county.model.clone();
    let runs = suite.scenarios.iter().map(|s| analysis::run(&mut model, s, context.on, &eval::answer));
    let failed = runs.filter(|run| failed(context, run)).count();
    Total { ran: suite.scenarios.len(), failed, invalid: false }
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
