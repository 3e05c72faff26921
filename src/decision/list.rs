//! Lists about a record: 流程, 谁 does what several may do, 义务. Each contribution keeps a guard of its own; their product is never built.

use super::actors;
use super::check::{Book, Case, Entry};
use super::choice::{Chosen, stopper, touched};
use super::diagram::Ref;
use super::due;
use crate::base::Force;
use crate::model::*;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Listed {
    /// Every step of the chain.
    Chain,
    /// Who performs an act.
    Act(TermId),
    /// What binds a bearer.
    Duties(TermId),
}

impl Listed {
    /// Whether an item may be a line, whatever the case.
    fn takes(self, model: &Model, record: RecordId, rule: &Rule, item: &Item) -> bool {
        let own = rule.record == Some(record);
        match (self, &item.content) {
            _ if !own && rule.record.is_some() => false,
            (Listed::Chain, Content::Step(_)) => own && rule.kind == RuleKind::Procedure,
            (Listed::Act(act), Content::Step(s)) => model.terms.is_a(s.act, act),
            (Listed::Act(act), Content::Norm(Norm { what: What::Act { act: done, .. }, modal, .. })) => model.terms.is_a(*done, act) && !modal.is_some_and(Force::forbids),
            (Listed::Duties(bearer), Content::Norm(_)) => binds(model, rule, bearer) || (own && rule.bearers.is_empty()),
            (Listed::Duties(bearer), Content::Step(s)) => own && s.actors.list.iter().any(|a| a.includes(model, bearer)),
            _ => false,
        }
    }

    /// Whether it is one in this case: a rule on no record is about what the case is, or is about.
    fn means(self, model: &Model, facts: &Facts, rule: &Rule, item: &Item) -> bool {
        let names = |i: &Item| objects(i).iter().any(|o| matches!(o, Object::Term(t) if is_about(model, facts, *t)));
        match (self, &item.content) {
            (Listed::Act(_), _) if rule.record.is_none() && !rule.items.iter().any(names) => false,
            (Listed::Act(_), Content::Norm(_)) => objects(item).is_empty() || names(item),
            (Listed::Duties(_), Content::Norm(_)) if rule.record.is_none() => names(item),
            _ => true,
        }
    }
}

fn objects(item: &Item) -> &[Object] {
    match &item.content {
        Content::Norm(Norm { what: What::Act { objects, .. }, .. }) => objects,
        _ => &[],
    }
}

fn binds(model: &Model, rule: &Rule, bearer: TermId) -> bool {
    let cut = |b: &Bearer| b.except.iter().any(|e| model.terms.is_a(bearer, *e));
    rule.bearers.iter().any(|b| model.terms.is_a(bearer, b.term) && !cut(b))
}

/// The case is one of these: by its kind, or by a matter that is given.
fn is_about(model: &Model, facts: &Facts, named: TermId) -> bool {
    let Some(record) = facts.record.and_then(|r| model.record(r)) else { return false };
    let holds = |f: FieldId| matches!(&facts.domain(model, f).values, Values::Members { yes, .. } if yes.iter().any(|t| model.terms.is_a(*t, named)));
    let matter = |f: &FieldId| facts.given.contains(f) && model.field(*f).is_some_and(|f| f.name.as_ref() == "事项");
    let kind = record.kind.and_then(|f| actors::known_term(model, facts, f));
    kind.is_some_and(|k| model.terms.is_a(k, named)) || record.fields.iter().any(|f| matter(f) && holds(*f))
}

/// The contributions to one list of one record.
#[derive(Debug)]
pub(super) struct List {
    listed: Listed,
    book: Book,
    /// Rules that replace others' courses or are whole courses, where they speak.
    courses: Vec<(RuleId, Ref)>,
    /// The field that a bearer narrows, and the scopes that read it without it: 谁 asks for the bearer.
    responsible: Option<FieldId>,
    anybody: Vec<(RuleId, Cond, Ref)>,
}

/// A list, and what the reader should know beside it.
#[derive(Default)]
pub(super) struct Told {
    pub list: Collection,
    pub near: Vec<(RuleId, Option<AtomId>)>,
    pub irrelevant: Vec<AtomId>,
    pub assumed: Vec<FieldId>,
}

/// A rule with the items that are lines in this case.
struct Voice<'m> {
    rule: &'m Rule,
    scope: Cond,
    at: Ref,
    entries: Vec<Entry>,
}

