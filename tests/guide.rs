//! The documents tell the truth: every policy block of the guides and the READMEs loads, every question gets the first line
//! that is printed below it, and every quoted session is what the binary prints.
//!
//! `INSTA_UPDATE=always` writes the present answers into the documents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use assert_cmd::Command;
use guiju::base::Lang;
use guiju::session::{AskOptions, PolicySet};
use std::path::{Path, PathBuf};

const DAY: &str = "2026-11-22";

#[test]
fn readme() {
    check("README.md", Lang::En);
}

#[test]
fn readme_zh() {
    check("README.zh.md", Lang::Zh);
}

#[test]
fn guide() {
    check("docs/guide.md", Lang::En);
}

#[test]
fn guide_zh() {
    check("docs/guide.zh.md", Lang::Zh);
}

#[test]
fn findings() {
    check("docs/findings.md", Lang::Zh);
}

#[test]
fn vocabulary() {
    check("docs/vocabulary.md", Lang::Zh);
}

/// Reads a document block by block, and compares it with what it should say.
fn check(path: &str, lang: Lang) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&file).unwrap();
    let mut page = Page::new(path, lang);
    let mut lines = text.lines();
    let mut told = String::new();
    while let Some(line) = lines.next() {
        told += line;
        told.push('\n');
        let Some(kind) = line.strip_prefix("```").filter(|k| KINDS.contains(k)) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
        for l in page.told(kind, &block) {
            told += &l;
            told.push('\n');
        }
        told += "```\n";
    }
    let written = format!("{}\n", text.trim_end());
    let told = format!("{}\n", told.trim_end());
    if std::env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") && told != written {
        std::fs::write(&file, &told).unwrap();
        return;
    }
    for (n, (is, should)) in written.lines().zip(told.lines()).enumerate() {
        assert_eq!(is, should, "{path}:{}: the document says the first line, the program the second", n + 1);
    }
    assert_eq!(written, told, "{path}");
}

/// `gj` a policy file, `gj+` more of the one before, `gj!` a file with errors, `ask` questions and first lines, `console` a session.
const KINDS: [&str; 5] = ["gj", "gj+", "gj!", "ask", "console"];

/// A document being read: the files it has shown so far.
struct Page {
    path: String,
    lang: Lang,
    folder: PathBuf,
    name: String,
    policy: String,
    set: Option<PolicySet>,
}

impl Page {
    fn new(path: &str, lang: Lang) -> Page {
        let folder = std::env::temp_dir().join(format!("guiju-doc-{}-{}", path.replace(['/', '.'], "-"), std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Page { path: path.into(), lang, folder, name: String::new(), policy: String::new(), set: None }
    }

    /// The lines that a block should have.
    fn told(&mut self, kind: &str, block: &[&str]) -> Vec<String> {
        match kind {
            "ask" => self.asked(block),
            "console" => self.session(block),
            _ => {
                self.loads(kind, block);
                block.iter().map(|l| (*l).to_string()).collect()
            }
        }
    }

    /// A file is named by its first line: `// qingxi.gj`.
    fn loads(&mut self, kind: &str, block: &[&str]) {
        let text = format!("{}\n", block.join("\n"));
        if kind == "gj+" {
            self.policy = format!("{}\n{text}", self.policy);
        } else {
            self.name = block.first().and_then(|l| l.strip_prefix("// ")).unwrap_or("block.gj").trim().to_string();
            self.policy = text;
        }
        std::fs::write(self.folder.join(&self.name), &self.policy).unwrap();
        let loaded = PolicySet::from_strings(&[(self.name.as_str(), self.policy.as_str())]);
        let found: Vec<_> = loaded.diagnostics.iter().chain(&loaded.set.diagnostics()).map(|d| format!("{} {}", d.code, d.zh)).collect();
        assert_eq!(found.is_empty(), kind != "gj!", "{}: {}: {found:?}", self.path, self.name);
        self.set = Some(loaded.set);
    }

    /// Questions, each with `→` and the first line of its answer below. `上高县> …` asks a built-in policy.
    fn asked(&self, block: &[&str]) -> Vec<String> {
        let mut out = Vec::new();
        for line in block.iter().filter(|l| !l.starts_with('→')) {
            out.push((*line).to_string());
            if !line.trim().is_empty() {
                out.push(format!("→ {}", self.first_line(line)));
            }
        }
        out
    }

    fn first_line(&self, line: &str) -> String {
        let on = guiju::calendar::date(2026, 11, 22).unwrap();
        let (set, county, question) = match line.split_once("> ") {
            Some((county, question)) => (PolicySet::builtin(), county, question),
            None => (self.set.clone().expect("a policy before the question"), "", line),
        };
        match set.ask(county, question, &AskOptions::on(on)) {
            Ok(reply) => reply.text(self.lang, false, false).lines().next().unwrap_or_default().to_string(),
            Err(failure) => panic!("{}: {line}: {:?}", self.path, failure.diagnostics),
        }
    }

    /// `$ guiju …`, and what the binary prints.
    fn session(&self, block: &[&str]) -> Vec<String> {
        let mut out = Vec::new();
        for line in block {
            let Some(command) = line.strip_prefix("$ guiju ") else { continue };
            if !out.is_empty() {
                out.push(String::new());
            }
            out.push((*line).to_string());
            out.extend(self.printed(&words(command)).trim_end().lines().map(String::from));
        }
        out
    }

    fn printed(&self, args: &[String]) -> String {
        let mut command = Command::cargo_bin("guiju").unwrap();
        command.args(args).args(["--on", DAY]).env("LANG", "zh_CN.UTF-8").env("NO_COLOR", "1").current_dir(&self.folder);
        let done = command.output().unwrap();
        String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The words of a command line; double quotes hold one together.
fn words(command: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (i, part) in command.split('"').enumerate() {
        match i % 2 {
            0 => out.extend(part.split_whitespace().map(String::from)),
            _ => out.push(part.to_string()),
        }
    }
    out
}
