//! From the text of the vocabulary and one county to the first answer: everything a fresh process does, without the disk.

#![allow(clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use guiju::session::{AskOptions, PolicySet};
use std::hint::black_box;
use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("policies").join(path)).unwrap()
}

fn first_answer(c: &mut Criterion) {
    let names = ["common/terms.gj", "common/records.gj", "common/calendar/2026.gj", "shanggao.gj"];
    let texts: Vec<(&str, String)> = names.iter().map(|n| (*n, read(n))).collect();
    let borrowed: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let options = AskOptions::on(guiju::calendar::date(2026, 11, 22).unwrap());
    c.bench_function("parse, resolve and answer a whole county", |b| {
        b.iter(|| {
            let set = PolicySet::from_strings(black_box(&borrowed)).set;
            set.ask("上高县", "谁 签发 公文（名义：县政府办公室）", &options).unwrap().answer
        });
    });
    let set = PolicySet::builtin();
    set.ask("上高县", "谁 签发 公文", &options).unwrap();
    for (name, question) in [
        ("who signs", "谁 签发 公文（名义：县政府办公室）"),
        ("deadline", "何时 印发 公文（议定会议：常务会议，会议结束日期：2023-09-28）"),
        ("check", "核查 公文（报送单位：部门，文种：请示，事项数：3 个，越级行文）"),
    ] {
        c.bench_function(name, |b| b.iter(|| set.ask("上高县", black_box(question), &options).unwrap().answer));
    }
}

criterion_group!(benches, first_answer);
criterion_main!(benches);
