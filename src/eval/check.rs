//! 核查: every norm, limit, deadline, quorum and step whose scope follows from the facts.

use super::actors;
use super::due::{self, failing};
use super::speak::asserted;
use crate::base::Str;
use crate::model::*;

/// Holds one recorded case against every rule that surely applies, worst first.
pub(super) fn check(model: &Model, facts: &Facts) -> Check {
    let mut out = Check::default();
    let Some(record) = facts.record else { return out };
    for rule in model.rules_on(record) {
        let scope = facts.entails(model, &rule.scope);
        if scope == Some(false) {
            continue;
        }
        for (index, item) in rule.items.iter().enumerate() {
            let guard = facts.entails(model, &item.guard);
            if guard == Some(false) {
                continue;
            }
            let cite = Cite { rule: model.id_of(rule), item: index as u32, place: item.place };
            match &item.content {
                Content::Norm(norm) if scope.is_none() => perhaps(model, facts, rule, item, norm, cite, &mut out),
                Content::Norm(norm) => norm_finding(model, facts, item, norm, cite, &mut out),
                Content::Limit(limit) if scope.is_some() => deadline(model, facts, item, limit, cite, &mut out),
                _ => {}
            }
        }
    }
    trail(model, facts, &mut out);
    about_matter(model, facts, record, &mut out);
    meeting(model, facts, record, &mut out);
    out.findings.sort_by_key(|f| (f.verdict, f.cite));
    out.findings.dedup_by(|a, b| a.cite == b.cite && a.verdict == b.verdict && a.remark == b.remark);
    out
}

/// Norms on what the case is about (`部门 要 整改 监督发现问题`) against 经过: a bearer has done it, or somebody else instead, or,
/// where the case is a bearer's own and the list complete, nobody.
fn about_matter(model: &Model, facts: &Facts, record: RecordId, out: &mut Check) {
    let Some(steps) = &facts.trail else { return };
    // an affair is nothing but its matter: what its bearer has not done is missing
    let affair = model.record(record).filter(|r| r.name.as_ref() == "事务");
    let own = affair.and_then(|r| r.responsible).and_then(|f| actors::known_term(model, facts, f));
    for rule in model.rules.iter().filter(|r| r.record.is_none()) {
        let bears = |who: TermId| rule.bearers.iter().any(|b| model.terms.is_a(who, b.term) && !b.except.iter().any(|e| model.terms.is_a(who, *e)));
        for (index, item) in rule.items.iter().enumerate().filter(|(_, i)| super::collect::names_case(model, facts, rule, i)) {
            let Content::Norm(Norm { what: What::Act { act, .. }, modal, .. }) = &item.content else { continue };
            let by: Vec<&TrailStep> = steps.iter().filter(|s| model.terms.is_a(s.act, *act)).collect();
            let did = by.iter().any(|s| bears(s.who));
            let (verdict, remark) = match (modal.is_some_and(|m| m.forbids()), did, by.first()) {
                (true, true, _) => (failing(item.force), None),
                (true, false, _) | (false, false, None) if modal.is_some_and(|m| m.forbids()) || !own.is_some_and(bears) || facts.trail_open => continue,
                (false, true, _) => (Verdict::Met, None),
                (false, false, Some(wrong)) => (failing(item.force), Some(remark(model, wrong))),
                _ => (failing(item.force), Some(("缺这一步".into(), "this step is missing".into()))),
            };
            if *modal == Some(crate::base::Force::May) || facts.entails(model, &item.guard) != Some(true) {
                continue;
            }
            let cite = Cite { rule: model.id_of(rule), item: index as u32, place: item.place };
            out.findings.push(Finding { verdict, force: item.force, cite, waits: Vec::new(), due: None, remark });
        }
    }
}

/// A norm that the given content would break, if its open scope holds.
fn perhaps(model: &Model, facts: &Facts, rule: &Rule, item: &Item, norm: &Norm, cite: Cite, out: &mut Check) {
    // an act that is not recorded tells nothing where no given fact points to the rule
    if content_of(norm).is_none() && !super::speak::touched(model, facts, &rule.scope) {
        return;
    }
    let mut found = Check::default();
    norm_finding(model, facts, item, norm, cite, &mut found);
    for mut f in found.findings.into_iter().filter(|f| matches!(f.verdict, Verdict::Breached | Verdict::Departed)) {
        f.verdict = Verdict::Undetermined;
        f.waits = open_atoms(model, facts, &rule.scope);
        out.findings.push(f);
    }
}

