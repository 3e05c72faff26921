//! What a writer sees: every syntax message with its caret, in both languages, beside the text that causes it.
//! (The messages about meaning have theirs in `src/resolve/tests/`.)

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use guiju::base::{Lang, Sources};
use guiju::render::diagnostics;
use guiju::syntax::{parse_facts, parse_file, parse_question};
use std::fmt::Write;

const FILES: &[(&str, &str)] = &[
    ("a sign is missing", "规则 样例\n    辖区：样县；\n    使用：通用词汇。\n\n第一条 签发\n    流程 公文（名义：县政府：县长 签发。\n    请示 应当 事项数 = 1 个。\n"),
    ("the rest of the file is still read", "流程 公文：县长 签发 → 。\n流程 纪要：县长 签发。\n期限 公文 的：会议日期 后 5 天。\n"),
    ("wide characters before the caret", "案例 “缺答案” 设 公文（名义：县政府）；问 谁 签发。\n"),
    ("an arrow after a branch", "流程 公文：\n    若 涉密：县长 会签；否则：副县长 会签 → 办公室主任 核发。\n"),
    ("no such day", "规则 样例\n    施行：2023-02-30。\n"),
    ("a number too long", "公文 应当 字数 ≤ 99999999999999999999 字。\n"),
    ("two ways of joining", "流程 公文：县长 和 副县长 或 办公室主任 签发。\n"),
    ("a rule in a heading", "第一条 请示应当一文一事。\n    请示 应当 事项数 = 1 个。\n"),
    ("an empty file", "// 还没有写\n"),
];

fn show(found: &[guiju::base::Diagnostic], sources: &Sources) -> String {
    [Lang::Zh, Lang::En].map(|lang| diagnostics(found, sources, lang, false)).join("\n")
}

#[test]
fn every_syntax_message() {
    let mut out = String::new();
    for (title, text) in FILES {
        let mut sources = Sources::default();
        let file = sources.add("样例.gj", text);
        let found = parse_file(file, text).diagnostics;
        assert!(!found.is_empty(), "{title}: nothing was found wrong");
        writeln!(out, "## {title}\n\n{}", show(&found, &sources)).unwrap();
    }
    for (title, text) in [("a question cut short", "谁 签发 公文（名义：县政府"), ("no question at all", "公文"), ("a question with a wrong sign", "谁 签发 公文【名义：县政府】")]
    {
        let mut sources = Sources::default();
        let file = sources.add("问句", text);
        writeln!(out, "## {title}\n\n{}", show(&parse_question(file, text).unwrap_err(), &sources)).unwrap();
    }
    let mut sources = Sources::default();
    let text = "公文（名义 县政府）";
    let file = sources.add("案情", text);
    writeln!(out, "## facts\n\n{}", show(&parse_facts(file, text).unwrap_err(), &sources)).unwrap();
    insta::assert_snapshot!(out);
}

#[test]
fn bounds() {
    let mut sources = Sources::default();
    let deep = format!("流程 公文：若 {}甲", "（".repeat(65));
    let long = "甲".repeat((1 << 20) / 3 + 1);
    let mut out = String::new();
    for text in [&deep, &long] {
        let file = sources.add("样例.gj", "");
        let found = parse_file(file, text).diagnostics;
        writeln!(out, "{}: {} / {}", found[0].code, found[0].zh, found[0].en).unwrap();
    }
    insta::assert_snapshot!(out);
}
