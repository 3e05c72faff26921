//! Statements: the choice among them, and those that bind: meeting, procedure, deadline, stand-in, consequence, norm.

use super::super::ast::*;
use super::Pen;
use super::lines::{Line, end, start};
use super::measure::side;
use super::words::{self, Word};
use super::wrap::wrap;
use crate::base::Span;

impl Pen<'_> {
    pub fn statement(&self, s: &Statement) -> Vec<Line> {
        let label = s.label.as_ref().map(|l| self.name(l) + self.word(words::COLON)).unwrap_or_default();
        let lines = end(self.body(&s.body, &label, start(s.span)), self.word(words::STOP));
        match s.body {
            // header text is read to its end of line
            Body::Policy { .. } | Body::Vocabulary { .. } => lines,
            _ => lines.into_iter().flat_map(|l| wrap(l, self.base)).collect(),
        }
    }

    fn body(&self, body: &Body, label: &str, at: u32) -> Vec<Line> {
        let head = |word: Word, rest: String| Line::new(0, format!("{label}{} {rest}", self.word(word)), at);
        let one = |head: Line, text: String| self.block(head, vec![vec![Line::nowhere(1, text)]], words::SEMI);
        match body {
            Body::Policy { name, english, header } => self.header(words::POLICY, (name, english), header, at),
            Body::Vocabulary { name, english, header } => self.header(words::VOCABULARY, (name, english), header, at),
            Body::Calendar { name, year, holidays, worked } => self.calendar(head(words::CALENDAR, format!("{} {year}", self.name(name))), holidays, worked),
            Body::Taxonomy { name, english, terms } => self.taxonomy(head(words::TAXONOMY, self.declared(name, english)), terms),
            Body::Ranking { taxonomy, order } => one(head(words::RANKING, self.name(taxonomy)), self.ranking(order)),
            Body::Record(r) => self.record(r, at),
            Body::Constraint { record, when, then } => self.block(head(words::CONSTRAINT, self.name(record)), vec![self.constraint(when, then)], words::SEMI),
            Body::DefineRole { role, english, record, field, slot, limit } => {
                let names = format!("{} {} {}", self.declared(role, english), self.word(words::AT), self.name(record));
                let limit = limit.as_ref().map(|n| self.bracketed(&self.names(n))).unwrap_or_default();
                one(head(words::DEFINE, names), self.part_of(field, slot) + &limit)
            }
            Body::DefineFact { record, name, english, cond } => one(head(words::DEFINE, format!("{} {}", self.name(record), self.declared(name, english))), self.cond(cond)),
            Body::Meeting { name, english, slots } => self.rows(head(words::MEETING, self.declared(name, english)), slots.iter().map(|s| self.slot(s)).collect()),
            Body::Procedure(p) => self.procedure(p, |rest| head(words::PROCEDURE, rest)),
            Body::Deadline(d) => self.deadline(d, |rest| head(words::DEADLINE, rest)),
            Body::StandIn { pattern, ranks, power } => self.stand_in(head(words::STAND_IN, self.pattern(pattern)), ranks, power),
            Body::Breach { places, consequences, mods } => one(head(words::BREACH, self.places(places)), self.breach(consequences, mods)),
            Body::Declares => vec![Line::new(0, self.word(words::DECLARES).to_string(), at)],
            Body::Allow { code, targets, reason } => {
                let targets: Vec<String> = targets.iter().map(|t| self.target(t).0).collect();
                one(head(words::ALLOW, format!("{} {}", code.text, targets.join(self.word(words::SEP)))), self.written(reason))
            }
            Body::Complete(q) => vec![head(words::COMPLETE, self.question(q))],
            Body::Norm(n) => self.norm_lines(n, label, at),
            Body::Scenario(s) => self.scenario(s, at),
        }
    }

    fn slot(&self, slot: &Slot) -> Vec<Line> {
        let line = |word: Word, text: String, at: u32| vec![Line::new(1, format!("{}{}{text}", self.word(word), self.word(words::COLON)), at)];
        match slot {
            Slot::Actors { name, mods, who, plain } => {
                let who = match plain {
                    Some(actors) => self.actors(actors, words::SEP),
                    None => self.branches(who, |a| self.actors(a, words::SEP)),
                };
                let text = format!("{}{}{}{who}", self.name(name), self.mods(mods), self.word(words::COLON));
                vec![Line::new(1, text, start(name.span))]
            }
            Slot::Frequency { items, span } => {
                let item = |(f, mods): &(Option<Frequency>, Mods)| match f {
                    Some(f) => self.frequency(f) + &self.mods(mods),
                    None => self.word(words::ANY_TIME).to_string() + &self.mods(mods),
                };
                line(words::FREQUENCY, self.commas(items.iter().map(item)), start(*span))
            }
            Slot::Quorum { of, numerator, denominator, strict, mods, span } => {
                let share = self.share(of.as_ref(), if *strict { None } else { Some((*numerator, *denominator)) });
                line(words::QUORUM, share + &self.mods(mods), start(*span))
            }
            Slot::Duties(duties) => self.duties(duties),
        }
    }

    /// `组成人员 的 三分之二 以上`, `at_least 2/3 of members`
    fn share(&self, of: Option<&Name>, fraction: Option<(u32, u32)>) -> String {
        let part = match (fraction, self.is_zh()) {
            (None, _) => self.word(words::MAJORITY).to_string(),
            (Some((n, d)), true) => format!("{}分之{} 以上", self.ordinal(d), self.ordinal(n)),
            (Some((n, d)), false) => format!("at_least {n}/{d}"),
        };
        match (of, self.is_zh()) {
            (None, _) => part,
            (Some(of), true) => format!("{} 的 {part}", self.name(of)),
            (Some(of), false) => format!("{part} of {}", self.name(of)),
        }
    }

    /// `职责：`, and each duty on its line below.
    fn duties(&self, duties: &[Duty]) -> Vec<Line> {
        let at = duties.first().map_or(0, |d| start(d.span));
        let head = Line::new(1, self.word(words::DUTIES).to_string(), at);
        let lines: Vec<Vec<Line>> = duties.iter().map(|d| vec![Line::new(2, self.duty(d), start(d.span))]).collect();
        self.rows(head, lines)
    }

    fn duty(&self, duty: &Duty) -> String {
        let mark = match duty.item {
            None => String::new(),
            Some(n) => self.bracketed(&self.ordinal(n)) + self.lang.pick("", " "),
        };
        let part = |(verb, matters, mods): &(Name, Names, Mods)| format!("{} {}{}", self.name(verb), self.names(matters), self.mods(mods));
        mark + &self.commas(duty.parts.iter().map(part))
    }

    /// `，若 紧急`
    fn when(&self, when: Option<&Cond>) -> String {
        when.map(|c| format!("{}{} {}", self.word(words::COMMA), self.word(words::IF), self.cond(c))).unwrap_or_default()
    }

    fn procedure(&self, p: &Procedure, head: impl Fn(String) -> Line) -> Vec<Line> {
        let other = if p.other { format!("{} ", self.word(words::OTHER)) } else { String::new() };
        // without the empty brackets the names of a limit would be read as facts
        let facts = p.pattern.items.is_empty() && matches!(p.mods.0.first(), Some(Mod::Limit(_)));
        let pattern = self.pattern(&p.pattern) + if facts { self.lang.pick("（）", "()") } else { "" };
        let head = head(format!("{other}{pattern}{}{}", self.mods(&p.mods), self.when(p.when.as_ref())));
        self.block(head, p.clauses.iter().map(|c| self.clause(c)).collect(), words::SEMI)
    }

    fn clause(&self, clause: &ProcClause) -> Vec<Line> {
        match clause {
            ProcClause::Course(c) => self.course_lines("", c, ""),
            ProcClause::Or(c) => self.course_lines(&format!("{} ", self.word(words::OR)), c, ""),
            ProcClause::Add(c, place) => {
                let place = place.as_ref().map(|(act, before)| self.point(act, *before)).unwrap_or_default();
                self.course_lines(&format!("{} ", self.word(words::ADD)), c, &place)
            }
            ProcClause::Replaces(target, act) => vec![self.replaces(target, act.as_ref())],
        }
    }

    /// ` 在 签发 前`, ` before signs`
    fn point(&self, act: &Name, before: bool) -> String {
        let (act, side) = (self.name(act), self.word(side(!before)));
        if self.is_zh() { format!(" 在 {act} {side}") } else { format!(" {side} {act}") }
    }

    fn target(&self, target: &Target) -> (String, Span) {
        match target {
            Target::Label(name) => (self.name(name), name.span),
            Target::Place(place) => (self.place(place), place.span),
        }
    }

    /// `取代 乙 的 签发`, `replaces signs of b`
    fn replaces(&self, target: &Target, act: Option<&Name>) -> Line {
        let (target, at) = self.target(target);
        let what = match (act.map(|a| self.name(a)), self.is_zh()) {
            (None, _) => target,
            (Some(act), true) => format!("{target} 的 {act}"),
            (Some(act), false) => format!("{act} of {target}"),
        };
        Line::new(1, format!("{} {what}", self.word(words::REPLACES)), start(at))
    }

    fn deadline(&self, d: &Deadline, head: impl Fn(String) -> Line) -> Vec<Line> {
        let (pattern, field) = (self.pattern(&d.pattern), self.name(&d.field));
        let what = if self.is_zh() { format!("{pattern} 的 {field}") } else { format!("{field} of {pattern}") };
        let head = head(format!("{what}{}{}", self.mods(&d.mods), self.when(d.when.as_ref())));
        let mut clauses: Vec<Vec<Line>> = d.limits.iter().map(|l| vec![self.limit(l)]).collect();
        clauses.extend(d.replaces.iter().map(|(t, act)| vec![self.replaces(t, act.as_ref())]));
        clauses.extend(d.silence.iter().map(|n| vec![Line::new(1, format!("{} {}", self.word(words::SILENCE), self.name(n)), start(n.span))]));
        match d.limits.as_slice() {
            [_, .., Limit { when: LimitCase::If(_) | LimitCase::Else, .. }] => self.below(head, clauses, words::SEMI),
            _ => self.block(head, clauses, words::SEMI),
        }
    }

    fn limit(&self, l: &Limit) -> Line {
        let (value, value_at) = match &l.value {
            LimitValue::Formula(f) => (self.formula(f), formula_at(f)),
            LimitValue::Field(name) => (self.name(name), Some(start(name.span))),
        };
        let value = value + &self.mods(&l.mods);
        let (text, at) = match &l.when {
            LimitCase::Always => (value, value_at),
            LimitCase::If(c) => (self.case(c, &value), Some(start(c.span))),
            LimitCase::Else => (self.otherwise(&value), value_at),
        };
        Line { at, ..Line::nowhere(1, text) }
    }

    fn stand_in(&self, head: Line, ranks: &[Actors], power: &Option<Name>) -> Vec<Line> {
        let rank = |(i, a): (usize, &Actors)| {
            let next = if i > 0 { format!("{} ", self.word(words::NEXT)) } else { String::new() };
            vec![Line::new(1, next + &self.actors(a, words::WITH), start(a.span))]
        };
        let mut clauses: Vec<Vec<Line>> = ranks.iter().enumerate().map(rank).collect();
        clauses.extend(power.iter().map(|n| vec![Line::new(1, format!("{} {}", self.word(words::POWER), self.name(n)), start(n.span))]));
        self.block(head, clauses, words::SEMI)
    }

    /// `书面检查 或 通报批评（由 县政府 责成）`
    fn breach(&self, consequences: &[Name], mods: &Mods) -> String {
        let or = format!(" {} ", self.word(words::OR));
        let text = consequences.iter().map(|n| self.name(n)).collect::<Vec<_>>().join(&or);
        let one = |m: &Mod| match m {
            Mod::By(who) => format!("{} {} {}", self.word(words::BY), self.name(who), self.word(words::ORDERS)),
            _ => self.modifier(m),
        };
        text + &self.in_mods(mods, one)
    }

    /// A norm on one line, or what follows its first comma on a second.
    fn norm_lines(&self, n: &Norm, label: &str, at: u32) -> Vec<Line> {
        let (main, tail) = (label.to_string() + &self.norm(n), self.when(n.when.as_ref()) + &self.except(&n.except) + &self.timing(n.timing.as_ref()));
        let comma = self.word(words::COMMA);
        match tail.strip_prefix(comma) {
            Some(rest) if !self.fits(0, &format!("{main}{tail}")) => {
                vec![Line::new(0, main + comma.trim_end(), at), Line::nowhere(1, rest.to_string())]
            }
            _ => vec![Line::new(0, main + &tail, at)],
        }
    }

    /// `部门 对 公文 未经 批准 不得 越级行文（一般）`, which `，若 C，D 除外，每周` may follow
    fn norm(&self, n: &Norm) -> String {
        let mut out = self.listed(n.subject.iter().map(|p| self.pattern(p)), false);
        if let Some(on) = &n.on {
            out += &format!(" {} {}", self.word(words::ON), self.pattern(on));
        }
        let without = n.without.as_ref().map(|w| self.without(w)).unwrap_or_default();
        let leads = self.is_zh() && n.modal.is_some();
        let modal = n.modal.map(|f| self.lang.pick(f.zh(), f.en())).unwrap_or_default();
        if leads {
            out += &without;
        }
        if !modal.is_empty() {
            out += &format!(" {modal}");
        }
        out += &format!(" {}{}", self.content(&n.content), self.mods(&n.mods));
        if !leads {
            out += &without;
        }
        out
    }

    /// ` 未经 县政府 授权`
    fn without(&self, (who, what): &(Option<Name>, Name)) -> String {
        let who = who.as_ref().map(|n| self.name(n) + " ").unwrap_or_default();
        format!(" {} {who}{}", self.word(words::WITHOUT), self.name(what))
    }

    fn content(&self, content: &Content) -> String {
        match content {
            Content::Compare(field, relation, operand) => self.compare(field, *relation, operand),
            Content::Phrases(list) => self.listed(list.iter().map(|(verb, object)| self.phrase(verb, object.as_ref())), false),
        }
    }

    /// `盘点 重点工作`
    pub fn phrase(&self, verb: &Name, object: Option<&Pattern>) -> String {
        self.name(verb) + &object.map(|p| format!(" {}", self.pattern(p))).unwrap_or_default()
    }

    fn except(&self, list: &[Cond]) -> String {
        match (list.is_empty(), self.is_zh()) {
            (true, _) => String::new(),
            (false, true) => format!("，{} 除外", self.exceptions(list)),
            (false, false) => format!(", unless {}", self.exceptions(list)),
        }
    }

    /// `，每周（一般）`
    fn timing(&self, timing: Option<&(Timing, Mods)>) -> String {
        let Some((timing, mods)) = timing else { return String::new() };
        let text = match timing {
            Timing::Frequency(f) => self.frequency(f),
            Timing::Formula(f) => self.formula(f),
        };
        self.word(words::COMMA).to_string() + &text + &self.mods(mods)
    }
}

fn formula_at(f: &Formula) -> Option<u32> {
    match f {
        Formula::Length { anchor, length, .. } => Some(start(anchor.span).min(start(length.span))),
        Formula::Monthly { day, .. } => Some(start(day.span)),
        Formula::Vague { span, .. } => Some(start(*span)),
    }
}
