//! The same policies as tables, from which every peer's text is written, and names for the fields (CEL takes no others).

use crate::work::meetings::{COMPETENT, TREE};
use crate::work::norms::{ACTORS, Case, KINDS, Limits};

pub const INTS: [&str; 7] = ["addressees", "matters", "days_ahead", "issue_workdays", "reply_workdays", "count_year", "retinue"];
pub const BOOLS: [&str; 17] = [
    "approved",
    "level_skip",
    "carries_request",
    "to_leader",
    "assigned",
    "multi_dept",
    "consulted",
    "legal_review",
    "public_interest",
    "risk_assessed",
    "extra_vehicles",
    "township_heads",
    "in_plan",
    "secret",
    "electronic",
    "countywide",
    "order_to_township",
];

#[derive(Clone, Copy)]
pub enum Test {
    Yes(usize),
    No(usize),
    Kind(&'static [usize]),
    Actor(&'static [usize]),
    /// A number above, or below, the county's limit.
    Over(usize, usize),
    Under(usize, usize),
}

use Test::{Actor, Kind, No, Over, Under, Yes};

/// Where each norm is broken.
pub const NORMS: [&[Test]; 26] = [
    &[Yes(1), No(0)],
    &[Kind(&[0, 1, 7]), Over(0, 0)],
    &[Kind(&[0]), Over(1, 1)],
    &[Kind(&[1]), Yes(2)],
    &[Actor(&[0, 1, 2]), Yes(3), No(4)],
    &[Kind(&[0, 2]), Yes(5), No(6)],
    &[Kind(&[2]), Yes(8), No(9)],
    &[Kind(&[2]), No(7)],
    &[Kind(&[2]), Yes(5), Yes(8), No(0)],
    &[Kind(&[3]), Over(4, 2)],
    &[Kind(&[4]), Actor(&[4, 5]), Under(2, 3)],
    &[Kind(&[5]), Over(3, 4)],
    &[Kind(&[4]), Actor(&[0]), Yes(15), Over(5, 5)],
    &[Kind(&[4]), Actor(&[0]), Yes(11), No(0)],
    &[Kind(&[4]), Actor(&[6]), Yes(15), Yes(11)],
    &[Kind(&[4]), Actor(&[4]), Yes(15), No(0)],
    &[Kind(&[6]), Actor(&[0]), Over(5, 6)],
    &[Kind(&[6]), Actor(&[7])],
    &[Actor(&[0]), Yes(16), No(0)],
    &[Kind(&[6, 7]), No(14), No(13)],
    &[Kind(&[8]), No(12), No(0)],
    &[Kind(&[7, 8]), Actor(&[0]), Yes(15), No(0)],
    &[Kind(&[9]), Actor(&[5]), Over(6, 7)],
    &[Kind(&[9]), Actor(&[6]), Over(6, 8)],
    &[Kind(&[9]), Yes(10)],
    &[Kind(&[10]), No(0)],
];

/// A test in a peer's words: the field, the sign (empty for a set), the number or the quoted values.
pub enum Said {
    Yes(&'static str),
    No(&'static str),
    In(&'static str, Vec<String>),
    Than(&'static str, char, i32),
}

pub fn said(test: &Test, limits: &Limits) -> Said {
    let quoted = |list: &[usize], names: &[&str]| list.iter().map(|n| format!("\"{}\"", names[*n])).collect();
    match test {
        Yes(n) => Said::Yes(BOOLS[*n]),
        No(n) => Said::No(BOOLS[*n]),
        Kind(list) => Said::In("kind", quoted(list, &KINDS)),
        Actor(list) => Said::In("actor", quoted(list, &ACTORS)),
        Over(n, limit) => Said::Than(INTS[*n], '>', limits[*limit]),
        Under(n, limit) => Said::Than(INTS[*n], '<', limits[*limit]),
    }
}

/// The norms, each as one text.
pub fn texts(limits: &Limits, between: &str, word: impl Fn(Said) -> String) -> Vec<String> {
    NORMS.iter().map(|tests| tests.iter().map(|t| word(said(t, limits))).collect::<Vec<_>>().join(between)).collect()
}

/// The fields of a record with their values: texts, numbers, yes or no.
pub fn fields(c: &Case) -> ([(&'static str, &'static str); 2], impl Iterator<Item = (&'static str, i64)>, impl Iterator<Item = (&'static str, bool)>) {
    let texts = [("kind", KINDS[c.kind as usize]), ("actor", ACTORS[c.actor as usize])];
    (texts, INTS.into_iter().zip(c.ints.map(i64::from)), BOOLS.into_iter().zip(c.bools))
}

/// The number in `n07`.
pub fn number(id: &str) -> u32 {
    id[1..].parse().unwrap()
}

/// Everything under a matter, itself included.
pub fn below(matter: &str) -> Vec<&'static str> {
    let up = |name: &str| TREE.iter().find(|(n, _)| *n == name).map_or("", |(_, p)| p);
    let within = |mut name: &'static str| loop {
        match name {
            "" => break false,
            found if found == matter => break true,
            other => name = up(other),
        }
    };
    TREE.iter().map(|(n, _)| *n).filter(|n| within(n)).collect()
}

/// The matters of a meeting.
pub fn competence(meeting: u8) -> impl Iterator<Item = &'static str> {
    COMPETENT.iter().filter(move |(_, m)| *m == meeting).map(|(n, _)| *n)
}
