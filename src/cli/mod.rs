//! The command line: arguments to calls, answers to text, outcomes to exit codes.

mod ask;
mod check;
mod compare;
mod completion;
mod diff;
mod fmt;
mod options;
mod repl;
mod show;
mod test;
mod version;
mod vocab;

use crate::front::{Exit, Format, out};
use clap::{Parser, Subcommand};
use options::Options;
use std::process::ExitCode;

/// 规矩：县政府工作规则的查询与核查 · ask and check county governments' working rules
#[derive(Debug, Parser)]
#[command(name = "guiju", version, max_term_width = 110)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Ask(ask::Args),
    Compare(compare::Args),
    Diff(diff::Args),
    Check(check::Args),
    Test(test::Args),
    Show(show::Args),
    Vocab(vocab::Args),
    Fmt(fmt::Args),
    Repl(repl::Args),
    Version(version::Args),
    Completion(completion::Args),
}

/// Runs the command of the process's arguments; an unforeseen failure ends with 70.
pub fn main() -> ExitCode {
    let exit = std::panic::catch_unwind(run).unwrap_or(Exit::Internal);
    ExitCode::from(exit as u8)
}

fn run() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(said) => {
            let bad = said.use_stderr();
            // a closed pipe is not worth a word
            let _ = said.print();
            return if bad { Exit::Usage } else { Exit::Definite };
        }
    };
    let mut context = match cli.options.context() {
        Ok(context) => context,
        Err(exit) => return exit,
    };
    if context.format == Format::Csv && !matches!(cli.command, Command::Compare(_)) {
        out::warn(context.pick("csv 只用于 compare", "csv is for compare only"));
        return Exit::Usage;
    }
    match cli.command {
        Command::Ask(args) => args.run(&context),
        Command::Compare(args) => args.run(&context),
        Command::Diff(args) => args.run(&context),
        Command::Check(args) => args.run(&mut context),
        Command::Test(args) => args.run(&mut context),
        Command::Show(args) => args.run(&context),
        Command::Vocab(args) => args.run(&context),
        Command::Fmt(args) => args.run(&context),
        Command::Repl(args) => args.run(context),
        Command::Version(args) => args.run(&context),
        Command::Completion(args) => args.run(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn arguments_are_consistent() {
        use clap::CommandFactory;
        super::Cli::command().debug_assert();
    }
}
