//! Both engines give one answer, every part of it: on the cases kept, on random policies and cases, and on the shipped policies.
//!
//! Every run looks at a fixed number of cases; `cargo xtask agree --seconds N --seed S` for as long as one likes. A difference
//! found on a random policy is made small and written to `tests/agree/corpus/`: once the engines agree again, give the case a
//! name and the answer that is right, or drop it. `GUIJU_AGREE_SHOW=1` prints why policies are refused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod cases;
mod compare;
mod deep;
mod norms;
mod policy;
mod rng;
mod shrink;
mod whole;

use guiju::base::{Diagnostic, FileId, Lang};
use guiju::calendar::{Date, date};
use guiju::decision::Compiled;
use guiju::eval;
use guiju::model::{Answer, Body, Facts, Model, Question, QuestionKind, RuleKind, Status, Tree};
use guiju::render::Names;
use guiju::session::{AskOptions, PolicySet};
use guiju::syntax::{ast, parse_file};
use rng::Rng;
use std::cell::RefCell;
use std::time::Instant;

/// The tests that ask [`going`]: they share the seconds given.
const TIMED: f64 = 6.0;

/// A fixed number of cases, the same on every machine; with `GUIJU_AGREE_SECONDS`, by the clock, all tests together that long.
fn going(begun: Instant, done: usize, most: usize) -> bool {
    let seconds: Option<f64> = std::env::var("GUIJU_AGREE_SECONDS").ok().and_then(|s| s.parse().ok());
    let at_once = std::thread::available_parallelism().map_or(1.0, |n| n.get() as f64);
    seconds.map_or(done < most, |s| begun.elapsed().as_secs_f64() < s * at_once.min(TIMED) / TIMED)
}

/// The day on which everything is asked.
fn on() -> Date {
    date(2024, 1, 1).unwrap()
}

