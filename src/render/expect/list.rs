//! Lists as expectations: who acts, or the words that an item is made of.

use crate::base::Force;
use crate::model::*;
use crate::render::names::Names;

impl Names<'_> {
    /// `县长 或 副县长` of one line, `常务会议、全体会议` of several.
    pub(super) fn listed_actors(&self, c: &Collection) -> Option<String> {
        if let [line] = c.lines.as_slice()
            && let Some(set) = actors_of(line)
        {
            return self.written_actors(set, line.force, &line.when);
        }
        let mut out: Vec<String> = Vec::new();
        let mut add = |text: String| {
            if !out.contains(&text) {
                out.push(text);
            }
        };
        for line in &c.lines {
            match (&line.kind, actors_of(line)) {
                (_, Some(set)) => set.list.iter().for_each(|a| add(self.written_actor(a, Force::Stated, &line.when))),
                (LineKind::Meeting { meeting, .. }, _) => add(self.written_name(&self.term(*meeting))),
                (LineKind::Norm, _) => {
                    for b in self.model.rule(line.cite.rule).into_iter().flat_map(|r| r.bearers.iter()) {
                        let who = Actor { who: Who::Term(b.term), above: false, entrusted: b.entrusted.clone(), consent: None, guard: Cond::True, limit: Vec::new(), force: None };
                        add(self.written_actor(&who, Force::Stated, &line.when));
                    }
                }
                _ => return None,
            }
        }
        (!out.is_empty()).then(|| out.join(self.pick("、", " | ")))
    }

    /// The words of these items: each line of a long answer by what it is about.
    pub(super) fn mentioned(&self, cites: &[Cite]) -> Option<String> {
        let mut out: Vec<String> = Vec::new();
        for cite in cites {
            let item = self.model.rule(cite.rule).and_then(|r| r.items.get(cite.item as usize));
            for word in item.map(|i| self.item_words(i)).unwrap_or_default() {
                if !out.contains(&word) {
                    out.push(word);
                }
            }
        }
        (!out.is_empty()).then(|| out.join(self.pick("、", " | ")))
    }

    fn item_words(&self, item: &Item) -> Vec<String> {
        let term = |t: TermId| self.written_name(&self.term(t));
        let object = |o: &Object| match o {
            Object::Term(t) => term(*t),
            Object::Record(r, _) => self.written_name(&self.record(*r)),
            Object::Phrase(p) => self.quoted(p),
        };
        let who = |set: &ActorSet| set.list.iter().filter_map(|a| if let Who::Term(t) = a.who { Some(term(t)) } else { None }).collect::<Vec<_>>();
        match &item.content {
            Content::Step(s) => vec![term(s.act)],
            Content::Slot(s) => who(&s.actors),
            Content::StandIn(s) => who(&s.actors),
            Content::Duty(d) => std::iter::once(term(d.verb)).chain(d.matters.iter().map(object)).collect(),
            Content::Breach { consequences, .. } => consequences.iter().map(|t| term(*t)).collect(),
            Content::Limit(l) => vec![self.written_name(&self.field(l.field))],
            Content::Norm(n) => match &n.what {
                What::Act { act, objects } => std::iter::once(term(*act)).chain(objects.iter().map(object)).collect(),
                What::Phrase(p) => vec![self.quoted(p)],
                What::Fact(c) | What::Compare { cond: c, .. } => {
                    let mut atoms = Vec::new();
                    c.atoms(&mut atoms);
                    atoms.iter().filter_map(|a| self.model.atom(*a)).map(|a| self.written_name(&self.field(a.field))).collect()
                }
            },
            Content::Frequency(_) | Content::Quorum(_) | Content::Declares => Vec::new(),
        }
    }

    /// A name with punctuation or blanks stands in quotation marks.
    pub(in crate::render) fn written_name(&self, name: &str) -> String {
        match name.contains(|c: char| c.is_whitespace() || "，、；。（）：“”|,;()".contains(c)) {
            true => self.quoted(name),
            false => name.to_string(),
        }
    }
}

/// Who acts in a line.
fn actors_of(line: &Line) -> Option<&ActorSet> {
    match &line.kind {
        LineKind::Step(s) => Some(&s.actors),
        LineKind::Slot { actors, .. } => Some(actors),
        LineKind::Choice(_, Choice { main: Some(Tree::Leaf(Leaf { kind: LeafKind::Actors { actors, .. }, .. })), .. }) => Some(actors),
        _ => None,
    }
}
