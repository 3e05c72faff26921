//! `diff`: what two policies answer differently is found, shown in a case that can be asked again, and told once.
//!
//! `INSTA_UPDATE=always` writes the reports of `docs/`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use guiju::analysis::diff::{Difference, Kind};
use guiju::base::Lang;
use guiju::calendar::{Date, date};
use guiju::session::{AskOptions, Diff, PolicySet, Version};
use serde_json::Value;
use std::path::Path;
use std::sync::OnceLock;

fn day() -> Date {
    date(2026, 11, 22).unwrap()
}

/// A policy of one county with these statements in its first article.
fn policy(statements: &str) -> PolicySet {
    let text = format!("规则 样县人民政府工作规则 sample\n    辖区：样县；\n    使用：通用词汇。\n\n第一条 规定\n{statements}\n");
    let loaded = PolicySet::from_strings(&[("样县.gj", &text)]);
    let found: Vec<_> = loaded.diagnostics.iter().chain(&loaded.set.diagnostics()).map(|d| d.zh.clone()).collect();
    assert!(found.is_empty(), "{found:?}\n{text}");
    loaded.set
}

fn version<'s>(set: &'s PolicySet, county: &str, label: &str) -> Version<'s> {
    let county = if county.is_empty() { set.only(day()) } else { set.county(county, day()) };
    Version { set, county: county.unwrap(), label: label.into() }
}

/// The differences of two policies of one article, after asking every witness again.
fn pair(left: &str, right: &str) -> (Diff, Value) {
    let (left, right) = (policy(left), policy(right));
    let diff = Diff::of(version(&left, "", "旧"), version(&right, "", "新"), day()).unwrap();
    let data = serde_json::to_value(diff.json(Lang::Zh)).unwrap();
    asked_again(&diff, &data, [&left, &right], ["", ""]);
    (diff, data)
}

/// Every witness, as it is printed, read again and asked of the reference engine: the answer is the one that the difference shows.
fn asked_again(diff: &Diff, data: &Value, sets: [&PolicySet; 2], counties: [&str; 2]) {
    let mut asked = 0;
    for (group, told) in diff.found.groups.iter().zip(data["groups"].as_array().unwrap()) {
        for (d, entry) in group.found.iter().zip(told["differences"].as_array().unwrap()) {
            for n in 0..2 {
                asked += usize::from(again(d, entry, n, sets[n], counties[n]));
            }
            let [left, right] = &d.sides;
            let same = left.asked.as_ref().zip(right.asked.as_ref()).is_some_and(|_| entry["sides"][0]["answer"] == entry["sides"][1]["answer"]);
            assert!(!same || d.kind != Kind::Number && d.kind != Kind::Person, "both sides are told alike: {entry}");
        }
    }
    assert!(asked > 0 || diff.none());
}

fn again(d: &Difference, entry: &Value, n: usize, set: &PolicySet, county: &str) -> bool {
    let side = &entry["sides"][n];
    let Some((_, answer)) = &d.sides[n].asked else {
        assert!(side["question"].is_null(), "{side}");
        return false;
    };
    // a matter that is a kind of a record, too, is the record after 谁; 召开 is asked of the meeting held
    let Some(text) = side["question"].as_str() else {
        assert!(["外事活动", "政府信息", "政府开放月", "召开"].iter().any(|w| entry.to_string().contains(w)), "no question: {entry}");
        return false;
    };
    let reply = set.ask(county, text, &AskOptions::on(day())).unwrap_or_else(|f| panic!("{text}: {}", f.diagnostics[0].zh));
    assert_eq!(format!("{:?}", reply.answer), format!("{answer:?}"), "{text}");
    let cited = reply.answer.cites();
    let page = matches!(reply.answer.body, guiju::model::Body::Article(_));
    assert!(page || d.sides[n].cites.iter().filter(|_| d.also.is_empty() && d.more == 0).all(|c| cited.contains(c)), "{text}");
    true
}

/// The kinds found, and the answers of the first difference.
fn told(left: &str, right: &str) -> (Vec<Kind>, String, String) {
    let (diff, data) = pair(left, right);
    let first = &data["groups"][0]["differences"][0]["sides"];
    let said = |n: usize| first[n]["answer"].as_str().unwrap_or_default().to_string();
    (diff.found.all().map(|d| d.kind).collect(), said(0), said(1))
}

