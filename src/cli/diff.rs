//! `guiju diff 上高县 袁州区`, `guiju diff old.gj new.gj`

use crate::front::{Context, Exit, Format, out};
use crate::session::{Diff, Failure, PolicySet, Version};
use std::path::{Path, PathBuf};

/// 差异：两个文件答得不一样的问题 · what two policies answer differently
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 县名，或规则文件 · a county, or a policy file
    first: String,
    /// 另一个县名，或规则文件（也可以是同一文件的另一版） · another county or policy file, or another version of the same
    second: String,
}

impl Args {
    pub fn run(self, context: &Context) -> Exit {
        let sets = [set(context, &self.first), set(context, &self.second)];
        let [left, right] = &sets;
        let found = version(context, left, &self.first).and_then(|a| Diff::of(a, version(context, right, &self.second)?, context.on));
        match found {
            Ok(diff) => show(context, &diff),
            Err(failure) => context.fail(&failure),
        }
    }
}

/// The set of a file that is there, else the loaded one.
fn set(context: &Context, name: &str) -> PolicySet {
    let path = Path::new(name);
    if !path.exists() || context.set.knows(name) {
        return context.set.clone();
    }
    let loaded = PolicySet::from_paths(&[PathBuf::from(path)]);
    out::report(&loaded.diagnostics, loaded.set.sources(), context.lang);
    loaded.set
}

fn version<'s>(context: &Context, set: &'s PolicySet, name: &str) -> Result<Version<'s>, Failure> {
    let county = if set.knows(name) || !Path::new(name).exists() { set.county(name, context.on) } else { set.only(context.on) };
    Ok(Version { set, county: county?, label: name.to_string() })
}

fn show(context: &Context, diff: &Diff) -> Exit {
    match context.format {
        Format::Markdown => out::print(&diff.markdown(context.lang)),
        Format::Json => out::print(&serde_json::to_string_pretty(&diff.json(context.data_lang)).unwrap_or_default()),
        Format::Text | Format::Csv => out::print(&diff.text(context.lang)),
    }
    if diff.none() { Exit::Definite } else { Exit::Findings }
}
