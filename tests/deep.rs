//! A deep check: every planted fault is found with a case that shows it, a twin without faults is clean, and what a file allows
//! with a reason is not reported.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use guiju::analysis::deep::{At, Deep, Detail, Finding, Skipped, Witness, deep};
use guiju::analysis::run;
use guiju::base::{FileId, Lang};
use guiju::calendar::{Date, date};
use guiju::eval;
use guiju::model::{Answer, Body, Choice, Cond, DateValue, Facts, Fault, Leaf, LeafKind, Model, Question, Silence, Status, Tree, Verdict};
use guiju::render::{Names, deep_skipped, deep_text, diagnostics};
use guiju::session::{County, Dictionary, PolicySet};
use guiju::{resolve, syntax};
use std::sync::Arc;

const PLANTED: &str = include_str!("fixtures/deep/planted.gj");
const CLEAN: &str = include_str!("fixtures/deep/clean.gj");

fn on() -> Date {
    date(2026, 11, 22).unwrap()
}

fn load(text: &str) -> (PolicySet, Arc<County>) {
    let loaded = PolicySet::from_strings(&[("sample.gj", text)]);
    let found: Vec<String> =
        loaded.diagnostics.iter().chain(&loaded.set.diagnostics()).filter(|d| d.code != "E0240").map(|d| format!("{} {} {:?}", d.code, d.zh, d.span)).collect();
    assert!(found.is_empty(), "{found:?}");
    let county = loaded.set.county("样县", on()).unwrap();
    (loaded.set, county)
}

fn search(model: &Model) -> Deep {
    deep(model, on(), &eval::answer, &[])
}

/// The scenarios of a finding, run as a policy's own would be.
fn holds(model: &Model, finding: &Finding, lang: Lang) -> Result<(), String> {
    let texts = Names::new(model, lang).scenarios(finding);
    if texts.len() != finding.witnesses.len() {
        return Err(format!("{:?} {:?}: a witness has no words: {:?}", finding.fault, finding.spots, finding.witnesses.iter().map(|w| &w.answer.body).collect::<Vec<_>>()));
    }
    for text in texts {
        let tree = syntax::parse_file(FileId(0), &text);
        if !tree.diagnostics.is_empty() {
            return Err(format!("{text}\n{:?}", tree.diagnostics));
        }
        let syntax::ast::TopItem::Statement(syntax::ast::Statement { body: syntax::ast::Body::Scenario(s), .. }) = &tree.value.items[0] else { panic!("{text}") };
        let done = run(&mut model.clone(), s, on(), &eval::answer);
        if !done.errors.is_empty() || done.failure.is_some() {
            return Err(format!("{text}\n{:?}\n{:?}", done.errors, done.failure));
        }
    }
    Ok(())
}

/// The reference engine's answer to a witness that was printed and read again.
fn again(model: &Model, w: &Witness) -> (Facts, Answer) {
    let text = Names::new(model, Lang::Zh).question(&w.question).unwrap();
    let tree = syntax::parse_question(FileId(0), &text).unwrap();
    let question = resolve::question(model, &tree, &[], on()).unwrap();
    (question.facts.clone(), eval::answer(model, &question))
}

fn broken(a: &Answer, at: &At) -> bool {
    matches!(&a.body, Body::Check(c) if c.findings.iter().any(|f| matches!(f.verdict, Verdict::Breached | Verdict::Departed) && Some(f.cite.rule) == at.rule && Some(f.cite.item) == at.item))
}

fn cites(a: &Answer, at: &At) -> bool {
    a.cites().iter().any(|c| Some(c.rule) == at.rule && Some(c.item) == at.item)
}

fn guard(model: &Model, at: &At) -> Cond {
    let rule = model.rule(at.rule.unwrap()).unwrap();
    let own = at.item.map_or(Cond::True, |i| rule.items[i as usize].guard.clone());
    Cond::all([rule.scope.clone(), own])
}

