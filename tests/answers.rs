//! Every kind of question over one small policy, as it is printed: in Chinese, in English, as data.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use guiju::base::Lang;
use guiju::calendar::date;
use guiju::render::diagnostics;
use guiju::session::{AskOptions, PolicySet};
use std::fmt::Write;
use std::path::PathBuf;

const QUESTIONS: [&str; 26] = [
    "谁 批准 采购（类别：图书）",
    "谁 批准 采购（类别：图书，金额：6000 元）",
    "谁 批准 采购（类别：设备）",
    "谁 批准 采购（类别：电脑）",
    "谁 批准 采购（类别：服务）",
    "谁 批准 采购（急用）",
    "谁 批准 采购（类别：图书，金额：6000 元，缺席：馆长（出差））",
    "谁 批准 采购（类别：图书，金额：1 元，余否）",
    "流程 采购（类别：图书）",
    "流程 采购（类别：服务）",
    "何时 验收 采购（合同日期：2023-09-28）",
    "何时 验收 采购",
    "何时 付款 采购（验收日期：2024-01-31）",
    "可否 采编部 对 采购（拆分采购）",
    "可否 采购（急用）",
    "核查 采购（类别：设备，金额：30000 元，部门：采编部，拆分采购）",
    "限额 金额 采购（类别：设备）",
    "会议 馆务会",
    "何会 审议 预算",
    "谁 主持 馆务会",
    "义务 采编部",
    "谁 代理 馆长（缺席：馆长（出差））",
    "适用 采编部",
    "条 4",
    "条 99",
    "办理 采购（类别：设备）",
];

const WRONG: [&str; 6] =
    ["谁 批准 采购（类别：图）", "谁 批准 采购（类别；图书）", "谁 批准 采购（金额：5000 字）", "谁 批准 采购（合同日期：2023-02-30）", "谁 批准 采勾", "为何"];

fn set() -> PolicySet {
    let loaded = PolicySet::from_paths(&[PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small")]);
    assert!(loaded.diagnostics.is_empty());
    loaded.set
}

fn options() -> AskOptions {
    AskOptions::on(date(2024, 5, 6).unwrap())
}

fn printed(lang: Lang) -> String {
    let set = set();
    let mut out = String::new();
    for q in QUESTIONS {
        let reply = set.ask("", q, &options()).unwrap_or_else(|f| panic!("{q}\n{}", diagnostics(&f.diagnostics, &f.sources, lang, false)));
        writeln!(out, "## {q}\n{}", reply.text(lang, false, false)).unwrap();
    }
    out
}

#[test]
fn in_chinese() {
    insta::assert_snapshot!("zh", printed(Lang::Zh));
}

#[test]
fn in_english() {
    insta::assert_snapshot!("en", printed(Lang::En));
}

#[test]
fn as_data() {
    let set = set();
    let mut out = String::new();
    for q in QUESTIONS {
        let reply = set.ask("", q, &options()).unwrap();
        writeln!(out, "## {q}\n{}\n", serde_json::to_string_pretty(&reply.json(Lang::Zh, false)).unwrap()).unwrap();
    }
    insta::assert_snapshot!("json", out);
}

#[test]
fn with_reasons() {
    let set = set();
    let mut out = String::new();
    for q in ["谁 批准 采购（类别：电脑）", "何时 验收 采购（合同日期：2023-09-28）", "可否 采编部 对 采购（拆分采购）"] {
        let reply = set.ask("", q, &options()).unwrap();
        writeln!(out, "## {q}\n{}", reply.text(Lang::Zh, true, false)).unwrap();
        writeln!(out, "{}", reply.markdown(Lang::En, true)).unwrap();
    }
    insta::assert_snapshot!("why", out);
}

#[test]
fn failures() {
    let set = set();
    let mut out = String::new();
    for q in WRONG {
        let failure = set.ask("", q, &options()).unwrap_err();
        for lang in [Lang::Zh, Lang::En] {
            writeln!(out, "## {q} ({:?})\n{}\n", failure.kind, diagnostics(&failure.diagnostics, &failure.sources, lang, false)).unwrap();
        }
    }
    insta::assert_snapshot!("failures", out);
}
