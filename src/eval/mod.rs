//! The reference interpreter: the meaning, word by word, never optimised.
//!
//! A *choice* is explored over its completions (`run`, `choice`); a *collection* is a list of contributions,
//! each with what is still open of its own condition (`collect`). `docs/meaning.md` says which reading was taken
//! where the language page leaves two.

mod actors;
mod check;
mod choice;
mod collect;
mod due;
mod handle;
mod may;
mod page;
mod run;
mod speak;

use crate::model::*;
use choice::{Asked, Chosen};
use collect::Collected;

/// Answers one question about one jurisdiction.
pub fn answer(model: &Model, q: &Question) -> Answer {
    let facts = &q.facts;
    match &q.kind {
        QuestionKind::Who(act, None) if model.terms.unique_class(*act).is_some() && facts.record.is_some() => {
            let class = model.terms.unique_class(*act).unwrap_or(*act);
            chosen(model, facts, choice::choose(model, facts, &Asked::Act(class)))
        }
        QuestionKind::Who(act, None) if held_meeting(model, facts, *act).is_some() => {
            let (meeting, slot) = held_meeting(model, facts, *act).unwrap_or((*act, SlotKind::Other(*act)));
            listed(model, facts, collect::slot(model, meeting, slot, Some(*act)))
        }
        QuestionKind::Who(act, object) => listed(model, facts, collect::who(model, facts, *act, *object)),
        QuestionKind::WhoSlot(meeting, slot) => listed(model, facts, collect::slot(model, *meeting, *slot, page::verb_of(model, *slot))),
        QuestionKind::StandIn(role) => standin(model, facts, *role),
        QuestionKind::Procedure => listed(model, facts, collect::procedure(model, facts)),
        QuestionKind::WhichMeeting(verb, matters) => listed(model, facts, collect::which_meeting(model, *verb, matters)),
        QuestionKind::When(..) | QuestionKind::Limit(_) if often(model, q).is_some() => listed(model, facts, often(model, q).unwrap_or_default()),
        QuestionKind::When(act, fields) => chosen(model, facts, choice::choose(model, facts, &Asked::Due(*act, fields.clone()))),
        QuestionKind::Limit(field) => limit(model, facts, *field),
        QuestionKind::May(who) => may_answer(model, facts, &may::Wanted { who: who.as_ref(), act: None }),
        QuestionKind::MayDo(who, act, object) => may_answer(model, facts, &may::Wanted { who: Some(who), act: Some((*act, object.as_ref())) }),
        QuestionKind::Check => check_answer(model, q),
        QuestionKind::Duties(bearer) => listed(model, facts, collect::duties(model, facts, *bearer)),
        QuestionKind::Handle => handle_answer(model, q),
        QuestionKind::Meeting(meeting) => page::meeting(model, *meeting),
        QuestionKind::Applies(whom, on) => page::applies(model, whom.as_ref(), on.or(Some(q.on))),
        QuestionKind::Article(place) => page::article(model, *place),
        QuestionKind::Why | QuestionKind::WhyNot(_) => bare(Status::Silent, Body::Choice(Choice::default())),
    }
}

/// `谁 主持 会次（会议：常务会议）`: the meeting and its slot.
fn held_meeting(model: &Model, facts: &Facts, act: TermId) -> Option<(TermId, SlotKind)> {
    let slot = model.slot_of(act).filter(|s| !matches!(s, SlotKind::Other(_)))?;
    let kind = facts.record.and_then(|r| model.record(r)).and_then(|r| r.kind)?;
    let meeting = actors::known_term(model, facts, kind).filter(|m| model.is_meeting(*m))?;
    (!actors::slot_actors(model, meeting, slot).is_empty()).then_some((meeting, slot))
}

/// `何时 召开 常务会议`, `限额 本年次数 常务会议`: how often the meeting is held, where no rule sets another limit.
fn often(model: &Model, q: &Question) -> Option<collect::Collected> {
    let record = q.facts.record?;
    let asked = match &q.kind {
        QuestionKind::When(act, fields) if model.act_named("召开").is_some_and(|h| model.terms.is_a(*act, h)) => {
            choice::choose(model, &q.facts, &Asked::Due(*act, fields.clone()))
        }
        QuestionKind::Limit(field) if model.field(*field).is_some_and(|f| f.counts_sessions()) => choice::choose(model, &q.facts, &Asked::Limit(*field)),
        _ => return None,
    };
    let meeting = actors::known_term(model, &q.facts, model.record(record)?.kind?).filter(|m| model.is_meeting(*m))?;
    let found = collect::often(model, &q.facts, meeting);
    (asked.choice.status() == Status::Silent && !found.list.lines.is_empty()).then_some(found)
}