#[test]
fn a_number_differs() {
    let of = |days: u32| format!("    期限 征求意见 的 回复日期：\n        若 商定时限 已定：商定时限；\n        否则：来文日期 后 {days} 个工作日 内（一般）。");
    let (kinds, left, right) = told(&of(5), &of(7));
    assert_eq!(kinds, [Kind::Number]);
    assert!(left.contains("5个工作日") && right.contains("7个工作日"), "{left} {right}");
    let (kinds, left, right) = told("    部门 对 公文 字数 ≤ 5000 字。", "    部门 对 公文 字数 ≤ 4000 字。");
    assert_eq!(kinds, [Kind::Number]);
    assert!(left.contains("5000") && right.contains("4000"), "{left} {right}");
    assert_eq!(told("    会议 常务会议：频次：每月 1 次。", "    会议 常务会议：频次：每月 2 次。").0, [Kind::Number]);
    assert_eq!(told("    会议 常务会议：法定人数：过半数。", "    会议 常务会议：法定人数：三分之二 以上。").0, [Kind::Number]);
    assert_eq!(told("    部门 应当 盘点 重点工作，每周。", "    部门 应当 盘点 重点工作，每月。").0, [Kind::Number]);
}

#[test]
fn a_person_differs() {
    let (kinds, left, right) = told("    流程 公文（名义：县政府）：县长 签发。", "    流程 公文（名义：县政府）：常务副县长 签发。");
    assert_eq!(kinds, [Kind::Person]);
    assert!(left.contains("由县长签发") && right.contains("由常务副县长签发"), "{left} {right}");
    assert_eq!(told("    流程 公文（名义：县政府）：办公室主任 审核。", "    流程 公文（名义：县政府）：办公室副主任 审核。").0, [Kind::Person]);
    assert_eq!(told("    会议 常务会议：主持：县长。", "    会议 常务会议：主持：县长 或 常务副县长（受 县长 委托）。").0, [Kind::Person]);
    assert_eq!(told("    会议 常务会议：职责：审议 县级预算。", "    会议 全体会议：职责：审议 县级预算。").0[0], Kind::Person);
    assert_eq!(told("    代理 缺位（职务：县长，事由：出差）：常务副县长。", "    代理 缺位（职务：县长，事由：出差）：副县长。").0, [Kind::Person]);
}

#[test]
fn a_force_differs() {
    assert_eq!(told("    流程 公文（名义：县政府）：县长 签发。", "    流程 公文（名义：县政府）：县长 签发（一般）。").0, [Kind::Force]);
    assert_eq!(told("    部门 应当 承办 建议提案。", "    部门 可以 承办 建议提案。").0, [Kind::Force]);
    assert_eq!(told("    公文 不得 多头报文。", "    公文 不得 多头报文（一般）。").0, [Kind::Force]);
    // 应当 and 要 bind alike
    assert!(told("    部门 应当 承办 建议提案。", "    部门 要 承办 建议提案。").0.is_empty());
}

#[test]
fn a_condition_differs() {
    assert_eq!(told("    公文 不得 直接报送领导个人，领导交办 除外。", "    公文 不得 直接报送领导个人。").0, [Kind::Condition]);
    assert_eq!(told("    流程 公文（名义：县政府）：办公室主任 审核。", "    流程 公文：办公室主任 审核。").0, [Kind::Condition]);
    let only = told("    流程 公文（名义：县政府）：县长 签发。", "    流程 公文（名义：县政府，涉及重大事项）：县长 签发。");
    assert_eq!(only.0, [Kind::OnlyLeft], "signed on one side only where no weighty matter is touched");
}

#[test]
fn one_side_is_silent() {
    let (kinds, left, right) = told("    流程 公文（名义：县政府）：县长 签发。\n    部门 对 公文 字数 ≤ 5000 字。", "    流程 公文（名义：县政府）：县长 签发。");
    assert_eq!(kinds, [Kind::Number]);
    assert!(left.contains("5000") && right.starts_with("未规定"), "{left} {right}");
    assert_eq!(told("    部门 应当 承办 建议提案。", "    公文 不得 多头报文。").0, [Kind::OnlyLeft, Kind::OnlyRight]);
}

