//! The report as text for a terminal.

use super::{DiffView, Entry};
use crate::render::table::{pad, width};

pub fn diff_text(v: &DiffView) -> String {
    let mut out = vec![v.summary()];
    out.extend(v.skipped());
    for group in v.found.groups.iter().filter(|g| !g.found.is_empty()) {
        out.push(String::new());
        out.push(v.heading(group));
        v.entries(group).iter().for_each(|e| entry(v, e, &mut out));
    }
    out.extend(v.phrases_line().map(|l| format!("\n{l}")));
    format!("{}\n", out.join("\n"))
}

fn entry(v: &DiffView, e: &Entry, out: &mut Vec<String>) {
    let label = format!("{}{}{}", v.pick("〔", "["), v.kind(e.kind), v.pick("〕", "]"));
    let question = match &e.questions {
        [Some(a), Some(b)] if a != b => format!("{a} / {b}"),
        [Some(a), _] | [None, Some(a)] => a.clone(),
        [None, None] => String::new(),
    };
    out.push(format!("  {label} {question}").trim_end().to_string());
    let column = (0..2).map(|n| width(v.side(n))).max().unwrap_or(0);
    for (n, said) in e.said.iter().enumerate() {
        out.push(format!("    {}  {}", pad(v.side(n), column), said.line(v.lang)));
    }
    out.extend(v.also(&e.also, &|q| q.to_string()).map(|a| format!("    {a}")));
    out.extend(v.more(e.more).map(|m| format!("    {m}")));
}
