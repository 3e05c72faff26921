//! Choices: the regions of both sides, pair by pair; where a pair can hold at once and its leaves differ, a case is written.

use super::bridge::Bridge;
use super::told::{Line, leaf_lines};
use super::two::{Topic, Two};
use crate::decision::{Compiled, PathCase};
use crate::model::*;
use std::collections::BTreeMap;

/// Most regions of one choice.
const MOST_REGIONS: usize = 20_000;
/// Most pairs of regions of one choice.
const MOST_PAIRS: usize = 4_000_000;
/// Regions of one answer looked at where all pairs are too many.
const FEW: usize = 100;
/// Most cases put to the engine for one pair of answers.
const MOST_TRIED: usize = 8;

/// One choice question: what is asked, and about which record.
type Ask = (QuestionKind, Option<RecordId>);

pub(super) fn choices(two: &mut Two) {
    let compiled = [Compiled::new(two.model(0)), Compiled::new(two.model(1))];
    let [left, right] = &compiled;
    let mut done: Vec<String> = Vec::new();
    for ask in asks(two.model(0)) {
        match there(two.bridge(0), &ask) {
            Some(other) => {
                done.push(format!("{other:?}"));
                product(two, left, right, &ask, &other);
            }
            None => alone(two, 0, left, &ask),
        }
    }
    for ask in asks(two.model(1)) {
        match there(two.bridge(1), &ask) {
            Some(other) if !done.contains(&format!("{ask:?}")) => product(two, left, right, &other, &ask),
            Some(_) => {}
            None => alone(two, 1, right, &ask),
        }
    }
    stand_ins(two);
}

/// The choices that some rule of the model answers.
fn asks(model: &Model) -> Vec<Ask> {
    let mut out: Vec<Ask> = Vec::new();
    for (rule, item) in model.items().filter(|(r, _)| r.record.is_some()) {
        for kind in kinds(model, rule, item) {
            let same = |(k, r): &Ask| *r == rule.record && format!("{k:?}") == format!("{kind:?}");
            if !out.iter().any(same) {
                out.push((kind, rule.record));
            }
        }
    }
    out
}

fn kinds(model: &Model, rule: &Rule, item: &Item) -> Vec<QuestionKind> {
    let when = |act: TermId| QuestionKind::When(act, dates(model, rule.record, act));
    match &item.content {
        Content::Step(s) => {
            let who = model.terms.unique_class(s.act).map(|_| QuestionKind::Who(s.act, None));
            let timed = s.timing.as_ref().is_some_and(figured).then(|| when(s.act));
            who.into_iter().chain(timed).collect()
        }
        Content::Limit(l) => model.field(l.field).and_then(|f| f.act).map(when).into_iter().collect(),
        Content::Norm(Norm { what: What::Act { act, .. }, timing: Some(t), .. }) if figured(t) => vec![when(*act)],
        Content::Norm(Norm { what: What::Compare { field, .. }, .. }) => vec![QuestionKind::Limit(*field)],
        _ => Vec::new(),
    }
}

/// A limit with a figure; 及时 is told with the step or norm itself.
fn figured(t: &Timing) -> bool {
    matches!(t, Timing::Formula(Formula::Length { .. } | Formula::Monthly { .. }))
}

/// The date fields that a record sees and that record this act.
fn dates(model: &Model, record: Option<RecordId>, act: TermId) -> Vec<FieldId> {
    let lineage = record.map(|r| model.lineage(r)).unwrap_or_default();
    let all = lineage.into_iter().filter_map(|r| model.record(r)).flat_map(|r| r.fields.iter().copied());
    let mut out: Vec<FieldId> = Vec::new();
    for f in all.filter(|f| model.field(*f).is_some_and(|f| f.kind == Type::Date && f.act == Some(act))) {
        if !out.contains(&f) {
            out.push(f);
        }
    }
    out
}

/// The same choice on the other side, if it has the words for it.
fn there(bridge: &Bridge, (kind, record): &Ask) -> Option<Ask> {
    let record = match record {
        Some(r) => Some(bridge.record(*r)?),
        None => None,
    };
    let kind = match kind {
        QuestionKind::When(act, _) => {
            let act = bridge.term(*act)?;
            QuestionKind::When(act, dates(bridge.to, record, act))
        }
        other => bridge.kind(other).ok()?,
    };
    Some((kind, record))
}

/// The leaves of regions as lines, the regions with few facts first.
fn classes(two: &Two, side: usize, cases: Vec<PathCase>) -> BTreeMap<Vec<Line>, Vec<PathCase>> {
    let mut out: BTreeMap<Vec<Line>, Vec<PathCase>> = BTreeMap::new();
    for case in cases {
        let mut lines = leaf_lines(two.words(side), &case.leaf, &Cond::True);
        lines.sort();
        out.entry(lines).or_default().push(case);
    }
    out.values_mut().for_each(|list| list.sort_by_key(|c| c.facts.given.len()));
    out
}

