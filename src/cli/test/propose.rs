//! Proposed scenarios, ready to paste: each says that it is a proposal, and which place to compare it with.

use super::{Tested, at};
use crate::analysis::{Author, Proposal, Seen, Target, generate};
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
    };
    let seen: Vec<&Seen> = tested.seen().collect();
    let found = generate(model, &seen, &author);
    let mut out = vec![head(context, tested, found.list.len())];
    out.extend(found.list.iter().map(|p| one(context, tested, p)));
    if !found.without.is_empty() {
        let list: Vec<String> = found.without.iter().map(|t| format!("// {}", stands(context, tested, *t))).collect();
        out.push(format!("// {}\n{}", lang.pick("写不出案例的：", "No scenario could be written for:"), list.join("\n")));
    }
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
    format!("// {}\n{}", stands(context, tested, p.target), print_statement(&statement, context.lang, &Plain))
}

/// `建议：第九条第一款，谁 领导 全面工作`
fn title(context: &Context, tested: &Tested, p: &Proposal) -> String {
    let bare = Question { facts: Facts::default(), others: Vec::new(), ..p.seen.question.clone() };
    let asked = Names::new(&tested.county.model, context.lang).question(&bare).unwrap_or_default();
    let place = render::place(context.lang, place(tested, p.target));
    let asked = asked.replace(['“', '”', '"'], "");
    match context.lang {
        Lang::Zh => format!("建议：{place}，{}", asked.trim()),
        Lang::En => format!("proposal: {place}, {}", asked.trim()),
    }
}

fn place(tested: &Tested, (rule, item): Target) -> Place {
    tested.county.model.rule(rule).and_then(|r| r.items.get(item as usize)).map(|i| i.place).unwrap_or_default()
}

fn stands(context: &Context, tested: &Tested, target: Target) -> String {
    let span = tested.county.model.rule(target.0).map(|r| r.span).unwrap_or_default();
    format!("{} {}", at(context, span), render::place(context.lang, place(tested, target)))
}
