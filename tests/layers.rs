//! Imports go down only: the table of ARCHITECTURE.md against the sources.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const MOST_LINES: usize = 800;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Folder to the folders it may import.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().filter(|l| l.starts_with("| `src/"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let folder = cells[0].trim_matches('`').trim_start_matches("src/").trim_end_matches('/').to_string();
        let may = cells[2].split(',').map(|s| s.trim().to_string()).filter(|s| !s.is_empty()).collect();
        (folder, may)
    })
    .collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
    out.sort();
    out
}

fn imports(text: &str) -> BTreeSet<String> {
    let code = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let word = |s: &str| s.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    let mut out: BTreeSet<String> = code.split("crate::").skip(1).map(word).filter(|w| !w.is_empty()).collect();
    for group in code.split("crate::{").skip(1) {
        let names = group.split('}').next().unwrap().split(',').map(|s| word(s.trim()));
        out.extend(names.filter(|w| !w.is_empty()));
    }
    out
}

#[test]
fn every_folder_is_in_the_table_and_imports_only_what_it_may() {
    let table = table();
    assert!(table.len() > 8, "the table of ARCHITECTURE.md was not read");
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(root().join("src")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let name = folder.file_name().unwrap().to_string_lossy().to_string();
        let Some(may) = table.get(&name) else {
            wrong.push(format!("src/{name}/ is not in the table"));
            continue;
        };
        for file in sources(&folder) {
            let found = imports(&std::fs::read_to_string(&file).unwrap());
            let up = found.iter().filter(|i| table.contains_key(*i) && **i != name && !may.contains(*i));
            wrong.extend(up.map(|i| format!("{} imports {i}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_cycle() {
    let table = table();
    let mut done: BTreeSet<String> = BTreeSet::new();
    while done.len() < table.len() {
        let next = table.iter().find(|(f, may)| !done.contains(*f) && may.iter().all(|m| done.contains(m)));
        let (folder, _) = next.expect("folders import each other in a ring");
        done.insert(folder.clone());
    }
}

#[test]
fn only_syntax_names_pest_and_no_file_is_too_long() {
    let mut wrong = Vec::new();
    for file in sources(&root().join("src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        if text.contains("pest") && !file.starts_with(root().join("src/syntax")) {
            wrong.push(format!("{} names pest", file.display()));
        }
        if text.lines().count() > MOST_LINES {
            wrong.push(format!("{} has more than {MOST_LINES} lines", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
