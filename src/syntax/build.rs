//! Pairs to statements.

use super::ast::*;
use super::cursor::{Context, Cursor, Pair};
use super::error::Problem;
use super::number::{self, SCALE};
use super::parse::Rule;
use super::parts::{actors, args, cond, day, force, formula, frequency, mods, names, operand, pattern, place, places, relation};
use super::scenario;
use crate::base::normalise;

pub(super) fn heading(cx: &mut Context, pair: Pair) -> Option<Heading> {
    let span = cx.span(&pair);
    let inner = pair.into_inner().next()?;
    let (mut level, mut number, mut text) = (Level::Item, 0, "".into());
    for p in inner.into_inner() {
        match p.as_rule() {
            Rule::level_zh | Rule::level_en => level = level_of(p.as_str()),
            Rule::ordinal => number = number::ordinal(p.as_str())?,
            Rule::heading_text => text = normalise(p.as_str().trim()).as_ref().into(),
            _ => {}
        }
    }
    Some(Heading { level, number, text, span })
}

fn level_of(word: &str) -> Level {
    match word {
        "章" | "chapter" => Level::Chapter,
        "节" | "section" => Level::Section,
        "条" | "article" => Level::Article,
        "款" | "paragraph" => Level::Paragraph,
        _ => Level::Item,
    }
}

pub(super) fn statement(cx: &mut Context, pair: Pair) -> Option<Statement> {
    let span = cx.span(&pair);
    let mut c = Cursor::of(pair);
    let label = c.take(Rule::label).and_then(|p| p.into_inner().next()).map(|p| cx.name(p));
    let p = c.next()?;
    let rule = p.as_rule();
    let body = match rule {
        Rule::norm => Body::Norm(Box::new(norm(cx, p)?)),
        Rule::scenario => Body::Scenario(Box::new(scenario::scenario(cx, p)?)),
        Rule::declares => Body::Declares,
        _ => {
            let mut c = Cursor::of(p);
            c.next()?;
            keyword_statement(cx, rule, c)?
        }
    };
    Some(Statement { label, body, span })
}

fn keyword_statement(cx: &mut Context, rule: Rule, mut c: Cursor) -> Option<Body> {
    Some(match rule {
        Rule::policy | Rule::vocabulary => {
            let name = cx.name(c.next()?);
            let english = c.take(Rule::alias_en).and_then(|p| p.into_inner().next()).map(|p| cx.name(p));
            let header = c.take(Rule::header).map(|p| header(cx, p)).unwrap_or_default();
            match rule {
                Rule::policy => Body::Policy { name, english, header },
                _ => Body::Vocabulary { name, english, header },
            }
        }
        Rule::calendar => calendar(cx, c)?,
        Rule::taxonomy => {
            let name = cx.name(c.next()?);
            let english = c.take(Rule::ascii).map(|p| cx.name(p));
            Body::Taxonomy { name, english, terms: terms(cx, c.next()?) }
        }
        Rule::ranking => {
            let taxonomy = cx.name(c.next()?);
            let mut order = Vec::new();
            while let Some(p) = c.take(Rule::name) {
                order.push(cx.name(p));
            }
            Body::Ranking { taxonomy, order }
        }
        Rule::record => Body::Record(record(cx, c)?),
        Rule::constraint => {
            let record = cx.name(c.next()?);
            let p = c.next()?;
            if p.as_rule() == Rule::constraint_if {
                let mut inner = Cursor::of(p);
                inner.next()?;
                let when = Some(cond(cx, inner.next()?)?);
                Body::Constraint { record, when, then: cond(cx, inner.next()?)? }
            } else {
                Body::Constraint { record, when: None, then: cond(cx, p)? }
            }
        }
        Rule::definition => definition(cx, c.next()?)?,
        Rule::meeting => {
            let name = cx.name(c.next()?);
            let english = c.take(Rule::ascii).map(|p| cx.name(p));
            let mut slots = Vec::new();
            while let Some(p) = c.take(Rule::slot) {
                slots.push(slot(cx, p)?);
            }
            Body::Meeting { name, english, slots }
        }
        Rule::procedure => Body::Procedure(procedure(cx, c)?),
        Rule::deadline => Body::Deadline(deadline(cx, c)?),
        Rule::standin => standin(cx, c)?,
        Rule::breach => {
            let places = places(cx, c.next()?);
            let mut consequences = Vec::new();
            while let Some(p) = c.peek() {
                match p {
                    Rule::consequence => consequences.extend(c.next().and_then(|p| p.into_inner().next()).map(|p| cx.name(p))),
                    Rule::mods => break,
                    _ => drop(c.next()),
                }
            }
            let mods = c.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default();
            Body::Breach { places, consequences, mods }
        }
        Rule::allow => {
            let code = cx.name(c.next()?);
            let mut targets = Vec::new();
            while let Some(p) = c.take(Rule::target) {
                targets.push(target(cx, p)?);
            }
            Body::Allow { code, targets, reason: cx.name(c.next()?) }
        }
        Rule::complete => Body::Complete(Box::new(scenario::question(cx, c.next()?)?)),
        _ => return None,
    })
}

