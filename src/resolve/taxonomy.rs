//! `分类` and `位阶`: terms, what each is a kind of, and who ranks above whom.

use super::cx::{Cx, count};
use super::error::Problem;
use super::header::statements;
use crate::base::{Span, Str, Table};
use crate::model::{Taxonomy, TaxonomyId, Term, TermId};
use crate::syntax::ast::{self, Body, File, Name};

pub(super) fn taxonomies(cx: &mut Cx, files: &[&File]) {
    for s in statements(files) {
        if let Body::Taxonomy { name, english, terms } = &s.body {
            let id = open(cx, name, english.as_ref());
            terms.iter().for_each(|t| term(cx, id, t, None));
        }
    }
    break_cycles(cx);
}

/// The taxonomy of this name, new or again.
fn open(cx: &mut Cx, name: &Name, english: Option<&Name>) -> TaxonomyId {
    let id = match cx.model.names.taxonomy(&name.text) {
        Some(id) => id,
        None => add_taxonomy(cx, name.text.clone(), english.map(|e| e.text.clone()), false),
    };
    cx.model.names.taxonomies.insert(name.text.clone(), id);
    if let Some(e) = english {
        cx.model.names.taxonomies.insert(e.text.clone(), id);
    }
    id
}

fn add_taxonomy(cx: &mut Cx, name: Str, english: Option<Str>, closed: bool) -> TaxonomyId {
    let id = TaxonomyId(u16::try_from(cx.model.terms.taxonomies.len()).unwrap_or(u16::MAX));
    cx.model.terms.taxonomies.push(Taxonomy { name, english, closed });
    cx.model.names.terms.push(Table::default());
    id
}

/// `甲 a、乙 b` as the type of one field: a taxonomy without a name of its own.
pub(super) fn listed(cx: &mut Cx, field: &Name, english: Option<&Name>, list: &[(Name, Option<Name>)]) -> TaxonomyId {
    let id = add_taxonomy(cx, field.text.clone(), english.map(|e| e.text.clone()), true);
    for (name, english) in list {
        let t = ast::Term { name: name.clone(), english: english.clone(), aliases: Vec::new(), unique: false, relative: false, children: Vec::new() };
        term(cx, id, &t, None);
    }
    id
}

fn term(cx: &mut Cx, taxonomy: TaxonomyId, t: &ast::Term, parent: Option<TermId>) {
    let id = match cx.model.names.term(taxonomy, &t.name.text) {
        Some(known) => again(cx, known, t),
        None => add(cx, taxonomy, t),
    };
    for n in t.english.iter().chain(&t.aliases) {
        name_it(cx, taxonomy, id, n);
    }
    if let (Some(up), Some(own)) = (parent, cx.model.terms.list.get_mut(id.0 as usize))
        && !own.parents.contains(&up)
    {
        own.parents.push(up);
    }
    t.children.iter().for_each(|c| term(cx, taxonomy, c, Some(id)));
}

fn add(cx: &mut Cx, taxonomy: TaxonomyId, t: &ast::Term) -> TermId {
    let id = TermId(count(cx.model.terms.list.len()));
    cx.model.terms.list.push(Term {
        name: t.name.text.clone(),
        english: t.english.as_ref().map(|e| e.text.clone()),
        aliases: t.aliases.iter().map(|a| a.text.clone()).collect(),
        own: None,
        taxonomy,
        parents: Vec::new(),
        unique: t.unique,
        relative: t.relative,
        span: t.name.span,
    });
    name_it(cx, taxonomy, id, &t.name);
    id
}

/// A repeated term may gain parents, children, aliases and marks, but no other English name.
fn again(cx: &mut Cx, id: TermId, t: &ast::Term) -> TermId {
    let Some(known) = cx.model.terms.list.get_mut(id.0 as usize) else { return id };
    known.unique |= t.unique;
    known.relative |= t.relative;
    for a in &t.aliases {
        if !known.aliases.contains(&a.text) {
            known.aliases.push(a.text.clone());
        }
    }
    match (&known.english, &t.english) {
        (None, Some(e)) => known.english = Some(e.text.clone()),
        (Some(old), Some(e)) if *old != e.text => {
            let first = Some(known.span);
            cx.problems.push(Problem::Duplicate { name: e.clone(), what: ("另一个英文名", "another English name"), first });
        }
        _ => {}
    }
    id
}

fn name_it(cx: &mut Cx, taxonomy: TaxonomyId, id: TermId, name: &Name) {
    let Some(table) = cx.model.names.terms.get_mut(usize::from(taxonomy.0)) else { return };
    let taken = *table.get_or_insert(name.text.clone(), id);
    if taken != id {
        let first = cx.model.terms.get(taken).map(|t| t.span);
        cx.problems.push(Problem::Duplicate { name: name.clone(), what: ("名称", "name"), first });
    }
}

/// Reports every cycle of "is a" once and cuts it. The walk keeps its own stack: chains may be long.
fn break_cycles(cx: &mut Cx) {
    let mut done = vec![false; cx.model.terms.list.len()];
    for start in (0..count(cx.model.terms.list.len())).map(TermId) {
        // the path upwards, each with how many of its parents were looked at
        let mut path: Vec<(TermId, usize)> = vec![(start, 0)];
        while let Some((at, next)) = path.pop() {
            if done.get(at.0 as usize).copied().unwrap_or(true) {
                continue;
            }
            let Some(up) = cx.model.terms.get(at).and_then(|t| t.parents.get(next)).copied() else {
                done.iter_mut().skip(at.0 as usize).take(1).for_each(|d| *d = true);
                continue;
            };
            let from = path.iter().chain([&(at, next)]).position(|(t, _)| *t == up);
            path.push((at, if from.is_some() { next } else { next + 1 }));
            match from {
                Some(from) => cut(cx, at, up, path.get(from..).unwrap_or(&[])),
                None => path.push((up, 0)),
            }
        }
    }
}

fn cut(cx: &mut Cx, at: TermId, up: TermId, circle: &[(TermId, usize)]) {
    let names: Vec<Str> = circle.iter().map(|(t, _)| t).chain([&up]).filter_map(|t| Some(cx.model.terms.get(*t)?.name.clone())).collect();
    let Some(t) = cx.model.terms.list.get_mut(at.0 as usize) else { return };
    t.parents.retain(|p| *p != up);
    let span: Span = t.span;
    cx.problems.push(Problem::TaxonomyCycle { names, span });
}

/// `位阶 职务：县长 ＞ 副县长`
pub(super) fn ranking(cx: &mut Cx, files: &[&File]) {
    let mut first = None;
    for s in statements(files) {
        let Body::Ranking { taxonomy, order } = &s.body else { continue };
        let Some(id) = cx.model.names.taxonomy(&taxonomy.text) else {
            let near = cx.model.names.taxonomies.iter().map(|(n, _)| n.clone()).collect();
            cx.problems.push(Problem::UnknownTaxonomy { name: taxonomy.clone(), near });
            continue;
        };
        let table = cx.model.terms.taxonomy(id).map(|t| t.name.to_string()).unwrap_or_default();
        let list: Vec<TermId> = order.iter().filter_map(|n| cx.one_of(&[table.as_str()], n, ("职务", "role"))).collect();
        if !cx.model.ranking.is_empty() && list != cx.model.ranking {
            cx.problems.push(Problem::Duplicate { name: taxonomy.clone(), what: ("位阶", "ranking"), first });
            continue;
        }
        first = Some(taxonomy.span);
        cx.model.ranking = list;
    }
}
