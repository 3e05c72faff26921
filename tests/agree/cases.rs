//! Random partial cases of a model: questions it can be asked, and facts that its rules read.

use super::rng::Rng;
use guiju::calendar::{Date, Length, Unit, date};
use guiju::model::*;

/// Every question the compiled engine answers for the rules of a model.
pub fn questions(model: &Model) -> Vec<(QuestionKind, Option<RecordId>)> {
    let mut out: Vec<(QuestionKind, Option<RecordId>)> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for (rule, item) in model.items() {
        let mut add = |kind: QuestionKind, record| {
            let key = format!("{kind:?} {record:?}");
            if !seen.contains(&key) {
                seen.push(key);
                out.push((kind, record));
            }
        };
        match &item.content {
            Content::Step(s) => {
                if rule.record.is_some() || model.terms.unique_class(s.act).is_some() {
                    add(QuestionKind::Who(s.act, None), rule.record);
                }
                if let Some(Timing::Formula(_)) = s.timing {
                    add(QuestionKind::When(s.act, Vec::new()), rule.record);
                }
                if rule.record.is_some() {
                    add(QuestionKind::Procedure, rule.record);
                    s.actors.list.iter().filter_map(actor).for_each(|who| add(QuestionKind::Duties(who), rule.record));
                }
            }
            Content::Limit(l) => {
                if let Some(act) = model.field(l.field).and_then(|f| f.act) {
                    let fields = (0..model.fields.len() as u32).map(FieldId).filter(|f| model.field(*f).unwrap().act == Some(act)).collect();
                    add(QuestionKind::When(act, fields), rule.record);
                }
            }
            Content::Norm(Norm { what: What::Compare { field, .. }, .. }) => add(QuestionKind::Limit(*field), rule.record),
            Content::Norm(Norm { what: What::Act { act, .. }, .. }) if rule.record.is_some() && model.terms.unique_class(*act).is_none() => {
                add(QuestionKind::Who(*act, None), rule.record)
            }
            Content::StandIn(s) => add(QuestionKind::StandIn(s.role), rule.record),
            _ => {}
        }
        if rule.record.is_some() {
            rule.bearers.iter().for_each(|b| add(QuestionKind::Duties(b.term), rule.record));
        }
        if let Some(record) = rule.record {
            add(QuestionKind::Check, Some(record));
        }
    }
    out
}

/// Whether an item answers the question.
pub fn takes(model: &Model, kind: &QuestionKind, item: &Item) -> bool {
    match (kind, &item.content) {
        (QuestionKind::Who(act, _), Content::Step(s)) => model.terms.is_a(s.act, model.terms.unique_class(*act).unwrap_or(*act)),
        (QuestionKind::When(_, fields), Content::Limit(l)) => fields.contains(&l.field),
        (QuestionKind::When(act, _), Content::Step(Step { act: done, timing: Some(Timing::Formula(_)), .. })) => model.terms.is_a(*done, *act),
        (QuestionKind::When(act, _), Content::Norm(Norm { what: What::Act { act: done, .. }, timing: Some(Timing::Formula(_)), .. })) => model.terms.is_a(*done, *act),
        (QuestionKind::Limit(field), Content::Norm(Norm { what: What::Compare { field: f, .. }, .. })) => f == field,
        (QuestionKind::StandIn(role), Content::StandIn(s)) => model.terms.is_a(*role, s.role),
        (QuestionKind::Who(act, _), Content::Norm(Norm { what: What::Act { act: done, .. }, .. })) => model.terms.is_a(*done, *act),
        (QuestionKind::Check, Content::Norm(_) | Content::Limit(_)) => true,
        (QuestionKind::Procedure, Content::Step(_)) => true,
        (QuestionKind::Duties(_), Content::Norm(_)) => true,
        (QuestionKind::Duties(who), Content::Step(s)) => s.actors.list.iter().any(|a| a.includes(model, *who)),
        _ => false,
    }
}

/// The rules of the record that answer the question.
pub fn relevant<'m>(model: &'m Model, kind: &QuestionKind, record: Option<RecordId>) -> Vec<&'m Rule> {
    model.rules.iter().filter(|r| r.record == record && r.items.iter().any(|i| takes(model, kind, i))).collect()
}