/// The answers really show the fault.
fn shows(model: &Model, f: &Finding) -> bool {
    let found: Vec<(Facts, Answer)> = f.witnesses.iter().map(|w| again(model, w)).collect();
    let record = f.spots[0].rule.and_then(|r| model.rule(r)).and_then(|r| r.record);
    let about = record.map(Facts::about).unwrap_or_default();
    match (f.fault, &f.detail) {
        // everybody whom the two statements name is in the answer
        (Fault::Conflict, Detail::Chairs(_)) => f.spots.len() == 2 && f.spots.iter().all(|at| cites(&found[0].1, at)),
        (Fault::Conflict, _) => found.iter().all(|(_, a)| a.status == Status::Conflict && f.spots.iter().all(|at| cites(a, at))),
        (Fault::DoubleBind, Detail::Unkeepable) => broken(&found[0].1, &f.spots[0]),
        // as often as the one asks
        (Fault::DoubleBind, Detail::Often { .. }) => broken(&found[0].1, &f.spots[1]),
        // somebody is to do what he must not
        (Fault::DoubleBind, _) if matches!(found[0].1.body, Body::May(_)) => {
            matches!(&found[0].1.body, Body::May(m) if m.verdict == Verdict::Forbidden) && cites(&found[0].1, &f.spots[0]) && cites(&found[1].1, &f.spots[1])
        }
        // kept one way, the other is broken, and the other way round
        (Fault::DoubleBind, _) => broken(&found[0].1, &f.spots[1]) && !broken(&found[0].1, &f.spots[0]) && broken(&found[1].1, &f.spots[0]) && !broken(&found[1].1, &f.spots[1]),
        (Fault::Gap, Detail::Complete(n)) => found[0].1.status == Status::Silent && found[0].0.entails(model, &model.complete[*n].within) == Some(true),
        (Fault::DeadRule, Detail::Impossible) => found.is_empty() && !about.possible(model, &[guard(model, &f.spots[0])]),
        (Fault::DeadRule, _) => found[0].0.entails(model, &guard(model, &f.spots[0])) == Some(true) && !cites(&found[0].1, &f.spots[0]) && cites(&found[0].1, &f.spots[1]),
        (Fault::DeadException, Detail::Never(c)) => !about.possible(model, &[guard(model, &f.spots[0]), c.clone()]) && broken(&found[0].1, &f.spots[0]),
        (Fault::DeadException, _) => broken(&found[0].1, &f.spots[0]),
        (Fault::Redundant, _) => f.spots.len() == 2 && found.iter().all(|(_, a)| cites(a, &f.spots[1])),
        (Fault::Hole, Detail::Held { .. }) => open_actor(&found[0].1),
        (Fault::Hole, _) => found[0].1.status == Status::Silent && cites(&found[0].1, &f.spots[0]),
        (Fault::Order, Detail::NoPoint { .. }) => cites(&found[0].1, &f.spots[0]),
        (Fault::Order, _) => f.spots.iter().all(|at| cites(&found[0].1, at)),
        (Fault::StandInLoop | Fault::Uncovered, _) => found.iter().all(|(_, a)| a.status == Status::Silent),
        (Fault::Deadline, Detail::Late(..)) => {
            let days: Vec<Date> = found.iter().filter_map(|(_, a)| last_day(a)).collect();
            f.spots.iter().zip(&found).all(|(at, (_, a))| cites(a, at)) && days.len() == 2 && days[0] > days[1]
        }
        (Fault::Deadline, Detail::Zero(_)) => cites(&found[0].1, &f.spots[0]),
        (Fault::Deadline, _) => f.spots.iter().any(|at| broken(&found[0].1, at)),
        other => panic!("{other:?}"),
    }
}

fn last_day(a: &Answer) -> Option<Date> {
    let Body::Choice(Choice { main: Some(Tree::Leaf(Leaf { kind: LeafKind::Due(list), .. })), .. }) = &a.body else { return None };
    list.iter().filter_map(|d| if let DateValue::Day { date, .. } = d.value { Some(date) } else { None }).min()
}

fn open_actor(a: &Answer) -> bool {
    let Body::Choice(c) = &a.body else { return false };
    matches!(&c.main, Some(Tree::Leaf(l)) if l.kind == LeafKind::Silent(Silence::OpenActor))
}

#[test]
fn every_planted_fault_is_found_and_its_cases_show_it() {
    let (set, county) = load(PLANTED);
    let model = &county.model;
    let found = search(model);
    let mut bad = Vec::new();
    for f in &found.findings {
        for lang in [Lang::Zh, Lang::En] {
            bad.extend(holds(model, f, lang).err());
        }
        if !shows(model, f) {
            bad.push(format!("{} {} does not show it", f.fault.code(), Names::new(model, Lang::Zh).finding(f)));
        }
    }
    let text = [Lang::Zh, Lang::En].map(|l| format!("{}\n\n{}\n", deep_text(model, &found, set.sources(), l), deep_skipped(model, &found, l).join("\n"))).join("\n");
    insta::assert_snapshot!(text);
    assert!(bad.is_empty(), "{}", bad.join("\n\n"));
    for fault in Fault::ALL {
        assert!(found.findings.iter().any(|f| f.fault == fault), "no {}", fault.code());
    }
}

const MORE: &str = "规则 样县人民政府工作规则 sample
    辖区：样县；
    使用：通用词汇。

分类 职务：审批领导 approver 相对。
对象 公文：审批领导 approver：职务 可无。

