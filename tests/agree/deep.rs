//! What a deep check says of random policies holds in random cases: no conflict and no silence that it missed, no life in what it
//! calls dead, no difference without what it calls redundant.

use super::cases;
use super::rng::Rng;
use guiju::analysis::deep::{At, Deep, Detail, Finding, Skipped, deep};
use guiju::base::{FileId, Lang};
use guiju::calendar::{Date, date};
use guiju::eval;
use guiju::model::*;
use guiju::render::Names;
use guiju::syntax::parse_file;

fn on() -> Date {
    date(2024, 1, 1).unwrap()
}

/// What is wrong with what a deep check says of a policy.
pub fn wrong(model: &Model, rng: &mut Rng, most: usize) -> Option<String> {
    let found = deep(model, on(), &eval::answer, &[]);
    if let Some(e) = found.findings.iter().find_map(|f| unsaid(model, f)) {
        return Some(e);
    }
    let asks = cases::questions(model);
    for _ in 0..most {
        let (kind, record) = rng.pick(&asks).clone();
        let facts = cases::case(model, rng, &kind, record, 0);
        let q = Question { kind, facts, others: Vec::new(), on: on() };
        let a = eval::answer(model, &q);
        if let Some(e) = missed(&found, &q, &a).or_else(|| alive(model, &found, &q, &a)).or_else(|| differs(model, &found, &q, &a)) {
            return Some(format!("{e}\n问 {}；", guiju::render::Names::new(model, guiju::base::Lang::Zh).question(&q).unwrap_or_default()));
        }
    }
    None
}

/// The cases of a finding that a reader cannot paste, or that do not hold when they are.
fn unsaid(model: &Model, f: &Finding) -> Option<String> {
    for lang in [Lang::Zh, Lang::En] {
        let names = Names::new(model, lang);
        let texts = names.scenarios(f);
        if texts.len() != f.witnesses.len() {
            return Some(format!("{:?}: a witness has no words: {:?}", f.fault, f.witnesses.iter().map(|w| names.question(&w.question)).collect::<Vec<_>>()));
        }
        for text in texts {
            let tree = parse_file(FileId(0), &text);
            let Some(s) = tree.value.items.iter().find_map(super::scenario).filter(|_| tree.diagnostics.is_empty()) else { return Some(format!("unreadable: {text}")) };
            let done = guiju::analysis::run(&mut model.clone(), s, on(), &eval::answer);
            if !done.errors.is_empty() || done.failure.is_some() {
                return Some(format!("does not hold: {text}\n{:?} {:?}", done.errors.iter().map(|e| &e.zh).collect::<Vec<_>>(), done.failure.map(|f| f.zh)));
            }
        }
    }
    None
}

fn is(at: &At, c: &Cite) -> bool {
    at.rule == Some(c.rule) && at.item.is_none_or(|i| i == c.item)
}

fn unsure(found: &Deep, fault: Fault) -> bool {
    found.skipped.iter().any(|s| matches!(s, Skipped::Unwritable(f, _) if *f == fault))
}

/// A conflict, or silence where completeness is claimed, that was not found.
fn missed(found: &Deep, q: &Question, a: &Answer) -> Option<String> {
    let Body::Choice(Choice { main, elsewhere, .. }) = &a.body else { return None };
    // who is entrusted and what has been done are no facts of the record
    if q.facts.situation.trust.is_some() || q.facts.trail.is_some() {
        return None;
    }
    // who stands in for somebody who is there
    if matches!(q.kind, QuestionKind::StandIn(role) if q.facts.situation.away.iter().all(|a| a.role != role)) {
        return None;
    }
    let told = |f: Fault| found.findings.iter().any(|x| x.fault == f) || unsure(found, f);
    if let Some(Tree::Leaf(leaf @ Leaf { kind: LeafKind::Conflict(_), .. })) = main {
        // two stand-in statements are told of once, whichever of their people disagree
        let of = |at: &At, c: &Cite| if matches!(q.kind, QuestionKind::StandIn(_)) { at.rule == Some(c.rule) } else { is(at, c) };
        let named = found.findings.iter().filter(|f| f.fault == Fault::Conflict).any(|f| f.spots.iter().all(|at| leaf.cites.iter().any(|c| of(at, c))));
        return (!named && !unsure(found, Fault::Conflict)).then(|| format!("a conflict was missed: {:?}", leaf.cites));
    }
    // a rule that leaves the actor open is a hole, no gap
    let silent = matches!(main, None | Some(Tree::Leaf(Leaf { kind: LeafKind::Silent(Silence::NoRule), .. }))) && elsewhere.is_empty();
    let claimed = matches!(q.kind, QuestionKind::Who(..)) && q.facts.record == Some(RecordId(0));
    (silent && claimed && a.status == Status::Silent && !told(Fault::Gap)).then(|| "a gap was missed".into())
}

/// A dead rule that applies, or carries an answer.
fn alive(model: &Model, found: &Deep, q: &Question, a: &Answer) -> Option<String> {
    for f in found.findings.iter().filter(|f| f.fault == Fault::DeadRule) {
        let at = &f.spots[0];
        let rule = model.rule(at.rule?)?;
        let applies = rule.record == q.facts.record && q.facts.entails(model, &rule.scope) == Some(true);
        if f.detail == Detail::Impossible && at.item.is_none() && applies {
            return Some(format!("{at:?} applies"));
        }
        if f.detail == Detail::Defeated && matches!(a.body, Body::Choice(_)) && a.cites().iter().any(|c| is(at, c)) {
            return Some(format!("{at:?} answers"));
        }
    }
    None
}

/// A choice that changes when a redundant rule goes.
fn differs(model: &Model, found: &Deep, q: &Question, a: &Answer) -> Option<String> {
    for f in found.findings.iter().filter(|f| f.fault == Fault::Redundant) {
        let at = &f.spots[0];
        let mut less = model.clone();
        less.rules.get_mut(at.rule?.0 as usize)?.items.get_mut(at.item? as usize)?.guard = Cond::False;
        let b = eval::answer(&less, q);
        let same = match (&a.body, &b.body) {
            (Body::Choice(x), Body::Choice(y)) => x.main == y.main && a.status == b.status,
            (Body::Check(x), Body::Check(y)) => x.findings.first().map(|f| f.verdict) == y.findings.first().map(|f| f.verdict),
            // a list names each of its rules, one that adds nothing too
            (Body::Collection(_), Body::Collection(_)) => true,
            _ => false,
        };
        if !same {
            return Some(format!("{at:?} is missed"));
        }
    }
    None
}
