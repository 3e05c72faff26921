//! Entry: a file's text to its tree, with every syntax error of the file.

use super::ast::{Case, File, Question, TopItem};
use super::build;
use super::cursor::Context;
use super::error::{Problem, from_pest};
use super::scenario;
use crate::base::{Diagnostic, FileId};
use pest::Parser;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/guiju.pest"]
pub(super) struct Grammar;

/// Longest file, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// Deepest nesting of brackets.
pub const MAX_NESTING: usize = 64;

/// A value and everything found wrong on the way to it.
#[derive(Clone, Debug)]
pub struct Parsed<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

/// A whole file. After an error the rest of the file is still read.
pub fn parse_file(file: FileId, text: &str) -> Parsed<File> {
    let mut cx = Context { file, offset: 0, problems: Vec::new() };
    let mut out = File::default();
    if text.len() > MAX_BYTES {
        cx.problems.push(Problem::TooLarge { bytes: text.len(), span: cx_span(&cx, 0, 0) });
    } else if let Some(at) = too_deep(text) {
        cx.problems.push(Problem::TooDeep { span: cx_span(&cx, at, at + 1) });
    } else {
        read_file(&mut cx, text, &mut out);
        if out.items.is_empty() && cx.problems.is_empty() {
            cx.problems.push(Problem::Empty { span: cx_span(&cx, 0, 0) });
        }
    }
    Parsed { value: out, diagnostics: cx.problems.iter().map(Problem::report).collect() }
}

fn read_file(cx: &mut Context, text: &str, out: &mut File) {
    let pairs = match Grammar::parse(Rule::file, text) {
        Ok(pairs) => pairs,
        Err(error) => return cx.problems.push(from_pest(&error, cx.file, 0, text)),
    };
    for pair in pairs.flat_map(|p| p.into_inner()) {
        match pair.as_rule() {
            Rule::heading => {
                if let Some(heading) = build::heading(cx, pair) {
                    out.items.push(TopItem::Heading(heading));
                }
            }
            Rule::statement => {
                if let Some(statement) = build::statement(cx, pair) {
                    out.items.push(TopItem::Statement(statement));
                }
            }
            Rule::junk => explain_junk(cx, pair.as_span().start(), pair.as_str()),
            _ => {}
        }
    }
}

/// Reads a stretch that is no statement once more, on its own, to learn what was expected where.
fn explain_junk(cx: &mut Context, start: usize, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let lead = text.len() - text.trim_start().len();
    if let Ok(mark) = Grammar::parse(Rule::heading_mark, text.trim_start()) {
        let end = start + lead + mark.as_str().len();
        return cx.problems.push(Problem::RuleInHeading { span: cx_span(cx, start + lead, end) });
    }
    let problem = match Grammar::parse(Rule::single, text) {
        Err(error) => from_pest(&error, cx.file, start, text),
        Ok(_) => Problem::Unexpected { span: cx_span(cx, start, start + text.len()), expected: Vec::new(), found: String::new() },
    };
    cx.problems.push(problem);
}

/// One question, with the facts written in it.
pub fn parse_question(file: FileId, text: &str) -> Result<Question, Vec<Diagnostic>> {
    read(file, text, Rule::query, |cx, pair| scenario::question(cx, pair.into_inner().find(|p| p.as_rule() == Rule::question)?))
}

/// `公文（名义：县政府）；会次（…）`
pub fn parse_facts(file: FileId, text: &str) -> Result<Vec<Case>, Vec<Diagnostic>> {
    read(file, text, Rule::facts, |cx, pair| Some(pair.into_inner().filter(|p| p.as_rule() == Rule::record_case).filter_map(|p| scenario::case(cx, p)).collect()))
}

fn read<T>(file: FileId, text: &str, rule: Rule, build: impl FnOnce(&mut Context, super::cursor::Pair) -> Option<T>) -> Result<T, Vec<Diagnostic>> {
    let mut cx = Context { file, offset: 0, problems: Vec::new() };
    if text.len() > MAX_BYTES {
        return Err(vec![Problem::TooLarge { bytes: text.len(), span: cx_span(&cx, 0, 0) }.report()]);
    }
    if let Some(at) = too_deep(text) {
        return Err(vec![Problem::TooDeep { span: cx_span(&cx, at, at + 1) }.report()]);
    }
    let value = match Grammar::parse(rule, text) {
        Ok(mut pairs) => pairs.next().and_then(|p| build(&mut cx, p)),
        Err(error) => return Err(vec![from_pest(&error, file, 0, text).report()]),
    };
    match value {
        Some(value) if cx.problems.is_empty() => Ok(value),
        _ => Err(cx.problems.iter().map(Problem::report).collect()),
    }
}

fn cx_span(cx: &Context, start: usize, end: usize) -> crate::base::Span {
    let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    crate::base::Span { file: cx.file, start: at(start), end: at(end) }
}

/// Where brackets nest deeper than [`MAX_NESTING`]; checked before the parser recurses.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            '。' => depth = 0,
            _ => {}
        }
        if depth > MAX_NESTING {
            return Some(at);
        }
    }
    None
}
