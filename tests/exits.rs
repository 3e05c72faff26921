//! Exit codes, streams and odd input of the command line, on one small policy.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn guiju(args: &[&str]) -> Output {
    fed(args, "")
}

fn fed(args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guiju"));
    command.args(args).env("LANG", "zh_CN.UTF-8").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn small() -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small").display().to_string()
}

fn code(out: &Output) -> i32 {
    out.status.code().unwrap()
}

fn said(out: &Output) -> String {
    String::from_utf8(out.stdout.clone()).unwrap()
}

fn warned(out: &Output) -> String {
    String::from_utf8(out.stderr.clone()).unwrap()
}

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, bytes: &[u8]) -> Folder {
        let path = std::env::temp_dir().join(format!("guiju-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("bad.gj"), bytes).unwrap();
        for file in ["words.gj", "rules.gj"] {
            std::fs::copy(PathBuf::from(small()).join(file), path.join(file)).unwrap();
        }
        Folder(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn exit_codes_of_ask() {
    let small = small();
    let cases = [
        ("谁 批准 采购（类别：图书，金额：6000 元）", 0),
        ("核查 采购（类别：设备，金额：30000 元）", 1),
        ("谁 批准 采购（类别；图书）", 2),
        ("谁 批准 采购（类别：图）", 3),
        ("谁 批准 采购（类别：图书）", 4),
        ("可否 采购（急用）", 5),
    ];
    for (question, want) in cases {
        let out = guiju(&["-p", &small, "ask", question]);
        assert_eq!(code(&out), want, "{question}\n{}{}", said(&out), warned(&out));
        assert_eq!(said(&out).is_empty(), matches!(want, 2 | 3), "{question}");
    }
}

#[test]
fn usage_and_names() {
    assert_eq!(code(&guiju(&["ask"])), 2);
    assert_eq!(code(&guiju(&["no-such-command"])), 2);
    assert_eq!(code(&guiju(&["--help"])), 0);
    assert_eq!(code(&guiju(&["version"])), 0);
    assert_eq!(code(&guiju(&["completion", "bash"])), 0);
    let out = guiju(&["-p", &small(), "ask", "市图书管", "谁 批准 采购"]);
    assert_eq!(code(&out), 3);
    assert!(warned(&out).contains("市图书馆"), "{}", warned(&out));
}

#[test]
fn checks_tests_and_shows() {
    let small = small();
    assert_eq!(code(&guiju(&["check", &small])), 0);
    let out = guiju(&["test", &small]);
    assert_eq!(code(&out), 0, "{}", said(&out));
    assert_eq!(code(&guiju(&["-p", &small, "show", "第一条"])), 0);
    assert_eq!(code(&guiju(&["-p", &small, "show", "没有的名字"])), 3);
    assert_eq!(code(&guiju(&["-p", &small, "vocab", "采购"])), 0);
    assert_eq!(code(&guiju(&["-p", &small, "vocab", "没有的词"])), 3);
}

#[test]
fn exit_codes_of_coverage() {
    let small = small();
    assert_eq!(code(&guiju(&["test", &small, "--coverage"])), 0);
    assert_eq!(code(&guiju(&["test", &small, "--coverage", "--threshold", "10"])), 0);
    let low = guiju(&["test", &small, "--coverage", "--threshold", "90"]);
    assert_eq!(code(&low), 1);
    assert!(said(&low).contains("低于 90%"), "{}", said(&low));
    assert_eq!(code(&guiju(&["test", &small, "--coverage", "--threshold", "90", "--format", "json"])), 1);
    assert_eq!(code(&guiju(&["test", &small, "--coverage", "--threshold", "101"])), 2);
    assert_eq!(code(&guiju(&["test", &small, "--threshold", "90"])), 2);
    assert_eq!(code(&guiju(&["test", &small, "--generate"])), 0);
}

#[test]
fn exit_codes_of_diff() {
    let small = small();
    let rules = format!("{small}/rules.gj");
    let folder = Folder::with("diff", b"");
    let path = format!("{}/rules.gj", folder.path());
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("后 5 个工作日", "后 7 个工作日")).unwrap();
    let _ = std::fs::remove_file(format!("{}/bad.gj", folder.path()));
    assert_eq!(code(&guiju(&["-p", &small, "diff", "市图书馆", "市图书馆"])), 0);
    let out = guiju(&["-p", &small, "diff", &small, folder.path()]);
    assert_eq!(code(&out), 1, "{}{}", said(&out), warned(&out));
    assert!(said(&out).contains("5个工作日") && said(&out).contains("7个工作日"), "{}", said(&out));
    assert_eq!(code(&guiju(&["-p", &small, "diff", "市图书馆", "没有的馆"])), 3);
    assert_eq!(code(&guiju(&["diff", &rules, "没有的文件.gj"])), 3);
    assert_eq!(code(&guiju(&["-p", &small, "diff", "市图书馆"])), 2);
    assert_eq!(code(&guiju(&["-p", &small, "diff", "市图书馆", "市图书馆", "--format", "csv"])), 2);
}

#[test]
fn facts_from_standard_input() {
    let out = fed(&["-p", &small(), "ask", "谁 批准 采购", "--facts", "-"], r#"{"采购": {"类别": "图书", "金额": 6000}}"#);
    assert_eq!(code(&out), 0, "{}", warned(&out));
    let out = fed(&["-p", &small(), "ask", "谁 批准 采购", "--facts", "-"], "采购（类别：图书，金额：6000 元）");
    assert_eq!(code(&out), 0, "{}", warned(&out));
    let out = fed(&["-p", &small(), "ask", "谁 批准 采购", "--facts", "-"], "{\"采购\": ");
    assert_eq!(code(&out), 2, "{}", warned(&out));
}

#[test]
fn json_is_data_even_in_another_locale() {
    let out = guiju(&["-p", &small(), "ask", "谁 批准 采购（类别：图书）", "--format", "json"]);
    let data: serde_json::Value = serde_json::from_str(&said(&out)).unwrap();
    assert_eq!(data["status"], "conditional");
    assert_eq!(data["outcomes"][0]["answer"]["actors"][0], "馆长");
}

#[test]
fn bad_files_are_coded_and_the_others_still_answer() {
    let large = "// 长\n".repeat(200_000);
    let deep = format!("公文{}{}。", "（甲：".repeat(80), "）".repeat(80));
    let cases: [(&str, &[u8], &str); 5] = [
        ("utf8", &[0xFF, 0xFE, 0x00, 0x41], "E0502"),
        ("large", large.as_bytes(), "E0110"),
        ("empty", b"", "E0112"),
        ("deep", deep.as_bytes(), "E0111"),
        ("junk", "这不是规则。".as_bytes(), "E0101"),
    ];
    for (name, bytes, want) in cases {
        let folder = Folder::with(name, bytes);
        let out = guiju(&["check", folder.path()]);
        assert_eq!(code(&out), 3, "{name}: {}{}", said(&out), warned(&out));
        assert!(warned(&out).contains(want), "{name}: {}", warned(&out));
        let out = guiju(&["-p", folder.path(), "ask", "谁 批准 采购（类别：电脑）"]);
        assert_eq!(code(&out), 0, "{name}: {}", warned(&out));
    }
}

#[test]
fn a_script_runs_to_its_end() {
    let script = ":in 市图书馆\n谁 批准 采购（类别：\n电脑）\n谁 批准 采勾\n:on 2024-05-06\n条 8\n:quit\n";
    let out = fed(&["-p", &small(), "repl"], script);
    assert_eq!(code(&out), 3, "{}", warned(&out));
    assert!(said(&out).contains("常务副馆长") && said(&out).contains("第八条"), "{}", said(&out));
    assert!(!said(&out).contains("馆>"), "no prompt: {}", said(&out));
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guiju"));
    let mut child = command.args(["vocab"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert!(!warned(&out).contains("panicked"), "{}", warned(&out));
    assert_ne!(out.status.code(), Some(70));
}

#[test]
fn a_deep_check_ends_with_findings_unless_the_file_allows_them() {
    let folder = Folder::with("checked", b"");
    let rules = std::fs::read_to_string(folder.0.join("rules.gj")).unwrap();
    let bad = folder.0.join("bad.gj");
    let ends = |more: &str| {
        std::fs::remove_file(&bad).unwrap_or_default();
        std::fs::write(folder.0.join("rules.gj"), format!("{rules}\n{more}\n")).unwrap();
        let out = guiju(&["check", "--deep", folder.path()]);
        (code(&out), said(&out), warned(&out))
    };
    assert_eq!(ends("").0, 1);
    assert_eq!(ends("容许 D10 第六条：“照原文”。").0, 0);
    let unused = ends("容许 D10 第六条：“照原文”。容许 D01 第二条：“照原文”。\n");
    assert!(unused.0 == 1 && unused.2.contains("E0249"), "{unused:?}");
    assert_eq!(ends("容许 D99 第六条：“照原文”。").0, 3);
}
