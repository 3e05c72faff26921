//! `docs/meaning.md`: every row of the page has a scenario, and every scenario holds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use guiju::session::PolicySet;
use std::collections::BTreeSet;
use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn every_reading_has_a_scenario_that_holds() {
    let (policy, scenarios) = (read("tests/meaning/policy.gj"), read("tests/meaning/scenarios.gj"));
    let loaded = PolicySet::from_strings(&[("sample.gj", &policy), ("scenarios/sample.gj", &scenarios)]);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let on = guiju::calendar::date(2026, 11, 22).unwrap();
    let county = loaded.set.county("样县", on).unwrap();
    let suite = loaded.set.suite(&county);
    let mut model = county.model.clone();
    let mut shown: BTreeSet<u32> = BTreeSet::new();
    for scenario in &suite.scenarios {
        let run = guiju::analysis::run(&mut model, scenario, on, &guiju::eval::answer);
        assert!(run.errors.is_empty(), "{}: {:?}", run.title, run.errors);
        assert!(run.failure.is_none(), "{}: {:?}", run.title, run.failure);
        shown.extend(run.title.split(' ').next().and_then(|n| n.parse::<u32>().ok()));
    }
    let rows = read("docs/meaning.md").lines().filter_map(|l| l.strip_prefix("| ")?.split(' ').next()?.parse::<u32>().ok()).collect::<BTreeSet<_>>();
    assert!(rows.len() >= 20, "the table of docs/meaning.md was not read");
    assert_eq!(shown, rows, "rows without a scenario, or scenarios without a row");
}
