//! The shipped files as the formatter leaves them, and the counties in English and back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use guiju::base::{Lang, Severity};
use guiju::model::Model;
use guiju::session::{County, Dictionary, PolicySet};
use guiju::syntax::ast::{Body, Statement, TopItem};
use guiju::syntax::{Plain, format_file, parse_file};
use std::path::Path;
use std::sync::Arc;

const COUNTIES: [&str; 5] = ["shanggao", "sishui", "yanggao", "yuanzhou", "zezhou"];

/// A policy and its scenarios, by file name.
type Texts = Vec<(String, String)>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shipped(county: &str) -> Texts {
    let names = [format!("policies/{county}.gj"), format!("policies/scenarios/{county}.gj")];
    names.into_iter().map(|n| (n.clone(), std::fs::read_to_string(root().join(n)).unwrap())).collect()
}

/// The county of these texts, which have no error.
fn county(texts: &Texts) -> Arc<County> {
    let pairs: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let loaded = PolicySet::from_strings(&pairs);
    let faults: Vec<_> = loaded.diagnostics.into_iter().chain(loaded.set.diagnostics()).filter(|d| d.severity == Severity::Error).collect();
    let shown: Vec<_> = faults.iter().map(|d| (&d.en, d.span.map(|s| loaded.set.sources().slice(s).to_string()))).collect();
    assert!(shown.is_empty(), "{shown:#?}");
    loaded.set.county_of(pairs[0].0).unwrap()
}

fn statements(items: &[TopItem]) -> impl Iterator<Item = &Statement> {
    items.iter().filter_map(|i| if let TopItem::Statement(s) = i { Some(s) } else { None })
}

fn in_skin(texts: &Texts, county: &County, lang: Lang) -> Texts {
    let one = |(name, text): &(String, String)| {
        let tree = parse_file(Default::default(), text).value;
        let words = Dictionary::of(&county.model, statements(&tree.items));
        (name.clone(), format_file(text, &tree, lang, &words))
    };
    texts.iter().map(one).collect()
}

/// Everything a model says, part by part, without where it stands in the text.
fn said(m: &Model) -> Vec<String> {
    let header = [format!("{:?} {:?} {:?} {:?} {:?}", m.header, m.ranking, m.definitions, m.allows, m.complete)];
    let terms = m.terms.list.iter().map(|t| format!("{t:?}"));
    let records = m.records.iter().map(|r| format!("{r:?}"));
    let fields = m.fields.iter().map(|f| format!("{f:?}"));
    let limits = m.limits.iter().map(|l| format!("{l:?}"));
    let atoms = m.atoms.iter().map(|a| format!("{a:?}"));
    let rules = m.rules.iter().map(|r| format!("{r:?}"));
    header.into_iter().chain(terms).chain(records).chain(fields).chain(limits).chain(atoms).chain(rules).map(|t| without_spans(&t)).collect()
}

fn without_spans(text: &str) -> String {
    let mut parts = text.split("Span { file: FileId(");
    let first = parts.next().unwrap_or("").to_string();
    parts.fold(first, |out, p| out + p.split_once('}').map_or("", |(_, rest)| rest))
}

fn assert_same(a: &County, b: &County) {
    let (a, b) = (said(&a.model), said(&b.model));
    for (x, y) in a.iter().zip(&b) {
        assert_eq!(x, y);
    }
    assert_eq!(a.len(), b.len());
}

/// Chinese words outside quotes, comments, headings, and what a county declares or calls its own.
fn left_in_chinese(text: &str) -> Vec<String> {
    let tree = parse_file(Default::default(), text).value;
    let declares = |s: &&Statement| matches!(s.body, Body::Policy { .. } | Body::Taxonomy { .. } | Body::Record(_) | Body::DefineFact { .. });
    let spans: Vec<_> = statements(&tree.items).filter(|s| !declares(s)).map(|s| (s.span.start as usize, s.span.end as usize)).collect();
    let mut out = Vec::new();
    for (from, to) in spans {
        let code: String = text[from..to].lines().map(|l| l.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
        let bare: String = code.split('"').step_by(2).collect::<Vec<_>>().join(" ");
        let words = bare.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_ascii());
        out.extend(words.map(str::to_string));
    }
    out
}

/// The words of a text, in order, however it is laid out.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect()
}

