//! The brackets after an item, lengths and frequencies.

use super::cx::Cx;
use super::error::Problem;
use super::look;
use super::unit::{self, NoLength};
use crate::base::{Force, Span, Str};
use crate::calendar::{Direction, Period, Unit};
use crate::model::{Cond, FieldId, Formula, FrequencyBound, RecordId, TermId, Timing, Type};
use crate::syntax::SCALE;
use crate::syntax::ast::{self, Bound, Mod, Mods, Name, Quantity};

/// What a bracket said; each place takes what it has a use for and reports the rest.
#[derive(Default)]
pub(super) struct Bracket {
    pub force: Option<Force>,
    pub guard: Option<Cond>,
    pub entrusted: Option<(TermId, Str)>,
    pub jointly: Vec<TermId>,
    pub towards: Vec<TermId>,
    pub timing: Option<Timing>,
    pub judge: Option<Str>,
    pub by: Option<TermId>,
    pub limit: Vec<TermId>,
}

/// What may stand in a bracket beside force and `若`.
#[derive(Clone, Copy, Default)]
pub(super) struct Takes {
    pub entrusted: bool,
    pub with: bool,
    pub timing: bool,
    pub by: bool,
    pub limit: bool,
}

impl Takes {
    pub const STEP: Takes = Takes { entrusted: true, with: true, timing: true, by: false, limit: false };
    pub const ACTOR: Takes = Takes { entrusted: true, with: false, timing: false, by: false, limit: true };
    pub const BREACH: Takes = Takes { entrusted: false, with: false, timing: false, by: true, limit: false };
    pub const HEAD: Takes = Takes { entrusted: false, with: false, timing: false, by: false, limit: false };
}

impl Bracket {
    pub fn guard(&self) -> Cond {
        self.guard.clone().unwrap_or(Cond::True)
    }
}