/// Every condition that these rules read for the question.
pub fn conditions(model: &Model, kind: &QuestionKind, rules: &[&Rule]) -> Vec<Cond> {
    let mut out = Vec::new();
    for rule in rules {
        out.push(rule.scope.clone());
        for item in rule.items.iter().filter(|i| takes(model, kind, i)) {
            out.push(item.guard.clone());
            match &item.content {
                Content::Norm(n) => {
                    out.extend(n.except.iter().cloned());
                    out.extend(n.approval.as_ref().and_then(|a| model.yes(a.field)));
                    if let What::Fact(c) | What::Compare { cond: c, .. } = &n.what {
                        out.push(c.clone());
                    }
                }
                Content::Step(s) => out.extend(s.actors.list.iter().map(|a| a.guard.clone())),
                Content::StandIn(s) => out.extend(s.actors.list.iter().map(|a| a.guard.clone())),
                _ => {}
            }
        }
    }
    out
}

/// A case with at most `most` of the facts that matter unknown.
pub fn case(model: &Model, rng: &mut Rng, kind: &QuestionKind, record: Option<RecordId>, most: usize) -> Facts {
    let mut facts = record.map(Facts::about).unwrap_or_default();
    let rules = relevant(model, kind, record);
    let mut tests: Vec<(FieldId, Vec<Test>)> = Vec::new();
    for id in conditions(model, kind, &rules).iter().flat_map(|c| model.reads(c)) {
        let atom = model.atom(id).unwrap();
        match tests.iter_mut().find(|(f, _)| *f == atom.field) {
            Some((_, list)) => list.push(atom.test.clone()),
            None => tests.push((atom.field, vec![atom.test.clone()])),
        }
    }
    // fields that only leaves read: anchors, recorded days, roles
    for field in record.into_iter().flat_map(|r| model.record(r).unwrap().fields.clone()) {
        let kind = &model.field(field).unwrap().kind;
        if rng.chance(if matches!(kind, Type::Date | Type::Limit) { 40 } else { 3 }) && tests.iter().all(|(f, _)| *f != field) && model.field(field).unwrap().defined.is_none() {
            give(model, rng, &mut facts, field, &[]);
        }
    }
    let mut open: Vec<usize> = (0..tests.len()).collect();
    let most = most.min(rng.below(most + 1));
    while open.len() > most {
        let at = open.swap_remove(rng.below(open.len()));
        let (field, list) = &tests[at];
        give(model, rng, &mut facts, *field, list);
    }
    facts.rest_no = rng.chance(8) && {
        let mut closed = facts.clone();
        closed.rest_no = true;
        closed.possible(model, &[])
    };
    situation(model, rng, kind, &mut facts);
    if matches!(kind, QuestionKind::Who(..)) && rng.chance(10) {
        trail(model, rng, &mut facts);
    }
    facts
}

/// Some steps that rules ask for, by their actors or by others.
fn trail(model: &Model, rng: &mut Rng, facts: &mut Facts) {
    let steps: Vec<&Step> = model.items().filter_map(|(_, i)| if let Content::Step(s) = &i.content { Some(s) } else { None }).collect();
    let whos: Vec<TermId> = steps.iter().flat_map(|s| s.actors.list.iter().filter_map(actor)).collect();
    let acts: Vec<TermId> = steps.iter().flat_map(|s| s.actors.list.iter().filter_map(|a| Some(a.consent?.1)).chain([s.act])).collect();
    if whos.is_empty() {
        return;
    }
    facts.trail = Some((0..rng.below(4)).map(|_| TrailStep { who: *rng.pick(&whos), act: *rng.pick(&acts), on: None }).collect());
    facts.trail_open = rng.chance(50);
}

fn actor(a: &Actor) -> Option<TermId> {
    if let Who::Term(t) = a.who { Some(t) } else { None }
}