/// What a norm speaks of: given a content, the condition that must hold (true) or must not (false).
fn content_of(norm: &Norm) -> Option<&Cond> {
    match &norm.what {
        What::Fact(c) | What::Compare { cond: c, .. } => Some(c),
        What::Act { .. } | What::Phrase(_) => None,
    }
}

fn norm_finding(model: &Model, facts: &Facts, item: &Item, norm: &Norm, cite: Cite, out: &mut Check) {
    let forbids = norm.modal.is_some_and(|m| m.forbids());
    if norm.modal == Some(crate::base::Force::May) {
        return;
    }
    let (truth, given, waits) = match content_of(norm) {
        Some(cond) => {
            let given = touches(model, facts, cond);
            (facts.entails(model, cond), given, open_atoms(model, facts, cond))
        }
        None => match (&norm.what, &facts.trail) {
            (What::Act { act, .. }, Some(steps)) => (done(model, facts, steps, *act), true, Vec::new()),
            _ => return,
        },
    };
    if !given {
        remember(model, norm, out);
        return;
    }
    let kept = truth.map(|t| t != forbids);
    let mut waits = waits;
    let mut verdict = match kept {
        Some(true) => Verdict::Met,
        Some(false) => failing(item.force),
        None => Verdict::Undetermined,
    };
    let mut remark = None;
    if verdict != Verdict::Met {
        verdict = lifted(model, facts, norm, verdict, &mut waits);
        if verdict == Verdict::Met {
            remark = Some(("经批准或属除外情形，不受此限".into(), "lifted by an approval or an exception".into()));
        }
    }
    if facts.entails(model, &item.guard).is_none() && verdict != Verdict::Met {
        waits.extend(open_atoms(model, facts, &item.guard));
        verdict = Verdict::Undetermined;
    }
    out.findings.push(Finding { verdict, force: item.force, cite, waits, due: None, remark });
}

/// An approval given, or an exception that holds, lifts the norm; an unknown one leaves it open.
fn lifted(model: &Model, facts: &Facts, norm: &Norm, verdict: Verdict, waits: &mut Vec<AtomId>) -> Verdict {
    let mut lifts: Vec<Cond> = norm.except.clone();
    lifts.extend(norm.approval.as_ref().and_then(|a| model.yes(a.field)));
    let lift = Cond::any(lifts);
    match facts.settled(model, &lift) {
        Some(true) => Verdict::Met,
        Some(false) => verdict,
        None => {
            waits.extend(open_atoms(model, facts, &lift));
            Verdict::Undetermined
        }
    }
}

fn touches(model: &Model, facts: &Facts, cond: &Cond) -> bool {
    let given = |id: &AtomId| model.atom(*id).is_some_and(|a| facts.given.contains(&a.field));
    model.reads(cond).iter().any(given) || asserted(model, facts, cond)
}

fn open_atoms(model: &Model, facts: &Facts, cond: &Cond) -> Vec<AtomId> {
    let open = facts.residual(model, cond);
    model.reads(&open).into_iter().filter(|a| facts.atom(model, *a).is_none()).collect()
}

fn remember(model: &Model, norm: &Norm, out: &mut Check) {
    let atoms = content_of(norm).map(|c| model.reads(c)).unwrap_or_default();
    for field in atoms.into_iter().filter_map(|a| model.atom(a)).map(|a| a.field) {
        if !out.open.contains(&field) {
            out.open.push(field);
        }
    }
}

/// Whether an act was done, as far as the trail tells.
fn done(model: &Model, facts: &Facts, steps: &[TrailStep], act: TermId) -> Option<bool> {
    if steps.iter().any(|s| model.terms.is_a(s.act, act)) {
        return Some(true);
    }
    if facts.trail_open { None } else { Some(false) }
}

