//! The workloads of the peer comparison, written in guiju, beside hand-written Rust in one process.
//!
//! W1 who signs (5 facts), W2 which meeting decides (60 matters, 4 meetings), W3 which of 26 norms a case breaks (26 facts),
//! W4 a deadline in working days; W3 for a million different cases on two threads; W3 with 8 of the 26 facts unknown.
//! A call begins with a plain Rust record and ends with an id, a set of bits or a day.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod norms26;
mod workload;

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Instant;
use workload::*;

fn cycle<T: Copy>(list: &[T]) -> impl FnMut() -> T + '_ {
    let mut at = 0;
    move || {
        at = (at + 1) & (list.len() - 1);
        black_box(list[at])
    }
}

fn who_signs(c: &mut Criterion) {
    let (w, docs) = (Signing::new(), docs(4096));
    docs.iter().for_each(|d| assert_eq!(w.answer(d), hand_signer(d)));
    let mut g = c.benchmark_group("W1 who signs");
    let mut next = cycle(&docs);
    g.bench_function("hand", |b| b.iter(|| hand_signer(&next())));
    let mut next = cycle(&docs);
    g.bench_function("guiju", |b| b.iter(|| w.answer(&next())));
}

fn which_meeting(c: &mut Criterion) {
    let w = Meetings::new();
    let hand: Vec<u8> = (0..60).map(hand_meetings).collect();
    (0..60).for_each(|m| assert_eq!(w.answer(m), hand[m as usize], "{m}"));
    let mut r = Rng(2);
    let matters: Vec<u8> = (0..4096).map(|_| r.below(60) as u8).collect();
    let mut g = c.benchmark_group("W2 which meeting");
    let mut next = cycle(&matters);
    g.bench_function("hand", |b| b.iter(|| hand[next() as usize]));
    let mut next = cycle(&matters);
    g.bench_function("guiju", |b| b.iter(|| w.answer(next())));
}

fn norms(c: &mut Criterion) {
    let (w, cases) = (norms26::Norms::new(), norms26::cases(4096));
    cases.iter().for_each(|x| assert_eq!(w.answer(x), norms26::hand(x)));
    println!("W3 tables: {:?} (words, diagrams)", w.size());
    let mut g = c.benchmark_group("W3 26 norms");
    let mut next = cycle(&cases);
    g.bench_function("hand", |b| b.iter(|| norms26::hand(&next())));
    let mut next = cycle(&cases);
    g.bench_function("guiju", |b| b.iter(|| w.answer(&next())));
    let many = norms26::cases(1 << 18);
    let mut next = cycle(&many);
    g.bench_function("hand, distinct records", |b| b.iter(|| norms26::hand(&next())));
    let mut next = cycle(&many);
    g.bench_function("guiju, distinct records", |b| b.iter(|| w.answer(&next())));
    let part: Vec<norms26::Partial> = norms26::partial(4096);
    part.iter().take(300).for_each(|p| w.check_partly(p));
    let mut at = 0;
    g.bench_function("guiju, 8 facts unknown", |b| {
        b.iter(|| {
            at = (at + 1) & 4095;
            w.partly(black_box(&part[at]))
        })
    });
    g.finish();
    batch(&w);
}

/// A million different cases on two threads, once each of seven times.
fn batch(w: &norms26::Norms) {
    let cases = norms26::cases(1_000_000);
    let run = |f: &(dyn Fn(&norms26::Case) -> u64 + Sync)| {
        let mut out = vec![0u64; cases.len()];
        let mut all: Vec<f64> = (0..7)
            .map(|_| {
                let (a, b) = cases.split_at(cases.len() / 2);
                let (x, y) = out.split_at_mut(cases.len() / 2);
                let begun = Instant::now();
                std::thread::scope(|s| {
                    for (cases, out) in [(a, x), (b, y)] {
                        s.spawn(move || cases.iter().zip(out).for_each(|(c, o)| *o = f(c)));
                    }
                });
                begun.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        black_box(&out);
        all.sort_by(f64::total_cmp);
        (all[3], all[0], all[6])
    };
    println!("W3 batch of 1M, 2 threads, wall ms (median, least, most): hand {:?}, guiju {:?}", run(&norms26::hand), run(&|c| w.answer(c)));
}

fn deadline(c: &mut Criterion) {
    let (w, asks) = (Deadline::new(), deadlines(4096));
    asks.iter().for_each(|a| assert_eq!(w.answer(a), w.hand(a)));
    let mut g = c.benchmark_group("W4 deadline");
    let mut next = cycle(&asks);
    g.bench_function("hand", |b| b.iter(|| w.hand(&next())));
    let mut next = cycle(&asks);
    g.bench_function("guiju", |b| b.iter(|| w.answer(&next())));
}

criterion_group!(benches, who_signs, which_meeting, norms, deadline);
criterion_main!(benches);
