//! The binary as its users meet it: what it prints, and its exit codes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use assert_cmd::Command;
use std::fmt::Write;

fn guiju(args: &[&str]) -> Command {
    let mut c = Command::cargo_bin("guiju").unwrap();
    let on: &[&str] = if args.contains(&"--on") { &[] } else { &["--on", "2026-11-22"] };
    c.args(args).args(on).env("LANG", "zh_CN.UTF-8").env("NO_COLOR", "1").current_dir(env!("CARGO_MANIFEST_DIR"));
    c
}

/// What a call prints, with its exit code.
fn story(calls: &[&[&str]]) -> String {
    let mut out = String::new();
    for args in calls {
        let done = guiju(args).output().unwrap();
        let shown: Vec<String> = args.iter().map(|a| if a.contains([' ', '（']) { format!("\"{a}\"") } else { (*a).to_string() }).collect();
        writeln!(out, "$ guiju {}", shown.join(" ")).unwrap();
        out.push_str(&String::from_utf8(done.stdout).unwrap());
        out.push_str(&String::from_utf8(done.stderr).unwrap());
        writeln!(out, "[exit {}]\n", done.status.code().unwrap()).unwrap();
    }
    out
}

#[test]
fn who_signs() {
    insta::assert_snapshot!(story(&[
        &["ask", "上高县", "谁 签发 公文（名义：县政府办公室）"],
        &["ask", "shanggao", "who signs document(in_name_of: county_office)", "--lang", "en"],
        &["ask", "上高县", "谁 签发 公文（名义：县政府）"],
        &["ask", "上高县", "谁 签发 公文（名义：县政府，缺席：县长（出差），受托人：常务副县长（县长））"],
        &["ask", "上高县", "谁 签发 公文（文种：通知）"],
    ]));
}

#[test]
fn a_deadline_with_its_days() {
    insta::assert_snapshot!(story(&[&["ask", "上高县", "何时 印发 公文（议定会议：常务会议，会议结束日期：2023-09-28）", "--why"]]));
}

#[test]
fn answers_as_data() {
    insta::assert_snapshot!(story(&[
        &["ask", "上高县", "谁 签发 公文（名义：县政府办公室）", "--format", "json"],
        &["ask", "上高县", "何时 印发 公文（议定会议：常务会议，会议结束日期：2023-09-28）", "--format", "json", "--why"],
    ]));
}

#[test]
fn honest_about_what_is_not_there() {
    insta::assert_snapshot!(story(&[
        &["ask", "下高县", "谁 签发 公文（名义：县政府）"],
        &["ask", "上高县", "谁 签发 公文（名议：县政府）"],
        &["ask", "上高县", "谁 签法 公文（名义：县政府）"],
        &["ask", "上高县", "限额 字数 公文（主送：县政府）"],
        &["ask", "上高县", "谁 签发 公文（名义：县政府", "--lang", "en"],
        &["ask", "上高县", "谁 签发 公文（文种：命令，名义：县政府办公室）"],
        &["ask", "上高县", "何时 印发 公文（会议结束日期：2023-02-30）"],
        &["ask", "上高县", "核查 公文（字数：3 天）"],
        &["--on", "2020-01-01", "ask", "上高县", "谁 签发 公文（名义：县政府）"],
    ]));
}

#[test]
fn five_counties_side_by_side() {
    insta::assert_snapshot!(story(&[
        &["compare", "何时 回复 征求意见（余否）"],
        &["compare", "何时 回复 征求意见（来文日期：2024-03-01，余否）", "--format", "csv"],
        &["compare", "限额 字数 公文（文种：请示，主送：市政府）", "--format", "markdown"],
        &["compare", "何时 回复 征求意见（余否）", "--with", "上高县", "--with", "泽州县", "--lang", "en"],
    ]));
}

#[test]
fn the_reply_to_a_consultation_is_due_when_each_document_says() {
    let done = guiju(&["compare", "何时 回复 征求意见（余否）", "--format", "json"]).output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    let found: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let rows = found["answers"].as_array().unwrap().iter().map(|a| {
        let outcome = &a["outcomes"][0];
        (a["jurisdiction"].as_str().unwrap(), outcome["answer"].to_string(), outcome["cites"][0]["article"].as_u64().unwrap())
    });
    for ((county, answer, article), (name, days, at)) in rows.zip([("上高县", 3, 27), ("泗水县", 3, 52), ("阳高县", 5, 31), ("袁州区", 3, 27), ("泽州县", 7, 31)]) {
        assert_eq!((county, article), (name, at));
        assert!(answer.contains(&days.to_string()), "{county}: {answer}");
    }
}

#[test]
fn broken_files_are_named_and_the_others_still_checked() {
    let folder = std::env::temp_dir().join(format!("guiju-cli-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let put = |name: &str, text: &[u8]| std::fs::write(folder.join(name), text).unwrap();
    put("a.gj", "规则 甲规则 a\n    辖区：甲县；\n    使用：通用词汇。\n\n第一条 签发\n    流程 公文（名义：县政府）：县长 签发。\n".as_bytes());
    put("b.gj", "规则 乙规则 b\n    辖区：乙县；\n    使用：通用词汇。\n\n第一条 签发\n    流程 公文（名议：县政府）：县长 签发。\n".as_bytes());
    put("c.gj", &[0xff, 0xfe, 0x00]);
    put("d.gj", b"");
    put("e.gj", &b"//".repeat(600_000));
    let path = folder.to_str().unwrap();
    let checked = guiju(&["check", path]).output().unwrap();
    let said = String::from_utf8(checked.stderr).unwrap();
    assert_eq!(checked.status.code(), Some(3), "{said}");
    for code in ["E0203", "E0502", "E0112", "E0110"] {
        assert!(said.contains(code), "{code} is missing:\n{said}");
    }
    let asked = guiju(&["-p", path, "ask", "甲县", "谁 签发 公文（名义：县政府）"]).output().unwrap();
    assert_eq!(asked.status.code(), Some(0));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_failed_scenario_is_named() {
    let folder = std::env::temp_dir().join(format!("guiju-fail-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let text = "规则 甲规则 a\n    辖区：甲县；\n    使用：通用词汇。\n\n第一条 签发\n    流程 公文（名义：县政府）：县长 签发。\n\n案例 “写错的答案” 设 公文（名义：县政府）；问 谁 签发；答 副县长。\n";
    std::fs::write(folder.join("a.gj"), text).unwrap();
    let done = guiju(&["test", folder.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1));
    assert!(said.contains("写错的答案") && said.contains("县长"), "{said}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_prompt_runs_a_script() {
    let script = ":in 上高县\n谁 签发 公文（名义：县政府）\n:why\n谁 签法 公文\n:facts 公文（名义：县政府办公室，余否）\n谁 签发\n:facts clear\n谁 签发 公文（\n    名义：县政府\n）\n：in 袁州区\n谁 主持 常务会议\n:quit\n";
    let done = guiju(&["repl"]).write_stdin(script).output().unwrap();
    let out = format!("{}---\n{}[exit {}]", String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap(), done.status.code().unwrap());
    insta::assert_snapshot!(out);
}

#[test]
fn a_deep_check() {
    insta::assert_snapshot!(story(&[
        &["check", "--deep"],
        &["check", "--deep", "tests/fixtures/small"],
        &["check", "--deep", "tests/fixtures/small", "--format", "json", "--lang", "en"],
    ]));
}
