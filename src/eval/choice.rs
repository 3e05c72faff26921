//! Questions with one answer a case: who performs a 唯一 act, which limit applies, who stands in.
//!
//! 本题 is explored over the completions in which no might-speak rule speaks; 另有 takes one such rule at a time.

use super::actors;
use super::due;
use super::run::{Explored, Run, explore};
use super::speak::{Speakers, follows, implies, speakers, stopper};
use crate::base::{Force, Relation, Str};
use crate::model::*;

/// Which contributions answer the question.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    /// The 唯一 class of an act.
    Act(TermId),
    /// Date fields that record one act.
    Due(TermId, Vec<FieldId>),
    Limit(FieldId),
    StandIn(TermId),
}

impl Asked {
    /// Whether an item answers it.
    pub fn takes(&self, model: &Model, item: &Item) -> bool {
        match (self, &item.content) {
            (Asked::Act(class), Content::Step(s)) => model.terms.is_a(s.act, *class),
            (Asked::Due(_, fields), Content::Limit(l)) => fields.contains(&l.field),
            (Asked::Due(act, _), Content::Step(Step { act: done, timing: Some(Timing::Formula(_)), .. })) => model.terms.is_a(*done, *act),
            (Asked::Due(act, _), Content::Norm(Norm { what: What::Act { act: done, .. }, timing: Some(Timing::Formula(_)), .. })) => model.terms.is_a(*done, *act),
            (Asked::Limit(field), Content::Norm(Norm { what: What::Compare { field: f, .. }, .. })) => f == field,
            (Asked::StandIn(role), Content::StandIn(s)) => model.terms.is_a(*role, s.role),
            _ => false,
        }
    }
}

/// One applicable contribution.
struct Live<'m> {
    rule: &'m Rule,
    index: u32,
    item: &'m Item,
}

impl Live<'_> {
    fn cite(&self, id: RuleId) -> Cite {
        Cite { rule: id, item: self.index, place: self.item.place }
    }
}

pub(super) fn silent() -> Leaf {
    Leaf::silent(Silence::NoRule, Vec::new())
}

