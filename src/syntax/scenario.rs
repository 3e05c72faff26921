//! Pairs to scenarios, questions and expected answers.

use super::ast::*;
use super::build::course;
use super::cursor::{Context, Cursor, Pair};
use super::number;
use super::parse::Rule;
use super::parts::{actor, actors, args, cond, day, formula, mods, names, pattern, place, places, quantity, relation};

pub(super) fn scenario(cx: &mut Context, pair: Pair) -> Option<Scenario> {
    let span = cx.span(&pair);
    let mut c = Cursor::of(pair);
    c.next()?;
    let title = cx.name(c.next()?);
    let mut given = Vec::new();
    while let Some(p) = c.take(Rule::given) {
        given.push(case(cx, Cursor::of(p).find(Rule::record_case)?)?);
    }
    let question = question(cx, Cursor::of(c.next()?).find(Rule::question)?)?;
    let expect = expects(cx, c.next()?)?;
    Some(Scenario { title, given, question, expect, span })
}

/// `公文 甲（名义：县政府）`
pub(super) fn case(cx: &mut Context, pair: Pair) -> Option<Case> {
    let span = cx.span(&pair);
    let mut c = Cursor::of(pair);
    let record = cx.name(c.next()?);
    let name = c.take(Rule::case_name).and_then(|p| p.into_inner().next()).map(|p| cx.name(p));
    let items = c.take(Rule::args).map(|p| args(cx, p)).unwrap_or_default();
    Some(Case { record, name, items, span })
}

fn as_case(p: Pattern) -> Case {
    Case { record: p.name, name: None, items: p.items, span: p.span }
}

pub(super) fn question(cx: &mut Context, pair: Pair) -> Option<Question> {
    let span = cx.span(&pair);
    let p = pair.into_inner().next()?;
    let rule = p.as_rule();
    let mut c = Cursor::of(p);
    c.next()?;
    let mut cases = Vec::new();
    let kind = match rule {
        Rule::q_standin => {
            let p = pattern(cx, c.find(Rule::pattern)?)?;
            let role = p.name.clone();
            if !p.items.is_empty() {
                cases.push(as_case(p));
            }
            QuestionKind::StandIn(role)
        }
        Rule::q_who => QuestionKind::Who(act(cx, c.next()?)?),
        Rule::q_when => QuestionKind::When(act(cx, c.next()?)?),
        Rule::q_procedure => QuestionKind::Procedure,
        Rule::q_check => QuestionKind::Check,
        Rule::q_handle => QuestionKind::Handle,
        Rule::q_limit => QuestionKind::Limit(cx.name(c.next()?)),
        Rule::q_meeting => QuestionKind::Meeting(cx.name(c.next()?)),
        Rule::q_duties => QuestionKind::Duties(cx.name(c.next()?)),
        Rule::q_which => {
            let verb = c.take(Rule::name).map(|p| cx.name(p));
            QuestionKind::WhichMeeting(verb, names(cx, c.next()?))
        }
        Rule::q_may => may(cx, &mut c, &mut cases)?,
        Rule::q_applies => match c.next() {
            Some(p) if p.as_rule() == Rule::date => QuestionKind::Applies(None, Some(day(cx, p)?)),
            Some(p) => QuestionKind::Applies(Some(cx.name(p)), None),
            None => QuestionKind::Applies(None, None),
        },
        Rule::q_article => {
            let p = c.next()?;
            QuestionKind::Article(match p.as_rule() {
                Rule::place => place(cx, &p)?,
                _ => PlaceRef { article: number::ordinal(p.as_str())?, paragraph: None, item: None, span },
            })
        }
        Rule::q_why_not => QuestionKind::WhyNot(cx.name(c.next()?)),
        _ => QuestionKind::Why,
    };
    while let Some(p) = c.next() {
        match p.as_rule() {
            Rule::pattern => cases.push(as_case(pattern(cx, p)?)),
            Rule::more_facts => {
                for p in p.into_inner().filter(|p| p.as_rule() == Rule::record_case) {
                    cases.push(case(cx, p)?);
                }
            }
            _ => {}
        }
    }
    Some(Question { kind, cases, span })
}

fn act(cx: &Context, pair: Pair) -> Option<Name> {
    pair.into_inner().find(|p| p.as_rule() == Rule::name).map(|p| cx.name(p))
}

fn may(cx: &mut Context, c: &mut Cursor, cases: &mut Vec<Case>) -> Option<QuestionKind> {
    match c.peek() {
        Some(Rule::may_on) => {
            let mut inner = Cursor::of(c.next()?);
            let who = actor(cx, inner.next()?)?;
            cases.push(as_case(pattern(cx, inner.find(Rule::pattern)?)?));
            Some(QuestionKind::May(Some(who)))
        }
        Some(Rule::may_do) => {
            let mut inner = Cursor::of(c.next()?);
            let who = actor(cx, inner.next()?)?;
            let verb = act(cx, inner.next()?)?;
            let object = match inner.next() {
                Some(p) => Some(pattern(cx, p)?),
                None => None,
            };
            Some(QuestionKind::MayDo(who, verb, object))
        }
        _ => Some(QuestionKind::May(None)),
    }
}

