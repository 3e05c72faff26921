//! Numbers, dates, lengths, frequencies and forces in words.

use super::names::Names;
use crate::base::{Force, ForceClass};
use crate::calendar::{Date, Direction, Every, Length, Period, Unit};
use crate::model::{Formula, FrequencyBound, LimitValue, Quorum, Timing, VagueLength};
use crate::syntax::SCALE;
use chrono::Datelike;

/// A number kept in ten-thousandths: `5000`, `1.5`.
pub fn scaled(n: i64) -> String {
    let (whole, part) = (n / SCALE, (n % SCALE).abs());
    match part {
        0 => whole.to_string(),
        _ => format!("{whole}.{part:04}").trim_end_matches('0').to_string(),
    }
}

/// Days from the Common Era as `2023-10-11`.
pub fn day_number(n: i64) -> String {
    i32::try_from(n).ok().and_then(Date::from_num_days_from_ce_opt).map_or_else(|| n.to_string(), |d| d.to_string())
}

/// What lifts a ban, as a noun: `批准` is `approval` here, not the act `approves`.
pub fn approval_noun(word: &str) -> Option<(&'static str, &'static str)> {
    const NOUNS: [(&str, &str); 6] = [("批准", "approval"), ("授权", "authorisation"), ("同意", "consent"), ("审批", "clearance"), ("许可", "permission"), ("委托", "entrustment")];
    NOUNS.iter().find(|(zh, en)| *zh == word || *en == word).copied()
}

/// The English word of a written measure.
fn unit_en(unit: &str) -> String {
    let word = match unit {
        "个工作日" | "工作日" => "working days",
        "天" | "日" | "自然日" | "个自然日" => "days",
        "字" => "characters",
        "次" => "times",
        "个" | "项" | "件" => "items",
        "人" => "persons",
        "份" => "copies",
        "种" => "kinds",
        "万元" => "ten thousand yuan",
        "元" => "yuan",
        other => other,
    };
    word.replace('_', " ")
}

