//! A diagnostic as plain data: what is wrong, where, and how to mend it, in both languages.

use super::name::distance;
use super::source::Span;

/// The reader's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// A further place with a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub zh: String,
    pub en: String,
}

/// One finding, with a stable code (`E0301`), in the reader's language when rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: &'static str,
    pub severity: Severity,
    pub span: Option<Span>,
    pub zh: String,
    pub en: String,
    pub labels: Vec<Label>,
    pub help: Vec<(String, String)>,
}

impl Diagnostic {
    pub fn error(code: &'static str, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        let (zh, en) = (zh.into(), en.into());
        Diagnostic { code, severity: Severity::Error, span: Some(span), zh, en, labels: Vec::new(), help: Vec::new() }
    }

    pub fn warning(code: &'static str, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, zh, en) }
    }

    /// A finding that no place in a file causes.
    pub fn nowhere(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        Diagnostic { span: None, ..Diagnostic::error(code, Span::default(), zh, en) }
    }

    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        self.help.push((zh.into(), en.into()));
        self
    }

    pub fn label(mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, zh: zh.into(), en: en.into() });
        self
    }

    /// Adds "did you mean" if some candidate is near enough to what was written.
    pub fn suggest<'a>(self, written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        let near = closest(written, candidates);
        if near.is_empty() {
            return self;
        }
        let list = |sep: &str| near.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(sep);
        self.help(format!("是否想写 {}", list("、")), format!("did you mean {}", list(" or ")))
    }

    pub fn message(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// At most three candidates nearest to what was written, nearest first: by edits, or by containment.
pub fn closest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = written.chars().count();
    let mut scored: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|c| {
            let d = distance(written, c);
            let limit = if c.is_ascii() { length.div_ceil(3) } else { (length / 2).max(1) };
            let part = length >= 2 && (c.contains(written) || (c.chars().count() >= 2 && written.contains(c)));
            (d <= limit || part).then_some((d, c))
        })
        .collect();
    scored.sort();
    scored.dedup();
    scored.into_iter().take(3).map(|(_, c)| c).collect()
}
