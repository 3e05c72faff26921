//! Patterns, conditions, values, brackets, actors, formulas: the parts that statements share.

use super::ast::*;
use super::cursor::{Context, Cursor, Pair};
use super::error::Problem;
use super::number::{self, number};
use super::parse::Rule;
use crate::base::{Force, Str, normalise};

pub(super) fn pattern(cx: &mut Context, pair: Pair) -> Option<Pattern> {
    let span = cx.span(&pair);
    let mut c = Cursor::of(pair);
    let name = cx.name(c.next()?);
    let items = c.take(Rule::args).map(|p| args(cx, p)).unwrap_or_default();
    Some(Pattern { name, items, span })
}

pub(super) fn args(cx: &mut Context, pair: Pair) -> Vec<Item> {
    let mut c = Cursor::of(pair);
    let mut out = Vec::new();
    while let Some(p) = c.take(Rule::item).and_then(|p| p.into_inner().next()) {
        match p.as_rule() {
            Rule::rest_no => out.push(Item::RestNo(cx.span(&p))),
            Rule::m_entrusted => out.extend(entrusted(cx, p).map(|(n, w)| Item::Entrusted(n, w))),
            _ => out.extend(cond(cx, p).map(Item::Cond)),
        }
    }
    out
}

fn entrusted(cx: &Context, pair: Pair) -> Option<(Name, Str)> {
    let mut c = Cursor::of(pair);
    let first = c.next()?;
    if first.as_rule() == Rule::kw_entrusted_by {
        let word = match first.as_str() {
            "authorised_by" => "授权",
            "designated_by" => "指定",
            _ => "委托",
        };
        return Some((cx.name(c.next()?), word.into()));
    }
    let who = cx.name(c.next()?);
    Some((who, c.next()?.as_str().into()))
}

pub(super) fn names(cx: &Context, pair: Pair) -> Names {
    let mut c = Cursor::of(pair);
    let mut list = Vec::new();
    while let Some(p) = c.take(Rule::name) {
        list.push(cx.name(p));
    }
    Names { list, etc: c.skip(Rule::etc) }
}

/// `assign`, `cond` and everything below them.
pub(super) fn cond(cx: &mut Context, pair: Pair) -> Option<Cond> {
    let span = cx.span(&pair);
    let rule = pair.as_rule();
    let mut c = Cursor::of(pair);
    let kind = match rule {
        Rule::assign => {
            let negated = c.skip(Rule::kw_not);
            let field = cx.name(c.next()?);
            let test = Test::IsA(values(cx, c.next()?)?, true);
            let atom = Cond { kind: CondKind::Atom(field, Some(test)), span };
            return Some(if negated { Cond { kind: CondKind::Not(Box::new(atom)), span } } else { atom });
        }
        Rule::cond | Rule::conj => {
            let mut parts = Vec::new();
            while let Some(p) = c.next() {
                if !matches!(p.as_rule(), Rule::kw_or | Rule::kw_and) {
                    parts.push(cond(cx, p)?);
                }
            }
            match (parts.len(), rule) {
                (1, _) => return parts.pop(),
                (_, Rule::cond) => CondKind::Or(parts),
                _ => CondKind::And(parts),
            }
        }
        Rule::neg => {
            let mut odd = false;
            while c.skip(Rule::kw_not) {
                odd = !odd;
            }
            let inner = cond(cx, c.next()?)?;
            if !odd {
                return Some(inner);
            }
            CondKind::Not(Box::new(inner))
        }
        Rule::atom => {
            let field = cx.name(c.next()?);
            let Some(t) = c.next() else { return Some(Cond { kind: CondKind::Atom(field, None), span }) };
            let (test, negated) = test(cx, t)?;
            let kind = CondKind::Atom(field, Some(test));
            if !negated {
                return Some(Cond { kind, span });
            }
            CondKind::Not(Box::new(Cond { kind, span }))
        }
        _ => return cond(cx, c.next()?),
    };
    Some(Cond { kind, span })
}

