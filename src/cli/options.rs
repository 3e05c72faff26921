//! Options that every subcommand shares.

use crate::base::Lang;
use crate::calendar::Date;
use crate::front::{Context, Exit, Format, out};
use crate::session::{Engine, Given, PolicySet};
use crate::syntax::{MAX_BYTES, parse_date};
use clap::{Args, ValueEnum};
use std::io::Read;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// 规则文件或文件夹，可重复；不写用内置规则 · policy files or folders, repeatable; built-in policies otherwise
    #[arg(short = 'p', long = "policies", value_name = "PATH", global = true)]
    pub paths: Vec<PathBuf>,
    /// 问哪个县 · which county
    #[arg(long = "in", value_name = "COUNTY", global = true)]
    pub county: Option<String>,
    /// 以哪一天为准，不写为今天 · as of which day, today otherwise
    #[arg(long, value_name = "DATE", global = true, value_parser = day)]
    pub on: Option<Date>,
    /// 另给的案情，JSON 或 `公文（…）`；- 为标准输入 · more facts, JSON or `document(…)`; - is standard input
    #[arg(long, value_name = "FILE", global = true)]
    pub facts: Option<String>,
    #[arg(long, value_name = "FORMAT", global = true, default_value = "text")]
    pub format: Format,
    /// 语言，不写看系统 · language, from the locale otherwise
    #[arg(long, value_name = "LANG", global = true)]
    pub lang: Option<Tongue>,
    /// 由哪个引擎作答，两者答案相同 · which engine answers; both give the same answers
    #[arg(long, value_name = "ENGINE", global = true, default_value = "compiled")]
    pub engine: By,
    /// 说明理由 · give the reasons
    #[arg(long, global = true)]
    pub why: bool,
}

impl Options {
    /// The context of the command; its reading errors are reported.
    pub fn context(&self) -> Result<Context, Exit> {
        let lang = self.lang.map_or_else(locale, Tongue::lang);
        let facts = match &self.facts {
            Some(from) => Some(Given::of(&facts(from, lang)?)),
            None => None,
        };
        let mut context = Context {
            set: PolicySet::builtin(),
            paths: Vec::new(),
            lang,
            data_lang: self.lang.map_or(Lang::Zh, Tongue::lang),
            on: self.on.unwrap_or_else(today),
            format: self.format,
            why: self.why,
            county: self.county.clone(),
            facts,
            engine: self.engine.engine(),
        };
        context.load(&self.paths);
        Ok(context)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Tongue {
    Zh,
    En,
}

impl Tongue {
    pub fn lang(self) -> Lang {
        match self {
            Tongue::Zh => Lang::Zh,
            Tongue::En => Lang::En,
        }
    }
}

/// An engine by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    Compiled,
    Reference,
}

impl By {
    pub fn engine(self) -> Engine {
        match self {
            By::Compiled => Engine::Compiled,
            By::Reference => Engine::Reference,
        }
    }
}

fn day(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "没有这一天 · not a day, write 2023-09-27".to_string())
}

/// The language of the locale: Chinese, also where none is set; English for any other.
fn locale() -> Lang {
    let set = |key: &str| std::env::var(key).ok().filter(|v| !v.is_empty());
    let name = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG")).or_else(sys_locale::get_locale);
    let plain = |n: &str| n.is_empty() || n == "POSIX" || n == "C" || n.starts_with("C.");
    match name {
        Some(n) if !plain(&n) && !n.to_ascii_lowercase().starts_with("zh") => Lang::En,
        _ => Lang::Zh,
    }
}

/// The text of `--facts`.
fn facts(from: &str, lang: Lang) -> Result<String, Exit> {
    let most = MAX_BYTES as u64;
    let mut text = String::new();
    let read = match from {
        "-" => std::io::stdin().lock().take(most + 1).read_to_string(&mut text),
        path => std::fs::File::open(path).and_then(|f| f.take(most + 1).read_to_string(&mut text)),
    };
    match read {
        Ok(_) => Ok(text),
        Err(why) => {
            out::warn(&match lang {
                Lang::Zh => format!("读不了案情 `{from}`：{why}"),
                Lang::En => format!("cannot read facts `{from}`: {why}"),
            });
            Err(Exit::Usage)
        }
    }
}

/// The only look at the clock.
fn today() -> Date {
    let days = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs() / 86_400);
    let start = crate::calendar::date(1970, 1, 1).unwrap_or_default();
    start.checked_add_days(chrono::Days::new(days)).unwrap_or(start)
}
