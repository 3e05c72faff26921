//! `guiju version`: the program, its policies and its calendars.

use crate::front::{Context, Exit, Format, out};
use serde_json::json;

/// 版本、内置规则 · the version and the policies it carries
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

impl Args {
    pub fn run(self, context: &Context) -> Exit {
        let list = context.set.jurisdictions();
        let text = match context.format {
            Format::Json => {
                let one = |j: &crate::session::Jurisdiction| json!({"jurisdiction": j.name.as_ref(), "english": j.english.as_deref(), "policy": j.policy.as_ref(), "effective": j.effective.map(|d| d.to_string())});
                let all: Vec<_> = list.iter().map(one).collect();
                serde_json::to_string_pretty(&json!({"version": env!("CARGO_PKG_VERSION"), "policies": all})).unwrap_or_default()
            }
            _ => {
                let head = format!("guiju {}", env!("CARGO_PKG_VERSION"));
                let row = |j: &crate::session::Jurisdiction| {
                    vec![
                        j.name.to_string(),
                        j.english.as_deref().unwrap_or("").to_string(),
                        j.policy.to_string(),
                        j.effective.map(|d| format!("{d} {}", context.pick("起施行", "in force"))).unwrap_or_default(),
                    ]
                };
                let table = crate::render::Table { head: Vec::new(), rows: list.iter().map(row).collect() }.text();
                format!("{head}\n{table}")
            }
        };
        out::print(text.trim_end());
        Exit::Definite
    }
}