#[test]
fn a_judgement_of_one_side_is_its_condition() {
    let (kinds, left, right) = told("    流程 公文（名义：县政府）：办公室主任 审核（若 “有需要”）。", "    流程 公文（名义：县政府）：办公室主任 审核。");
    assert_eq!(kinds, [Kind::Condition]);
    assert!(left.contains("若有需要") && !right.contains("有需要"), "{left} {right}");
    let signs = "    流程 公文（名义：县政府）：若 “特别重要”：县长 签发；否则：常务副县长 签发。";
    let (kinds, left, right) = told(signs, "    流程 公文（名义：县政府）：常务副县长 签发。");
    assert_eq!(kinds, [Kind::Person]);
    assert!(left.contains("若特别重要，由县长签发") && right == "由常务副县长签发", "{left} {right}");
}

#[test]
fn a_finer_cut_of_the_other_side_is_found() {
    let fine = "    流程 公文（名义：县政府）：若 主送 含 市政府办公室：县长 签发；若 文种 属 通知：副县长 签发；否则：常务副县长 签发。";
    let coarse = "    流程 公文（名义：县政府）：若 主送 含 市政府办公室：县长 签发；否则：常务副县长 签发。";
    let (diff, data) = pair(coarse, fine);
    assert_eq!(diff.found.all().map(|d| d.kind).collect::<Vec<_>>(), [Kind::Person]);
    let question = data["groups"][0]["differences"][0]["sides"][0]["question"].as_str().unwrap();
    assert!(question.contains("文种：通知"), "{question}");
}

#[test]
fn nothing_differs() {
    let text = "    甲：流程 公文（名义：县政府）：县长 签发。\n    乙：流程 公文（文种：命令、议案）：县长 签署；取代 甲 的 签发。\n    部门、乡镇 对 公文 未经 批准 不得 越级行文。\n    会议 常务会议：主持：县长；频次：每月 1 次；职责：审议 县级预算。";
    let (diff, _) = pair(text, text);
    assert!(diff.none());
    let renamed = text.replace("甲", "丙").replace("乙：", "丁：");
    assert!(pair(text, &renamed).0.none(), "labels are no answer");
    let set = PolicySet::builtin();
    let diff = Diff::of(version(&set, "上高县", "甲"), version(&set, "上高县", "乙"), day()).unwrap();
    assert!(diff.none(), "{}", diff.text(Lang::Zh));
}

// ---- the twins ----

fn twins(left: &str, right: &str) -> (Diff, Value) {
    let set = PolicySet::builtin();
    let diff = Diff::of(version(&set, left, left), version(&set, right, right), day()).unwrap();
    let data = serde_json::to_value(diff.json(Lang::Zh)).unwrap();
    (diff, data)
}

fn shanggao() -> &'static (Diff, Value) {
    static FOUND: OnceLock<(Diff, Value)> = OnceLock::new();
    FOUND.get_or_init(|| twins("上高县", "袁州区"))
}

fn zezhou() -> &'static (Diff, Value) {
    static FOUND: OnceLock<(Diff, Value)> = OnceLock::new();
    FOUND.get_or_init(|| twins("泽州县", "阳高县"))
}

/// A difference of a number whose question begins so and whose answers hold these words.
fn has(data: &Value, question: &str, left: &str, right: &str) {
    let all = data["groups"].as_array().unwrap().iter().flat_map(|g| g["differences"].as_array().unwrap());
    let numbers: Vec<&Value> = all.filter(|d| d["kind"] == "number").collect();
    let fits = |d: &&&Value| {
        let side = |n: usize, key: &str| d["sides"][n][key].as_str().unwrap_or_default();
        (side(0, "question").starts_with(question) || side(1, "question").starts_with(question)) && side(0, "answer").contains(left) && side(1, "answer").contains(right)
    };
    assert!(numbers.iter().find(fits).is_some(), "{question}: {left} / {right} is not among\n{numbers:#?}");
}

