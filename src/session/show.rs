//! An answer in one of the layouts, for front ends and embedders.

use super::ask::Reply;
use super::names::Dictionary;
use super::statements::Statements;
use crate::base::Lang;
use crate::model::RuleId;
use crate::render;
use crate::syntax::print_statement;

impl Reply {
    /// The answer as text; `bold` marks its first sentence for a terminal.
    pub fn text(&self, lang: Lang, why: bool, bold: bool) -> String {
        self.with_view(lang, why, |v| render::text(&render::page(v), bold))
    }

    pub fn markdown(&self, lang: Lang, why: bool) -> String {
        self.with_view(lang, why, |v| render::markdown(&render::page(v)))
    }

    /// The answer as data, in the published shape.
    pub fn json(&self, lang: Lang, why: bool) -> render::Json {
        self.with_view(lang, why, render::json)
    }

    /// One line of a comparison: the answer, its force, its places.
    pub fn said(&self, lang: Lang) -> render::Said {
        self.with_view(lang, false, render::said)
    }

    fn with_view<T>(&self, lang: Lang, why: bool, show: impl FnOnce(&render::View) -> T) -> T {
        let statements = Statements::new(&self.county, self.sources());
        let statement = |rule: RuleId| statements.of_rule(rule).map(|s| print_statement(s, lang, &Dictionary::of(self.model(), [s])));
        show(&render::View { model: self.model(), lang, question: &self.question, asked: &self.text, answer: &self.answer, why, statement: &statement })
    }
}
