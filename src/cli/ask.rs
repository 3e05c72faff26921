//! `guiju ask 上高县 "谁 签发 公文（名义：县政府）"`

use crate::front::{Context, Exit, out};

/// 提问 · ask a question
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// [县] 问句 · [COUNTY] QUESTION
    #[arg(required = true, value_name = "COUNTY QUESTION")]
    words: Vec<String>,
}

impl Args {
    pub fn run(self, context: &Context) -> Exit {
        let (county, question) = self.split(context);
        match context.set.ask(&county, &question, &context.options()) {
            Ok(reply) => {
                out::print(&context.shown(&reply, context.why));
                Exit::of_answer(&reply.answer)
            }
            Err(failure) => context.fail(&failure),
        }
    }

    /// The first word is the county if `--in` names none and more words follow.
    fn split(&self, context: &Context) -> (String, String) {
        match (&context.county, self.words.split_first()) {
            (None, Some((county, rest))) if !rest.is_empty() => (county.clone(), rest.join(" ")),
            (Some(county), Some((first, rest))) if !rest.is_empty() && context.set.knows(first) => (county.clone(), rest.join(" ")),
            (county, _) => (county.clone().unwrap_or_default(), self.words.join(" ")),
        }
    }
}