fn header(cx: &mut Context, pair: Pair) -> Vec<HeaderItem> {
    let mut out = Vec::new();
    for item in pair.into_inner().filter(|p| p.as_rule() == Rule::header_item) {
        let mut c = Cursor::of(item);
        let Some(key) = c.next().and_then(|p| p.into_inner().next()).map(|p| cx.name(p)) else { continue };
        let Some(list) = c.next().map(Cursor::of) else { continue };
        out.push(HeaderItem { key, values: header_values(cx, list) });
    }
    out
}

fn header_values(cx: &mut Context, mut c: Cursor) -> Vec<HeaderValue> {
    let mut out = Vec::new();
    while let Some(p) = c.next() {
        if p.as_rule() == Rule::own_words {
            for w in p.into_inner().filter(|p| p.as_rule() == Rule::own_word) {
                let mut w = Cursor::of(w);
                if let (Some(own), Some(common)) = (w.find(Rule::name), w.find(Rule::name)) {
                    out.push(HeaderValue::OwnWord(cx.name(own), cx.name(common)));
                }
            }
            continue;
        }
        let mut v = Cursor::of(p);
        match v.peek() {
            Some(Rule::date) => out.extend(v.next().and_then(|p| day(cx, p)).map(HeaderValue::Date)),
            _ => {
                let Some(text) = v.next().and_then(|p| p.into_inner().next()).map(|p| cx.name(p)) else { continue };
                let when = v.take(Rule::date).and_then(|p| day(cx, p));
                out.push(HeaderValue::Text(text, when));
            }
        }
    }
    out
}

fn calendar(cx: &mut Context, mut c: Cursor) -> Option<Body> {
    let name = cx.name(c.next()?);
    let year = number::number(c.next()?.as_str())? / SCALE;
    let (mut holidays, mut worked) = (Vec::new(), Vec::new());
    while let Some(p) = c.take(Rule::cal_item).and_then(|p| p.into_inner().next()) {
        let is_holiday = p.as_rule() == Rule::cal_holiday;
        let mut inner = Cursor::of(p);
        inner.next()?;
        if is_holiday {
            let name = cx.name(inner.next()?);
            let from = day(cx, inner.next()?)?;
            let to = match inner.next() {
                Some(p) => day(cx, p)?,
                None => from,
            };
            holidays.push((name, from, to));
        } else {
            while let Some(p) = inner.next() {
                worked.push(day(cx, p)?);
            }
        }
    }
    Some(Body::Calendar { name, year, holidays, worked })
}

fn terms(cx: &mut Context, pair: Pair) -> Vec<Term> {
    pair.into_inner().filter(|p| p.as_rule() == Rule::term).filter_map(|p| term(cx, p)).collect()
}

