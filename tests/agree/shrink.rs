//! The fewest statements and facts on which the engines still differ, and where they are kept.

use super::{Differing, Seen, ask, first_difference, policy};
use guiju::base::Lang;
use guiju::decision::Compiled;
use guiju::render::Names;
use std::path::{Path, PathBuf};

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/agree/corpus")
}

/// Leaves out statement after statement, then fact after fact; gives the text of a policy with the case, and what differs.
pub fn smaller(mut list: Vec<String>, seed: u64) -> (String, String) {
    let mut at = 0;
    while at < list.len() {
        let mut less = list.clone();
        less.remove(at);
        if first_difference(&less, seed, 400).is_some() { list = less } else { at += 1 }
    }
    let mut found = first_difference(&list, seed, 400).expect("it differed before");
    while let Some(less) = fewer_facts(&found) {
        found = less;
    }
    let asked = Names::new(&found.model, Lang::Zh).question(&found.question).unwrap_or_else(|| format!("{:?}", found.question.kind));
    // what the case expects is for whoever keeps it to write
    (format!("{}\n案例 “反例”\n    问 {asked}；\n    答 未规定。\n", policy::text(&list)), found.what)
}

fn fewer_facts(found: &Differing) -> Option<Differing> {
    let compiled = Compiled::new(&found.model);
    let facts = &found.question.facts;
    let less = facts.given.iter().map(|field| facts.without(*field));
    let mut calm = facts.clone();
    calm.situation = Default::default();
    let all = less.chain((calm.situation != facts.situation).then_some(calm)).chain(facts.rest_no.then(|| facts.as_given()));
    all.into_iter().find_map(|f| ask(&found.model, &compiled, found.question.kind.clone(), f, &mut Seen::default()))
}

/// Writes the case beside those kept, named by its seed.
pub fn keep(text: &str, seed: u64) {
    std::fs::create_dir_all(folder()).unwrap();
    std::fs::write(folder().join(format!("found-{seed:016x}.gj")), text).unwrap();
}
