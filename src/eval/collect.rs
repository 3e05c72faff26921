//! Questions answered by a list: the chain, who does an act that is not 唯一, competent meetings, duties, slots.
//!
//! Each contribution keeps what is still open of its own condition; their product is never built.

use super::actors;
use super::choice::{Asked, Chosen, choose};
use super::due;
use super::speak::{speakers, stopper, touched};
use crate::base::Force;
use crate::model::*;

/// A list, and what the reader should know beside it.
#[derive(Default)]
pub(super) struct Collected {
    pub list: Collection,
    pub near: Vec<(RuleId, Option<AtomId>)>,
    pub assumed: Vec<FieldId>,
    pub irrelevant: Vec<AtomId>,
}

/// The lines a rule contributes where its scope holds.
fn lines(model: &Model, facts: &Facts, rule: &Rule, takes: &dyn Fn(&Item) -> bool) -> Vec<Line> {
    let mut out = Vec::new();
    for (index, item) in rule.items.iter().enumerate().filter(|(_, i)| takes(i)) {
        let when = facts.residual(model, &item.guard);
        if when == Cond::False || facts.entails(model, &when) == Some(false) || facts.exempts(model, item) {
            continue;
        }
        let when = if facts.entails(model, &when) == Some(true) { Cond::True } else { when };
        let cite = Cite { rule: model.id_of(rule), item: index as u32, place: item.place };
        let kind = match &item.content {
            Content::Step(step) => {
                let actors = present(model, facts, &step.actors);
                LineKind::Step(Step { actors, ..step.clone() })
            }
            Content::Limit(_) => match due::of_item(model, facts, item) {
                Some(d) => LineKind::Due(d),
                None => continue,
            },
            Content::Slot(s) => LineKind::Slot { meeting: rule.meeting.unwrap_or(TermId(u32::MAX)), slot: s.kind, actors: s.actors.clone() },
            Content::Frequency(f) => LineKind::Frequency { meeting: rule.meeting.unwrap_or(TermId(u32::MAX)), bound: f.bound },
            _ => LineKind::Norm,
        };
        out.push(Line { when, kind, force: item.force, cite });
    }
    out
}

/// Derived roles replaced, conditions of single actors that surely fail dropped.
fn present(model: &Model, facts: &Facts, set: &ActorSet) -> ActorSet {
    let list = set.list.iter().filter(|a| facts.settled(model, &a.guard) != Some(false));
    let list = list.flat_map(|a| {
        let mut a = a.clone();
        a.guard = facts.residual(model, &a.guard);
        actors::derived(model, facts, &a)
    });
    let mut out = ActorSet { list: list.collect(), ..set.clone() };
    if set.list.iter().all(|a| a.who != Who::Open) {
        actors::holes(&mut out);
    }
    out
}

/// Lines of speaking rules, and of might-speak rules that a given fact touches.
fn gather<'m>(model: &'m Model, facts: &Facts, rules: impl Iterator<Item = &'m Rule>, takes: &dyn Fn(&Item) -> bool) -> Collected {
    gather_where(model, facts, rules, &|r| r.scope.clone(), takes)
}

/// The same with another reading of the scope.
fn gather_where<'m>(model: &'m Model, facts: &Facts, rules: impl Iterator<Item = &'m Rule>, scope: &dyn Fn(&Rule) -> Cond, takes: &dyn Fn(&Item) -> bool) -> Collected {
    let relevant = rules.filter(|r| r.items.iter().any(takes));
    let s = speakers(model, facts, relevant, scope);
    let mut out = Collected::default();
    let standing = Standing::of(model, facts);
    for rule in s.speaking.iter().filter(|r| standing.holds(model, r)) {
        out.list.lines.extend(lines(model, facts, rule, takes));
    }
    let lone = s.speaking.is_empty();
    for (rule, touched) in &s.might {
        let found = lines(model, facts, rule, takes);
        if found.is_empty() {
            continue;
        }
        if lone || *touched {
            out.list.elsewhere.push((model.id_of(rule), facts.residual(model, &scope(rule)), found));
        } else {
            out.list.untouched.push(rule.place);
        }
    }
    out.near = s.out.iter().map(|r| (model.id_of(r), stopper(model, facts, &scope(r)))).collect();
    out
}

