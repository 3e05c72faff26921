//! A page as Markdown.

use super::page::{Block, Branch, Page, Row};

pub fn markdown(page: &Page) -> String {
    let blocks: Vec<String> = page.blocks.iter().map(one).collect();
    format!("{}\n", blocks.join("\n\n"))
}

fn one(block: &Block) -> String {
    match block {
        Block::Lead(text) => format!("**{text}**"),
        Block::Para(text) => text.clone(),
        Block::Field(label, text) if label.is_ascii() => format!("**{label}**: {text}"),
        Block::Field(label, text) => format!("**{label}**：{text}"),
        Block::Section(title) => format!("### {title}"),
        Block::Tree(branches) => tree(branches, 0).join("\n"),
        Block::List(rows) => rows.iter().flat_map(row).collect::<Vec<_>>().join("\n"),
        Block::Code(code) => format!("```guiju\n{}\n```", code.trim_end()),
        Block::Table(table) => table.markdown(),
    }
}

fn tree(branches: &[Branch], depth: usize) -> Vec<String> {
    let mut out = Vec::new();
    for b in branches {
        let joint = if b.when.is_empty() || b.then.is_empty() {
            ""
        } else if b.when.is_ascii() {
            ": "
        } else {
            "："
        };
        out.push(format!("{}- {}{joint}{}", "  ".repeat(depth), b.when, b.then));
        out.extend(tree(&b.below, depth + 1));
    }
    out
}

fn row(r: &Row) -> Vec<String> {
    let numbered = r.mark.ends_with('.') && r.mark.trim_end_matches('.').chars().all(|c| c.is_ascii_digit());
    let mark = if numbered {
        format!("{} ", r.mark)
    } else if r.mark == "·" {
        "- ".into()
    } else {
        format!("- {} ", r.mark)
    };
    let note = if r.note.is_empty() { String::new() } else { format!(" _{}_", r.note) };
    let mut out = vec![format!("{mark}{}{note}", r.text)];
    out.extend(tree(&r.below, 1).into_iter().map(|l| format!(" {l}")));
    out
}
