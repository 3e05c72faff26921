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

#[test]
fn tmp_numbers() {
    let on = date(2026, 11, 22).unwrap();
    for county in PolicySet::builtin().counties() {
        let t = std::time::Instant::now();
        let mut model = county.model.clone();
        let suite = PolicySet::builtin().suite(&county);
        let runs: Vec<_> = suite.scenarios.iter().map(|s| analysis::run(&mut model, s, on, &eval::answer)).collect();
        let t1 = t.elapsed();
        let c = analysis::coverage(&model, runs.iter().flat_map(|r| &r.seen));
        println!("{} {:?} {:?} {:?} run {:?} cov {:?}", model.header.jurisdiction, c.statements(), c.items(), c.sides(), t1, t.elapsed() - t1);
        let t = std::time::Instant::now();
        let seen: Vec<&analysis::Seen> = runs.iter().flat_map(|r| &r.seen).collect();
        let author = analysis::Author {
            on,
            engine: &eval::answer,
            question: &|m, q| Names::new(m, Lang::En).question(q),
            expectation: &|m, s, f| Names::new(m, Lang::En).expectation_on(&s.question, &s.answer, f),
        };
        let found = analysis::generate(&county.model, &seen, &author);
        println!("   proposals {} without {} {:?}", found.list.len(), found.without.len(), t.elapsed());
        let show = |t: &analysis::Target| {
            let item = &county.model.rule(t.0).unwrap().items[t.1 as usize];
            format!(
                "{} {} {}",
                guiju::render::place(Lang::Zh, item.place),
                format!("{:?}", item.content).split(['(', '{', ' ']).next().unwrap(),
                guiju::session::Statements::new(&county, PolicySet::builtin().sources())
                    .of_rule(t.0)
                    .map(|s| guiju::syntax::print_statement(s, Lang::Zh, &guiju::syntax::Plain))
                    .unwrap_or_default()
                    .replace('\n', "")
            )
        };
        for t in &found.without {
            println!("   - {}", show(t));
        }
        for p in &found.list {
            println!(
                "   + {}\n     {} {:?}",
                show(&p.target),
                guiju::syntax::print_statement(
                    &ast::Statement { label: None, body: ast::Body::Scenario(Box::new(p.scenario.clone())), span: p.scenario.span },
                    Lang::En,
                    &guiju::syntax::Plain
                )
                .replace('\n', ""),
                p.seen.answer.status
            );
        }
    }
}