fn test(cx: &mut Context, pair: Pair) -> Option<(Test, bool)> {
    let p = pair.into_inner().next()?;
    let rule = p.as_rule();
    let mut c = Cursor::of(p);
    let mut list = |cx: &mut Context| values(cx, c.find(Rule::values)?);
    Some(match rule {
        Rule::is_set => (Test::Set, false),
        Rule::is_unset => (Test::Set, true),
        Rule::is => (Test::Is(list(cx)?), false),
        Rule::isnot => (Test::Is(list(cx)?), true),
        Rule::isa => (Test::IsA(list(cx)?, false), false),
        Rule::isnota => (Test::IsA(list(cx)?, false), true),
        Rule::has => (Test::Has(list(cx)?), false),
        Rule::hasnot => (Test::Has(list(cx)?), true),
        _ => {
            let first = c.next()?;
            if first.as_rule() == Rule::relation {
                (Test::Compare(relation(first), operand(cx, c.next()?)?), false)
            } else {
                let q = quantity(cx, first)?;
                let relation = if c.skip(Rule::kw_above) { Relation::Ge } else { Relation::Le };
                (Test::Compare(relation, Operand::Quantity(q)), false)
            }
        }
    })
}

pub(super) fn relation(pair: Pair) -> Relation {
    match pair.into_inner().next().map(|p| p.as_rule()) {
        Some(Rule::le | Rule::kw_at_most) => Relation::Le,
        Some(Rule::ge | Rule::kw_at_least) => Relation::Ge,
        Some(Rule::ne) => Relation::Ne,
        Some(Rule::less | Rule::kw_less) => Relation::Lt,
        Some(Rule::greater | Rule::kw_more) => Relation::Gt,
        _ => Relation::Eq,
    }
}

pub(super) fn operand(cx: &mut Context, pair: Pair) -> Option<Operand> {
    let p = pair.into_inner().next()?;
    let span = cx.span(&p);
    Some(match p.as_rule() {
        Rule::date => Operand::Date(day(cx, p)?, span),
        Rule::quantity => Operand::Quantity(quantity(cx, p)?),
        _ => Operand::Name(cx.name(p)),
    })
}

pub(super) fn day(cx: &mut Context, pair: Pair) -> Option<crate::calendar::Date> {
    let found = number::parse_date(pair.as_str());
    if found.is_none() {
        cx.problems.push(Problem::BadDate { span: cx.span(&pair), text: pair.as_str().to_string() });
    }
    found
}

pub(super) fn quantity(cx: &mut Context, pair: Pair) -> Option<Quantity> {
    let span = cx.span(&pair);
    let text = pair.as_str().to_string();
    let mut c = Cursor::of(pair);
    let mut read = |p: Pair| {
        let n = number(&p.as_str().replace('，', ","));
        if n.is_none() {
            cx.problems.push(Problem::BadNumber { span, text: text.clone() });
        }
        n
    };
    let first = read(c.next()?)?;
    let upto = match c.take(Rule::number) {
        Some(p) => Some(read(p)?),
        None => None,
    };
    let unit = c.take(Rule::unit).map(|p| normalise(p.as_str()).as_ref().into());
    Some(Quantity { number: first, upto, unit, span })
}

pub(super) fn values(cx: &mut Context, pair: Pair) -> Option<Values> {
    let mut c = Cursor::of(pair);
    let mut list = Vec::new();
    while let Some(p) = c.take(Rule::value) {
        list.push(value(cx, p)?);
    }
    Some(Values { list, etc: c.skip(Rule::etc) })
}

fn value(cx: &mut Context, pair: Pair) -> Option<Value> {
    let span = cx.span(&pair);
    let mut c = Cursor::of(pair);
    let first = c.next()?;
    let mut above = false;
    let kind = match first.as_rule() {
        Rule::none => ValueKind::None,
        Rule::date => ValueKind::Date(day(cx, first)?),
        Rule::quantity => ValueKind::Quantity(quantity(cx, first)?),
        _ => {
            above = first.as_rule() == Rule::above_en;
            let name = cx.name(if above { c.next()? } else { first });
            if let Some(p) = c.take(Rule::act_of_value) {
                let mut inner = Cursor::of(p);
                let act = cx.name(inner.next()?);
                let mods = inner.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default();
                ValueKind::Act(name, act, mods)
            } else {
                let args = match c.take(Rule::value_args) {
                    Some(p) => Cursor::of(p).collect_values(cx)?,
                    None => Vec::new(),
                };
                ValueKind::Name(name, args)
            }
        }
    };
    Some(Value { kind, above: c.skip(Rule::above) || above, span })
}