fn term(cx: &mut Context, pair: Pair) -> Option<Term> {
    let mut c = Cursor::of(pair);
    let name = cx.name(c.next()?);
    let english = c.take(Rule::ascii).map(|p| cx.name(p));
    let aliases = aliases(cx, &mut c);
    let (mut unique, mut relative) = (false, false);
    while let Some(p) = c.take(Rule::mark).and_then(|p| p.into_inner().next()) {
        unique |= p.as_rule() == Rule::kw_unique;
        relative |= p.as_rule() == Rule::kw_relative;
    }
    let children = c.take(Rule::terms).map(|p| terms(cx, p)).unwrap_or_default();
    Some(Term { name, english, aliases, unique, relative, children })
}

fn aliases(cx: &Context, c: &mut Cursor) -> Vec<Name> {
    c.take(Rule::term_alias).map(|p| p.into_inner().filter(|p| p.as_rule() == Rule::name).map(|p| cx.name(p)).collect()).unwrap_or_default()
}

fn record(cx: &mut Context, mut c: Cursor) -> Option<Record> {
    let name = cx.name(c.next()?);
    let english = c.take(Rule::ascii).map(|p| cx.name(p));
    let aliases = aliases(cx, &mut c);
    let mut out = Record { name, english, aliases, kind: None, responsible: None, attached: Vec::new(), fields: Vec::new() };
    if let Some(head) = c.take(Rule::record_head) {
        for mark in head.into_inner().filter(|p| p.as_rule() == Rule::record_mark).filter_map(|p| p.into_inner().next()) {
            let rule = mark.as_rule();
            let mut list: Vec<Name> = mark.into_inner().filter(|p| p.as_rule() == Rule::name).map(|p| cx.name(p)).collect();
            match rule {
                Rule::by_kind => out.kind = list.pop(),
                Rule::responsible => out.responsible = list.pop(),
                _ => out.attached = list,
            }
        }
    }
    while let Some(p) = c.take(Rule::field) {
        out.fields.extend(field(cx, p));
    }
    Some(out)
}

fn field(cx: &mut Context, pair: Pair) -> Option<Field> {
    let mut c = Cursor::of(pair);
    let name = cx.name(c.next()?);
    let english = c.take(Rule::ascii).map(|p| cx.name(p));
    let aliases = aliases(cx, &mut c);
    let only = match c.take(Rule::field_if).and_then(|p| Cursor::of(p).next()) {
        Some(p) => Some(cond(cx, p)?),
        None => None,
    };
    let p = c.next()?.into_inner().next()?;
    let rule = p.as_rule();
    let mut t = Cursor::of(p);
    let kind = match rule {
        Rule::type_bool => FieldType::Bool { judge: t.find(Rule::judged_by).and_then(|p| Cursor::of(p).find(Rule::name)).map(|p| cx.name(p)) },
        Rule::type_number => FieldType::Number { unit: t.find(Rule::unit).map(|p| cx.name(p)) },
        Rule::type_date => FieldType::Date { act: t.find(Rule::name).map(|p| cx.name(p)) },
        Rule::type_limit => FieldType::Limit,
        Rule::type_text => FieldType::Text,
        Rule::type_many => FieldType::Many(cx.name(t.find(Rule::name)?)),
        Rule::type_enum => {
            let mut list = Vec::new();
            while let Some(p) = t.take(Rule::enum_term) {
                let mut e = Cursor::of(p);
                let name = cx.name(e.next()?);
                list.push((name, e.next().map(|p| cx.name(p))));
            }
            FieldType::Enum(list)
        }
        _ => FieldType::Term(cx.name(t.next()?)),
    };
    Some(Field { name, english, aliases, only, kind, optional: c.skip(Rule::kw_optional) })
}

fn definition(cx: &mut Context, pair: Pair) -> Option<Body> {
    let is_role = pair.as_rule() == Rule::define_role;
    let mut c = Cursor::of(pair);
    let first = cx.name(c.next()?);
    if !is_role {
        let name = cx.name(c.next()?);
        let english = c.take(Rule::ascii).map(|p| cx.name(p));
        return Some(Body::DefineFact { record: first, name, english, cond: cond(cx, c.next()?)? });
    }
    let english = c.take(Rule::ascii).map(|p| cx.name(p));
    let record = cx.name(c.find(Rule::name)?);
    let (field, slot) = two_of(cx, c.next()?)?;
    let limit = c.take(Rule::names).map(|p| names(cx, p));
    Some(Body::DefineRole { role: first, english, record, field, slot, limit })
}

