//! What one side answers, in one line.

use super::DiffView;
use crate::analysis::diff::{Difference, Side};
use crate::base::{Force, Lang};
use crate::model::{Body, Cite, Cond, Place, Status};
use crate::render::body::{inner, line_said, sentence};
use crate::render::names::Names;
use crate::render::said::said as first_sentence;
use crate::render::view::View;

/// An answer, its places and the words of its forces.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub sentence: String,
    pub places: String,
    pub force: String,
    pub list: Vec<Place>,
    /// The rules do not say, or lack the word.
    pub silent: bool,
    pub lacks: bool,
}

/// Lines of one answer; further ones are counted.
const MOST_LINES: usize = 4;

/// `alone`: only this side, or only the other, has anything to say.
pub(super) fn said(v: &DiffView, n: usize, side: &Side, d: &Difference, alone: [bool; 2]) -> Said {
    let (model, names) = (v.model(n), Names::new(v.model(n), v.lang));
    let Some((question, answer)) = &side.asked else {
        let word = side.lacks.as_ref();
        return Said {
            sentence: word.map_or_else(|| v.pick("没有这一条", "no such provision").into(), |w| lacks(v, n, w)),
            silent: true,
            lacks: word.is_some(),
            ..Said::default()
        };
    };
    let view = View { model, lang: v.lang, question, asked: "", answer, why: false, statement: &|_| None };
    let own = alone.get(n).copied().unwrap_or(false) && d.kind.one_sided();
    let list = places(&side.cites);
    let whole = Said { places: crate::render::places(v.lang, &list), force: forces(&names, &view, &side.cites), list, ..Said::default() };
    if side.cites.is_empty() && !matches!(answer.body, Body::Applies(_)) {
        let sentence = match answer.status {
            Status::Silent => first_sentence(&view).sentence.trim_end_matches(['。', '.']).to_string(),
            _ => v.pick("没有写到这一点", "says nothing on this").to_string(),
        };
        return Said { sentence, silent: true, ..Said::default() };
    }
    let lines = match &answer.body {
        _ if own && side.cites.len() > 1 => items(&view, &side.cites),
        Body::Collection(c) => {
            let open =
                c.elsewhere.iter().flat_map(|(_, when, lines)| lines.iter().map(move |l| crate::model::Line { when: Cond::all([when.clone(), l.when.clone()]), ..l.clone() }));
            c.lines.iter().cloned().chain(open).filter(|l| cited(side, &l.cite)).map(|l| line_said(&view, &l)).collect()
        }
        Body::Meeting(_) | Body::Article(_) | Body::May(_) => items(&view, &side.cites),
        _ => vec![first_sentence(&view).sentence.replace(&names.bracket(&whole.places), "")],
    };
    Said { sentence: shortened(v, lines), ..whole }
}

/// A line of a choice inside a list carries the places of its leaves.
fn cited(side: &Side, cite: &Cite) -> bool {
    side.cites.iter().any(|c| c.rule == cite.rule)
}

/// The contributions themselves; on a ban, with what is open of it.
fn items(view: &View, cites: &[Cite]) -> Vec<String> {
    let n = view.names();
    let of = |c: &Cite| {
        let (rule, item) = view.item(c)?;
        let text = if rule.meeting.is_some() && matches!(view.answer.body, Body::Meeting(_)) { inner(&n, rule, item) } else { sentence(&n, rule, item) };
        Some(text)
    };
    let mut out: Vec<String> = Vec::new();
    for text in cites.iter().filter_map(of) {
        if !out.contains(&text) {
            out.push(text);
        }
    }
    out
}

fn shortened(v: &DiffView, mut lines: Vec<String>) -> String {
    let all = lines.len();
    lines.iter_mut().for_each(|l| *l = l.trim_end_matches(['。', '.']).to_string());
    lines.truncate(MOST_LINES);
    let text = lines.join(v.pick("；", "; "));
    match (all > MOST_LINES, v.lang) {
        (false, _) => text,
        (true, Lang::Zh) => format!("{text}；等 {all} 项"),
        (true, Lang::En) => format!("{text}; {all} in all"),
    }
}

fn places(cites: &[Cite]) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::new();
    for c in cites {
        if !out.contains(&c.place) {
            out.push(c.place);
        }
    }
    out
}

/// The word of the force, where all contributions have one and the same.
fn forces(n: &Names, view: &View, cites: &[Cite]) -> String {
    let mut out: Vec<String> = Vec::new();
    for force in cites.iter().filter_map(|c| view.item(c)).map(|(_, i)| i.force).filter(|f| *f != Force::Stated) {
        let word = n.force_word(force);
        if !out.contains(&word) {
            out.push(word);
        }
    }
    match out.as_slice() {
        [one] => one.clone(),
        _ => String::new(),
    }
}

fn lacks(v: &DiffView, n: usize, word: &str) -> String {
    match v.lang {
        Lang::Zh => format!("{}没有“{word}”这个词", v.side(n)),
        Lang::En => format!("{} has no word \"{word}\"", v.side(n)),
    }
}

impl Said {
    /// The sentence with its places, and its force where the sentence does not say it.
    pub fn line(&self, lang: Lang) -> String {
        let mut notes = Vec::new();
        notes.extend(Some(self.places.clone()).filter(|p| !p.is_empty()));
        notes.extend(Some(self.force.clone()).filter(|f| !f.is_empty() && !self.sentence.to_lowercase().contains(f.as_str())));
        let notes = notes.join(lang.pick("；", "; "));
        match (notes.is_empty(), lang) {
            (true, _) => self.sentence.clone(),
            (false, Lang::Zh) => format!("{}（{notes}）", self.sentence),
            (false, Lang::En) => format!("{} ({notes})", self.sentence),
        }
    }
}
