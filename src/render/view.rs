//! What a layout may look at: an answer, its question and its model, in one language.

use super::names::Names;
use crate::base::Lang;
use crate::model::{Answer, Cite, Item, Model, Place, Question, Rule, RuleId};

/// An answer to be shown.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub model: &'a Model,
    pub lang: Lang,
    pub question: &'a Question,
    /// The question as it was asked.
    pub asked: &'a str,
    pub answer: &'a Answer,
    /// Adds which rules applied, lost and fell short.
    pub why: bool,
    /// The statement a rule came from, in the skin of the language.
    pub statement: &'a dyn Fn(RuleId) -> Option<String>,
}

impl<'a> View<'a> {
    pub fn names(&self) -> Names<'a> {
        Names::new(self.model, self.lang)
    }

    pub fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.names().pick(zh, en)
    }

    pub fn zh(&self) -> bool {
        self.lang == Lang::Zh
    }

    pub fn item(&self, cite: &Cite) -> Option<(&'a Rule, &'a Item)> {
        let rule = self.model.rule(cite.rule)?;
        Some((rule, rule.items.get(cite.item as usize)?))
    }

    pub fn place(&self, p: Place) -> String {
        super::places::place(self.lang, p)
    }

    pub fn places(&self, list: &[Place]) -> String {
        super::places::places(self.lang, list)
    }

    /// `（第二十九条第二款）`; empty for no place.
    pub fn cited(&self, cites: &[Cite]) -> String {
        let list: Vec<Place> = cites.iter().map(|c| c.place).collect();
        self.names().bracket(&self.places(&list))
    }

    /// The sentence of an answer with its places, and its stop.
    pub fn stated(&self, text: &str, cites: &[Cite]) -> String {
        self.names().sentence(&format!("{text}{}", self.cited(cites)))
    }
}
