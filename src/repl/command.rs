//! `:in 上高县`, `:on 2023-10-01`, `：案情 公文（…）`: what a line asks for.

/// A line of input.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command<'a> {
    Nothing,
    Question(&'a str),
    In(&'a str),
    On(&'a str),
    Facts(&'a str),
    Why,
    /// `为何不 X`
    WhyNot(&'a str),
    Show(&'a str),
    Vocab(&'a str),
    Lang(&'a str),
    Reload,
    Help,
    Quit,
    Unknown(&'a str),
}

/// Every command in both languages, for completion and help.
pub(super) const COMMANDS: [(&str, &str); 11] = [
    ("in", "县"),
    ("on", "日期"),
    ("facts", "案情"),
    ("why", "为何"),
    ("show", "看"),
    ("vocab", "词"),
    ("lang", "语言"),
    ("reload", "重载"),
    ("help", "帮助"),
    ("quit", "退出"),
    ("exit", "再见"),
];

pub(super) fn read(line: &str) -> Command<'_> {
    let line = line.trim().trim_start_matches('\u{FEFF}');
    if line.is_empty() || line.starts_with("//") {
        return Command::Nothing;
    }
    match line.strip_prefix([':', '：']) {
        Some(rest) => command(rest.trim()),
        None => question(line),
    }
}

/// `为何` and `为何不 X` are about the last answer.
fn question(line: &str) -> Command<'_> {
    let plain = line.trim_end_matches(['。', '.', '?', '？']).trim();
    let (word, rest) = split(plain);
    match word {
        "为何" | "why" if rest.is_empty() => Command::Why,
        "为何不" | "why_not" if !rest.is_empty() => Command::WhyNot(rest),
        _ => Command::Question(line.trim_end_matches(['?', '？']).trim()),
    }
}

fn command(text: &str) -> Command<'_> {
    let (word, rest) = split(text);
    let name = COMMANDS.iter().find(|(en, zh)| *en == word || *zh == word).map(|(en, _)| *en);
    match name {
        Some("in") => Command::In(rest),
        Some("on") => Command::On(rest),
        Some("facts") => Command::Facts(rest),
        Some("why") => Command::Why,
        Some("show") => Command::Show(rest),
        Some("vocab") => Command::Vocab(rest),
        Some("lang") => Command::Lang(rest),
        Some("reload") => Command::Reload,
        Some("help") => Command::Help,
        Some("quit" | "exit") => Command::Quit,
        _ => match text {
            "?" | "？" | "h" => Command::Help,
            "q" => Command::Quit,
            _ => Command::Unknown(word),
        },
    }
}

/// The first word, and what follows its blanks.
fn split(text: &str) -> (&str, &str) {
    match text.split_once(char::is_whitespace) {
        Some((word, rest)) => (word, rest.trim()),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_in_both_languages_and_widths() {
        assert_eq!(read(":in 上高县"), Command::In("上高县"));
        assert_eq!(read("：县　上高县"), Command::In("上高县"));
        assert_eq!(read("谁 签发？"), Command::Question("谁 签发"));
        assert_eq!(read("为何不 县长"), Command::WhyNot("县长"));
        assert_eq!(read("// 注"), Command::Nothing);
        assert_eq!(read(":nope"), Command::Unknown("nope"));
    }
}
