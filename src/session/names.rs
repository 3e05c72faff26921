//! Names for the formatter: each in the language of the skin, by what it means where it stands.

use super::senses::{Senses, of_statement};
use crate::base::{Lang, Str};
use crate::model::Model;
use crate::syntax::Namer;
use crate::syntax::ast::{Name, Statement};
use std::borrow::Cow;
use std::collections::HashMap;

/// Chinese to English and back: the senses of the statements it was told of, else the words alone.
#[derive(Debug, Default)]
pub struct Dictionary {
    english: HashMap<Str, Str>,
    chinese: HashMap<Str, Str>,
    senses: Senses,
}

impl Dictionary {
    pub fn new(model: &Model) -> Dictionary {
        let mut out = Dictionary::default();
        for t in &model.terms.list {
            out.add(&t.name, &t.aliases, t.english.as_ref());
        }
        model.terms.taxonomies.iter().for_each(|t| out.add(&t.name, &[], t.english.as_ref()));
        model.records.iter().for_each(|r| out.add(&r.name, &r.aliases, r.english.as_ref()));
        model.fields.iter().for_each(|f| out.add(&f.name, &f.aliases, f.english.as_ref()));
        out
    }

    /// Learns what the names of these statements mean.
    pub fn knowing<'a>(mut self, model: &Model, statements: impl IntoIterator<Item = &'a Statement>) -> Dictionary {
        statements.into_iter().for_each(|s| self.senses.extend(of_statement(model, s)));
        self
    }

    fn add(&mut self, name: &Str, aliases: &[Str], english: Option<&Str>) {
        let Some(english) = english else { return };
        self.chinese.entry(english.clone()).or_insert_with(|| name.clone());
        for word in std::iter::once(name).chain(aliases) {
            self.english.entry(word.clone()).or_insert_with(|| english.clone());
        }
    }
}

impl Namer for Dictionary {
    fn name<'a>(&'a self, name: &'a Name, lang: Lang) -> Cow<'a, str> {
        // what is already in the skin's language stays as it is written
        if name.text.is_ascii() == (lang == Lang::En) {
            return Cow::Borrowed(&name.text);
        }
        let sense = self.senses.get(&(name.span.file.0, name.span.start));
        let found = match lang {
            Lang::En => sense.map(|(en, _)| en).or_else(|| self.english.get(&name.text)),
            Lang::Zh => sense.map(|(_, zh)| zh).or_else(|| self.chinese.get(&name.text)),
        };
        Cow::Borrowed(found.unwrap_or(&name.text))
    }
}
