//! guiju, hand-written Rust and other engines in one process, on one set of workloads.
//!
//! `times`: of each workload name, hand, guiju, then the peers in nanoseconds, as fields parted by tabs; a peer that cannot
//! express a workload has an empty field. `scale PEER N`: N counties in one process.

#[path = "../../work/mod.rs"]
mod work;

mod cedar;
mod cel;
mod facts;
mod rego;
mod zen;

use work::measure::{Calls, batch, calls, nanoseconds, resident, wall};
use work::norms::{Case, LIMITS, Limits};
use work::{Rng, deadline, meetings, norms, scale, signing};

const PEERS: [&str; 4] = ["cel", "regorus", "zen-engine", "cedar"];
/// So many of the million are run; the time is scaled.
const BATCH: usize = 20_000;

type Norms = Box<dyn Fn(&Case) -> u64>;

fn norms_of(peer: usize, limits: &Limits) -> Norms {
    match peer {
        0 => Box::new(cel::norms(limits)),
        1 => Box::new(rego::norms(limits)),
        2 => Box::new(zen::norms(limits)),
        _ => Box::new(cedar::norms(limits)),
    }
}

fn signing_of(f: impl Fn(&signing::Doc) -> u8 + 'static) -> Calls {
    let docs = signing::docs(1024);
    docs.iter().for_each(|d| assert_eq!(f(d), signing::hand(d)));
    calls(docs, f)
}

fn meetings_of(f: impl Fn(&u8) -> u8 + 'static) -> Calls {
    (0..60).zip(meetings::hand()).for_each(|(m, hand)| assert_eq!(f(&m), hand));
    calls(meetings::matters(1024), f)
}

fn whole(peer: usize) -> Calls {
    let (f, cases) = (norms_of(peer, &LIMITS), norms::cases(4096));
    cases.iter().for_each(|c| assert_eq!(f(c), norms::hand(c, &LIMITS)));
    calls(cases, f)
}

/// Two threads, each with its own engine; compiling is a part of the time.
fn million(peer: usize) -> Calls {
    let mut run = batch(norms::cases(BATCH), move |cases, out| {
        let f = norms_of(peer, &LIMITS);
        cases.iter().zip(out).for_each(|(c, o)| *o = f(c));
    });
    Box::new(move |n| run(n) * (1_000_000 / BATCH) as u32)
}

fn deadline() -> Calls {
    let (w, asks) = (deadline::Deadline::new(), deadline::asks(1024));
    let f = rego::deadline(&w);
    asks.iter().for_each(|a| assert_eq!(f(a), w.hand(a)));
    calls(asks, f)
}

fn peer(work: &str, n: usize) -> Option<Calls> {
    Some(match (work, n) {
        ("W1 who signs", 0) => signing_of(cel::signing()),
        ("W1 who signs", 1) => signing_of(rego::signing()),
        ("W1 who signs", 2) => signing_of(zen::signing()),
        ("W1 who signs", _) => signing_of(cedar::signing()),
        ("W2 which meeting decides", 0) => meetings_of(cel::meetings()),
        ("W2 which meeting decides", 1) => meetings_of(rego::meetings()),
        ("W2 which meeting decides", 2) => meetings_of(zen::meetings()),
        ("W2 which meeting decides", _) => meetings_of(cedar::meetings()),
        ("W3 26 norms, 4,096 records", n) => whole(n),
        ("W3 a million, 2 threads", n) => million(n),
        ("W4 a day plus N working days", 1) => deadline(),
        _ => return None,
    })
}

fn times() {
    for work in &work::WORKS {
        let mut pair = (work.make)();
        let mut all = vec![pair.hand.as_mut().map(nanoseconds), Some(nanoseconds(&mut pair.guiju))];
        all.extend((0..PEERS.len()).map(|n| peer(work.name, n).as_mut().map(nanoseconds)));
        if all.iter().skip(2).any(Option::is_some) {
            let fields: Vec<String> = all.iter().map(|t| t.map_or(String::new(), |t| t.to_string())).collect();
            println!("{}\t{}", work.name, fields.join("\t"));
        }
    }
}

/// N counties of the 26 norms: load ms, W3 ns, MB.
fn counties(peer: usize, n: usize) {
    let before = resident();
    let (all, load) = wall(|| (0..n).map(|i| norms_of(peer, &scale::limits(i))).collect::<Vec<Norms>>());
    let held = resident() - before;
    let mut r = Rng(9);
    let asks: Vec<(Case, usize)> = norms::cases(1024).into_iter().map(|c| (c, r.below(n as u64) as usize)).collect();
    asks.iter().for_each(|(c, i)| assert_eq!(all[*i](c), norms::hand(c, &scale::limits(*i))));
    let ns = nanoseconds(&mut calls(asks, move |(c, i)| all[*i](c)));
    println!("{load}\t{ns}\t{held}");
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["times"] => times(),
        ["peers"] => println!("{}", PEERS.join("\t")),
        ["scale", peer, n] => counties(PEERS.iter().position(|p| *p == peer).unwrap(), n.parse().unwrap()),
        _ => println!("usage: times | peers | scale PEER N"),
    }
}