/// True if the first word is another one for what the second names.
fn is_alias(m: &Model, word: &str, name: &str) -> bool {
    let has = |n: &str, aliases: &[guiju::base::Str], own: Option<&str>| n == name && (own == Some(word) || aliases.iter().any(|a| a.as_ref() == word));
    (word, name) == ("日", "天")
        || m.terms.list.iter().any(|t| has(&t.name, &t.aliases, t.own.as_deref()))
        || m.fields.iter().any(|f| has(&f.name, &f.aliases, None))
        || m.records.iter().any(|r| has(&r.name, &r.aliases, None))
}

#[test]
fn a_county_in_english_and_back_is_the_same_county() {
    for name in COUNTIES {
        let zh = shipped(name);
        let before = county(&zh);
        let en = in_skin(&zh, &before, Lang::En);
        let between = county(&en);
        assert_same(&before, &between);
        let left: Vec<String> = en.iter().flat_map(|(_, text)| left_in_chinese(text)).filter(|w| !LABELS.contains(&w.as_str())).collect();
        assert!(left.is_empty(), "{name}: {left:?}");
        let back = in_skin(&en, &between, Lang::Zh);
        let after = county(&back);
        assert_same(&before, &after);
        assert_eq!(in_skin(&back, &after, Lang::En), en, "{name}");
        for ((_, text), (_, again)) in zh.iter().zip(&back) {
            let text = format_file(text, &parse_file(Default::default(), text).value, Lang::Zh, &Plain);
            let (text, again) = (words(&text), words(again));
            assert_eq!(text.len(), again.len());
            let other: Vec<_> = text.iter().zip(&again).filter(|(x, y)| x != y && !is_alias(&before.model, x, y)).collect();
            assert!(other.is_empty(), "{name}: {other:?}");
        }
    }
}

/// What keeps its name: labels, the names of cases, judgements in the words of the document.
const LABELS: [&str; 11] = ["视情", "甲", "乙", "丙", "丁", "戊", "有需要", "根据需要", "主持会议", "统一安排", "其他同类重要事项"];

/// Every policy file of a folder, and of those below it.
fn files(folder: &Path, out: &mut Texts) {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "gj") {
            out.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The policy blocks of a document, which begin with a comment or a statement.
fn blocks(name: &str) -> Texts {
    let text = std::fs::read_to_string(root().join(name)).unwrap();
    text.split("```gj\n").skip(1).map(|b| (name.to_string(), b.split("```").next().unwrap().to_string())).collect()
}

#[test]
fn shipped_files_and_examples_are_formatted() {
    let mut all = Texts::new();
    files(&root().join("policies"), &mut all);
    let documents = ["docs/guide.md", "docs/guide.zh.md", "README.md", "README.zh.md"];
    all.extend(documents.into_iter().flat_map(blocks));
    assert!(all.len() > 40);
    for (name, text) in all {
        let tree = parse_file(Default::default(), &text);
        assert!(tree.diagnostics.is_empty(), "{name}: {:?}", tree.diagnostics);
        let first = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with("//")).unwrap();
        let lang = if first.starts_with(|c: char| c.is_ascii()) { Lang::En } else { Lang::Zh };
        let formatted = format_file(&text, &tree.value, lang, &Plain);
        let differs = text.lines().zip(formatted.lines()).find(|(x, y)| x != y);
        assert!(text == formatted, "run `guiju fmt {name}`: {differs:?}");
    }
}

#[test]
fn the_formatter_puts_a_county_into_english_and_its_scenarios_hold() {
    let folder = std::env::temp_dir().join(format!("guiju-{}-skins", std::process::id()));
    std::fs::create_dir_all(folder.join("scenarios")).unwrap();
    let paths = [folder.join("yuanzhou.gj"), folder.join("scenarios/yuanzhou.gj")];
    for (path, (_, text)) in paths.iter().zip(shipped("yuanzhou")) {
        std::fs::write(path, text).unwrap();
    }
    let run = |args: &[&str]| {
        let out = assert_cmd::Command::cargo_bin("guiju").unwrap().args(args).args(["--lang", "en"]).output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        (out.status.code(), said)
    };
    let [policy, scenarios] = [&paths[0], &paths[1]].map(|p| p.to_str().unwrap());
    assert_eq!(run(&["fmt", "--skin", "en", policy, scenarios]), (Some(0), String::new()));
    assert!(std::fs::read_to_string(policy).unwrap().contains("county_head signs"));
    let (code, said) = run(&["-p", folder.to_str().unwrap(), "test"]);
    assert_eq!(code, Some(0), "{said}");
    std::fs::remove_dir_all(folder).unwrap();
}
