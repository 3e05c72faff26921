//! The vocabulary as pages: an overview, a term with its neighbours, a record with its fields.

use super::names::Names;
use super::page::{Block, Page, Row};
use super::table::Table;
use crate::base::{Lang, Str};
use crate::model::{Field, Model, Record, TaxonomyId, Term, TermId, Type};

/// Names listed under one heading.
const MOST: usize = 40;

/// A page on a word, or on everything without one; none if no name has the word in it.
pub fn vocabulary(model: &Model, lang: Lang, word: Option<&str>) -> Option<Page> {
    let v = Vocabulary { model, lang, n: Names::new(model, lang) };
    match word {
        None => Some(v.overview()),
        Some(w) => v.word(w),
    }
}

struct Vocabulary<'a> {
    model: &'a Model,
    lang: Lang,
    n: Names<'a>,
}

fn called(word: &str, name: &str, english: Option<&Str>, aliases: &[Str]) -> bool {
    name == word || english.is_some_and(|e| e.as_ref() == word) || aliases.iter().any(|a| a.as_ref() == word)
}

fn mentions(word: &str, name: &str, english: Option<&Str>, aliases: &[Str]) -> bool {
    name.contains(word) || english.is_some_and(|e| e.contains(word)) || aliases.iter().any(|a| a.contains(word))
}

