//! A set of policies: immutable, cheap to clone, each county parsed when it is first asked for.

use super::builtin;
use super::county::{Base, County, Suite};
use super::failure::{Failure, FailureKind, no_policy, stray_scenarios, unknown_jurisdiction, which_jurisdiction};
use super::head::{Head, Kind, scan};
use super::read::read;
use crate::base::{Diagnostic, FileId, Sources, Span, Str};
use crate::calendar::Date;
use crate::syntax::{Parsed, ast, parse_file};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

/// Policies with their vocabularies, calendars and scenarios.
#[derive(Clone, Debug)]
pub struct PolicySet(pub(super) Arc<Inner>);

#[derive(Debug, Default)]
pub(super) struct Inner {
    pub sources: Sources,
    pub units: Vec<Unit>,
    pub bases: Mutex<Vec<(Vec<FileId>, Arc<Base>)>>,
    /// Policies by everything that they are called, English in small letters.
    index: OnceLock<HashMap<String, Vec<usize>>>,
    problems: Vec<Diagnostic>,
}

/// One file.
#[derive(Debug)]
pub(super) struct Unit {
    pub file: FileId,
    pub stem: String,
    pub kind: Kind,
    pub head: Head,
    /// Shipped with the program, and only there to be used by others.
    pub shared: bool,
    tree: OnceLock<Arc<Parsed<ast::File>>>,
    county: OnceLock<Arc<County>>,
}

/// A set, and what was wrong with the files it was made from.
#[derive(Debug)]
pub struct Loaded {
    pub set: PolicySet,
    pub diagnostics: Vec<Diagnostic>,
}

/// One loaded policy, as its head names it.
#[derive(Clone, Debug)]
pub struct Jurisdiction {
    /// `上高县`
    pub name: Str,
    /// `shanggao`
    pub english: Option<Str>,
    /// `上高县人民政府工作规则`
    pub policy: Str,
    pub effective: Option<Date>,
}

impl PolicySet {
    /// The policies built into the program.
    pub fn builtin() -> PolicySet {
        static SET: OnceLock<PolicySet> = OnceLock::new();
        SET.get_or_init(|| {
            let mut inner = Inner::default();
            builtin::files(false).iter().for_each(|(name, text)| inner.add(name, text, false));
            PolicySet(Arc::new(inner))
        })
        .clone()
    }

    /// Every given file, and every `*.gj` below every given folder.
    pub fn from_paths(paths: &[PathBuf]) -> Loaded {
        let found = read(paths);
        PolicySet::build(found.texts.iter().map(|(n, t)| (n.as_str(), t.as_str())), found.diagnostics)
    }

    /// Texts with the names that diagnostics shall show.
    pub fn from_strings(texts: &[(&str, &str)]) -> Loaded {
        PolicySet::build(texts.iter().copied(), Vec::new())
    }

