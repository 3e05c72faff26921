//! `guiju repl`

use crate::front::{Context, Exit};

/// 逐句问答 · ask one question after another
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 县 · the county
    county: Option<String>,
}

impl Args {
    pub fn run(self, mut context: Context) -> Exit {
        context.county = self.county.or(context.county);
        crate::repl::run(context)
    }
}
