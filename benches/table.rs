//! Figures for the table of `cargo xtask bench`, one workload or one size a process, as lines of fields parted by tabs.
//!
//! `times`: of each workload name, hand, guiju and goal in nanoseconds. `calls WORK hand|guiju N`: runs it so many times, for
//! counting instructions. `scale N` and `counties N`: so many policies in one process.

#[path = "work/mod.rs"]
mod work;

use work::measure::nanoseconds;
use work::{WORKS, scale};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let number = |n: usize| args.get(n).and_then(|a| a.parse::<usize>().ok()).unwrap_or_default();
    match args.first().map(String::as_str) {
        Some("times") => times(),
        Some("calls") => run(number(1), args.get(2).is_some_and(|a| a == "hand"), number(3) as u64),
        Some("scale") => println!("{}", scale::norms(number(1))),
        Some("counties") => println!("{}", scale::counties(number(1))),
        Some("path") => println!("{}", std::env::current_exe().unwrap_or_default().display()),
        _ => println!("usage: times | calls WORK hand|guiju N | scale N | counties N | path"),
    }
}

fn times() {
    for work in &WORKS {
        let mut pair = (work.make)();
        let hand = pair.hand.as_mut().map_or(String::new(), |h| nanoseconds(h).to_string());
        println!("{}\t{hand}\t{}\t{}", work.name, nanoseconds(&mut pair.guiju), work.goal);
    }
}

fn run(work: usize, hand: bool, n: u64) {
    let Some(work) = WORKS.get(work) else { return };
    let mut pair = (work.make)();
    if !hand {
        (pair.guiju)(n);
    } else if let Some(f) = &mut pair.hand {
        f(n);
    }
}
