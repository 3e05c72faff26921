//! Source files and places in them.

use std::sync::Arc;

/// A source file by its position in [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(pub u16);

/// Byte offsets in one file. Two spans are always equal, so that trees compare by content.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl PartialEq for Span {
    fn eq(&self, _: &Span) -> bool {
        true
    }
}

impl Eq for Span {}

impl std::hash::Hash for Span {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl Span {
    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A file's name and its text.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: Arc<str>,
    pub text: Arc<str>,
}

/// The files of one load, in load order.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file; the 65,536th and later share the last id.
    pub fn add(&mut self, name: &str, text: &str) -> FileId {
        let id = FileId(u16::try_from(self.files.len()).unwrap_or(u16::MAX));
        self.files.push(Source { name: name.into(), text: text.into() });
        id
    }

    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(usize::from(id.0))
    }

    /// A file's whole text.
    pub fn text(&self, id: FileId) -> Arc<str> {
        self.get(id).map_or_else(|| "".into(), |s| s.text.clone())
    }

    /// Gives up a file's text; its name stays.
    pub fn forget(&mut self, id: FileId) {
        self.keep(id, "".into());
    }

    /// Sets a file's text.
    pub fn keep(&mut self, id: FileId, text: Arc<str>) {
        self.files.get_mut(usize::from(id.0)).into_iter().for_each(|s| s.text = text.clone());
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(i, s)| (FileId(u16::try_from(i).unwrap_or(u16::MAX)), s))
    }

    /// The text a span covers; empty if it lies outside its file.
    pub fn slice(&self, span: Span) -> &str {
        let (start, end) = (span.start as usize, span.end as usize);
        self.get(span.file).and_then(|s| s.text.get(start..end)).unwrap_or("")
    }

    /// 1-based line of a span's start.
    pub fn line(&self, span: Span) -> usize {
        let text = self.get(span.file).and_then(|s| s.text.get(..span.start as usize)).unwrap_or("");
        text.matches('\n').count() + 1
    }
}
