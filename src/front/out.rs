//! Results to standard output, diagnostics to standard error; a closed pipe ends in silence.

use crate::base::{Diagnostic, Lang, Sources};
use crate::render::diagnostics;
use std::io::{IsTerminal, Write};

/// A text with a line end.
pub fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = out.write_all(b"\n");
    }
    let _ = out.flush();
}

pub fn warn(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{}", text.trim_end());
}

pub fn report(list: &[Diagnostic], sources: &Sources, lang: Lang) {
    if !list.is_empty() {
        warn(&diagnostics(list, sources, lang, colour(&std::io::stderr())));
    }
}

/// Whether a stream takes colour: a terminal, and `NO_COLOR` unset.
pub fn colour(stream: &impl IsTerminal) -> bool {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) || std::env::var("TERM").is_ok_and(|t| t == "dumb");
    stream.is_terminal() && !plain
}
