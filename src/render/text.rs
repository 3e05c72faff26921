//! A page as plain text for a terminal: no boxes, columns at real width.

use super::page::{Block, Branch, Page, Row};
use super::table::{pad, width};

/// Conditions wider than this are not padded to a column.
const WIDEST: usize = 44;

/// The page; `bold` marks the first sentence for a terminal.
pub fn text(page: &Page, bold: bool) -> String {
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    for block in &page.blocks {
        if before.is_some_and(|b| apart(b, block)) {
            out.push('\n');
        }
        out.push_str(&one(block, bold));
        out.push('\n');
        before = Some(block);
    }
    out
}

/// An empty line between blocks of different kinds; none below a section's title or between labelled lines.
fn apart(before: &Block, block: &Block) -> bool {
    let joined = matches!(
        (before, block),
        (Block::Section(_), _) | (Block::Lead(_), Block::Field(..) | Block::Para(_)) | (Block::Field(..) | Block::Para(_), Block::Field(..) | Block::Para(_))
    );
    !joined
}

fn one(block: &Block, bold: bool) -> String {
    match block {
        Block::Lead(text) if bold => format!("\u{1b}[1m{text}\u{1b}[0m"),
        Block::Lead(text) | Block::Para(text) => text.clone(),
        Block::Field(label, text) if label.is_ascii() => format!("{label}: {text}"),
        Block::Field(label, text) => format!("{label}：{text}"),
        Block::Section(title) if title.is_ascii() => format!("{title}:"),
        Block::Section(title) => format!("{title}："),
        Block::Tree(branches) => tree(branches, "  ").join("\n"),
        Block::List(rows) => list(rows).join("\n"),
        Block::Code(code) => code.lines().map(|l| format!("    {l}").trim_end().to_string()).collect::<Vec<_>>().join("\n"),
        Block::Table(table) => table.text(),
    }
}

/// `├ 若 A  由 …`, deeper branches below.
fn tree(branches: &[Branch], indent: &str) -> Vec<String> {
    let column = branches.iter().filter(|b| !b.then.is_empty()).map(|b| width(&b.when)).filter(|w| *w <= WIDEST).max().unwrap_or(0);
    let mut out = Vec::new();
    for (i, b) in branches.iter().enumerate() {
        let last = i + 1 == branches.len();
        let (sign, below) = if last { ("└ ", "  ") } else { ("├ ", "│ ") };
        let when = if b.then.is_empty() { b.when.clone() } else { pad(&b.when, column) };
        let gap = if when.is_empty() || b.then.is_empty() { "" } else { "  " };
        out.push(format!("{indent}{sign}{when}{gap}{}", b.then).trim_end().to_string());
        out.extend(tree(&b.below, &format!("{indent}{below}")));
    }
    out
}

/// Marks in one column, notes behind the text.
fn list(rows: &[Row]) -> Vec<String> {
    let column = rows.iter().map(|r| width(&r.mark)).max().unwrap_or(0);
    let mut out = Vec::new();
    for r in rows {
        let note = note(&r.note);
        let gap = if rows.iter().all(|r| r.mark.is_empty() || r.mark.ends_with('）')) { "" } else { " " };
        out.push(format!("  {}{gap}{}{note}", pad(&r.mark, column), r.text).trim_end().to_string());
        out.extend(tree(&r.below, &" ".repeat(column + 3)));
    }
    out
}

fn note(text: &str) -> String {
    match (text.is_empty(), text.is_ascii()) {
        (true, _) => String::new(),
        (false, true) => format!(" ({text})"),
        (false, false) => format!("（{text}）"),
    }
}
