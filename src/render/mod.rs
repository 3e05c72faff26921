//! Every user-visible layout: an answer becomes a page of blocks in the reader's language, a page becomes text or Markdown; JSON stands apart.

mod actors;
mod body;
mod case;
mod conds;
mod coverage;
mod coverage_json;
mod deep;
mod deep_case;
mod diagnostics;
mod diff;
mod expect;
mod json;
mod markdown;
mod names;
mod page;
mod places;
mod said;
mod table;
mod text;
mod view;
mod vocabulary;
mod words;

pub use body::{page, sentence, step_text, stopper};
pub use coverage::{CoverageView, coverage_columns, coverage_page};
pub use coverage_json::CoverageJson;
pub use deep::{FindingJson, deep_json, deep_skipped, deep_text};
pub use diagnostics::diagnostics;
pub use diff::{DiffJson, DiffView, diff_json, diff_markdown, diff_text};
pub use json::{Json, json};
pub use markdown::markdown;
pub use names::Names;
pub use page::{Block, Branch, Page, Row};
pub use places::{hanzi, place, places};
pub use said::{Said, said};
pub use table::{Table, pad, width};
pub use text::text;
pub use view::View;
pub use vocabulary::vocabulary;
pub use words::scaled;

use crate::base::Lang;
use crate::model::Model;

/// `上高县`, `shanggao`
pub fn jurisdiction(model: &Model, lang: Lang) -> String {
    let h = &model.header;
    let zh = if h.jurisdiction.is_empty() { &h.name } else { &h.jurisdiction };
    match h.english.as_ref().filter(|_| lang == Lang::En) {
        Some(english) => english.replace('_', " "),
        None => zh.to_string(),
    }
}
