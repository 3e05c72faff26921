//! Witnesses as scenarios ready to paste: `案例 “…” 问 …；答 …。`

use super::names::Names;
use super::words::scaled;
use super::{place, places};
use crate::analysis::deep::{Finding, Witness};
use crate::calendar::Direction;
use crate::model::{
    Actor, ActorSet, Answer, Body, Check, Choice, Collection, DateValue, DueLeaf, Formula, Leaf, LeafKind, LimitValue, Line, LineKind, Place, QuestionKind, Status, TermId, Tree,
    Verdict, Who,
};

impl Names<'_> {
    /// One scenario a witness that the language can write.
    pub fn scenarios(&self, finding: &Finding) -> Vec<String> {
        finding.witnesses.iter().enumerate().filter_map(|(n, w)| self.scenario(&self.title(finding, n), w)).collect()
    }

    /// `D01 第二十九条、第三十条`
    fn title(&self, finding: &Finding, n: usize) -> String {
        let list: Vec<Place> = finding.spots.iter().map(|s| s.place).collect();
        let more = if n > 0 { format!(" {}", n + 1) } else { String::new() };
        format!("{} {}{more}", finding.fault.code(), places(self.lang, &list))
    }

    fn scenario(&self, title: &str, w: &Witness) -> Option<String> {
        let names = self.as_code();
        let (question, answer) = (names.question(&w.question)?, names.expected(&w.question.kind, &w.answer)?);
        Some(match self.zh() {
            true => format!("案例 “{title}”\n    问 {question}；\n    答 {answer}。"),
            false => format!("scenario \"{title}\"\n    ask {question};\n    expect {answer}."),
        })
    }

    /// An answer as an expectation; none where a scenario has no words for it.
    fn expected(&self, kind: &QuestionKind, answer: &Answer) -> Option<String> {
        match &answer.body {
            Body::Check(c) => self.expected_check(c),
            Body::May(m) if m.verdict == Verdict::Forbidden => Some(self.pick("不得", "forbidden").into()),
            _ if answer.status == Status::Silent => Some(self.pick("未规定", "silent").into()),
            _ if answer.status == Status::Conflict => Some(self.pick("冲突", "conflict").into()),
            Body::Choice(Choice { main: Some(Tree::Leaf(leaf)), .. }) => self.expected_leaf(leaf),
            Body::Collection(c) => self.expected_list(kind, c),
            _ => None,
        }
    }

    fn expected_check(&self, check: &Check) -> Option<String> {
        let of = |v: Verdict| check.findings.iter().filter(|f| f.verdict == v).map(|f| f.cite.place).collect::<Vec<Place>>();
        let (breached, departed) = (of(Verdict::Breached), of(Verdict::Departed));
        let (word, list) = match (breached.is_empty(), departed.is_empty()) {
            (false, _) => (self.pick("违反", "breached"), breached),
            (true, false) => (self.pick("偏离", "departed"), departed),
            (true, true) if of(Verdict::Met).is_empty() => return None,
            (true, true) => return Some(self.pick("符合", "met").into()),
        };
        Some(format!("{word}{}", self.place_list(&list)))
    }

    /// ` 第一条、第二条款二`; nothing where a statement stands outside every article.
    fn place_list(&self, list: &[Place]) -> String {
        let mut list = list.to_vec();
        list.sort();
        list.dedup();
        if list.iter().any(|p| p.article.is_none()) {
            return String::new();
        }
        let words: Vec<String> = list.into_iter().map(|p| place(self.lang, p)).collect();
        format!(" {}", words.join(self.pick("、", " | ")))
    }

    fn expected_leaf(&self, leaf: &Leaf) -> Option<String> {
        match &leaf.kind {
            LeafKind::Actors { actors, .. } | LeafKind::StandIn { actors, .. } => self.expected_actors(actors),
            LeafKind::Quantity { relation, number, unit, .. } => {
                Some(format!("{} {} {}", relation.sign(), scaled(*number), unit.as_deref().unwrap_or_default()).trim().to_string())
            }
            LeafKind::Due(list) => list.first().and_then(|d| self.expected_due(d)),
            _ => None,
        }
    }

    fn expected_due(&self, due: &DueLeaf) -> Option<String> {
        if let DateValue::Day { date, .. } = &due.value {
            return Some(date.format("%Y-%m-%d").to_string());
        }
        match &due.limit.value {
            LimitValue::Formula(Formula::Length { anchor, direction, length }) => {
                let (anchor, length) = (self.field(*anchor), self.written_length(length));
                Some(match (direction, self.zh()) {
                    (Direction::After, true) => format!("{anchor} 后 {length} 内"),
                    (Direction::Before, true) => format!("{anchor} 前 {length}"),
                    (Direction::After, false) => format!("within {length} after {anchor}"),
                    (Direction::Before, false) => format!("{length} before {anchor}"),
                })
            }
            LimitValue::Field(field, ..) => Some(self.field(*field)),
            LimitValue::Formula(_) => None,
        }
    }

    fn expected_actors(&self, set: &ActorSet) -> Option<String> {
        let list: Option<Vec<String>> = set.list.iter().map(|a| self.expected_actor(a)).collect();
        let list = list.filter(|l| !l.is_empty())?.join(self.pick("、", " | "));
        Some(if set.etc { format!("{list} {}", self.pick("等", "etc")) } else { list })
    }

    fn expected_actor(&self, actor: &Actor) -> Option<String> {
        let name = match actor.who {
            Who::Term(t) => self.term(t),
            Who::Slot(m, slot) if self.zh() => format!("{} 的 {}", self.term(m), self.slot(slot)),
            Who::Slot(m, slot) => format!("{} of {}", self.slot(slot), self.term(m)),
            Who::Open => return None,
        };
        Some(match (actor.above, self.zh()) {
            (false, _) => name,
            (true, true) => format!("{name} 以上"),
            (true, false) => format!("at_least {name}"),
        })
    }

    /// The steps of a chain; the actors of one act.
    fn expected_list(&self, kind: &QuestionKind, c: &Collection) -> Option<String> {
        let steps: Vec<(TermId, &ActorSet)> = c.lines.iter().map(step).collect::<Option<_>>()?;
        if matches!(kind, QuestionKind::Procedure) {
            let words: Option<Vec<String>> = steps.iter().map(|(act, set)| Some(format!("{} {}", self.expected_actors(set)?, self.term(*act)))).collect();
            return Some(words?.join(self.pick(" → ", " -> ")));
        }
        let mut all = ActorSet { any: true, ..ActorSet::default() };
        for actor in steps.iter().flat_map(|(_, s)| &s.list) {
            if all.list.iter().all(|a| a.who != actor.who || a.above != actor.above) {
                all.list.push(actor.clone());
            }
        }
        self.expected_actors(&all)
    }
}

fn step(line: &Line) -> Option<(TermId, &ActorSet)> {
    match &line.kind {
        LineKind::Step(s) => Some((s.act, &s.actors)),
        LineKind::Choice(_, Choice { main: Some(Tree::Leaf(Leaf { kind: LeafKind::Actors { act, actors }, .. })), .. }) => Some((*act, actors)),
        _ => None,
    }
}