/// Which courses stand: one that a speaking rule replaces whole is out, and 其余 is out where a whole course of its article applies.
pub(super) struct Standing<'m> {
    replaced: Vec<RuleId>,
    wholes: Vec<&'m Rule>,
}

impl<'m> Standing<'m> {
    pub fn of(model: &'m Model, facts: &Facts) -> Standing<'m> {
        let speaks = |r: &&Rule| r.record.is_some() && r.record == facts.record && facts.entails(model, &r.scope) == Some(true);
        let rules: Vec<&Rule> = model.rules.iter().filter(|r| !r.replaces.is_empty() || r.whole).filter(speaks).collect();
        let whole_courses = rules.iter().flat_map(|r| r.replaces.iter().filter(|x| x.act.is_none()));
        let replaced = whole_courses.flat_map(|x| x.rules.iter().copied()).collect();
        Standing { replaced, wholes: rules.into_iter().filter(|r| r.whole && !r.other).collect() }
    }

    pub fn holds(&self, model: &Model, rule: &Rule) -> bool {
        let other = rule.other && self.wholes.iter().any(|w| w.place.article == rule.place.article);
        !other && !self.replaced.contains(&model.id_of(rule))
    }
}

/// `流程 公文（…）`: the whole chain; a 唯一 act in it is the answer of its own choice.
pub(super) fn procedure(model: &Model, facts: &Facts) -> Collected {
    let rules = model.rules.iter().filter(|r| r.record.is_some() && r.record == facts.record && r.kind == RuleKind::Procedure);
    let mut out = gather(model, facts, rules, &|i| matches!(i.content, Content::Step(_)));
    without_refused(model, facts, &mut out.list.lines);
    choices(model, facts, &mut out);
    out.list.in_order(model);
    out
}

/// Alternative courses with a consent that the facts refuse (`非 县长同意`) are out; a course left alone is no alternative.
fn without_refused(model: &Model, facts: &Facts, lines: &mut Vec<Line>) {
    let course = |l: &Line| match &l.kind {
        LineKind::Step(s) if !s.alternative.is_empty() => Some((l.cite.rule, s.alternative.clone())),
        _ => None,
    };
    let refused = |l: &&Line| match &l.kind {
        LineKind::Step(s) => s.actors.list.iter().any(|a| matches!(a.who, Who::Term(who) if actors::consent_fact(model, facts, who, s.act) == Some(false))),
        _ => false,
    };
    let out: Vec<_> = lines.iter().filter(refused).filter_map(&course).collect();
    if out.is_empty() {
        return;
    }
    lines.retain(|l| course(l).is_none_or(|c| !out.contains(&c)));
    let left: Vec<_> = lines.iter().filter_map(&course).collect();
    for (rule, _) in &out {
        let of_rule: Vec<_> = left.iter().filter(|(r, _)| r == rule).collect();
        if of_rule.windows(2).all(|w| w.first() == w.last()) {
            for l in lines.iter_mut().filter(|l| l.cite.rule == *rule) {
                if let LineKind::Step(s) = &mut l.kind {
                    s.alternative.clear();
                }
            }
        }
    }
}

/// The contributions of all rules of one kind about a record.
pub(super) fn of_kind(model: &Model, facts: &Facts, record: RecordId, kind: RuleKind) -> Collected {
    gather(model, facts, model.rules_on(record).filter(|r| r.kind == kind), &|_| true)
}

/// Replaces the steps of one 唯一 class by one line where they are more than one plain step.
fn choices(model: &Model, facts: &Facts, out: &mut Collected) {
    let class_of = |l: &Line| match &l.kind {
        LineKind::Step(s) => model.terms.unique_class(s.act),
        _ => None,
    };
    let mut classes: Vec<TermId> = out.list.lines.iter().filter_map(&class_of).collect();
    classes.dedup();
    for class in classes {
        let steps: Vec<&Line> = out.list.lines.iter().filter(|l| class_of(l) == Some(class)).collect();
        let plain = matches!(steps.as_slice(), [one] if one.when == Cond::True);
        let alternative = steps.iter().all(|l| matches!(&l.kind, LineKind::Step(s) if !s.alternative.is_empty()));
        if plain || alternative || steps.is_empty() {
            continue;
        }
        let Chosen { choice, irrelevant, assumed, .. } = choose(model, facts, &Asked::Act(class));
        out.irrelevant.extend(irrelevant);
        out.assumed.extend(assumed);
        let Some(at) = out.list.lines.iter().position(|l| class_of(l) == Some(class)) else { continue };
        let cite = steps.first().map(|l| l.cite);
        out.list.lines.retain(|l| class_of(l) != Some(class));
        if let Some(cite) = cite {
            let line = Line { when: Cond::True, kind: LineKind::Choice(class, choice), force: Force::Stated, cite };
            out.list.lines.insert(at.min(out.list.lines.len()), line);
        }
    }
}

/// `谁 审核 公文（…）`: every step with the act; without a record, over all records.
pub(super) fn who(model: &Model, facts: &Facts, act: TermId, object: Option<TermId>) -> Collected {
    let names = |o: &Object| match (o, object) {
        (Object::Term(t), Some(x)) => model.terms.is_a(x, *t) || model.terms.is_a(*t, x),
        (Object::Term(t), None) => facts.record.is_some() && case_is(model, facts, *t),
        _ => false,
    };
    let does = |i: &Item| match &i.content {
        Content::Step(s) => (object.is_none() || facts.record.is_some()) && model.terms.is_a(s.act, act),
        Content::Norm(Norm { what: What::Act { act: done, objects }, modal, .. }) => {
            let forbids = modal.is_some_and(|m| m.forbids());
            let own = facts.record.is_some() && objects.is_empty();
            !forbids && model.terms.is_a(*done, act) && ((object.is_none() && facts.record.is_none()) || own || objects.iter().any(names))
        }
        Content::Duty(d) => object.is_some_and(|x| model.terms.is_a(d.verb, act) && d.matters.iter().any(|m| matches!(m, Object::Term(t) if model.terms.is_a(x, *t)))),
        _ => false,
    };
    let of_object = |r: &&Rule| {
        r.items.iter().any(|i| {
            matches!(&i.content, Content::Norm(Norm { what: What::Act { objects, .. }, .. }) if objects.iter().any(names))
                || (object.is_some() && matches!(i.content, Content::Duty(_)))
        })
    };
    let rules = model.rules.iter().filter(|r| facts.record.is_none() || r.record == facts.record || (r.record.is_none() && of_object(r)));
    let mut out = gather_where(model, facts, rules, &|r| unbound(model, facts, r), &does);
    if let Some(matter) = object {
        by_matter(model, matter, act, &mut out);
    }
    if facts.record.is_none() {
        let more = std::mem::take(&mut out.list.elsewhere);
        for (_, when, lines) in more {
            out.list.lines.extend(lines.into_iter().map(|l| Line { when: Cond::all([when.clone(), l.when]), ..l }));
        }
    }
    out
}

/// Steps of procedures whose pattern names the matter: `流程 事务（事项：重大问题）：…`
fn by_matter(model: &Model, matter: TermId, act: TermId, out: &mut Collected) {
    for rule in model.rules.iter().filter(|r| r.kind == RuleKind::Procedure && r.scope != Cond::True) {
        let Some(case) = rule.record.and_then(|r| about_matters(model, r, &[matter])) else { continue };
        let new = |l: &Line| !out.list.lines.iter().any(|o| o.cite == l.cite);
        if case.entails(model, &rule.scope) == Some(true) && touched(model, &case, &rule.scope) {
            let found = lines(model, &case, rule, &|i| matches!(&i.content, Content::Step(s) if model.terms.is_a(s.act, act)));
            let found: Vec<Line> = found.into_iter().filter(new).collect();
            out.list.lines.extend(found);
        }
    }
}

/// The case is one of these: by its kind, or by a matter it is about.
pub(super) fn case_is(model: &Model, facts: &Facts, named: TermId) -> bool {
    let Some(record) = facts.record else { return false };
    let kind = model.record(record).and_then(|r| r.kind).and_then(|f| actors::known_term(model, facts, f));
    let about = |f: &FieldId| match &facts.domain(model, *f).values {
        Values::Members { yes, .. } => yes.iter().any(|t| model.terms.is_a(*t, named)),
        _ => false,
    };
    let own = || model.record(record).into_iter().flat_map(|r| r.fields.iter()).filter(|f| facts.given.contains(f) && model.field(**f).is_some_and(|f| f.name.as_ref() == "事项"));
    kind.is_some_and(|k| model.terms.is_a(k, named)) || own().any(about)
}

/// A norm on no record whose object the case is.
pub(super) fn names_case(model: &Model, facts: &Facts, rule: &Rule, item: &Item) -> bool {
    match &item.content {
        Content::Norm(Norm { what: What::Act { objects, .. }, .. }) if rule.record.is_none() => objects.iter().any(|o| matches!(o, Object::Term(t) if case_is(model, facts, *t))),
        _ => false,
    }
}

/// A norm's scope without whose record it is: that is what 谁 asks.
fn unbound(model: &Model, facts: &Facts, rule: &Rule) -> Cond {
    let own = rule.record.and_then(|r| model.record(r)).and_then(|r| r.responsible);
    match own.filter(|f| !rule.bearers.is_empty() && !facts.given.contains(f)) {
        Some(field) => rule.scope.without(model, field),
        None => rule.scope.clone(),
    }
}

/// `何时 召开 常务会议`, `限额 本年次数 常务会议`: how often a meeting is held.
pub(super) fn often(model: &Model, facts: &Facts, meeting: TermId) -> Collected {
    let mut out = Collected::default();
    for rule in model.rules.iter().filter(|r| r.meeting.is_some_and(|m| model.terms.is_a(meeting, m))) {
        out.list.lines.extend(lines(model, facts, rule, &|i| matches!(i.content, Content::Frequency(_))));
    }
    out
}

/// `谁 主持 常务会议`: the slot, and norms that let others do it.
pub(super) fn slot(model: &Model, meeting: TermId, kind: SlotKind, verb: Option<TermId>) -> Collected {
    let mut out = Collected::default();
    let facts = Facts::default();
    let about = |r: &&Rule| r.meeting.is_some_and(|m| model.terms.is_a(meeting, m));
    for rule in model.rules.iter().filter(about) {
        out.list.lines.extend(lines(model, &facts, rule, &|i| matches!(&i.content, Content::Slot(s) if s.kind == kind)));
    }
    for (rule, item) in model.items() {
        let Content::Norm(norm) = &item.content else { continue };
        let What::Act { act, objects } = &norm.what else { continue };
        let on = |o: &Object| matches!(o, Object::Term(t) if model.terms.is_a(meeting, *t));
        if verb.is_some_and(|v| model.terms.is_a(*act, v)) && objects.iter().any(on) && !item.force.forbids() {
            out.list.lines.extend(lines(model, &facts, rule, &|i| std::ptr::eq(i, item)));
        }
    }
    out
}

/// `何会 审议 预算安排`: competence by verb and matter; procedures that name a meeting count too.
pub(super) fn which_meeting(model: &Model, verb: Option<TermId>, matters: &[TermId]) -> Collected {
    let mut out = Collected::default();
    let (mut residual, mut narrower) = (Vec::new(), Vec::new());
    let fits = |v: TermId| verb.is_none_or(|asked| model.terms.is_a(v, asked));
    for (rule, item) in model.items() {
        let (Some(meeting), Content::Duty(duty)) = (rule.meeting, &item.content) else { continue };
        if !fits(duty.verb) {
            continue;
        }
        let cite = Cite { rule: model.id_of(rule), item: rule.items.iter().position(|i| std::ptr::eq(i, item)).unwrap_or(0) as u32, place: item.place };
        let line = |matter: Option<TermId>, (residual, narrower): (bool, bool), into: &mut Vec<Line>| {
            let kind = LineKind::Meeting { meeting, verb: duty.verb, matter, residual, narrower };
            into.push(Line { when: item.guard.clone(), kind, force: item.force, cite });
        };
        let listed = duty.matters.iter().find_map(|m| match m {
            Object::Term(t) if matters.contains(t) || (!is_residual(model, *t) && matters.iter().all(|x| model.terms.is_a(*x, *t))) => Some(*t),
            _ => None,
        });
        for m in &duty.matters {
            if let (Object::Term(t), None) = (m, listed)
                && matters.iter().all(|x| model.terms.is_a(*t, *x))
            {
                line(Some(*t), (false, true), &mut narrower);
            }
        }
        let open = duty.etc || duty.matters.iter().any(|m| matches!(m, Object::Phrase(_)) || matches!(m, Object::Term(t) if is_residual(model, *t)));
        match listed {
            Some(t) => line(Some(t), (false, false), &mut out.list.lines),
            None if open => line(None, (true, false), &mut residual),
            None => {}
        }
    }
    by_procedure(model, &fits, matters, &mut out);
    if out.list.lines.is_empty() {
        out.list.lines = narrower;
    }
    if out.list.lines.is_empty() {
        out.list.lines = residual;
    }
    if let (true, Some(_)) = (out.list.lines.is_empty(), verb) {
        let other = which_meeting(model, None, matters).list.lines.into_iter();
        out.near = other.filter(|l| !matches!(l.kind, LineKind::Meeting { residual: true, .. })).map(|l| (l.cite.rule, None)).collect();
        out.near.dedup();
    }
    out
}

fn is_residual(model: &Model, t: TermId) -> bool {
    model.terms.get(t).is_some_and(Term::is_residual)
}

fn by_procedure(model: &Model, fits: &dyn Fn(TermId) -> bool, matters: &[TermId], out: &mut Collected) {
    for rule in model.rules.iter().filter(|r| r.kind == RuleKind::Procedure && r.scope != Cond::True) {
        let Some(facts) = rule.record.and_then(|r| about_matters(model, r, matters)) else { continue };
        if facts.entails(model, &rule.scope) != Some(true) || !touched(model, &facts, &rule.scope) {
            continue;
        }
        for (index, item) in rule.items.iter().enumerate() {
            let Content::Step(step) = &item.content else { continue };
            if !fits(step.act) {
                continue;
            }
            for meeting in step.actors.list.iter().filter_map(|a| meeting_of(model, a)) {
                let cite = Cite { rule: model.id_of(rule), item: index as u32, place: item.place };
                let kind = LineKind::Meeting { meeting, verb: step.act, matter: None, residual: false, narrower: false };
                out.list.lines.push(Line { when: facts.residual(model, &item.guard), kind, force: item.force, cite });
            }
        }
    }
}

fn meeting_of(model: &Model, actor: &Actor) -> Option<TermId> {
    match actor.who {
        Who::Term(t) if model.is_meeting(t) => Some(t),
        _ => None,
    }
}

/// A case of the record that is about these matters: by a 若干 field of 事项, or by kind.
pub(super) fn about_matters(model: &Model, record: RecordId, matters: &[TermId]) -> Option<Facts> {
    let mut facts = Facts::about(record);
    let taxonomy = matters.first().and_then(|m| model.terms.get(*m)).map(|t| t.taxonomy)?;
    for id in model.lineage(record).into_iter().filter_map(|r| model.record(r)).flat_map(|r| r.fields.iter().copied()) {
        let Some(field) = model.field(id) else { continue };
        if field.kind == Type::Many(taxonomy) {
            facts.give(id, Domain { none: false, values: Values::Members { yes: matters.to_vec(), no: Vec::new(), complete: true } });
            return Some(facts);
        }
    }
    None
}

/// `义务 部门`, `义务 部门 对 公文（…）`: what binds a bearer, with conditions and frequency.
pub(super) fn duties(model: &Model, facts: &Facts, bearer: TermId) -> Collected {
    let mut out = Collected::default();
    let binds = |r: &Rule| r.bearers.iter().any(|b| model.terms.is_a(bearer, b.term) && !b.except.iter().any(|e| model.terms.is_a(bearer, *e)));
    let of_case = |r: &&Rule| r.items.iter().any(|i| names_case(model, facts, r, i));
    for rule in model.rules.iter().filter(|r| facts.record.is_none() || r.record == facts.record || of_case(r)) {
        let on_case = facts.record.is_none() || rule.record == facts.record;
        let when = facts.residual(model, &rule.scope);
        if when == Cond::False || (facts.record.is_some() && facts.entails(model, &rule.scope) == Some(false)) {
            continue;
        }
        let own = binds(rule);
        let acts = |i: &Item| match &i.content {
            Content::Norm(_) if !on_case => own && names_case(model, facts, rule, i),
            Content::Norm(_) => own || (rule.bearers.is_empty() && facts.record.is_some()),
            _ if !on_case => false,
            Content::Step(s) => s.actors.list.iter().any(|a| a.includes(model, bearer)),
            Content::Slot(s) => facts.record.is_none() && s.actors.list.iter().any(|a| a.includes(model, bearer)),
            _ => false,
        };
        let when = if own && facts.record.is_none() { Cond::True } else { when };
        out.list.lines.extend(lines(model, facts, rule, &acts).into_iter().map(|l| Line { when: Cond::all([when.clone(), l.when]), ..l }));
    }
    out
}