/// `会议 的 主持`, `chair of meeting`: the owner, then the part.
fn two_of(cx: &Context, pair: Pair) -> Option<(Name, Name)> {
    let mut c = Cursor::of(pair);
    let first = cx.name(c.next()?);
    let english = c.next()?.as_rule() == Rule::kw_of_en;
    let second = cx.name(c.next()?);
    Some(if english { (second, first) } else { (first, second) })
}

fn slot(cx: &mut Context, pair: Pair) -> Option<Slot> {
    let p = pair.into_inner().next()?;
    let (rule, span) = (p.as_rule(), cx.span(&p));
    let mut c = Cursor::of(p);
    Some(match rule {
        Rule::slot_frequency => {
            let mut items = Vec::new();
            while let Some(mut i) = c.take(Rule::freq_item).map(Cursor::of) {
                let every = match i.next() {
                    Some(p) if p.as_rule() == Rule::frequency => Some(frequency(cx, p)?),
                    _ => None,
                };
                items.push((every, i.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default()));
            }
            Slot::Frequency { items, span }
        }
        Rule::slot_quorum => {
            let mut q = Cursor::of(c.next()?);
            let (mut of, mut numerator, mut denominator, mut strict) = (None, 1, 2, true);
            while let Some(p) = q.next() {
                match p.as_rule() {
                    Rule::name => of = Some(cx.name(p)),
                    Rule::fraction => {
                        let text = normalise(p.as_str()).to_string();
                        let (d, n) = text.split_once("分之").or_else(|| text.split_once('/').map(|(n, d)| (d, n)))?;
                        (numerator, denominator, strict) = (number::ordinal(n)?, number::ordinal(d)?, false);
                    }
                    _ => {}
                }
            }
            let mods = c.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default();
            Slot::Quorum { of, numerator, denominator, strict, mods, span }
        }
        Rule::slot_duties => {
            let mut duties = Vec::new();
            while let Some(p) = c.take(Rule::duty) {
                duties.push(duty(cx, p)?);
            }
            Slot::Duties(duties)
        }
        _ => {
            let name = cx.name(c.next()?.into_inner().next()?);
            let mods = c.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default();
            let who = c.next()?;
            if who.as_rule() == Rule::branches {
                let b = branches(cx, who)?;
                let only_actors = |n: Box<Node>| match *n {
                    Node::Actors(a) => Some(a),
                    _ => None,
                };
                let cases = b.cases.into_iter().map(|(c, n)| Some((c, only_actors(n)?))).collect::<Option<Vec<_>>>()?;
                let otherwise = b.otherwise.and_then(only_actors);
                Slot::Actors { name, mods, who: Branches { cases, otherwise }, plain: None }
            } else {
                let mut m = Cursor::of(who);
                let mut list = actors(cx, m.next()?)?;
                list.etc = m.skip(Rule::etc);
                Slot::Actors { name, mods, who: Branches { cases: Vec::new(), otherwise: None }, plain: Some(list) }
            }
        }
    })
}

fn duty(cx: &mut Context, pair: Pair) -> Option<Duty> {
    let span = cx.span(&pair);
    let mut c = Cursor::of(pair);
    let item = c.take(Rule::item_mark).and_then(|p| p.into_inner().next()).and_then(|p| number::ordinal(p.as_str()));
    let mut parts = Vec::new();
    while let Some(mut p) = c.take(Rule::duty_part).map(Cursor::of) {
        let verb = cx.name(p.next()?);
        let matters = names(cx, p.next()?);
        let mods = p.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default();
        parts.push((verb, matters, mods));
    }
    Some(Duty { item, parts, span })
}

