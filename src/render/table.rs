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

    /// Aligned columns if they fit; else each row as a paragraph, its first cell before it, the later ones below.
    pub fn fitted(&self, columns: usize) -> String {
        let whole = self.text();
        if whole.lines().all(|l| width(l) <= columns) {
            return whole;
        }
        let first = self.widths().first().copied().unwrap_or(0) + 2;
        let mut out = Vec::new();
        for row in &self.rows {
            let Some((name, rest)) = row.split_first() else { continue };
            let (answer, notes) = rest.split_first().map_or(("", &[][..]), |(a, n)| (a.as_str(), n));
            let (start, indent) = (pad(name, first), " ".repeat(first));
            out.push(textwrap::fill(answer, textwrap::Options::new(columns).initial_indent(&start).subsequent_indent(&indent)));
            let notes = notes.iter().filter(|n| !n.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
            if !notes.is_empty() {
                out.push(textwrap::fill(&notes, textwrap::Options::new(columns).initial_indent(&indent).subsequent_indent(&indent)));
            }
        }
        out.join("\n")
    }

    /// Comma-separated values, quoted where they must be.
    pub fn csv(&self) -> String {
        let mut out = csv::Writer::from_writer(Vec::new());
        for row in std::iter::once(&self.head).filter(|h| !h.is_empty()).chain(&self.rows) {
            // writing to memory does not fail, and every row has the columns of the head
            let _ = out.write_record(row);
        }
        String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
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