/// Every number with a unit of the two texts was read; the yearly plenary meeting, the half-monthly standing meeting, the day before
/// the meeting, 5 working days to issue, 3 to reply, one bulletin, 3 and 2 departments, 1 to 2 subjects and the two-monthly study
/// stand in both.
#[test]
fn numbers_of_shanggao_and_yuanzhou() {
    let (diff, data) = shanggao();
    has(data, "何时 报送 会次（会议：全县性会议，召开单位：部门）", "未规定", "会议日期前7个工作日");
    has(data, "何时 报送 活动（活动类：重要活动，主办单位：部门）", "未规定", "活动日期前7个工作日");
    assert_eq!(diff.found.count(Kind::Number), 2, "the texts differ in no other number");
}

#[test]
fn numbers_of_zezhou_and_yanggao() {
    let (_, data) = zezhou();
    for (question, left, right) in [
        ("会议 常务会议", "每月1至2次", "每月至少1次"),
        ("何时 印发 公文（文种：纪要", "未规定", "会议结束日期后7个工作日"),
        ("何时 印发 公文（议定会议：全体会议", "会议结束日期后7个工作日", "未规定"),
        ("何时 报送 会次（会议：全县性会议", "会议日期前10个工作日", "会议日期前7个工作日"),
        ("何时 报送 活动（活动类：重要活动", "活动日期前10个工作日", "活动日期前7个工作日"),
        ("会议 专题学习", "每两个月1次", "未规定"),
        ("何时 报送 代拟稿", "报送时限前15天", "报送时限前7天"),
        ("何时 报送 代拟稿", "报送时限前10天", "报送时限前7天"),
        ("限额 字数 公文（主送：上级机关，文种：请示）", "1500 字", "未规定"),
        ("限额 字数 公文（主送：上级机关，文种：综合报告）", "5000 字", "未规定"),
        ("限额 字数 公文（主送：上级机关，文种：专项报告）", "3000 字", "未规定"),
        ("何时 回复 征求意见", "7个工作日", "5个工作日"),
        ("何时 请假 请假", "外出日期前3天", "未规定"),
        ("何时 报送 请假", "外出日期前3天", "未规定"),
    ] {
        has(data, question, left, right);
    }
}

#[test]
fn the_witnesses_of_the_twins_are_answered_so() {
    let set = PolicySet::builtin();
    let (diff, data) = shanggao();
    asked_again(diff, data, [&set, &set], ["上高县", "袁州区"]);
    let (diff, data) = zezhou();
    asked_again(diff, data, [&set, &set], ["泽州县", "阳高县"]);
}

#[test]
fn the_reports_are_up_to_date() {
    for (file, (diff, _)) in [("docs/diff-shanggao-yuanzhou.md", shanggao()), ("docs/diff-zezhou-yanggao.md", zezhou())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let told = diff.markdown(Lang::Zh);
        if std::env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") {
            std::fs::write(&path, &told).unwrap();
            continue;
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        for (n, (is, should)) in written.lines().zip(told.lines()).enumerate() {
            assert_eq!(is, should, "{file}:{}: the report says the first line, the program the second; `cargo xtask bless` writes it", n + 1);
        }
        assert_eq!(written.lines().count(), told.lines().count(), "{file}: `cargo xtask bless` writes it");
    }
}

// ---- layouts ----

const OLD: &str = "    流程 公文（名义：县政府）：办公室主任 审核 → 县长 签发。
    期限 征求意见 的 回复日期：来文日期 后 3 个工作日 内（一般）。
    部门、乡镇 对 公文 未经 批准 不得 越级行文。
    公文 不得 多头报文。
    公文 应当 “言简意赅”。";
const NEW: &str = "    流程 公文（名义：县政府）：办公室主任 审核（若 必要） → 常务副县长 签发（一般）。
    期限 征求意见 的 回复日期：来文日期 后 5 个工作日 内（一般）。
    部门 对 公文 未经 批准 不得 越级行文。
    请示 应当 事项数 = 1 个。";

#[test]
fn layouts() {
    let (diff, data) = pair(OLD, NEW);
    insta::assert_snapshot!("text_zh", diff.text(Lang::Zh));
    insta::assert_snapshot!("text_en", diff.text(Lang::En));
    insta::assert_snapshot!("markdown_zh", diff.markdown(Lang::Zh));
    insta::assert_snapshot!("markdown_en", diff.markdown(Lang::En));
    insta::assert_snapshot!("json", serde_json::to_string_pretty(&data).unwrap());
}
