//! The page of a place: its heading, its statements as they are written, what follows a breach.

use super::sentence::sentence;
use super::silence;
use crate::model::{ArticlePage, RuleId, RuleKind, Status};
use crate::render::page::{Page, Row};
use crate::render::view::View;

pub fn article(v: &View, a: &ArticlePage, page: &mut Page) {
    if v.answer.status == Status::Silent {
        return silence::nothing(v, page);
    }
    page.lead(title(v, a));
    if a.declares {
        page.para(v.pick("本条是宣示，没有可问的要求。", "This place declares and asks nothing."));
    }
    let mut seen: Vec<String> = Vec::new();
    for text in a.rules.iter().filter(|r| v.model.rule(**r).is_some_and(|r| r.kind != RuleKind::Declares)).filter_map(|r| (v.statement)(*r)) {
        if !seen.contains(&text) {
            page.push(crate::render::page::Block::Code(text.clone()));
            seen.push(text);
        }
    }
    if seen.is_empty() && !a.declares {
        page.list(a.rules.iter().flat_map(|r| rows(v, *r)).collect());
    }
    let consequences: Vec<Row> = a.consequences.iter().flat_map(|r| rows(v, *r)).collect();
    if !consequences.is_empty() {
        page.section(v.pick("违反的后果", "What follows a breach"));
        page.list(consequences);
    }
}

fn title(v: &View, a: &ArticlePage) -> String {
    let found = a.place.article.and_then(|n| v.model.articles.get(&n));
    let name = found.map(|f| f.title.trim().to_string()).filter(|t| !t.is_empty());
    let chapter = found.and_then(|f| f.chapter.as_ref()).map(|(n, text)| match v.zh() {
        true => format!("第{}章 {text}", crate::render::hanzi(*n)),
        false => format!("chapter {n} {text}"),
    });
    let place = v.names().sentence(&v.place(a.place));
    let place = place.trim_end_matches(['。', '.']);
    format!("{place}{}{}", name.map(|t| format!("{}{t}", v.pick("　", "  "))).unwrap_or_default(), v.names().bracket(&chapter.unwrap_or_default()))
}

fn rows(v: &View, rule: RuleId) -> Vec<Row> {
    let Some(rule) = v.model.rule(rule) else { return Vec::new() };
    rule.items.iter().map(|i| Row::of("·", sentence(&v.names(), rule, i), v.place(i.place))).collect()
}
