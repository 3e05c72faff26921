//! `guiju fmt --skin en policy.gj`: the same tree, laid out afresh, in either skin.

use super::options::Tongue;
use crate::base::{Diagnostic, Lang, Severity, Sources};
use crate::front::{Context, Exit, out};
use crate::session::{Dictionary, PolicySet};
use crate::syntax::ast::{Statement, TopItem};
use crate::syntax::{Plain, format_file, parse_file};
use std::path::{Path, PathBuf};

/// 整理版式 · format policy files
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 只看是否已整理，不改文件 · only tell whether files are formatted
    #[arg(long)]
    check: bool,
    /// 印到屏幕，不改文件 · print instead of writing
    #[arg(long)]
    print: bool,
    /// 换成中文或英文写法 · change to Chinese or English keywords and names
    #[arg(long)]
    skin: Option<Tongue>,
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Args {
    pub fn run(self, context: &Context) -> Exit {
        let given = self.skin.map(|_| PolicySet::from_paths(&self.files).set);
        self.files.iter().map(|f| self.one(context, f, given.as_ref())).max().unwrap_or(Exit::Definite)
    }

    fn one(&self, context: &Context, path: &PathBuf, given: Option<&PolicySet>) -> Exit {
        let name = path.display().to_string();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(why) => {
                out::warn(&format!("{}`{name}`: {why}", context.pick("读不了 ", "cannot read ")));
                return Exit::Invalid;
            }
        };
        let mut sources = Sources::default();
        let tree = parse_file(sources.add(&name, &text), &text);
        if tree.diagnostics.iter().any(|d| d.severity == Severity::Error) {
            out::report(&tree.diagnostics, &sources, context.lang);
            return Exit::Invalid;
        }
        let lang = self.skin.map_or_else(|| skin_of(&text), Tongue::lang);
        let Some(given) = given else { return self.put(context, path, &text, &format_file(&text, &tree.value, lang, &Plain)) };
        let county = given.county_of(&name).or_else(|| context.set.county(stem(path), context.on).ok()).unwrap_or_else(|| given.common());
        let dictionary = Dictionary::of(&county.model, tree.value.items.iter().filter_map(statement));
        let mut after = format_file(&text, &tree.value, lang, &dictionary);
        let (before, found) = (self.errors(path, &text), self.errors(path, &after));
        if found.len() > before.len() {
            let why = found.first().map_or("", |d| context.lang.pick(&d.zh, &d.en));
            out::warn(&format!(
                "{name}: {}{why}",
                context.pick("名称照原样，只换关键词：换了就读不成原来的意思，", "names stay, only keywords change, since changed they would mean something else: ")
            ));
            after = format_file(&text, &tree.value, lang, &Plain);
        }
        self.put(context, path, &text, &after)
    }

    /// What is wrong with this text in the place of its file, beside the given files of the same name.
    fn errors(&self, path: &PathBuf, text: &str) -> Vec<Diagnostic> {
        let beside = self.files.iter().filter(|f| *f != path && stem(f) == stem(path)).filter_map(|f| Some((f.display().to_string(), std::fs::read_to_string(f).ok()?)));
        let texts: Vec<(String, String)> = beside.chain([(path.display().to_string(), text.to_string())]).collect();
        let loaded = PolicySet::from_strings(&texts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect::<Vec<_>>());
        let all = loaded.diagnostics.into_iter().chain(loaded.set.diagnostics());
        all.filter(|d| d.severity == Severity::Error).collect()
    }

    fn put(&self, context: &Context, path: &PathBuf, before: &str, after: &str) -> Exit {
        match (self.check, self.print, before == after) {
            (true, _, true) => Exit::Definite,
            (true, _, false) => {
                out::print(&format!("{} {}", path.display(), context.pick("未整理", "is not formatted")));
                Exit::Findings
            }
            (_, true, _) => {
                out::print(after);
                Exit::Definite
            }
            (_, _, true) => Exit::Definite,
            _ => match std::fs::write(path, after) {
                Ok(()) => Exit::Definite,
                Err(why) => {
                    out::warn(&format!("{} {}: {why}", context.pick("写不了", "cannot write"), path.display()));
                    Exit::Invalid
                }
            },
        }
    }
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|s| s.to_str()).unwrap_or("")
}

fn statement(item: &TopItem) -> Option<&Statement> {
    match item {
        TopItem::Statement(s) => Some(s),
        TopItem::Heading(_) => None,
    }
}

/// The skin a file is written in: Chinese if a line begins with a Chinese keyword.
fn skin_of(text: &str) -> Lang {
    let first = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with("//"));
    match first.is_some_and(|l| l.starts_with(|c: char| c.is_ascii_alphabetic())) {
        true => Lang::En,
        false => Lang::Zh,
    }
}
