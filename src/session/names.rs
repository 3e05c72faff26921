//! Names for the formatter: each in the language of the skin, by what it means where it stands.

use super::senses::{Senses, of_statements};
use crate::base::Lang;
use crate::model::Model;
use crate::syntax::Namer;
use crate::syntax::ast::{Name, Statement};
use std::borrow::Cow;

/// Chinese to English and back, for the statements it was told of.
#[derive(Debug, Default)]
pub struct Dictionary(Senses);

impl Dictionary {
    /// Learns what the names of these statements mean.
    pub fn of<'a>(model: &Model, statements: impl IntoIterator<Item = &'a Statement>) -> Dictionary {
        Dictionary(of_statements(model, statements))
    }
}

impl Namer for Dictionary {
    fn name<'a>(&'a self, name: &'a Name, lang: Lang) -> Cow<'a, str> {
        // what is already in the skin's language stays as it is written
        if name.text.is_ascii() == (lang == Lang::En) {
            return Cow::Borrowed(&name.text);
        }
        let sense = self.0.get(&(name.span.file.0, name.span.start)).map(|(en, zh)| lang.pick(zh.as_ref(), en.as_ref()));
        Cow::Borrowed(sense.unwrap_or(&name.text))
    }
}
