//! `guiju compare "何时 回复 征求意见（余否）"`

use crate::front::{Context, Exit, Format, out};
use serde_json::json;

/// Columns of a page of text.
const WIDEST: usize = 100;

/// 比较：一个问题，各县并排 · one question over several counties
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 问句 · the question
    #[arg(required = true, value_name = "QUESTION")]
    words: Vec<String>,
    /// 只比较这些县，可重复；不写比较全部 · only these counties, repeatable; all otherwise
    #[arg(long = "with", value_name = "COUNTY")]
    with: Vec<String>,
}

impl Args {
    pub fn run(self, context: &Context) -> Exit {
        let question = self.words.join(" ");
        let mut names = self.with;
        names.extend(context.county.clone());
        let found = match context.set.compare(&names, &question, &context.options()) {
            Ok(found) => found,
            Err(failure) => return context.fail(&failure),
        };
        let table = found.table(context.lang);
        match context.format {
            Format::Text => out::print(&table.fitted(WIDEST)),
            Format::Markdown => out::print(&table.markdown()),
            Format::Csv => out::print(&table.csv()),
            Format::Json => {
                let whole = json!({"question": question, "as_of": context.on.to_string(), "answers": found.json(context.data_lang)});
                out::print(&serde_json::to_string_pretty(&whole).unwrap_or_default());
            }
        }
        match (found.silent(), found.open()) {
            (true, _) => Exit::Silent,
            (false, true) => Exit::Open,
            (false, false) => Exit::Definite,
        }
    }
}
