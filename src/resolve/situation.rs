//! Who is away, who is entrusted, what was done so far: facts that may stand beside any record.

use super::error::{Problem, Word};
use super::fact::Reader;
use super::look;
use crate::calendar::Date;
use crate::model::{Away, TermId, TrailStep, Trust};
use crate::syntax::ast::{self, Name, Value, ValueKind};

impl Reader<'_> {
    /// `缺席`, `受托人`, `经过`: may stand beside the fields of any record.
    pub fn universal(&mut self, name: &str, values: &ast::Values) -> bool {
        match name {
            "缺席" | "absent" => values.list.iter().for_each(|v| self.away(v)),
            "受托人" | "entrusted" => values.list.iter().for_each(|v| self.trust(v)),
            "经过" | "trail" => self.trail(values),
            _ => return false,
        }
        true
    }

    fn actor(&mut self, name: &Name) -> Option<TermId> {
        let found = look::term(self.model, look::ACTORS, name);
        if found.is_none() {
            self.unknown_term(name, look::ACTORS, look::actor_word());
        }
        found
    }

    fn unknown_term(&mut self, name: &Name, tables: &[&str], what: Word) {
        let (near, also) = (look::names_of(self.model, tables), look::holders(self.model, &name.text));
        self.problems.push(Problem::UnknownTerm { name: name.clone(), what, near, also });
    }

    /// `县长（出差）`
    fn away(&mut self, v: &Value) {
        let ValueKind::Name(name, args) = &v.kind else { return };
        let Some(role) = self.actor(name) else { return };
        let mut reason = None;
        if let Some(Value { kind: ValueKind::Name(n, _), .. }) = args.first() {
            reason = look::term(self.model, look::REASONS, n);
            if reason.is_none() {
                self.unknown_term(n, look::REASONS, ("事由", "reason"));
            }
        }
        self.facts.situation.away.push(Away { role, reason });
    }

    /// `无`, `常务副县长（县长，主持工作）`
    fn trust(&mut self, v: &Value) {
        self.facts.situation.trust = match &v.kind {
            ValueKind::Name(name, args) => {
                let by = match args.first() {
                    Some(Value { kind: ValueKind::Name(n, _), .. }) => self.actor(n),
                    _ => None,
                };
                self.actor(name).map(|role| Some(Trust { role, by }))
            }
            _ => Some(None),
        };
    }

    fn trail(&mut self, values: &ast::Values) {
        let mut steps = Vec::new();
        for v in &values.list {
            match &v.kind {
                ValueKind::Act(who, act, _) => steps.extend(self.trail_step(who, act, None)),
                ValueKind::None => {}
                _ => self.problems.push(Problem::MissingAct { span: v.span }),
            }
        }
        self.facts.trail = Some(steps);
        self.facts.trail_open = values.etc;
    }

    pub fn trail_step(&mut self, who: &Name, act: &Name, on: Option<Date>) -> Option<TrailStep> {
        let who = self.actor(who);
        let found = look::term(self.model, look::ACTS, act);
        if found.is_none() {
            self.problems.push(Problem::UnknownAct { name: act.clone(), near: look::names_of(self.model, look::ACTS) });
        }
        Some(TrailStep { who: who?, act: found?, on })
    }
}
