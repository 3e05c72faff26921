//! One file a kind of body: what the page says of it.

mod article;
mod chain;
mod check;
mod choice;
mod due;
mod handle;
mod leaf;
mod list;
mod may;
mod meeting;
mod notes;
mod paths;
mod residual;
mod scope;
mod sentence;
mod silence;
mod step;
mod why;

use super::page::Page;
use super::view::View;
use crate::model::{Body, QuestionKind};

pub use handle::title as section_title;
pub use list::said as line_said;
pub use notes::entrustment;
pub use sentence::{inner, sentence};
pub use silence::stopper;
pub use step::step_text;

/// The page of an answer.
pub fn page(v: &View) -> Page {
    let mut page = Page::default();
    match &v.answer.body {
        Body::Choice(c) => choice::choice(v, c, &mut page),
        Body::Collection(c) if c.lines.is_empty() && c.elsewhere.is_empty() => silence::nothing(v, &mut page),
        Body::Collection(c) if matches!(v.question.kind, QuestionKind::Procedure) => chain::chain(v, c, &mut page),
        Body::Collection(c) => list::list(v, c, &mut page),
        Body::Check(c) => check::check(v, c, &mut page),
        Body::May(m) => may::may(v, m, &mut page),
        Body::Meeting(m) => meeting::meeting(v, m, &mut page),
        Body::Article(a) => article::article(v, a, &mut page),
        Body::Applies(s) => scope::scope(v, s, &mut page),
        Body::Handle(parts) => handle::handle(v, parts, &mut page),
    }
    notes::notes(v, &mut page);
    if v.why {
        why::why(v, &mut page);
    }
    page
}
