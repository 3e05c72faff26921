//! Statements: which names of each are records, acts, roles, slots.

use super::Walk;
use crate::base::Str;
use crate::model::RecordId;
use crate::resolve;
use crate::syntax::ast::*;

impl Walk<'_> {
    pub(super) fn statement(&mut self, body: &Body) {
        match body {
            Body::Meeting { name, slots, .. } => {
                self.term_of(name, &["会议"]);
                slots.iter().for_each(|s| self.slot(s));
            }
            Body::Procedure(p) => self.procedure(p),
            Body::Deadline(d) => self.deadline(d),
            Body::StandIn { pattern, ranks, .. } => {
                self.pattern(pattern);
                ranks.iter().for_each(|a| self.actors(None, a));
            }
            Body::Norm(n) => self.norm(n),
            Body::Policy { header, .. } | Body::Vocabulary { header, .. } => header.iter().for_each(|h| self.header_key(&h.key)),
            Body::DefineFact { record, cond, .. } => {
                let r = self.subject(record);
                self.cond(r, cond);
            }
            Body::DefineRole { role, record, field, slot, limit, .. } => {
                self.somebody(role);
                let r = self.subject(record);
                self.field(r, field);
                self.slot_name(slot);
                limit.iter().flat_map(|l| &l.list).for_each(|n| {
                    self.somebody(n);
                });
            }
            Body::Ranking { order, .. } => order.iter().for_each(|n| {
                self.somebody(n);
            }),
            Body::Constraint { record, when, then } => {
                let r = self.subject(record);
                when.iter().chain([then]).for_each(|c| self.cond(r, c));
            }
            Body::Complete(q) => {
                self.asked(q, &[]);
            }
            Body::Scenario(s) => self.scenario(s),
            _ => {}
        }
    }

    pub(super) fn slot(&mut self, slot: &Slot) {
        match slot {
            Slot::Actors { name, mods, who, plain } => {
                self.slot_name(name);
                self.mods(None, mods);
                who.cases.iter().map(|(_, a)| a).chain(&who.otherwise).chain(plain).for_each(|a| self.actors(None, a));
            }
            Slot::Duties(list) => {
                for (verb, matters, mods) in list.iter().flat_map(|d| &d.parts) {
                    self.act(verb);
                    matters.list.iter().for_each(|m| {
                        self.term_of(m, &["事项"]);
                    });
                    self.mods(None, mods);
                }
            }
            Slot::Quorum { .. } | Slot::Frequency { .. } => {}
        }
    }

    /// `组成` names a slot here, not an act.
    pub(super) fn slot_name(&mut self, name: &Name) {
        let english = match name.text.as_ref() {
            "组成" | "members" => ("members", "组成"),
            "列席" | "attending" => ("attending", "列席"),
            "邀请" | "invited" => ("invited", "邀请"),
            "参加" | "participants" => ("participants", "参加"),
            "召集" | "convener" => ("convener", "召集"),
            "主持" | "chair" => ("chair", "主持"),
            "组织" | "organiser" => ("organiser", "组织"),
            _ => {
                self.act(name);
                return;
            }
        };
        self.put(name, Some(&english.0.into()), &english.1.into());
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
                LimitValue::Field(name) => {
                    self.field(record, name);
                }
            }
            self.mods(record, &limit.mods);
        }
    }

    pub(super) fn formula(&mut self, record: Option<RecordId>, f: &Formula) {
        match f {
            Formula::Length { anchor, .. } | Formula::Vague { anchor: Some(anchor), .. } => {
                self.field(record, anchor);
            }
            Formula::Monthly { .. } | Formula::Vague { anchor: None, .. } => {}
        }
    }

    pub(super) fn norm(&mut self, n: &Norm) {
        let mut record = n.on.as_ref().and_then(|p| self.pattern(p));
        for p in &n.subject {
            match self.somebody(&p.name) {
                true => self.items(record, &p.items),
                false => record = self.pattern(p).or(record),
            }
        }
        if let Some((by, word)) = &n.without {
            by.iter().for_each(|b| {
                self.somebody(b);
            });
            self.approval(word);
        }
        match &n.content {
            Content::Compare(name, _, operand) => {
                self.field(record, name);
                self.operand(record, operand);
            }
            Content::Phrases(list) => list.iter().for_each(|(verb, object)| self.phrase(record, verb, object.as_ref())),
        }
        self.mods(record, &n.mods);
        n.except.iter().chain(&n.when).for_each(|c| self.cond(record, c));
        if let Some((timing, mods)) = &n.timing {
            if let Timing::Formula(f) = timing {
                self.formula(record, f);
            }
            self.mods(record, mods);
        }
    }

    /// `越级行文` is a field of the record, `盘点 重点工作` an act with its object.
    pub(super) fn phrase(&mut self, record: Option<RecordId>, verb: &Name, object: Option<&Pattern>) {
        let alone = object.is_none() && self.field(record, verb).is_some();
        if alone {
            return;
        }
        self.act(verb);
        let Some(object) = object else { return };
        let placed = self.term_of(&object.name, &["事项", "会议", "机关", "职务"]);
        match placed {
            true => self.items(None, &object.items),
            false => {
                self.pattern(object);
            }
        }
    }

    pub(super) fn scenario(&mut self, s: &Scenario) {
        let record = self.asked(&s.question, &s.given);
        for (cond, outcome) in &s.expect.main.cases {
            self.cond(record, cond);
            self.outcome(record, outcome);
        }
        s.expect.main.otherwise.iter().chain(&s.expect.plain).for_each(|o| self.outcome(record, o));
        s.expect.needs.iter().for_each(|n| {
            self.field(record, n);
        });
    }

    /// A question and the cases given beside it; the record it is about.
    fn asked(&mut self, q: &Question, given: &[Case]) -> Option<RecordId> {
        let mut record = None;
        for case in given.iter().chain(&q.cases) {
            let found = self.subject(&case.record);
            self.items(found, &case.items);
            record = record.or(found);
        }
        match &q.kind {
            QuestionKind::Who(n) | QuestionKind::When(n) | QuestionKind::WhyNot(n) => {
                self.act(n);
            }
            QuestionKind::Limit(n) => {
                self.field(record, n);
            }
            QuestionKind::StandIn(n) | QuestionKind::Meeting(n) | QuestionKind::Duties(n) => {
                self.somebody(n);
            }
            _ => {}
        }
        record
    }

    pub(super) fn outcome(&mut self, record: Option<RecordId>, outcome: &Outcome) {
        match &outcome.kind {
            OutcomeKind::Course(c) => self.course(record, c),
            OutcomeKind::Actors(a) => self.actors(record, a),
            OutcomeKind::Formula(f) => self.formula(record, f),
            OutcomeKind::Verdict(..) | OutcomeKind::Date(_) | OutcomeKind::Quantity(..) => {}
        }
        self.mods(record, &outcome.mods);
    }

    fn header_key(&mut self, name: &Name) {
        if let Some((zh, en)) = resolve::HEADER_KEYS.iter().find(|(zh, en)| *zh == name.text.as_ref() || *en == name.text.as_ref()) {
            self.put(name, Some(&Str::from(*en)), &Str::from(*zh));
        }
    }
}
