//! Prepared norms against the model's own meaning: what is broken, open and met in a partial case, by forking over its facts.

use super::{cases, going, policy, resolved, rng::Rng, seed};
use guiju::calendar::date;
use guiju::decision::{Compiled, Partly, PreparedNorms, UNKNOWN};
use guiju::eval;
use guiju::model::*;
use guiju::session::PolicySet;
use std::collections::BTreeMap;
use std::time::Instant;

/// Of one norm: broken in some completion, not broken in some, without bearing on some.
fn meaning(model: &Model, facts: &Facts, cite: Cite) -> [bool; 3] {
    let rule = model.rule(cite.rule).unwrap();
    let item = &rule.items[cite.item as usize];
    let Content::Norm(norm) = &item.content else { panic!("{cite:?} is no norm") };
    let (What::Fact(content) | What::Compare { cond: content, .. }) = &norm.what else { panic!("{cite:?} has no content") };
    let forbids = norm.modal.is_some_and(|m| m.forbids());
    let bad = if forbids { content.clone() } else { content.clone().complement() };
    let lift = Cond::any(norm.except.iter().cloned().chain(norm.approval.as_ref().and_then(|a| model.yes(a.field))));
    let all = [rule.scope.clone(), item.guard.clone(), bad, lift.complement()];
    let fails = |list: &[Cond]| list.iter().any(|c| facts.possible(model, &[c.clone().complement()]));
    [facts.possible(model, &all), fails(&all), fails(&all[..2])]
}

fn expected(model: &Model, facts: &Facts, norms: &PreparedNorms) -> Partly {
    let mut out = Partly { breached: 0, open: 0, met: 0 };
    for (n, cite) in norms.cites().enumerate() {
        match meaning(model, facts, cite) {
            [true, false, _] => out.breached |= 1 << n,
            [true, true, _] => out.open |= 1 << n,
            [false, _, false] => out.met |= 1 << n,
            _ => {}
        }
    }
    out
}

/// The findings say what the sets say, and what the question in words finds broken.
fn findings(model: &Model, facts: &Facts, norms: &PreparedNorms, cells: &[u8]) {
    let Partly { breached, open, met } = norms.partly(cells);
    let found = norms.explain(cells);
    let number = |f: &Finding| 1u64 << norms.cites().position(|c| c == f.cite).unwrap();
    let of = |wanted: &[Verdict]| found.iter().filter(|f| wanted.contains(&f.verdict)).map(number).sum::<u64>();
    assert_eq!((breached, open, met), (of(&[Verdict::Breached, Verdict::Departed]), of(&[Verdict::Undetermined]), of(&[Verdict::Met])));
    assert!(found.iter().all(|f| f.waits.is_empty() == (f.verdict != Verdict::Undetermined)));
    let q = Question { kind: QuestionKind::Check, facts: facts.clone(), others: Vec::new(), on: date(2024, 1, 1).unwrap() };
    let Body::Check(check) = eval::answer(model, &q).body else { panic!("no check") };
    let verdicts: BTreeMap<Cite, Verdict> = found.iter().map(|f| (f.cite, f.verdict)).collect();
    for f in check.findings.iter().filter(|f| matches!(f.verdict, Verdict::Breached | Verdict::Departed)) {
        if norms.cites().any(|c| c == f.cite) {
            assert_eq!(verdicts.get(&f.cite), Some(&f.verdict), "{:?}", f.cite);
        }
    }
}

/// Random cases of one policy; gives how many could be asked, and how many had open norms.
fn agree(model: &Model, rng: &mut Rng, times: usize, seen: &mut [usize; 3]) {
    let (compiled, mut ready) = (Compiled::new(model), BTreeMap::new());
    let asks: Vec<RecordId> = cases::questions(model).into_iter().filter(|(k, _)| matches!(k, QuestionKind::Check)).filter_map(|(_, r)| r).collect();
    if asks.is_empty() {
        return;
    }
    for _ in 0..times {
        let record = *rng.pick(&asks);
        let norms = ready.entry(record).or_insert_with(|| compiled.prepare_norms(record).unwrap());
        let facts = cases::case(model, rng, &QuestionKind::Check, Some(record), 8);
        let Some(cells) = norms.schema.read(model, &facts).filter(|_| facts.possible(model, &[])) else { continue };
        let found = norms.partly(&cells);
        assert_eq!(found, expected(model, &facts, norms), "{} {:?} {cells:?}", model.header.jurisdiction, model.record(record).map(|r| r.name.clone()));
        if !cells.contains(&UNKNOWN) {
            assert_eq!(norms.breached(&cells), found.breached);
            seen[1] += 1;
        }
        findings(model, &facts, norms, &cells);
        seen[0] += 1;
        seen[2] += usize::from(found.open != 0);
    }
}

#[test]
fn prepared_norms_of_shipped_policies() {
    let (counties, mut rng, begun, mut seen) = (PolicySet::builtin().counties(), Rng(seed()), Instant::now(), [0; 3]);
    while going(begun, seen[0], 1000) {
        for county in &counties {
            agree(&county.model, &mut rng, 100, &mut seen);
        }
    }
    println!("{} cases, {} of them whole, {} with open norms", seen[0], seen[1], seen[2]);
}

#[test]
fn prepared_norms_of_random_policies() {
    let (mut rng, begun, mut seen) = (Rng(seed()), Instant::now(), [0; 3]);
    while going(begun, seen[0], 1500) {
        if let Some(model) = resolved(&policy::statements(&mut rng)) {
            agree(&model, &mut rng, 40, &mut seen);
        }
    }
    println!("{} cases, {} of them whole, {} with open norms", seen[0], seen[1], seen[2]);
}
