//! Completion of keywords, commands and vocabulary; a line is whole once its brackets close.

use super::command::COMMANDS;
use super::line;
use crate::model::Model;
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Result};

const KEYWORDS: [&str; 50] = [
    "谁",
    "代理",
    "流程",
    "何会",
    "何时",
    "可否",
    "核查",
    "限额",
    "会议",
    "义务",
    "办理",
    "适用",
    "条",
    "为何",
    "为何不",
    "余否",
    "缺席",
    "受托人",
    "经过",
    "对",
    "等",
    "无",
    "非",
    "且",
    "或",
    "容许",
    "完备",
    "who",
    "stands_in",
    "procedure",
    "which_meeting",
    "when",
    "may",
    "check",
    "limit",
    "meeting",
    "duties",
    "handle",
    "applies",
    "article",
    "why",
    "why_not",
    "rest_no",
    "none",
    "not",
    "and",
    "or",
    "on",
    "allow",
    "complete",
];

/// Every word worth completing.
pub(super) fn words(model: &Model) -> Vec<String> {
    let mut out: Vec<String> = KEYWORDS.iter().map(|k| k.to_string()).collect();
    let mut add = |name: &str, english: Option<&str>| {
        out.push(name.to_string());
        out.extend(english.map(str::to_string));
    };
    model.terms.list.iter().for_each(|t| add(t.own.as_deref().unwrap_or(&t.name), t.english.as_deref()));
    model.records.iter().for_each(|r| add(&r.name, r.english.as_deref()));
    model.fields.iter().filter(|f| f.record.is_some()).for_each(|f| add(&f.name, f.english.as_deref()));
    out.extend(model.articles.keys().map(|n| format!("第{}条", crate::render::hanzi(*n))));
    out.sort();
    out.dedup();
    out
}

#[derive(rustyline::Helper)]
pub(super) struct Helper {
    words: Vec<String>,
}

impl Helper {
    pub fn new(words: Vec<String>) -> Helper {
        Helper { words }
    }

    /// Where the word under the cursor begins, and what it could become.
    fn candidates(&self, line: &str, pos: usize) -> (usize, Vec<Pair>) {
        let before = line.get(..pos).unwrap_or(line);
        if let Some(rest) = before.strip_prefix([':', '：']) {
            let start = before.len() - rest.len();
            let all = COMMANDS.iter().flat_map(|(en, zh)| [*en, *zh]);
            return (start, all.filter(|c| c.starts_with(rest)).map(pair).collect());
        }
        let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |at| at + before.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
        let word = before.get(start..).unwrap_or("");
        if word.is_empty() {
            return (start, Vec::new());
        }
        let begins = self.words.iter().filter(|w| w.starts_with(word));
        (start, begins.map(|w| pair(w)).collect())
    }
}

fn pair(word: &str) -> Pair {
    Pair { display: word.to_string(), replacement: word.to_string() }
}

impl Completer for Helper {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        Ok(self.candidates(line, pos))
    }
}

impl Hinter for Helper {
    type Hint = String;
}

impl Highlighter for Helper {}

impl Validator for Helper {
    fn validate(&self, typed: &mut ValidationContext) -> Result<ValidationResult> {
        Ok(match line::complete(typed.input()) {
            true => ValidationResult::Valid(None),
            false => ValidationResult::Incomplete,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Helper;

    #[test]
    fn the_word_under_the_cursor_is_completed() {
        let helper = Helper::new(vec!["县政府".into(), "县政府办公室".into(), "签发".into()]);
        let line = "谁 签发 公文（名义：县政";
        let (start, found) = helper.candidates(line, line.len());
        assert_eq!(line.get(start..), Some("县政"));
        assert_eq!(found.iter().map(|p| p.replacement.as_str()).collect::<Vec<_>>(), ["县政府", "县政府办公室"]);
    }
}
