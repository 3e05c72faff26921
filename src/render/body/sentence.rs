//! A rule's item as a sentence: `部门、乡镇对公文未经批准不得越级行文`.

use super::leaf::quantity;
use super::step::step_text;
use crate::base::Force;
use crate::model::{Bearer, Cond, Content, Item, Limit, Norm, Object, Record, Rule, StandIn, TermId, Test, Type, What};
use crate::render::names::Names;
use crate::render::view::View;
use crate::render::words::approval_noun;

/// What one item of a rule says, where the case and its conditions are said elsewhere.
pub fn bare(n: &Names, rule: &Rule, item: &Item) -> String {
    let rule = Rule { scope: Cond::True, items: Vec::new(), replaces: Vec::new(), ..rule.clone() };
    let item = Item { guard: Cond::True, ..item.clone() };
    sentence(n, &rule, &item)
}

/// What one item of a rule says; what describes a meeting begins with its name.
pub fn sentence(n: &Names, rule: &Rule, item: &Item) -> String {
    let text = inner(n, rule, item);
    match (rule.meeting, &item.content) {
        (Some(m), Content::Slot(_) | Content::Duty(_) | Content::Frequency(_) | Content::Quorum(_)) => match (n.zh(), &item.content) {
            (true, _) => format!("{}{text}", n.term(m)),
            (false, Content::Frequency(_)) => format!("the {} is held {text}", n.term(m)),
            (false, Content::Duty(_)) => format!("the {} {text}", n.term(m)),
            (false, _) => format!("the {}: {text}", n.term(m)),
        },
        _ => text,
    }
}

/// The same on the page of the meeting itself.
pub fn inner(n: &Names, rule: &Rule, item: &Item) -> String {
    let weak = if item.force == Force::Stated { String::new() } else { n.bracket(&n.force_word(item.force)) };
    match &item.content {
        Content::Norm(norm) => self::norm(n, rule, item, norm),
        Content::Step(step) => format!("{}{}{}", subject(n, rule), n.pick("：", ": "), step_text(n, step, item.force) + &guard(n, item)),
        Content::Limit(limit) => format!("{}{}{}{weak}", limit_name(n, rule, limit), n.pick("：", ": "), n.limit_value(&limit.value) + &guard(n, item)),
        Content::Slot(s) => format!("{}{}{}{}{weak}", n.slot(s.kind), n.pick("：", ": "), n.members(&s.actors), guard(n, item)),
        Content::Duty(d) => {
            let timing = n.bracket(&d.timing.as_ref().map(|t| n.timing(t)).unwrap_or_default());
            format!("{}{}{}{}{timing}{weak}", n.term(d.verb), n.pick("", " "), objects(n, &d.matters), if d.etc { n.pick("等", " etc.") } else { "" })
        }
        Content::Frequency(f) => format!("{}{weak}", f.bound.as_ref().map_or_else(|| n.pick("随时", "at any time").to_string(), |b| n.frequency(b))),
        Content::Quorum(q) => format!("{}{weak}", n.quorum(q)),
        Content::StandIn(s) => stand_in(n, s),
        Content::Breach { places, consequences, by } => breach(n, places, consequences, *by),
        Content::Declares => n.pick("宣示，没有可问的要求", "declares; asks nothing").to_string(),
    }
}

/// `，若 …` of an item.
fn guard(n: &Names, item: &Item) -> String {
    match &item.guard {
        Cond::True => String::new(),
        c => n.bracket(&n.if_cond(c)),
    }
}

fn limit_name(n: &Names, rule: &Rule, limit: &Limit) -> String {
    match n.zh() {
        true => format!("{}的{}", subject(n, rule), n.field(limit.field)),
        false => format!("{} of {}", n.field(limit.field), subject(n, rule)),
    }
}

fn objects(n: &Names, list: &[Object]) -> String {
    let actor = |t: &TermId| n.model.terms.get(*t).and_then(|t| n.model.terms.taxonomy(t.taxonomy)).is_some_and(|t| ["会议", "机关", "职务"].contains(&t.name.as_ref()));
    let said = |o: &Object| match o {
        Object::Term(t) if actor(t) => n.somebody(*t),
        other => n.object(other),
    };
    n.join(&list.iter().map(said).collect::<Vec<_>>())
}

/// What a rule is about, for a list of rules.
pub fn heading(v: &View, rule: &Rule) -> String {
    let n = v.names();
    let bearers = bearers(&n, &rule.bearers);
    let about = match rule.meeting {
        Some(m) => n.term(m),
        None => subject(&n, rule),
    };
    match bearers.is_empty() || about == bearers {
        true => about,
        false => format!("{bearers}{}{about}", n.pick("对", " on ")),
    }
}

fn bearers(n: &Names, list: &[Bearer]) -> String {
    n.join(&list.iter().map(|b| n.bearer(b)).collect::<Vec<_>>())
}