impl Names<'_> {
    /// `5000字`, `5000 characters`; `个` is not worth an English word.
    pub fn quantity(&self, n: i64, unit: Option<&str>) -> String {
        match (unit, self.zh()) {
            (None, _) => scaled(n),
            (Some(u), zh) if zh || self.raw => format!("{} {u}", scaled(n)),
            (Some("个"), _) => scaled(n),
            (Some(u), _) if n == SCALE => format!("1 {}", unit_en(u).trim_end_matches('s')),
            (Some(u), _) => format!("{} {}", scaled(n), unit_en(u)),
        }
    }

    /// `2023-10-11（周三）`
    pub fn day(&self, d: Date) -> String {
        const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
        const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let at = d.weekday().num_days_from_monday() as usize;
        let week = if self.zh() { &ZH } else { &EN }.get(at).copied().unwrap_or("");
        format!("{d}{}", self.bracket(week))
    }

    /// `2023年9月27日`
    pub fn long_day(&self, d: Date) -> String {
        match self.zh() {
            true => format!("{}年{}月{}日", d.year(), d.month(), d.day()),
            false => d.to_string(),
        }
    }

    /// `5 个工作日`
    pub fn length(&self, l: &Length) -> String {
        let one = l.count == 1;
        let (zh, en) = match l.unit {
            Unit::Workday => ("个工作日", if one { "working day" } else { "working days" }),
            Unit::Day => ("天", if one { "day" } else { "days" }),
            Unit::Week => ("周", if one { "week" } else { "weeks" }),
            Unit::Month => ("个月", if one { "month" } else { "months" }),
            Unit::Year => ("年", if one { "year" } else { "years" }),
            Unit::Hour => ("小时", if one { "hour" } else { "hours" }),
        };
        match self.zh() {
            true => format!("{}{zh}", l.count),
            false => format!("{} {en}", l.count),
        }
    }

    /// `会议结束日期后5个工作日内`
    pub fn formula(&self, f: &Formula) -> String {
        match (f, self.zh()) {
            (Formula::Length { anchor, direction: Direction::After, length }, true) => format!("{}后{}内", self.field(*anchor), self.length(length)),
            (Formula::Length { anchor, direction: Direction::After, length }, false) => format!("within {} after {}", self.length(length), self.field(*anchor)),
            (Formula::Length { anchor, direction: Direction::Before, length }, true) => format!("{}前{}", self.field(*anchor), self.length(length)),
            (Formula::Length { anchor, direction: Direction::Before, length }, false) => format!("{} before {}", self.length(length), self.field(*anchor)),
            (Formula::Monthly { every, day }, true) => format!("{}{day}日前", self.every(*every)),
            (Formula::Monthly { every, day }, false) => format!("before day {day} of {}", self.every(*every)),
            (Formula::Vague(word, anchor, direction), _) => self.vague_after(*word, anchor.map(|a| self.field(a)), *direction),
        }
    }

    fn vague_after(&self, word: VagueLength, anchor: Option<String>, direction: Direction) -> String {
        let word = self.vague(word);
        match (anchor, direction, self.zh()) {
            (None, _, _) => word.into(),
            (Some(a), Direction::After, true) => format!("{a}后{word}"),
            (Some(a), Direction::Before, true) => format!("{a}前{word}"),
            (Some(a), Direction::After, false) => format!("{word} after {a}"),
            (Some(a), Direction::Before, false) => format!("{word} before {a}"),
        }
    }

    pub fn vague(&self, word: VagueLength) -> &'static str {
        match word {
            VagueLength::Prompt => self.pick("及时", "promptly"),
            VagueLength::AtOnce => self.pick("第一时间", "at once"),
            VagueLength::Regular => self.pick("定期", "regularly"),
            VagueLength::BeforeMeeting => self.pick("会前", "before the meeting"),
            VagueLength::InAdvance => self.pick("事先", "in advance"),
            VagueLength::OnTime => self.pick("按时", "on time"),
        }
    }

    /// A formula, or the field that holds the limit.
    pub fn limit_value(&self, v: &LimitValue) -> String {
        match v {
            LimitValue::Formula(f) => self.formula(f),
            LimitValue::Field(f, ..) => self.field(*f),
        }
    }

    pub fn timing(&self, t: &Timing) -> String {
        match t {
            Timing::Formula(f) => self.formula(f),
            // `每月` alone: at least once, not worth saying
            Timing::Frequency(FrequencyBound { every, least: Some(1), most: None, at_least: false }) => self.every(*every),
            Timing::Frequency(b) => self.frequency(b),
        }
    }

    /// `每月 1至2 次`
    pub fn frequency(&self, b: &FrequencyBound) -> String {
        let every = self.every(b.every);
        let weekday = matches!(b.every.period, Period::Weekday(_));
        let times = match (b.least, b.most, self.zh()) {
            (None, None, _) => return every,
            (Some(1), None, _) if weekday => return every,
            (Some(a), Some(c), true) if a != c => format!("{a}至{c}次"),
            (Some(a), Some(c), false) if a != c => format!("{a} to {c} times"),
            (Some(a), _, true) if b.at_least => format!("至少{a}次"),
            (Some(a), _, false) if b.at_least => format!("at least {}", times_en(a)),
            (Some(a), _, true) => format!("{a}次"),
            (Some(a), _, false) => times_en(a),
            (None, Some(c), true) => format!("不超过{c}次"),
            (None, Some(c), false) => format!("at most {}", times_en(c)),
        };
        if self.zh() { format!("{every}{times}") } else { format!("{times} {every}") }
    }

    /// `每两个月`, `每周一`
    pub fn every(&self, e: Every) -> String {
        let (zh, measure, en) = period(e.period);
        let zh = match e.period {
            Period::Weekday(d) => format!("周{}", ["一", "二", "三", "四", "五", "六", "日"].get(usize::from(d).wrapping_sub(1)).unwrap_or(&"")),
            _ => zh.to_string(),
        };
        match (e.period, e.count, self.zh()) {
            (Period::Irregular, _, _) => self.pick("不定期", "irregularly").into(),
            (_, 0 | 1, true) => format!("每{zh}"),
            (_, 2, true) => format!("每两{measure}{zh}"),
            (_, n, true) => format!("每{}{measure}{zh}", super::places::hanzi(n)),
            (_, 0 | 1, false) => format!("every {en}"),
            (_, n, false) => format!("every {n} {en}s"),
        }
    }

    /// `三分之二以上`
    pub fn quorum(&self, q: &Quorum) -> String {
        let of = q.of.map(|t| self.term(t));
        let part = match (q.numerator, q.denominator, q.strict, self.zh()) {
            (1, 2, true, true) => "过半数".to_string(),
            (1, 2, true, false) => "more than half".to_string(),
            (n, d, strict, true) => format!("{}{}分之{}{}", if strict { "超过" } else { "" }, super::places::hanzi(d), super::places::hanzi(n), if strict { "" } else { "以上" }),
            (n, d, strict, false) => format!("{} {n}/{d}", if strict { "more than" } else { "at least" }),
        };
        match (of, self.zh()) {
            (None, true) => format!("组成人员{part}到会"),
            (None, false) => format!("{part} of the members present"),
            (Some(of), true) => format!("{of}{part}到会"),
            (Some(of), false) => format!("{part} of the {of} present"),
        }
    }

    /// The word before a plain sentence: empty for a stated one.
    pub fn force_word(&self, f: Force) -> String {
        if self.zh() { f.zh().to_string() } else { f.en().replace('_', " ") }
    }

    /// What a force means to its reader.
    pub fn force_gloss(&self, f: Force) -> String {
        let gloss = match f.class() {
            ForceClass::Binding => self.pick("必须照办", "binding"),
            ForceClass::Stated if f == Force::Stated => return self.pick("规则直接写明", "stated plainly").into(),
            ForceClass::Stated => self.pick("规则直接写明", "stated plainly"),
            ForceClass::Principle => self.pick("原则如此，可有例外", "a principle, with room for exceptions"),
            ForceClass::Usual => self.pick("通常如此，不是硬性规定", "what is usual, not a strict rule"),
            ForceClass::Discretionary => self.pick("可以这样做，不是必须", "allowed, not required"),
        };
        format!("{}{}", self.force_word(f), self.bracket(gloss))
    }
}

fn times_en(n: i64) -> String {
    match n {
        1 => "once".into(),
        2 => "twice".into(),
        many => format!("{many} times"),
    }
}

fn period(p: Period) -> (&'static str, &'static str, &'static str) {
    match p {
        Period::Day => ("天", "", "day"),
        Period::Week => ("周", "", "week"),
        Period::Weekday(d) => {
            ("", "", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].get(usize::from(d).wrapping_sub(1)).copied().unwrap_or("week"))
        }
        Period::TenDays => ("旬", "", "ten days"),
        Period::HalfMonth => ("半月", "个", "half month"),
        Period::Month => ("月", "个", "month"),
        Period::Quarter => ("季度", "个", "quarter"),
        Period::HalfYear => ("半年", "个", "half year"),
        Period::Year => ("年", "", "year"),
        Period::Term => ("届", "", "term"),
        Period::Irregular => ("", "", ""),
    }
}
