//! Two policies, and what they answer differently.

use super::county::County;
use super::failure::{Failure, FailureKind};
use super::set::PolicySet;
use crate::analysis::diff::{self, Difference, Differences};
use crate::base::{FileId, Lang};
use crate::calendar::Date;
use crate::eval;
use crate::model::{Answer, Model, Question};
use crate::render::{self, DiffJson, DiffView, Names};
use crate::{resolve, syntax};
use std::sync::Arc;

/// Two policies compared by what they answer.
#[derive(Clone, Debug)]
pub struct Diff {
    pub counties: [Arc<County>; 2],
    pub found: Differences,
    /// What tells two versions of one policy apart, else nothing.
    labels: Option<[String; 2]>,
    on: Date,
}

/// A policy of a set; the sets may differ.
#[derive(Clone, Debug)]
pub struct Version<'s> {
    pub set: &'s PolicySet,
    pub county: Arc<County>,
    /// How it is called where both have one jurisdiction.
    pub label: String,
}

impl Diff {
    /// Asks both; a policy with errors is a failure.
    pub fn of(left: Version, right: Version, on: Date) -> Result<Diff, Failure> {
        for version in [&left, &right] {
            let errors = version.county.errors();
            if !errors.is_empty() {
                return Err(Failure::new(FailureKind::Policy, errors, version.set.sources()));
            }
        }
        let found = diff::diff(&left.county.model, &right.county.model, on, &eval::answer);
        let same = left.county.model.header.jurisdiction == right.county.model.header.jurisdiction;
        let labels = same.then_some([left.label, right.label]);
        Ok(Diff { counties: [left.county, right.county], found, labels, on })
    }

    pub fn text(&self, lang: Lang) -> String {
        self.show(lang, render::diff_text)
    }

    pub fn markdown(&self, lang: Lang) -> String {
        self.show(lang, render::diff_markdown)
    }

    pub fn json(&self, lang: Lang) -> DiffJson {
        self.show(lang, render::diff_json)
    }

    /// True if both answer every question alike.
    pub fn none(&self) -> bool {
        self.found.all().next().is_none()
    }

    fn models(&self) -> [&Model; 2] {
        self.counties.each_ref().map(|c| &c.model)
    }

    fn show<T>(&self, lang: Lang, show: impl FnOnce(&DiffView) -> T) -> T {
        let models = self.models();
        let files = self.labels.is_some();
        let names = self.labels.clone().unwrap_or_else(|| models.map(|m| render::jurisdiction(m, lang)));
        let names = names.each_ref().map(String::as_str);
        show(&DiffView { models, names, files, found: &self.found, lang, on: self.on, texts: &|d| self.texts(d, lang) })
    }

    /// The question of each side; one text for both where it gets the answers of both, none where the words are read otherwise.
    fn texts(&self, d: &Difference, lang: Lang) -> [Option<String>; 2] {
        let [left, right] = self.models();
        let [a, b] = d.sides.each_ref().map(|s| s.asked.as_ref());
        let written = |m: &Model, asked: Option<&Asked>| asked.and_then(|(q, _)| Names::new(m, lang).question(q)).filter(|text| answers(m, text, asked));
        let one = written(left, a);
        if one.as_ref().is_some_and(|text| answers(right, text, b)) {
            return [one.clone(), one];
        }
        let two = written(right, b);
        if two.as_ref().is_some_and(|text| answers(left, text, a)) {
            return [two.clone(), two];
        }
        [one, two]
    }
}

type Asked = (Question, Answer);

/// True if the text, read and asked, gets this very answer.
fn answers(model: &Model, text: &str, asked: Option<&Asked>) -> bool {
    let Some((q, answer)) = asked else { return false };
    let read = syntax::parse_question(FileId(0), text).ok().and_then(|tree| resolve::question(model, &tree, &[], q.on).ok());
    read.is_some_and(|read| format!("{:?}", eval::answer(model, &read)) == format!("{answer:?}"))
}