    fn build<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>, problems: Vec<Diagnostic>) -> Loaded {
        let mut inner = Inner { problems, ..Inner::default() };
        texts.for_each(|(name, text)| inner.add(name, text, false));
        builtin::files(true).iter().for_each(|(name, text)| inner.add(name, text, true));
        let diagnostics = inner.problems.clone();
        Loaded { set: PolicySet(Arc::new(inner)), diagnostics }
    }

    /// The loaded policies, in load order.
    pub fn jurisdictions(&self) -> Vec<Jurisdiction> {
        self.policies().map(Unit::jurisdiction).collect()
    }

    /// The texts that diagnostics and spans point into.
    pub fn sources(&self) -> &Sources {
        &self.0.sources
    }

    /// The version of a county's rules that is in force on a day, else its earliest one.
    pub fn county(&self, name: &str, on: Date) -> Result<Arc<County>, Failure> {
        let found = self.0.called(name);
        let later = found.iter().filter(|u| u.head.effective.is_none_or(|e| e <= on)).max_by_key(|u| u.head.effective);
        let unit = later.or_else(|| found.iter().min_by_key(|u| u.head.effective));
        unit.map(|u| self.load(u)).ok_or_else(|| {
            let names = self.names();
            let known: Vec<&str> = names.iter().map(|n| n.as_ref()).collect();
            let why = if known.is_empty() { no_policy() } else { unknown_jurisdiction(name, &known) };
            Failure::new(FailureKind::Unknown, vec![why], &self.0.sources)
        })
    }

    /// The only county loaded; else it must be named.
    pub fn only(&self, on: Date) -> Result<Arc<County>, Failure> {
        let names = self.names();
        match names.as_slice() {
            [one] => self.county(one, on),
            [] => Err(Failure::new(FailureKind::Unknown, vec![no_policy()], &self.0.sources)),
            many => {
                let known: Vec<&str> = many.iter().map(|n| n.as_ref()).collect();
                Err(Failure::new(FailureKind::Which, vec![which_jurisdiction(&known)], &self.0.sources))
            }
        }
    }

    /// True if some loaded policy goes by this name.
    pub fn knows(&self, name: &str) -> bool {
        !self.0.called(name).is_empty()
    }

    /// Every loaded policy, parsed and resolved.
    pub fn counties(&self) -> Vec<Arc<County>> {
        let all: Vec<&Unit> = self.policies().collect();
        side_by_side(&all, |u| _ = self.load(u));
        all.into_iter().map(|u| self.load(u)).collect()
    }

    /// The same policies for answers alone: read at once, without keeping texts or trees, equal parts of different counties kept once.
    /// Explanations then name the places of rules, not their words; the texts of files with faults stay.
    pub fn answers_only(self) -> PolicySet {
        let mut inner = Arc::try_unwrap(self.0).unwrap_or_else(|shared| shared.again());
        let pool = Mutex::default();
        let policies: Vec<(usize, Arc<str>)> = inner.policies().map(|(n, u)| (n, inner.sources.text(u.file))).collect();
        inner.policies().map(|(_, u)| u.file).collect::<Vec<_>>().into_iter().for_each(|f| inner.sources.forget(f));
        side_by_side(&policies, |(n, text)| {
            let Some(unit) = inner.units.get(*n) else { return };
            let tree = parse_file(unit.file, text);
            let county = County::light(&inner, unit, &tree, &pool);
            _ = unit.county.set(Arc::new(county));
            _ = unit.tree.set(Arc::new(Parsed { value: ast::File::default(), diagnostics: tree.diagnostics }));
        });
        for (n, text) in policies {
            let faulty = inner.units.get(n).filter(|u| u.county.get().is_some_and(|c| !c.found.is_empty())).map(|u| u.file);
            faulty.into_iter().for_each(|f| inner.sources.keep(f, text.clone()));
        }
        PolicySet(Arc::new(inner))
    }

    /// The scenarios of a county of this set.
    pub fn suite(&self, county: &County) -> Suite {
        county.suite(&self.0)
    }

    /// The county that a file of this set belongs to: its own policy, or the one its scenarios are for.
    pub fn county_of(&self, file: &str) -> Option<Arc<County>> {
        let unit = self.0.units.iter().find(|u| !u.shared && self.0.sources.get(u.file).is_some_and(|s| s.name.as_ref() == file))?;
        match unit.kind {
            Kind::Policy => Some(self.load(unit)),
            Kind::Scenarios => self.0.policy_of(unit).map(|u| self.load(u)),
            Kind::Vocabulary | Kind::Calendar => None,
        }
    }

    /// A model of the vocabularies and calendars alone.
    pub fn common(&self) -> Arc<County> {
        Arc::new(County::of_vocabulary(&self.0))
    }

    /// Everything wrong with any file: reading, syntax, names.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut out = self.0.problems.clone();
        let own = self.0.units.iter().filter(|u| !u.shared);
        out.extend(own.clone().flat_map(|u| u.tree(&self.0.sources).diagnostics.iter().cloned()));
        out.extend(
            own.filter(|u| u.kind == Kind::Scenarios && self.0.policy_of(u).is_none()).filter(|u| u.has_statements(&self.0.sources)).map(|u| stray_scenarios(u.span(), &u.stem)),
        );
        for county in self.counties() {
            out.extend(county.found.iter().cloned());
            out.extend(self.suite(&county).found);
        }
        if self.policies().next().is_none() {
            out.extend(self.common().found.iter().cloned());
        }
        let mut seen = std::collections::BTreeSet::new();
        out.retain(|d| seen.insert((d.code, d.span.map(|s| (s.file, s.start, s.end)), d.zh.clone())));
        out
    }

    fn names(&self) -> Vec<Str> {
        let mut names: Vec<Str> = self.policies().map(|u| u.jurisdiction().name).collect();
        names.dedup();
        names
    }

    fn policies(&self) -> impl Iterator<Item = &Unit> {
        self.0.units.iter().filter(|u| u.kind == Kind::Policy)
    }

    fn load(&self, unit: &Unit) -> Arc<County> {
        unit.county.get_or_init(|| Arc::new(County::load(&self.0, unit))).clone()
    }
}

