//! 可否: the norms engaged by what the facts assert, strictest verdict first.

use super::actors;
use super::due;
use super::speak::asserted;
use crate::base::{Force, ForceClass};
use crate::calendar::{Every, Period};
use crate::model::*;

/// Who asks whether what.
pub(super) struct Wanted<'q> {
    pub who: Option<&'q AskedActor>,
    pub act: Option<(TermId, Option<&'q Object>)>,
}

pub(super) fn may(model: &Model, facts: &Facts, wanted: &Wanted) -> May {
    let mut lines = unique(model, facts, wanted);
    let settled = !lines.is_empty();
    let standing = super::collect::Standing::of(model, facts);
    for rule in model.rules.iter().filter(|r| r.kind != RuleKind::Procedure || standing.holds(model, r)) {
        let about_case = rule.record.is_some() && rule.record == facts.record;
        for (index, item) in rule.items.iter().enumerate() {
            let cite = Cite { rule: model.id_of(rule), item: index as u32, place: item.place };
            let found = match &item.content {
                Content::Norm(norm) if bears(model, rule, wanted) != Bears::No => norm_line(model, facts, rule, item, norm, wanted, about_case),
                Content::Step(step) if settled && model.terms.unique_class(step.act).is_some() => None,
                Content::Step(step) => step_line(model, facts, rule, item, step, wanted, about_case),
                Content::Slot(slot) => slot_line(model, facts, rule, item, slot, wanted),
                Content::Frequency(f) => frequency_line(model, facts, rule, item, f, wanted),
                Content::Quorum(q) => quorum_line(model, facts, rule, item, q, wanted),
                Content::Duty(d) => duty_line(model, rule, d, wanted),
                _ => None,
            };
            let Some((verdict, when, by)) = found else { continue };
            if facts.entails(model, &when) != Some(false) {
                let as_role = wanted.who.and_then(|w| role_of(model, facts, &item.content, w.who)).filter(|_| verdict == Verdict::Permitted || verdict == Verdict::NeedsApproval);
                lines.push(MayLine { verdict, when, force: item.force, cite, by, as_role });
            }
        }
    }
    // what surely holds comes before what only might
    lines.sort_by_key(|l| (order(l.verdict), l.when != Cond::True || l.as_role.is_some(), l.cite));
    let sure = lines.iter().find(|l| l.when == Cond::True && l.as_role.is_none() && l.verdict != Verdict::Silent);
    let verdict = sure.or(lines.first()).map_or(Verdict::Silent, |l| l.verdict);
    let mut named: Option<ActorSet> = None;
    for by in lines.iter().filter(|l| l.verdict == Verdict::Silent).filter_map(|l| l.by.as_ref()) {
        let all = named.get_or_insert_with(|| ActorSet { any: true, ..ActorSet::default() });
        all.list.extend(by.list.iter().filter(|a| !all.list.contains(a)).cloned().collect::<Vec<_>>());
    }
    // a rule that names others says nothing where another rule settles it
    if verdict != Verdict::Silent {
        lines.retain(|l| l.verdict != Verdict::Silent);
    }
    May { verdict, lines, others: named.filter(|_| verdict == Verdict::Silent) }
}

/// The relative role by which somebody may be an actor: a 副县长 where 分管副县长 acts.
fn role_of(model: &Model, facts: &Facts, content: &Content, who: TermId) -> Option<TermId> {
    let set = match content {
        Content::Step(s) => &s.actors,
        Content::Slot(s) => &s.actors,
        _ => return None,
    };
    if set.list.iter().any(|a| a.includes(model, who) || told(model, facts, a, who) == Some(true)) {
        return None;
    }
    set.list.iter().find_map(|a| relative(model, a, who))
}

/// A relative actor that the case itself names (`申请人`): whether it is this one, where the case says.
fn told(model: &Model, facts: &Facts, actor: &Actor, who: TermId) -> Option<bool> {
    let Who::Term(t) = actor.who else { return None };
    let term = model.terms.get(t).filter(|t| t.relative)?;
    let field = model.field_named(facts.record?, &term.name)?;
    actors::known_term(model, facts, field).map(|known| model.terms.is_a(who, known) || model.terms.is_a(known, who))
}

