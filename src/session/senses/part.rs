//! Patterns, conditions, values, actors and brackets.

use super::Walk;
use crate::base::{STATED, Str, approval_noun, split_approval};
use crate::model::{FieldId, RecordId, TermId};
use crate::resolve;
use crate::syntax::ast::*;

/// Facts that may stand beside any record.
pub(super) const SITUATION: [(&str, &str); 3] = [("缺席", "absent"), ("受托人", "entrusted"), ("经过", "trail")];
const NECESSITY: [(&str, &str); 1] = [("必要", "necessary")];
const TRUTH: [(&str, &str); 2] = [("是", "yes"), ("否", "no")];

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
                Item::Entrusted(by, _) => _ = self.somebody(by),
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

    fn atom(&mut self, record: Option<RecordId>, name: &Name, test: Option<&Test>) {
        let field = match record {
            Some(_) => self.field(record, name),
            // a judgement in the words of the document, though a record has a fact of that name
            None if name.quoted && !self.model.names.loose(&name.text).is_empty() => return,
            None => self.lone_field(name),
        };
        match (field, test) {
            (Some(_), Some(test)) => self.test(record, field, test),
            (Some(_), None) => {}
            (None, Some(test)) => {
                self.word(name, &SITUATION);
                self.test(record, None, test);
            }
            (None, None) => self.bare(record, name),
        }
    }

    fn test(&mut self, record: Option<RecordId>, field: Option<FieldId>, test: &Test) {
        match test {
            Test::Is(v) | Test::IsA(v, _) | Test::Has(v) => v.list.iter().for_each(|v| self.value(field, v)),
            Test::Compare(_, operand) => self.operand(record, field, operand),
            Test::Set => {}
        }
    }

    /// A judgement, an approval, or a value that only one field can have.
    fn bare(&mut self, record: Option<RecordId>, name: &Name) {
        if !name.quoted && self.word(name, &NECESSITY) {
            return;
        }
        match record.and_then(|r| self.only_holder(r, name)) {
            Some(term) => self.put_term(name, term),
            None => _ = self.stated_approval(name),
        }
    }

    /// `经县政府授权`, `with_county_government_authorisation`
    pub(super) fn stated_approval(&mut self, name: &Name) -> bool {
        if self.model.names.loose(&name.text).is_empty() {
            return false;
        }
        let text = name.text.as_ref();
        let (before, rest) = STATED.iter().rev().find_map(|s| Some((s, text.strip_prefix(if text.is_ascii() { s.1 } else { s.0 })?))).unwrap_or((&("", ""), text));
        let Some((by, (zh, en))) = split_approval(rest) else { return false };
        let who = Name { text: by.into(), ..name.clone() };
        let (by_zh, by_en) = match resolve::term(self.model, super::ROLES, &who).and_then(|t| self.model.terms.get(t)) {
            Some(t) => (t.name.to_string(), t.english.as_ref().map(|e| format!("{e}_")).unwrap_or_default()),
            None if by.is_empty() => (String::new(), String::new()),
            None => return false,
        };
        self.put(name, Some(&format!("{}{by_en}{en}", before.1).into()), &format!("{}{by_zh}{zh}", before.0).into());
        true
    }

    fn only_holder(&self, record: RecordId, name: &Name) -> Option<TermId> {
        let model = self.model;
        let r = model.record(record)?;
        let term = |f: FieldId| model.names.term(self.holds(f)?, &name.text);
        if let Some(found) = r.kind.and_then(term).or_else(|| r.responsible.and_then(term)) {
            return Some(found);
        }
        let lineage = model.lineage(record);
        let mut all = lineage.iter().filter_map(|r| model.record(*r)).flat_map(|r| r.fields.iter()).filter_map(|f| term(*f));
        let first = all.next()?;
        all.next().is_none().then_some(first)
    }

    pub(super) fn operand(&mut self, record: Option<RecordId>, field: Option<FieldId>, operand: &Operand) {
        let Operand::Name(name) = operand else { return };
        match field.and_then(|f| self.holds(f)).and_then(|t| self.model.names.term(t, &name.text)) {
            Some(t) => self.put_term(name, t),
            None => _ = self.field(record, name),
        }
    }

    pub(super) fn value(&mut self, field: Option<FieldId>, value: &Value) {
        match &value.kind {
            ValueKind::Name(name, inner) => {
                match field.map(|f| self.holds(f).and_then(|t| self.model.names.term(t, &name.text))) {
                    Some(Some(id)) => self.put_term(name, id),
                    Some(None) => _ = self.word(name, &TRUTH),
                    None => _ = self.somebody(name),
                }
                // a reason of `缺席`; whoever entrusts, and with what
                for v in inner {
                    if let ValueKind::Name(n, _) = &v.kind {
                        self.term_of(n, &["事由", "职务", "机关", "会议", "代理权限", "行为"]);
                    }
                }
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
        actors.list.iter().for_each(|a| self.actor(record, a));
    }

    pub(super) fn actor(&mut self, record: Option<RecordId>, a: &Actor) {
        if let Some(name) = &a.name {
            let of_record = a.slot.is_some() && self.field(record, name).is_some();
            if !of_record {
                self.somebody(name);
            }
        }
        a.slot.iter().for_each(|s| self.slot_name(s));
        self.mods(record, &a.mods);
    }

    pub(super) fn names(&mut self, names: &Names) {
        names.list.iter().for_each(|n| _ = self.somebody(n));
    }

    pub(super) fn mods(&mut self, record: Option<RecordId>, mods: &Mods) {
        for m in &mods.0 {
            match m {
                Mod::If(c) => self.cond(record, c),
                Mod::Entrusted(name, _) | Mod::By(name) | Mod::Judged(name) => _ = self.somebody(name),
                Mod::Jointly(names) | Mod::Towards(names) | Mod::Limit(names) => self.names(names),
                Mod::Formula(f) => self.formula(record, f),
                Mod::Frequency(_) | Mod::Force(..) => {}
            }
        }
    }

    pub(super) fn formula(&mut self, record: Option<RecordId>, f: &Formula) {
        match f {
            Formula::Length { anchor, .. } | Formula::Vague { anchor: Some(anchor), .. } => {
                if self.field(record, anchor).is_none() {
                    self.lone_field(anchor);
                }
            }
            Formula::Monthly { .. } | Formula::Vague { anchor: None, .. } => {}
        }
    }
}