impl Cursor<'_> {
    fn collect_values(&mut self, cx: &mut Context) -> Option<Vec<Value>> {
        let mut list = Vec::new();
        while let Some(p) = self.take(Rule::value) {
            list.push(value(cx, p)?);
        }
        Some(list)
    }
}

pub(super) fn mods(cx: &mut Context, pair: Pair) -> Mods {
    let mut c = Cursor::of(pair);
    let mut out = Vec::new();
    while let Some(p) = c.take(Rule::mod_item).and_then(|p| p.into_inner().next()) {
        out.extend(modifier(cx, p));
    }
    Mods(out)
}

fn modifier(cx: &mut Context, p: Pair) -> Option<Mod> {
    let span = cx.span(&p);
    let rule = p.as_rule();
    Some(match rule {
        Rule::force => Mod::Force(force(p)?, span),
        Rule::formula => Mod::Formula(formula(cx, p)?),
        Rule::frequency => Mod::Frequency(frequency(cx, p)?),
        Rule::m_entrusted => {
            let (who, word) = entrusted(cx, p)?;
            Mod::Entrusted(who, word)
        }
        _ => {
            let mut c = Cursor::of(p);
            let first = c.next()?;
            if rule == Rule::m_limit {
                return Some(Mod::Limit(names(cx, first)));
            }
            let second = c.next()?;
            match rule {
                Rule::m_if => Mod::If(cond(cx, second)?),
                Rule::m_jointly => Mod::Jointly(names(cx, second)),
                Rule::m_towards => Mod::Towards(names(cx, second)),
                Rule::m_judged => Mod::Judged(cx.name(second)),
                _ => Mod::By(cx.name(second)),
            }
        }
    })
}

pub(super) fn force(pair: Pair) -> Option<Force> {
    Force::of_word(pair.into_inner().next()?.as_str())
}

pub(super) fn actors(cx: &mut Context, pair: Pair) -> Option<Actors> {
    let span = cx.span(&pair);
    let (mut list, mut any, mut all) = (Vec::new(), false, false);
    for p in pair.into_inner() {
        match p.as_rule() {
            Rule::actor => list.push(actor(cx, p)?),
            Rule::kw_or => any = true,
            _ => all = true,
        }
    }
    if any && all {
        cx.problems.push(Problem::MixedJoin { span });
    }
    Some(Actors { list, any, etc: false, span })
}

pub(super) fn actor(cx: &mut Context, pair: Pair) -> Option<Actor> {
    let span = cx.span(&pair);
    let mut c = Cursor::of(pair);
    let submit = c.skip(Rule::kw_submit);
    let who = c.next()?;
    let (mut name, mut slot, mut above) = (None, None, false);
    if who.as_rule() == Rule::actor_name {
        let mut inner = Cursor::of(who);
        above = inner.skip(Rule::above_en);
        name = inner.next().map(|p| cx.name(p));
        let english = inner.skip(Rule::kw_of_en);
        slot = inner.find(Rule::name).map(|p| cx.name(p));
        if english {
            std::mem::swap(&mut name, &mut slot);
        }
    }
    above |= c.skip(Rule::above);
    let mods = c.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default();
    Some(Actor { submit, name, slot, above, mods, span })
}

