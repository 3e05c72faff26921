//! Many policies in one process: how long they take to load from text, what they hold, how fast a question is.

use super::measure::{calls, nanoseconds, resident, wall};
use super::norms::{self, LIMITS, Limits};
use super::{Rng, norms::County};
use guiju::calendar::date;
use guiju::decision::Shared;
use guiju::session::PolicySet;

/// The numbers of the n-th county.
pub fn limits(n: usize) -> Limits {
    let mut r = Rng(n as u64);
    if n == 0 { LIMITS } else { LIMITS.map(|limit| limit + r.below(4) as i32) }
}

fn name(n: usize) -> String {
    let digit = |c: char| "零一二三四五六七八九".chars().nth(c.to_digit(10).unwrap() as usize).unwrap();
    format!("基准{}县", n.to_string().chars().map(digit).collect::<String>())
}

/// N policies of the 26 norms, each with its own numbers: `N  load ms  of which tables ms  W3 ns  hand ns  MB  of which tables MB`.
pub fn norms(n: usize) -> String {
    let policy = |i: usize| format!("规则 基准规则 bench\n    辖区：{}；使用：基准词汇。\n{}", name(i), norms::articles(&limits(i)));
    let texts: Vec<(String, String)> = std::iter::once(("words.gj".into(), norms::words())).chain((0..n).map(|i| (format!("{i}.gj"), policy(i)))).collect();
    let borrowed: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let (before, on) = (resident(), date(2024, 1, 1).unwrap());
    let ((set, loaded), read) = wall(|| {
        let set = PolicySet::from_strings(&borrowed).set.answers_only();
        let loaded: Vec<_> = (0..n).map(|i| set.county(&name(i), on).unwrap()).collect();
        loaded.iter().for_each(|l| assert!(l.errors().is_empty(), "{:?}", l.errors()));
        (set, loaded)
    });
    let models = resident();
    let ((form, counties), tables) = wall(|| {
        let mut shared = Shared::default();
        let (forms, counties): (Vec<norms::Form>, Vec<County>) = loaded.iter().map(|l| norms::county(&l.model, &mut shared)).unzip();
        assert!(forms.iter().all(|f| *f == forms[0]));
        (forms[0].clone(), counties)
    });
    let (held, of_tables) = (resident() - before, resident() - models);
    let (mut r, cases) = (Rng(9), norms::cases(4096));
    let asks: Vec<_> = cases.into_iter().map(|c| (c, r.below(n as u64) as usize)).collect();
    let numbers: Vec<Limits> = (0..n).map(limits).collect();
    asks.iter().for_each(|(c, i)| assert_eq!(form.answer(&counties[*i], c), norms::hand(c, &numbers[*i])));
    let hand = nanoseconds(&mut calls(asks.clone(), move |(c, i)| norms::hand(c, &numbers[*i])));
    let guiju = nanoseconds(&mut calls(asks, move |(c, i)| form.answer(&counties[*i], c)));
    drop(set);
    format!("{n}\t{}\t{tables}\t{guiju}\t{hand}\t{held}\t{of_tables}", read + tables)
}

/// N whole county files, from the five shipped ones, renamed and with other numbers: `N  load ms  MB`.
pub fn counties(n: usize) -> String {
    const SHIPPED: [(&str, &str); 5] = [
        ("上高", include_str!("../../policies/shanggao.gj")),
        ("泗水", include_str!("../../policies/sishui.gj")),
        ("阳高", include_str!("../../policies/yanggao.gj")),
        ("袁州", include_str!("../../policies/yuanzhou.gj")),
        ("泽州", include_str!("../../policies/zezhou.gj")),
    ];
    let text = |i: usize| {
        let (stem, text) = SHIPPED[i % 5];
        let own = name(i).replace("基准", stem);
        (own.clone(), shifted(&text.replace(&format!("{stem}县"), &own).replace(&format!("{stem}区"), &own), i / 5))
    };
    let texts: Vec<(String, String)> = (0..n).map(text).collect();
    let borrowed: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let (before, on) = (resident(), date(2026, 1, 1).unwrap());
    let (set, load) = wall(|| {
        let set = PolicySet::from_strings(&borrowed).set.answers_only();
        for (name, _) in &texts {
            let county = set.county(name, on).unwrap();
            assert!(county.errors().is_empty(), "{name} {:?}", county.errors());
        }
        set
    });
    let held = resident() - before;
    drop(set);
    format!("{n}\t{load}\t{held}")
}

/// Every limit and every number of working days, by a few more.
fn shifted(text: &str, more: usize) -> String {
    let mut out = String::new();
    for (n, part) in text.split("≤ ").enumerate() {
        let digits = part.chars().take_while(char::is_ascii_digit).count();
        match part[..digits].parse::<usize>() {
            Ok(number) if n > 0 => out += &format!("≤ {}{}", number + more % 7, &part[digits..]),
            _ if n > 0 => out += &format!("≤ {part}"),
            _ => out += part,
        }
    }
    out.replace(" 3 个工作日", &format!(" {} 个工作日", 3 + more % 5))
}