fn deadline(model: &Model, facts: &Facts, item: &Item, limit: &Limit, cite: Cite, out: &mut Check) {
    let guard = facts.entails(model, &item.guard);
    let given = facts.given.contains(&limit.field);
    let Some(due) = due::of_item(model, facts, item) else { return };
    if !given {
        if !out.open.contains(&limit.field) {
            out.open.push(limit.field);
        }
        return;
    }
    let day = due::day_of(model, facts, limit.field);
    let kept = day.and_then(|d| due::in_time(&due, d));
    let mut waits = open_atoms(model, facts, &item.guard);
    let verdict = match (kept, guard) {
        (Some(true), _) => Verdict::Met,
        (Some(false), Some(true)) => {
            waits.clear();
            failing(item.force)
        }
        _ => Verdict::Undetermined,
    };
    if due.value == DateValue::Vague {
        return;
    }
    out.findings.push(Finding { verdict, force: item.force, cite, waits, due: Some(due), remark: None });
}

/// One step expected in this case.
struct Expected<'m> {
    item: &'m Item,
    step: &'m Step,
    cite: Cite,
    sure: bool,
}

/// Holds 经过 against the plan: a step is missing when a later one is recorded or the list is complete;
/// an act by somebody outside its actors fails at the step's place.
fn trail(model: &Model, facts: &Facts, out: &mut Check) {
    let (Some(done), Some(record)) = (&facts.trail, facts.record) else { return };
    let mut plan: Vec<Expected> = Vec::new();
    let speaking: Vec<&Rule> = model.rules_on(record).filter(|r| r.kind == RuleKind::Procedure && facts.entails(model, &r.scope) == Some(true)).collect();
    let standing = super::collect::Standing::of(model, facts);
    for rule in speaking.iter().filter(|r| standing.holds(model, r)) {
        for (index, item) in rule.items.iter().enumerate() {
            let guard = facts.entails(model, &item.guard);
            if let (Content::Step(step), true) = (&item.content, guard != Some(false)) {
                let cite = Cite { rule: model.id_of(rule), item: index as u32, place: item.place };
                plan.push(Expected { item, step, cite, sure: guard == Some(true) });
            }
        }
    }
    let signed = signatures(model, facts, done, &plan, out);
    for e in plan.iter().filter(|e| model.terms.unique_class(e.step.act).is_none_or(|c| !signed.contains(&c))) {
        let same_act: Vec<&Expected> = plan.iter().filter(|o| model.terms.is_a(o.step.act, e.step.act)).collect();
        let by: Vec<&TrailStep> = done.iter().filter(|s| model.terms.is_a(s.act, e.step.act)).collect();
        let allowed = |s: &&TrailStep| same_act.iter().any(|o| does(model, facts, o.step, s.who) == Some(true));
        let perhaps = by.iter().any(|s| does(model, facts, e.step, s.who).is_none());
        let verdict_if_bad = |sure: bool| if sure && !perhaps { failing(e.item.force) } else { Verdict::Undetermined };
        let waits = open_atoms(model, facts, &e.item.guard);
        let absent = undone(model, facts, e.step, &by);
        if by.iter().any(|s| does(model, facts, e.step, s.who) == Some(true)) && !(absent && missing(model, facts, done, &plan, e)) {
            out.findings.push(Finding { verdict: Verdict::Met, force: e.item.force, cite: e.cite, waits: Vec::new(), due: None, remark: None });
        } else if let Some(wrong) = by.iter().find(|s| !allowed(s)) {
            let remark = remark(model, wrong);
            out.findings.push(Finding { verdict: verdict_if_bad(e.sure), force: e.item.force, cite: e.cite, waits, due: None, remark: Some(remark) });
        } else if missing(model, facts, done, &plan, e) && e.item.force != crate::base::Force::May {
            let remark = if absent { left_out(model, facts, e.step, &by) } else { ("缺这一步".into(), "this step is missing".into()) };
            out.findings.push(Finding { verdict: verdict_if_bad(e.sure), force: e.item.force, cite: e.cite, waits, due: None, remark: Some(remark) });
        }
    }
}

