//! Tree to model: names, types, units, cycles. Every error of the files is collected; nothing stops at the first.
//!
//! Order: headers and calendars; terms; records and fields; conditions of fields, 限定, 定义; then the rules, place by place;
//! last what refers to other rules (取代, 违反).

mod actor;
mod bracket;
mod cond;
mod cx;
mod deadline;
mod deep;
mod error;
mod fact;
mod header;
mod json;
mod look;
mod meeting;
mod norm;
mod norm_content;
mod other;
mod pattern;
mod place;
mod procedure;
mod question;
mod record;
mod replace;
mod rule;
mod scenario;
mod situation;
mod taxonomy;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
mod unit;
mod value;

pub use deep::unused_allow;
pub use fact::facts;
pub use header::KEYS as HEADER_KEYS;
pub use json::facts_json;
pub use look::{field, kind, object_term, session, slots, term};
pub use place::place;
pub use question::question;
pub use scenario::check_scenarios;

use crate::base::{Diagnostic, Severity};
use crate::model::{ActorSet, Cond, Model, RecordId};
use crate::syntax::ast;
use cx::Cx;
use error::Problem;

/// A model, the scenarios beside it, and everything found wrong.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    pub model: Model,
    pub scenarios: Vec<ast::Scenario>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Resolved {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// Vocabulary and calendar files, then the one policy file (`规则`), then files of scenarios, in this order.
pub fn resolve(files: &[&ast::File]) -> Resolved {
    resolve_on(&Model::default(), files)
}

/// The same on a model of other files, which it shares and adds to.
pub fn resolve_on(base: &Model, files: &[&ast::File]) -> Resolved {
    let mut model = base.clone();
    let mut cx = Cx::new(&mut model);
    header::headers(&mut cx, files);
    header::calendars(&mut cx, files);
    taxonomy::taxonomies(&mut cx, files);
    header::apply_own_words(&mut cx, files);
    record::declare(&mut cx, files);
    cx.model.terms.close();
    taxonomy::ranking(&mut cx, files);
    cx.model.renew();
    record::details(&mut cx, files);
    record::constraints(&mut cx, files);
    let scenarios = rule::rules(&mut cx, files);
    let diagnostics = reports(&cx.problems);
    Resolved { model, scenarios, diagnostics }
}

fn reports(problems: &[Problem]) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = problems.iter().map(Problem::report).collect();
    out.sort_by_key(|d| d.span.map(|s| (s.file, s.start)));
    out.dedup();
    out
}

/// A condition outside the policy (an expected answer); atoms it shares with the policy are the same atoms.
pub fn cond(model: &mut Model, record: Option<RecordId>, c: &ast::Cond) -> Result<Cond, Vec<Diagnostic>> {
    read(model, |cx| cx.cond(record, c))
}

/// Actors outside the policy (an expected answer).
pub fn actors(model: &mut Model, record: Option<RecordId>, a: &ast::Actors) -> Result<ActorSet, Vec<Diagnostic>> {
    read(model, |cx| cx.actors(record, a))
}

fn read<T>(model: &mut Model, f: impl FnOnce(&mut Cx) -> T) -> Result<T, Vec<Diagnostic>> {
    let mut cx = Cx::new(model);
    let value = f(&mut cx);
    if cx.problems.is_empty() { Ok(value) } else { Err(reports(&cx.problems)) }
}
