//! Names of a model in the reader's language: the county's own word, or the English name with blanks.

use super::words::approval_noun;
use crate::base::{Lang, Str};
use crate::model::{Field, FieldId, Model, Object, Record, RecordId, SlotKind, TaxonomyId, TermId};

/// Turns ids into words.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub model: &'a Model,
    pub lang: Lang,
    /// English names keep their underscores, as the language writes them.
    pub(super) raw: bool,
}

impl<'a> Names<'a> {
    pub fn new(model: &'a Model, lang: Lang) -> Names<'a> {
        Names { model, lang, raw: false }
    }

    /// The same with names as the language writes them.
    pub fn as_code(self) -> Names<'a> {
        Names { raw: true, ..self }
    }

    pub fn zh(&self) -> bool {
        self.lang == Lang::Zh
    }

    /// One of two fixed texts.
    pub fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        if self.zh() { zh } else { en }
    }

    fn name(&self, zh: &str, english: Option<&Str>) -> String {
        match english.filter(|_| !self.zh()) {
            Some(e) if self.raw => e.to_string(),
            Some(e) => e.replace('_', " "),
            None => zh.to_string(),
        }
    }

    pub fn term(&self, id: TermId) -> String {
        let Some(t) = self.model.terms.get(id) else { return "？".into() };
        match t.own.as_ref().filter(|_| self.zh()) {
            Some(own) => own.to_string(),
            None => self.name(&t.name, t.english.as_ref()),
        }
    }

    /// The term as somebody: `the county head` in English.
    pub fn somebody(&self, id: TermId) -> String {
        let name = self.term(id);
        match self.zh() || !name.is_ascii() {
            true => name,
            false => format!("the {name}"),
        }
    }

    /// Somebody known by name alone, as in `由 县长 认定`.
    pub fn by_name(&self, name: &str) -> String {
        match self.model.terms.list.iter().zip(0u32..).find(|(t, _)| t.name.as_ref() == name) {
            Some((_, i)) => self.somebody(TermId(i)),
            None => name.replace('_', " "),
        }
    }

    /// `由县长认定`
    pub fn judged_by(&self, name: &str) -> String {
        match self.zh() {
            true => format!("由{}认定", self.by_name(name)),
            false => format!("decided by {}", self.by_name(name)),
        }
    }

    /// An act after a modal word: `must sign`; of one named by a noun, `must carry out the legal review`.
    pub fn act_base(&self, id: TermId) -> String {
        let name = self.term(id);
        match (self.zh(), is_verb(&name)) {
            (true, _) => name,
            (false, true) => base_verb(&name),
            (false, false) => format!("carry out the {name}"),
        }
    }

    /// An act as what somebody does: `signs`, `carries out the legal review`.
    pub fn act_done(&self, id: TermId) -> String {
        let name = self.term(id);
        if self.zh() || is_verb(&name) { name } else { format!("carries out the {name}") }
    }

    /// Several as somebody: `the county head, the deputy head`.
    pub fn somebodies(&self, ids: &[TermId]) -> String {
        ids.iter().map(|t| self.somebody(*t)).collect::<Vec<_>>().join(self.pick("、", ", "))
    }

    pub fn terms(&self, ids: &[TermId]) -> String {
        ids.iter().map(|t| self.term(*t)).collect::<Vec<_>>().join(self.pick("、", ", "))
    }

    pub fn taxonomy(&self, id: TaxonomyId) -> String {
        self.model.terms.taxonomy(id).map_or("？".into(), |t| self.name(&t.name, t.english.as_ref()))
    }

    pub fn record(&self, id: RecordId) -> String {
        self.model.record(id).map_or("？".into(), |r| self.record_name(r))
    }

    pub fn record_name(&self, r: &Record) -> String {
        self.name(&r.name, r.english.as_ref())
    }

    pub fn field(&self, id: FieldId) -> String {
        if let Some((_, a, relation, b)) = self.model.names.compared.iter().find(|(fact, ..)| *fact == id) {
            return format!("{} {} {}", self.field(*a), relation.sign(), self.field(*b));
        }
        // `带队是分管副县长`: a yes/no of its own, named by a field and a role
        if let Some(((field, role), _)) = self.model.names.relative.iter().find(|(_, f)| **f == id) {
            return match self.zh() {
                true => format!("{}是{}", self.field(*field), self.term(*role)),
                false => format!("{} is {}", self.field(*field), self.somebody(*role)),
            };
        }
        self.model.field(id).map_or("？".into(), |f| self.field_name(f))
    }

    pub fn field_name(&self, f: &Field) -> String {
        match f.record.is_none() && f.english.is_none() {
            true => self.loose(&f.name),
            false => self.name(&f.name, f.english.as_ref()),
        }
    }

    /// `县政府授权`: an approval that belongs to no record.
    fn loose(&self, name: &str) -> String {
        if self.zh() {
            return name.to_string();
        }
        let split = name.char_indices().rev().nth(1).and_then(|(at, _)| Some((name.get(..at)?, approval_noun(name.get(at..)?)?.1)));
        match split {
            Some(("", noun)) => noun.to_string(),
            Some((by, noun)) => match self.model.terms.list.iter().position(|t| t.name.as_ref() == by) {
                Some(at) => format!("{noun} by {}", self.somebody(TermId(u32::try_from(at).unwrap_or(u32::MAX)))),
                None => format!("{noun} by {by}"),
            },
            None => name.to_string(),
        }
    }

    pub fn object(&self, o: &Object) -> String {
        match o {
            Object::Term(t) => self.term(*t),
            Object::Phrase(p) => self.quoted(p),
            Object::Record(r, cond) => match cond {
                crate::model::Cond::True => self.record(*r),
                c => format!("{}（{}）", self.record(*r), self.cond(c)),
            },
        }
    }

    pub fn quoted(&self, text: &str) -> String {
        match self.zh() {
            true => format!("“{}”", full_width(text)),
            false => format!("\"{}\"", full_width(text)),
        }
    }

    /// `主持`
    pub fn slot(&self, slot: SlotKind) -> String {
        let word = match slot {
            SlotKind::Members => self.pick("组成", "members"),
            SlotKind::Attending => self.pick("列席", "attending"),
            SlotKind::Invited => self.pick("邀请", "invited"),
            SlotKind::Participants => self.pick("参加", "participants"),
            SlotKind::Convener => self.pick("召集", "convener"),
            SlotKind::Chair => self.pick("主持", "chair"),
            SlotKind::Organiser => self.pick("组织", "organiser"),
            SlotKind::Other(verb) => return self.term(verb),
        };
        word.to_string()
    }

    /// `主持` as what somebody does: `chairs`.
    pub fn slot_verb(&self, slot: SlotKind) -> String {
        let word = match slot {
            SlotKind::Members => self.pick("组成", "are the members of"),
            SlotKind::Attending => self.pick("列席", "sit in on"),
            SlotKind::Invited => self.pick("应邀参加", "are invited to"),
            SlotKind::Participants => self.pick("参加", "take part in"),
            SlotKind::Convener => self.pick("召集", "convenes"),
            SlotKind::Chair => self.pick("主持", "chairs"),
            SlotKind::Organiser => self.pick("组织", "organises"),
            SlotKind::Other(verb) => return self.term(verb),
        };
        word.to_string()
    }

    /// `（…）` in the brackets of the language.
    pub fn bracket(&self, text: &str) -> String {
        match (text.is_empty(), self.zh()) {
            (true, _) => String::new(),
            (false, true) => format!("（{text}）"),
            (false, false) => format!(" ({text})"),
        }
    }

    /// Items of a list: `甲、乙`, `a, b`.
    pub fn join(&self, words: &[String]) -> String {
        words.join(self.pick("、", ", "))
    }

    /// `甲或乙`, `a or b`
    pub fn either(&self, words: &[String]) -> String {
        match self.zh() {
            true => words.join("或"),
            false => super::places::series(words, "or"),
        }
    }

    /// `甲、乙和丙`
    pub fn together(&self, words: &[String]) -> String {
        match (self.zh(), words.split_last()) {
            (true, Some((last, rest))) if !rest.is_empty() => format!("{}和{last}", rest.join("、")),
            (true, _) => words.concat(),
            (false, _) => super::places::series(words, "and"),
        }
    }

    /// A sentence with its stop, the first letter large in English.
    pub fn sentence(&self, text: &str) -> String {
        let text = text.trim();
        match self.zh() {
            true => format!("{text}。"),
            false => format!("{}.", super::page::capital(text)),
        }
    }
}

