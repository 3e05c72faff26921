//! Numerals: half-width, full-width and Chinese.

use crate::base::normalise;
use crate::calendar::{Date, date};

/// Parts of one: every number is kept in ten-thousandths.
pub const SCALE: i64 = 10_000;

/// `5000`, `5,000`, `1.5`, `三`, `二十九`, `一百零五`, `半`, scaled by [`SCALE`]; none if too long to hold.
pub fn number(text: &str) -> Option<i64> {
    let text = normalise(text);
    if text.as_ref() == "半" {
        return Some(SCALE / 2);
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return decimal(&text.replace(',', ""));
    }
    hanzi(&text)?.checked_mul(SCALE)
}

fn decimal(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let mut value: i64 = whole.parse::<i64>().ok()?.checked_mul(SCALE)?;
    let mut unit = SCALE;
    for c in part.chars() {
        unit /= 10;
        value = value.checked_add(i64::from(c.to_digit(10)?).checked_mul(unit)?)?;
    }
    Some(value)
}

fn digit_of(c: char) -> Option<i64> {
    Some(match c {
        '〇' | '○' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A whole Chinese numeral below ten thousand, or a row of digits such as `二〇二三`.
pub fn hanzi(text: &str) -> Option<i64> {
    if text.chars().count() > 9 {
        return None;
    }
    if text.chars().count() > 1 && text.chars().all(|c| digit_of(c).is_some()) {
        return text.chars().try_fold(0i64, |n, c| Some(n * 10 + digit_of(c)?));
    }
    let (mut total, mut digit) = (0i64, None);
    for c in text.chars() {
        let scale = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                digit = Some(digit_of(c)?);
                continue;
            }
        };
        total += digit.take().unwrap_or(1) * scale;
    }
    Some(total + digit.unwrap_or(0))
}

/// A whole number in either script.
pub fn ordinal(text: &str) -> Option<u32> {
    let text = normalise(text);
    text.parse().ok().or_else(|| u32::try_from(hanzi(&text)?).ok())
}

/// `2023-09-28`, `2023年9月27日`, `二〇二三年九月二十七日`; none if there is no such day.
pub fn parse_date(text: &str) -> Option<Date> {
    let text = normalise(text);
    let parts: Vec<&str> = text.split(['-', '/', '年', '月', '日', '号']).filter(|p| !p.is_empty()).collect();
    let [y, m, d] = parts.as_slice() else { return None };
    date(i32::try_from(ordinal(y)?).ok()?, ordinal(m)?, ordinal(d)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_in_every_script() {
        for (text, want) in [("5000", 5000), ("５，０００", 5000), ("三", 3), ("二十九", 29), ("十", 10), ("一百零五", 105), ("两", 2), ("一千五百", 1500)] {
            assert_eq!(number(&text.replace('，', ",")), Some(want * SCALE), "{text}");
        }
        assert_eq!(number("1.5"), Some(15_000));
        assert_eq!(number("半"), Some(5_000));
        assert_eq!(number("99999999999999999999"), None);
    }

    #[test]
    fn dates_in_every_script() {
        let day = date(2023, 9, 27);
        for text in ["2023-09-27", "2023-9-27", "2023年9月27日", "二〇二三年九月二十七日", "２０２３－０９－２７"] {
            assert_eq!(parse_date(text), day, "{text}");
        }
        assert_eq!(parse_date("2023-02-30"), None);
    }
}