fn head_if(cx: &mut Context, pair: Pair) -> Option<Cond> {
    cond(cx, Cursor::of(pair).find(Rule::cond)?)
}

fn procedure(cx: &mut Context, mut c: Cursor) -> Option<Procedure> {
    let other = c.skip(Rule::other);
    let pattern = pattern(cx, c.next()?)?;
    let mut out = Procedure { other, pattern, mods: Mods::default(), when: None, clauses: Vec::new() };
    if let Some(p) = c.take(Rule::head_mods) {
        for p in p.into_inner() {
            match p.as_rule() {
                Rule::mods => out.mods = mods(cx, p),
                _ => out.when = head_if(cx, p),
            }
        }
    }
    while let Some(p) = c.take(Rule::proc_clause).and_then(|p| p.into_inner().next()) {
        let rule = p.as_rule();
        if rule == Rule::course {
            out.clauses.push(ProcClause::Course(course(cx, p)?));
            continue;
        }
        let mut c = Cursor::of(p);
        c.next()?;
        out.clauses.push(match rule {
            Rule::or_course => ProcClause::Or(course(cx, c.next()?)?),
            Rule::replaces => {
                let (target, act) = replaced(cx, c)?;
                ProcClause::Replaces(target, act)
            }
            _ => add(cx, c)?,
        });
    }
    Some(out)
}

/// `乙 的 签发`, `signs of b`, `第三十三条`
fn replaced(cx: &mut Context, mut c: Cursor) -> Option<(Target, Option<Name>)> {
    let first = c.next()?;
    if first.as_rule() == Rule::act_of_target {
        let mut t = Cursor::of(first);
        let act = cx.name(t.next()?);
        return Some((target(cx, t.find(Rule::target)?)?, Some(act)));
    }
    let target = target(cx, first)?;
    Some((target, c.find(Rule::name).map(|p| cx.name(p))))
}

fn target(cx: &Context, pair: Pair) -> Option<Target> {
    let p = pair.into_inner().next()?;
    Some(if p.as_rule() == Rule::place { Target::Place(place(cx, &p)?) } else { Target::Label(cx.name(p)) })
}

fn add(cx: &mut Context, mut c: Cursor) -> Option<ProcClause> {
    let course = course(cx, c.next()?)?;
    let mut at = None;
    while let Some(p) = c.next() {
        match p.as_rule() {
            Rule::name => at = Some((cx.name(p), true)),
            Rule::kw_after => at = at.map(|(n, _)| (n, false)),
            Rule::add_en => {
                let mut e = Cursor::of(p);
                let before = e.next()?.as_rule() == Rule::kw_before;
                at = Some((cx.name(e.next()?), before));
            }
            _ => {}
        }
    }
    Some(ProcClause::Add(course, at))
}

pub(super) fn course(cx: &mut Context, pair: Pair) -> Option<Course> {
    let mut out = Vec::new();
    for p in pair.into_inner().filter(|p| p.as_rule() == Rule::node) {
        out.push(node(cx, p.into_inner().next()?)?);
    }
    Some(Course(out))
}

fn node(cx: &mut Context, p: Pair) -> Option<Node> {
    let span = cx.span(&p);
    Some(match p.as_rule() {
        Rule::branches => Node::Branches(branches(cx, p)?),
        Rule::group => {
            let mut c = Cursor::of(p);
            let (mut alts, mut brackets) = (Vec::new(), Mods::default());
            while let Some(p) = c.next() {
                match p.as_rule() {
                    Rule::group_alt => alts.push(course(cx, p.into_inner().next()?)?),
                    Rule::mods => brackets = mods(cx, p),
                    _ => {}
                }
            }
            Node::Group(alts, brackets, span)
        }
        Rule::parallel => {
            let mut list = Vec::new();
            for p in p.into_inner().filter(|p| p.as_rule() != Rule::kw_then) {
                list.push(node(cx, p)?);
            }
            if list.len() == 1 { list.pop()? } else { Node::Parallel(list) }
        }
        Rule::step => {
            let mut c = Cursor::of(p);
            let actors = actors(cx, c.next()?)?;
            let act = c.next()?.into_inner().find(|p| p.as_rule() == Rule::name).map(|p| cx.name(p))?;
            let object = c.take(Rule::quoted).map(|p| cx.name(p));
            let mods = c.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default();
            Node::Step(Step { actors, act, object, mods, span })
        }
        _ => Node::Actors(actors(cx, p.into_inner().next()?)?),
    })
}