/// `公文（名义为县政府）`; a pattern of one kind is its name: `请示`.
pub fn subject(n: &Names, rule: &Rule) -> String {
    let Some(record) = rule.record.and_then(|r| n.model.record(r)) else { return bearers(n, &rule.bearers) };
    let name = rule.record.map(|r| n.record(r)).unwrap_or_default();
    let scope = if rule.bearers.is_empty() { rule.scope.clone() } else { without_bearer(n, record, &rule.scope) };
    if let Some(kind) = only_kind(n, record, &scope) {
        return kind;
    }
    match scope {
        Cond::True => name,
        c => format!("{name}{}", n.bracket(&n.cond(&c))),
    }
}

/// The scope without what the bearers already say.
fn without_bearer(n: &Names, record: &Record, scope: &Cond) -> Cond {
    let about_bearer = |c: &Cond| {
        let mut atoms = Vec::new();
        c.atoms(&mut atoms);
        !atoms.is_empty() && atoms.iter().all(|a| n.model.atom(*a).is_some_and(|a| Some(a.field) == record.responsible))
    };
    match scope {
        Cond::All(list) => Cond::all(list.iter().filter(|c| !about_bearer(c)).cloned()),
        c if about_bearer(c) => Cond::True,
        c => c.clone(),
    }
}

/// `请示` for `公文（文种：请示）`; not for kinds that are meetings, or that an earlier record is named by.
fn only_kind(n: &Names, record: &Record, scope: &Cond) -> Option<String> {
    let Cond::Lit { atom, positive: true } = scope else { return None };
    let atom = n.model.atom(*atom).filter(|a| Some(a.field) == record.kind)?;
    let Test::In { list, .. } = &atom.test else { return None };
    let taxonomy = |t: TermId| n.model.terms.get(t).map(|t| t.taxonomy);
    let of = list.first().and_then(|t| taxonomy(*t));
    let kind_of = |r: &Record| r.kind.and_then(|f| n.model.field(f)).and_then(|f| if let Type::Term(t) = f.kind { Some(t) } else { None });
    let first = n.model.records.iter().find(|r| kind_of(r) == of)?;
    let meetings = n.model.rules.iter().find_map(|r| r.meeting).and_then(taxonomy);
    let names = n.join(&list.iter().map(|t| n.term(*t)).collect::<Vec<_>>());
    match first.name == record.name && of != meetings {
        true => Some(names),
        false => Some(format!("{}{}", n.record_name(record), n.bracket(&names))),
    }
}

fn norm(n: &Names, rule: &Rule, item: &Item, norm: &Norm) -> String {
    let who = bearers(n, &rule.bearers);
    let about = if rule.record.is_some() { subject(n, rule) } else { String::new() };
    let subject = match (who.is_empty(), about.is_empty(), n.zh()) {
        (true, _, _) => about,
        (_, true, _) => who,
        (_, _, true) => format!("{who}对{about}"),
        // what the question is about need not be said again
        (_, _, false) if rule.items.is_empty() => who,
        (_, _, false) => format!("for {about}: {who}"),
    };
    let notes = notes(n, item, norm);
    let (approval, what) = (approval(n, norm), what(n, norm));
    let modal = norm.modal.map(|m| n.force_word(m)).unwrap_or_default();
    if let (What::Compare { field, relation, number, unit, .. }, false) = (&norm.what, n.zh()) {
        let number = n.quantity(*number, unit.as_deref());
        let limit = quantity(n, &n.field(*field), *relation, &number, norm.modal.unwrap_or(Force::Stated));
        return format!("{subject}: {limit}{}", n.bracket(&notes.join(", ")));
    }
    let text = match n.zh() {
        true if matches!(norm.what, What::Compare { .. }) && norm.modal.is_none() => format!("{subject}，{what}"),
        true => format!("{subject}{approval}{modal}{what}"),
        false => [subject, with_be(&modal, &what), approval].iter().filter(|s| !s.is_empty()).cloned().collect::<Vec<_>>().join(" "),
    };
    format!("{text}{}", n.bracket(&notes.join(n.pick("，", ", "))))
}

fn what(n: &Names, norm: &Norm) -> String {
    match &norm.what {
        What::Fact(c) => fact(n, c, norm.modal.is_some()),
        What::Compare { field, relation, number, unit, .. } => quantity(n, &n.field(*field), *relation, &n.quantity(*number, unit.as_deref()), Force::Stated),
        What::Act { act, objects } => {
            format!("{}{}{}", if norm.modal.is_some() { n.act_base(*act) } else { n.act_done(*act) }, n.pick("", " "), self::objects(n, objects)).trim().to_string()
        }
        What::Phrase(p) => n.quoted(p),
    }
}

