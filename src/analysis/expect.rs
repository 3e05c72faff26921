//! Expected answers with their words typed.

use crate::base::{Diagnostic, Force, Relation, Str, Vague};
use crate::calendar::{Date, Length, Unit};
use crate::model::{ActorSet, Cond, Model, Place, RecordId, SCALE, TermId, Verdict};
use crate::resolve;
use crate::syntax::ast;

/// The answer part of a scenario.
pub(super) struct Expected {
    pub plain: Option<Wanted>,
    pub cases: Vec<(Cond, Wanted)>,
    pub otherwise: Option<Wanted>,
    /// Further verdicts of the same check (`另有 偏离 第二十三条`).
    pub verdicts: Vec<Wanted>,
    pub cites: Vec<Place>,
    pub needs: Vec<Str>,
}

pub(super) struct Wanted {
    pub kind: WantedKind,
    pub force: Option<Force>,
}

pub(super) enum WantedKind {
    Verdict(Verdict, Vec<Place>, Option<TermId>),
    Silent,
    Conflict,
    Applies(bool),
    Date(Date),
    Vague(Vague),
    /// The anchor's written name, forwards or backwards, the length.
    Length(Str, bool, Length),
    Quantity(Option<Relation>, i64),
    /// Acts with their actors, in order.
    Steps(Vec<(TermId, ActorSet)>),
    Actors(ActorSet),
    /// `每月 5 日 前`
    Monthly(i64),
    /// Words that the answer must contain, each in one of its meanings.
    Words(Vec<Vec<Str>>),
}

impl Expected {
    pub fn read(model: &mut Model, e: &ast::Expect, record: Option<RecordId>) -> Result<Expected, Vec<Diagnostic>> {
        let mut errors = Vec::new();
        let mut out = Expected { plain: None, cases: Vec::new(), otherwise: None, verdicts: Vec::new(), cites: Vec::new(), needs: Vec::new() };
        let mut keep = |r: Result<Wanted, Vec<Diagnostic>>| r.map_err(|e| errors.extend(e)).ok();
        out.plain = e.plain.as_ref().and_then(|o| keep(outcome(model, record, o)));
        for (when, then) in &e.main.cases {
            let when = resolve::cond(model, record, when)?;
            out.cases.extend(keep(outcome(model, record, then)).map(|w| (when, w)));
        }
        out.otherwise = e.main.otherwise.as_ref().and_then(|o| keep(outcome(model, record, o)));
        for (when, then) in &e.elsewhere {
            if when.is_none() {
                out.verdicts.extend(keep(outcome(model, record, then)));
            }
        }
        out.cites = e.cites.iter().map(resolve::place).collect();
        out.needs = e.needs.iter().map(|n| n.text.clone()).collect();
        if errors.is_empty() { Ok(out) } else { Err(errors) }
    }
}

fn outcome(model: &mut Model, record: Option<RecordId>, o: &ast::Outcome) -> Result<Wanted, Vec<Diagnostic>> {
    let mut force = force_of(&o.mods);
    let kind = match &o.kind {
        ast::OutcomeKind::Verdict(v, places, name) => verdict(model, *v, places, name.as_ref()),
        ast::OutcomeKind::Date(d) => WantedKind::Date(*d),
        ast::OutcomeKind::Quantity(r, q) => WantedKind::Quantity(*r, q.number),
        ast::OutcomeKind::Formula(ast::Formula::Length { anchor, after, length }) => WantedKind::Length(anchor.text.clone(), *after, length_of(length)),
        ast::OutcomeKind::Formula(ast::Formula::Vague { word, .. }) => WantedKind::Vague(*word),
        ast::OutcomeKind::Formula(ast::Formula::Monthly { day, .. }) => WantedKind::Monthly(day.number / SCALE),
        ast::OutcomeKind::Course(course) => {
            let mut steps = Vec::new();
            let mut errors = Vec::new();
            course.0.iter().for_each(|n| flatten(model, record, n, &mut steps, &mut errors));
            if !errors.is_empty() {
                return Err(errors);
            }
            WantedKind::Steps(steps)
        }
        ast::OutcomeKind::Actors(actors) => {
            force = force.or_else(|| actors.list.iter().find_map(|a| force_of(&a.mods)));
            let words: Vec<Vec<Str>> = actors.list.iter().filter_map(|a| a.name.as_ref()).map(|n| meanings(model, &n.text)).collect();
            match resolve::actors(model, record, actors) {
                Ok(set) => WantedKind::Actors(set),
                Err(_) if actors.list.iter().all(|a| a.name.is_some()) => WantedKind::Words(words),
                Err(e) => return Err(e),
            }
        }
    };
    Ok(Wanted { kind, force })
}