第一条 审批
    流程 公文（重要文件）：审批领导 审批。
    流程 公文（名义：县政府）：县长 签发。

第二条 代理
    代理 缺位（职务：副县长，事由：休假）：办公室主任。

第三条 例外
    部门 对 公文（文种：报告） 不得 越级行文，文种 为 请示 除外。
    限定 公文：若 涉密：非 重要文件。
    公文（重要文件） 不得 多头报文，涉密 除外。
";

/// The forms that the planted file has no room for, and what is said of what was not looked at.
#[test]
fn the_other_forms_of_a_finding() {
    let (set, county) = load(MORE);
    let model = &county.model;
    let mut found = search(model);
    for f in &found.findings {
        for lang in [Lang::Zh, Lang::En] {
            holds(model, f, lang).unwrap();
        }
        assert!(shows(model, f), "{}", Names::new(model, Lang::Zh).finding(f));
    }
    let at = found.findings[0].spots.clone();
    let Question { kind, facts, .. } = {
        let tree = syntax::parse_question(FileId(0), "谁 签发 公文").unwrap();
        resolve::question(model, &tree, &[], on()).unwrap()
    };
    found.skipped.push(Skipped::TooMany(kind, facts.record.unwrap()));
    found.skipped.push(Skipped::Unwritable(Fault::Conflict, at));
    let (other, unused) = load(&format!("{MORE}\n容许 D01 第一条：“由人定”。\n"));
    let unused = search(&unused.model).unused;
    let text =
        |l: Lang| format!("{}\n\n{}\n{}", deep_text(model, &found, set.sources(), l), deep_skipped(model, &found, l).join("\n"), diagnostics(&unused, other.sources(), l, false));
    insta::assert_snapshot!([Lang::Zh, Lang::En].map(text).join("\n\n"));
}

#[test]
fn a_twin_without_faults_is_clean() {
    let (set, county) = load(CLEAN);
    let found = search(&county.model);
    assert!(found.findings.is_empty(), "{}", deep_text(&county.model, &found, set.sources(), Lang::Zh));
    assert!(found.unused.is_empty());
    assert!(found.skipped.iter().all(|s| matches!(s, Skipped::Meetings(1) | Skipped::Trails)), "{:?}", found.skipped);
}

/// A 限定 as offered, in either skin, rules the case out, and nothing that it need not.
#[test]
fn the_constraint_that_is_offered_ends_the_finding() {
    let (_, county) = load(PLANTED);
    let found = search(&county.model);
    let with: Vec<&Finding> = found.findings.iter().filter(|f| Names::new(&county.model, Lang::Zh).exclude(f).is_some()).collect();
    assert_eq!(with.len(), 4);
    let rest = |text: &str| search(&load(text).1.model).findings.iter().filter(|f| f.meet.is_some()).map(|f| f.detail.clone()).collect::<Vec<_>>();
    let before = rest(PLANTED).len();
    for f in with {
        for lang in [Lang::Zh, Lang::En] {
            let constraint = Names::new(&county.model, lang).exclude(f).unwrap();
            let after = rest(&PLANTED.replace("第一条 冲突\n", &format!("{constraint}\n\n第一条 冲突\n")));
            assert_eq!(after.len(), before - 1, "{constraint}");
        }
    }
}

/// A scenario of the file that has such a case is named, and no 限定 against it is offered.
#[test]
fn a_scenario_with_the_case_of_a_conflict_is_named() {
    let (set, county) = load(&format!("{PLANTED}\n案例 \"都有\"\n    问 谁 签发 公文（名义：部门，涉及面广）；\n    答 若 重要文件：冲突；否则：分管副县长。\n"));
    let suite = set.suite(&county).scenarios;
    assert_eq!(suite.len(), 1);
    let found = deep(&county.model, on(), &eval::answer, &suite);
    let f = found.findings.iter().find(|f| f.fault == Fault::Conflict).unwrap();
    assert_eq!(f.meet.as_ref().unwrap().scenarios.iter().map(|s| s.to_string()).collect::<Vec<_>>(), ["都有"]);
    assert_eq!(Names::new(&county.model, Lang::Zh).exclude(f), None);
    assert!(deep_text(&county.model, &found, set.sources(), Lang::En).contains("scenarios with such a case: \"都有\"."));
}

