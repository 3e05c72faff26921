//! Names for the formatter: every name of a model in the other language.

use crate::base::{Lang, Str};
use crate::model::Model;
use crate::syntax::Namer;
use crate::syntax::ast::Name;
use std::borrow::Cow;
use std::collections::HashMap;

/// Chinese to English and back, by the words alone.
#[derive(Debug, Default)]
pub struct Dictionary {
    english: HashMap<Str, Str>,
    chinese: HashMap<Str, Str>,
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
        let table = match lang {
            Lang::Zh => &self.chinese,
            Lang::En => &self.english,
        };
        Cow::Borrowed(table.get(&name.text).unwrap_or(&name.text))
    }
}