impl Cx<'_> {
    pub fn bracket(&mut self, record: Option<RecordId>, mods: &Mods, takes: Takes) -> Bracket {
        let mut out = Bracket::default();
        self.now.judged.clear();
        for m in &mods.0 {
            self.modifier(record, m, takes, &mut out);
        }
        if let Some(judge) = &out.judge {
            self.set_judge(judge.clone());
        }
        out
    }

    fn modifier(&mut self, record: Option<RecordId>, m: &Mod, takes: Takes, out: &mut Bracket) {
        match m {
            Mod::Force(f, _) => out.force = Some(*f),
            Mod::If(c) => {
                let more = self.cond(record, c);
                out.guard = Some(Cond::all(out.guard.take().into_iter().chain([more])));
            }
            Mod::Judged(n) => out.judge = Some(self.judge(n)),
            Mod::Entrusted(n, word) if takes.entrusted => out.entrusted = self.actor(n).map(|t| (t, word.clone())),
            Mod::Jointly(l) if takes.with => out.jointly.extend(l.list.iter().filter_map(|n| self.actor(n))),
            Mod::Towards(l) if takes.with => out.towards.extend(l.list.iter().filter_map(|n| self.actor(n))),
            Mod::Formula(f) if takes.timing => out.timing = self.formula(record, f).map(Timing::Formula).or(out.timing.take()),
            Mod::Frequency(f) if takes.timing => out.timing = self.frequency(f).map(Timing::Frequency).or(out.timing.take()),
            Mod::By(n) if takes.by => out.by = self.actor(n),
            Mod::Limit(l) if takes.limit => out.limit.extend(l.list.iter().filter_map(|n| self.actor(n))),
            other => self.stray(other),
        }
    }

    fn stray(&mut self, m: &Mod) {
        let first = |l: &ast::Names| l.list.first().map(|n| n.span).unwrap_or_default();
        let (what, span) = match m {
            Mod::Entrusted(n, _) => (("`受 … 委托`", "`entrusted_by`"), n.span),
            Mod::Jointly(l) => (("`会同`", "`jointly_with`"), first(l)),
            Mod::Towards(l) => (("`向`", "`to`"), first(l)),
            Mod::By(n) => (("`由`", "`by`"), n.span),
            Mod::Formula(f) => (("期限", "a time limit"), span_of(f)),
            Mod::Frequency(f) => (("频次", "a frequency"), f.span),
            Mod::Limit(l) => (("名称", "a name"), first(l)),
            Mod::Judged(n) => (("`认定`", "`decides`"), n.span),
            Mod::If(c) => (("条件", "a condition"), c.span),
            Mod::Force(_, span) => (("语气", "a force"), *span),
        };
        self.problems.push(Problem::Bracket { what, span });
    }

    /// Who decides: a known actor, or quoted.
    fn judge(&mut self, name: &Name) -> Str {
        let term = if name.quoted { None } else { self.actor(name) };
        self.word_of(term, name)
    }

    fn set_judge(&mut self, judge: Str) {
        for f in std::mem::take(&mut self.now.judged) {
            if let Some(f) = self.model.fields.get_mut(f.0 as usize) {
                f.judge.get_or_insert(judge.clone());
            }
        }
    }

    pub fn formula(&mut self, record: Option<RecordId>, f: &ast::Formula) -> Option<Formula> {
        match f {
            ast::Formula::Length { anchor, after, length } => {
                let anchor = self.date_field(record, anchor);
                let length = self.length(length)?;
                Some(Formula::Length { anchor: anchor?, direction: direction(*after), length })
            }
            ast::Formula::Monthly { every, day } => {
                let whole = day.number % SCALE == 0 && matches!(day.unit.as_deref().and_then(ast::time_unit), None | Some(Unit::Day));
                if !whole {
                    self.problems.push(Problem::Unit { written: unit::written(day), wanted: "日".into(), span: day.span });
                }
                Some(Formula::Monthly { every: *every, day: day.number / SCALE })
            }
            ast::Formula::Vague { anchor, after, word, .. } => {
                let anchor = match anchor {
                    Some(n) => Some(self.date_field(record, n)?),
                    None => None,
                };
                Some(Formula::Vague(*word, anchor, direction(*after)))
            }
        }
    }

    fn length(&mut self, q: &Quantity) -> Option<crate::calendar::Length> {
        match unit::length(q, self.workday) {
            Ok(length) => Some(length),
            Err(NoLength::Unit) => {
                self.problems.push(Problem::Unit { written: unit::written(q), wanted: "工作日、天、周、月、年".into(), span: q.span });
                None
            }
            Err(NoLength::NotWhole) => {
                self.problems.push(Problem::NotWhole { written: unit::written(q), span: q.span });
                None
            }
        }
    }

    /// A date that the record sees; where no record is in scope, the date of this name if only one record has it.
    pub fn date_field(&mut self, record: Option<RecordId>, name: &Name) -> Option<FieldId> {
        let found = match record {
            Some(_) => self.field(record, name)?,
            None => self.lone_field(name)?,
        };
        if self.model.field(found).is_some_and(|f| f.kind == Type::Date) {
            return Some(found);
        }
        self.wrong_type(found, name, ("日期", "a date"));
        None
    }

    fn lone_field(&mut self, name: &Name) -> Option<FieldId> {
        let all: Vec<FieldId> = self.model.names.fields.iter().filter_map(|t| t.get(&name.text).copied()).collect();
        match all.as_slice() {
            [one] => Some(*one),
            [] => {
                self.unknown_field(None, name);
                None
            }
            many => {
                let records = many.iter().filter_map(|f| self.model.field(*f)?.record).filter_map(|r| Some(self.model.record(r)?.name.clone())).collect();
                self.problems.push(Problem::ManyRecords { name: name.clone(), records });
                None
            }
        }
    }

    pub fn frequency(&mut self, f: &ast::Frequency) -> Option<FrequencyBound> {
        let Some(q) = &f.times else {
            let least = (f.every.period != Period::Irregular).then_some(1);
            return Some(FrequencyBound { every: f.every, least, most: None, at_least: false });
        };
        let fits = matches!(q.unit.as_deref().map(unit::plain), None | Some("次" | "个" | "场" | "轮" | "批" | "件" | "项" | "篇" | "份"));
        if !fits || q.number % SCALE != 0 {
            self.problems.push(Problem::Unit { written: unit::written(q), wanted: "次".into(), span: q.span });
            return None;
        }
        let (number, upto) = (q.number / SCALE, q.upto.map(|n| n / SCALE));
        let (least, most) = match f.bound {
            Bound::About => (Some(number), upto),
            Bound::AtLeast => (Some(number), None),
            Bound::AtMost => (None, Some(upto.unwrap_or(number))),
        };
        Some(FrequencyBound { every: f.every, least, most, at_least: f.bound == Bound::AtLeast })
    }

    pub fn slot_kind(&mut self, name: &Name) -> Option<crate::model::SlotKind> {
        let found = look::slot(self.model, name);
        if found.is_none() {
            let near = look::SLOT_WORDS.iter().map(|w| Str::from(*w)).collect();
            self.problems.push(Problem::UnknownTerm { name: name.clone(), what: ("会议的栏目或行为", "slot of a meeting, nor an act"), near, also: Vec::new() });
        }
        found
    }
}

pub(super) fn direction(after: bool) -> Direction {
    if after { Direction::After } else { Direction::Before }
}

fn span_of(f: &ast::Formula) -> Span {
    match f {
        ast::Formula::Length { anchor, length, .. } => anchor.span.to(length.span),
        ast::Formula::Monthly { day, .. } => day.span,
        ast::Formula::Vague { span, .. } => *span,
    }
}
