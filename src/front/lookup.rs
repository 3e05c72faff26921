//! The words of a vocabulary, and what each means.

use super::context::{Context, Format};
use super::exit::Exit;
use super::out;
use crate::session::County;
use std::sync::Arc;

/// The overview, or what a word means in the current county or the shared vocabulary.
pub(crate) fn vocabulary(context: &Context, word: Option<&str>) -> Exit {
    let county: Arc<County> = match &context.county {
        None => context.set.common(),
        Some(name) => match context.set.county(name, context.on) {
            Ok(county) => county,
            Err(failure) => return context.fail(&failure),
        },
    };
    match crate::render::vocabulary(&county.model, context.lang, word) {
        Some(page) => {
            out::print(&match context.format {
                Format::Markdown => crate::render::markdown(&page),
                _ => crate::render::text(&page, out::colour(&std::io::stdout())),
            });
            Exit::Definite
        }
        None => {
            out::warn(&format!("{} `{}`", context.pick("词汇里没有", "the vocabulary has no"), word.unwrap_or("")));
            Exit::Invalid
        }
    }
}
