//! One county, parsed and resolved with its vocabulary, its calendar and its scenarios.

use super::failure::no_vocabulary;
use super::head::Kind;
use super::set::{Inner, Unit};
use crate::base::{Diagnostic, FileId, Severity};
use crate::decision::{Compiled, Plans};
use crate::model::{Model, Pool};
use crate::resolve::{check_scenarios, resolve, resolve_on};
use crate::syntax::Parsed;
use crate::syntax::ast::{self, Body, Statement, TopItem};
use std::sync::{Arc, Mutex, PoisonError};

/// A county's rules, ready to be asked.
#[derive(Debug)]
pub struct County {
    pub model: Model,
    /// Everything found wrong with its policy, its vocabulary and its calendar.
    pub found: Vec<Diagnostic>,
    /// Its policy file first, unless it was not kept, then the vocabularies, for printing statements.
    pub files: Vec<Arc<Parsed<ast::File>>>,
    /// The scenarios that stand in the policy file itself.
    pub(super) inline: Vec<ast::Scenario>,
    pub(super) policy: Option<FileId>,
    plans: Arc<Plans>,
}

/// The scenarios of a county, and what is wrong with them.
#[derive(Debug, Default)]
pub struct Suite {
    pub scenarios: Vec<ast::Scenario>,
    pub found: Vec<Diagnostic>,
}

/// What counties that use the same vocabularies and calendars have in common.
#[derive(Debug)]
pub(super) struct Base {
    model: Model,
    found: Vec<Diagnostic>,
    scenarios: Vec<ast::Scenario>,
    /// The vocabularies, the last read first.
    files: Vec<Arc<Parsed<ast::File>>>,
}

impl Base {
    fn read(inner: &Inner, units: &[&Unit]) -> Base {
        let trees: Vec<_> = units.iter().map(|u| u.tree(&inner.sources)).collect();
        let resolved = resolve(&trees.iter().map(|t| &t.value).collect::<Vec<_>>());
        let mut found: Vec<Diagnostic> = trees.iter().flat_map(|t| t.diagnostics.iter().cloned()).collect();
        found.extend(resolved.diagnostics);
        let kept = units.iter().filter(|u| u.kind != Kind::Calendar).rev();
        let files = kept.map(|u| u.tree(&inner.sources).clone()).collect();
        Base { model: resolved.model.shared(), found, scenarios: resolved.scenarios, files }
    }
}

impl County {
    /// Parses the policy beside its vocabularies; if no thread is to be had, after them.
    pub(super) fn load(inner: &Inner, policy: &Unit) -> County {
        let (base, missing) = std::thread::scope(|scope| {
            let parser = std::thread::Builder::new().spawn_scoped(scope, || policy.tree(&inner.sources));
            let base = base(inner, policy);
            drop(parser);
            base
        });
        let tree = policy.tree(&inner.sources);
        let mut county = County::on(&base, missing, policy, tree);
        county.files.insert(0, tree.clone());
        county
    }

    /// The county of a tree, which it does not keep.
    pub(super) fn light(inner: &Inner, policy: &Unit, tree: &Parsed<ast::File>, pool: &Mutex<Pool>) -> County {
        let (base, missing) = base(inner, policy);
        let mut county = County::on(&base, missing, policy, tree);
        county.inline = Vec::new();
        county.model.pool(&mut pool.lock().unwrap_or_else(PoisonError::into_inner));
        county
    }

    fn on(base: &Base, missing: Vec<Diagnostic>, policy: &Unit, tree: &Parsed<ast::File>) -> County {
        let resolved = resolve_on(&base.model, &[&tree.value]);
        let mut found = missing;
        found.extend(base.found.iter().chain(&tree.diagnostics).cloned());
        found.extend(resolved.diagnostics);
        let inline = base.scenarios.iter().cloned().chain(resolved.scenarios).collect();
        County { model: resolved.model, found, files: base.files.clone(), inline, policy: Some(policy.file), plans: Arc::default() }
    }

