//! `guiju fmt --skin en policy.gj`: the same tree, laid out afresh, in either skin.

use super::options::Tongue;
use crate::base::{Lang, Severity, Sources};
use crate::front::{Context, Exit, out};
use crate::session::{County, Dictionary, PolicySet};
use crate::syntax::ast::{Statement, TopItem};
use crate::syntax::{Namer, Plain, format_file, parse_file};
use std::path::PathBuf;

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
        let words = self.skin.map(|_| context.set.common());
        self.files.iter().map(|f| self.one(context, f, words.as_deref())).max().unwrap_or(Exit::Definite)
    }

    fn one(&self, context: &Context, path: &PathBuf, words: Option<&County>) -> Exit {
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
        let dictionary = words.map(|w| Dictionary::new(&w.model).knowing(&w.model, tree.value.items.iter().filter_map(statement)));
        let namer: &dyn Namer = match &dictionary {
            Some(d) => d,
            None => &Plain,
        };
        let lang = self.skin.map_or_else(|| skin_of(&text), Tongue::lang);
        let mut after = format_file(&text, &tree.value, lang, namer);
        if dictionary.is_some() && errors(&name, &text) == 0 && errors(&name, &after) > 0 {
            // a name that means several things was put into the wrong one: only the keywords change
            out::warn(&format!("{name}: {}", context.pick("有些名称换不准，名称照原样，只换关键词", "some names cannot be changed safely: names stay, only keywords change")));
            after = format_file(&text, &tree.value, lang, &Plain);
        }
        self.put(context, path, &text, &after)
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

/// Errors of a text as a policy over the built-in vocabulary.
fn errors(name: &str, text: &str) -> usize {
    let loaded = PolicySet::from_strings(&[(name, text)]);
    let all = loaded.diagnostics.into_iter().chain(loaded.set.diagnostics());
    all.filter(|d| d.severity == Severity::Error).count()
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
