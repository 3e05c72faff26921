//! Questions: from text to an answer as data.

use super::county::County;
use super::failure::{Failure, FailureKind, bad_json, impossible, why_of_nothing};
use super::merge::merge;
use super::set::PolicySet;
use crate::base::{Diagnostic, Sources};
use crate::calendar::Date;
use crate::decision;
use crate::eval;
use crate::model::{Answer, Body, Choice, Facts, Leaf, LeafKind, Model, Question, QuestionKind, Silence, Status, Tree};
use crate::resolve;
use crate::syntax::{ast, parse_facts, parse_question};
use std::sync::Arc;

/// The day a question is asked as of, facts given beside it, and who answers.
#[derive(Clone, Debug)]
pub struct AskOptions {
    pub on: Date,
    pub facts: Option<Given>,
    pub engine: Engine,
}

/// Both give the same answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// The compiled engine; what it does not cover is answered by the reference.
    #[default]
    Compiled,
    /// The reference interpreter.
    Reference,
}

/// Facts in one of their written forms.
#[derive(Clone, Debug)]
pub enum Given {
    /// `公文（名义：县政府）；会次（…）`
    Text(String),
    /// `{"公文": {"名义": "县政府"}}`
    Json(String),
}

/// A question of one county, read once and answered as often as needed.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub county: Arc<County>,
    pub question: Question,
    pub text: String,
    pub engine: Engine,
}

/// An answer, with all that is needed to print it.
#[derive(Clone, Debug)]
pub struct Reply {
    pub county: Arc<County>,
    pub question: Question,
    pub text: String,
    pub answer: Answer,
    sources: Sources,
}

impl Given {
    /// JSON if it begins with a bracket of JSON, else the language's own form.
    pub fn of(text: &str) -> Given {
        match text.trim_start().starts_with(['{', '[']) {
            true => Given::Json(text.to_string()),
            false => Given::Text(text.to_string()),
        }
    }
}

impl AskOptions {
    pub fn on(on: Date) -> AskOptions {
        AskOptions { on, facts: None, engine: Engine::default() }
    }

    pub fn with(self, facts: Given) -> AskOptions {
        AskOptions { facts: Some(facts), ..self }
    }
}

impl PolicySet {
    /// `ask("上高县", "谁 签发 公文（名义：县政府）", …)`
    pub fn ask(&self, jurisdiction: &str, question: &str, options: &AskOptions) -> Result<Reply, Failure> {
        let prepared = self.prepare(jurisdiction, question, options)?;
        Ok(self.reply(prepared))
    }

    /// Reads a question without answering it; an empty jurisdiction means the only one loaded.
    pub fn prepare(&self, jurisdiction: &str, question: &str, options: &AskOptions) -> Result<Prepared, Failure> {
        let mut sources = self.0.sources.clone();
        let asked = sources.add("<question>", question);
        let syntax = |diagnostics, sources: &Sources| Failure::new(FailureKind::Syntax, diagnostics, sources);
        let tree = parse_question(asked, question).map_err(|d| syntax(d, &sources))?;
        let given = self.given_text(options, &mut sources)?;
        let county = match jurisdiction.is_empty() {
            true => self.only(options.on)?,
            false => self.county(jurisdiction, options.on)?,
        };
        if matches!(tree.kind, ast::QuestionKind::Why | ast::QuestionKind::WhyNot(_)) {
            return Err(syntax(vec![why_of_nothing()], &sources));
        }
        let errors = county.errors();
        if !errors.is_empty() {
            return Err(Failure::new(FailureKind::Policy, errors, &sources));
        }
        let unknown = |diagnostics: Vec<Diagnostic>| Failure::new(FailureKind::Unknown, diagnostics, &sources);
        let question_read = resolve::question(&county.model, &tree, &given, options.on).map_err(unknown)?;
        let prepared = Prepared { county, question: question_read, text: question.trim().to_string(), engine: options.engine };
        match &options.facts {
            Some(Given::Json(text)) => prepared.with_json(text).map_err(|(kind, d)| Failure::new(kind, d, &sources)),
            _ => Ok(prepared),
        }
    }

    fn given_text(&self, options: &AskOptions, sources: &mut Sources) -> Result<Vec<ast::Case>, Failure> {
        let Some(Given::Text(text)) = &options.facts else { return Ok(Vec::new()) };
        let file = sources.add("<facts>", text);
        parse_facts(file, text).map_err(|d| Failure::new(FailureKind::Syntax, d, sources))
    }

