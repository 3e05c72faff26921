//! `guiju vocab`: the words of the language's vocabulary, and what each means.

use crate::front::{Context, Exit, vocabulary};

/// 查词汇 · look up terms, records and fields
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 词，不写列总目 · a word; an overview without one
    word: Option<String>,
}

impl Args {
    pub fn run(self, context: &Context) -> Exit {
        vocabulary(context, self.word.as_deref().map(str::trim).filter(|w| !w.is_empty()))
    }
}
