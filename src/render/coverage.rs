//! Coverage as a page: a line a county, a line an article that is incomplete, then the statements, items and sides of conditions that no
//! scenario exercises.

use super::body::sentence;
use super::names::Names;
use super::page::{Block, Page};
use super::places::place;
use super::table::{Table, width};
use crate::analysis::{Count, Coverage, Covered, Role, Switch};
use crate::base::Lang;
use crate::model::{Model, Place, RuleId};

/// Rows of a list without `--why`.
const MOST: usize = 20;
/// Columns of a statement on one line.
const WIDE: usize = 64;
/// The same of a condition.
const NARROW: usize = 48;

/// The coverage of one county, and where its statements stand.
pub struct CoverageView<'a> {
    pub model: &'a Model,
    pub coverage: &'a Coverage,
    /// `policies/shanggao.gj:52`
    pub at: &'a dyn Fn(RuleId) -> String,
    /// The statement in the skin of the language.
    pub statement: &'a dyn Fn(RuleId) -> String,
}

/// Everything on one page; `why` adds whole statements and every row of a list.
pub fn coverage_page(counties: &[CoverageView], lang: Lang, why: bool) -> Page {
    let mut page = Page::default();
    let head = std::iter::once(lang.pick("辖区", "county")).chain(coverage_columns(lang)).map(String::from).collect();
    let rows = counties.iter().map(|c| std::iter::once(super::jurisdiction(c.model, lang)).chain(c.coverage.figures().map(whole)).collect()).collect();
    page.push(Block::Table(Table { head, rows }));
    for c in counties {
        c.incomplete(lang, why, &mut page);
    }
    let full = |c: &CoverageView| c.coverage.figures().into_iter().all(Count::is_full);
    if !counties.iter().all(full) {
        page.para(lang.pick("用 guiju test --generate 写出补上这些的案例。", "`guiju test --generate` proposes scenarios for these.").to_string());
    }
    page
}

/// The names of the three figures.
pub fn coverage_columns(lang: Lang) -> [&'static str; 3] {
    [("语句", "statements"), ("分项", "items"), ("条件两面", "both ways")].map(|(zh, en)| lang.pick(zh, en))
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
        let name = super::jurisdiction(self.model, lang);
        let title = |zh: &str, en: &str| match lang {
            Lang::Zh => format!("{name} {zh}"),
            Lang::En => format!("{name}, {en}"),
        };
        let articles = self.coverage.articles(self.model).into_iter().map(|a| (a, self.coverage.of_article(self.model, a)));
        let rows = articles.filter(|(_, c)| !c.figures().into_iter().all(Count::is_full)).map(|(a, c)| row(lang, a, &c)).collect();
        listed(title("没有用全的条", "incomplete articles"), rows, lang, why, page);
        let (exercised, left): (Vec<&Covered>, Vec<&Covered>) = self.coverage.statements.iter().partition(|s| s.is_exercised());
        let unused = title("没有案例用到的语句", "statements that no scenario exercises");
        if why && !left.is_empty() {
            page.section(unused);
            self.in_full(&left, lang, page);
        } else {
            let row = |s: &&Covered| vec![(self.at)(s.rule), self.place(lang, s.rule), one_line(&(self.statement)(s.rule), WIDE)];
            listed(unused, left.iter().map(row).collect(), lang, why, page);
        }
        let items = exercised.iter().flat_map(|s| s.items.iter().filter(|(_, c)| !c).map(|(i, _)| self.item(lang, s.rule, *i))).collect();
        listed(title("没有案例用到的分项", "items that no scenario exercises"), items, lang, why, page);
        let sides = exercised.iter().flat_map(|s| s.switches.iter().filter_map(|x| self.switch(lang, s.rule, x, why))).collect();
        listed(title("没有两面都试过的条件", "conditions not tried both ways"), sides, lang, why, page);
    }

    fn in_full(&self, left: &[&Covered], lang: Lang, page: &mut Page) {
        for s in left {
            page.section(format!("{}  {}", (self.at)(s.rule), self.place(lang, s.rule)));
            page.push(Block::Code((self.statement)(s.rule)));
        }
    }

    pub(super) fn item(&self, lang: Lang, rule: RuleId, item: u32) -> Vec<String> {
        let names = Names::new(self.model, lang);
        let found = self.model.rule(rule).and_then(|r| Some((r, r.items.get(item as usize)?)));
        let text = found.map(|(r, i)| sentence(&names, r, i)).unwrap_or_default();
        vec![(self.at)(rule), place(lang, found.map_or(Place::default(), |(_, i)| i.place)), text]
    }

    fn switch(&self, lang: Lang, rule: RuleId, s: &Switch, why: bool) -> Option<Vec<String>> {
        let missing = match s.unseen().collect::<Vec<_>>().as_slice() {
            [] => return None,
            [true] => lang.pick("缺成立的", "never held"),
            [false] => lang.pick("缺不成立的", "never failed"),
            _ => lang.pick("两面都缺", "neither way"),
        };
        let name = Names::new(self.model, lang).atom(s.atom);
        let name = if why { name } else { one_line(&name, NARROW) };
        Some(vec![(self.at)(rule), self.place(lang, rule), role(lang, s.role).into(), name, missing.into()])
    }

    pub(super) fn place(&self, lang: Lang, rule: RuleId) -> String {
        place(lang, self.model.rule(rule).map_or(Place::default(), |r| r.place))
    }
}

/// What a condition does in its statement.
pub(super) fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Scope => lang.pick("范围", "scope"),
        Role::Branch => lang.pick("分支", "branch"),
        Role::Exception => lang.pick("除外", "exception"),
        Role::Approval => lang.pick("批准", "approval"),
        Role::Actor => lang.pick("由谁", "actor"),
    }
}

/// A section of rows, if there are any; cut without `--why`.
fn listed(title: String, mut rows: Vec<Vec<String>>, lang: Lang, why: bool, page: &mut Page) {
    if rows.is_empty() {
        return;
    }
    let more = if why { 0 } else { rows.len().saturating_sub(MOST) };
    rows.truncate(rows.len() - more);
    page.section(title);
    page.push(Block::Table(Table { head: Vec::new(), rows }));
    if more > 0 {
        page.para(match lang {
            Lang::Zh => format!("还有 {more} 行，加 --why 全列。"),
            Lang::En => format!("{more} more: --why lists them all."),
        });
    }
}

fn row(lang: Lang, article: Option<u32>, c: &Coverage) -> Vec<String> {
    let name = place(lang, Place { article, ..Place::default() });
    std::iter::once(format!("  {name}")).chain(coverage_columns(lang).iter().zip(c.figures()).map(|(word, n)| format!("{word} {}", part(n)))).collect()
}

/// A text cut to one line of so many columns.
fn one_line(text: &str, columns: usize) -> String {
    let flat = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let mut used = 0;
    let fits = |c: &char| {
        used += width(c.encode_utf8(&mut [0; 4]));
        used <= columns
    };
    let short: String = flat.chars().take_while(fits).collect();
    if short.len() < flat.len() { format!("{} …", short.trim_end()) } else { flat }
}
