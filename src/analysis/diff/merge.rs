//! Differences of the same rules told once, by the smallest case, under their article.

use super::two::{Found, Two};
use super::{Difference, Differences, Group, Kind, Side};
use crate::model::{Cite, Content, Model, Norm, Object, RuleId, What};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn merged(two: Two) -> Differences {
    let partner = partners(&two.met);
    let mut found = once(two.found, &two.agreed);
    found.sort_by_key(|d| (d.kind, d.sides.each_ref().map(|s| s.cites.first().map(|c| c.place)), size(d), first(d)));
    let mut groups: BTreeMap<(bool, u32, u32), Group> = BTreeMap::new();
    let mut into = |articles: [Option<u32>; 2], add: &mut dyn FnMut(&mut Group)| {
        let key = place(&partner, articles);
        let articles = [Some(key.1).filter(|n| *n > 0), Some(key.2).filter(|n| *n > 0)];
        add(groups.entry(key).or_insert_with(|| Group { articles, found: Vec::new(), phrases: Default::default() }));
    };
    for d in found {
        let articles = d.sides.each_ref().map(|s| s.cites.first().and_then(|c| c.place.article));
        into(articles, &mut |g| g.found.push(d.clone()));
    }
    for (side, phrases) in unmatched(two.bridges.map(|b| b.from)).into_iter().enumerate() {
        for cite in phrases {
            let articles = if side == 0 { [cite.place.article, None] } else { [None, cite.place.article] };
            into(articles, &mut |g| {
                if let Some(list) = g.phrases.get_mut(side) {
                    list.push(cite)
                }
            });
        }
    }
    Differences { groups: groups.into_values().collect(), asked: two.asked, skipped: two.skipped }
}

/// The group of a difference: by the first policy's article; those of the second policy alone last.
fn place(partner: &Partners, articles: [Option<u32>; 2]) -> (bool, u32, u32) {
    let there = |a: u32| partner.there.get(&a).copied().unwrap_or(0);
    match articles {
        [Some(a), _] => (false, a, there(a)),
        [None, Some(b)] => match partner.back.get(&b) {
            Some(a) => (false, *a, there(*a)),
            None => (true, 0, b),
        },
        [None, None] => (false, 0, 0),
    }
}

struct Partners {
    there: BTreeMap<u32, u32>,
    back: BTreeMap<u32, u32>,
}

/// For each article the one that answers most of the same questions.
fn partners(met: &[(u32, u32)]) -> Partners {
    let mut votes: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    met.iter().for_each(|pair| *votes.entry(*pair).or_default() += 1);
    let most = |turn: bool| {
        let mut best: BTreeMap<u32, (usize, std::cmp::Reverse<u32>)> = BTreeMap::new();
        for ((a, b), n) in &votes {
            let (from, to) = if turn { (*b, *a) } else { (*a, *b) };
            let vote = (*n, std::cmp::Reverse(to));
            let had = best.entry(from).or_insert(vote);
            *had = (*had).max(vote);
        }
        best.into_iter().map(|(from, (_, to))| (from, to.0)).collect()
    };
    Partners { there: most(false), back: most(true) }
}

/// The smallest cases that show every contribution that differs, gravest first; the others are counted.
fn once(mut found: Vec<Found>, agreed: &[Items; 2]) -> Vec<Difference> {
    let cites = |d: &Difference| d.sides.each_ref().map(|s| s.cites.len()).into_iter().max();
    found.sort_by_key(|Found { difference: d, .. }| (d.kind, cites(d), size(d), first(d)));
    let mut seen: [Items; 2] = Default::default();
    let mut out: Vec<(Key, Difference)> = Vec::new();
    for Found { difference: mut d, aspect } in found {
        if shown(&seen, agreed, &d) {
            let near = out.iter_mut().find(|(_, had)| touch(had, &d) || had.also.iter().any(|had| touch(had, &d)));
            near.into_iter().for_each(|(_, had)| had.more += 1);
            continue;
        }
        for (seen, side) in seen.iter_mut().zip(&d.sides) {
            seen.extend(items(side));
        }
        let key = key(&d, aspect);
        match out.iter_mut().find(|(k, _)| *k == key) {
            None => out.push((key, d)),
            Some((_, had)) if d.kind.one_sided() => {
                had.more += 1;
                for (mine, other) in had.sides.iter_mut().zip(&mut d.sides) {
                    other.cites.retain(|c| !mine.cites.contains(c));
                    mine.cites.append(&mut other.cites);
                }
            }
            Some((_, had)) => had.also.push(d),
        }
    }
    out.into_iter().map(|(_, d)| d).collect()
}