/// Does the work for each item, on as many threads as the machine has.
fn side_by_side<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let run = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(item);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get()).min(items.len());
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // without a further thread the rest is done here
            _ = std::thread::Builder::new().spawn_scoped(scope, run);
        }
        run();
    });
}

impl Inner {
    fn policies(&self) -> impl Iterator<Item = (usize, &Unit)> {
        self.units.iter().enumerate().filter(|(_, u)| u.kind == Kind::Policy)
    }

    /// The same files, none of them read yet.
    fn again(&self) -> Inner {
        let blank = |u: &Unit| Unit { file: u.file, stem: u.stem.clone(), kind: u.kind, head: u.head.clone(), shared: u.shared, tree: OnceLock::new(), county: OnceLock::new() };
        Inner { sources: self.sources.clone(), units: self.units.iter().map(blank).collect(), bases: Mutex::default(), index: OnceLock::new(), problems: self.problems.clone() }
    }

    /// The policies of this name, versions of one county among them.
    fn called(&self, name: &str) -> Vec<&Unit> {
        let index = self.index.get_or_init(|| {
            let mut out: HashMap<String, Vec<usize>> = HashMap::new();
            for (n, unit) in self.policies() {
                unit.names().into_iter().for_each(|name| out.entry(name).or_default().push(n));
            }
            out
        });
        let found = |name: &str| index.get(name).into_iter().flatten().copied();
        let mut at: Vec<usize> = found(name.trim()).chain(found(&english(name.trim()))).collect();
        at.sort_unstable();
        at.dedup();
        at.into_iter().filter_map(|n| self.units.get(n)).collect()
    }

    fn add(&mut self, name: &str, text: &str, shared: bool) {
        let (kind, head) = scan(text);
        let file = self.sources.add(name, text);
        let stem = Path::new(name).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        self.units.push(Unit { file, stem, kind, head, shared, tree: OnceLock::new(), county: OnceLock::new() });
    }

    /// The policy that a file of scenarios belongs to: the one of its name, or the only one.
    pub fn policy_of(&self, scenarios: &Unit) -> Option<&Unit> {
        let mut policies = self.units.iter().filter(|u| u.kind == Kind::Policy);
        let named = policies.clone().find(|u| u.stem == scenarios.stem);
        named.or_else(|| policies.next().filter(|_| policies.next().is_none()))
    }
}

impl Unit {
    pub fn tree(&self, sources: &Sources) -> &Arc<Parsed<ast::File>> {
        self.tree.get_or_init(|| Arc::new(parse_file(self.file, sources.get(self.file).map_or("", |s| s.text.as_ref()))))
    }

    pub fn span(&self) -> Span {
        Span { file: self.file, start: 0, end: 0 }
    }

    fn has_statements(&self, sources: &Sources) -> bool {
        !self.tree(sources).value.items.is_empty()
    }

    fn jurisdiction(&self) -> Jurisdiction {
        let name = self.head.jurisdiction.clone().unwrap_or_else(|| self.head.name.clone());
        Jurisdiction { name, english: self.head.english.clone(), policy: self.head.name.clone(), effective: self.head.effective }
    }

    /// `上高县`, `上高`, `shanggao`, the file's stem, or the policy's whole name.
    fn names(&self) -> Vec<String> {
        let j = self.jurisdiction();
        let short = j.name.strip_suffix(['县', '区', '市']).filter(|s| s.chars().count() > 1).map(String::from);
        let mut out = vec![j.name.to_string(), self.stem.clone(), j.policy.to_string()];
        out.extend(short.into_iter().chain(j.english.map(|e| english(&e))));
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// `shanggao`, `Shanggao_county`
fn english(name: &str) -> String {
    format!("·{}", name.trim_end_matches("_county").to_ascii_lowercase())
}