/// Of many findings of one place the first three are shown, the others by their lines.
#[test]
fn many_findings_of_one_place_are_summed_up() {
    let roles = ["县长", "副县长", "办公室主任", "部门主要负责人"];
    let rules: Vec<String> = roles.iter().zip("甲乙丙丁".chars()).map(|(r, c)| format!("    流程 公文（“{c}”，“{c}{c}”）：{r} 签发。\n")).collect();
    let (set, county) = load(&format!("规则 样县规则 sample\n    辖区：样县；使用：通用词汇。\n第一条 签发\n{}", rules.concat()));
    let found = search(&county.model);
    assert_eq!(found.findings.iter().filter(|f| f.fault == Fault::Conflict).count(), 6);
    let text = |l: Lang| deep_text(&county.model, &found, set.sources(), l);
    assert!(text(Lang::Zh).contains("\n\nD01 第一条这样的还有 3 处，在这些行：5、6；5、7；6、7。\n"), "{}", text(Lang::Zh));
    assert!(text(Lang::En).contains("\n\nD01 article 1: 3 more of this kind, in these lines: 5, 6; 5, 7; 6, 7.\n"), "{}", text(Lang::En));
}

/// The English skin of a file has the same faults.
#[test]
fn both_skins_have_the_same_findings() {
    let tree = syntax::parse_file(FileId(0), PLANTED);
    let (_, county) = load(PLANTED);
    let statements = tree.value.items.iter().filter_map(|i| if let syntax::ast::TopItem::Statement(s) = i { Some(s) } else { None });
    let words = Dictionary::of(&county.model, statements);
    let english = syntax::format_file(PLANTED, &tree.value, Lang::En, &words);
    assert!(english.starts_with("// ") && english.contains("\npolicy "), "{english}");
    let codes = |text: &str| search(&load(text).1.model).findings.iter().map(|f| (f.fault, f.detail.clone())).collect::<Vec<_>>();
    assert_eq!(codes(&english), codes(PLANTED));
}

#[test]
fn a_reason_in_the_file_allows_a_finding() {
    let allowed = |text: &str| {
        let (_, county) = load(&format!("{PLANTED}\n{text}\n"));
        let found = search(&county.model);
        let reasons: Vec<String> = found.allowed().map(|f| format!("{} {}", f.fault.code(), f.allowed.as_ref().unwrap())).collect();
        (reasons, found.unused.iter().map(|d| d.code).collect::<Vec<_>>())
    };
    assert_eq!(allowed("容许 D01 第一条：“由人定”。"), (vec!["D01 由人定".to_string()], vec![]));
    assert_eq!(allowed("allow d06 article 8: \"said twice\".").0.len(), 2);
    // of another code, of another place, of one place too many
    assert_eq!(allowed("容许 D02 第一条：“由人定”。"), (vec![], vec!["E0249"]));
    assert_eq!(allowed("容许 D01 第九条：“由人定”。"), (vec![], vec!["E0249"]));
    assert_eq!(allowed("容许 D01 第一条、第九条：“由人定”。"), (vec![], vec!["E0249"]));
    // a label names one statement
    assert_eq!(allowed("容许 D04 乙、甲：“照原文”。").0, ["D04 照原文"]);
}

#[test]
fn the_shipped_policies_have_no_finding_without_a_reason() {
    for county in PolicySet::builtin().counties() {
        let (model, found) = (&county.model, search(&county.model));
        assert!(found.open().next().is_none(), "{}", deep_text(model, &found, PolicySet::builtin().sources(), Lang::Zh));
        assert!(found.unused.is_empty(), "{:?}", found.unused);
        for f in &found.findings {
            for lang in [Lang::Zh, Lang::En] {
                holds(model, f, lang).unwrap();
            }
            assert!(shows(model, f), "{}", Names::new(model, Lang::Zh).finding(f));
        }
    }
}

/// 上行文 itself, and nothing below it, has no signer: a case that no scenario can write.
#[test]
fn a_gap_that_cannot_be_written_is_said() {
    let (_, county) = load(
        "规则 样县规则 sample
    辖区：样县；使用：通用词汇。
第一条 签发
    第一款
    流程 其余 公文：办公室主任 签发。
    第二款
    流程 公文：县长 签发（若 非 （文种 为 上行文））。
    完备 谁 签发 公文。
",
    );
    let found = search(&county.model);
    assert!(found.findings.iter().all(|f| f.fault != Fault::Gap));
    assert!(found.skipped.iter().any(|s| matches!(s, Skipped::Unwritable(Fault::Gap, _))), "{:?}", found.skipped);
}

#[test]
fn a_choice_past_the_cap_is_said() {
    let (_, county) = load(PLANTED);
    let question = |q: &str| {
        let tree = syntax::parse_question(FileId(0), q).unwrap();
        resolve::question(&county.model, &tree, &[], on()).unwrap()
    };
    let Question { kind, facts, .. } = question("谁 签发 公文");
    assert!(guiju::decision::Compiled::capped(&county.model, 1).outcomes(&kind, facts.record).is_none());
}