fn situation(model: &Model, rng: &mut Rng, kind: &QuestionKind, facts: &mut Facts) {
    let stand: Vec<&StandIn> = model.items().filter_map(|(_, i)| if let Content::StandIn(s) = &i.content { Some(s) } else { None }).collect();
    if stand.is_empty() || !(matches!(kind, QuestionKind::StandIn(_)) || rng.chance(10)) {
        return;
    }
    let mut roles: Vec<TermId> = stand.iter().map(|s| s.role).collect();
    roles.extend(stand.iter().flat_map(|s| s.actors.list.iter().filter_map(actor)));
    let reasons: Vec<TermId> = stand.iter().flat_map(|s| s.reasons.clone()).collect();
    let reason = |rng: &mut Rng| if reasons.is_empty() || rng.chance(30) { None } else { Some(*rng.pick(&reasons)) };
    for _ in 0..rng.below(4) {
        let role = *rng.pick(&roles);
        let reason = reason(rng);
        facts.situation.away.push(Away { role, reason });
    }
    facts.situation.trust = match rng.below(3) {
        0 => None,
        1 => Some(None),
        _ => Some(Some(Trust { role: *rng.pick(&roles), by: if rng.chance(50) { Some(*rng.pick(&roles)) } else { None } })),
    };
}

/// Gives a field a value near what the tests ask, if that is possible.
fn give(model: &Model, rng: &mut Rng, facts: &mut Facts, field: FieldId, tests: &[Test]) {
    let mut next = facts.clone();
    next.give(field, value(model, rng, field, tests));
    if next.possible(model, &[]) {
        *facts = next;
    }
}

fn value(model: &Model, rng: &mut Rng, field: FieldId, tests: &[Test]) -> Domain {
    let f = model.field(field).unwrap();
    if f.optional && rng.chance(25) {
        return Domain { none: true, values: Values::Terms(TermSet::default()) };
    }
    let near = |rng: &mut Rng| tests.get(rng.below(tests.len())).cloned();
    let values = match &f.kind {
        Type::Bool => {
            let yes = rng.chance(50);
            Values::Bool { yes, no: !yes }
        }
        Type::Number(_) => {
            let at = match near(rng) {
                Some(Test::Cmp(_, n)) => n,
                _ => 3 * SCALE,
            };
            let n = (at + (rng.below(3) as i64 - 1) * SCALE).max(0);
            Values::Numbers(vec![match rng.below(12) {
                0 => (n, i64::MAX),
                1 => (0, n),
                _ => (n, n),
            }])
        }
        Type::Date => {
            let n = i64::from(chrono::Datelike::num_days_from_ce(&day(rng)));
            Values::Numbers(vec![(n, n)])
        }
        Type::Limit => {
            let known = match rng.below(3) {
                0 => LimitFact::Date(i64::from(chrono::Datelike::num_days_from_ce(&day(rng)))),
                _ => LimitFact::Length(Length { count: 1 + rng.below(9) as i64, unit: if rng.chance(50) { Unit::Workday } else { Unit::Day } }),
            };
            Values::Limit { possible: true, known: Some(known) }
        }
        Type::Text => Values::Text {
            possible: true,
            known: match near(rng) {
                Some(Test::Text(list)) if rng.chance(70) => list.first().cloned(),
                _ => Some("别的".into()),
            },
            not: Vec::new(),
        },
        Type::Term(taxonomy) => {
            let all: Vec<TermId> = model.terms.all(*taxonomy).iter().collect();
            let t = match near(rng) {
                Some(Test::In { set, .. }) if rng.chance(60) && !set.is_empty() => *rng.pick(&set.iter().collect::<Vec<_>>()),
                _ => *rng.pick(&all),
            };
            let mut only = TermSet::default();
            only.insert(t);
            Values::Terms(if rng.chance(70) { model.terms.below(t) } else { only })
        }
        Type::Many(taxonomy) => {
            let all: Vec<TermId> = model.terms.all(*taxonomy).iter().collect();
            let mut yes = Vec::new();
            for _ in 0..rng.below(3) {
                yes.push(match near(rng) {
                    Some(Test::Has(t)) if rng.chance(70) => *rng.pick(&model.terms.below(t).iter().collect::<Vec<_>>()),
                    _ => *rng.pick(&all),
                });
            }
            Values::Members { complete: rng.chance(60), yes, no: Vec::new() }
        }
    };
    Domain { none: false, values }
}

fn day(rng: &mut Rng) -> Date {
    date(2023, 9, 20).unwrap() + chrono::Days::new(rng.below(20) as u64)
}