/// The actor's own relative role, if somebody of this class could hold it.
fn relative(model: &Model, actor: &Actor, who: TermId) -> Option<TermId> {
    let Who::Term(t) = actor.who else { return None };
    let term = model.terms.get(t).filter(|t| t.relative)?;
    // one that is of no class, as 申请人, may be anybody
    let near = term.parents.is_empty() || model.terms.is_a(t, who) || term.parents.iter().any(|p| model.terms.is_a(who, *p));
    near.then_some(t)
}

fn order(v: Verdict) -> u8 {
    match v {
        Verdict::Forbidden => 0,
        Verdict::ForbiddenUnless => 1,
        Verdict::NeedsApproval => 2,
        Verdict::Permitted => 3,
        Verdict::NotForbidden => 4,
        _ => 5,
    }
}

#[derive(PartialEq)]
enum Bears {
    Yes,
    /// The asker is cut from the bearers.
    Cut,
    No,
}

fn bears(model: &Model, rule: &Rule, wanted: &Wanted) -> Bears {
    let Some(asked) = wanted.who else { return Bears::Yes };
    if rule.bearers.is_empty() {
        let about = match wanted.act {
            None => true,
            Some((_, Some(Object::Record(r, _)))) => rule.record == Some(*r),
            Some((_, object)) => object.is_none(),
        };
        return if about { Bears::Yes } else { Bears::No };
    }
    let within: Vec<&Bearer> = rule.bearers.iter().filter(|b| model.terms.is_a(asked.who, b.term)).collect();
    if within.is_empty() {
        return Bears::No;
    }
    let cut = |b: &&Bearer| b.except.iter().any(|e| model.terms.is_a(asked.who, *e));
    if within.iter().all(cut) { Bears::Cut } else { Bears::Yes }
}

type Found = Option<(Verdict, Cond, Option<ActorSet>)>;

fn norm_line(model: &Model, facts: &Facts, rule: &Rule, item: &Item, norm: &Norm, wanted: &Wanted, about_case: bool) -> Found {
    let forbids = norm.modal.is_some_and(|m| m.forbids());
    let cut = bears(model, rule, wanted) == Bears::Cut || cut_by_facts(model, facts, rule);
    let (on, truth) = engaged(model, facts, rule, norm, wanted, about_case, cut)?;
    if on == Cond::False {
        return None;
    }
    let scope = if cut { Cond::True } else { open_scope(model, facts, rule, wanted) };
    let when = Cond::all([scope, on, facts.residual(model, &item.guard)]);
    if cut {
        return (forbids && truth).then_some((Verdict::NotForbidden, when, None));
    }
    if forbids == truth {
        return Some((banned(model, facts, norm), when, approver(norm)));
    }
    // a permission, or a duty that is kept
    (!facts.exempts(model, item)).then_some(())?;
    (norm.modal.is_some_and(Force::permits) || truth).then(|| (permitted(model, facts, rule, norm, wanted), when, approver(norm)))
}

/// What is open of a rule's scope; an asker who is a bearer fills the responsible field.
fn open_scope(model: &Model, facts: &Facts, rule: &Rule, wanted: &Wanted) -> Cond {
    let own = rule.record.and_then(|r| model.record(r)).and_then(|r| r.responsible).filter(|_| wanted.who.is_some());
    let scope = match own {
        Some(field) => rule.scope.without(model, field),
        None => rule.scope.clone(),
    };
    facts.residual(model, &scope)
}

/// Who gives the approval that lifts a norm.
fn approver(norm: &Norm) -> Option<ActorSet> {
    let by = norm.approval.as_ref()?.by?;
    Some(ActorSet { list: vec![named(by)], ..ActorSet::default() })
}

fn named(who: TermId) -> Actor {
    Actor { who: Who::Term(who), above: false, entrusted: None, consent: None, guard: Cond::True, limit: Vec::new(), force: None }
}

/// The case's responsible organ is one that the bearers leave out.
fn cut_by_facts(model: &Model, facts: &Facts, rule: &Rule) -> bool {
    let field = facts.record.filter(|_| rule.record == facts.record).and_then(|r| model.record(r)).and_then(|r| r.responsible);
    let Some(who) = field.and_then(|f| actors::known_term(model, facts, f)) else { return false };
    rule.bearers.iter().any(|b| model.terms.is_a(who, b.term) && b.except.iter().any(|e| model.terms.is_a(who, *e)))
}