impl List {
    pub fn new(model: &Model, record: RecordId, listed: Listed, most: usize) -> List {
        let courses: Vec<&Rule> = model.rules_on(record).filter(|r| r.whole || !r.replaces.is_empty()).collect();
        let scopes: Vec<&Cond> = courses.iter().map(|r| &r.scope).collect();
        let mut book = Book::of(model, record, most, &|r, i| listed.takes(model, record, r, i), &scopes);
        let mut of = |r: &Rule, c: &Cond| (model.id_of(r), book.space.cond(model, &mut book.store, c));
        let courses = courses.iter().map(|r| of(r, &r.scope)).collect();
        let responsible = model.record(record).and_then(|r| r.responsible).filter(|_| matches!(listed, Listed::Act(_)));
        let borne = |f: FieldId| model.rules_on(record).filter(|r| !r.bearers.is_empty()).map(move |r| (r, r.scope.without(model, f)));
        let anybody = responsible.into_iter().flat_map(borne).map(|(r, scope)| (of(r, &scope), scope)).map(|((id, at), scope)| (id, scope, at)).collect();
        List { listed, book, courses, responsible, anybody }
    }

    /// The list for a case; none if its cases pass the cap, or those of a choice in it.
    pub fn tell(&mut self, model: &Model, facts: &Facts, choose: &mut dyn FnMut(TermId) -> Option<Chosen>) -> Option<Told> {
        let voices = self.voices(model, facts);
        let mut case = Case::new(model, facts, &mut self.book);
        let mut out = match self.listed {
            Listed::Duties(_) => duties(&mut case, &voices),
            _ => gather(&mut case, &voices, &self.courses),
        };
        if self.listed == Listed::Chain {
            agreed(model, facts, &mut out.list.lines);
            choices(model, &mut out, choose)?;
            out.list.in_order(model);
        }
        (!self.book.store.full).then_some(out)
    }

    fn voices<'m>(&self, model: &'m Model, facts: &Facts) -> Vec<Voice<'m>> {
        let mut out: Vec<Voice> = Vec::new();
        for e in &self.book.entries {
            let Some((rule, item)) = model.rule(e.rule).and_then(|r| Some((r, r.items.get(e.item as usize)?))) else { continue };
            if !self.listed.means(model, facts, rule, item) {
                continue;
            }
            match out.last_mut().filter(|v| std::ptr::eq(v.rule, rule)) {
                Some(voice) => voice.entries.push(e.clone()),
                None => {
                    let open = self.responsible.is_some_and(|f| !facts.given.contains(&f));
                    let anybody = self.anybody.iter().find(|(id, ..)| open && *id == e.rule);
                    let (scope, at) = anybody.map_or((rule.scope.clone(), e.scope), |(_, scope, at)| (scope.clone(), *at));
                    out.push(Voice { rule, scope, at, entries: vec![e.clone()] });
                }
            }
        }
        out
    }
}

/// Lines of speaking rules, and of might-speak rules that a given fact touches.
fn gather(case: &mut Case, voices: &[Voice], courses: &[(RuleId, Ref)]) -> Told {
    let (model, facts) = (case.model, case.facts);
    let speaking: Vec<&Rule> = courses.iter().filter_map(|(id, at)| model.rule(*id).filter(|r| case.entails(&r.scope, *at) == Some(true))).collect();
    let replaced = |rule: &Rule| speaking.iter().flat_map(|r| &r.replaces).any(|x| x.act.is_none() && x.rules.contains(&model.id_of(rule)));
    let beside = |rule: &Rule| rule.other && speaking.iter().any(|r| r.whole && !r.other && r.place.article == rule.place.article);
    let (mut out, mut might, mut lone) = (Told::default(), Vec::new(), true);
    for voice in voices {
        match case.entails(&voice.scope, voice.at) {
            Some(true) => {
                lone = false;
                if !replaced(voice.rule) && !beside(voice.rule) {
                    out.list.lines.extend(lines(case, voice));
                }
            }
            Some(false) => out.near.push((model.id_of(voice.rule), stopper(model, facts, &voice.scope))),
            None => might.push(voice),
        }
    }
    for voice in might {
        let found = lines(case, voice);
        match found.is_empty() {
            true => {}
            false if lone || touched(model, facts, &voice.scope) => out.list.elsewhere.push((model.id_of(voice.rule), facts.residual(model, &voice.scope), found)),
            false => out.list.untouched.push(voice.rule.place),
        }
    }
    out
}

