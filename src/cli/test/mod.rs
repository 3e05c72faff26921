//! `guiju test policies/`: every scenario, each that fails, and what none of them exercises.

mod propose;
mod report;

use crate::analysis::{self, Coverage, Run, Seen};
use crate::base::{Lang, Severity};
use crate::eval;
use crate::front::{Context, Exit, Format, out};
use crate::session::County;
use std::path::PathBuf;
use std::sync::Arc;

/// 跑案例 · run the scenarios
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 文件或文件夹，不写跑内置规则的案例 · files or folders, the built-in policies otherwise
    paths: Vec<PathBuf>,
    /// 列出没有案例用到的语句、分项和没有两面都试过的条件；--why 全列 · statements and items that no scenario exercises, conditions not tried both ways; --why lists all
    #[arg(long)]
    coverage: bool,
    /// 每个辖区的语句、分项、条件两面都至少到百分之几，有一项不到，退出码为 1 · least percent of statements, items and both ways alike in each county, else exit code 1
    #[arg(long, value_name = "N", requires = "coverage", value_parser = clap::value_parser!(u8).range(0..=100))]
    threshold: Option<u8>,
    /// 为这些写出案例，待与原文核对 · propose scenarios for these, to be compared with the document
    #[arg(long, conflicts_with = "coverage")]
    generate: bool,
}

/// One county whose scenarios were run.
struct Tested {
    county: Arc<County>,
    runs: Vec<Run>,
    coverage: Coverage,
}

impl Args {
    pub fn run(self, context: &mut Context) -> Exit {
        context.load(&self.paths);
        let mut invalid = false;
        let mut all: Vec<Tested> = Vec::new();
        for county in context.set.counties().into_iter().filter(|c| asked(context, c)) {
            match tested(context, county) {
                Some(tested) => all.push(tested),
                None => invalid = true,
            }
        }
        let low = self.said(context, &all);
        let failed = all.iter().flat_map(|t| &t.runs).any(|r| !holds(r));
        match (invalid, all.iter().all(|t| t.runs.is_empty()) || failed || low) {
            (true, _) => Exit::Invalid,
            (false, true) => Exit::Findings,
            (false, false) => Exit::Definite,
        }
    }

    /// Prints what was asked for; true if some county stays below the threshold.
    fn said(&self, context: &Context, all: &[Tested]) -> bool {
        let least = self.threshold.map(usize::from);
        if self.coverage && context.format == Format::Json {
            out::print(&report::json(context, all, least));
            return report::below(all, least).next().is_some();
        }
        // proposals alone go to standard output: they are there to be pasted
        let say = if self.generate { out::warn } else { out::print };
        all.iter().flat_map(|t| &t.runs).for_each(|r| failure(context, r, say));
        say(&summary(context, all));
        if self.coverage {
            out::print(&format!("\n{}", report::text(context, all)));
        }
        if self.generate {
            let texts: Vec<String> = all.iter().map(|t| propose::text(context, t)).collect();
            out::print(&texts.join("\n\n"));
        }
        let low = report::low(context, all, least);
        if !low.is_empty() {
            out::print(&format!("\n{}", low.join("\n")));
        }
        report::below(all, least).next().is_some()
    }
}

impl Tested {
    fn seen(&self) -> impl Iterator<Item = &Seen> {
        self.runs.iter().flat_map(|r| &r.seen)
    }
}

/// True of the county of `--in`, and of every one without it.
fn asked(context: &Context, county: &County) -> bool {
    let name = &county.model.header.jurisdiction;
    context.county.as_deref().is_none_or(|c| context.set.county(c, context.on).is_ok_and(|found| found.model.header.jurisdiction == *name))
}

/// Runs one county's scenarios; none if its policy has errors.
fn tested(context: &Context, county: Arc<County>) -> Option<Tested> {
    let suite = context.set.suite(&county);
    let mut errors = county.errors();
    errors.extend(suite.found.iter().filter(|d| d.severity == Severity::Error).cloned());
    if !errors.is_empty() {
        out::report(&errors, context.set.sources(), context.lang);
        return None;
    }
    // each on its own: no word that another one's expectation brings along helps it
    let runs: Vec<Run> = suite.scenarios.iter().map(|s| analysis::run(&mut county.model.clone(), s, context.on, &eval::answer)).collect();
    let coverage = analysis::coverage(&county.model, runs.iter().flat_map(|r| &r.seen));
    Some(Tested { county, runs, coverage })
}

fn holds(run: &Run) -> bool {
    run.failure.is_none() && run.errors.is_empty()
}

/// `953 个案例，0 个不符。`, and how many statements none of them exercises.
fn summary(context: &Context, all: &[Tested]) -> String {
    let ran: usize = all.iter().map(|t| t.runs.len()).sum();
    let failed = all.iter().flat_map(|t| &t.runs).filter(|r| !holds(r)).count();
    let left: usize = all.iter().map(|t| t.coverage.statements()).map(|c| c.total - c.covered).sum();
    match (context.lang, left) {
        (Lang::Zh, 0) => format!("{ran} 个案例，{failed} 个不符。\n每条语句都有案例用到。"),
        (Lang::Zh, _) => format!("{ran} 个案例，{failed} 个不符。\n{left} 条语句没有案例用到。"),
        (Lang::En, 0) => format!("{}, {failed} failed.\nEvery statement is exercised.", counted(ran, "scenario")),
        (Lang::En, 1) => format!("{}, {failed} failed.\n1 statement is exercised by no scenario.", counted(ran, "scenario")),
        (Lang::En, _) => format!("{}, {failed} failed.\n{left} statements are exercised by no scenario.", counted(ran, "scenario")),
    }
}

/// `1 scenario`, `5 scenarios`
fn counted(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// `policies/scenarios/shanggao.gj:12`
fn at(context: &Context, span: crate::base::Span) -> String {
    let sources = context.set.sources();
    format!("{}:{}", sources.get(span.file).map_or("", |f| f.name.as_ref()), sources.line(span))
}

/// Names a scenario that does not hold, and why.
fn failure(context: &Context, run: &Run, say: fn(&str)) {
    let title = format!("✗ {} {}", at(context, run.span), run.title);
    if let Some(why) = &run.failure {
        say(&format!("{title}\n    {}", context.lang.pick(&why.zh, &why.en).replace('\n', "\n    ")));
    }
    if !run.errors.is_empty() {
        say(&title);
        out::report(&run.errors, context.set.sources(), context.lang);
    }
}