/// Where scope and content follow from what the facts assert, what is still open of that; and whether the content holds.
fn engaged(model: &Model, facts: &Facts, rule: &Rule, norm: &Norm, wanted: &Wanted, about_case: bool, cut: bool) -> Option<(Cond, bool)> {
    let yes = |b: bool| if b { Cond::True } else { Cond::False };
    match (&norm.what, wanted.act) {
        (What::Fact(c) | What::Compare { cond: c, .. }, None | Some((_, Some(Object::Record(..))))) if about_case => {
            let responsible = facts.record.and_then(|r| model.record(r)).and_then(|r| r.responsible);
            let scope = match responsible.filter(|_| cut) {
                Some(field) => rule.scope.without(model, field),
                None => rule.scope.clone(),
            };
            let possible = facts.entails(model, &scope) != Some(false);
            Some((yes(possible && asserted(model, facts, c)), facts.entails(model, c)?))
        }
        (What::Act { act, objects }, Some((asked, object))) => {
            let scope = rule.record.is_none() || !about_case || facts.entails(model, &rule.scope) != Some(false);
            if !model.terms.is_a(asked, *act) || !scope {
                return None;
            }
            let fits = objects.iter().map(|o| object.map_or(Cond::True, |x| same_object(model, facts, x, o)));
            Some((if objects.is_empty() { Cond::True } else { Cond::any(fits) }, true))
        }
        (What::Fact(c), Some((asked, _))) => {
            // the asked word is an act and also a yes/no fact of the record
            let word = model.terms.get(asked)?.name.clone();
            let Cond::Lit { atom, positive: true } = c else { return None };
            let field = model.field(model.atom(*atom)?.field)?;
            Some((yes(field.name == word), true))
        }
        _ => None,
    }
}

/// What must hold for the asked object to be the named one.
fn same_object(model: &Model, facts: &Facts, asked: &Object, named: &Object) -> Cond {
    let same = match (asked, named) {
        (Object::Term(a), Object::Term(b)) => model.terms.is_a(*a, *b),
        (Object::Record(a, _), Object::Record(b, pattern)) if a == b && facts.record == Some(*a) => return facts.residual(model, pattern),
        (Object::Record(a, _), Object::Record(b, _)) => a == b,
        (Object::Record(a, _), Object::Term(b)) => facts.record == Some(*a) && super::collect::case_is(model, facts, *b),
        (Object::Phrase(a), Object::Phrase(b)) => a == b,
        _ => false,
    };
    if same { Cond::True } else { Cond::False }
}

/// A ban engaged: lifted by its approval or exception, open while those are unknown.
fn banned(model: &Model, facts: &Facts, norm: &Norm) -> Verdict {
    let mut lifts: Vec<Cond> = norm.except.clone();
    lifts.extend(norm.approval.as_ref().and_then(|a| model.yes(a.field)));
    let lift = Cond::any(lifts);
    match facts.settled(model, &lift) {
        Some(true) => Verdict::NotForbidden,
        Some(false) => Verdict::Forbidden,
        None => Verdict::ForbiddenUnless,
    }
}

fn permitted(model: &Model, facts: &Facts, rule: &Rule, norm: &Norm, wanted: &Wanted) -> Verdict {
    let mine = |b: &&Bearer| wanted.who.is_none_or(|w| model.terms.is_a(w.who, b.term));
    let free = rule.bearers.iter().filter(mine).any(|b| b.entrusted.is_none());
    let bracket = rule.bearers.iter().filter(mine).find_map(|b| b.entrusted.as_ref()).filter(|_| !free).or(norm.entrusted.as_ref());
    let approval = norm.approval.as_ref().and_then(|a| model.yes(a.field)).map(|c| facts.settled(model, &c));
    if approval.is_some_and(|a| a != Some(true)) {
        return Verdict::NeedsApproval;
    }
    match bracket {
        Some((by, _)) if !trusted(model, facts, wanted, *by) => Verdict::NeedsApproval,
        _ => Verdict::Permitted,
    }
}