fn verdict(model: &Model, v: ast::Verdict, places: &[ast::PlaceRef], name: Option<&ast::Name>) -> WantedKind {
    let by = name.and_then(|n| resolve::term(model, &["职务", "机关", "会议"], n));
    let word = match v {
        ast::Verdict::Silent | ast::Verdict::NotInForce => return WantedKind::Silent,
        ast::Verdict::Conflict => return WantedKind::Conflict,
        ast::Verdict::Applies | ast::Verdict::Yes => return WantedKind::Applies(true),
        ast::Verdict::AppliesNot | ast::Verdict::No => return WantedKind::Applies(false),
        ast::Verdict::Breached => Verdict::Breached,
        ast::Verdict::Departed => Verdict::Departed,
        ast::Verdict::Met => Verdict::Met,
        ast::Verdict::Undetermined => Verdict::Undetermined,
        ast::Verdict::Forbidden => Verdict::Forbidden,
        ast::Verdict::ForbiddenUnless => Verdict::ForbiddenUnless,
        ast::Verdict::NeedsApproval => Verdict::NeedsApproval,
        ast::Verdict::Permitted => Verdict::Permitted,
        ast::Verdict::NotForbidden => Verdict::NotForbidden,
    };
    WantedKind::Verdict(word, places.iter().map(resolve::place).collect(), by)
}

/// The names that answers go by, of terms, fields and records written in English, by an alias or in the county's own word.
pub(super) fn meanings(model: &Model, word: &Str) -> Vec<Str> {
    let terms = model.terms.list.iter().filter(|t| t.english.as_ref() == Some(word) || t.own.as_ref() == Some(word) || t.aliases.contains(word)).map(|t| &t.name);
    let fields = model.fields.iter().filter(|f| f.english.as_ref() == Some(word) || f.aliases.contains(word)).map(|f| &f.name);
    let records = model.records.iter().filter(|r| r.english.as_ref() == Some(word) || r.aliases.contains(word)).map(|r| &r.name);
    let situation = (word.as_ref() == "entrusted").then(|| Str::from("受托人"));
    std::iter::once(word).chain(terms).chain(fields).chain(records).cloned().chain(situation).collect()
}

fn unknown_act(name: &ast::Name) -> Diagnostic {
    Diagnostic::error("E0204", name.span, format!("没有 `{}` 这个行为", name.text), format!("there is no act `{}`", name.text))
}

fn length_of(q: &ast::Quantity) -> Length {
    let unit = q.unit.as_deref().and_then(ast::time_unit).unwrap_or(Unit::Day);
    Length { count: q.number / SCALE, unit }
}

fn force_of(mods: &ast::Mods) -> Option<Force> {
    mods.0.iter().find_map(|m| match m {
        ast::Mod::Force(f, _) => Some(*f),
        _ => None,
    })
}

/// Steps of groups and branches in the order of writing.
fn flatten(model: &mut Model, record: Option<RecordId>, node: &ast::Node, out: &mut Vec<(TermId, ActorSet)>, errors: &mut Vec<Diagnostic>) {
    match node {
        ast::Node::Step(step) => {
            let act = resolve::term(model, &["行为"], &step.act);
            match (act, resolve::actors(model, record, &step.actors)) {
                (Some(act), Ok(set)) => out.push((act, set)),
                (_, Err(found)) => errors.extend(found),
                (None, Ok(_)) => errors.push(unknown_act(&step.act)),
            }
        }
        ast::Node::Parallel(list) => list.iter().for_each(|n| flatten(model, record, n, out, errors)),
        ast::Node::Group(alts, ..) => alts.iter().flat_map(|c| &c.0).for_each(|n| flatten(model, record, n, out, errors)),
        ast::Node::Branches(b) => {
            let inner = b.cases.iter().map(|(_, n)| n).chain(&b.otherwise);
            inner.for_each(|n| flatten(model, record, n, out, errors));
        }
        ast::Node::Actors(_) => {}
    }
}
