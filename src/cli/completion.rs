//! `guiju completion bash`

use crate::front::{Exit, out};
use clap::CommandFactory;
use clap_complete::Shell;

/// 命令补全脚本 · a completion script for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    shell: Shell,
}

impl Args {
    pub fn run(self) -> Exit {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::Cli::command(), "guiju", &mut script);
        out::print(&String::from_utf8_lossy(&script));
        Exit::Definite
    }
}
