//! Statements: which names of each are records, acts, roles, slots.

use super::Walk;
use crate::model::RecordId;
use crate::resolve;
use crate::syntax::ast::*;

impl Walk<'_> {
    pub(super) fn statement(&mut self, body: &Body) {
        match body {
            Body::Policy { header, .. } | Body::Vocabulary { header, .. } => self.header(header),
            Body::Calendar { .. } | Body::Declares | Body::Allow { .. } => {}
            Body::Taxonomy { name, terms, .. } => {
                self.taxonomy(name);
                self.terms(name, terms);
            }
            Body::Ranking { taxonomy, order } => self.ranking(taxonomy, order),
            Body::Record(r) => self.declared_record(r),
            Body::Constraint { record, when, then } => self.constraint(record, when.as_ref(), then),
            Body::DefineFact { record, name, cond, .. } => {
                let r = self.record(record);
                self.field(r, name);
                self.cond(r, cond);
            }
            Body::DefineRole { role, record, field, slot, limit, .. } => self.define_role(role, record, field, slot, limit.as_ref()),
            Body::Meeting { name, slots, .. } => {
                self.term_of(name, &["会议"]);
                slots.iter().for_each(|s| self.slot(s));
            }
            Body::Procedure(p) => self.procedure(p),
            Body::Deadline(d) => self.deadline(d),
            Body::StandIn { pattern, ranks, power } => {
                let record = self.pattern(pattern);
                ranks.iter().for_each(|a| self.actors(record, a));
                power.iter().for_each(|n| _ = self.term_of(n, &["代理权限"]));
            }
            Body::Breach { consequences, mods, .. } => {
                consequences.iter().for_each(|n| _ = self.term_of(n, &["后果"]));
                self.mods(None, mods);
            }
            Body::Complete(q) => _ = self.asked(q, &[]),
            Body::Norm(n) => self.norm(n),
            Body::Scenario(s) => self.scenario(s),
        }
    }

    /// The facts of a meeting's statement are those of a held one.
    fn slot(&mut self, slot: &Slot) {
        let session = resolve::session(self.model);
        match slot {
            Slot::Actors { name, mods, who, plain } => {
                self.slot_name(name);
                self.mods(session, mods);
                who.cases.iter().for_each(|(c, _)| self.cond(session, c));
                who.cases.iter().map(|(_, a)| a).chain(&who.otherwise).chain(plain).for_each(|a| self.actors(session, a));
            }
            Slot::Duties(list) => {
                for (verb, matters, mods) in list.iter().flat_map(|d| &d.parts) {
                    self.act(verb);
                    matters.list.iter().for_each(|m| _ = self.object(m));
                    self.mods(session, mods);
                }
            }
            Slot::Quorum { of, mods, .. } => {
                of.iter().for_each(|n| _ = self.somebody(n));
                self.mods(session, mods);
            }
            Slot::Frequency { items, .. } => items.iter().for_each(|(_, mods)| self.mods(session, mods)),
        }
    }

    /// `组成` names a slot here, not an act.
    pub(super) fn slot_name(&mut self, name: &Name) {
        const SLOTS: [(&str, &str); 8] = [
            ("组成", "members"),
            ("列席", "attending"),
            ("邀请", "invited"),
            ("参加", "participants"),
            ("召集", "convener"),
            ("主持", "chair"),
            ("召集和主持", "convener_and_chair"),
            ("组织", "organiser"),
        ];
        if !self.word(name, &SLOTS) {
            self.act(name);
        }
    }

    pub(super) fn procedure(&mut self, p: &Procedure) {
        let record = self.pattern(&p.pattern);
        self.mods(record, &p.mods);
        p.when.iter().for_each(|c| self.cond(record, c));
        for clause in &p.clauses {
            match clause {
                ProcClause::Course(c) | ProcClause::Or(c) => self.course(record, c),
                ProcClause::Add(c, at) => {
                    self.course(record, c);
                    at.iter().for_each(|(act, _)| {
                        self.act(act);
                    });
                }
                ProcClause::Replaces(_, act) => act.iter().for_each(|a| {
                    self.act(a);
                }),
            }
        }
    }

    pub(super) fn course(&mut self, record: Option<RecordId>, course: &Course) {
        course.0.iter().for_each(|n| self.node(record, n));
    }

    pub(super) fn node(&mut self, record: Option<RecordId>, node: &Node) {
        match node {
            Node::Step(step) => {
                self.actors(record, &step.actors);
                self.act(&step.act);
                self.mods(record, &step.mods);
            }
            Node::Parallel(list) => list.iter().for_each(|n| self.node(record, n)),
            Node::Group(courses, mods, _) => {
                courses.iter().for_each(|c| self.course(record, c));
                self.mods(record, mods);
            }
            Node::Branches(b) => {
                b.cases.iter().for_each(|(c, n)| {
                    self.cond(record, c);
                    self.node(record, n);
                });
                b.otherwise.iter().for_each(|n| self.node(record, n));
            }
            Node::Actors(a) => self.actors(record, a),
        }
    }

    pub(super) fn deadline(&mut self, d: &Deadline) {
        let record = self.pattern(&d.pattern);
        self.field(record, &d.field);
        self.mods(record, &d.mods);
        d.when.iter().for_each(|c| self.cond(record, c));
        for limit in &d.limits {
            if let LimitCase::If(c) = &limit.when {
                self.cond(record, c);
            }
            match &limit.value {
                LimitValue::Formula(f) => self.formula(record, f),
                LimitValue::Field(name) => _ = self.field(record, name),
            }
            self.mods(record, &limit.mods);
        }
        d.replaces.iter().filter_map(|(_, act)| act.as_ref()).for_each(|a| _ = self.act(a));
        d.silence.iter().for_each(|n| _ = self.term_of(n, &["后果"]));
    }
}