fn expects(cx: &mut Context, pair: Pair) -> Option<Expect> {
    let mut c = Cursor::of(pair);
    c.next()?;
    let main = c.next()?.into_inner().next()?;
    let mut out = Expect { main: Branches { cases: Vec::new(), otherwise: None }, plain: None, cites: Vec::new(), needs: Vec::new(), elsewhere: Vec::new() };
    if main.as_rule() == Rule::outcome_branches {
        let mut b = Cursor::of(main);
        while let Some(p) = b.next() {
            match p.as_rule() {
                Rule::outcome_branch => out.main.cases.push(outcome_branch(cx, p)?),
                Rule::outcome => out.main.otherwise = Some(outcome(cx, p)?),
                _ => {}
            }
        }
    } else {
        out.plain = Some(outcome(cx, main)?);
    }
    while let Some(p) = c.take(Rule::expect_more) {
        let mut m = Cursor::of(p);
        m.next()?;
        let what = m.next()?;
        match what.as_rule() {
            Rule::places => out.cites.extend(places(cx, what)),
            Rule::names => out.needs.extend(names(cx, what).list),
            _ => {
                let p = what.into_inner().next()?;
                out.elsewhere.push(if p.as_rule() == Rule::outcome_branch {
                    let (when, then) = outcome_branch(cx, p)?;
                    (Some(when), then)
                } else {
                    (None, outcome(cx, p)?)
                });
            }
        }
    }
    Some(out)
}

fn outcome_branch(cx: &mut Context, pair: Pair) -> Option<(Cond, Outcome)> {
    let mut c = Cursor::of(pair);
    c.next()?;
    let when = cond(cx, c.next()?)?;
    Some((when, outcome(cx, c.next()?)?))
}

fn outcome(cx: &mut Context, pair: Pair) -> Option<Outcome> {
    let span = cx.span(&pair);
    let p = pair.into_inner().next()?;
    let rule = p.as_rule();
    if rule == Rule::o_course {
        return Some(Outcome { kind: OutcomeKind::Course(course(cx, p.into_inner().next()?)?), mods: Mods::default(), span });
    }
    let mut c = Cursor::of(p);
    let kind = match rule {
        Rule::o_verdict => {
            let word = verdict(c.next()?)?;
            let (mut list, mut name, mut excepted) = (Vec::new(), None, false);
            while let Some(r) = c.peek() {
                match r {
                    Rule::places => list = places(cx, c.next()?),
                    Rule::name => name = c.next().map(|p| cx.name(p)),
                    Rule::kw_except => excepted = c.skip(Rule::kw_except),
                    _ => break,
                }
            }
            let word = if excepted && word == Verdict::Forbidden { Verdict::ForbiddenUnless } else { word };
            OutcomeKind::Verdict(word, list, name)
        }
        Rule::o_date => OutcomeKind::Date(day(cx, c.next()?)?),
        Rule::o_formula => OutcomeKind::Formula(formula(cx, c.next()?)?),
        Rule::o_quantity => {
            let relation = c.take(Rule::relation).map(relation);
            OutcomeKind::Quantity(relation, quantity(cx, c.next()?)?)
        }
        _ => {
            let mut list = actors(cx, c.next()?)?;
            list.etc = c.skip(Rule::etc);
            OutcomeKind::Actors(list)
        }
    };
    let mods = c.take(Rule::mods).map(|p| mods(cx, p)).unwrap_or_default();
    Some(Outcome { kind, mods, span })
}

fn verdict(pair: Pair) -> Option<Verdict> {
    Some(match pair.into_inner().next()?.as_rule() {
        Rule::v_silent => Verdict::Silent,
        Rule::v_conflict => Verdict::Conflict,
        Rule::v_breached => Verdict::Breached,
        Rule::v_departed => Verdict::Departed,
        Rule::v_met => Verdict::Met,
        Rule::v_open => Verdict::Undetermined,
        Rule::v_forbidden => Verdict::Forbidden,
        Rule::v_forbidden_unless => Verdict::ForbiddenUnless,
        Rule::v_needs => Verdict::NeedsApproval,
        Rule::v_permitted => Verdict::Permitted,
        Rule::v_not_forbidden => Verdict::NotForbidden,
        Rule::v_yes => Verdict::Yes,
        Rule::v_no => Verdict::No,
        Rule::v_not_found => Verdict::NotInForce,
        Rule::v_applies => Verdict::Applies,
        _ => Verdict::AppliesNot,
    })
}
