//! Norms: who is bound, or what it is about; what is demanded; what lifts it.

use super::bracket::{Bracket, Takes};
use super::cx::Cx;
use super::error::Problem;
use super::look;
use super::norm_content as content;
use super::pattern::Subject;
use crate::base::{Force, STATED, approval_noun};
use crate::model::{Approval, Atom, Bearer, Cond, Content, InMode, Item, Norm, RecordId, TaxonomyId, TermId, Test, Timing, Type};
use crate::syntax::ast::{self, CondKind, Pattern};

/// A norm as a rule: whom and what it is about, and what it contributes.
#[derive(Default)]
pub(super) struct Made {
    pub record: Option<RecordId>,
    pub scope: Option<Cond>,
    pub bearers: Vec<Bearer>,
    pub items: Vec<Item>,
}

pub(super) fn norm(cx: &mut Cx, n: &ast::Norm) -> Made {
    let mut made = head(cx, n);
    // conditions may speak of what the act is done to, where the norm is about no record
    let context = made.record.or_else(|| content::context(cx, &n.content));
    let b = cx.bracket(context, &n.mods, Takes::STEP);
    let when = n.when.as_ref().map(|c| cx.cond(context, c));
    let guard = Cond::all([b.guard()].into_iter().chain(when));
    let (timing, timing_force) = timing(cx, context, n, &b);
    let except = excepts(cx, context, n, &mut made.bearers);
    let approval = n.without.as_ref().map(|(by, word)| approval(cx, by.as_ref(), word));
    let force = b.force.or(timing_force).or(n.modal).unwrap_or(Force::Stated);
    for (what, span) in content::whats(cx, made.record, &n.content) {
        let norm = Norm {
            modal: n.modal,
            what,
            approval: approval.clone(),
            except: except.clone(),
            timing: timing.clone(),
            towards: b.towards.clone(),
            jointly: b.jointly.clone(),
            entrusted: b.entrusted.clone(),
        };
        made.items.push(Item { guard: guard.clone(), force, place: cx.now.place, content: Content::Norm(norm), span });
    }
    made
}

/// Bearers, record and scope.
fn head(cx: &mut Cx, n: &ast::Norm) -> Made {
    let are_bearers: Vec<bool> = n.subject.iter().map(|p| is_bearer(cx, p, n)).collect();
    let all = are_bearers.iter().all(|b| *b);
    let mixed = are_bearers.iter().any(|b| *b) || n.on.is_some();
    if !all && mixed {
        cx.problems.push(Problem::TwoSubjects { span: n.subject.first().map_or(n.span, |p| p.name.span) });
        cx.now.blind = true;
        return Made::default();
    }
    if !all {
        return about(cx, n);
    }
    let about = match &n.on {
        Some(p) => {
            let about = cx.pattern(p);
            cx.now.blind = about.is_none();
            about
        }
        None => inferred(cx, n).map(|r| (r, Cond::True)),
    };
    let record = about.as_ref().map(|(r, _)| *r);
    let mut extra = Vec::new();
    let bearers: Vec<Bearer> = n.subject.iter().filter_map(|p| bearer(cx, record, p, &mut extra)).collect();
    let narrowed = record.map(|r| narrow(cx, r, &bearers));
    let scope = Cond::all(about.into_iter().map(|(_, c)| c).chain(narrowed).chain(extra));
    cx.settle(&scope);
    Made { record, scope: Some(scope), bearers, items: Vec::new() }
}

/// A role or an organ bears; a meeting does too, unless the content is a fact of held meetings.
fn is_bearer(cx: &Cx, p: &Pattern, n: &ast::Norm) -> bool {
    if look::term(cx.model, &["职务", "机关"], &p.name).is_some() {
        return true;
    }
    look::term(cx.model, look::MEETINGS, &p.name).is_some() && cx.model.names.record(&p.name.text).is_none() && session_fact(cx, n).is_none()
}

/// The record of held meetings, if the content is one of its facts.
fn session_fact(cx: &Cx, n: &ast::Norm) -> Option<RecordId> {
    let session = look::session(cx.model)?;
    look::field(cx.model, session, &content::fact_name(cx, &n.content)?.text).map(|_| session)
}

