//! What stays from question to question: a policy set, a day, a language, facts.

use super::exit::Exit;
use super::out;
use crate::base::Lang;
use crate::calendar::Date;
use crate::session::{AskOptions, Engine, Failure, Given, PolicySet, Reply};
use std::path::PathBuf;

pub(crate) struct Context {
    pub set: PolicySet,
    pub paths: Vec<PathBuf>,
    pub lang: Lang,
    /// The language of data: Chinese unless one was asked for.
    pub data_lang: Lang,
    pub on: Date,
    pub format: Format,
    pub why: bool,
    pub county: Option<String>,
    pub facts: Option<Given>,
    pub engine: Engine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    #[value(alias = "md")]
    Markdown,
    /// compare only
    Csv,
}

impl Context {
    /// Takes these paths instead of the built-in policies; their reading errors are reported, once.
    pub fn load(&mut self, paths: &[PathBuf]) {
        if paths.is_empty() || paths == self.paths {
            return;
        }
        let loaded = PolicySet::from_paths(paths);
        out::report(&loaded.diagnostics, loaded.set.sources(), self.lang);
        self.set = loaded.set;
        self.paths = paths.to_vec();
    }

    pub fn options(&self) -> AskOptions {
        AskOptions { on: self.on, facts: self.facts.clone(), engine: self.engine }
    }

    pub fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// Reports a failure and gives its exit code.
    pub fn fail(&self, failure: &Failure) -> Exit {
        out::report(&failure.diagnostics, &failure.sources, self.lang);
        Exit::of_failure(failure)
    }

    /// An answer in the asked format.
    pub fn shown(&self, reply: &Reply, why: bool) -> String {
        match self.format {
            Format::Text | Format::Csv => reply.text(self.lang, why, out::colour(&std::io::stdout())),
            Format::Markdown => reply.markdown(self.lang, why),
            Format::Json => serde_json::to_string_pretty(&reply.json(self.data_lang, why)).unwrap_or_default(),
        }
    }

    pub fn in_county(&self) -> &str {
        self.county.as_deref().unwrap_or("")
    }
}
