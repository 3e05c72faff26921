//! Both engines give one answer: on random policies and cases, and on the shipped ones.
//!
//! Every run looks for a few seconds; `cargo xtask agree --seconds N` for as long as one likes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod cases;
mod compare;
mod norms;
mod policy;
mod print;
mod rng;

use guiju::calendar::date;
use guiju::decision::Compiled;
use guiju::eval;
use guiju::model::{Model, Question};
use guiju::session::PolicySet;
use rng::Rng;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A fixed number of cases, the same on every machine; `GUIJU_AGREE_SECONDS` runs by the clock.
fn going(begun: Instant, done: usize, most: usize) -> bool {
    let seconds = std::env::var("GUIJU_AGREE_SECONDS").ok().and_then(|s| s.parse().ok());
    seconds.map_or(done < most, |s| begun.elapsed() < Duration::from_secs(s))
}

fn seed() -> u64 {
    std::env::var("GUIJU_AGREE_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1)
}

#[test]
fn scenarios_hold_on_the_compiled_engine() {
    let set = PolicySet::builtin();
    let mut bad = Vec::new();
    for county in set.counties() {
        let on = county.model.header.effective.unwrap_or_else(|| date(2024, 1, 1).unwrap());
        let mut model = county.model.clone();
        for scenario in &set.suite(&county).scenarios {
            let run = guiju::analysis::run(&mut model, scenario, on, &compiled_first);
            if let Some(f) = run.failure {
                bad.push(format!("{} {}: {}", county.model.header.jurisdiction, run.title, f.zh));
            }
        }
    }
    println!("{} answers by the compiled engine", COVERED.load(Ordering::Relaxed));
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

static COVERED: AtomicUsize = AtomicUsize::new(0);

fn compiled_first(model: &Model, q: &Question) -> guiju::model::Answer {
    guiju::decision::answer(model, q).inspect(|_| _ = COVERED.fetch_add(1, Ordering::Relaxed)).unwrap_or_else(|| eval::answer(model, q))
}

#[test]
fn shipped_policies_agree() {
    let counties = PolicySet::builtin().counties();
    let (mut rng, begun, mut cases, mut bad, mut side) = (Rng(seed()), Instant::now(), 0, 0, BTreeMap::<String, usize>::new());
    let models: Vec<&Model> = counties.iter().map(|c| &c.model).collect();
    let compiled: Vec<Compiled> = models.iter().map(|m| Compiled::new(m)).collect();
    let asks: Vec<_> = models.iter().map(|m| cases::questions(m)).collect();
    while going(begun, cases, 1500) {
        let n = rng.below(models.len());
        let (model, (kind, record)) = (models[n], rng.pick(&asks[n]).clone());
        let facts = cases::case(model, &mut rng, &kind, record, 8);
        let q = Question { kind, facts, others: Vec::new(), on: date(2024, 1, 1).unwrap() };
        let Some(b) = compiled[n].answer(&q) else {
            assert!(!compiled[n].covers(&q), "too many cases: {:?}", q.kind);
            continue;
        };
        let a = eval::answer(model, &q);
        cases += 1;
        if let Err(e) = compare::compare(model, &q, &a, &b) {
            bad += 1;
            if bad < 6 {
                println!("--- {}\n问 {}；\n{e}", model.header.jurisdiction, print::question(model, &q));
            }
        } else if let Err(e) = compare::beside(&a, &b) {
            let key = e.split(':').next().unwrap().to_string();
            *side.entry(key).or_default() += 1;
        }
    }
    println!("{cases} cases, {bad} differ, beside: {side:?}");
    assert_eq!(bad, 0);
}

/// One random policy, and what differs on it.
fn differs(statements: &[String], seed: u64, cases: usize) -> Option<(Question, Model, String)> {
    let model = resolved(statements)?;
    let asks = cases::questions(&model);
    if asks.is_empty() {
        return None;
    }
    let compiled = Compiled::new(&model);
    let mut rng = Rng(seed);
    for _ in 0..cases {
        let (kind, record) = rng.pick(&asks).clone();
        let facts = cases::case(&model, &mut rng, &kind, record, 6);
        let q = Question { kind, facts, others: Vec::new(), on: date(2024, 1, 1).unwrap() };
        if let Some(e) = differ(&model, &compiled, &q) {
            return Some((q, model.clone(), e));
        }
    }
    None
}

fn differ(model: &Model, compiled: &Compiled, q: &Question) -> Option<String> {
    let b = compiled.answer(q)?;
    compare::compare(model, q, &eval::answer(model, q), &b).err()
}

fn resolved(statements: &[String]) -> Option<Model> {
    use guiju::syntax::parse_file;
    let texts = [policy::WORDS.to_string(), policy::text(statements)];
    let files: Vec<_> = texts.iter().zip(0..).map(|(t, n)| parse_file(guiju::base::FileId(n), t)).collect();
    if files.iter().any(|f| !f.diagnostics.is_empty()) {
        return None;
    }
    let found = guiju::resolve::resolve(&files.iter().map(|f| &f.value).collect::<Vec<_>>());
    (!found.has_errors()).then_some(found.model)
}

#[test]
fn random_policies_agree() {
    let (mut rng, begun, mut made, mut refused, mut kept) = (Rng(seed()), Instant::now(), 0, 0, Vec::new());
    while going(begun, made, 150) && kept.len() < 3 {
        let list = policy::statements(&mut rng);
        if resolved(&list).is_none() {
            refused += 1;
            if std::env::var("GUIJU_AGREE_SHOW").is_ok() {
                let files = [policy::WORDS.to_string(), policy::text(&list)];
                let parsed: Vec<_> = files.iter().zip(0..).map(|(t, n)| guiju::syntax::parse_file(guiju::base::FileId(n), t)).collect();
                let found = guiju::resolve::resolve(&parsed.iter().map(|f| &f.value).collect::<Vec<_>>());
                let all = parsed.iter().flat_map(|p| p.diagnostics.clone()).chain(found.diagnostics);
                println!("{}\n{:?}", files[1], all.map(|d| (d.code, d.zh, d.span.map(|s| s.start))).collect::<Vec<_>>());
            }
            continue;
        }
        made += 1;
        let seed = rng.next();
        if differs(&list, seed, 40).is_some() {
            kept.push(smaller(list, seed));
        }
    }
    println!("{made} policies of 40 cases, {refused} refused");
    assert!(kept.is_empty(), "{}", kept.join("\n=====\n"));
}

/// The fewest statements and facts that still differ, as text.
fn smaller(mut list: Vec<String>, seed: u64) -> String {
    let mut at = 0;
    while at < list.len() {
        let mut less = list.clone();
        less.remove(at);
        if differs(&less, seed, 400).is_some() { list = less } else { at += 1 }
    }
    let (mut q, model, mut e) = differs(&list, seed, 400).unwrap();
    let compiled = Compiled::new(&model);
    for field in q.facts.given.clone() {
        let mut less = q.clone();
        less.facts = without(&model, &q.facts, field);
        if let Some(found) = differ(&model, &compiled, &less) {
            (q, e) = (less, found);
        }
    }
    format!("{}案例 “反例”\n    问 {}；\n{e}", policy::text(&list), print::question(&model, &q))
}

/// The same facts without one.
fn without(model: &Model, facts: &guiju::model::Facts, field: guiju::model::FieldId) -> guiju::model::Facts {
    let mut out = facts.record.map(guiju::model::Facts::about).unwrap_or_default();
    for f in facts.given.iter().filter(|f| **f != field) {
        out.give(*f, facts.domain(model, *f).into_owned());
    }
    (out.rest_no, out.situation) = (facts.rest_no, facts.situation.clone());
    out
}