fn trusted(model: &Model, facts: &Facts, wanted: &Wanted, by: TermId) -> bool {
    let near = |a: TermId, b: TermId| model.terms.is_a(a, b) || model.terms.is_a(b, a);
    let told = wanted.who.and_then(|w| w.entrusted).is_some_and(|e| near(e, by));
    let recorded = matches!((&facts.situation.trust, wanted.who), (Some(Some(t)), Some(w)) if near(t.role, w.who) && t.by.is_none_or(|b| near(b, by)));
    let principal = || facts.record.and_then(|r| model.field_named(r, "会议委托人")).and_then(|f| actors::known_term(model, facts, f));
    told || recorded || principal().is_some_and(|p| near(p, by))
}

fn step_line(model: &Model, facts: &Facts, rule: &Rule, item: &Item, step: &Step, wanted: &Wanted, about_case: bool) -> Found {
    let when = || Cond::all([facts.residual(model, &rule.scope), facts.residual(model, &item.guard)]);
    match (wanted.who, wanted.act) {
        (Some(asked), Some((act, object))) => {
            let on = match object {
                Some(Object::Record(r, _)) => rule.record == Some(*r),
                Some(Object::Term(_)) if about_case && facts.record.is_some_and(|r| model.records_act(r, act)) => true,
                Some(Object::Term(t)) => about(model, rule, *t),
                Some(Object::Phrase(_)) => false,
                None => true,
            };
            let speaks = facts.entails(model, &rule.scope);
            let near = speaks == Some(true) || (speaks.is_none() && (facts.given.is_empty() || super::speak::touched(model, facts, &rule.scope)));
            let meets = step.actors.list.iter().any(|a| matches!(a.who, Who::Term(t) if model.is_meeting(t)));
            // 讨论决定 is a way of deciding; 送审 by the office says nothing of who may submit
            let same = model.terms.is_a(act, step.act) || (meets && model.terms.is_a(step.act, act));
            let own = facts.record.is_some_and(|r| model.records_act(r, act)) && about_case;
            let approves = model.act_named("批准类").is_some_and(|c| model.terms.is_a(step.act, c));
            if own && approves && !same && on && near && step.alternative.is_empty() && !approved(model, facts, step) {
                return Some((Verdict::NeedsApproval, when(), Some(step.actors.clone())));
            }
            if !on || !same || (about_case && !near) {
                return None;
            }
            let case = match object {
                Some(Object::Term(t)) if !about_case => rule.record.and_then(|r| super::collect::about_matters(model, r, &[*t])),
                _ => None,
            };
            let when = || match &case {
                Some(case) => Cond::all([case.residual(model, &rule.scope), case.residual(model, &item.guard)]),
                None => when(),
            };
            given_to(model, facts, item, &step.actors, asked, wanted, when())
        }
        (_, None) if about_case => {
            let approves = model.act_named("批准类").is_some_and(|c| model.terms.is_a(step.act, c));
            let speaks = facts.entails(model, &rule.scope) == Some(true) && !facts.given.is_empty();
            (approves && speaks && step.alternative.is_empty() && !approved(model, facts, step))
                .then(|| (Verdict::NeedsApproval, facts.residual(model, &item.guard), Some(step.actors.clone())))
        }
        _ => None,
    }
}

/// A 唯一 act asked of somebody: the answer of its own choice, leaf by leaf.
fn unique(model: &Model, facts: &Facts, wanted: &Wanted) -> Vec<MayLine> {
    let (Some(asked), Some((act, _)), Some(_)) = (wanted.who, wanted.act, facts.record) else { return Vec::new() };
    let Some(class) = model.terms.unique_class(act) else { return Vec::new() };
    let choice = super::choice::choose(model, facts, &super::choice::Asked::Act(class)).choice;
    let mut leaves: Vec<(Cond, Leaf)> = Vec::new();
    choice.main.iter().for_each(|t| paths(t, Cond::True, &mut leaves));
    for e in choice.elsewhere {
        paths(&e.tree, e.when, &mut leaves);
    }
    let mut out = Vec::new();
    for (when, leaf) in leaves {
        let (LeafKind::Actors { actors, .. }, Some(cite)) = (&leaf.kind, leaf.cites.first()) else { continue };
        let Some(item) = model.rule(cite.rule).and_then(|r| r.items.get(cite.item as usize)) else { continue };
        let Some((verdict, when, by)) = given_to(model, facts, item, actors, asked, wanted, when) else { continue };
        let as_role = role_of(model, facts, &item.content, asked.who).filter(|_| verdict == Verdict::Permitted);
        out.push(MayLine { verdict, when, force: leaf.force, cite: *cite, by, as_role });
    }
    out
}