fn seed() -> u64 {
    std::env::var("GUIJU_AGREE_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1)
}

/// A question and how the answers differ.
struct Differing {
    question: Question,
    model: Model,
    what: String,
}

/// What was compared, so that a run that looks at nothing is seen.
#[derive(Default, Debug)]
struct Seen {
    compared: usize,
    forks: usize,
    elsewhere: usize,
    also: usize,
    silent: usize,
    conflicts: usize,
    standins_apart: usize,
    findings: usize,
}

impl Seen {
    fn note(&mut self, model: &Model, a: &Answer) {
        self.compared += 1;
        self.silent += usize::from(a.status == Status::Silent);
        self.conflicts += usize::from(a.status == Status::Conflict);
        match &a.body {
            Body::Choice(c) => {
                let apart = a.status == Status::Conflict && a.cites().iter().all(|c| matches!(model.rule(c.rule).map(|r| r.kind), Some(RuleKind::StandIn)));
                self.standins_apart += usize::from(apart);
                self.forks += usize::from(matches!(c.main, Some(Tree::Fork { .. })));
                self.elsewhere += usize::from(!c.elsewhere.is_empty());
                self.also += usize::from(c.elsewhere.iter().any(|e| !e.also.is_empty()));
            }
            Body::Check(c) => self.findings += usize::from(!c.findings.is_empty()),
            _ => {}
        }
    }
}

/// Asks both engines, where the compiled one answers.
fn ask(model: &Model, compiled: &Compiled, kind: QuestionKind, facts: Facts, seen: &mut Seen) -> Option<Differing> {
    let question = Question { kind, facts, others: Vec::new(), on: on() };
    let Some(b) = compiled.answer(&question) else {
        assert!(!compiled.covers(&question), "too many cases: {:?}", question.kind);
        return None;
    };
    let what = compare::differs(&eval::answer(model, &question), &b);
    seen.note(model, &b);
    what.map(|what| Differing { question, model: model.clone(), what })
}

thread_local! {
    /// What differed while scenarios ran, and how many answers were compared.
    static SEEN: RefCell<(Vec<String>, usize)> = const { RefCell::new((Vec::new(), 0)) };
}

/// The compiled engine where it answers, held against the reference.
fn both(model: &Model, q: &Question) -> Answer {
    let a = eval::answer(model, q);
    let Some(b) = guiju::decision::answer(model, q) else { return a };
    SEEN.with_borrow_mut(|(bad, compared)| {
        *compared += 1;
        let asked = || Names::new(model, Lang::Zh).question(q).unwrap_or_default();
        bad.extend(compare::differs(&a, &b).map(|what| format!("{} {}: {what}", model.header.jurisdiction, asked())));
    });
    b
}

/// Runs scenarios on both engines; what differs or does not hold, and how many answers were compared.
fn replay(model: &Model, scenarios: &[&ast::Scenario], on: Date) -> (Vec<String>, usize) {
    let mut model = model.clone();
    for scenario in scenarios {
        let run = guiju::analysis::run(&mut model, scenario, on, &both);
        let wrong = run.errors.iter().map(|e| &e.zh).chain(run.failure.as_ref().map(|f| &f.zh)).map(|e| format!("{} {}: {e}", model.header.jurisdiction, run.title));
        SEEN.with_borrow_mut(|(bad, _)| bad.extend(wrong));
    }
    SEEN.take()
}

fn scenario(item: &ast::TopItem) -> Option<&ast::Scenario> {
    match item {
        ast::TopItem::Statement(ast::Statement { body: ast::Body::Scenario(s), .. }) => Some(s),
        _ => None,
    }
}

#[test]
fn kept_cases_agree() {
    let (mut bad, mut printed) = (Vec::new(), String::new());
    let mut paths: Vec<_> = std::fs::read_dir(shrink::folder()).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let (text, name) = (std::fs::read_to_string(&path).unwrap(), path.file_stem().unwrap().to_string_lossy().into_owned());
        let (model, file) = read(&text).unwrap_or_else(|d| panic!("{name}: {d:?}"));
        let scenarios: Vec<&ast::Scenario> = file.items.iter().filter_map(scenario).collect();
        assert!(!scenarios.is_empty(), "{name}: no case");
        bad.extend(replay(&model, &scenarios, on()).0.into_iter().map(|e| format!("{name}: {e}")));
        let set = PolicySet::from_strings(&[("common/words.gj", policy::WORDS), ("sample.gj", &text)]).set;
        for s in scenarios {
            let question = guiju::resolve::question(&model, &s.question, &s.given, on()).unwrap();
            let asked = Names::new(&model, Lang::Zh).question(&question).unwrap();
            let reply = set.ask("样例县", &asked, &AskOptions::on(on())).unwrap_or_else(|e| panic!("{name}: {e:?}"));
            printed.push_str(&format!("# {name}\n## {asked}\n{}\n", reply.text(Lang::Zh, true, false)));
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
    insta::assert_snapshot!(printed);
}

#[test]
fn scenarios_agree() {
    let set = PolicySet::builtin();
    let (mut bad, mut compared) = (Vec::new(), 0);
    for county in set.counties() {
        let on = county.model.header.effective.unwrap_or_else(on);
        let suite = set.suite(&county);
        let (found, n) = replay(&county.model, &suite.scenarios.iter().collect::<Vec<_>>(), on);
        bad.extend(found);
        compared += n;
    }
    println!("{compared} answers compared");
    assert!(bad.is_empty(), "{} differ\n{}", bad.len(), bad.iter().take(5).cloned().collect::<Vec<_>>().join("\n"));
}

#[test]
fn shipped_policies_agree() {
    let counties = PolicySet::builtin().counties();
    let (mut rng, begun, mut seen, mut bad) = (Rng(seed()), Instant::now(), Seen::default(), Vec::new());
    let models: Vec<&Model> = counties.iter().map(|c| &c.model).collect();
    let compiled: Vec<Compiled> = models.iter().map(|m| Compiled::new(m)).collect();
    let asks: Vec<_> = models.iter().map(|m| cases::questions(m)).collect();
    // every question with nothing known, then at random
    let bare = asks.iter().zip(0..).flat_map(|(list, n)| list.iter().map(move |(kind, record)| (n, kind.clone(), record.map(Facts::about).unwrap_or_default())));
    for (n, kind, facts) in bare {
        bad.extend(ask(models[n], &compiled[n], kind, facts, &mut seen));
    }
    while going(begun, seen.compared, 1500) {
        let n = rng.below(models.len());
        let (kind, record) = rng.pick(&asks[n]).clone();
        let facts = cases::case(models[n], &mut rng, &kind, record, 8);
        bad.extend(ask(models[n], &compiled[n], kind, facts, &mut seen));
    }
    println!("shipped policies: {seen:?}, {} differ", bad.len());
    let asked = |d: &Differing| Names::new(&d.model, Lang::Zh).question(&d.question).unwrap_or_default();
    let show = |d: &Differing| format!("{}\n问 {}；\n{}", d.model.header.jurisdiction, asked(d), d.what);
    assert!(bad.is_empty(), "{}", bad.iter().take(5).map(show).collect::<Vec<_>>().join("\n---\n"));
}

/// Random cases of one policy: the first on which the engines differ.
fn first_difference(statements: &[String], seed: u64, cases: usize) -> Option<Differing> {
    looked(&resolved(statements)?, seed, cases, &mut Seen::default())
}

fn looked(model: &Model, seed: u64, cases: usize, seen: &mut Seen) -> Option<Differing> {
    let asks = cases::questions(model);
    let compiled = Compiled::new(model);
    let mut rng = Rng(seed);
    for _ in 0..if asks.is_empty() { 0 } else { cases } {
        let (kind, record) = rng.pick(&asks).clone();
        let facts = cases::case(model, &mut rng, &kind, record, 6);
        if let Some(found) = ask(model, &compiled, kind, facts, seen) {
            return Some(found);
        }
    }
    None
}

fn resolved(statements: &[String]) -> Option<Model> {
    read(&policy::text(statements)).ok().map(|(model, _)| model)
}

/// A policy over the words of these tests.
fn read(text: &str) -> Result<(Model, ast::File), Vec<Diagnostic>> {
    let files: Vec<_> = [policy::WORDS, text].iter().zip(0..).map(|(t, n)| parse_file(FileId(n), t)).collect();
    let mut wrong: Vec<Diagnostic> = files.iter().flat_map(|f| f.diagnostics.clone()).collect();
    let found = guiju::resolve::resolve(&files.iter().map(|f| &f.value).collect::<Vec<_>>());
    if found.has_errors() {
        wrong.extend(found.diagnostics);
    }
    let file = files.into_iter().next_back().map(|f| f.value);
    if wrong.is_empty() { file.map(|f| (found.model, f)).ok_or(wrong) } else { Err(wrong) }
}

#[test]
fn random_policies_agree() {
    let (mut rng, begun, mut made, mut refused, mut seen, mut bad) = (Rng(seed()), Instant::now(), 0, 0, Seen::default(), Vec::new());
    while going(begun, made, 150) && bad.len() < 3 {
        let list = policy::statements(&mut rng);
        let model = match read(&policy::text(&list)) {
            Ok((model, _)) => model,
            Err(why) => {
                refused += 1;
                if std::env::var("GUIJU_AGREE_SHOW").is_ok() {
                    println!("refused: {:?}\n{}", why.iter().map(|d| (d.code, &d.zh)).collect::<Vec<_>>(), policy::text(&list));
                }
                continue;
            }
        };
        made += 1;
        let seed = rng.next();
        if looked(&model, seed, 40, &mut seen).is_some() {
            let (text, what) = shrink::smaller(list, seed);
            shrink::keep(&text, seed);
            bad.push(format!("{text}{what}"));
        }
    }
    println!("{made} random policies, {refused} refused: {seen:?}");
    assert!(seen.standins_apart > 0 || made < 150);
    assert!(bad.is_empty(), "{}", bad.join("\n=====\n"));
}

/// Statements whose answers hang on conditions alone. Who a role is and whether somebody agreed are facts of a leaf, not forks of a tree.
fn without_roles_of_the_case(rng: &mut Rng) -> Vec<String> {
    let named = |s: &String| ["会议主持人", "会议委托人", "同意"].iter().any(|w| s.contains(w));
    policy::statements(rng).into_iter().filter(|s| !named(s)).collect()
}

#[test]
fn a_deep_check_of_random_policies_is_right() {
    let (mut rng, begun, mut made) = (Rng(seed()), Instant::now(), 0);
    while going(begun, made, 30) {
        let mut list = without_roles_of_the_case(&mut rng);
        list.push("完备 谁 签发 公文。".into());
        let Some(model) = resolved(&list).filter(|m| !cases::questions(m).is_empty()) else { continue };
        made += 1;
        let seed = rng.next();
        if deep::wrong(&model, &mut Rng(seed), 40).is_some() {
            let mut at = 0;
            while at < list.len() {
                let mut less = list.clone();
                less.remove(at);
                let still = resolved(&less).filter(|m| !cases::questions(m).is_empty()).and_then(|m| deep::wrong(&m, &mut Rng(seed), 300));
                if still.is_some_and(|e| !e.contains("gap") || less.iter().any(|s| s.starts_with("完备"))) { list = less } else { at += 1 }
            }
            let e = deep::wrong(&resolved(&list).unwrap(), &mut Rng(seed), 300);
            panic!("{}\n{}", policy::text(&list), e.unwrap_or_default());
        }
    }
}

#[test]
fn partial_answers_hold_in_whole_cases() {
    let (mut rng, begun, mut done, mut bad) = (Rng(seed()), Instant::now(), 0, Vec::new());
    while going(begun, done, 3000) && bad.len() < 3 {
        let list = without_roles_of_the_case(&mut rng);
        let Some(model) = resolved(&list) else { continue };
        let asks = cases::questions(&model);
        for _ in 0..if asks.is_empty() { 0 } else { 20 } {
            let (kind, record) = rng.pick(&asks).clone();
            let facts = cases::case(&model, &mut rng, &kind, record, 6);
            let q = Question { kind, facts, others: Vec::new(), on: on() };
            let answer = eval::answer(&model, &q);
            for _ in 0..5 {
                let Some(found) = whole::holds(&model, &q, &answer, &mut rng) else { continue };
                done += 1;
                if let Err(what) = found {
                    let asked = Names::new(&model, Lang::Zh).question(&q).unwrap_or_default();
                    bad.push(format!("{}问 {asked}\n{what}\n{:?}", policy::text(&list), answer.body));
                    break;
                }
            }
        }
    }
    println!("{done} whole cases");
    assert!(bad.is_empty(), "{}", bad.join("\n=====\n"));
}
