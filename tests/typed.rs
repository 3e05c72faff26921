//! Typed records: names looked up once, then the answers that the same facts get as text.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use guiju::calendar::date;
use guiju::decision::batch;
use guiju::model::{Body, Choice, LeafKind, Tree, Verdict};
use guiju::session::{AskOptions, Given, PolicySet};
use std::num::NonZeroUsize;

#[test]
fn a_choice_by_slots_is_the_choice_by_text() {
    let (set, options) = (PolicySet::builtin(), AskOptions::on(date(2026, 11, 22).unwrap()));
    let asked = set.prepare("上高县", "谁 签发 公文", &options).unwrap();
    let (choice, model) = (asked.choice().unwrap(), &asked.county.model);
    let kind = choice.schema.named(model, "文种").unwrap();
    assert_eq!(choice.schema.named(model, "kind"), Some(kind));
    assert_eq!(choice.schema.named(model, "字数"), None);
    let mut compared = 0;
    for (name, issuer) in [("通知", "县政府"), ("命令", "县政府"), ("通知", "县政府办公室"), ("意见", "县政府办公室")] {
        for major in [false, true] {
            let text = format!("公文（文种：{name}，名义：{issuer}，{}全局性重大事项，余否）", if major { "" } else { "非 " });
            let case = asked.given(&Given::Text(text)).unwrap();
            let mut cells = choice.schema.read(model, &case.question.facts).unwrap();
            // the same cells by name
            let slot = choice.schema.named(model, "名义").unwrap();
            assert_eq!(cells[slot.0], choice.schema.value(model, slot, issuer).unwrap());
            cells[kind.0] = choice.schema.value(model, kind, name).unwrap();
            let Some(leaf) = choice.outcome(choice.evaluate(&cells)) else { continue };
            let Body::Choice(Choice { main: Some(Tree::Leaf(said)), .. }) = case.answer().body else { continue };
            let (LeafKind::Actors { actors: a, .. }, LeafKind::Actors { actors: b, .. }) = (&leaf.kind, &said.kind) else { continue };
            assert_eq!((a, leaf.force), (b, said.force));
            compared += 1;
        }
    }
    assert!(compared >= 6, "{compared}");
}

#[test]
fn a_batch_gives_each_record_its_own_answer() {
    let (set, options) = (PolicySet::builtin(), AskOptions::on(date(2026, 11, 22).unwrap()));
    let asked = set.prepare("上高县", "核查 公文（报送单位：部门）", &options).unwrap();
    let (norms, model) = (asked.norms().unwrap(), &asked.county.model);
    let cases: Vec<_> = (0..7).map(|n| asked.given(&Given::Text(format!("公文（文种：请示，事项数：{n}）"))).unwrap()).collect();
    let rows: Vec<Vec<u8>> = cases.iter().map(|c| norms.schema.read(model, &c.question.facts).unwrap()).collect();
    for threads in [1, 2, 3, 16] {
        let mut found = vec![u64::MAX; rows.len()];
        batch(&rows, &mut found, NonZeroUsize::new(threads).unwrap(), |rows, out| rows.iter().zip(out).for_each(|(r, o)| *o = norms.partly(r).breached));
        for (case, breached) in cases.iter().zip(&found) {
            let Body::Check(check) = case.answer().body else { unreachable!() };
            let said: Vec<_> = check.findings.iter().filter(|f| f.verdict == Verdict::Breached).map(|f| f.cite).collect();
            let typed: Vec<_> = norms.cites().zip(0..).filter(|(_, n)| breached >> n & 1 == 1).map(|(c, _)| c).collect();
            assert_eq!(said, typed);
        }
    }
    assert!(cases.iter().any(|c| matches!(&c.answer().body, Body::Check(k) if k.findings.iter().any(|f| f.verdict == Verdict::Breached))));
    batch(&[0; 0], &mut [0u8; 0], NonZeroUsize::MIN, |_, _| unreachable!());
}
