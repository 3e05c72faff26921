//! Coverage, proposals and expectations: what scenarios exercise, and what is written for what they do not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use guiju::base::{FileId, Lang};
use guiju::calendar::date;
use guiju::render::Names;
use guiju::session::PolicySet;
use guiju::syntax::ast::{self, TopItem};
use guiju::{analysis, eval, resolve, syntax};

fn scenario(text: &str) -> Result<ast::Scenario, String> {
    let parsed = syntax::parse_file(FileId(u16::MAX), text);
    if let Some(d) = parsed.diagnostics.first() {
        return Err(format!("{text}: {}", d.zh));
    }
    match &parsed.value.items[..] {
        [TopItem::Statement(s)] => match &s.body {
            ast::Body::Scenario(s) => Ok((**s).clone()),
            _ => Err(format!("{text}: no scenario")),
        },
        _ => Err(format!("{text}: not one statement")),
    }
}

#[test]
fn every_answer_written_as_an_expectation_holds() {
    let on = date(2026, 11, 22).unwrap();
    let (mut held, mut without, mut bad) = (0, Vec::new(), Vec::new());
    for county in PolicySet::builtin().counties() {
        let mut model = county.model.clone();
        for (n, s) in PolicySet::builtin().suite(&county).scenarios.iter().enumerate() {
            // both skins over a third of them each
            let Some(lang) = [Lang::Zh, Lang::En].get(n % 3).copied() else { continue };
            let q = resolve::question(&model, &s.question, &s.given, on).unwrap();
            let answer = eval::answer(&model, &q);
            let Some(text) = Names::new(&model, lang).expectation(&q, &answer) else {
                without.push(format!("{} {}", model.header.jurisdiction, s.title.text));
                continue;
            };
            let expect = match scenario(&format!("案例 “甲” 问 适用；答 {text}。")) {
                Ok(told) => told.expect,
                Err(e) => {
                    bad.push(e);
                    continue;
                }
            };
            held += 1;
            let run = analysis::run(&mut model, &ast::Scenario { expect, ..s.clone() }, on, &eval::answer);
            let why = run.failure.map(|f| f.zh).or(run.errors.first().map(|d| d.zh.clone()));
            bad.extend(why.map(|w| format!("{w}: {} {}: {text}", model.header.jurisdiction, s.title.text)));
        }
    }
    println!("{held} held, without: {}\n{}", without.len(), without.join("\n"));
    assert!(bad.is_empty(), "{}\n{}", bad.len(), bad.join("\n"));
    assert!(held > 500 && without.len() < 10, "{held} {}", without.len());
}
