//! The report as Markdown: counts, the numbers at a glance, then article by article.

use super::{DiffView, Entry};
use crate::analysis::diff::Kind;
use crate::base::Lang;
use crate::render::table::Table;

pub fn diff_markdown(v: &DiffView) -> String {
    let mut out = vec![format!("# {}", v.title()), v.summary()];
    if v.total() > 0 {
        out.push(note(v));
        out.extend(numbers(v));
    }
    out.extend(v.skipped());
    for group in v.found.groups.iter().filter(|g| !g.found.is_empty()) {
        out.push(format!("## {}", v.heading(group)));
        out.push(v.entries(group).iter().map(|e| entry(v, e)).collect::<Vec<_>>().join("\n"));
    }
    out.extend(v.phrases_line());
    format!("{}\n", out.join("\n\n"))
}

fn note(v: &DiffView) -> String {
    let (a, here, there) = (v.side(0), v.command(0), v.command(1));
    match v.lang {
        Lang::Zh => format!(
            "同一个问题、同一种情形，分别问两边的规则，答得不一样的列在下面。每处只举最小的一种情形，写成问句，可以照抄在 `{here}` 或 `{there}` 后面再问。条文按{a}的次序排，每条里先数字，再由谁办，后及其他。“只有某县”是另一边没有规定，或没有这个词。"
        ),
        Lang::En => format!(
            "The same question about the same case, put to both; what they answer differently is listed. Each difference is shown in its smallest case, as a question to paste after `{here}` or `{there}`. Articles follow the order of {a}; in each, numbers and persons come first."
        ),
    }
}

/// Every difference of a number in one table.
fn numbers(v: &DiffView) -> Option<String> {
    let all: Vec<Entry> = v.found.all().filter(|d| d.kind == Kind::Number).map(|d| v.entry(d)).collect();
    if all.is_empty() {
        return None;
    }
    let row = |e: &Entry| {
        let [left, right] = &e.said;
        vec![code(e.questions.iter().flatten().next().map_or("", String::as_str)), left.line(v.lang), right.line(v.lang)]
    };
    let head = vec![v.pick("问", "question").to_string(), v.side(0).to_string(), v.side(1).to_string()];
    let table = Table { head, rows: all.iter().map(row).collect() };
    Some(format!("## {}\n\n{}", v.pick("数字一览", "The numbers at a glance"), table.markdown()))
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

fn entry(v: &DiffView, e: &Entry) -> String {
    let [left, right] = &e.said;
    if e.kind.one_sided() {
        let (said, other) = if e.kind == Kind::OnlyLeft { (left, right) } else { (right, left) };
        let lacks = if other.lacks { format!("{}{}", v.pick("；", "; "), other.sentence) } else { String::new() };
        return format!("- **{}**{}{}{lacks}{}{}", v.kind(e.kind), v.pick("　", " "), said.line(v.lang), v.pick("　", " "), questions(v, e)).trim_end().to_string();
    }
    let mut lines = vec![format!("- **{}**　{}", v.kind(e.kind), questions(v, e)).replace('　', v.pick("　", " "))];
    for (n, said) in [left, right].into_iter().enumerate() {
        lines.push(format!("  - {}{}{}", v.side(n), v.pick("：", ": "), said.line(v.lang)));
    }
    lines.extend(v.also(&e.also, &code).map(|a| format!("  - {a}")));
    lines.extend(v.more(e.more).map(|m| format!("  - {m}")));
    lines.join("\n")
}

/// One question for both sides, or one for each.
fn questions(v: &DiffView, e: &Entry) -> String {
    match &e.questions {
        [Some(a), Some(b)] if a != b => format!("{}{}{} {}{}{}", v.side(0), v.pick("：", ": "), code(a), v.side(1), v.pick("：", ": "), code(b)),
        [Some(a), _] | [None, Some(a)] => code(a),
        [None, None] => String::new(),
    }
}