/// A 唯一 act that was done is held against the answer of its own choice; gives the classes so settled.
fn signatures(model: &Model, facts: &Facts, done: &[TrailStep], plan: &[Expected], out: &mut Check) -> Vec<TermId> {
    let mut settled = Vec::new();
    for e in plan {
        let Some(class) = model.terms.unique_class(e.step.act).filter(|c| !settled.contains(c)) else { continue };
        let Some(step) = done.iter().find(|s| model.terms.is_a(s.act, class)) else { continue };
        let chosen = super::choice::choose(model, facts, &super::choice::Asked::Act(class)).choice;
        let Some(tree) = chosen.main.as_ref().filter(|_| chosen.elsewhere.is_empty()) else { continue };
        let mut leaves = Vec::new();
        tree.leaves(&mut leaves);
        let by = |l: &&Leaf| match &l.kind {
            LeafKind::Actors { actors, .. } => does(model, facts, &Step { actors: actors.clone(), ..e.step.clone() }, step.who),
            _ => None,
        };
        let answers: Vec<Option<bool>> = leaves.iter().map(by).collect();
        let first = leaves.iter().find(|l| by(l) == Some(false)).or(leaves.first());
        let Some((force, cite)) = first.and_then(|l| Some((l.force, settled_by(model, facts, &l.cites)?))) else { continue };
        let mut waits = Vec::new();
        let (verdict, remark) = if answers.iter().all(|a| *a == Some(true)) {
            (Verdict::Met, None)
        } else if answers.iter().all(|a| *a == Some(false)) {
            (failing(force), Some(remark(model, step)))
        } else {
            super::run::atoms_of(tree, &mut waits);
            (Verdict::Undetermined, None)
        };
        out.findings.push(Finding { verdict, force, cite, waits, due: None, remark });
        settled.push(class);
    }
    settled
}

/// Of the places that give one answer, the one whose own condition surely holds.
fn settled_by(model: &Model, facts: &Facts, cites: &[Cite]) -> Option<Cite> {
    let guard = |c: &&Cite| model.rule(c.rule).and_then(|r| r.items.get(c.item as usize)).is_some_and(|i| facts.entails(model, &i.guard) == Some(true));
    cites.iter().find(guard).or(cites.first()).copied()
}

fn zh(model: &Model, t: TermId) -> String {
    model.terms.get(t).map_or_else(String::new, |t| t.own.clone().unwrap_or_else(|| t.name.clone()).to_string())
}

fn en(model: &Model, t: TermId) -> String {
    model.terms.get(t).and_then(|t| t.english.clone()).map_or_else(|| zh(model, t), |e| e.replace('_', " "))
}

fn remark(model: &Model, wrong: &TrailStep) -> (Str, Str) {
    let (who, act) = (wrong.who, wrong.act);
    (format!("实际由{}{}", zh(model, who), zh(model, act)).into(), format!("done by {} ({})", en(model, who), en(model, act)).into())
}

/// Of actors joined by 和, those who have not acted.
fn left_out(model: &Model, facts: &Facts, step: &Step, by: &[&TrailStep]) -> (Str, Str) {
    let missing = step.actors.list.iter().filter(|a| !acted(model, facts, step, a, by));
    let terms: Vec<TermId> = missing.filter_map(|a| if let Who::Term(t) = a.who { Some(t) } else { None }).collect();
    let join = |f: fn(&Model, TermId) -> String, sep: &str| terms.iter().map(|t| f(model, *t)).collect::<Vec<_>>().join(sep);
    (format!("缺{}", join(zh, "、")).into(), format!("{} has not acted", join(en, ", ")).into())
}

fn acted(model: &Model, facts: &Facts, step: &Step, actor: &Actor, by: &[&TrailStep]) -> bool {
    let alone = Step { actors: ActorSet { list: vec![actor.clone()], ..step.actors.clone() }, ..step.clone() };
    by.iter().any(|s| does(model, facts, &alone, s.who) != Some(false))
}

/// Of actors joined by 和, one has not acted.
fn undone(model: &Model, facts: &Facts, step: &Step, by: &[&TrailStep]) -> bool {
    !step.actors.any && step.actors.list.len() > 1 && !step.actors.list.iter().all(|a| acted(model, facts, step, a, by))
}

