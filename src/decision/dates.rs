//! When a thing is due, for typed facts: the choice gives formulas, the formulas a day.

use super::prepared::Prepared;
use super::workdays::Workdays;
use crate::calendar::{Direction, Length};
use crate::model::*;

/// A question 何时, compiled for typed facts.
#[derive(Clone, Debug)]
pub struct PreparedDates {
    pub choice: Prepared,
    /// Date fields that limits count from, in the order of `days` below.
    pub anchors: Vec<FieldId>,
    steps: Vec<Vec<Step>>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Count {
        anchor: usize,
        direction: Direction,
        length: Length,
    },
    /// A length that the case gives.
    Given {
        anchor: usize,
        direction: Direction,
    },
}

impl PreparedDates {
    pub(super) fn of(choice: Prepared) -> PreparedDates {
        let mut out = PreparedDates { choice, anchors: Vec::new(), steps: Vec::new() };
        for n in 0..out.choice.outcomes() as u32 {
            let leaves = match out.choice.outcome(n).map(|l| &l.kind) {
                Some(LeafKind::Due(list)) => list.clone(),
                _ => Vec::new(),
            };
            let steps = leaves.iter().filter_map(|d| out.step(&d.limit.value)).collect();
            out.steps.push(steps);
        }
        out
    }

    fn step(&mut self, value: &LimitValue) -> Option<Step> {
        match value {
            LimitValue::Formula(Formula::Length { anchor, direction, length }) => Some(Step::Count { anchor: self.anchor(*anchor), direction: *direction, length: *length }),
            LimitValue::Field(_, Some(anchor), direction) => Some(Step::Given { anchor: self.anchor(*anchor), direction: *direction }),
            _ => None,
        }
    }

    fn anchor(&mut self, field: FieldId) -> usize {
        self.anchors.iter().position(|a| *a == field).unwrap_or_else(|| {
            self.anchors.push(field);
            self.anchors.len() - 1
        })
    }

    /// The earliest last day, from the cells of the case, its anchors' days, and the length it gives, if it gives one.
    #[inline]
    pub fn due(&self, work: &Workdays, cells: &[u8], days: &[i32], given: Option<&Length>) -> Option<i32> {
        let steps = self.steps.get(self.choice.evaluate(cells) as usize)?;
        let day = |s: &Step| match s {
            Step::Count { anchor, direction, length } => work.due(*days.get(*anchor)?, *direction, length),
            Step::Given { anchor, direction } => work.due(*days.get(*anchor)?, *direction, given?),
        };
        steps.iter().filter_map(day).min()
    }
}