    /// Reads the county's scenarios: those of its policy file, then those of the files beside it.
    pub(super) fn suite(&self, inner: &Inner) -> Suite {
        let mut out = Suite { scenarios: self.inline.clone(), found: Vec::new() };
        let mine = |u: &&Unit| u.kind == Kind::Scenarios && inner.policy_of(u).map(|p| p.file) == self.policy && self.policy.is_some();
        let mut read = Vec::new();
        for tree in inner.units.iter().filter(mine).map(|u| u.tree(&inner.sources)) {
            out.found.extend(tree.diagnostics.iter().cloned());
            read.extend(tree.value.items.iter().filter_map(scenario));
        }
        if self.errors().is_empty() {
            out.found.extend(check_scenarios(&mut self.model.clone(), &read));
        }
        out.scenarios.extend(read);
        out
    }

    /// Only words and days: what no policy has yet used.
    pub(super) fn of_vocabulary(inner: &Inner) -> County {
        let own = inner.units.iter().filter(|u| u.kind == Kind::Vocabulary && !u.shared);
        let mut units: Vec<&Unit> = own.collect();
        if units.is_empty() {
            units = inner.units.iter().filter(|u| u.kind == Kind::Vocabulary).collect();
        }
        let base = Base::read(inner, &units);
        County { model: base.model, found: base.found, files: base.files, inline: base.scenarios, policy: None, plans: Arc::default() }
    }

    /// The compiled engine over this county's rules; what it compiles is kept for the next question.
    pub fn compiled(&self) -> Compiled<'_> {
        Compiled::with(&self.model, self.plans.clone())
    }

    /// The errors among what was found.
    pub fn errors(&self) -> Vec<Diagnostic> {
        self.found.iter().filter(|d| d.severity == Severity::Error).cloned().collect()
    }
}

/// What stands under a policy, read once for all that use the same, and the vocabularies it names in vain.
fn base(inner: &Inner, policy: &Unit) -> (Arc<Base>, Vec<Diagnostic>) {
    let (mut units, missing) = vocabularies(inner, policy);
    units.extend(calendars(inner));
    let files: Vec<FileId> = units.iter().map(|u| u.file).collect();
    let mut bases = inner.bases.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = bases.iter().find(|(f, _)| *f == files) {
        return (known.clone(), missing);
    }
    let made = Arc::new(Base::read(inner, &units));
    bases.push((files, made.clone()));
    (made, missing)
}

fn scenario(item: &TopItem) -> Option<ast::Scenario> {
    match item {
        TopItem::Statement(Statement { body: Body::Scenario(s), .. }) => Some((**s).clone()),
        _ => None,
    }
}

/// The vocabularies that a policy uses: of its own set if they are there, else the shipped ones.
fn vocabularies<'a>(inner: &'a Inner, policy: &Unit) -> (Vec<&'a Unit>, Vec<Diagnostic>) {
    let all = || inner.units.iter().filter(|u| u.kind == Kind::Vocabulary);
    if policy.head.uses.is_empty() {
        let own: Vec<&Unit> = all().filter(|u| !u.shared).collect();
        return (if own.is_empty() { all().collect() } else { own }, Vec::new());
    }
    let (mut units, mut found) = (Vec::new(), Vec::new());
    for name in &policy.head.uses {
        let called = |u: &&Unit| u.head.name == *name || u.head.english.as_ref() == Some(name);
        let own: Vec<&Unit> = all().filter(|u| !u.shared).filter(called).collect();
        let some: Vec<&Unit> = if own.is_empty() { all().filter(called).collect() } else { own };
        if some.is_empty() {
            let known: Vec<&str> = all().map(|u| u.head.name.as_ref()).collect();
            found.push(no_vocabulary(policy.span(), name, &known));
        }
        units.extend(some);
    }
    (units, found)
}

/// The shipped years first, so that a set's own year takes their place.
fn calendars(inner: &Inner) -> impl Iterator<Item = &Unit> {
    let of = |shared: bool| inner.units.iter().filter(move |u| u.kind == Kind::Calendar && u.shared == shared);
    of(true).chain(of(false))
}