/// The parts of an answer to a choice.
pub(super) struct Chosen {
    pub choice: Choice,
    pub irrelevant: Vec<AtomId>,
    pub assumed: Vec<FieldId>,
    pub near: Vec<(RuleId, Option<AtomId>)>,
    pub defeated: Vec<(RuleId, RuleId, &'static str)>,
}

/// Answers a choice over the rules of the case's record.
pub(super) fn choose(model: &Model, facts: &Facts, asked: &Asked) -> Chosen {
    let relevant = |r: &&Rule| r.items.iter().any(|i| asked.takes(model, i));
    let on_record = model.rules.iter().filter(|r| r.record == facts.record);
    let s = speakers(model, facts, on_record.filter(relevant), &|r| r.scope.clone());
    let scope_of = |r: &Rule| r.scope.clone();
    let none_other: Vec<Cond> = s.might.iter().map(|(r, _)| scope_of(r).complement()).collect();
    let mut out = Chosen { choice: Choice::default(), irrelevant: Vec::new(), assumed: Vec::new(), near: Vec::new(), defeated: Vec::new() };
    out.near = s.out.iter().map(|r| (model.id_of(r), stopper(model, facts, &r.scope))).collect();
    let mut shape = None;
    if !s.speaking.is_empty() && facts.possible(model, &none_other) {
        let main = explore(model, facts, none_other.clone(), &named(model, &s.speaking, asked), &|run| leaf(run, &s.speaking, asked));
        out.choice.main = Some(main.tree);
        shape = Some(main.shape);
        out.irrelevant = main.irrelevant;
        out.assumed = main.assumed;
        out.defeated = main.defeated;
    }
    elsewhere(model, facts, asked, &s, shape.as_ref(), &mut out);
    if out.choice.main.is_none() {
        out.choice.rest_silent = facts.possible(model, &none_other);
    }
    out
}

/// One line for each might-speak rule that a given fact touches (for every one, if there is no 本题), unless 本题 says the same there.
fn elsewhere(model: &Model, facts: &Facts, asked: &Asked, s: &Speakers, main: Option<&Tree>, out: &mut Chosen) {
    let mut order: Vec<&(&Rule, bool)> = s.might.iter().collect();
    order.sort_by_key(|(_, touched)| !touched);
    let lone = main.is_none();
    let with = |on: &[&Rule]| with_rules(model, facts, asked, s, on);
    for (rule, touched) in order {
        if !lone && !touched {
            out.choice.untouched.push(rule.place);
            continue;
        }
        let Some(found) = with(&[rule]) else { continue };
        let when = facts.residual(model, &rule.scope);
        let said = out.choice.elsewhere.iter().any(|e| e.tree == found.tree && e.when == when);
        if said || main.is_some_and(|main| found.told_by(main)) {
            continue;
        }
        let mut also = Vec::new();
        for (second, _) in s.might.iter().filter(|(r, touched)| *touched && !std::ptr::eq(*r, *rule)) {
            if follows(model, facts, &rule.scope, &second.scope) {
                continue;
            }
            if let Some(both) = with(&[rule, second]).filter(|both| !both.told_by(&found.shape)) {
                also.push((model.id_of(second), facts.residual(model, &second.scope), both.tree));
            }
        }
        out.choice.elsewhere.push(Elsewhere { rule: model.id_of(rule), when, tree: found.tree, also });
    }
}

/// The answer where these might-speak rules speak and, of the others, only those that then must.
fn with_rules<'m>(model: &'m Model, facts: &Facts, asked: &Asked, s: &Speakers, on: &[&Rule]) -> Option<Explored<'m>> {
    let mut frame: Vec<Cond> = on.iter().map(|r| r.scope.clone()).collect();
    let together = Cond::all(frame.clone());
    let mut voices: Vec<&Rule> = s.speaking.clone();
    voices.extend(on);
    for (other, _) in s.might.iter().filter(|(r, _)| !on.iter().any(|o| std::ptr::eq(*o, *r))) {
        if follows(model, facts, &together, &other.scope) {
            voices.push(other);
        } else {
            frame.push(other.scope.clone().complement());
        }
    }
    if !facts.possible(model, &frame) {
        return None;
    }
    voices.sort_by_key(|r| model.id_of(r));
    Some(explore(model, facts, frame, &named(model, &voices, asked), &|run| leaf(run, &voices, asked)))
}

/// The atoms that these rules name for the question, in the order of the file.
fn named(model: &Model, rules: &[&Rule], asked: &Asked) -> Vec<AtomId> {
    let mut out = Vec::new();
    for item in rules.iter().flat_map(|r| &r.items).filter(|i| asked.takes(model, i)) {
        model.named(&item.guard, &mut out);
        match &item.content {
            Content::Norm(n) => n.except.iter().for_each(|e| model.named(e, &mut out)),
            Content::Step(Step { actors, .. }) | Content::StandIn(StandIn { actors, .. }) => actors.list.iter().for_each(|a| model.named(&a.guard, &mut out)),
            _ => {}
        }
    }
    out
}

