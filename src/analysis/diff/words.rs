//! Things of a model in words that both models share: a term, a field, a condition, an actor as the other side names it.

use super::bridge::Bridge;
use crate::model::{Actor, ActorSet, Atom, AtomId, Cond, FieldId, Formula, FrequencyBound, InMode, Limit, LimitValue, Model, SlotKind, TermId, Test, Timing, Who};

/// Reads one model; a name that the other side has too is said in the other side's word.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub model: &'a Model,
    /// None on the side whose words are used.
    pub bridge: Option<&'a Bridge<'a>>,
}

impl Words<'_> {
    pub fn term(&self, id: TermId) -> String {
        let (model, id) = match self.bridge.and_then(|b| Some((b.to, b.term(id)?))) {
            Some(there) => there,
            None => (self.model, id),
        };
        model.terms.get(id).map_or_else(String::new, |t| t.name.to_string())
    }

    pub fn terms(&self, list: &[TermId]) -> String {
        let mut words: Vec<String> = list.iter().map(|t| self.term(*t)).collect();
        words.sort();
        words.dedup();
        words.join("、")
    }

    pub fn field(&self, id: FieldId) -> String {
        let (model, id) = match self.bridge.and_then(|b| Some((b.to, *b.fields(id).first()?))) {
            Some(there) => there,
            None => (self.model, id),
        };
        model.field(id).map_or_else(String::new, |f| f.name.to_string())
    }

    /// A condition with definitions opened up, parts sorted; empty for none.
    pub fn cond(&self, c: &Cond) -> String {
        match c {
            Cond::True => String::new(),
            other => self.signed(other, true),
        }
    }

    /// The parts of a condition that hold together, sorted.
    pub fn parts(&self, c: &Cond) -> Vec<String> {
        let mut out: Vec<String> = match c {
            Cond::True => Vec::new(),
            Cond::All(list) => list.iter().filter(|c| self.tells(c)).map(|c| self.cond(c)).collect(),
            other => vec![self.cond(other)],
        };
        out.sort();
        out.dedup();
        out
    }

    /// False of the condition under which a field exists at all.
    fn tells(&self, c: &Cond) -> bool {
        !self.model.fields.iter().any(|f| f.only.as_ref() == Some(c))
    }

    fn signed(&self, c: &Cond, yes: bool) -> String {
        match c {
            Cond::True | Cond::False => if (*c == Cond::True) == yes { "真" } else { "假" }.into(),
            Cond::Lit { atom, positive } => self.literal(*atom, *positive == yes),
            Cond::Not(inner) => self.signed(inner, !yes),
            Cond::All(list) => self.joined(list, yes, yes),
            Cond::Any(list) => self.joined(list, yes, !yes),
        }
    }

    fn joined(&self, list: &[Cond], yes: bool, all: bool) -> String {
        let mut parts: Vec<String> = list.iter().filter(|c| self.tells(c)).map(|c| self.signed(c, yes)).collect();
        parts.sort();
        parts.dedup();
        match parts.len() {
            1 => parts.concat(),
            _ => format!("（{}）", parts.join(if all { "且" } else { "或" })),
        }
    }

    fn literal(&self, id: AtomId, yes: bool) -> String {
        let Some(atom) = self.model.atom(id) else { return String::new() };
        if let Some(inner) = self.model.field(atom.field).and_then(|f| f.defined.as_ref()) {
            return self.signed(inner, yes);
        }
        format!("{}{}{}", if yes { "" } else { "非" }, self.field(atom.field), self.test(atom))
    }

    fn test(&self, atom: &Atom) -> String {
        match &atom.test {
            Test::Yes => String::new(),
            Test::Set => "已定".into(),
            Test::Has(t) => format!("含{}", self.term(*t)),
            Test::Cmp(rel, n) => format!("{}{n}", rel.sign()),
            Test::Text(list) => list.iter().map(|t| t.to_string()).collect::<Vec<_>>().join("、"),
            Test::In { list, mode, .. } => {
                let lowest = list.iter().all(|t| self.model.terms.below(*t).iter().count() == 1);
                let word = match mode {
                    InMode::Above => "以上",
                    InMode::Is if !lowest => "为",
                    _ => "属",
                };
                format!("{word}{}", self.terms(list))
            }
        }
    }

    /// `县长`, `常务副县长（受县长）`, sorted.
    pub fn actors(&self, set: &ActorSet) -> Vec<String> {
        let mut out: Vec<String> = set.list.iter().map(|a| self.actor(a)).collect();
        out.sort();
        out.dedup();
        if out.len() > 1 {
            out.push(if set.any { "或" } else { "和" }.into());
        }
        if set.etc {
            out.push("等".into());
        }
        out
    }

    fn actor(&self, a: &Actor) -> String {
        let who = match a.who {
            Who::Term(t) => self.term(t),
            Who::Slot(m, s) => format!("{}的{}", self.term(m), self.slot(s)),
            Who::Open => "未明确".into(),
        };
        let mut notes = Vec::new();
        notes.extend(a.above.then(|| "以上".to_string()));
        notes.extend(a.entrusted.as_ref().map(|(by, _)| format!("受{}", self.term(*by))));
        notes.extend(a.consent.map(|(by, _)| format!("须{}同意", self.term(by))));
        notes.extend((!a.limit.is_empty()).then(|| format!("限{}", self.terms(&a.limit))));
        notes.extend((a.guard != Cond::True).then(|| format!("若{}", self.cond(&a.guard))));
        notes.extend(a.force.map(|f| format!("{:?}", f.class())));
        if notes.is_empty() { who } else { format!("{who}（{}）", notes.join("，")) }
    }

    pub fn slot(&self, slot: SlotKind) -> String {
        match slot {
            SlotKind::Other(verb) => self.term(verb),
            known => format!("{known:?}"),
        }
    }

    /// The number of a limit, and what it counts from.
    pub fn limit(&self, limit: &Limit) -> (String, String) {
        match &limit.value {
            LimitValue::Formula(f) => self.formula(f),
            LimitValue::Field(f, ..) => (String::new(), self.field(*f)),
        }
    }

    pub fn formula(&self, f: &Formula) -> (String, String) {
        match f {
            Formula::Length { anchor, direction, length } => (format!("{}{:?}", length.count, length.unit), format!("{}{direction:?}", self.field(*anchor))),
            Formula::Monthly { every, day } => (format!("{day}"), format!("{every:?}")),
            Formula::Vague(word, anchor, direction) => (String::new(), format!("{word:?}{}{direction:?}", anchor.map(|a| self.field(a)).unwrap_or_default())),
        }
    }

    pub fn timing(&self, t: &Timing) -> (String, String) {
        match t {
            Timing::Formula(f) => self.formula(f),
            Timing::Frequency(b) => (frequency(b), String::new()),
        }
    }
}

pub(super) fn frequency(b: &FrequencyBound) -> String {
    let end = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    format!("{}{:?}{}-{}{}", b.every.count, b.every.period, end(b.least), end(b.most), if b.at_least { "至少" } else { "" })
}