    /// Answers a question that is already read.
    pub fn reply(&self, prepared: Prepared) -> Reply {
        let answer = prepared.answer();
        Reply { county: prepared.county, question: prepared.question, text: prepared.text, answer, sources: self.0.sources.clone() }
    }
}

/// The same question for typed records: slots instead of names, cells instead of values, nanoseconds instead of microseconds.
/// What the question itself gives is not in them: a record states all its facts.
impl Prepared {
    /// 谁 of an act of one person, 限额: an outcome a case. None if the question is another, or its diagram passes the node cap.
    pub fn choice(&self) -> Option<decision::Prepared> {
        self.county.compiled().prepare(&self.question.kind, self.question.facts.record)
    }

    /// 何时: a day a case.
    pub fn dates(&self) -> Option<decision::PreparedDates> {
        self.county.compiled().prepare_dates(&self.question.kind, self.question.facts.record)
    }

    /// 核查: the norms of the record that a case breaks, one bit each. None past 64 norms.
    pub fn norms(&self) -> Option<decision::PreparedNorms> {
        let record = self.question.facts.record.filter(|_| matches!(self.question.kind, QuestionKind::Check))?;
        self.county.compiled().prepare_norms(record)
    }
}

impl Prepared {
    /// The answer for the facts of the question itself.
    pub fn answer(&self) -> Answer {
        self.answered(&self.question)
    }

    /// The answer for other facts of the same record.
    pub fn with(&self, facts: Facts) -> Answer {
        self.answered(&Question { facts, ..self.question.clone() })
    }

    fn answered(&self, question: &Question) -> Answer {
        let model = &self.county.model;
        if !in_force(model, question) {
            return not_in_force();
        }
        let compiled = (self.engine == Engine::Compiled).then(|| self.county.compiled().answer(question));
        compiled.flatten().unwrap_or_else(|| eval::answer(model, question))
    }

    /// The same question with these facts added; what the question itself says stays.
    pub fn given(&self, given: &Given) -> Result<Prepared, Vec<Diagnostic>> {
        match given {
            Given::Json(text) => self.with_json(text).map_err(|(_, d)| d),
            Given::Text(text) => self.with_text(text),
        }
    }

    fn with_text(&self, text: &str) -> Result<Prepared, Vec<Diagnostic>> {
        let mut read = Vec::new();
        for case in parse_facts(Default::default(), text)? {
            read.push(resolve::facts(&self.county.model, &case)?);
        }
        self.merged(read)
    }

    fn with_json(&self, text: &str) -> Result<Prepared, (FailureKind, Vec<Diagnostic>)> {
        let value: serde_json::Value = serde_json::from_str(text).map_err(|e| (FailureKind::Syntax, vec![bad_json(&e)]))?;
        let read = resolve::facts_json(&self.county.model, &value).map_err(|d| (FailureKind::Unknown, d))?;
        self.merged(read).map_err(|d| (FailureKind::Unknown, d))
    }

    /// Facts that break a 限定 together are an error.
    fn merged(&self, read: Vec<Facts>) -> Result<Prepared, Vec<Diagnostic>> {
        let mut out = self.clone();
        merge(&self.county.model, &mut out.question, read);
        match out.question.facts.possible(&self.county.model, &[]) {
            true => Ok(out),
            false => Err(vec![impossible()]),
        }
    }
}

impl Reply {
    pub fn model(&self) -> &Model {
        &self.county.model
    }

    /// The texts that the county's spans point into.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}

/// True on a day on which the policy holds, and for questions about the policy itself.
fn in_force(model: &Model, question: &Question) -> bool {
    let begun = model.header.effective.is_none_or(|e| e <= question.on);
    let ended = model.header.repealed.is_some_and(|r| r <= question.on);
    (begun && !ended) || matches!(question.kind, QuestionKind::Applies(..) | QuestionKind::Article(_))
}

fn not_in_force() -> Answer {
    let leaf = Leaf { kind: LeafKind::Silent(Silence::NotInForce), force: crate::base::Force::Stated, cites: Vec::new() };
    let choice = Choice { main: Some(Tree::Leaf(leaf)), ..Choice::default() };
    Answer {
        status: Status::Silent,
        body: Body::Choice(choice),
        needs: Vec::new(),
        irrelevant: Vec::new(),
        assumptions: Vec::new(),
        absences: Vec::new(),
        defeated: Vec::new(),
        near: Vec::new(),
    }
}
