//! The workloads of `work/` under criterion, hand-written Rust and guiju in one process.

#[path = "work/mod.rs"]
mod work;

use criterion::{Criterion, criterion_group, criterion_main};
use work::WORKS;

fn all(c: &mut Criterion) {
    for work in &WORKS {
        let mut pair = (work.make)();
        let mut group = c.benchmark_group(work.name);
        if let Some(hand) = &mut pair.hand {
            group.bench_function("hand", |b| b.iter_custom(hand.as_mut()));
        }
        group.bench_function("guiju", |b| b.iter_custom(pair.guiju.as_mut()));
    }
}

criterion_group!(benches, all);
criterion_main!(benches);
