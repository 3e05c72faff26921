//! Times: processor time of the thread, as the machine may be shared; a batch takes what its busier thread takes.

use cpu_time::ThreadTime;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Runs a workload so many times.
pub type Calls = Box<dyn FnMut(u64) -> Duration>;

const THREADS: NonZeroUsize = NonZeroUsize::new(2).unwrap();
const RUNS: usize = 7;
const RUN: Duration = Duration::from_millis(60);

/// One call a record, around a list whose length is a power of two.
pub fn calls<T: 'static, R>(list: Vec<T>, f: impl Fn(&T) -> R + 'static) -> Calls {
    assert!(list.len().is_power_of_two());
    Box::new(move |n| {
        let begun = ThreadTime::now();
        for at in 0..n as usize {
            black_box(f(black_box(&list[at & (list.len() - 1)])));
        }
        begun.elapsed()
    })
}

/// One call is the whole list, half of it on each of two threads.
pub fn batch<T: Sync + 'static>(list: Vec<T>, half: impl Fn(&[T], &mut [u64]) + Sync + 'static) -> Calls {
    let mut out = vec![0u64; list.len()];
    Box::new(move |n| {
        let timed = |cases: &[T], out: &mut [u64]| {
            let begun = ThreadTime::now();
            half(cases, out);
            begun.elapsed()
        };
        let mut sum = Duration::ZERO;
        for _ in 0..n {
            let busier = Mutex::new(Duration::ZERO);
            guiju::decision::batch(&list, &mut out, THREADS, |cases, out| {
                let took = timed(cases, out);
                let mut most = busier.lock().unwrap();
                *most = took.max(*most);
            });
            sum += busier.into_inner().unwrap();
        }
        black_box(&out);
        sum
    })
}

/// Nanoseconds a call: the median of several runs, each long enough to be measured.
pub fn nanoseconds(f: &mut Calls) -> f64 {
    let mut n = 1;
    let took = loop {
        let took = f(n);
        if took >= RUN / 8 || n > 1 << 28 {
            break took;
        }
        n *= 2;
    };
    let n = ((n as f64 * RUN.as_secs_f64() / took.as_secs_f64()) as u64).max(1);
    median((0..RUNS).map(|_| f(n).as_nanos() as f64 / n as f64).collect())
}

pub fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// What the work takes on the clock, in milliseconds.
pub fn wall<R>(f: impl FnOnce() -> R) -> (R, f64) {
    let begun = Instant::now();
    let out = f();
    (out, begun.elapsed().as_secs_f64() * 1e3)
}

/// Memory that the process holds, in MB; 0 where the system does not say.
pub fn resident() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()).map_or(0.0, |kb| kb / 1024.0)
}