/// Whether somebody is an actor of the step; open where a relative role could be anybody of its class.
fn does(model: &Model, facts: &Facts, step: &Step, who: TermId) -> Option<bool> {
    let resolved: Vec<Actor> = step.actors.list.iter().flat_map(|a| actors::derived(model, facts, a)).collect();
    if resolved.iter().any(|a| a.who == Who::Open || a.includes(model, who)) {
        return Some(true);
    }
    let told = |a: &Actor| {
        let Who::Term(t) = a.who else { return None };
        let field = model.terms.get(t).filter(|t| t.relative).and_then(|x| model.field_named(facts.record?, &x.name))?;
        actors::known_term(model, facts, field)
    };
    if resolved.iter().filter_map(told).any(|known| model.terms.is_a(who, known)) {
        return Some(true);
    }
    let relative = |a: &Actor| match a.who {
        Who::Term(t) => model.terms.get(t).filter(|x| x.relative).is_some_and(|x| model.terms.is_a(t, who) || x.parents.iter().any(|p| model.terms.is_a(who, *p))),
        _ => false,
    };
    if resolved.iter().any(relative) { None } else { Some(false) }
}

fn missing(model: &Model, facts: &Facts, done: &[TrailStep], plan: &[Expected], e: &Expected) -> bool {
    // of alternative courses none of which was taken, the first one's steps are reported
    if e.step.alternative.iter().any(|a| a.number > 0) {
        return false;
    }
    let alternative_taken = !e.step.alternative.is_empty()
        && plan.iter().any(|o| {
            o.cite.rule == e.cite.rule
                && o.step.alternative != e.step.alternative
                && done.iter().any(|s| model.terms.is_a(s.act, o.step.act) && does(model, facts, o.step, s.who) != Some(false))
        });
    if alternative_taken {
        return false;
    }
    let other_signer = model
        .terms
        .unique_class(e.step.act)
        .is_some_and(|c| done.iter().any(|s| model.terms.is_a(s.act, c)) && plan.iter().filter(|o| model.terms.is_a(o.step.act, c)).count() > 1);
    if other_signer {
        return false;
    }
    let later = |o: &&Expected| o.cite.rule == e.cite.rule && o.step.seq > e.step.seq;
    let later_done = plan.iter().filter(later).any(|o| done.iter().any(|s| model.terms.is_a(s.act, o.step.act)));
    !facts.trail_open || later_done
}

/// A held meeting: who chaired and convened it, whether enough came, how often it met.
fn meeting(model: &Model, facts: &Facts, record: RecordId, out: &mut Check) {
    let Some(meeting) = model.record(record).and_then(|r| r.kind).and_then(|f| actors::known_term(model, facts, f)) else { return };
    for rule in model.rules.iter().filter(|r| r.meeting.is_some_and(|m| model.terms.is_a(meeting, m))) {
        for (index, item) in rule.items.iter().enumerate() {
            let cite = Cite { rule: model.id_of(rule), item: index as u32, place: item.place };
            let (kept, waits) = match &item.content {
                Content::Slot(slot) => (holder(model, facts, record, slot), Vec::new()),
                Content::Quorum(q) => (quorum(model, facts, record, q), Vec::new()),
                Content::Frequency(f) => frequency(model, facts, record, meeting, f).unwrap_or_default(),
                _ => (None, Vec::new()),
            };
            let anybody = match &item.content {
                Content::Slot(slot) => Cond::any(slot.actors.list.iter().map(|a| a.guard.clone())),
                _ => Cond::True,
            };
            let guard = Cond::all([item.guard.clone(), anybody]);
            let (verdict, waits) = match (kept, facts.entails(model, &guard)) {
                (_, Some(false)) => continue,
                (Some(true), _) => (Verdict::Met, waits),
                (Some(false), Some(true)) => (failing(item.force), waits),
                (Some(false), None) => (Verdict::Undetermined, open_atoms(model, facts, &guard)),
                (None, _) if !waits.is_empty() => (Verdict::Undetermined, waits),
                (None, _) => continue,
            };
            let remark = if let Content::Quorum(q) = &item.content { came(model, facts, record, q) } else { None };
            out.findings.push(Finding { verdict, force: item.force, cite, waits, due: None, remark });
        }
    }
}

