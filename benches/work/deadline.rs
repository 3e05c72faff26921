//! W4: a day plus a number of working days.

use super::{Rng, field, model, term};
use chrono::Datelike;
use guiju::calendar::{Length, Unit, date};
use guiju::decision::{Compiled, PreparedDates, Slot, Workdays};
use guiju::model::{Domain, Model, QuestionKind, Values};
use guiju::session::PolicySet;

/// A day (from the Common Era) and a number of working days; 0: the rule's own length.
#[derive(Clone, Copy)]
pub struct Ask {
    pub day: i32,
    pub count: u32,
}

pub fn asks(n: usize) -> Vec<Ask> {
    let (mut r, first) = (Rng(4), date(2004, 1, 1).unwrap().num_days_from_ce());
    (0..n).map(|_| Ask { day: first + r.below(8200) as i32, count: 1 + r.below(20) as u32 }).collect()
}

pub struct Deadline {
    prepared: PreparedDates,
    work: Workdays,
    given: u8,
    pub first: i32,
    pub rank: Vec<u16>,
    pub days: Vec<u16>,
}

impl Deadline {
    pub fn new() -> Deadline {
        let words = "词汇 基准词汇。\n分类 行为：回复。\n对象 征求意见：来文日期：日期；回复日期：日期（回复）；商定时限：时限 可无。\n";
        let m = model(words, "第二十七条 回复\n    期限 征求意见 的 回复日期：若 商定时限 已定：商定时限；否则：来文日期 后 3 个工作日 内。\n");
        let m = Model { calendar: PolicySet::builtin().counties()[0].model.calendar.clone(), ..m };
        let record = m.names.record("征求意见").unwrap();
        let kind = QuestionKind::When(term(&m, "行为", "回复"), vec![field(&m, "征求意见", "回复日期")]);
        let prepared = Compiled::new(&m).prepare_dates(&kind, Some(record)).unwrap();
        let slot = prepared.choice.schema.slot(field(&m, "征求意见", "商定时限")).unwrap();
        assert_eq!((slot, prepared.choice.schema.len()), (Slot(0), 1));
        let given = prepared.choice.schema.cell(slot, &Domain { none: false, values: Values::Limit { possible: true, known: None } }).unwrap();
        let (from, to) = (date(2004, 1, 1).unwrap(), date(2026, 12, 31).unwrap());
        let (mut rank, mut days) = (Vec::new(), Vec::new());
        for (n, d) in from.iter_days().take_while(|d| *d <= to).enumerate() {
            if m.calendar.day(d).working {
                days.push(n as u16);
            }
            rank.push(days.len() as u16);
        }
        Deadline { prepared, work: Workdays::new(&m.calendar, from, to), given, first: from.num_days_from_ce(), rank, days }
    }

    /// Rank and select by hand.
    #[inline]
    pub fn hand(&self, a: &Ask) -> Option<i32> {
        let at = self.rank[(a.day - self.first) as usize] as usize + a.count as usize - 1;
        Some(self.first + i32::from(self.days[at]))
    }

    #[inline]
    pub fn answer(&self, a: &Ask) -> Option<i32> {
        let length = Length { count: i64::from(a.count), unit: Unit::Workday };
        self.prepared.due(&self.work, &[self.given], &[a.day], Some(&length))
    }
}
