//! The workloads: each in guiju text and in hand-written Rust, one call from a plain record to an id, a set of bits or a day.
//!
//! W1 who signs (5 facts), W2 which meeting decides (60 matters, 4 meetings), W3 which of 26 norms a case breaks (26 facts),
//! W4 a deadline in working days. Every workload is checked for equal answers before it is given out.

// each program measures some of it
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

pub mod deadline;
pub mod measure;
pub mod meetings;
pub mod norms;
pub mod scale;
pub mod signing;

use guiju::calendar::date;
use guiju::decision::{Schema, Slot};
use guiju::model::{FieldId, Model, TermId};
use guiju::session::PolicySet;
use measure::{Calls, batch, calls};

/// splitmix64
pub struct Rng(pub u64);

impl Rng {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// One line of the table.
pub struct Work {
    pub name: &'static str,
    /// In nanoseconds a call.
    pub goal: f64,
    pub make: fn() -> Pair,
}

pub struct Pair {
    pub hand: Option<Calls>,
    pub guiju: Calls,
}

pub const WORKS: [Work; 9] = [
    Work { name: "W1 who signs", goal: 20.0, make: who_signs },
    Work { name: "W2 which meeting decides", goal: 15.0, make: which_meeting },
    Work { name: "W3 26 norms, 4,096 records", goal: 75.0, make: || norms(4096) },
    Work { name: "W3 26 norms, 262,144 records", goal: 75.0, make: || norms(1 << 18) },
    Work { name: "W3 with 8 facts unknown", goal: 200.0, make: partly },
    Work { name: "W3 with the full explanation", goal: 3000.0, make: explained },
    Work { name: "W3 with 8 unknown, explained", goal: 3000.0, make: partly_explained },
    Work { name: "W3 a million, 2 threads", goal: 50e6, make: million },
    Work { name: "W4 a day plus N working days", goal: 10.0, make: due },
];

fn who_signs() -> Pair {
    let (w, docs) = (signing::Signing::new(), signing::docs(4096));
    docs.iter().for_each(|d| assert_eq!(w.answer(d), signing::hand(d)));
    Pair { hand: Some(calls(docs.clone(), signing::hand)), guiju: calls(docs, move |d| w.answer(d)) }
}

fn which_meeting() -> Pair {
    let (w, hand) = (meetings::Meetings::new(), meetings::hand());
    (0..60).for_each(|m| assert_eq!(w.answer(m), hand[m as usize], "{m}"));
    let matters = meetings::matters(4096);
    Pair { hand: Some(calls(matters.clone(), move |m| hand[*m as usize])), guiju: calls(matters, move |m| w.answer(*m)) }
}

fn norms(n: usize) -> Pair {
    let (w, cases) = (norms::Norms::new(), norms::cases(n));
    cases.iter().take(5000).for_each(|c| assert_eq!(w.answer(c), norms::hand(c, &norms::LIMITS)));
    Pair { hand: Some(calls(cases.clone(), |c| norms::hand(c, &norms::LIMITS))), guiju: calls(cases, move |c| w.answer(c)) }
}

fn partly() -> Pair {
    let (w, cases) = (norms::Norms::new(), norms::partial(4096));
    cases.iter().take(300).for_each(|p| w.check_partly(p));
    Pair { hand: None, guiju: calls(cases, move |p| w.partly(p)) }
}

fn explained() -> Pair {
    let (w, cases) = (norms::Norms::new(), norms::cases(4096));
    cases.iter().for_each(|c| w.check_explained(c));
    Pair { hand: None, guiju: calls(cases, move |c| w.explain(c)) }
}

fn partly_explained() -> Pair {
    let (w, cases) = (norms::Norms::new(), norms::partial(4096));
    Pair { hand: None, guiju: calls(cases, move |p| w.explain_partly(p)) }
}

fn million() -> Pair {
    let (w, cases) = (norms::Norms::new(), norms::cases(1_000_000));
    cases.iter().for_each(|c| assert_eq!(w.answer(c), norms::hand(c, &norms::LIMITS)));
    let hand = batch(cases.clone(), |cases, out| cases.iter().zip(out).for_each(|(c, o)| *o = norms::hand(c, &norms::LIMITS)));
    Pair { hand: Some(hand), guiju: batch(cases, move |cases, out| cases.iter().zip(out).for_each(|(c, o)| *o = w.answer(c))) }
}

fn due() -> Pair {
    let (w, asks) = (deadline::Deadline::new(), deadline::asks(4096));
    asks.iter().for_each(|a| assert_eq!(w.answer(a), w.hand(a)));
    let hand = deadline::Deadline::new();
    Pair { hand: Some(calls(asks.clone(), move |a| hand.hand(a))), guiju: calls(asks, move |a| w.answer(a)) }
}

pub fn model(words: &str, policy: &str) -> Model {
    let policy = format!("规则 基准规则 bench\n    辖区：基准县；使用：基准词汇。\n{policy}");
    let loaded = PolicySet::from_strings(&[("words.gj", words), ("bench.gj", &policy)]);
    let county = loaded.set.county("基准县", date(2024, 1, 1).unwrap()).unwrap();
    assert!(county.errors().is_empty(), "{:?}", county.errors());
    county.model.clone()
}

pub fn term(m: &Model, taxonomy: &str, name: &str) -> TermId {
    m.names.term(m.names.taxonomy(taxonomy).unwrap(), name).unwrap()
}

pub fn field(m: &Model, record: &str, name: &str) -> FieldId {
    m.field_named(m.names.record(record).unwrap(), name).unwrap()
}

/// The cell of each value of an enumeration.
pub fn codes<const N: usize>(m: &Model, schema: &Schema, slot: Slot, taxonomy: &str, names: &[&str]) -> [u8; N] {
    let mut out = [0; N];
    out.iter_mut().zip(names).for_each(|(cell, n)| *cell = schema.term(slot, term(m, taxonomy, n)).unwrap());
    out
}