/// The signs of Chinese prose, which reading made half-width.
fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        other => other,
    };
    if text.is_ascii() { text.to_string() } else { text.chars().map(wide).collect() }
}

/// English acts are verbs in the third person, or nouns.
fn is_verb(name: &str) -> bool {
    !name.is_ascii() || base_verb(name) != name
}

/// `signs` → `sign`, `reviews and signs` → `review and sign`
pub(super) fn base_verb(name: &str) -> String {
    let mut verb = true;
    let words = name.split(' ').map(|w| {
        let plain = if verb { without_s(w) } else { w.to_string() };
        verb = w == "and" || w == "or";
        plain
    });
    words.collect::<Vec<_>>().join(" ")
}

fn without_s(word: &str) -> String {
    match word {
        "has" => return "have".into(),
        "is" => return "be".into(),
        "does" => return "do".into(),
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    let hissing = ["sses", "shes", "ches", "xes", "zzes", "oes"].iter().any(|e| word.ends_with(e));
    match (hissing, word.ends_with("ss")) {
        (true, _) => word.strip_suffix("es").unwrap_or(word).to_string(),
        (_, true) => word.to_string(),
        _ => word.strip_suffix('s').unwrap_or(word).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_lose_their_ending() {
        for (third, base) in [("signs", "sign"), ("reviews and signs", "review and sign"), ("carries out", "carry out"), ("publishes", "publish"), ("issues", "issue")] {
            assert_eq!(base_verb(third), base);
        }
    }
}