/// The leaves of a tree with the condition of each.
fn paths(tree: &Tree, when: Cond, out: &mut Vec<(Cond, Leaf)>) {
    match tree {
        Tree::Leaf(leaf) => out.push((when, leaf.clone())),
        Tree::Fork { atom, yes, no } => {
            paths(yes, Cond::all([when.clone(), Cond::Lit { atom: *atom, positive: true }]), out);
            paths(no, Cond::all([when, Cond::Lit { atom: *atom, positive: true }.complement()]), out);
        }
    }
}

/// A matter that brings a rule into play: one of the rule's own words names it.
fn about(model: &Model, rule: &Rule, matter: TermId) -> bool {
    let case = rule.record.and_then(|r| super::collect::about_matters(model, r, &[matter]));
    case.is_some_and(|f| f.entails(model, &rule.scope) == Some(true) && asserted(model, &f, &rule.scope))
}

/// The approval is recorded in 经过, or given as a fact.
fn approved(model: &Model, facts: &Facts, step: &Step) -> bool {
    let done = facts.trail.iter().flatten().any(|s| model.terms.is_a(s.act, step.act));
    let given = |f: &FieldId| model.field(*f).is_some_and(|x| x.record.is_none()) && model.yes(*f).is_some_and(|c| facts.settled(model, &c) == Some(true));
    done || facts.given.iter().any(given)
}

/// The atoms that a conditional verdict waits for: its approval and its exceptions.
pub(super) fn waits(model: &Model, facts: &Facts, line: &MayLine) -> Vec<AtomId> {
    let mut out = Vec::new();
    line.when.atoms(&mut out);
    let item = model.rule(line.cite.rule).and_then(|r| r.items.get(line.cite.item as usize));
    if let (Some(Content::Norm(norm)), Verdict::ForbiddenUnless | Verdict::NeedsApproval) = (item.map(|i| &i.content), line.verdict) {
        let lifts = norm.except.iter().cloned().chain(norm.approval.as_ref().and_then(|a| model.yes(a.field)));
        out.extend(lifts.flat_map(|c| model.reads(&facts.residual(model, &c))));
    }
    out
}

/// The act is given to certain actors: is the asker one of them?
fn given_to(model: &Model, facts: &Facts, item: &Item, actors: &ActorSet, asked: &AskedActor, wanted: &Wanted, when: Cond) -> Found {
    let present: Vec<Actor> = actors.list.iter().flat_map(|a| actors::derived(model, facts, a)).collect();
    let mut mine: Vec<&Actor> = present.iter().filter(|a| a.includes(model, asked.who) || told(model, facts, a, asked.who) == Some(true)).collect();
    if mine.is_empty() {
        mine = present.iter().filter(|a| told(model, facts, a, asked.who) != Some(false) && relative(model, a, asked.who).is_some()).collect();
    }
    if mine.is_empty() {
        let verdict = if item.force.class() == ForceClass::Binding { Verdict::Forbidden } else { Verdict::Silent };
        return Some((verdict, when, Some(actors.clone())));
    }
    let free = |a: &&Actor| a.consent.is_none() && a.entrusted.as_ref().is_none_or(|(by, _)| trusted(model, facts, wanted, *by));
    if let Some((by, _)) = mine.iter().filter(|a| !free(a)).find_map(|a| a.consent).filter(|_| !mine.iter().any(free)) {
        return Some((Verdict::NeedsApproval, when, Some(ActorSet { list: vec![named(by)], ..ActorSet::default() })));
    }
    let verdict = if mine.iter().any(free) { Verdict::Permitted } else { Verdict::NeedsApproval };
    let guards = Cond::any(mine.iter().filter(|a| free(a) == (verdict == Verdict::Permitted)).map(|a| a.guard.clone()));
    Some((verdict, Cond::all([when, guards]), Some(actors.clone())))
}

