//! Witnesses: a case found for a condition, printed, read again, still fulfils it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use guiju::base::{FileId, Lang};
use guiju::calendar::date;
use guiju::model::{Cond, Facts, Model, Question, QuestionKind};
use guiju::render::Names;
use guiju::session::PolicySet;
use guiju::{resolve, syntax};

/// Prints a check of these facts and reads it again.
fn again(model: &Model, facts: &Facts, lang: Lang) -> Result<Facts, String> {
    let on = date(2024, 1, 1).unwrap();
    let q = Question { kind: QuestionKind::Check, facts: facts.clone(), others: Vec::new(), on };
    let text = Names::new(model, lang).question(&q).unwrap();
    let tree = syntax::parse_question(FileId(0), &text).map_err(|d| format!("{text}: {d:?}"))?;
    resolve::question(model, &tree, &[], on).map(|q| q.facts).map_err(|d| format!("{text}: {}", d[0].zh))
}

#[test]
fn every_rule_of_the_shipped_policies_has_a_witness_that_can_be_written() {
    let (mut found, mut none, mut bad) = (0, Vec::new(), Vec::new());
    for county in PolicySet::builtin().counties() {
        let model = &county.model;
        for (rule, item) in model.items() {
            let Some(record) = rule.record else { continue };
            let conds = [rule.scope.clone(), item.guard.clone()];
            let Some(facts) = Facts::about(record).witness(model, &conds) else {
                none.push(format!("{} {:?} {:?}", model.header.jurisdiction, item.place, Names::new(model, Lang::Zh).cond(&Cond::all(conds))));
                continue;
            };
            found += 1;
            for lang in [Lang::Zh, Lang::En] {
                match again(model, &facts, lang) {
                    Ok(read) if read.entails(model, &Cond::all(conds.clone())) == Some(true) => {}
                    Ok(_) => bad.push(format!("{} {:?}: reads otherwise: {}", model.header.jurisdiction, item.place, Names::new(model, lang).case(&facts))),
                    Err(e) => bad.push(e),
                }
            }
        }
    }
    println!("{found} witnesses, {} without\n{}", none.len(), none.join("\n"));
    assert!(bad.is_empty(), "{}\n{}", bad.len(), bad.join("\n"));
    assert!(found > 900 && none.is_empty(), "{found} {}", none.len());
}
