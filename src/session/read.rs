//! Files from disk: folders walked for `*.gj`, every fault a diagnostic, the other files still read.

use super::failure::{not_text, nothing_found, too_large, unreadable};
use crate::base::Diagnostic;
use crate::syntax::MAX_BYTES;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders nested deeper than this are not entered.
const MAX_DEPTH: usize = 16;

#[derive(Debug, Default)]
pub(super) struct Read {
    pub texts: Vec<(String, String)>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Every given file, and every `*.gj` below every given folder, by name.
pub(super) fn read(paths: &[PathBuf]) -> Read {
    let mut out = Read::default();
    for path in paths {
        let before = out.texts.len() + out.diagnostics.len();
        match path.is_dir() {
            true => walk(&mut out, path, 0),
            false => file(&mut out, path),
        }
        if before == out.texts.len() + out.diagnostics.len() {
            out.diagnostics.push(nothing_found(&path.display().to_string()));
        }
    }
    out
}

fn walk(out: &mut Read, folder: &Path, depth: usize) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(why) => return out.diagnostics.push(unreadable(&folder.display().to_string(), &why)),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden && depth < MAX_DEPTH {
            walk(out, &path, depth + 1);
        } else if path.extension().is_some_and(|e| e == "gj") && path.is_file() {
            file(out, &path);
        }
    }
}

fn file(out: &mut Read, path: &Path) {
    let name = path.display().to_string();
    match text(path, &name) {
        Ok(text) => out.texts.push((name, text)),
        Err(d) => out.diagnostics.push(*d),
    }
}

fn text(path: &Path, name: &str) -> Result<String, Box<Diagnostic>> {
    let size = fs::metadata(path).map_err(|why| Box::new(unreadable(name, &why)))?.len();
    if usize::try_from(size).map_or(true, |s| s > MAX_BYTES) {
        return Err(Box::new(too_large(name, size, MAX_BYTES)));
    }
    let bytes = fs::read(path).map_err(|why| Box::new(unreadable(name, &why)))?;
    String::from_utf8(bytes).map_err(|e| Box::new(not_text(name, e.utf8_error().valid_up_to())))
}
