//! Places in words: `第二十九条第二款（三）`, `第二十四、二十五条`.

use crate::base::Lang;
use crate::model::{Article, Place};
use std::collections::BTreeMap;

/// `二十九`
pub fn hanzi(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |d: u32| DIGITS.get(d as usize).copied().unwrap_or("");
    match n {
        0 => "零".into(),
        1..=9 => digit(n).into(),
        10..=19 => format!("十{}", digit(n % 10)),
        20..=99 => format!("{}十{}", digit(n / 10), digit(n % 10)),
        100..=999 => format!("{}百{}", digit(n / 100), rest(n % 100, 10)),
        1000..=9999 => format!("{}千{}", digit(n / 1000), rest(n % 1000, 100)),
        _ => n.to_string(),
    }
}

fn rest(n: u32, unit: u32) -> String {
    match n {
        0 => String::new(),
        n if n < unit => format!("零{}", hanzi(n)),
        n if unit == 10 && n < 20 => format!("一{}", hanzi(n)),
        n => hanzi(n),
    }
}

/// `第二十九条第二款（三）`, `article 29 paragraph 2 item 3`
pub fn place(lang: Lang, p: Place) -> String {
    let part = |n: Option<u32>, zh: fn(u32) -> String, en: &str| match (n, lang) {
        (None, _) => String::new(),
        (Some(n), Lang::Zh) => zh(n),
        (Some(n), Lang::En) => format!(" {en} {n}"),
    };
    let article = part(p.article, |n| format!("第{}条", hanzi(n)), "article");
    let paragraph = part(p.paragraph, |n| format!("第{}款", hanzi(n)), "paragraph");
    let item = part(p.item, |n| format!("（{}）", hanzi(n)), "item");
    match p.article {
        None => lang.pick("规则开头", "the head of the rules").to_string(),
        Some(_) => format!("{article}{paragraph}{item}").trim().to_string(),
    }
}

/// Places without repeats, in order; articles and paragraphs are joined: `第二十四、二十五条`, `第二十四条第一、二款`.
pub fn places(lang: Lang, list: &[Place]) -> String {
    let mut list: Vec<Place> = list.to_vec();
    list.sort();
    list.dedup();
    let groups = list.chunk_by(|a, b| whole(a) && whole(b) || plain_paragraph(a) && plain_paragraph(b) && a.article == b.article);
    groups.map(|g| group(lang, g)).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

fn whole(p: &Place) -> bool {
    p.article.is_some() && p.paragraph.is_none() && p.item.is_none()
}

fn plain_paragraph(p: &Place) -> bool {
    p.article.is_some() && p.paragraph.is_some() && p.item.is_none()
}

fn group(lang: Lang, list: &[Place]) -> String {
    let Some(first) = list.first() else { return String::new() };
    let numbers: Vec<u32> = list.iter().filter_map(|p| p.paragraph.or(p.article)).collect();
    let zh = || numbers.iter().map(|n| hanzi(*n)).collect::<Vec<_>>().join("、");
    let en = || series(&numbers.iter().map(u32::to_string).collect::<Vec<_>>(), "and");
    match (list.len(), whole(first), lang) {
        (1, _, _) => place(lang, *first),
        (_, true, Lang::Zh) => format!("第{}条", zh()),
        (_, true, Lang::En) => format!("articles {}", en()),
        (_, false, Lang::Zh) => format!("{}第{}款", place(lang, Place { paragraph: None, ..*first }), zh()),
        (_, false, Lang::En) => format!("{} paragraphs {}", place(lang, Place { paragraph: None, ..*first }), en()),
    }
}

/// `a, b and c`
pub fn series(words: &[String], last: &str) -> String {
    match words.split_last() {
        None => String::new(),
        Some((one, [])) => one.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// `第二十九条第一、二款（公文签发）、第二十条`: each article with its heading.
pub fn with_titles(lang: Lang, list: &[Place], articles: &BTreeMap<u32, Article>) -> String {
    let mut list: Vec<Place> = list.to_vec();
    list.sort();
    let named = list.chunk_by(|a, b| a.article == b.article).map(|own| {
        let title = own.first().and_then(|p| p.article).and_then(|a| articles.get(&a)).map_or("", |a| a.title.trim());
        let text = places(lang, own);
        match (title.is_empty(), lang) {
            (true, _) => text,
            (false, Lang::Zh) => format!("{text}（{title}）"),
            (false, Lang::En) => format!("{text} ({title})"),
        }
    });
    named.collect::<Vec<_>>().join(lang.pick("、", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(article: u32, paragraph: Option<u32>, item: Option<u32>) -> Place {
        Place { article: Some(article), paragraph, item }
    }

    #[test]
    fn places_in_both_languages() {
        assert_eq!(place(Lang::Zh, at(29, Some(2), Some(3))), "第二十九条第二款（三）");
        assert_eq!(place(Lang::En, at(29, Some(2), None)), "article 29 paragraph 2");
        assert_eq!(places(Lang::Zh, &[at(25, None, None), at(24, None, None)]), "第二十四、二十五条");
        assert_eq!(places(Lang::En, &[at(25, None, None), at(24, None, None)]), "articles 24 and 25");
        assert_eq!(places(Lang::Zh, &[at(25, Some(1), None), at(24, None, None)]), "第二十四条、第二十五条第一款");
        assert_eq!(places(Lang::Zh, &[at(25, Some(1), None), at(25, Some(2), None)]), "第二十五条第一、二款");
    }

    #[test]
    fn numerals() {
        for (n, text) in [(10, "十"), (11, "十一"), (20, "二十"), (48, "四十八"), (100, "一百"), (105, "一百零五"), (110, "一百一十"), (111, "一百一十一"), (120, "一百二十")]
        {
            assert_eq!(hanzi(n), text);
        }
    }
}