fn about(cx: &mut Cx, n: &ast::Norm) -> Made {
    let mut record = None;
    let mut scopes = Vec::new();
    let settled = cx.now.settled.len();
    for p in &n.subject {
        let subject = subject(cx, p, n);
        let Some(subject) = subject else {
            let mut near = look::names_of(cx.model, look::ACTORS);
            near.extend(look::record_names(cx.model));
            let also = look::holders(cx.model, &p.name.text);
            let what = ("职务、机关、会议、对象或其类别", "role, organ, meeting, record or kind of one");
            cx.problems.push(Problem::UnknownTerm { name: p.name.clone(), what, near, also });
            cx.now.blind = true;
            continue;
        };
        if *record.get_or_insert(subject.record()) != subject.record() {
            cx.problems.push(Problem::TwoSubjects { span: p.name.span });
            cx.now.blind = true;
        }
        scopes.push(cx.pattern_of(subject, &p.items));
        cx.now.settled.truncate(settled);
    }
    let scope = merged(cx, scopes);
    cx.settle(&scope);
    Made { record, scope: Some(scope), ..Made::default() }
}

fn subject(cx: &Cx, p: &Pattern, n: &ast::Norm) -> Option<Subject> {
    let session = session_fact(cx, n).filter(|_| cx.model.names.record(&p.name.text).is_none());
    let of_session = session.and_then(|r| {
        let f = cx.model.record(r)?.kind?;
        Some(Subject::Kind(r, f, look::term(cx.model, look::MEETINGS, &p.name)?))
    });
    of_session.or_else(|| cx.subject(&p.name))
}

/// `请示、报告`: kinds of one record are one condition on its kind field.
fn merged(cx: &mut Cx, scopes: Vec<Cond>) -> Cond {
    let (mut field, mut all) = (None, Vec::new());
    for s in &scopes {
        let Cond::Lit { atom, positive: true } = s else { return Cond::any(scopes) };
        let Some(a) = cx.model.atom(*atom) else { return Cond::any(scopes) };
        let Test::In { list, mode: InMode::IsA, .. } = &a.test else { return Cond::any(scopes) };
        if *field.get_or_insert(a.field) != a.field {
            return Cond::any(scopes);
        }
        all.extend(list.iter().copied());
    }
    match field {
        Some(f) => cx.kind_is(f, &all),
        None => Cond::True,
    }
}

fn bearer(cx: &mut Cx, record: Option<RecordId>, p: &Pattern, extra: &mut Vec<Cond>) -> Option<Bearer> {
    let term = cx.actor(&p.name)?;
    let mut out = Bearer { term, except: Vec::new(), entrusted: None };
    for i in &p.items {
        match i {
            ast::Item::Entrusted(by, word) => out.entrusted = cx.actor(by).map(|t| (t, word.clone())),
            ast::Item::RestNo(span) => cx.problems.push(Problem::NotInPattern { what: ("`余否`", "`rest_no`"), span: *span }),
            ast::Item::Cond(c) => match cut(cx, c) {
                Some(t) => out.except.push(t),
                None => extra.push(cx.cond(record, c)),
            },
        }
    }
    Some(out)
}

/// `非 部门办公室`
fn cut(cx: &Cx, c: &ast::Cond) -> Option<TermId> {
    let CondKind::Not(inner) = &c.kind else { return None };
    let CondKind::Atom(name, None) = &inner.kind else { return None };
    look::term(cx.model, look::ACTORS, name)
}

/// The record that a norm of bearers alone is about: the only one with this fact whose responsible field fits.
fn inferred(cx: &mut Cx, n: &ast::Norm) -> Option<RecordId> {
    let name = content::fact_name(cx, &n.content)?.clone();
    let terms: Vec<TermId> = n.subject.iter().filter_map(|p| look::term(cx.model, look::ACTORS, &p.name)).collect();
    let all: Vec<RecordId> = (0..u16::try_from(cx.model.records.len()).unwrap_or(u16::MAX)).map(RecordId).filter(|r| cx.model.names.field(*r, &name.text).is_some()).collect();
    let fits: Vec<RecordId> = all.iter().copied().filter(|r| responsible(cx, *r, &terms).is_some()).collect();
    match (fits.as_slice(), all.as_slice()) {
        ([one], _) | ([], [one]) => Some(*one),
        ([], []) => None,
        _ => {
            let records = all.iter().filter_map(|r| Some(cx.model.record(*r)?.name.clone())).collect();
            cx.problems.push(Problem::ManyRecords { name, records });
            cx.now.blind = true;
            None
        }
    }
}

