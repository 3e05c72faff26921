//! Diagnostics with the source line and a caret under it, at real width.

use crate::base::{Diagnostic, FileId, Lang, Severity, Sources, Span};
use codespan_reporting::diagnostic::{Diagnostic as Report, Label, LabelStyle, Severity as Level};
use codespan_reporting::files::{Error, Files, line_starts};
use codespan_reporting::term::{Config, emit_to_string, emit_to_write_style, termcolor::Buffer};
use std::ops::Range;

/// Every diagnostic in order of file and place, one below the other.
pub fn diagnostics(list: &[Diagnostic], sources: &Sources, lang: Lang, colour: bool) -> String {
    let mut sorted: Vec<&Diagnostic> = list.iter().collect();
    sorted.sort_by_key(|d| d.span.map(|s| (s.file, s.start)));
    sorted.iter().map(|d| one(d, sources, lang, colour).trim_end().to_string()).collect::<Vec<_>>().join("\n\n")
}

fn one(d: &Diagnostic, sources: &Sources, lang: Lang, colour: bool) -> String {
    let (files, report, config) = (SourceFiles { sources, lang }, report(d, lang), Config { tab_width: 4, ..Config::default() });
    let mut plain = String::new();
    let shown = match colour {
        true => {
            let mut buffer = Buffer::ansi();
            let done = emit_to_write_style(&mut buffer, &config, &files, &report);
            plain = String::from_utf8_lossy(buffer.as_slice()).into_owned();
            done
        }
        false => emit_to_string(&mut plain, &config, &files, &report),
    };
    match shown {
        Ok(()) => in_words_of(lang, &plain),
        Err(_) => format!("{}[{}]: {}\n", level(d.severity, lang), d.code, d.message(lang)),
    }
}

fn level(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Error, Lang::Zh) => "错误",
        (Severity::Warning, Lang::Zh) => "提醒",
    }
}

/// codespan writes its first word in English only.
fn in_words_of(lang: Lang, text: &str) -> String {
    match lang {
        Lang::En => text.to_string(),
        Lang::Zh => text.replacen("error[", "错误[", 1).replacen("warning[", "提醒[", 1),
    }
}

fn report(d: &Diagnostic, lang: Lang) -> Report<FileId> {
    let level = match d.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
    };
    let mut report = Report::new(level).with_code(d.code).with_message(d.message(lang));
    report.labels.extend(d.span.map(|s| label(LabelStyle::Primary, s, "")));
    report.labels.extend(d.labels.iter().map(|l| label(LabelStyle::Secondary, l.span, lang.pick(&l.zh, &l.en))));
    report.notes = d.help.iter().map(|(zh, en)| lang.pick(zh, en).to_string()).collect();
    report
}

fn label(style: LabelStyle, s: Span, text: &str) -> Label<FileId> {
    Label::new(style, s.file, s.start as usize..s.end as usize).with_message(text)
}

/// The loaded texts, as codespan wants them.
struct SourceFiles<'a> {
    sources: &'a Sources,
    lang: Lang,
}

impl SourceFiles<'_> {
    fn text(&self, id: FileId) -> Result<&str, Error> {
        self.sources.get(id).map(|s| s.text.as_ref()).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for SourceFiles<'_> {
    type FileId = FileId;
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<String, Error> {
        let name = self.sources.get(id).map(|s| s.name.as_ref()).ok_or(Error::FileMissing)?;
        Ok(match name {
            "<question>" => self.lang.pick("问句", "question").to_string(),
            "<facts>" => self.lang.pick("案情", "facts").to_string(),
            other => other.to_string(),
        })
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        self.text(id)
    }

    fn line_index(&'a self, id: FileId, at: usize) -> Result<usize, Error> {
        let text = self.text(id)?;
        Ok(text.bytes().take(at).filter(|b| *b == b'\n').count())
    }

    fn line_range(&'a self, id: FileId, line: usize) -> Result<Range<usize>, Error> {
        let text = self.text(id)?;
        let mut starts = line_starts(text).skip(line);
        let start = starts.next().ok_or(Error::LineTooLarge { given: line, max: line_starts(text).count() })?;
        Ok(start..starts.next().unwrap_or(text.len()))
    }
}