fn slot_line(model: &Model, facts: &Facts, rule: &Rule, item: &Item, slot: &MeetingSlot, wanted: &Wanted) -> Found {
    if wanted.act.is_none() {
        let record = held(model, facts, rule)?;
        let host = AskedActor { who: super::check::recorded(model, facts, record, slot.kind)?, entrusted: None };
        return given_to(model, facts, item, &slot.actors, &host, &Wanted { who: Some(&host), act: None }, facts.residual(model, &item.guard));
    }
    let (asked, (act, object), meeting) = (wanted.who?, wanted.act?, rule.meeting?);
    let asked_meeting = match object? {
        Object::Term(t) => *t,
        _ => return None,
    };
    let asked_slot = model.slot_of(act)?;
    // whoever belongs to a meeting, or is invited to it, attends it
    let attending = asked_slot == SlotKind::Participants || model.act_named("出席") == Some(act);
    let attends = attending && matches!(slot.kind, SlotKind::Members | SlotKind::Invited | SlotKind::Participants);
    if !model.terms.is_a(asked_meeting, meeting) || (asked_slot != slot.kind && !attends) {
        return None;
    }
    given_to(model, facts, item, &slot.actors, asked, wanted, item.guard.clone())
}

/// A meeting asked whether it may decide a matter: its own duties, or those of others.
fn duty_line(model: &Model, rule: &Rule, duty: &Duty, wanted: &Wanted) -> Found {
    let (asked, (act, object), meeting) = (wanted.who?, wanted.act?, rule.meeting?);
    let Some(Object::Term(matter)) = object else { return None };
    let listed = duty.matters.iter().any(|m| matches!(m, Object::Term(t) if model.terms.is_a(*matter, *t)));
    if !listed || !model.terms.is_a(duty.verb, act) {
        return None;
    }
    if model.terms.is_a(asked.who, meeting) {
        return Some((Verdict::Permitted, Cond::True, None));
    }
    Some((Verdict::Silent, Cond::True, Some(ActorSet { any: true, etc: false, list: vec![named(meeting)] })))
}

/// The record of a held meeting that the rule is about.
fn held(model: &Model, facts: &Facts, rule: &Rule) -> Option<RecordId> {
    let record = facts.record?;
    let meeting = actors::known_term(model, facts, model.record(record)?.kind?)?;
    rule.meeting.is_some_and(|m| model.terms.is_a(meeting, m)).then_some(record)
}

/// A meeting held with these numbers: too few are a ban.
fn quorum_line(model: &Model, facts: &Facts, rule: &Rule, item: &Item, q: &Quorum, wanted: &Wanted) -> Found {
    let record = held(model, facts, rule).filter(|_| wanted.act.is_none())?;
    let verdict = if super::check::quorum(model, facts, record, q)? { Verdict::Permitted } else { Verdict::Forbidden };
    Some((verdict, facts.residual(model, &item.guard), None))
}

/// 随时 lets a meeting meet more often; only 不超过 caps it.
fn frequency_line(model: &Model, facts: &Facts, rule: &Rule, item: &Item, f: &Frequency, wanted: &Wanted) -> Found {
    let record = held(model, facts, rule).filter(|_| wanted.act.is_none())?;
    let meeting = actors::known_term(model, facts, model.record(record)?.kind?)?;
    let times = |every: Every| due::number_of(model, facts, super::check::counted(model, record, every)?).map(|n| n / SCALE);
    let when = facts.residual(model, &item.guard);
    let Some(b) = f.bound else {
        let told = [Period::Year, Period::Month].into_iter().any(|period| times(Every { count: 1, period }).is_some());
        return told.then_some((Verdict::Permitted, when, None));
    };
    let count = times(b.every)?;
    let verdict = match b.most? {
        most if count <= most => Verdict::Permitted,
        _ => match super::check::any_time(model, facts, meeting) {
            Cond::True => return None,
            Cond::False => Verdict::Forbidden,
            _ => Verdict::ForbiddenUnless,
        },
    };
    Some((verdict, when, None))
}
