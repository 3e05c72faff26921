//! One question put to several jurisdictions, side by side.

use super::ask::{AskOptions, Reply};
use super::failure::{Failure, FailureKind};
use super::set::PolicySet;
use crate::base::{Lang, Str};
use crate::model::Status;
use crate::render::{self, Json, Table};

/// What each jurisdiction says, in the order of loading.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub question: String,
    pub rows: Vec<(Str, Result<Reply, Failure>)>,
}

impl PolicySet {
    /// Puts a question to the named jurisdictions, or to all. It fails only where no jurisdiction understands it:
    /// a word that one county's rules lack is an answer about that county.
    pub fn compare(&self, names: &[String], question: &str, options: &AskOptions) -> Result<Comparison, Failure> {
        let names: Vec<Str> = if names.is_empty() { self.jurisdictions().into_iter().map(|j| j.name).collect() } else { names.iter().map(|n| n.as_str().into()).collect() };
        let mut rows = Vec::new();
        if names.len() > 1 {
            self.counties();
        }
        for name in names {
            let county = self.county(&name, options.on)?;
            let shown: Str = county.model.header.jurisdiction.clone();
            rows.push((shown, self.ask(&name, question, options)));
        }
        let understood = rows.iter().any(|(_, r)| !matches!(r, Err(Failure { kind: FailureKind::Syntax | FailureKind::Unknown, .. })));
        match rows.iter().find_map(|(_, r)| r.as_ref().err()) {
            Some(failure) if !understood => Err(failure.clone()),
            _ => Ok(Comparison { question: question.to_string(), rows }),
        }
    }
}

impl Comparison {
    /// Jurisdiction, answer, force, places.
    pub fn table(&self, lang: Lang) -> Table {
        let head = [("辖区", "jurisdiction"), ("答案", "answer"), ("效力", "force"), ("依据", "source")];
        let rows = self.rows.iter().map(|(name, reply)| match reply {
            Ok(reply) => {
                let said = reply.said(lang);
                let county = render::jurisdiction(reply.model(), lang);
                vec![county, said.sentence, said.force, said.places]
            }
            Err(failure) => vec![name.to_string(), not_asked(failure, lang), String::new(), String::new()],
        });
        Table { head: head.iter().map(|(zh, en)| lang.pick(zh, en).to_string()).collect(), rows: rows.collect() }
    }

    /// Each answer whole, as data.
    pub fn json(&self, lang: Lang) -> Vec<Json> {
        self.rows.iter().filter_map(|(_, r)| r.as_ref().ok()).map(|r| r.json(lang, false)).collect()
    }

    /// True if every jurisdiction is silent.
    pub fn silent(&self) -> bool {
        self.rows.iter().all(|(_, r)| !matches!(r, Ok(r) if r.answer.status != Status::Silent))
    }

    /// True if some answer waits for facts or for a judgement.
    pub fn open(&self) -> bool {
        self.rows.iter().any(|(_, r)| matches!(r, Ok(r) if r.answer.status == Status::Conditional))
    }
}

/// A county whose rules lack a word of the question.
fn not_asked(failure: &Failure, lang: Lang) -> String {
    let why = failure.diagnostics.first().map_or("", |d| d.message(lang));
    match lang {
        Lang::Zh => format!("问不了：{why}"),
        Lang::En => format!("cannot be asked: {why}"),
    }
}