/// Contributions of one side.
type Items = BTreeSet<(RuleId, u32)>;

/// Of this kind of difference, the articles on both sides and what is different there; of what only one side has, its rules.
#[derive(PartialEq)]
struct Key {
    kind: Kind,
    articles: [BTreeSet<Option<u32>>; 2],
    rules: [BTreeSet<RuleId>; 2],
    aspect: String,
    /// Numbers stand alone.
    alone: Option<[Items; 2]>,
}

fn key(d: &Difference, aspect: String) -> Key {
    let rules = d.sides.each_ref().map(|s| s.cites.iter().map(|c| c.rule).collect::<BTreeSet<_>>());
    let articles = d.sides.each_ref().map(|s| s.cites.iter().map(|c| c.place.article).collect::<BTreeSet<_>>());
    let bare = rules.iter().all(BTreeSet::is_empty);
    let alone = (d.kind == Kind::Number).then(|| d.sides.each_ref().map(|s| items(s).collect()));
    match d.kind.one_sided() && !bare {
        true => Key { kind: d.kind, articles: Default::default(), rules, aspect: String::new(), alone },
        false => Key { kind: d.kind, articles, rules: Default::default(), aspect, alone },
    }
}

fn items(s: &Side) -> impl Iterator<Item = (RuleId, u32)> {
    s.cites.iter().map(|c| (c.rule, c.item))
}

/// True if some contribution of it stands in a difference that was told, and every other one too or agrees with the other side elsewhere.
fn shown(seen: &[Items; 2], agreed: &[Items; 2], d: &Difference) -> bool {
    let sides = || seen.iter().zip(agreed).zip(&d.sides);
    sides().all(|((seen, agreed), side)| items(side).all(|i| seen.contains(&i) || agreed.contains(&i))) && sides().any(|((seen, _), side)| items(side).any(|i| seen.contains(&i)))
}

fn touch(had: &Difference, d: &Difference) -> bool {
    had.sides.iter().zip(&d.sides).any(|(a, b)| items(a).any(|i| items(b).any(|j| i == j)))
}

fn first(d: &Difference) -> [Option<Cite>; 2] {
    d.sides.each_ref().map(|s| s.cites.first().copied())
}

fn size(d: &Difference) -> usize {
    d.sides.iter().filter_map(|s| s.asked.as_ref()).map(|(q, _)| q.facts.given.len()).max().unwrap_or(0)
}

/// Quoted requirements that the other side does not have in the same words.
fn unmatched(models: [&Model; 2]) -> [Vec<Cite>; 2] {
    let [left, right] = models.map(phrases);
    let alone = |mine: &[(Cite, String)], yours: &[(Cite, String)]| mine.iter().filter(|(_, t)| !yours.iter().any(|(_, o)| o == t)).map(|(c, _)| *c).collect();
    [alone(&left, &right), alone(&right, &left)]
}

fn phrases(model: &Model) -> Vec<(Cite, String)> {
    let mut out = Vec::new();
    for rule in &model.rules {
        for (item, n) in rule.items.iter().zip(0u32..) {
            let text = match &item.content {
                Content::Norm(Norm { what: What::Phrase(p), .. }) => p.to_string(),
                Content::Norm(Norm { what: What::Act { objects, .. }, .. }) if objects.iter().any(|o| matches!(o, Object::Phrase(_))) => {
                    objects.iter().filter_map(|o| if let Object::Phrase(p) = o { Some(p.to_string()) } else { None }).collect::<Vec<_>>().join("、")
                }
                _ => continue,
            };
            out.push((Cite { rule: model.id_of(rule), item: n, place: item.place }, text));
        }
    }
    out
}

impl Kind {
    /// True of what only one policy says.
    pub fn one_sided(self) -> bool {
        matches!(self, Kind::OnlyLeft | Kind::OnlyRight)
    }
}
