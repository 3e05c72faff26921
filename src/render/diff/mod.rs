//! The differences of two policies as a sheet of groups and entries; text, Markdown and JSON lay it out.

mod json;
mod markdown;
mod side;
mod text;

use super::names::Names;
use super::places::place;
use crate::analysis::diff::{Difference, Differences, Group, Kind};
use crate::base::Lang;
use crate::calendar::Date;
use crate::model::{Cite, Content, Model, Norm, Object, Place, What};
use side::Said;

pub use json::{DiffJson, diff_json};
pub use markdown::diff_markdown;
pub use text::diff_text;

/// Two policies and what they answer differently.
#[derive(Clone, Copy)]
pub struct DiffView<'a> {
    pub models: [&'a Model; 2],
    pub names: [&'a str; 2],
    /// The names are files: two versions of one policy.
    pub files: bool,
    pub found: &'a Differences,
    pub lang: Lang,
    pub on: Date,
    /// A question in words that its side understands; one text for both where one will do.
    pub texts: &'a dyn Fn(&Difference) -> [Option<String>; 2],
}

/// One difference in words.
struct Entry {
    kind: Kind,
    questions: [Option<String>; 2],
    said: [Said; 2],
    /// Questions that differ in the same point.
    also: Vec<String>,
    more: usize,
}

/// The kinds in the order in which they are told.
const KINDS: [Kind; 7] = [Kind::Number, Kind::Person, Kind::Force, Kind::Condition, Kind::Manner, Kind::OnlyLeft, Kind::OnlyRight];

impl DiffView<'_> {
    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    fn side(&self, n: usize) -> &str {
        let [left, right] = self.names;
        if n == 0 { left } else { right }
    }

    fn model(&self, n: usize) -> &Model {
        let [left, right] = self.models;
        if n == 0 { left } else { right }
    }

    /// What a question is pasted after: `guiju ask --in 上高县`.
    fn command(&self, n: usize) -> String {
        match self.files {
            true => format!("guiju -p {} ask", self.side(n)),
            false => format!("guiju ask --in {}", self.side(n)),
        }
    }

    fn title(&self) -> String {
        match self.lang {
            Lang::Zh => format!("{}与{}的规则差异", self.side(0), self.side(1)),
            Lang::En => format!("How the rules of {} and {} differ", self.side(0), self.side(1)),
        }
    }

    /// `数字`, `只有上高县`
    fn kind(&self, kind: Kind) -> String {
        let only = |n: usize| match self.lang {
            Lang::Zh => format!("只有{}", self.side(n)),
            Lang::En => format!("only {}", self.side(n)),
        };
        match kind {
            Kind::Number => self.pick("数字", "number").into(),
            Kind::Person => self.pick("谁", "who").into(),
            Kind::Force => self.pick("轻重", "force").into(),
            Kind::Condition => self.pick("条件", "condition").into(),
            Kind::Manner => self.pick("做法", "manner").into(),
            Kind::OnlyLeft => only(0),
            Kind::OnlyRight => only(1),
        }
    }

    fn entries(&self, group: &Group) -> Vec<Entry> {
        group.found.iter().map(|d| self.entry(d)).collect()
    }

    fn entry(&self, d: &Difference) -> Entry {
        let [left, right] = &d.sides;
        let alone = [right.cites.is_empty(), left.cites.is_empty()];
        let said = [side::said(self, 0, left, d, alone), side::said(self, 1, right, d, alone)];
        let also = d.also.iter().filter_map(|d| (self.texts)(d).into_iter().flatten().next()).collect();
        Entry { kind: d.kind, questions: (self.texts)(d), said, also, more: d.more }
    }

    /// `第二十三条（会议管理）`, as each side numbers and names it; a side without one is left out.
    fn heading(&self, group: &Group) -> String {
        let sides = group.articles.iter().zip([0, 1]).filter_map(|(a, n)| {
            let title = self.model(n).articles.get(&(*a)?).map_or("", |a| a.title.trim());
            let number = place(self.lang, Place { article: *a, ..Place::default() });
            Some(format!("{} {number} {title}", self.side(n)).trim_end().to_string())
        });
        let list: Vec<String> = sides.collect();
        match list.is_empty() {
            true => self.pick("规则开头", "the head of the rules").into(),
            false => list.join(self.pick("｜", " | ")),
        }
    }

    /// How many differences of each kind, those there are.
    fn counts(&self) -> Vec<(String, usize)> {
        KINDS.iter().map(|k| (self.kind(*k), self.found.count(*k))).filter(|(_, n)| *n > 0).collect()
    }

    fn total(&self) -> usize {
        self.found.all().count()
    }

    /// `另有 3 种情形也因此不同`
    fn more(&self, n: usize) -> Option<String> {
        match (n, self.lang) {
            (0, _) => None,
            (n, Lang::Zh) => Some(format!("同样的条文另有 {n} 处问法也不同")),
            (n, Lang::En) => Some(format!("{n} further questions on the same rules differ too")),
        }
    }

    /// `同样不同的还有：…`
    fn also(&self, list: &[String], quoted: &dyn Fn(&str) -> String) -> Option<String> {
        let list: Vec<String> = list.iter().map(|q| quoted(q)).collect();
        (!list.is_empty()).then(|| format!("{}{}", self.pick("在同一点上不同的还有：", "Different in the same point: "), list.join(self.pick("、", ", "))))
    }

    fn summary(&self) -> String {
        let list: Vec<String> = self.counts().into_iter().map(|(k, n)| format!("{k} {n}")).collect();
        match (self.total(), self.lang) {
            (0, Lang::Zh) => format!("{}与{}没有发现不同：{} 个问题，两边的回答都一样。", self.side(0), self.side(1), self.found.asked),
            (0, Lang::En) => format!("No difference found between {} and {}: {} questions, all answered alike.", self.side(0), self.side(1), self.found.asked),
            (n, Lang::Zh) => format!("{}与{}有 {n} 处不同：{}。", self.side(0), self.side(1), list.join("、")),
            (n, Lang::En) => format!("{} and {} differ in {n} places: {}.", self.side(0), self.side(1), list.join(", ")),
        }
    }

    fn skipped(&self) -> Option<String> {
        match (self.found.skipped, self.lang) {
            (0, _) => None,
            (n, Lang::Zh) => Some(format!("有 {n} 个问题情形太多，没有比完。")),
            (n, Lang::En) => Some(format!("{n} questions have too many cases and were not compared to the end.")),
        }
    }

    /// Quoted requirements that only this side has in these words.
    fn phrases(&self, n: usize, list: &[Cite]) -> Vec<String> {
        let names = Names::new(self.model(n), self.lang);
        list.iter().filter_map(|c| self.model(n).rule(c.rule)?.items.get(c.item as usize)).map(|i| phrase(&names, &i.content)).collect()
    }

    /// Quoted requirements are counted here, and listed in the data.
    fn phrases_line(&self) -> Option<String> {
        let (a, b) = (self.all_phrases(0), self.all_phrases(1));
        match ((a, b), self.lang) {
            ((0, 0), _) => None,
            (_, Lang::Zh) => Some(format!("引号里的要求只列不查，这里不逐字比：字面上只有{}的 {a} 处，只有{}的 {b} 处，用 `--format json` 看全部。", self.side(0), self.side(1))),
            (_, Lang::En) => Some(format!(
                "Quoted requirements are never checked and not compared here: {a} stand only in {}, {b} only in {}; `--format json` lists them.",
                self.side(0),
                self.side(1)
            )),
        }
    }

    fn all_phrases(&self, n: usize) -> usize {
        self.found.groups.iter().filter_map(|g| g.phrases.get(n)).map(Vec::len).sum()
    }
}

fn phrase(n: &Names, content: &Content) -> String {
    match content {
        Content::Norm(Norm { what: What::Phrase(p), .. }) => n.quoted(p),
        Content::Norm(Norm { what: What::Act { act, objects }, .. }) => {
            let list: Vec<String> = objects.iter().filter(|o| matches!(o, Object::Phrase(_))).map(|o| n.object(o)).collect();
            format!("{}{}{}", n.term(*act), n.pick("", " "), n.join(&list))
        }
        _ => String::new(),
    }
}
