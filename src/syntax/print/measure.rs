//! Numbers, measures, dates, places, lengths and frequencies.

use super::super::ast::{Bound, Every, Formula, Frequency, Period, PlaceRef, Quantity};
use super::super::number::SCALE;
use super::Pen;
use super::words::{self, Word};
use crate::calendar::Date;

const HALF: i64 = SCALE / 2;

impl Pen<'_> {
    /// `5 个工作日`, `1至2 次`, `半天`, `3 items`
    pub fn quantity(&self, q: &Quantity) -> String {
        if self.is_zh() { quantity_zh(q) } else { quantity_en(q) }
    }

    /// `数（个）`, `number(items)`
    pub fn unit<'u>(&self, unit: &'u str) -> &'u str {
        if self.is_zh() { words::unit_zh(unit) } else { words::unit_en(unit, false) }
    }

    /// `二十九`, `29`
    pub fn ordinal(&self, number: u32) -> String {
        if self.is_zh() { hanzi(number) } else { number.to_string() }
    }

    /// `2023-09-27`
    pub fn date(&self, date: Date) -> String {
        date.format("%Y-%m-%d").to_string()
    }

    /// `2023年9月27日`, `2023-09-27`
    pub fn long_date(&self, date: Date) -> String {
        if self.is_zh() { date.format("%Y年%-m月%-d日").to_string() } else { self.date(date) }
    }

    /// `第二十九条第二款（三）`, `article 29 paragraph 2 item 3`
    pub fn place(&self, p: &PlaceRef) -> String {
        let part = |n: Option<u32>, zh: (&str, &str), en: &str| match (n, self.is_zh()) {
            (None, _) => String::new(),
            (Some(n), true) => format!("{}{}{}", zh.0, hanzi(n), zh.1),
            (Some(n), false) => format!("{en}{n}"),
        };
        let article = part(Some(p.article), ("第", "条"), "article ");
        let paragraph = part(p.paragraph, ("第", "款"), " paragraph ");
        article + &paragraph + &part(p.item, ("（", "）"), " item ")
    }

    pub fn places(&self, places: &[PlaceRef]) -> String {
        places.iter().map(|p| self.place(p)).collect::<Vec<_>>().join(self.word(words::SEP))
    }

    /// `会议日期 前 5 个工作日`, `within 5 working_days after meeting_date`
    pub fn formula(&self, f: &Formula) -> String {
        match f {
            Formula::Length { anchor, after, length } => {
                let (anchor, length) = (self.name(anchor), self.quantity(length));
                match (self.is_zh(), after) {
                    (true, true) => format!("{anchor} 后 {length} 内"),
                    (true, false) => format!("{anchor} 前 {length}"),
                    (false, true) => format!("within {length} after {anchor}"),
                    (false, false) => format!("{length} before {anchor}"),
                }
            }
            Formula::Monthly { every, day } if self.is_zh() => format!("{} {} 前", self.every(every), self.day_of_month(day)),
            Formula::Monthly { every, day } => format!("before day {} of {}", decimal(day.number), self.every(every)),
            Formula::Vague { anchor: None, word, .. } => self.lang.pick(word.zh(), word.en()).to_string(),
            Formula::Vague { anchor: Some(anchor), after, word, .. } => {
                let (anchor, side, word) = (self.name(anchor), self.word(side(*after)), self.lang.pick(word.zh(), word.en()));
                if self.is_zh() { format!("{anchor} {side} {word}") } else { format!("{word} {side} {anchor}") }
            }
        }
    }

    /// `5 日` of `每月 5 日 前`, whatever the skin it was written in.
    fn day_of_month(&self, day: &Quantity) -> String {
        let text = self.quantity(day);
        text.strip_suffix('天').map_or(text.clone(), |rest| format!("{rest}日"))
    }

    /// `每月 至少 1 次`
    pub fn frequency(&self, f: &Frequency) -> String {
        let every = self.every(&f.every);
        let Some(times) = f.times.as_ref().map(|q| self.quantity(q)) else { return every };
        match f.bound {
            Bound::About => format!("{every} {times}"),
            Bound::AtLeast => format!("{every} {} {times}", self.word(words::AT_LEAST)),
            Bound::AtMost => format!("{every} {} {times}", self.word(words::AT_MOST)),
        }
    }

    /// `每两个月`, `every 2 months`
    pub fn every(&self, e: &Every) -> String {
        let Word(zh, en) = words::period(e.period);
        match (e.period, e.count, self.is_zh()) {
            (Period::Irregular, _, _) => self.word(words::IRREGULARLY).to_string(),
            (_, 1, true) => format!("每{zh}"),
            (_, 1, false) => format!("every {en}"),
            (period, count, true) => format!("每{}{zh}", count_zh(count, period)),
            (Period::Day | Period::Week | Period::Month | Period::Year, count, false) => format!("every {count} {en}s"),
            (_, count, false) => format!("every {count} {en}"),
        }
    }
}

pub(super) fn side(after: bool) -> Word {
    if after { words::AFTER } else { words::BEFORE }
}

/// `两个` before 月, `三` before 年; digits where the grammar takes no numeral.
fn count_zh(count: u32, period: Period) -> String {
    let numeral = if count == 2 { "两".to_string() } else { hanzi(count) };
    match period {
        _ if count > 10 || count == 0 => count.to_string(),
        Period::Month | Period::Quarter => numeral + "个",
        Period::Year | Period::Week | Period::Weekday(_) | Period::Day => numeral,
        _ => count.to_string(),
    }
}

fn quantity_zh(q: &Quantity) -> String {
    let number = decimal(q.number);
    match (q.upto, q.unit.as_deref().map(words::unit_zh)) {
        (None, Some(unit)) if q.number == HALF && unit != "%" => format!("半{unit}"),
        (upto, unit) => {
            let range = upto.map(|n| format!("至{}", decimal(n))).unwrap_or_default();
            let unit = unit.map(|u| if u == "%" { u.to_string() } else { format!(" {u}") }).unwrap_or_default();
            number + &range + &unit
        }
    }
}

fn quantity_en(q: &Quantity) -> String {
    let single = q.number == SCALE && q.upto.is_none();
    let range = q.upto.map(|n| format!(" to {}", decimal(n))).unwrap_or_default();
    let unit = q.unit.as_deref().map(|u| format!(" {}", words::unit_en(u, single))).unwrap_or_default();
    decimal(q.number) + &range + &unit
}

/// A number in ten-thousandths, without needless zeros.
fn decimal(value: i64) -> String {
    let (whole, part) = (value / SCALE, value % SCALE);
    if part == 0 {
        return whole.to_string();
    }
    let part = format!("{part:04}");
    format!("{whole}.{}", part.trim_end_matches('0'))
}

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// `十`, `二十九`, `一百零五`; digits from ten thousand on.
pub(super) fn hanzi(number: u32) -> String {
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let mut out = String::new();
    let mut zero = false;
    for (scale, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / scale % 10;
        if digit == 0 {
            zero = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut zero) {
            out.push('零');
        }
        let silent = digit == 1 && scale == 10 && out.is_empty();
        if !silent {
            out.push_str(usize::try_from(digit).ok().and_then(|d| DIGITS.get(d)).unwrap_or(&""));
        }
        out.push_str(name);
    }
    out
}