/// A yes/no fact after a modal word; in English `bypasses level` becomes `bypass level`, `secret` `be secret`.
fn fact(n: &Names, c: &Cond, modal: bool) -> String {
    let text = n.cond(c);
    let plain = matches!(c, Cond::Lit { atom, positive: true } if n.model.atom(*atom).is_some_and(|a| a.test == Test::Yes));
    if n.zh() || !modal {
        return text;
    }
    if !plain {
        return match text.split_once(" is ") {
            Some((field, value)) => format!("have {field} = {value}"),
            None => text,
        };
    }
    let first = text.split(' ').next().unwrap_or("");
    let last = text.split(' ').next_back().unwrap_or("");
    let participle = |w: &str| w.ends_with("ed") || ["sent", "held", "written", "made", "kept", "given"].contains(&w);
    let adverb = first.ends_with("ly") || ["well", "within", "under", "on", "in", "at"].contains(&first);
    match (first.ends_with('s') && !first.ends_with("ss"), first != last && participle(last) && !adverb) {
        (true, _) => crate::render::names::base_verb(&text),
        // `report written`, `many addressees`: what is to be had
        (_, true) => format!("have the {text}"),
        _ if first != last && last.ends_with('s') && !participle(first) && !adverb => format!("have {text}"),
        _ => format!("be {text}"),
    }
}

/// `does not` and `never` before `be`: `is not secret`.
fn with_be(modal: &str, what: &str) -> String {
    match (modal, what.strip_prefix("be ")) {
        ("does not", Some(rest)) => format!("is not {rest}"),
        ("never", Some(rest)) => format!("is never {rest}"),
        ("", _) if what.contains(" is ") => format!("- {what}"),
        ("", _) => what.to_string(),
        _ => format!("{modal} {what}"),
    }
}

/// `未经县政府授权`
pub fn approval(n: &Names, norm: &Norm) -> String {
    norm.approval.as_ref().map_or_else(String::new, |a| match n.zh() {
        true => format!("未经{}{}", a.by.map(|b| n.term(b)).unwrap_or_default(), a.word),
        false => format!(
            "without {}{}",
            approval_noun(&a.word).map_or_else(|| a.word.replace('_', " "), |(_, en)| en.to_string()),
            a.by.map(|b| format!(" by {}", n.somebody(b))).unwrap_or_default()
        ),
    })
}

fn notes(n: &Names, item: &Item, norm: &Norm) -> Vec<String> {
    let mut out = Vec::new();
    if norm.modal != Some(item.force) && item.force != Force::Stated {
        out.push(n.force_word(item.force));
    }
    out.extend(norm.timing.as_ref().map(|t| n.timing(t)));
    out.extend(norm.entrusted.as_ref().map(|(by, word)| n.entrusted(*by, word)));
    if !norm.towards.is_empty() {
        out.push(format!("{}{}", n.pick("向", "to "), n.somebodies(&norm.towards)));
    }
    if !norm.jointly.is_empty() {
        out.push(format!("{}{}", n.pick("会同", "jointly with "), n.somebodies(&norm.jointly)));
    }
    if item.guard != Cond::True {
        out.push(n.if_cond(&item.guard));
    }
    out.extend(exceptions(n, norm));
    out
}

/// `领导交办、必须直接报送除外`
pub fn exceptions(n: &Names, norm: &Norm) -> Option<String> {
    let list: Vec<String> = norm.except.iter().map(|c| n.cond(c)).collect();
    match (list.is_empty(), n.zh()) {
        (true, _) => None,
        (false, true) => Some(format!("{}除外", list.join("、"))),
        (false, false) => Some(format!("unless {}", list.join(" or "))),
    }
}

fn stand_in(n: &Names, s: &StandIn) -> String {
    let reasons = n.bracket(&n.terms(&s.reasons));
    let power = s.power.map(|p| n.term(p)).unwrap_or_default();
    match n.zh() {
        true => format!("{}缺位{reasons}：{}由{}{power}", n.term(s.role), if s.rank > 0 { "其次" } else { "" }, n.actors(&s.actors)),
        false => format!("{} away{reasons}: {}{} {power}", n.term(s.role), if s.rank > 0 { "failing which " } else { "" }, n.actors(&s.actors)),
    }
}

fn breach(n: &Names, places: &[crate::model::Place], consequences: &[TermId], by: Option<TermId>) -> String {
    let what = n.either(&consequences.iter().map(|t| n.term(*t)).collect::<Vec<_>>());
    let places = crate::render::places(n.lang, places);
    match n.zh() {
        true => format!("违反{places}：{what}{}", by.map(|b| format!("（由{}责成）", n.term(b))).unwrap_or_default()),
        false => format!("breach of {places}: {what}{}", by.map(|b| format!(" (ordered by {})", n.somebody(b))).unwrap_or_default()),
    }
}

/// `由`, `一般由`
pub fn adverb_by(force: Force) -> String {
    crate::render::actors::by_zh(force)
}