/// Whether the recorded host or convener is one the slot names.
fn holder(model: &Model, facts: &Facts, record: RecordId, slot: &MeetingSlot) -> Option<bool> {
    let who = recorded(model, facts, record, slot.kind)?;
    let principal = model.field_named(record, "会议委托人").filter(|f| facts.given.contains(f)).map(|f| actors::known_term(model, facts, f));
    let named = slot.actors.list.iter().filter(|a| a.includes(model, who));
    let fits = named.map(|a| match (facts.entails(model, &a.guard), &a.entrusted, &facts.situation.trust) {
        (Some(false), ..) => Some(false),
        (None, ..) => None,
        (_, Some((by, _)), None) => principal.map(|p| p.is_some_and(|p| model.terms.is_a(p, *by) || model.terms.is_a(*by, p))),
        (_, Some(_), Some(t)) => Some(t.is_some()),
        (_, None, _) => Some(true),
    });
    let mut open = false;
    for f in fits {
        match f {
            Some(true) => return Some(true),
            Some(false) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(false) }
}

/// Who is recorded to have chaired or convened a held meeting.
pub(super) fn recorded(model: &Model, facts: &Facts, record: RecordId, slot: SlotKind) -> Option<TermId> {
    let field = match slot {
        SlotKind::Chair => "主持人",
        SlotKind::Convener => "召集人",
        _ => return None,
    };
    actors::known_term(model, facts, model.field_named(record, field)?)
}

pub(super) fn quorum(model: &Model, facts: &Facts, record: RecordId, q: &Quorum) -> Option<bool> {
    let number = |name: &str| model.field_named(record, name).and_then(|f| due::number_of(model, facts, f));
    let came = number("实到人数")?;
    Some(came / crate::model::SCALE >= least(q, number("应到人数")? / crate::model::SCALE))
}

/// `至少7人，到会6人`
fn came(model: &Model, facts: &Facts, record: RecordId, q: &Quorum) -> Option<(Str, Str)> {
    let number = |name: &str| model.field_named(record, name).and_then(|f| due::number_of(model, facts, f)).map(|n| n / crate::model::SCALE);
    let (least, came) = (least(q, number("应到人数")?), number("实到人数")?);
    Some((format!("至少{least}人，实到{came}人").into(), format!("at least {least}, present {came}").into()))
}

/// The least number of persons that fulfils a quorum of `all` members.
pub(super) fn least(q: &Quorum, all: i64) -> i64 {
    let (n, d) = (i64::from(q.numerator), i64::from(q.denominator.max(1)));
    if q.strict { all * n / d + 1 } else { (all * n + d - 1) / d }
}

/// How often this year, or this month, against the bound: more than a range needs 随时 (its condition is what is open), fewer
/// than the least is no departure before the period is over, but none at all is said of a whole period.
fn frequency(model: &Model, facts: &Facts, record: RecordId, meeting: TermId, f: &Frequency) -> Option<(Option<bool>, Vec<AtomId>)> {
    let bound = f.bound?;
    let times = due::number_of(model, facts, counted(model, record, bound.every)?)? / crate::model::SCALE;
    if bound.most.is_some_and(|most| times > most) {
        return Some(match any_time(model, facts, meeting) {
            Cond::True => (Some(true), Vec::new()),
            Cond::False => (Some(false), Vec::new()),
            open => (None, open_atoms(model, facts, &open)),
        });
    }
    match bound.least {
        Some(_) if times == 0 => Some((Some(false), Vec::new())),
        Some(least) if times < least => None,
        _ => Some((Some(true), Vec::new())),
    }
}

/// What is open of the condition under which a meeting may be held at any time.
pub(super) fn any_time(model: &Model, facts: &Facts, meeting: TermId) -> Cond {
    let about = model.items().filter(|(r, _)| r.meeting.is_some_and(|m| model.terms.is_a(meeting, m)));
    let free = about.filter(|(_, i)| matches!(&i.content, Content::Frequency(Frequency { bound: None })));
    let when = Cond::any(free.map(|(_, i)| i.guard.clone()));
    match facts.settled(model, &when) {
        Some(true) => Cond::True,
        Some(false) => Cond::False,
        None => facts.residual(model, &when),
    }
}

/// The field of a held meeting that counts its sessions in one such period.
pub(super) fn counted(model: &Model, record: RecordId, every: crate::calendar::Every) -> Option<FieldId> {
    use crate::calendar::Period;
    let name = match (every.period, every.count) {
        (Period::Year, 1) => "本年次数",
        (Period::Month, 1) => "本月次数",
        _ => return None,
    };
    model.field_named(record, name)
}