/// What binds somebody wherever its scope may hold, with what is open of it.
fn duties(case: &mut Case, voices: &[Voice]) -> Told {
    let mut out = Told::default();
    for voice in voices {
        let when = case.facts.residual(case.model, &voice.scope);
        if when == Cond::False || case.entails(&voice.scope, voice.at) == Some(false) {
            continue;
        }
        let found = lines(case, voice);
        out.list.lines.extend(found.into_iter().map(|l| Line { when: Cond::all([when.clone(), l.when]), ..l }));
    }
    out
}

/// What a rule contributes where its scope holds.
fn lines(case: &mut Case, voice: &Voice) -> Vec<Line> {
    let (model, facts) = (case.model, case.facts);
    let mut out = Vec::new();
    let items = voice.entries.iter().filter_map(|e| Some((e, voice.rule.items.get(e.item as usize)?)));
    for (e, item) in items.filter(|(_, item)| !facts.exempts(model, item)) {
        let when = match case.entails(&item.guard, e.guard) {
            Some(true) => Cond::True,
            Some(false) => continue,
            None => facts.residual(model, &item.guard),
        };
        let kind = match &item.content {
            Content::Step(step) => LineKind::Step(Step { actors: actors::listed(model, facts, &step.actors), ..step.clone() }),
            Content::Limit(_) => match due::of_item(model, facts, item) {
                Some(due) => LineKind::Due(due),
                None => continue,
            },
            _ => LineKind::Norm,
        };
        out.push(Line { when, kind, force: item.force, cite: Cite { rule: e.rule, item: e.item, place: item.place } });
    }
    out
}

/// Courses that wait for a consent which was refused (`非 县长同意`) are out; one left alone is no alternative.
fn agreed(model: &Model, facts: &Facts, lines: &mut Vec<Line>) {
    fn course(l: &Line) -> Option<(RuleId, &[Alternative])> {
        if let LineKind::Step(s) = &l.kind { Some((l.cite.rule, s.alternative.as_slice())).filter(|_| !s.alternative.is_empty()) } else { None }
    }
    let refuses = |l: &Line| match &l.kind {
        LineKind::Step(s) => s.actors.list.iter().any(|a| matches!(a.who, Who::Term(who) if actors::consent_fact(model, facts, who, s.act) == Some(false))),
        _ => false,
    };
    let all = std::mem::take(lines);
    let refused: Vec<_> = all.iter().filter(|l| refuses(l)).filter_map(course).collect();
    *lines = all.iter().filter(|l| course(l).is_none_or(|c| !refused.contains(&c))).cloned().collect();
    for (rule, _) in refused {
        let mut left: Vec<_> = lines.iter().filter_map(course).filter(|(r, _)| *r == rule).map(|(_, course)| course).collect();
        left.dedup();
        if left.len() < 2 {
            let own = lines.iter_mut().filter(|l| l.cite.rule == rule);
            own.for_each(|l| {
                if let LineKind::Step(s) = &mut l.kind {
                    s.alternative.clear()
                }
            });
        }
    }
}

/// Steps of one 唯一 class that are more than one plain step become one line: the answer of their own choice.
fn choices(model: &Model, out: &mut Told, choose: &mut dyn FnMut(TermId) -> Option<Chosen>) -> Option<()> {
    let class_of = |l: &Line| if let LineKind::Step(s) = &l.kind { model.terms.unique_class(s.act) } else { None };
    let lines = &mut out.list.lines;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some(class) = class_of(line) else { continue };
        let (cite, first) = (line.cite, lines.iter().position(|l| class_of(l) == Some(class)) == Some(at - 1));
        let mut steps = lines.iter().filter(|l| class_of(l) == Some(class));
        let alternative = steps.clone().all(|l| matches!(&l.kind, LineKind::Step(s) if !s.alternative.is_empty()));
        let plain = matches!((steps.next(), steps.next()), (Some(one), None) if one.when == Cond::True);
        if !first || plain || alternative {
            continue;
        }
        let Chosen { choice, irrelevant, assumed, .. } = choose(class)?;
        out.irrelevant.extend(irrelevant);
        out.assumed.extend(assumed);
        lines.retain(|l| class_of(l) != Some(class));
        lines.insert(at - 1, Line { when: Cond::True, kind: LineKind::Choice(class, choice), force: Force::Stated, cite });
    }
    Some(())
}
