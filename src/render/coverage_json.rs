//! Coverage as data.

use super::coverage::CoverageView;
use super::names::Names;
use crate::analysis::{Count, Coverage, Covered};
use crate::base::Lang;
use serde::Serialize;

/// One county's coverage as data.
#[derive(Debug, Serialize)]
pub struct CoverageJson {
    pub jurisdiction: String,
    #[serde(flatten)]
    pub figures: Figures,
    pub articles: Vec<ArticleJson>,
    /// Statements with an item or a side that no scenario exercises.
    pub incomplete: Vec<StatementJson>,
}

#[derive(Debug, Serialize)]
pub struct Figures {
    pub statements: CountJson,
    pub items: CountJson,
    pub sides: CountJson,
}

#[derive(Debug, Serialize)]
pub struct CountJson {
    pub covered: usize,
    pub total: usize,
    pub percent: usize,
}

#[derive(Debug, Serialize)]
pub struct ArticleJson {
    /// None: before the first article.
    pub article: Option<u32>,
    #[serde(flatten)]
    pub figures: Figures,
}

#[derive(Debug, Serialize)]
pub struct StatementJson {
    pub place: String,
    /// `policies/shanggao.gj:52`
    pub at: String,
    pub exercised: bool,
    /// Items without a scenario.
    pub missing: Vec<String>,
    /// Conditions that were not tried both ways.
    pub switches: Vec<SwitchJson>,
    pub statement: String,
}

#[derive(Debug, Serialize)]
pub struct SwitchJson {
    pub condition: String,
    pub role: &'static str,
    /// `holds`, `fails`: the sides to try.
    pub missing: Vec<&'static str>,
}

impl Figures {
    fn of(c: &Coverage) -> Figures {
        let json = |c: Count| CountJson { covered: c.covered, total: c.total, percent: c.percent() };
        Figures { statements: json(c.statements()), items: json(c.items()), sides: json(c.sides()) }
    }
}

impl CoverageView<'_> {
    /// The coverage of the county as data.
    pub fn json(&self, lang: Lang) -> CoverageJson {
        let articles = self.coverage.articles(self.model).into_iter().map(|a| {
            let c = self.coverage.of_article(self.model, a);
            ArticleJson { article: a, figures: Figures::of(&c) }
        });
        let unexercised = self.coverage.statements.iter().filter(|s| !s.items().is_full() || !s.sides().is_full());
        CoverageJson {
            jurisdiction: super::jurisdiction(self.model, lang),
            figures: Figures::of(self.coverage),
            articles: articles.collect(),
            incomplete: unexercised.map(|s| self.statement_json(lang, s)).collect(),
        }
    }

    fn statement_json(&self, lang: Lang, s: &Covered) -> StatementJson {
        let missing = s.items.iter().filter(|(_, covered)| !covered).filter_map(|(i, _)| self.item(lang, s.rule, *i).pop());
        let names = Names::new(self.model, lang);
        let one_way = s.switches.iter().filter(|x| x.unseen().next().is_some()).map(|x| SwitchJson {
            condition: names.atom(x.atom),
            role: super::coverage::role(lang, x.role),
            missing: x.unseen().map(|t| if t { "holds" } else { "fails" }).collect(),
        });
        StatementJson {
            place: self.place(lang, s.rule),
            at: (self.at)(s.rule),
            exercised: s.is_exercised(),
            missing: missing.collect(),
            switches: one_way.collect(),
            statement: (self.statement)(s.rule),
        }
    }
}