/// The responsible field, if all these terms are values of its taxonomy.
fn responsible(cx: &Cx, record: RecordId, terms: &[TermId]) -> Option<(crate::model::FieldId, TaxonomyId)> {
    let f = cx.model.record(record)?.responsible?;
    let Some(Type::Term(table)) = cx.model.field(f).map(|f| &f.kind) else { return None };
    let holds = |t: &TermId| cx.model.terms.get(*t).is_some_and(|t| t.taxonomy == *table);
    terms.iter().all(holds).then_some((f, *table))
}

/// The bearer narrows the record's responsible field.
fn narrow(cx: &mut Cx, record: RecordId, bearers: &[Bearer]) -> Cond {
    let terms: Vec<TermId> = bearers.iter().map(|b| b.term).collect();
    let Some((field, _)) = responsible(cx, record, &terms).filter(|_| !bearers.is_empty()) else { return Cond::True };
    let relative = |b: &&Bearer| cx.model.terms.get(b.term).is_some_and(|t| t.relative);
    let (own, plain): (Vec<&Bearer>, Vec<&Bearer>) = bearers.iter().partition(|b| relative(b) || !b.except.is_empty());
    let mut parts = Vec::new();
    if !plain.is_empty() {
        let list: Vec<TermId> = plain.iter().map(|b| b.term).collect();
        parts.push(cx.kind_is(field, &list));
    }
    for b in own {
        let is = cx.value_of(field, b.term, Default::default(), true);
        let not: Vec<Cond> = b.except.iter().map(|t| cx.value_of(field, *t, Default::default(), false)).collect();
        parts.push(Cond::all([is].into_iter().chain(not)));
    }
    Cond::any(parts)
}

fn timing(cx: &mut Cx, context: Option<RecordId>, n: &ast::Norm, b: &Bracket) -> (Option<Timing>, Option<Force>) {
    let Some((t, mods)) = &n.timing else { return (b.timing.clone(), None) };
    let made = match t {
        ast::Timing::Frequency(f) => cx.frequency(f).map(Timing::Frequency),
        ast::Timing::Formula(f) => cx.formula(context, f).map(Timing::Formula),
    };
    let own = cx.bracket(context, mods, Takes::HEAD);
    (made, own.force)
}

/// `… 除外`: a condition, or, of a norm about no record, a bearer that is cut.
fn excepts(cx: &mut Cx, context: Option<RecordId>, n: &ast::Norm, bearers: &mut [Bearer]) -> Vec<Cond> {
    let mut out = Vec::new();
    for c in &n.except {
        let name = match &c.kind {
            CondKind::Atom(name, None) => look::term(cx.model, look::ACTORS, name),
            _ => None,
        };
        let is_below = |b: &Bearer| name.is_some_and(|t| cx.model.terms.is_a(t, b.term));
        if n.on.is_none() && bearers.iter().any(is_below) {
            bearers.iter_mut().for_each(|b| b.except.extend(name));
            continue;
        }
        out.push(cx.cond(context, c));
    }
    out
}

/// `未经 县政府 授权`: a fact of this norm alone, by the same name whatever the skin.
fn approval(cx: &mut Cx, by: Option<&ast::Name>, word: &ast::Name) -> Approval {
    let term = by.and_then(|n| if n.quoted { look::term(cx.model, look::ACTORS, n) } else { cx.actor(n) });
    let (by_zh, written) = by.map(|n| (cx.word_of(term, n), n.text.clone())).unwrap_or_default();
    let by_en = term.and_then(|t| cx.model.terms.get(t)?.english.clone());
    let (zh, en) = approval_noun(&word.text).unwrap_or((&word.text, ""));
    let mut aliases = Vec::new();
    for (before, with) in STATED {
        aliases.extend([format!("{before}{zh}"), format!("{before}{by_zh}{zh}")]);
        aliases.extend((!written.is_ascii()).then(|| format!("{before}{written}{zh}")));
        if !en.is_empty() {
            aliases.push(format!("{with}{en}"));
            aliases.extend(by_en.iter().map(|by| format!("{with}{by}_{en}")));
        }
    }
    aliases.sort();
    aliases.dedup();
    let field = cx.add_loose(&format!("{by_zh}{zh}"), &aliases, by.map(|_| by_zh.clone()), word.span);
    cx.intern(Atom { field, test: Test::Yes });
    Approval { field, by: term, word: zh.into() }
}
