//! Asks the built-in policies: `cargo run --example ask_builtin`.

use guiju::base::Lang;
use guiju::calendar::date;
use guiju::render::diagnostics;
use guiju::session::{AskOptions, Given, PolicySet};
use std::process::ExitCode;

fn main() -> ExitCode {
    let set = PolicySet::builtin();
    for county in set.jurisdictions() {
        println!("{} ({})", county.name, county.policy);
    }
    // the day is an input: nothing reads the clock
    let options = AskOptions::on(date(2024, 5, 6).unwrap_or_default());
    let facts = Given::Json(r#"{"公文": {"全局性重大事项": false}}"#.into());
    let asked = [options.clone(), options.with(facts)];
    for options in &asked {
        match set.ask("上高县", "谁 签发 公文（名义：县政府办公室）", options) {
            Ok(reply) => {
                println!("\n{}", reply.text(Lang::Zh, false, false));
                println!("{:?}, still to ask: {} facts", reply.answer.status, reply.answer.needs.len());
            }
            Err(failure) => {
                eprintln!("{}", diagnostics(&failure.diagnostics, &failure.sources, Lang::Zh, false));
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