/// The answer of one completion, given the rules that speak in it.
fn leaf(run: &mut Run, rules: &[&Rule], asked: &Asked) -> Leaf {
    let model = run.model;
    let mut live: Vec<Live> = Vec::new();
    let mut exempt: Vec<Cite> = Vec::new();
    for rule in rules {
        for (index, item) in rule.items.iter().enumerate().filter(|(_, i)| asked.takes(model, i)) {
            if !run.holds(&item.guard) {
                continue;
            }
            let found = Live { rule, index: index as u32, item };
            if excepted(run, item) {
                exempt.push(found.cite(model.id_of(rule)));
            } else {
                live.push(found);
            }
        }
    }
    if live.is_empty() && !exempt.is_empty() {
        return Leaf::silent(Silence::Exempt, exempt);
    }
    let wholes: Vec<&Rule> = rules.iter().copied().filter(|r| r.whole && !r.other).collect();
    let mut lost: Vec<(RuleId, RuleId, &'static str)> = Vec::new();
    for l in live.iter().filter(|l| l.rule.other) {
        let winner = wholes.iter().find(|w| w.place.article == l.rule.place.article);
        lost.extend(winner.map(|w| (model.id_of(l.rule), model.id_of(w), "other")));
    }
    live.retain(|l| !(l.rule.other && wholes.iter().any(|w| w.place.article == l.rule.place.article)));
    let winner = |l: &Live| live.iter().find_map(|w| beats(model, run.given, asked, w, l).map(|p| (model.id_of(l.rule), model.id_of(w.rule), p)));
    let beaten: Vec<Option<(RuleId, RuleId, &'static str)>> = live.iter().map(winner).collect();
    lost.extend(beaten.iter().flatten());
    run.defeated.extend(lost);
    let mut kept = beaten.iter();
    live.retain(|_| matches!(kept.next(), Some(None)));
    match asked {
        Asked::Act(class) => who(run, &live, *class),
        Asked::Due(..) => due::leaf(run.model, run.given, &live.iter().map(|l| (l.item, l.cite(model.id_of(l.rule)))).collect::<Vec<_>>()),
        Asked::Limit(field) => limit(model, &live, *field),
        Asked::StandIn(role) => standin(run, &live, *role),
    }
}

/// A limit whose exception holds does not apply.
fn excepted(run: &mut Run, item: &Item) -> bool {
    let Content::Norm(norm) = &item.content else { return false };
    norm.except.iter().any(|e| run.holds(e))
}

/// The principle by which `a` defeats `b`, if it does.
fn beats(model: &Model, facts: &Facts, asked: &Asked, a: &Live, b: &Live) -> Option<&'static str> {
    if std::ptr::eq(a.rule, b.rule) {
        return None;
    }
    if replaces(model, asked, a.rule, b) {
        return Some("replaces");
    }
    // what the file says goes before what follows from the guards
    if replaces(model, asked, b.rule, a) {
        return None;
    }
    let guard = |l: &Live| Cond::all([l.rule.scope.clone(), l.item.guard.clone()]);
    let (ga, gb) = (guard(a), guard(b));
    let special = implies(model, facts, &ga, &gb) && !implies(model, facts, &gb, &ga);
    special.then_some("special")
}

fn replaces(model: &Model, asked: &Asked, winner: &Rule, loser: &Live) -> bool {
    let id = model.id_of(loser.rule);
    winner.replaces.iter().any(|r| {
        let act = match (r.act, asked) {
            (None, _) => true,
            (Some(act), Asked::Act(class)) => model.terms.unique_class(act).unwrap_or(act) == *class,
            (Some(act), Asked::Due(asked, _)) => model.terms.is_a(act, *asked),
            _ => false,
        };
        act && r.rules.contains(&id)
    })
}

/// Actor sets with common members agree on the common ones; with none they conflict.
fn who(run: &mut Run, live: &[Live], class: TermId) -> Leaf {
    let model = run.model;
    let mut groups: Vec<Leaf> = Vec::new();
    let mut last: Option<&Rule> = None;
    for l in live {
        let Content::Step(step) = &l.item.content else { continue };
        let actors = actors::resolved(run, &step.actors);
        let cite = l.cite(model.id_of(l.rule));
        match groups.last_mut().filter(|_| last.is_some_and(|r| std::ptr::eq(r, l.rule))) {
            Some(Leaf { kind: LeafKind::Actors { actors: had, .. }, cites, .. }) => {
                had.any = true;
                had.list.extend(actors.list.into_iter().filter(|a| !had.list.contains(a)).collect::<Vec<_>>());
                cites.push(cite);
            }
            _ => groups.push(Leaf { kind: LeafKind::Actors { act: step.act, actors }, force: l.item.force, cites: vec![cite] }),
        }
        last = Some(l.rule);
    }
    let mut groups = groups.into_iter();
    let Some(first) = groups.next() else { return silent() };
    let rest: Vec<Leaf> = groups.collect();
    agree(model, first, rest, class)
}

fn agree(model: &Model, first: Leaf, rest: Vec<Leaf>, class: TermId) -> Leaf {
    let mut merged = first.clone();
    for other in &rest {
        let (LeafKind::Actors { actors: a, act }, LeafKind::Actors { actors: b, .. }) = (&merged.kind, &other.kind) else { continue };
        let common = actors::common(model, a, b);
        if common.list.is_empty() {
            let mut all = vec![first];
            all.extend(rest);
            return Leaf { kind: LeafKind::Conflict(all.clone()), force: Force::Stated, cites: all.iter().flat_map(|l| l.cites.clone()).collect() };
        }
        let act = if model.terms.is_a(*act, class) { *act } else { class };
        let cites = merged.cites.iter().chain(&other.cites).copied().collect();
        let force = stronger(merged.force, other.force);
        merged = Leaf { kind: LeafKind::Actors { act, actors: common }, force, cites };
    }
    match &merged.kind {
        LeafKind::Actors { actors, .. } if actors.list.iter().all(|a| a.who == Who::Open) => Leaf::silent(Silence::OpenActor, merged.cites),
        _ => merged,
    }
}

fn stronger(a: Force, b: Force) -> Force {
    if b.class() < a.class() { b } else { a }
}

/// Bounds of one direction hold together, so the tightest answers; an exact number goes before bounds. All are cited.
fn limit(model: &Model, live: &[Live], field: FieldId) -> Leaf {
    let mut bounds: Vec<(Relation, i64, Force, Option<Str>)> = Vec::new();
    let mut cites = Vec::new();
    for l in live {
        let Content::Norm(Norm { what: What::Compare { relation, number, unit, .. }, .. }) = &l.item.content else { continue };
        bounds.push((*relation, *number, l.item.force, unit.clone()));
        cites.push(l.cite(model.id_of(l.rule)));
    }
    let of = |wanted: [Relation; 2]| bounds.iter().filter(move |b| wanted.contains(&b.0));
    let strict = |r: Relation| matches!(r, Relation::Lt | Relation::Gt);
    let most = of([Relation::Le, Relation::Lt]).min_by_key(|(r, n, force, _)| (*n, !strict(*r), force.class()));
    let least = of([Relation::Ge, Relation::Gt]).min_by_key(|(r, n, force, _)| (std::cmp::Reverse(*n), !strict(*r), force.class()));
    let exact = of([Relation::Eq; 2]).min_by_key(|(_, _, force, _)| force.class());
    if let (None, Some((_, low, a, unit)), Some((_, high, b, _))) = (exact, least, most) {
        let kind = LeafKind::Range { field, least: *low, most: *high, unit: unit.clone() };
        return Leaf { kind, force: stronger(*a, *b), cites };
    }
    match exact.or(most).or(least).or(bounds.first()) {
        Some((relation, number, force, unit)) => {
            let kind = LeafKind::Quantity { field, relation: *relation, number: *number, unit: unit.clone() };
            Leaf { kind, force: *force, cites }
        }
        None => silent(),
    }
}

/// Each statement goes down its own list; those that then name somebody must agree. One that names nobody leaves it to the others.
fn standin(run: &mut Run, live: &[Live], asked: TermId) -> Leaf {
    let (mut named, mut nobody): (Vec<Leaf>, Vec<Leaf>) = (Vec::new(), Vec::new());
    for statement in live.chunk_by(|a, b| std::ptr::eq(a.rule, b.rule)) {
        match turn(run, statement, asked) {
            leaf @ Leaf { kind: LeafKind::StandIn { .. }, .. } => named.push(leaf),
            leaf => nobody.push(leaf),
        }
    }
    match named.split_first() {
        None => {
            let open = nobody.iter().any(|l| l.kind == LeafKind::Silent(Silence::OpenActor));
            let kind = if open { Silence::OpenActor } else { Silence::NoRule };
            Leaf::silent(kind, nobody.into_iter().flat_map(|l| l.cites).collect())
        }
        Some((first, rest)) => {
            let cites = named.iter().flat_map(|l| l.cites.clone()).collect();
            let force = rest.iter().fold(first.force, |force, l| stronger(force, l.force));
            match one_standin(run.model, first, rest) {
                Some(kind) => Leaf { kind, force, cites },
                None => Leaf { kind: LeafKind::Conflict(named), force: Force::Stated, cites },
            }
        }
    }
}

/// What these say together: the members that all have in common, or, where everybody waits for an entrustment, whoever gets it.
fn one_standin(model: &Model, first: &Leaf, rest: &[Leaf]) -> Option<LeafKind> {
    let waiting = std::iter::once(first).chain(rest).all(Leaf::waits);
    let LeafKind::StandIn { mut actors, mut power } = first.kind.clone() else { return None };
    for other in rest {
        let LeafKind::StandIn { actors: theirs, power: does } = &other.kind else { return None };
        if power.is_some() && does.is_some() && power != *does {
            return None;
        }
        power = power.or(*does);
        if waiting {
            let more: Vec<Actor> = theirs.list.iter().filter(|a| !actors.list.contains(a)).cloned().collect();
            actors.list.extend(more);
            actors.any = actors.list.len() > 1;
        } else {
            actors = actors::common(model, &actors, theirs);
        }
    }
    (!actors.list.is_empty()).then_some(LeafKind::StandIn { actors, power })
}

/// The first rank of one statement whose predecessors are all away; nobody who is away stands in.
fn turn(run: &mut Run, statement: &[Live], asked: TermId) -> Leaf {
    let model = run.model;
    let mut ranks: Vec<(&StandIn, Force, Cite)> = Vec::new();
    for l in statement {
        if let Content::StandIn(s) = &l.item.content {
            ranks.push((s, l.item.force, l.cite(model.id_of(l.rule))));
        }
    }
    ranks.sort_by_key(|r| r.0.rank);
    for (rank, force, cite) in ranks {
        let away = |a: &Actor| absent(run, a, asked);
        let all_away = !rank.actors.list.is_empty() && rank.actors.list.iter().all(|a| away(a).is_some());
        if all_away {
            // the next in line asks that this one is away for a listed reason too
            let listed = |x: &Away| rank.reasons.is_empty() || x.reason.is_none_or(|r| rank.reasons.iter().any(|l| model.terms.is_a(r, *l)));
            if rank.actors.list.iter().filter_map(away).all(|x| listed(&x)) {
                continue;
            }
            return Leaf::silent(Silence::NoRule, vec![cite]);
        }
        let present = ActorSet { list: rank.actors.list.iter().filter(|a| away(a).is_none()).cloned().collect(), ..rank.actors.clone() };
        let left = actors::resolved(run, &present);
        if left.list.is_empty() {
            return Leaf::silent(Silence::NoRule, vec![cite]);
        }
        if left.list.iter().all(|a| a.who == Who::Open) {
            return Leaf::silent(Silence::OpenActor, vec![cite]);
        }
        return Leaf { kind: LeafKind::StandIn { actors: left, power: rank.power }, force, cites: vec![cite] };
    }
    silent()
}

/// How an actor is away. That one holder of the role asked about is away says nothing of the others.
fn absent(run: &Run, actor: &Actor, asked: TermId) -> Option<Away> {
    let Who::Term(t) = actor.who else { return None };
    let covers = |x: &&Away| t == x.role || (x.role != asked && run.model.terms.is_a(t, x.role));
    run.given.situation.away.iter().find(covers).cloned()
}
