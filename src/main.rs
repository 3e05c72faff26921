//! The `guiju` command.

fn main() -> std::process::ExitCode {
    guiju::cli::main()
}