pub(super) fn formula(cx: &mut Context, pair: Pair) -> Option<Formula> {
    let span = cx.span(&pair);
    let p = pair.into_inner().next()?;
    let rule = p.as_rule();
    let mut c = Cursor::of(p);
    Some(match rule {
        Rule::after_n | Rule::before_n | Rule::within_en | Rule::before_en => {
            let (mut anchor, mut length) = (None, None);
            while let Some(p) = c.next() {
                match p.as_rule() {
                    Rule::anchor => anchor = p.into_inner().next().map(|n| cx.name(n)),
                    Rule::quantity => length = quantity(cx, p),
                    _ => {}
                }
            }
            Formula::Length { anchor: anchor?, after: matches!(rule, Rule::after_n | Rule::within_en), length: length? }
        }
        Rule::monthly => Formula::Monthly { every: every(c.next()?)?, day: quantity(cx, c.next()?)? },
        Rule::monthly_en => {
            let (text, at) = c.find(Rule::number).map(|p| (p.as_str().to_string(), cx.span(&p)))?;
            let day = Quantity { number: number(&text)?, upto: None, unit: Some("日".into()), span: at };
            Formula::Monthly { every: every(c.find(Rule::every)?)?, day }
        }
        Rule::vague_after => {
            let (first, side, last) = (c.next()?, c.next()?, c.next()?);
            let (anchor, word) = if first.as_rule() == Rule::vague { (last, first) } else { (first, last) };
            let anchor = anchor.into_inner().next().map(|n| cx.name(n));
            Formula::Vague { anchor, after: side.as_rule() == Rule::kw_after, word: Vague::of_word(word.as_str())?, span }
        }
        _ => Formula::Vague { anchor: None, after: true, word: Vague::of_word(c.next()?.as_str())?, span },
    })
}

pub(super) fn frequency(cx: &mut Context, pair: Pair) -> Option<Frequency> {
    let span = cx.span(&pair);
    let mut c = Cursor::of(pair.into_inner().next()?);
    let every = every(c.next()?)?;
    let bound = match c.peek() {
        Some(Rule::kw_at_least) => Bound::AtLeast,
        Some(Rule::kw_at_most) => Bound::AtMost,
        _ => Bound::About,
    };
    let times = c.find(Rule::quantity).and_then(|p| quantity(cx, p));
    Some(Frequency { every, bound, times, span })
}

fn every(pair: Pair) -> Option<Every> {
    let mut count = 1;
    let mut half = false;
    for p in pair.into_inner() {
        match p.as_rule() {
            Rule::period_count => {
                let text = p.as_str().trim_end_matches('个');
                half = text == "半";
                count = if half { 1 } else { number::ordinal(text)? };
            }
            Rule::period => return Some(Every { count, period: period(p.as_str(), half) }),
            Rule::vague_regular => return Some(Every { count: 1, period: Period::Irregular }),
            _ => {}
        }
    }
    None
}

fn period(text: &str, half: bool) -> Period {
    match text {
        "天" | "日" | "days" | "day" => Period::Day,
        "周" | "weeks" | "week" => Period::Week,
        "周一" | "monday" => Period::Weekday(1),
        "周二" | "tuesday" => Period::Weekday(2),
        "周三" | "wednesday" => Period::Weekday(3),
        "周四" | "thursday" => Period::Weekday(4),
        "周五" | "friday" => Period::Weekday(5),
        "周六" | "saturday" => Period::Weekday(6),
        "周日" | "sunday" => Period::Weekday(7),
        "旬" | "ten_days" => Period::TenDays,
        "半月" | "half_month" => Period::HalfMonth,
        "半年" | "half_year" => Period::HalfYear,
        "季度" | "季" | "quarter" => Period::Quarter,
        "年" | "years" | "year" if half => Period::HalfYear,
        "年" | "years" | "year" => Period::Year,
        "届" | "term" => Period::Term,
        _ if half => Period::HalfMonth,
        _ => Period::Month,
    }
}

pub(super) fn place(cx: &Context, pair: &Pair) -> Option<PlaceRef> {
    let span = cx.span(pair);
    let text = normalise(pair.as_str());
    let numbers: Vec<u32> =
        text.split(|c: char| !(c.is_ascii_digit() || "〇○零一二两三四五六七八九十百千".contains(c))).filter(|p| !p.is_empty()).filter_map(number::ordinal).collect();
    let has_paragraph = text.contains('款') || text.contains("paragraph");
    let mut rest = numbers.into_iter();
    let article = rest.next()?;
    let paragraph = if has_paragraph { rest.next() } else { None };
    Some(PlaceRef { article, paragraph, item: rest.next(), span })
}

pub(super) fn places(cx: &Context, pair: Pair) -> Vec<PlaceRef> {
    pair.into_inner().filter(|p| p.as_rule() == Rule::place).filter_map(|p| place(cx, &p)).collect()
}
