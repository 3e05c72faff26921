//! Conditions as an expectation writes them: a judgement in quotes, a relative role and a comparison spelt out.

use crate::model::{AtomId, Cond, Field, InMode, TermId, Test};
use crate::render::names::Names;

impl Names<'_> {
    /// `名义 为 县政府 且 非 “有需要”`
    pub(super) fn written_cond(&self, c: &Cond) -> String {
        self.spoken(c, false, &|id, yes| self.written_literal(id, yes))
    }

    fn written_literal(&self, id: AtomId, positive: bool) -> String {
        let Some(atom) = self.model.atom(id) else { return self.literal_code(id, positive) };
        let not = if positive { "" } else { self.pick("非 ", "not ") };
        if let Some(((field, role), _)) = self.model.names.relative.iter().find(|(_, f)| **f == atom.field) {
            let is = self.pick(if positive { "为" } else { "不为" }, if positive { "is" } else { "is_not" });
            return format!("{} {is} {}", self.field(*field), self.term(*role));
        }
        if let Some((_, a, relation, b)) = self.model.names.compared.iter().find(|(f, ..)| *f == atom.field) {
            let sign = if positive { relation.sign() } else { relation.opposite().sign() };
            return format!("{} {sign} {}", self.field(*a), self.field(*b));
        }
        match (&atom.test, self.model.field(atom.field)) {
            (Test::Yes, Some(field)) if field.record.is_none() => format!("{not}{}", self.judgement(field)),
            (Test::In { list, mode: InMode::Above, .. }, Some(_)) => {
                let at_least = |t: &TermId| if self.zh() { format!("{} 以上", self.term(*t)) } else { format!("at_least {}", self.term(*t)) };
                let names: Vec<String> = list.iter().map(at_least).collect();
                let is = self.pick(if positive { "为" } else { "不为" }, if positive { "is" } else { "is_not" });
                format!("{} {is} {}", self.field(atom.field), names.join(self.pick("、", " | ")))
            }
            _ => self.literal_code(id, positive),
        }
    }

    /// 必要 stands bare, every other judgement in quotes.
    fn judgement(&self, field: &Field) -> String {
        match field.aliases.iter().any(|a| a.as_ref() == "necessary") {
            true => self.pick("必要", "necessary").into(),
            false => self.quoted(&field.name),
        }
    }
}
