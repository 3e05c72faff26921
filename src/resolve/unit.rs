//! Measures: which units go together, and by what factor.

use crate::calendar::{Length, Unit};
use crate::syntax::{SCALE, ast, ast::Quantity};

/// One spelling of each unit.
pub(super) fn plain(unit: &str) -> &str {
    match unit {
        "ten_thousand_yuan" => "万元",
        "yuan" => "元",
        "characters" => "字",
        "times" | "time" => "次",
        "items" | "item" => "个",
        "persons" | "person" => "人",
        "copies" => "份",
        "kinds" => "种",
        "％" | "percent" => "%",
        _ => match ast::time_unit(unit) {
            Some(Unit::Workday) => "工作日",
            Some(Unit::Day) => "天",
            Some(Unit::Week) => "周",
            Some(Unit::Month) => "月",
            Some(Unit::Year) => "年",
            Some(Unit::Hour) => "小时",
            None => unit,
        },
    }
}

fn money(unit: &str) -> Option<i64> {
    Some(match unit {
        "元" => 1,
        "万元" => 10_000,
        "亿元" => 100_000_000,
        _ => return None,
    })
}

/// Measure words: they count, and say of what.
fn counts(unit: &str) -> bool {
    matches!(unit, "个" | "件" | "项" | "次" | "人" | "份" | "种" | "辆" | "家" | "篇" | "页" | "场" | "轮" | "批")
}

/// A number in `from` as a number in `to`; none if the two do not go together.
pub(super) fn convert(number: i64, from: Option<&str>, to: Option<&str>) -> Option<i64> {
    let (Some(from), Some(to)) = (from.map(plain), to.map(plain)) else {
        let lone = from.or(to).map(plain);
        return lone.is_none_or(|u| counts(u) || from.is_none()).then_some(number);
    };
    if from == to || (counts(from) && counts(to) && (from == "个" || to == "个")) {
        return Some(number);
    }
    number.checked_mul(money(from)?)?.checked_div(money(to)?)
}

/// A quantity as written, for messages.
pub(super) fn written(q: &Quantity) -> String {
    let number = |n: i64| if n % SCALE == 0 { (n / SCALE).to_string() } else { format!("{}", n as f64 / SCALE as f64) };
    let upto = q.upto.map(|n| format!("至{}", number(n))).unwrap_or_default();
    format!("{}{upto}{}", number(q.number), q.unit.as_deref().map(|u| format!(" {u}")).unwrap_or_default())
}

/// Why a quantity is no length.
pub(super) enum NoLength {
    Unit,
    NotWhole,
}

/// `5 个工作日`, `半年`; of a range the further end. `workday`: a plain 日 is a working day here.
pub(super) fn length(q: &Quantity, workday: bool) -> Result<Length, NoLength> {
    let word = q.unit.as_deref().ok_or(NoLength::Unit)?;
    let unit = ast::time_unit(word).ok_or(NoLength::Unit)?;
    let unit = if workday && word == "日" { Unit::Workday } else { unit };
    let number = q.upto.unwrap_or(q.number);
    if number % SCALE == 0 {
        return Ok(Length { count: number / SCALE, unit });
    }
    let (count, unit) = match unit {
        Unit::Year => (number.saturating_mul(12), Unit::Month),
        Unit::Week => (number.saturating_mul(7), Unit::Day),
        Unit::Day => (number.saturating_mul(24), Unit::Hour),
        _ => return Err(NoLength::NotWhole),
    };
    if count % SCALE == 0 { Ok(Length { count: count / SCALE, unit }) } else { Err(NoLength::NotWhole) }
}
