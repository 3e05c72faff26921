//! A choice as an expectation: one outcome, or `若 C：甲；否则：乙`.

use super::bracket;
use crate::base::Force;
use crate::calendar::{Direction, Length, Period, Unit};
use crate::model::*;
use crate::render::names::Names;
use crate::render::words::scaled;

impl Names<'_> {
    pub(super) fn choice_text(&self, c: &Choice) -> Option<String> {
        match &c.main {
            Some(tree) => self.tree_text(tree),
            None if c.elsewhere.is_empty() => self.outcome(None),
            None => self.elsewhere_text(c),
        }
    }

    /// Without 本题: what each rule that might speak would say.
    fn elsewhere_text(&self, c: &Choice) -> Option<String> {
        let mut cases = Vec::new();
        for e in c.elsewhere.iter() {
            let Tree::Leaf(leaf) = &e.tree else { return None };
            cases.push((e.when.clone(), self.outcome(Some(leaf))?));
        }
        if c.elsewhere.iter().any(|e| !e.also.is_empty()) {
            return None;
        }
        Some(self.branches(cases, c.rest_silent.then(|| self.outcome(None)).flatten()))
    }

    fn tree_text(&self, tree: &Tree) -> Option<String> {
        let mut cases = Vec::new();
        let last = self.decisions(tree, Cond::True, &mut cases)?;
        Some(match cases.is_empty() {
            true => last,
            false => self.branches(cases, Some(last)),
        })
    }

    /// The tree as a list of decisions, each read where those before it fail; gives what is left at its end.
    fn decisions(&self, tree: &Tree, path: Cond, out: &mut Vec<(Cond, String)>) -> Option<String> {
        match tree {
            Tree::Leaf(leaf) => self.outcome(Some(leaf)),
            Tree::Fork { atom, yes, no } => {
                let lit = Cond::Lit { atom: *atom, positive: true };
                let (first, truth, rest) = match (yes.as_ref(), no.as_ref()) {
                    (Tree::Fork { .. }, Tree::Leaf(_)) => (no, lit.complement(), yes),
                    _ => (yes, lit, no),
                };
                let here = Cond::all([path.clone(), truth]);
                let end = self.decisions(first, here.clone(), out)?;
                out.push((here, end));
                self.decisions(rest, path, out)
            }
        }
    }

    /// `若 C：甲；若 D：乙；否则：丙`
    pub(super) fn branches(&self, cases: Vec<(Cond, String)>, otherwise: Option<String>) -> String {
        self.worded(cases.into_iter().map(|(c, text)| (self.written_cond(&c), text)).collect(), otherwise)
    }

    /// The same with the conditions in words.
    pub(super) fn worded(&self, cases: Vec<(String, String)>, otherwise: Option<String>) -> String {
        let colon = self.pick("：", ": ");
        let mut out: Vec<String> = cases.iter().map(|(c, text)| format!("{} {c}{colon}{text}", self.pick("若", "if"))).collect();
        out.extend(otherwise.map(|text| format!("{}{colon}{text}", self.pick("否则", "else"))));
        out.join(self.pick("；", "; "))
    }

    /// One outcome; none: the rules do not say.
    fn outcome(&self, leaf: Option<&Leaf>) -> Option<String> {
        let Some(leaf) = leaf else { return Some(self.pick("未规定", "silent").into()) };
        match &leaf.kind {
            LeafKind::Actors { actors, .. } | LeafKind::StandIn { actors, .. } => self.written_actors(actors, leaf.force, &Cond::True),
            LeafKind::Due(list) => self.due(list.first()?, leaf.force),
            LeafKind::Quantity { relation, number, unit, .. } => Some(format!("{} {}{}", relation.sign(), self.number(*number, unit.as_deref()), self.force_bracket(leaf.force))),
            LeafKind::Quorum { least: Some(n), .. } => Some(self.number(n.saturating_mul(SCALE), Some("人"))),
            LeafKind::Silent(_) => self.outcome(None),
            LeafKind::Conflict(_) => Some(self.pick("冲突", "conflict").into()),
            // an expectation names one end
            LeafKind::Range { most, unit, .. } => Some(format!("≤ {}{}", self.number(*most, unit.as_deref()), self.force_bracket(leaf.force))),
            LeafKind::Quorum { least: None, .. } => None,
        }
    }

    fn number(&self, n: i64, unit: Option<&str>) -> String {
        unit.map_or_else(|| scaled(n), |u| format!("{} {u}", scaled(n)))
    }

    pub(super) fn force_bracket(&self, force: Force) -> String {
        bracket(self.lang, &self.force_mod(force))
    }

    fn force_mod(&self, force: Force) -> Vec<String> {
        if force == Force::Stated { Vec::new() } else { vec![self.pick(force.zh(), force.en()).to_string()] }
    }

    fn due(&self, d: &DueLeaf, force: Force) -> Option<String> {
        let text = match (&d.value, &d.limit.value) {
            (DateValue::Day { date, .. }, _) => date.to_string(),
            (_, LimitValue::Field(field, ..)) => self.field(*field),
            (_, LimitValue::Formula(Formula::Length { anchor, direction, length })) => self.distance(*anchor, *direction, length),
            (_, LimitValue::Formula(Formula::Vague(word, ..))) => self.lang.pick(word.zh(), word.en()).into(),
            (_, LimitValue::Formula(Formula::Monthly { every, day })) if every.period == Period::Month && every.count == 1 => match self.zh() {
                true => format!("每月 {day} 日 前"),
                false => format!("before day {day} of every month"),
            },
            (_, LimitValue::Formula(Formula::Monthly { .. })) => return None,
        };
        Some(text + &self.force_bracket(force))
    }

    /// `会议日期 后 5 个工作日 内`, `within 5 working_days after meeting_date`
    fn distance(&self, anchor: FieldId, direction: Direction, length: &Length) -> String {
        let (anchor, length) = (self.field(anchor), self.written_length(length));
        match (direction, self.zh()) {
            (Direction::After, true) => format!("{anchor} 后 {length} 内"),
            (Direction::Before, true) => format!("{anchor} 前 {length}"),
            (Direction::After, false) => format!("within {length} after {anchor}"),
            (Direction::Before, false) => format!("{length} before {anchor}"),
        }
    }

    /// `县长 或 副县长（受 县长 委托，一般）`; what the whole set rests on stands with its last member.
    pub(super) fn written_actors(&self, set: &ActorSet, force: Force, when: &Cond) -> Option<String> {
        let (last, _) = set.list.split_last()?;
        let list: Vec<String> = set.list.iter().map(|a| self.written_actor(a, if std::ptr::eq(a, last) || a == last { force } else { Force::Stated }, when)).collect();
        let joined = list.join(if set.any { self.pick(" 或 ", " or ") } else { self.pick(" 和 ", " and ") });
        Some(format!("{joined}{}", if set.etc { self.pick(" 等", " etc") } else { "" }))
    }

    pub(super) fn written_actor(&self, a: &Actor, force: Force, when: &Cond) -> String {
        let who = match a.who {
            Who::Term(t) => self.written_name(&self.term(t)),
            Who::Slot(m, s) if self.zh() => format!("{} 的 {}", self.term(m), self.slot(s)),
            Who::Slot(m, s) => format!("{} of {}", self.slot(s), self.term(m)),
            Who::Open => self.pick("未明确", "unstated").into(),
        };
        let (least, above) = if a.above { (self.pick("", "at_least "), self.pick(" 以上", "")) } else { ("", "") };
        let mut mods = Vec::new();
        mods.extend(a.entrusted.as_ref().map(|(by, word)| self.written_trust(*by, word)));
        if !a.limit.is_empty() {
            mods.push(a.limit.iter().map(|t| self.term(*t)).collect::<Vec<_>>().join(self.pick("、", " | ")));
        }
        let guard = Cond::all([when.clone(), a.guard.clone()]);
        if guard != Cond::True {
            mods.push(format!("{} {}", self.pick("若", "if"), self.written_cond(&guard)));
        }
        mods.extend(self.force_mod(a.force.unwrap_or(force)));
        format!("{least}{who}{above}{}", bracket(self.lang, &mods))
    }

    fn written_trust(&self, by: TermId, word: &str) -> String {
        let (zh, en) = match word {
            "授权" | "authorised_by" => ("授权", "authorised_by"),
            "指定" | "designated_by" => ("指定", "designated_by"),
            _ => ("委托", "entrusted_by"),
        };
        match self.zh() {
            true => format!("受 {} {zh}", self.term(by)),
            false => format!("{en} {}", self.term(by)),
        }
    }

    pub(in crate::render) fn written_length(&self, l: &Length) -> String {
        let (zh, en) = match l.unit {
            Unit::Workday => ("个工作日", "working_days"),
            Unit::Day => ("天", "days"),
            Unit::Week => ("周", "weeks"),
            Unit::Month => ("个月", "months"),
            Unit::Year => ("年", "years"),
            Unit::Hour => ("小时", "hours"),
        };
        format!("{} {}", l.count, self.pick(zh, en))
    }
}
