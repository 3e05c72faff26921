//! An answer in one line: for tables of several jurisdictions.

use super::body;
use super::page::Block;
use super::view::View;
use crate::base::Force;
use crate::model::{Body, Collection, Place, Status};

/// The answer, the words of its forces, its places.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub sentence: String,
    pub force: String,
    pub places: String,
}

/// The first sentence of the page; its places stand apart.
pub fn said(v: &View) -> Said {
    let page = body::page(v);
    let lead = page.blocks.into_iter().find_map(|b| if let Block::Lead(t) = b { Some(t) } else { None }).unwrap_or_default();
    if v.answer.status == Status::Silent {
        return Said { sentence: lead, ..Said::default() };
    }
    let places = places(v);
    let written = v.places(&places);
    let cited = v.names().bracket(&written);
    Said { sentence: lead.replace(&cited, ""), force: words(v).join(v.pick("、", ", ")), places: written }
}

fn places(v: &View) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::new();
    for p in v.answer.cites().into_iter().map(|c| c.place) {
        if !out.contains(&p) {
            out.push(p);
        }
    }
    out
}

/// The forces in the order in which the answer names them.
fn words(v: &View) -> Vec<String> {
    let mut forces: Vec<Force> = Vec::new();
    match &v.answer.body {
        Body::Choice(c) => {
            let mut leaves = Vec::new();
            c.main.iter().chain(c.elsewhere.iter().map(|e| &e.tree)).for_each(|t| t.leaves(&mut leaves));
            forces.extend(leaves.iter().map(|l| l.force));
        }
        Body::Collection(c) => forces.extend(of_list(c)),
        Body::Handle(parts) => forces.extend(parts.iter().flat_map(|(_, c)| of_list(c))),
        Body::Check(c) => forces.extend(c.findings.iter().map(|f| f.force)),
        Body::May(m) => forces.extend(m.lines.iter().map(|l| l.force)),
        Body::Meeting(_) | Body::Article(_) | Body::Applies(_) => {}
    }
    let mut out: Vec<String> = Vec::new();
    for f in forces {
        let word = v.names().force_word(f);
        if !out.contains(&word) {
            out.push(word);
        }
    }
    out
}

fn of_list(c: &Collection) -> impl Iterator<Item = Force> {
    c.lines.iter().map(|l| l.force)
}
