//! The shipped counties in English and back: the same model, the same text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use guiju::base::{Lang, Severity};
use guiju::session::{Dictionary, PolicySet};
use guiju::syntax::ast::TopItem;
use guiju::syntax::{format_file, parse_file};
use std::path::Path;

const COUNTIES: [&str; 5] = ["shanggao", "sishui", "yanggao", "yuanzhou", "zezhou"];

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn set(texts: &[(String, String)]) -> PolicySet {
    let pairs: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let loaded = PolicySet::from_strings(&pairs);
    let all = loaded.diagnostics.into_iter().chain(loaded.set.diagnostics());
    let mut n = 0;
    for d in all.filter(|d| d.severity == Severity::Error) {
        n += 1;
        let line = d.span.map(|s| format!("{} {}", loaded.set.sources().get(s.file).map(|f| f.name.to_string()).unwrap_or_default(), loaded.set.sources().slice(s)));
        if n < 60 {
            println!("{} {} {line:?}", d.code, d.zh);
        }
    }
    println!("{n} errors");
    loaded.set
}

fn in_skin(texts: &[(String, String)], lang: Lang, name: &str) -> Vec<(String, String)> {
    let set = set(texts);
    let county = set.county(name, chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()).unwrap();
    texts
        .iter()
        .map(|(n, t)| {
            let tree = parse_file(Default::default(), t);
            let statements = tree.value.items.iter().filter_map(|i| if let TopItem::Statement(s) = i { Some(s) } else { None });
            let d = Dictionary::of(&county.model, statements);
            (n.clone(), format_file(t, &tree.value, lang, &d))
        })
        .collect()
}

#[test]
fn there_and_back() {
    for c in COUNTIES {
        println!("=== {c}");
        let zh: Vec<(String, String)> = [format!("policies/{c}.gj"), format!("policies/scenarios/{c}.gj")].into_iter().map(|p| (p.clone(), read(&p))).collect();
        let en = in_skin(&zh, Lang::En, c);
        let back = in_skin(&en, Lang::Zh, c);
        let same = in_skin(&zh, Lang::Zh, c);
        for (k, x) in [("en", &en), ("back", &back), ("zh", &same)] {
            for (n, t) in x {
                std::fs::write(format!("/tmp/w/fmt-scratch/{}.{k}", n.replace("policies/", "").replace('/', "-")), t).unwrap();
            }
        }
    }
}
