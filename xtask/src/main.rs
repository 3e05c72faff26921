//! Chores of the project: `cargo xtask test`, `cargo xtask norms`.

mod agree;
mod bench;
mod norms;

use std::process::{Command, ExitCode};

const USAGE: &str = "usage: cargo xtask <test | norms | agree | bench | bless>

  test    everything: unit, snapshot and story tests, examples, check and scenarios of the shipped policies, norms
  norms   stated / not stated per article of each county; fails on a norm that its ledger lacks
  agree   both engines on random policies and cases; --seconds N for how long, --seed N for which
  bench   one table of what a question costs, by hand and in guiju; --peers builds and measures other engines too
  bless   rewrites the snapshots after a look at what changed";

/// Percent of the statements, items and both ways of each shipped policy that its scenarios exercise, at least.
const COVERED: &str = "85";

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let done = match task.as_str() {
        "test" => test(),
        "norms" => norms::run(),
        "agree" => agree::run(&std::env::args().skip(2).collect::<Vec<_>>()),
        "bench" => bench::run(&std::env::args().skip(2).collect::<Vec<_>>()),
        "bless" => cargo_with(&["test", "--workspace"], &[("INSTA_UPDATE", "always")]),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn test() -> bool {
    // the release binary is what the stories, the policies' own check and their scenarios run
    cargo(&["build", "--release", "--bins", "--examples"])
        && cargo_with(&["test", "--workspace"], &[("INSTA_UPDATE", "no")])
        && cargo(&["build", "--no-default-features"])
        && guiju(&["check"])
        && guiju(&["test", "--coverage", "--threshold", COVERED])
        && norms::run()
}

fn guiju(args: &[&str]) -> bool {
    let mut all = vec!["run", "--release", "--quiet", "--"];
    all.extend(args);
    cargo(&all)
}

fn cargo(args: &[&str]) -> bool {
    cargo_with(args, &[])
}

fn cargo_with(args: &[&str], env: &[(&str, &str)]) -> bool {
    let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = Command::new(program);
    command.args(args).envs(env.iter().copied());
    println!("+ cargo {}", args.join(" "));
    match command.status() {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("cannot run cargo: {error}");
            false
        }
    }
}