impl Vocabulary<'_> {
    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.n.pick(zh, en)
    }

    fn overview(&self) -> Page {
        let mut page = Page::default();
        let (terms, records) = (self.model.terms.list.len(), self.model.records.len());
        page.lead(match self.lang {
            Lang::Zh => format!("{} 个分类，{terms} 个词；{records} 个对象。查词：guiju vocab 词", self.shown_taxonomies().count()),
            Lang::En => format!("{} taxonomies with {terms} terms; {records} records. Look up: guiju vocab WORD", self.shown_taxonomies().count()),
        });
        page.section(self.pick("分类", "Taxonomies"));
        let rows =
            self.shown_taxonomies().map(|(id, name, english)| vec![name.to_string(), english, self.model.terms.all(id).iter().count().to_string(), self.sample(id)]).collect();
        page.push(Block::Table(Table { head: Vec::new(), rows }));
        page.section(self.pick("对象", "Records"));
        let rows =
            self.model.records.iter().map(|r| vec![r.name.to_string(), r.english.as_deref().unwrap_or("").to_string(), r.fields.len().to_string(), self.fields_of(r)]).collect();
        page.push(Block::Table(Table { head: Vec::new(), rows }));
        page
    }

    /// Declared taxonomies; a field's own list of values is shown with the field.
    fn shown_taxonomies(&self) -> impl Iterator<Item = (TaxonomyId, &str, String)> {
        self.model.terms.taxonomies.iter().zip(0u16..).filter(|(t, _)| !t.closed).map(|(t, i)| (TaxonomyId(i), t.name.as_ref(), t.english.as_deref().unwrap_or("").to_string()))
    }

    fn sample(&self, id: TaxonomyId) -> String {
        let first: Vec<String> = self.model.terms.all(id).iter().take(5).map(|t| self.n.term(t)).collect();
        format!("{} …", self.n.join(&first))
    }

    fn fields_of(&self, r: &Record) -> String {
        let first: Vec<String> = r.fields.iter().take(5).map(|f| self.n.field(*f)).collect();
        format!("{}{}", self.n.join(&first), if r.fields.len() > 5 { " …" } else { "" })
    }

    fn word(&self, word: &str) -> Option<Page> {
        let mut page = Page::default();
        for (t, i) in self.model.terms.list.iter().zip(0u32..).filter(|(t, _)| called(word, &t.name, t.english.as_ref(), &t.aliases) || t.own.as_deref() == Some(word)) {
            self.term(TermId(i), t, &mut page);
        }
        self.model.records.iter().filter(|r| called(word, &r.name, r.english.as_ref(), &r.aliases)).for_each(|r| self.record(r, &mut page));
        self.model.fields.iter().filter(|f| f.record.is_some() && called(word, &f.name, f.english.as_ref(), &f.aliases)).for_each(|f| self.field(f, &mut page));
        if let Some((id, name, _)) = self.shown_taxonomies().find(|(id, name, english)| *name == word || english == word || self.n.taxonomy(*id) == word) {
            self.taxonomy(id, name, &mut page);
        }
        if page.blocks.is_empty() {
            self.search(word, &mut page);
        }
        (!page.blocks.is_empty()).then_some(page)
    }

    fn title(&self, kind: &str, name: &str, english: Option<&Str>) -> String {
        format!("{name}{}{kind}", english.map(|e| format!(" {e}")).unwrap_or_default() + "  ")
    }

    fn term(&self, id: TermId, t: &Term, page: &mut Page) {
        let taxonomy = self.n.taxonomy(t.taxonomy);
        page.lead(self.title(&taxonomy, &t.name, t.english.as_ref()));
        page.field(self.pick("又称", "Also"), self.n.join(&t.aliases.iter().map(|a| a.to_string()).collect::<Vec<_>>()));
        page.field(self.pick("本县称谓", "Own word"), t.own.as_deref().unwrap_or("").to_string());
        page.field(self.pick("是一种", "Is a"), self.n.terms(&t.parents));
        let below: Vec<TermId> = self.model.terms.list.iter().zip(0u32..).filter(|(c, _)| c.parents.contains(&id)).map(|(_, i)| TermId(i)).collect();
        page.field(self.pick("包括", "Includes"), self.n.terms(&below));
        let marks: Vec<String> =
            [(t.unique, self.pick("唯一：一案只有一人作出", "unique: one person a case")), (t.relative, self.pick("相对：随案情而定", "relative: depends on the case"))]
                .iter()
                .filter(|(is, _)| *is)
                .map(|(_, w)| w.to_string())
                .collect();
        page.field(self.pick("标记", "Marks"), self.n.join(&marks));
    }

    fn taxonomy(&self, id: TaxonomyId, name: &str, page: &mut Page) {
        page.lead(format!("{name}  {}", self.pick("分类", "taxonomy")));
        let top: Vec<String> = self.model.terms.all(id).iter().filter(|t| self.model.terms.get(*t).is_some_and(|t| t.parents.is_empty())).map(|t| self.n.term(t)).collect();
        page.para(self.n.join(&top));
    }

    fn record(&self, r: &Record, page: &mut Page) {
        page.lead(self.title(self.pick("对象", "record"), &r.name, r.english.as_ref()));
        page.field(self.pick("又称", "Also"), self.n.join(&r.aliases.iter().map(|a| a.to_string()).collect::<Vec<_>>()));
        page.field(self.pick("按", "Kind by"), r.kind.map(|f| self.n.field(f)).unwrap_or_default());
        page.field(self.pick("责任", "Responsible"), r.responsible.map(|f| self.n.field(f)).unwrap_or_default());
        page.field(self.pick("从属", "Attached to"), self.n.join(&r.parents.iter().map(|p| self.n.record(*p)).collect::<Vec<_>>()));
        page.section(self.pick("字段", "Fields"));
        let rows = r.fields.iter().filter_map(|f| self.model.field(*f)).map(|f| self.field_row(f)).collect();
        page.push(Block::Table(Table { head: Vec::new(), rows }));
    }

    fn field_row(&self, f: &Field) -> Vec<String> {
        vec![f.name.to_string(), f.english.as_deref().unwrap_or("").to_string(), self.kind(f), f.aliases.iter().map(|a| a.to_string()).collect::<Vec<_>>().join("、")]
    }

    /// `若干 机关`, `数（字）`, `是否（由县长认定）`
    fn kind(&self, f: &Field) -> String {
        let kind = match &f.kind {
            Type::Bool => {
                format!("{}{}", self.pick("是否", "yes/no"), self.n.bracket(&f.judge.as_ref().map(|j| self.n.judged_by(j)).unwrap_or_default()))
            }
            Type::Number(unit) => format!("{}{}", self.pick("数", "number"), self.n.bracket(unit.as_deref().unwrap_or(""))),
            Type::Date => format!("{}{}", self.pick("日期", "date"), self.n.bracket(&f.act.map(|a| self.n.term(a)).unwrap_or_default())),
            Type::Limit => self.pick("时限", "time limit").into(),
            Type::Text => self.pick("文字", "text").into(),
            Type::Term(t) => self.values(*t),
            Type::Many(t) => format!("{} {}", self.pick("若干", "many"), self.n.taxonomy(*t)),
        };
        let only = f.only.as_ref().map(|c| self.n.bracket(&self.n.if_cond(c))).unwrap_or_default();
        format!("{kind}{}{only}", if f.optional { self.pick(" 可无", " optional") } else { "" })
    }

    fn values(&self, id: TaxonomyId) -> String {
        match self.model.terms.taxonomy(id) {
            Some(t) if t.closed => self.n.terms(&self.model.terms.all(id).iter().collect::<Vec<_>>()),
            _ => self.n.taxonomy(id),
        }
    }

    fn field(&self, f: &Field, page: &mut Page) {
        let of = f.record.map(|r| self.n.record(r)).unwrap_or_default();
        let kind = match self.lang {
            Lang::Zh => format!("{of} 的字段：{}", self.kind(f)),
            Lang::En => format!("field of {of}: {}", self.kind(f)),
        };
        page.lead(self.title(&kind, &f.name, f.english.as_ref()));
        page.field(self.pick("又称", "Also"), f.aliases.iter().map(|a| a.to_string()).collect::<Vec<_>>().join("、"));
    }

    /// Names that have the word in them.
    fn search(&self, word: &str, page: &mut Page) {
        let mut rows: Vec<Row> = Vec::new();
        let terms = self.model.terms.list.iter().filter(|t| mentions(word, &t.name, t.english.as_ref(), &t.aliases));
        rows.extend(terms.map(|t| Row::of("·", self.title(&self.n.taxonomy(t.taxonomy), &t.name, t.english.as_ref()), t.aliases.join("、"))));
        let records = self.model.records.iter().filter(|r| mentions(word, &r.name, r.english.as_ref(), &r.aliases));
        rows.extend(records.map(|r| Row::of("·", self.title(self.pick("对象", "record"), &r.name, r.english.as_ref()), r.aliases.join("、"))));
        let fields = self.model.fields.iter().filter(|f| f.record.is_some() && mentions(word, &f.name, f.english.as_ref(), &f.aliases));
        rows.extend(fields.map(|f| Row::of("·", self.title(&f.record.map(|r| self.n.record(r)).unwrap_or_default(), &f.name, f.english.as_ref()), f.aliases.join("、"))));
        let total = rows.len();
        rows.truncate(MOST);
        if total > 0 {
            page.lead(match self.lang {
                Lang::Zh => format!("没有叫 `{word}` 的词，{total} 个词里有它："),
                Lang::En => format!("Nothing is called `{word}`; {total} names have it:"),
            });
            page.list(rows);
        }
    }
}