fn bare(status: Status, body: Body) -> Answer {
    Answer { status, body, needs: Vec::new(), irrelevant: Vec::new(), assumptions: Vec::new(), absences: Vec::new(), defeated: Vec::new(), near: Vec::new() }
}

fn chosen(model: &Model, facts: &Facts, c: Chosen) -> Answer {
    let mut atoms = Vec::new();
    if let Some(tree) = &c.choice.main {
        run::atoms_of(tree, &mut atoms);
    }
    for e in &c.choice.elsewhere {
        e.when.atoms(&mut atoms);
    }
    let mut out = bare(c.choice.status(), Body::Choice(c.choice));
    out.absences = absences(model, facts, &out.body);
    out.irrelevant = c.irrelevant;
    out.assumptions = c.assumed;
    out.near = c.near;
    out.defeated = c.defeated;
    out.needs = needs(model, facts, atoms);
    out
}

fn listed(model: &Model, facts: &Facts, c: Collected) -> Answer {
    let mut atoms = Vec::new();
    for l in &c.list.lines {
        l.when.atoms(&mut atoms);
        if let LineKind::Choice(_, Choice { main: Some(tree), .. }) = &l.kind {
            run::atoms_of(tree, &mut atoms);
        }
    }
    for (_, when, _) in &c.list.elsewhere {
        when.atoms(&mut atoms);
    }
    let mut out = bare(c.list.status(), Body::Collection(c.list));
    out.absences = absences(model, facts, &out.body);
    out.near = c.near;
    out.assumptions = c.assumed;
    out.irrelevant = c.irrelevant;
    out.needs = needs(model, facts, atoms);
    out
}

/// The open facts, in the order in which the rules name them, with who decides them.
fn needs(model: &Model, facts: &Facts, atoms: Vec<AtomId>) -> Vec<Need> {
    let mut out: Vec<Need> = Vec::new();
    for atom in atoms.into_iter().filter(|a| facts.atom(model, *a).is_none()) {
        let judge = model.atom(atom).and_then(|a| model.field(a.field)).and_then(|f| f.judge.clone());
        let need = Need { atom, judge };
        if !out.contains(&need) {
            out.push(need);
        }
    }
    out
}

/// `谁 代理 县长（缺席：县长（出差））`: the facts of 缺位 are the role and the reason.
fn standin(model: &Model, facts: &Facts, role: TermId) -> Answer {
    let mut case = facts.clone();
    let rules = model.rules.iter().find(|r| r.kind == RuleKind::StandIn && r.record.is_some());
    case.record = rules.and_then(|r| r.record).or(case.record);
    if let Some(record) = case.record {
        let reason = facts.situation.away.iter().find(|a| model.terms.is_a(role, a.role)).and_then(|a| a.reason);
        for (name, term) in [("职务", Some(role)), ("事由", reason)] {
            if let (Some(field), Some(term)) = (model.field_named(record, name), term) {
                case.give(field, Domain { none: false, values: Values::Terms(model.terms.below(term)) });
            }
        }
    }
    chosen(model, &case, choice::choose(model, &case, &Asked::StandIn(role)))
}

fn limit(model: &Model, facts: &Facts, field: FieldId) -> Answer {
    let quorum = facts.record.filter(|_| model.field(field).is_some_and(|f| f.name.as_ref() == "实到人数")).and_then(|r| page::quorum(model, facts, r));
    match quorum {
        Some(leaf) => bare(Status::Definite, Body::Choice(Choice { main: Some(Tree::Leaf(leaf)), ..Choice::default() })),
        None => chosen(model, facts, choice::choose(model, facts, &Asked::Limit(field))),
    }
}