fn branches(cx: &mut Context, pair: Pair) -> Option<Branches<Box<Node>>> {
    let mut out = Branches { cases: Vec::new(), otherwise: None };
    let mut c = Cursor::of(pair);
    while let Some(p) = c.next() {
        let rule = p.as_rule();
        let mut b = Cursor::of(p);
        b.next()?;
        if rule == Rule::branch {
            let when = cond(cx, b.next()?)?;
            out.cases.push((when, branch_body(cx, b.next()?)?));
        } else {
            out.otherwise = Some(branch_body(cx, b.next()?)?);
        }
    }
    Some(out)
}

fn branch_body(cx: &mut Context, pair: Pair) -> Option<Box<Node>> {
    let mut c = Cursor::of(pair);
    let body = node(cx, c.next()?)?;
    if let Some(p) = c.take(Rule::stray_arrow) {
        cx.problems.push(Problem::ArrowAfterBranch { span: cx.span(&p) });
    }
    Some(Box::new(body))
}

fn deadline(cx: &mut Context, mut c: Cursor) -> Option<Deadline> {
    let mut head = Cursor::of(c.next()?);
    let first = head.next()?;
    let (pattern, field) = if first.as_rule() == Rule::field_of_record {
        let mut e = Cursor::of(first);
        let field = cx.name(e.next()?);
        (pattern(cx, e.find(Rule::head_pattern)?)?, field)
    } else {
        let p = pattern(cx, first)?;
        (p, cx.name(head.find(Rule::name)?))
    };
    let mut out = Deadline { pattern, field, mods: Mods::default(), when: None, limits: Vec::new(), replaces: Vec::new(), silence: None };
    while let Some(p) = c.next() {
        match p.as_rule() {
            Rule::mods => out.mods = mods(cx, p),
            Rule::head_if => out.when = head_if(cx, p),
            _ => deadline_clause(cx, p.into_inner().next()?, &mut out)?,
        }
    }
    Some(out)
}

fn deadline_clause(cx: &mut Context, p: Pair, out: &mut Deadline) -> Option<()> {
    let rule = p.as_rule();
    let mut c = Cursor::of(p);
    match rule {
        Rule::silence => {
            c.next()?;
            out.silence = Some(cx.name(c.next()?));
        }
        Rule::replaces => {
            c.next()?;
            out.replaces.push(replaced(cx, c)?);
        }
        _ => {
            let p = c.next()?;
            let rule = p.as_rule();
            if rule == Rule::limit {
                out.limits.push(limit(cx, LimitCase::Always, p)?);
                return Some(());
            }
            let mut c = Cursor::of(p);
            c.next()?;
            let when = if rule == Rule::limit_branch { LimitCase::If(cond(cx, c.next()?)?) } else { LimitCase::Else };
            out.limits.push(limit(cx, when, c.next()?)?);
        }
    }
    Some(())
}

fn limit(cx: &mut Context, when: LimitCase, pair: Pair) -> Option<Limit> {
    let mut c = Cursor::of(pair);
    let p = c.next()?;
    let value = if p.as_rule() == Rule::formula { LimitValue::Formula(formula(cx, p)?) } else { LimitValue::Field(cx.name(p.into_inner().next()?)) };
    let mods = c.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default();
    Some(Limit { when, value, mods })
}

