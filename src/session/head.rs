//! What a file holds, told from its first lines without parsing it.

use crate::base::{Str, normalise};
use crate::calendar::Date;
use crate::syntax::parse_date;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `规则 …`
    Policy,
    /// `词汇 …`
    Vocabulary,
    /// `日历 …`
    Calendar,
    /// only `案例 …`
    Scenarios,
}

/// The words of a head that decide which file answers a question.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub name: Str,
    pub english: Option<Str>,
    pub jurisdiction: Option<Str>,
    pub effective: Option<Date>,
    pub uses: Vec<Str>,
}

const HEADS: [(Kind, [&str; 2]); 3] = [(Kind::Policy, ["规则", "policy"]), (Kind::Vocabulary, ["词汇", "vocabulary"]), (Kind::Calendar, ["日历", "calendar"])];

/// The kind of a file and its head; `Scenarios` if no head is found.
pub(super) fn scan(text: &str) -> (Kind, Head) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if ["案例", "scenario"].iter().any(|w| line.starts_with(w)) {
            break;
        }
        let start = line.trim_start_matches(['\u{FEFF}', '\u{3000}', '\u{A0}', ' ', '\t']);
        let found = HEADS.iter().find(|(_, words)| words.iter().any(|w| begins(start, w)));
        if let Some((kind, _)) = found {
            return (*kind, head(text.get(at..).unwrap_or("").trim_start_matches('\u{FEFF}').trim_start()));
        }
        at += line.len();
    }
    (Kind::Scenarios, Head::default())
}

fn begins(line: &str, word: &str) -> bool {
    line.strip_prefix(word).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

fn head(text: &str) -> Head {
    let end = [text.find('。'), text.find(".\n")].into_iter().flatten().min().unwrap_or(text.len());
    let text: String = text.get(..end).unwrap_or(text).lines().map(|l| l.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    let mut words = text.split_whitespace().skip(1);
    let name = words.next().map(unquoted).unwrap_or_default();
    let english = words.next().filter(|w| w.starts_with(|c: char| c.is_ascii_alphabetic()) && !w.contains(':'));
    Head {
        name: name.into(),
        english: english.map(Str::from),
        jurisdiction: value(&text, &["辖区", "jurisdiction"]).map(|v| Str::from(unquoted(v))),
        effective: value(&text, &["施行", "effective"]).and_then(parse_date),
        uses: value(&text, &["使用", "uses"]).map(list).unwrap_or_default(),
    }
}

fn list(value: &str) -> Vec<Str> {
    value.split(['、', '|', '｜']).map(|v| Str::from(unquoted(v))).filter(|v| !v.is_empty()).collect()
}

/// What follows a key and its colon, up to the next `；`.
fn value<'a>(text: &'a str, keys: &[&str]) -> Option<&'a str> {
    keys.iter().find_map(|key| {
        let (_, rest) = text.split_once(key)?;
        let rest = rest.trim_start().strip_prefix(['：', ':'])?;
        rest.split(['；', ';', '\n']).next().map(str::trim)
    })
}

fn unquoted(word: &str) -> String {
    let word = word.trim().trim_matches(['“', '”', '"', '《', '》', '「', '」']);
    normalise(word).trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_without_parsing() {
        let text = "// 注\n规则 上高县人民政府工作规则 shanggao\n  辖区：上高县；\n  施行：2023年9月27日；\n  使用：通用词汇、本县词汇。\n第一条 总则";
        let (kind, head) = scan(text);
        assert_eq!(kind, Kind::Policy);
        assert_eq!(head.jurisdiction.as_deref(), Some("上高县"));
        assert_eq!(head.english.as_deref(), Some("shanggao"));
        assert_eq!(head.effective, parse_date("2023-09-27"));
        assert_eq!(head.uses.iter().map(|u| u.as_ref()).collect::<Vec<_>>(), ["通用词汇", "本县词汇"]);
    }

    #[test]
    fn a_file_without_a_head_holds_scenarios() {
        assert_eq!(scan("案例 \"一\"\n 问 谁 签发；答 县长。").0, Kind::Scenarios);
        assert_eq!(scan("词汇 通用词汇 common。").0, Kind::Vocabulary);
        assert_eq!(scan("policy rules demo\n jurisdiction: demo_county; effective: 2024-01-01.\n").1.jurisdiction.as_deref(), Some("demo_county"));
    }
}
