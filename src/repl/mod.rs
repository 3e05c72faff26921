//! `guiju repl`: bare text is a question about the current county, `:` begins a command.
//!
//! An error never ends it; piped input runs as a script, printing answers only.

mod command;
mod complete;
mod line;
mod session;
mod why;

use crate::front::{Context, Exit};
use complete::Helper;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{CompletionType, Config, Editor};
use session::{Next, Session};
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;

/// Lines kept in the history file.
const HISTORY: usize = 2_000;

pub(crate) fn run(context: Context) -> Exit {
    let session = Session::new(context);
    match std::io::stdin().is_terminal() {
        true => interactive(session),
        false => script(session, &mut std::io::stdin().lock()),
    }
}

fn interactive(mut session: Session) -> Exit {
    let config = Config::builder().completion_type(CompletionType::List).history_ignore_space(true).max_history_size(HISTORY);
    let editor = config.and_then(|c| Editor::<Helper, DefaultHistory>::with_config(c.build()));
    let Ok(mut editor) = editor else { return script(session, &mut std::io::stdin().lock()) };
    let history = history_file();
    if let Some(path) = &history {
        // a missing history is no matter
        let _ = editor.load_history(path);
    }
    session.greet();
    loop {
        editor.set_helper(Some(Helper::new(session.words())));
        match editor.readline(&session.prompt()) {
            Ok(line) => {
                let _ = editor.add_history_entry(line.trim());
                if session.take(&line) == Next::Quit {
                    break;
                }
            }
            Err(ReadlineError::Interrupted) => {}
            Err(_) => break,
        }
    }
    if let Some(path) = &history {
        let _ = editor.save_history(path);
    }
    Exit::Definite
}

/// Runs every line; the worst failure of a line is the exit code.
fn script(mut session: Session, input: &mut dyn BufRead) -> Exit {
    let mut pending = String::new();
    for line in input.lines() {
        let Ok(line) = line else { break };
        pending.push_str(&line);
        if !line::complete(&pending) {
            pending.push('\n');
            continue;
        }
        if session.take(&std::mem::take(&mut pending)) == Next::Quit {
            return session.worst;
        }
    }
    session.take(&pending);
    session.worst
}

/// `$XDG_STATE_HOME/guiju/history`, or under the home folder.
fn history_file() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|p| p.is_absolute());
    let folder = state.or_else(|| std::env::home_dir().map(|h| h.join(".local/state")))?.join("guiju");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}