fn product(two: &mut Two, left: &Compiled, right: &Compiled, a: &Ask, b: &Ask) {
    let (Some(ours), Some(theirs)) = (left.regions(&a.0, a.1, MOST_REGIONS), right.regions(&b.0, b.1, MOST_REGIONS)) else {
        two.skipped += 1;
        return;
    };
    let many = ours.cases.len().saturating_mul(theirs.cases.len()) > MOST_PAIRS;
    two.skipped += usize::from(ours.cut || theirs.cut || many);
    let (ours, theirs) = (classes(two, 0, ours.cases), classes(two, 1, theirs.cases));
    for (said, mine) in ours.iter().filter(|(said, _)| !said.is_empty()) {
        let held = |list: &[PathCase]| list.iter().flat_map(|c| c.holds.iter().copied()).collect::<Vec<_>>();
        if let ([here, there], Some(yours)) = (&mut two.agreed, theirs.get(said)) {
            here.extend(held(mine));
            there.extend(held(yours));
        }
    }
    for (said, mine) in &ours {
        for (_, yours) in theirs.iter().filter(|(answered, _)| *answered != said) {
            let most = if many { FEW } else { usize::MAX };
            pair(two, [&a.0, &b.0], first(mine, most), first(yours, most));
        }
    }
}

fn first<T>(list: &[T], most: usize) -> &[T] {
    list.get(..most).unwrap_or(list)
}

/// Looks for a case in which both of these answers hold, the smallest first.
fn pair(two: &mut Two, kinds: [&QuestionKind; 2], mine: &[PathCase], yours: &[PathCase]) {
    let [left, right] = kinds;
    let carried: Vec<Facts> = mine.iter().filter_map(|c| two.bridge(0).facts(&c.facts).ok()).collect();
    let model = two.model(1);
    let mut both: Vec<(usize, &Facts, &Facts)> = Vec::new();
    for a in &carried {
        let fits = yours.iter().filter(|b| meets(model, a, &b.facts));
        both.extend(fits.map(|b| (a.given.len() + b.facts.given.iter().filter(|f| !a.given.contains(f)).count(), a, &b.facts)));
    }
    // of equally small cases the more general one
    both.sort_by_key(|(size, a, b)| (*size, std::cmp::Reverse(width(model, a, b))));
    let mut tried = 0;
    for (_, a, b) in both {
        let Some((here, there)) = meet(model, a, b).and_then(|f| written(two, &f)) else { continue };
        tried += 1;
        let questions = [two.question(left.clone(), here), two.question(right.clone(), there)];
        if two.compare(questions, &Topic::All) || tried == MOST_TRIED {
            return;
        }
    }
}

/// How many terms the fields of two regions hold.
fn width(model: &Model, a: &Facts, b: &Facts) -> usize {
    let terms = |facts: &Facts, f: &FieldId| match &facts.domain(model, *f).values {
        Values::Terms(set) => set.iter().count(),
        _ => 0,
    };
    a.given.iter().map(|f| terms(a, f)).chain(b.given.iter().map(|f| terms(b, f))).sum()
}

/// True if two regions of one model leave each field some value.
fn meets(model: &Model, a: &Facts, b: &Facts) -> bool {
    b.given.iter().all(|f| !a.given.contains(f) || a.domain(model, *f).and(b.domain(model, *f).as_ref(), &model.terms).is_some())
}

/// What two regions of one model have in common.
fn meet(model: &Model, a: &Facts, b: &Facts) -> Option<Facts> {
    let mut out = a.clone();
    for f in &b.given {
        let both = a.domain(model, *f).and(b.domain(model, *f).as_ref(), &model.terms)?;
        out.give(*f, both);
    }
    Some(out)
}

/// A case of the region that can be written in both policies.
fn written(two: &Two, region: &Facts) -> Option<(Facts, Facts)> {
    if !region.possible(two.model(1), &[]) {
        return None;
    }
    let whole = region.written(two.model(1))?;
    // what only the second side knows stays open, and it answers with a condition
    let own = whole.given.iter().filter(|f| two.bridge(1).fields(**f).is_empty());
    let there = own.fold(whole.clone(), |facts, f| facts.without(*f));
    let here = two.bridge(1).facts(&there).ok()?;
    here.possible(two.model(0), &[]).then_some((here, there))
}

/// A choice that the other side lacks the words for.
fn alone(two: &mut Two, side: usize, compiled: &Compiled, (kind, record): &Ask) {
    let Some(cases) = compiled.outcomes(kind, *record) else {
        two.skipped += 1;
        return;
    };
    for case in cases.iter().filter(|c| !matches!(c.leaf.kind, LeafKind::Silent(Silence::NoRule))) {
        let Some(facts) = case.facts.written(two.model(side)) else { continue };
        let question = two.question(kind.clone(), facts);
        two.probe(side, &question, &Topic::All);
    }
}

/// Who stands in, by role and reason.
fn stand_ins(two: &mut Two) {
    for side in [0, 1] {
        let model = two.model(side);
        for (_, item) in model.items() {
            let Content::StandIn(s) = &item.content else { continue };
            for reason in s.reasons.iter().map(|r| Some(*r)).chain(s.reasons.is_empty().then_some(None)) {
                let mut facts = Facts::default();
                facts.record = model.names.record("缺位");
                facts.situation.away.push(Away { role: s.role, reason });
                let question = two.question(QuestionKind::StandIn(s.role), facts);
                two.probe(side, &question, &Topic::All);
            }
        }
    }
}
