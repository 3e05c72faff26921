//! Proposed scenarios, ready to paste: each says that it is a proposal, and which place to compare it with.

use super::{Tested, at};
use crate::analysis::{Author, Bar, Proposal, Seen, Side, SideOf, Target, Tried, generate};
use crate::base::{Lang, Str};
use crate::eval;
use crate::front::Context;
use crate::model::{Facts, Place, Question};
use crate::render::{self, Names};
use crate::syntax::ast::{Body, Name, Statement};
use crate::syntax::{Plain, print_statement};

pub(super) fn text(context: &Context, tested: &Tested) -> String {
    let (lang, model) = (context.lang, &tested.county.model);
    let author = Author {
        on: context.on,
        engine: &eval::answer,
        question: &|m, q| Names::new(m, lang).question(q),
        expectation: &|m, s, focus| Names::new(m, lang).expectation_on(&s.question, &s.answer, focus),
        either: &|m, atom, yes, no, focus| Names::new(m, lang).expectation_either(atom, (&yes.question, &yes.answer), (&no.question, &no.answer), focus),
    };
    let seen: Vec<&Seen> = tested.seen().collect();
    let found = generate(model, &seen, &author);
    let mut out = vec![head(context, tested, found.list.len())];
    out.extend(found.list.iter().map(|p| one(context, tested, p)));
    let left = found.without.iter().map(|t| unwritten(context, tested, *t)).collect();
    out.extend(block(left, lang.pick("写不出案例的分项：", "No scenario could be written for these items:")));
    out.extend(unreached(context, tested, &found.untried));
    out.join("\n\n")
}

fn head(context: &Context, tested: &Tested, n: usize) -> String {
    let name = render::jurisdiction(&tested.county.model, context.lang);
    match (context.lang, n) {
        (Lang::Zh, 0) => format!("// {name}：没有要补的案例。"),
        (Lang::En, 0) => format!("// {name}: nothing to propose."),
        (Lang::Zh, _) => format!("// {name}：{n} 个建议的案例。答案是程序现在的回答：与原文核对，改好题名，再放进案例文件。"),
        (Lang::En, _) => {
            format!("// {name}: {}. Each answer is what the program says now: compare it with the document and reword its title before use.", super::counted(n, "proposal"))
        }
    }
}

/// `// policies/shanggao.gj:52 第九条第一款`, then the scenario.
fn one(context: &Context, tested: &Tested, p: &Proposal) -> String {
    let mut scenario = p.scenario.clone();
    let title = title(context, tested, p);
    scenario.title = Name { text: Str::from(title), ..scenario.title };
    let span = scenario.span;
    let statement = Statement { label: None, body: Body::Scenario(Box::new(scenario)), span };
    let tried = p.tried.map(|t| format!("{}{}", context.lang.pick("：", ": "), condition(context, tested, t))).unwrap_or_default();
    let weak = if p.tells { "" } else { context.lang.pick("；反过来答案也一样", "; the answer is the same the other way") };
    format!("// {}{tried}{weak}\n{}", stands(context, tested, p.target), print_statement(&statement, context.lang, &Plain))
}

/// `建议：第九条第一款，谁 领导 全面工作`; `建议：第十九条第二款，谁 批印，非 涉密`
fn title(context: &Context, tested: &Tested, p: &Proposal) -> String {
    let bare = Question { facts: Facts::default(), others: Vec::new(), ..p.seen.question.clone() };
    let asked = Names::new(&tested.county.model, context.lang).question(&bare).unwrap_or_default();
    let place = render::place(context.lang, place(tested, p.target));
    let tried = p.tried.map(|t| format!("{}{}", context.lang.pick("，", ", "), condition(context, tested, t))).unwrap_or_default();
    let asked = format!("{}{tried}", asked.trim()).replace(['“', '”', '"'], "");
    match context.lang {
        Lang::Zh => format!("建议：{place}，{asked}"),
        Lang::En => format!("proposal: {place}, {asked}"),
    }
}

/// `涉密`, `不涉密`, `涉密与否`
fn condition(context: &Context, tested: &Tested, t: Tried) -> String {
    let text = Names::new(&tested.county.model, context.lang).literal(t.atom, t.way.unwrap_or(true));
    format!("{text}{}", if t.way.is_none() { context.lang.pick("与否", " or not") } else { "" })
}

/// An item, and whether any case has it.
fn unwritten(context: &Context, tested: &Tested, target: Target) -> String {
    let (lang, model) = (context.lang, &tested.county.model);
    let Some((rule, item)) = model.rule(target.0).and_then(|r| Some((r, r.items.get(target.1 as usize)?))) else { return String::new() };
    let about = rule.record.map(Facts::about).unwrap_or_default();
    let reached = about.possible(model, &[rule.scope.clone(), item.guard.clone()]);
    let why = if reached { "" } else { lang.pick("（条件不可能成立）", " (its conditions cannot hold)") };
    let text = render::sentence(&Names::new(model, lang), rule, item);
    format!("// {}{}{text}{why}", stands(context, tested, target), lang.pick("：", ": "))
}

/// A list of comment lines under a title.
fn block(list: Vec<String>, title: &str) -> Option<String> {
    (!list.is_empty()).then(|| format!("// {title}\n{}", list.join("\n")))
}

/// The sides that no scenario will try: those that cannot be and why, then those for which none was found.
fn unreached(context: &Context, tested: &Tested, untried: &[SideOf]) -> Vec<String> {
    let (lang, model) = (context.lang, &tested.county.model);
    let row = |(rule, atom, truth): SideOf, why: &str| {
        let statement = model.rule(rule);
        let place = render::place(lang, statement.map(|r| r.place).unwrap_or_default());
        let side = Names::new(model, lang).literal(atom, truth);
        format!("// {} {place}{}{side}{why}", at(context, statement.map(|r| r.span).unwrap_or_default()), lang.pick("：", ": "))
    };
    let barred = tested.coverage.statements.iter().flat_map(|s| s.switches.iter().flat_map(|x| [true, false].map(|t| (s.rule, x, t))));
    let barred: Vec<String> = barred
        .filter_map(|(rule, x, t)| {
            let Side::Impossible(bar) = x.side(t) else { return None };
            let why = match bar {
                Bar::Values => lang.pick("（字段没有这样的值）", " (the field has no such value)"),
                Bar::Constraint => lang.pick("（限定排除）", " (a constraint rules it out)"),
                Bar::Scope => lang.pick("（语句的范围排除）", " (the statement's scope rules it out)"),
            };
            Some(row((rule, x.atom, t), why))
        })
        .collect();
    let open: Vec<String> = untried.iter().map(|side| row(*side, "")).collect();
    [
        block(barred, lang.pick("无案例可到，不计入条件两面：", "No case can reach these; they are not counted:")),
        block(open, lang.pick("没有找到案例（没有证明到不了）：", "No case was found for these (it is not proven that there is none):")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn place(tested: &Tested, (rule, item): Target) -> Place {
    tested.county.model.rule(rule).and_then(|r| r.items.get(item as usize)).map(|i| i.place).unwrap_or_default()
}

fn stands(context: &Context, tested: &Tested, target: Target) -> String {
    let span = tested.county.model.rule(target.0).map(|r| r.span).unwrap_or_default();
    format!("{} {}", at(context, span), render::place(context.lang, place(tested, target)))
}
