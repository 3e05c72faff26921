//! Patterns, conditions, values, actors and brackets.

use super::Walk;
use crate::base::Str;
use crate::model::{FieldId, RecordId, Type};
use crate::render::approval_noun;
use crate::syntax::ast::*;

impl Walk<'_> {
    /// What lifts a ban is a fact with a noun of its own.
    pub(super) fn approval(&mut self, word: &Name) {
        if let Some((zh, en)) = approval_noun(&word.text) {
            self.put(word, Some(&Str::from(en)), &Str::from(zh));
        }
    }

    pub(super) fn pattern(&mut self, p: &Pattern) -> Option<RecordId> {
        let record = self.subject(&p.name);
        self.items(record, &p.items);
        record
    }

    pub(super) fn items(&mut self, record: Option<RecordId>, items: &[Item]) {
        for item in items {
            match item {
                Item::Cond(c) => self.cond(record, c),
                Item::Entrusted(by, _) => {
                    self.somebody(by);
                }
                Item::RestNo(_) => {}
            }
        }
    }

    pub(super) fn cond(&mut self, record: Option<RecordId>, cond: &Cond) {
        match &cond.kind {
            CondKind::Or(list) | CondKind::And(list) => list.iter().for_each(|c| self.cond(record, c)),
            CondKind::Not(inner) => self.cond(record, inner),
            CondKind::Atom(name, test) => self.atom(record, name, test.as_ref()),
        }
    }

    pub(super) fn atom(&mut self, record: Option<RecordId>, name: &Name, test: Option<&Test>) {
        let field = self.field(record, name);
        match test {
            Some(Test::Is(v) | Test::IsA(v, _) | Test::Has(v)) => v.list.iter().for_each(|v| self.value(field, v)),
            Some(Test::Compare(_, operand)) => self.operand(record, operand),
            Some(Test::Set) | None => {}
        }
    }

    pub(super) fn operand(&mut self, record: Option<RecordId>, operand: &Operand) {
        if let Operand::Name(name) = operand {
            self.field(record, name);
        }
    }

    pub(super) fn value(&mut self, field: Option<FieldId>, value: &Value) {
        match &value.kind {
            ValueKind::Name(name, inner) => {
                let found = field.and_then(|f| self.model.field(f)).and_then(|f| match f.kind {
                    Type::Term(t) | Type::Many(t) => self.model.names.term(t, &name.text),
                    _ => None,
                });
                match found {
                    Some(id) => self.put_term(name, id),
                    None => {
                        self.somebody(name);
                    }
                }
                inner.iter().for_each(|v| self.value(None, v));
            }
            ValueKind::Act(who, act, mods) => {
                self.somebody(who);
                self.act(act);
                self.mods(None, mods);
            }
            ValueKind::None | ValueKind::Date(_) | ValueKind::Quantity(_) => {}
        }
    }

    pub(super) fn actors(&mut self, record: Option<RecordId>, actors: &Actors) {
        for a in &actors.list {
            a.name.iter().for_each(|n| {
                self.somebody(n);
            });
            a.slot.iter().for_each(|s| self.slot_name(s));
            self.mods(record, &a.mods);
        }
    }

    pub(super) fn mods(&mut self, record: Option<RecordId>, mods: &Mods) {
        for m in &mods.0 {
            match m {
                Mod::If(c) => self.cond(record, c),
                Mod::Entrusted(name, _) | Mod::By(name) | Mod::Judged(name) => {
                    self.somebody(name);
                }
                Mod::Jointly(names) | Mod::Towards(names) | Mod::Limit(names) => names.list.iter().for_each(|n| {
                    self.somebody(n);
                }),
                Mod::Formula(f) => self.formula(record, f),
                Mod::Frequency(_) | Mod::Force(..) => {}
            }
        }
    }
}