fn may_answer(model: &Model, facts: &Facts, wanted: &may::Wanted) -> Answer {
    let found = may::may(model, facts, wanted);
    let mut atoms = Vec::new();
    let first = found.verdict;
    found.lines.iter().filter(|l| l.verdict == first).for_each(|l| atoms.extend(may::waits(model, facts, l)));
    let open = found.lines.iter().filter(|l| l.verdict == first).all(|l| l.when != Cond::True || l.as_role.is_some()) && !found.lines.is_empty();
    let status = match first {
        Verdict::Silent => Status::Silent,
        Verdict::ForbiddenUnless | Verdict::NeedsApproval => Status::Conditional,
        _ if open => Status::Conditional,
        _ => Status::Definite,
    };
    let mut out = bare(status, Body::May(found));
    out.needs = needs(model, facts, atoms);
    out
}

/// Every record given is checked; findings are one list.
fn check_answer(model: &Model, q: &Question) -> Answer {
    let mut all = Check::default();
    for facts in std::iter::once(&q.facts).chain(&q.others).filter(|f| f.record.is_some()) {
        let one = check::check(model, facts);
        all.findings.extend(one.findings);
        all.open.extend(one.open);
    }
    all.findings.sort_by_key(|f| (f.verdict, f.cite));
    let undetermined = all.findings.iter().any(|f| f.verdict == Verdict::Undetermined);
    let status = match (all.findings.is_empty(), undetermined) {
        (true, _) => Status::Silent,
        (false, true) => Status::Conditional,
        (false, false) => Status::Definite,
    };
    let mut atoms: Vec<AtomId> = all.findings.iter().flat_map(|f| f.waits.iter().copied()).collect();
    atoms.dedup();
    let mut out = bare(status, Body::Check(all));
    out.needs = needs(model, &q.facts, atoms);
    out
}

/// Everything for a matter or document, with the records attached to it.
fn handle_answer(model: &Model, q: &Question) -> Answer {
    let parts = handle::handle(model, &q.facts, &q.others);
    let lists = parts.iter().map(|(_, c)| c);
    let open = lists.clone().any(|c| c.status() == Status::Conditional);
    let mut atoms = Vec::new();
    for c in lists.clone() {
        c.lines.iter().for_each(|l| l.when.atoms(&mut atoms));
        for tree in c.lines.iter().filter_map(|l| if let LineKind::Choice(_, c) = &l.kind { c.main.as_ref() } else { None }) {
            run::atoms_of(tree, &mut atoms);
        }
        c.elsewhere.iter().for_each(|(_, when, _)| when.atoms(&mut atoms));
    }
    let status = match (lists.clone().all(|c| c.lines.is_empty() && c.elsewhere.is_empty()), open) {
        (true, _) => Status::Silent,
        (_, true) => Status::Conditional,
        _ => Status::Definite,
    };
    let mut out = bare(status, Body::Handle(parts));
    out.needs = needs(model, &q.facts, atoms);
    out
}

/// A line for each actor of the answer who is away.
fn absences(model: &Model, facts: &Facts, body: &Body) -> Vec<Absence> {
    let mut roles: Vec<TermId> = Vec::new();
    let mut note = |set: &ActorSet| roles.extend(set.list.iter().filter_map(|a| if let Who::Term(t) = a.who { Some(t) } else { None }));
    match body {
        Body::Choice(Choice { main: Some(tree), .. }) => {
            let mut leaves = Vec::new();
            tree.leaves(&mut leaves);
            leaves.iter().for_each(|l| {
                if let LeafKind::Actors { actors, .. } = &l.kind {
                    note(actors)
                }
            });
        }
        Body::Collection(c) => c.lines.iter().for_each(|l| {
            if let LineKind::Step(s) = &l.kind {
                note(&s.actors)
            }
        }),
        _ => {}
    }
    let mut out = Vec::new();
    for away in &facts.situation.away {
        if !roles.iter().any(|r| model.terms.is_a(*r, away.role)) {
            continue;
        }
        let mut situation = Facts::default();
        situation.situation = facts.situation.clone();
        let found = standin(model, &situation, away.role);
        let standin = match (found.status, found.body) {
            (Status::Silent, _) => Covered::Nobody,
            (_, Body::Choice(Choice { main: Some(Tree::Leaf(leaf)), elsewhere, .. })) if elsewhere.is_empty() => Covered::By(leaf),
            _ => Covered::Depends,
        };
        out.push(Absence { role: away.role, reason: away.reason, standin });
    }
    out
}
