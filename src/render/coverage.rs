//! Coverage as a page and as data: a line a county, a line an article that is incomplete, then the statements that no scenario exercises.

use super::body::sentence;
use super::names::Names;
use super::page::{Block, Page};
use super::places::place;
use super::table::{Table, width};
use crate::analysis::{Count, Coverage, Covered, Role, Side, Switch};
use crate::base::Lang;
use crate::model::{Model, Place, RuleId};

/// Statements named for a county without `--why`.
const MOST: usize = 20;
/// Columns of a statement on one line.
const WIDE: usize = 64;

/// The coverage of one county, and where its statements stand.
pub struct CoverageView<'a> {
    pub model: &'a Model,
    pub coverage: &'a Coverage,
    /// `policies/shanggao.gj:52`
    pub at: &'a dyn Fn(RuleId) -> String,
    /// The statement in the skin of the language.
    pub statement: &'a dyn Fn(RuleId) -> String,
}

/// Everything on one page; `why` adds whole statements, items and one-sided switches.
pub fn coverage_page(counties: &[CoverageView], lang: Lang, why: bool) -> Page {
    let mut page = Page::default();
    let head = [("辖区", "county"), ("语句", "statements"), ("分项", "items"), ("条件两面", "both ways")];
    let rows = counties.iter().map(|c| std::iter::once(super::jurisdiction(c.model, lang)).chain(figures(c.coverage).map(whole)).collect()).collect();
    page.push(Block::Table(Table { head: head.map(|(zh, en)| lang.pick(zh, en).to_string()).to_vec(), rows }));
    for c in counties {
        c.incomplete(lang, why, &mut page);
    }
    page
}

fn figures(c: &Coverage) -> [Count; 3] {
    [c.statements(), c.items(), c.sides()]
}

/// `182/190（95%）`
fn whole(c: Count) -> String {
    if c.total == 0 { "–".into() } else { format!("{}/{}  {}%", c.covered, c.total, c.percent()) }
}

fn part(c: Count) -> String {
    if c.total == 0 { "–".into() } else { format!("{}/{}", c.covered, c.total) }
}

impl CoverageView<'_> {
    fn incomplete(&self, lang: Lang, why: bool, page: &mut Page) {
        let articles = self.coverage.articles(self.model).into_iter().map(|a| (a, self.coverage.of_article(self.model, a)));
        let rows: Vec<Vec<String>> = articles.filter(|(_, c)| !c.items().is_full()).map(|(a, c)| row(lang, a, &c)).collect();
        if !rows.is_empty() {
            page.section(format!("{}{}", super::jurisdiction(self.model, lang), lang.pick(" 没有用全的条", ", incomplete articles")));
            page.push(Block::Table(Table { head: Vec::new(), rows }));
        }
        let left: Vec<&Covered> = self.coverage.statements.iter().filter(|s| !s.is_exercised()).collect();
        if !left.is_empty() {
            page.section(lang.pick("没有案例用到的语句", "Statements that no scenario exercises"));
            if why { self.in_full(&left, lang, page) } else { self.in_short(&left, lang, page) }
        }
        if why {
            self.parts(lang, page);
        }
    }

    fn in_short(&self, left: &[&Covered], lang: Lang, page: &mut Page) {
        let row = |s: &&Covered| vec![(self.at)(s.rule), self.place(lang, s.rule), one_line(&(self.statement)(s.rule))];
        page.push(Block::Table(Table { head: Vec::new(), rows: left.iter().take(MOST).map(row).collect() }));
        let more = left.len().saturating_sub(MOST);
        if more > 0 {
            page.para(match lang {
                Lang::Zh => format!("还有 {more} 条，加 --why 全列。"),
                Lang::En => format!("{more} more: --why lists them all."),
            });
        }
    }

    fn in_full(&self, left: &[&Covered], lang: Lang, page: &mut Page) {
        for s in left {
            page.section(format!("{}  {}", (self.at)(s.rule), self.place(lang, s.rule)));
            page.push(Block::Code((self.statement)(s.rule)));
        }
    }

    /// Of statements that are exercised: their items that are not, and switches seen one way only.
    fn parts(&self, lang: Lang, page: &mut Page) {
        let exercised = || self.coverage.statements.iter().filter(|s| s.is_exercised());
        let items: Vec<Vec<String>> = exercised().flat_map(|s| s.items.iter().filter(|(_, c)| !c).map(|(i, _)| self.item(lang, s.rule, *i))).collect();
        if !items.is_empty() {
            page.section(lang.pick("没有案例用到的分项", "Items that no scenario exercises"));
            page.push(Block::Table(Table { head: Vec::new(), rows: items }));
        }
        let sides: Vec<Vec<String>> = exercised().flat_map(|s| s.switches.iter().filter_map(|x| self.switch(lang, s.rule, x))).collect();
        if !sides.is_empty() {
            page.section(lang.pick("只试过一面的条件", "Conditions tried one way only"));
            page.push(Block::Table(Table { head: Vec::new(), rows: sides }));
        }
    }

    pub(super) fn item(&self, lang: Lang, rule: RuleId, item: u32) -> Vec<String> {
        let names = Names::new(self.model, lang);
        let found = self.model.rule(rule).and_then(|r| Some((r, r.items.get(item as usize)?)));
        let text = found.map(|(r, i)| sentence(&names, r, i)).unwrap_or_default();
        vec![(self.at)(rule), place(lang, found.map_or(Place::default(), |(_, i)| i.place)), text]
    }

    fn switch(&self, lang: Lang, rule: RuleId, s: &Switch) -> Option<Vec<String>> {
        let names = Names::new(self.model, lang);
        let open = |side: Side| side == Side::Unseen;
        let missing = match (open(s.yes), open(s.no)) {
            (true, true) => lang.pick("两面都没有", "neither way"),
            (true, false) => lang.pick("没有成立的", "never held"),
            (false, true) => lang.pick("没有不成立的", "never failed"),
            (false, false) => return None,
        };
        let role = match s.role {
            Role::Scope => lang.pick("范围", "scope"),
            Role::Branch => lang.pick("分支", "branch"),
            Role::Exception => lang.pick("除外", "exception"),
            Role::Approval => lang.pick("批准", "approval"),
            Role::Actor => lang.pick("由谁", "actor"),
        };
        Some(vec![(self.at)(rule), self.place(lang, rule), role.into(), names.atom(s.atom), missing.into()])
    }

    pub(super) fn place(&self, lang: Lang, rule: RuleId) -> String {
        place(lang, self.model.rule(rule).map_or(Place::default(), |r| r.place))
    }
}

fn row(lang: Lang, article: Option<u32>, c: &Coverage) -> Vec<String> {
    let name = place(lang, Place { article, ..Place::default() });
    let words = [("语句", "statements"), ("分项", "items"), ("条件", "both ways")];
    std::iter::once(format!("  {name}")).chain(words.iter().zip(figures(c)).map(|((zh, en), n)| format!("{} {}", lang.pick(zh, en), part(n)))).collect()
}

/// A statement cut to one line.
fn one_line(text: &str) -> String {
    let flat = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let mut used = 0;
    let fits = |c: &char| {
        used += width(c.encode_utf8(&mut [0; 4]));
        used <= WIDE
    };
    let short: String = flat.chars().take_while(fits).collect();
    if short.len() < flat.len() { format!("{} …", short.trim_end()) } else { flat }
}
