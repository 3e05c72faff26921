//! Columns aligned at real width: a Chinese character takes two.

use unicode_width::UnicodeWidthStr;

/// Rows of cells; the first row may be a head.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text with blanks behind it up to a width.
pub fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

impl Table {
    /// The widest cell of each column.
    pub fn widths(&self) -> Vec<usize> {
        let all = || std::iter::once(&self.head).chain(&self.rows);
        let columns = all().map(Vec::len).max().unwrap_or(0);
        (0..columns).map(|i| all().filter_map(|r| r.get(i)).map(|c| width(c)).max().unwrap_or(0)).collect()
    }

    /// Lines of aligned columns, two blanks between them.
    pub fn text(&self) -> String {
        let widths = self.widths();
        let line = |cells: &Vec<String>| {
            let cells: Vec<String> = cells.iter().zip(&widths).map(|(c, w)| pad(c, *w)).collect();
            cells.join("  ").trim_end().to_string()
        };
        let head = std::iter::once(&self.head).filter(|h| !h.is_empty());
        head.chain(&self.rows).map(line).collect::<Vec<_>>().join("\n")
    }

    /// A Markdown table; a first row of blanks if there is no head.
    pub fn markdown(&self) -> String {
        let columns = self.widths().len();
        let line = |cells: &Vec<String>| format!("| {} |", cells.iter().map(|c| c.replace('|', "\\|")).collect::<Vec<_>>().join(" | "));
        let head = if self.head.is_empty() { vec![String::new(); columns] } else { self.head.clone() };
        let rule = format!("|{}", " --- |".repeat(columns));
        [line(&head), rule].into_iter().chain(self.rows.iter().map(line)).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_counts_two_columns() {
        let t = Table { head: vec!["县".into(), "a".into()], rows: vec![vec!["上高县".into(), "1".into()]] };
        assert_eq!(t.text(), "县      a\n上高县  1");
    }
}
