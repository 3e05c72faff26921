//! Every norm found in a document is stated by its policy, or its ledger says why not.
//!
//! `../shared/norms/X.json` lists the norms; `tests/norms/X.tsv` has a line a norm: id, statement, note.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const COUNTIES: [&str; 5] = ["shanggao", "sishui", "yanggao", "yuanzhou", "zezhou"];

/// Prints the account of every county that has a policy; false if some norm is unaccounted for.
pub fn run() -> bool {
    let lists = Path::new("../shared/norms");
    if !lists.is_dir() {
        println!("norms: skipped, ../shared/norms is not here");
        return true;
    }
    let mut fine = true;
    for county in COUNTIES {
        if Path::new("policies").join(format!("{county}.gj")).exists() {
            fine &= account(county, &lists.join(format!("{county}.json"))).unwrap_or_else(|why| {
                println!("{county}: {why}");
                false
            });
        }
    }
    fine
}

#[derive(Default)]
struct Count {
    stated: usize,
    unstated: Vec<String>,
    missing: Vec<String>,
}

fn account(county: &str, list: &Path) -> Result<bool, String> {
    let read = |p: &Path| std::fs::read_to_string(p).map_err(|e| format!("{}: {e}", p.display()));
    let norms: Value = serde_json::from_str(&read(list)?).map_err(|e| e.to_string())?;
    let ledger = ledger(&read(&Path::new("tests/norms").join(format!("{county}.tsv")))?)?;
    let policy = read(&Path::new("policies").join(format!("{county}.gj")))?;
    let mut fine = true;
    let (mut total, mut stated) = (0, 0);
    let mut known = Vec::new();
    println!("{county}");
    for article in norms["articles"].as_array().into_iter().flatten() {
        let count = article_count(article, &ledger, &mut known);
        let all = count.stated + count.unstated.len() + count.missing.len();
        total += all;
        stated += count.stated;
        if all > 0 && (!count.unstated.is_empty() || !count.missing.is_empty()) {
            println!("  article {}: {} of {all} stated; not stated: {}", article["no"], count.stated, count.unstated.join(", "));
        }
        if !count.missing.is_empty() {
            println!("  article {}: MISSING from the ledger: {}", article["no"], count.missing.join(", "));
            fine = false;
        }
    }
    for id in ledger.keys().filter(|id| !known.contains(*id)) {
        println!("  the ledger names {id}, which the list does not have");
        fine = false;
    }
    fine &= places_exist(&ledger, &policy);
    println!("  {stated} of {total} stated, {} with a reason, {} missing", total - stated - missing(total, stated, &ledger), missing(total, stated, &ledger));
    Ok(fine)
}

fn missing(total: usize, stated: usize, ledger: &BTreeMap<String, (String, String)>) -> usize {
    total.saturating_sub(stated + ledger.values().filter(|(at, _)| at == "-").count())
}

fn article_count(article: &Value, ledger: &BTreeMap<String, (String, String)>, known: &mut Vec<String>) -> Count {
    let mut count = Count::default();
    for norm in article["norms"].as_array().into_iter().flatten() {
        let id = norm["id"].as_str().unwrap_or_default().to_string();
        match ledger.get(&id) {
            None => count.missing.push(id.clone()),
            Some((at, why)) if at == "-" => count.unstated.push(format!("{id} ({why})")),
            Some(_) => count.stated += 1,
        }
        known.push(id);
    }
    count
}

fn ledger(text: &str) -> Result<BTreeMap<String, (String, String)>, String> {
    let mut out = BTreeMap::new();
    for (at, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
        let mut cells = line.split('\t').map(str::trim);
        let (id, place, note) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if id == "id" {
            continue;
        }
        if place.is_empty() || (place == "-" && note.is_empty()) {
            return Err(format!("ledger line {}: a place, or - and a reason", at + 1));
        }
        if out.insert(id.to_string(), (place.to_string(), note.to_string())).is_some() {
            return Err(format!("ledger line {}: {id} stands twice", at + 1));
        }
    }
    Ok(out)
}

/// Every article that the ledger names has a heading in the policy.
fn places_exist(ledger: &BTreeMap<String, (String, String)>, policy: &str) -> bool {
    let mut fine = true;
    for (id, (place, _)) in ledger.iter().filter(|(_, (p, _))| p.starts_with('第')) {
        let article = place.split_inclusive('条').next().unwrap_or_default();
        if !policy.lines().any(|l| l.trim_start().starts_with(article)) {
            println!("  {id}: the policy has no {article}");
            fine = false;
        }
    }
    fine
}
