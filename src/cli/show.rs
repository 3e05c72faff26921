//! `guiju show 上高县 29`: statements as they are written, in either skin.

use crate::front::{Context, Exit, show};

/// 看条文的语句 · show the statements of a place, a label or a name
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// [县] 第二十九条、29、标号或名称 · [COUNTY] a place, a number, a label or a name
    #[arg(required = true, value_name = "COUNTY PLACE")]
    words: Vec<String>,
}

impl Args {
    pub fn run(self, context: &Context) -> Exit {
        let (county, what) = match self.words.split_first() {
            Some((first, rest)) if !rest.is_empty() && context.county.is_none() => (first.clone(), rest.join(" ")),
            _ => (context.county.clone().unwrap_or_default(), self.words.join(" ")),
        };
        let found = if county.is_empty() { context.set.only(context.on) } else { context.set.county(&county, context.on) };
        match found {
            Ok(county) => show(context, &county, &what),
            Err(failure) => context.fail(&failure),
        }
    }
}