fn standin(cx: &mut Context, mut c: Cursor) -> Option<Body> {
    let pattern = pattern(cx, c.next()?)?;
    let (mut ranks, mut power) = (Vec::new(), None);
    while let Some(p) = c.take(Rule::standin_clause).and_then(|p| p.into_inner().next()) {
        let is_power = p.as_rule() == Rule::standin_power;
        let mut c = Cursor::of(p);
        if is_power {
            power = c.find(Rule::name).map(|p| cx.name(p));
        } else {
            ranks.push(actors(cx, c.find(Rule::actors)?)?);
        }
    }
    Some(Body::StandIn { pattern, ranks, power })
}

fn norm(cx: &mut Context, pair: Pair) -> Option<Norm> {
    let span = cx.span(&pair);
    let mut subject = Vec::new();
    let mut out = Norm {
        subject: Vec::new(),
        on: None,
        without: None,
        modal: None,
        content: Content::Phrases(Vec::new()),
        mods: Mods::default(),
        except: Vec::new(),
        when: None,
        timing: None,
        span,
    };
    for p in pair.into_inner() {
        match p.as_rule() {
            Rule::subject => {
                for p in p.into_inner().filter(|p| p.as_rule() == Rule::subject_item) {
                    let span = cx.span(&p);
                    let mut c = Cursor::of(p);
                    let name = cx.name(c.find(Rule::name)?);
                    let items = c.take(Rule::args).map(|p| args(cx, p)).unwrap_or_default();
                    subject.push(Pattern { name, items, span });
                }
            }
            Rule::pattern => out.on = pattern(cx, p),
            Rule::without => out.without = without(cx, p),
            Rule::modal => out.modal = force(p),
            Rule::content => out.content = content(cx, p.into_inner().next()?)?,
            Rule::mods => out.mods = mods(cx, p),
            Rule::clause_tail => {
                for p in p.into_inner() {
                    norm_tail(cx, p, &mut out);
                }
            }
            _ => {}
        }
    }
    out.subject = subject;
    Some(out)
}

fn without(cx: &Context, pair: Pair) -> Option<(Option<Name>, Name)> {
    let mut c = Cursor::of(pair);
    c.next()?;
    let first = cx.name(c.next()?);
    Some(match c.next() {
        Some(p) => (Some(first), cx.name(p)),
        None => (None, first),
    })
}

fn content(cx: &mut Context, p: Pair) -> Option<Content> {
    let rule = p.as_rule();
    let mut c = Cursor::of(p);
    if rule == Rule::n_compare {
        let field = cx.name(c.next()?);
        let relation = relation(c.next()?);
        return Some(Content::Compare(field, relation, operand(cx, c.next()?)?));
    }
    let mut out = Vec::new();
    while let Some(p) = c.take(Rule::phrase) {
        let mut inner = Cursor::of(p);
        let verb = cx.name(inner.next()?);
        let object = match inner.take(Rule::object) {
            Some(p) => pattern(cx, p),
            None => None,
        };
        out.push((verb, object));
    }
    Some(Content::Phrases(out))
}

fn norm_tail(cx: &mut Context, p: Pair, out: &mut Norm) {
    match p.as_rule() {
        Rule::without => out.without = without(cx, p),
        Rule::norm_except | Rule::norm_unless => {
            let items = p.into_inner().find(|p| p.as_rule() == Rule::except_list);
            for item in items.into_iter().flat_map(|p| p.into_inner()).filter(|p| p.as_rule() == Rule::except_item) {
                if let Some(p) = item.into_inner().next() {
                    out.except.extend(cond(cx, p));
                }
            }
        }
        Rule::norm_if => out.when = Cursor::of(p).nth_cond(cx),
        Rule::norm_freq => {
            let mut c = Cursor::of(p);
            let Some(p) = c.next() else { return };
            let timing = if p.as_rule() == Rule::frequency { frequency(cx, p).map(Timing::Frequency) } else { formula(cx, p).map(Timing::Formula) };
            let brackets = c.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default();
            out.timing = timing.map(|t| (t, brackets));
        }
        _ => {}
    }
}

impl Cursor<'_> {
    fn nth_cond(mut self, cx: &mut Context) -> Option<Cond> {
        self.next()?;
        cond(cx, self.next()?)
    }
}
