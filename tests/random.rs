//! Random texts: the parser never panics, and whatever parses cleanly survives the formatter in both skins.
//!
//! `PROPTEST_CASES=100000 cargo test --test random` runs long.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use guiju::base::Lang;
use guiju::syntax::{Plain, format_file, parse_facts, parse_file, parse_question};
use proptest::prelude::*;
use std::path::Path;

const PIECES: &[&str] = &[
    "规则",
    "流程",
    "公文",
    "（",
    "）",
    "：",
    "；",
    "。",
    "，",
    "、",
    "县长",
    "签发",
    "→",
    "若",
    "否则",
    "【",
    "】",
    "或",
    "和",
    "非",
    "不得",
    "应当",
    "未经",
    "批准",
    "除外",
    "每月",
    "1至2 次",
    "5 个工作日",
    "后",
    "前",
    "内",
    "会议日期",
    "期限",
    "的",
    "代理",
    "其次",
    "权限",
    "会议",
    "组成",
    "职责",
    "（一）",
    "案例",
    "设",
    "问",
    "答",
    "谁",
    "第二十九条",
    "\n",
    " ",
    "“",
    "”",
    "2023-02-30",
    "2023年9月27日",
    "≤",
    "=",
    "三",
    "三重一大",
    "一般",
    "等",
    "取代",
    "加",
    "在",
    "同时",
    "policy",
    "if",
    "else",
    ":",
    ".",
    "must_not",
    "without",
    "//",
    "\u{3000}",
    "＃",
    "👍",
    "\u{0}",
    "AB角",
    "逾期 视为",
    "余否",
    "无",
];

fn policies() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut out = Vec::new();
    for folder in [root.clone(), root.join("common"), root.join("scenarios")] {
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
        files.sort();
        out.extend(files.into_iter().map(|p| std::fs::read_to_string(p).unwrap()));
    }
    out
}

/// A stretch of a real file with one hole cut and one splinter put in.
fn mutilated() -> impl Strategy<Value = String> {
    let texts = policies();
    (0..texts.len(), any::<prop::sample::Index>(), 0..1500usize, any::<prop::sample::Index>(), prop::sample::select(PIECES), 0..4usize).prop_map(
        move |(file, from, length, at, piece, cut)| {
            let chars: Vec<char> = texts[file].chars().collect();
            let from = from.index(chars.len());
            let mut part: Vec<char> = chars[from..(from + length).min(chars.len())].to_vec();
            let at = at.index(part.len().max(1)).min(part.len());
            let end = (at + cut).min(part.len());
            part.splice(at..end, piece.chars());
            part.into_iter().collect()
        },
    )
}

fn check(text: &str) {
    let parsed = parse_file(Default::default(), text);
    let _ = parse_question(Default::default(), text);
    let _ = parse_facts(Default::default(), text);
    if !parsed.diagnostics.is_empty() {
        return;
    }
    for lang in [Lang::Zh, Lang::En] {
        let printed = format_file(text, &parsed.value, lang, &Plain);
        let again = parse_file(Default::default(), &printed);
        assert!(again.diagnostics.is_empty(), "printed text does not parse:\n{printed}\n{:?}", again.diagnostics);
        assert_eq!(format_file(&printed, &again.value, lang, &Plain), printed, "formatting is not idempotent");
        if lang == Lang::Zh {
            assert_eq!(again.value, parsed.value, "the tree changed:\n{printed}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_characters(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_row_of_words(words in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        check(&words.concat());
        check(&words.join(" "));
    }

    #[test]
    fn real_text_mutilated(text in mutilated()) {
        check(&text);
    }
}

#[test]
fn deep_nesting_is_refused_before_the_parser_recurses() {
    for open in ["（", "【", "(", "["] {
        let text = format!("流程 公文：若 {}甲", open.repeat(100_000));
        let found = parse_file(Default::default(), &text).diagnostics;
        assert_eq!(found[0].code, "E0111");
    }
    let long = format!("定义 公文 甲：{}乙。", "非 ".repeat(100_000));
    assert!(parse_file(Default::default(), &long).diagnostics.is_empty());
}
