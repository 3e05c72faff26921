//! Why a question got no answer.

use crate::base::{Diagnostic, Sources, Span};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The question or the facts cannot be read.
    Syntax,
    /// A name, a unit or a jurisdiction that does not exist.
    Unknown,
    /// The policy itself has errors.
    Policy,
    /// More than one jurisdiction could be meant, or none was named.
    Which,
}

/// Diagnostics, with the texts that they point into.
#[derive(Clone, Debug)]
pub struct Failure {
    pub kind: FailureKind,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

impl Failure {
    pub(super) fn new(kind: FailureKind, diagnostics: Vec<Diagnostic>, sources: &Sources) -> Failure {
        Failure { kind, diagnostics, sources: sources.clone() }
    }
}

pub(super) fn unreadable(name: &str, why: &std::io::Error) -> Diagnostic {
    Diagnostic::nowhere("E0501", format!("读不了 `{name}`：{why}"), format!("cannot read `{name}`: {why}"))
}

pub(super) fn too_large(name: &str, bytes: u64, most: usize) -> Diagnostic {
    Diagnostic::nowhere("E0110", format!("`{name}` 有 {bytes} 字节，超过 {most} 字节"), format!("`{name}` has {bytes} bytes, more than {most}"))
        .help("拆成几个文件", "split it into several files")
}

pub(super) fn not_text(name: &str, at: usize) -> Diagnostic {
    Diagnostic::nowhere("E0502", format!("`{name}` 不是 UTF-8 文本（第 {at} 字节起）"), format!("`{name}` is not UTF-8 text (from byte {at})"))
        .help("把文件另存为 UTF-8 编码", "save the file in UTF-8")
}

pub(super) fn nothing_found(paths: &str) -> Diagnostic {
    Diagnostic::nowhere("E0503", format!("`{paths}` 里没有 .gj 文件"), format!("no .gj file in `{paths}`"))
}

pub(super) fn no_policy() -> Diagnostic {
    Diagnostic::nowhere("E0504", "载入的文件里没有规则", "no policy among the loaded files").help("规则文件以 `规则 名称 …。` 开头", "a policy file begins with `policy name …`")
}

pub(super) fn stray_scenarios(span: Span, stem: &str) -> Diagnostic {
    Diagnostic::warning("E0505", span, format!("没有与案例文件 `{stem}` 同名的规则文件"), format!("no policy file has the name of the scenario file `{stem}`"))
        .help("案例文件与规则文件同名", "give the scenario file the name of its policy file")
}

pub(super) fn no_vocabulary(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("E0506", span, format!("没有词汇 `{name}`"), format!("there is no vocabulary `{name}`")).suggest(name, known.iter().copied())
}

pub(super) fn unknown_jurisdiction(name: &str, known: &[&str]) -> Diagnostic {
    let d = Diagnostic::nowhere("E0507", format!("没有载入 `{name}` 的规则"), format!("no rules of `{name}` are loaded"));
    listed(d.suggest(name, known.iter().copied()), known)
}

pub(super) fn which_jurisdiction(known: &[&str]) -> Diagnostic {
    let d = Diagnostic::nowhere("E0508", "没有说问的是哪个县", "the question does not say which county");
    listed(d.help("写在问句前，或用 `--in 县名`", "write it before the question, or give `--in COUNTY`"), known)
}

fn listed(d: Diagnostic, known: &[&str]) -> Diagnostic {
    let list = |sep| known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(sep);
    match known {
        [] => d,
        _ => d.help(format!("已载入：{}", list("、")), format!("loaded: {}", list(", "))),
    }
}

pub(super) fn bad_json(why: &serde_json::Error) -> Diagnostic {
    Diagnostic::nowhere("E0509", format!("案情不是合法的 JSON：{why}"), format!("the facts are not valid JSON: {why}"))
}

pub(super) fn why_of_nothing() -> Diagnostic {
    Diagnostic::nowhere("E0510", "`为何` 问的是上一个答案，这里还没有", "`why` asks about the last answer, and there is none here")
        .help("用 `--why`，或在 `guiju repl` 里问", "use `--why`, or ask in `guiju repl`")
}

pub(super) fn impossible() -> Diagnostic {
    Diagnostic::nowhere("E0511", "给出的事实不可能同时成立", "these facts cannot hold together")
        .help("`guiju vocab 对象` 列出字段；规则的 `限定` 写着哪些不能并存", "look at the `constraint` statements of the record")
}
