//! What can be wrong with a text before anybody asks what it means.

use super::parse::{MAX_BYTES, MAX_NESTING, Rule};
use crate::base::{Diagnostic, FileId, Span};
use pest::error::{ErrorVariant, InputLocation};

#[derive(Clone, Debug)]
pub(super) enum Problem {
    Unexpected { span: Span, expected: Vec<(&'static str, &'static str)>, found: String },
    ArrowAfterBranch { span: Span },
    BadDate { span: Span, text: String },
    BadNumber { span: Span, text: String },
    MixedJoin { span: Span },
    RuleInHeading { span: Span },
    TooLarge { bytes: usize, span: Span },
    TooDeep { span: Span },
    Empty { span: Span },
}

impl Problem {
    pub fn report(&self) -> Diagnostic {
        match self {
            Problem::Unexpected { span, expected, found } => unexpected(*span, expected, found),
            Problem::ArrowAfterBranch { span } => {
                Diagnostic::error("E0102", *span, "分支之后不能直接接 `→`：看不出这一步属于最后一支，还是各支共有", "an arrow after a branch can be read in two ways")
                    .help("各支共有：`【若 甲：…；否则：…】→ 这一步`", "shared by all branches: `[if a: …; else: …] -> step`")
                    .help("只属最后一支：`若 甲：…；否则：【… → 这一步】`", "of the last branch only: `if a: …; else: [… -> step]`")
            }
            Problem::BadDate { span, text } => Diagnostic::error("E0103", *span, format!("没有 `{text}` 这一天"), format!("there is no day `{text}`"))
                .help("日期写作 `2023年9月27日` 或 `2023-09-27`", "write a date as `2023-09-27`"),
            Problem::BadNumber { span, text } => Diagnostic::error("E0104", *span, format!("`{text}` 不是能用的数"), format!("`{text}` is not a usable number"))
                .help("数最大到九千亿，小数最多四位", "numbers go up to nine hundred thousand million, with four decimals"),
            Problem::MixedJoin { span } => Diagnostic::error("E0105", *span, "`和` 与 `或` 不能混在一串里", "`and` and `or` cannot be mixed in one list of actors")
                .help("用 【 】 分组，或拆成两步", "group with [ ], or split into two steps"),
            Problem::RuleInHeading { span } => {
                Diagnostic::error("E0106", *span, "标题行里不能写规则（标题不含 ：；。）", "a heading line cannot hold a rule (no `:` `;` `.` in it)")
                    .help("标题写完换行，规则另起一行", "end the line after the heading and put the rule on a line of its own")
            }
            Problem::TooLarge { bytes, span } => {
                Diagnostic::error("E0110", *span, format!("文本有 {bytes} 字节，超过 {MAX_BYTES} 字节"), format!("the text has {bytes} bytes, more than {MAX_BYTES}"))
                    .help("拆成几个文件", "split it into several files")
            }
            Problem::TooDeep { span } => Diagnostic::error("E0111", *span, format!("括号套了超过 {MAX_NESTING} 层"), format!("brackets nest deeper than {MAX_NESTING}"))
                .help("检查是否漏了右括号，或用 `定义` 给内层起名", "look for a missing closing bracket, or name the inner part with `define`"),
            Problem::Empty { span } => Diagnostic::error("E0112", *span, "文件里没有任何语句", "the file has no statement")
                .help("以 `规则 名称 …。` 或 `词汇 名称。` 开头", "begin with `policy name …` or `vocabulary name`"),
        }
    }
}

fn unexpected(span: Span, expected: &[(&str, &str)], found: &str) -> Diagnostic {
    let join = |pick: &dyn Fn(&(&str, &str)) -> String, sep: &str| {
        let mut words: Vec<String> = expected.iter().map(pick).collect();
        words.sort();
        words.dedup();
        words.join(sep)
    };
    // a lone sign stands in backticks, so that it is not taken for the list's own
    let sign = |w: &str| if w.chars().count() == 1 && !w.chars().all(char::is_alphanumeric) { format!("`{w}`") } else { w.to_string() };
    let (zh, en) = (join(&|e| sign(e.0), " "), join(&|e| e.1.to_string(), ", "));
    let d = match found {
        "" => Diagnostic::error("E0101", span, "这里还没有写完", "this is not finished"),
        _ => Diagnostic::error("E0101", span, format!("这里读不懂 `{found}`"), format!("`{found}` is not understood here")),
    };
    // two words written as one: a question word stands alone
    let glued = ["由谁", "谁", "流程", "何会", "何时", "可否", "能否", "核查", "限额", "义务", "办理", "适用"].into_iter().find(|w| found.starts_with(w) && found != *w);
    let d = match glued {
        Some(w) => d.help(format!("词与词之间空一格：`{w} {}`", found.trim_start_matches(w)), format!("leave a blank between words: `{w} {}`", found.trim_start_matches(w))),
        None => d,
    };
    match expected.is_empty() {
        true => d,
        false => d.help(format!("这里可以写：{zh}"), format!("expected {en}")),
    }
}

/// A pest error as a problem of this file; `start` is where the parsed text begins in it.
pub(super) fn from_pest(error: &pest::error::Error<Rule>, file: FileId, start: usize, text: &str) -> Problem {
    let local = match error.location {
        InputLocation::Pos(p) => p,
        InputLocation::Span((p, _)) => p,
    };
    let rest = text.get(local..).unwrap_or("");
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').take(12).collect();
    let found = if word.is_empty() { rest.chars().take(1).filter(|c| !c.is_whitespace()).collect() } else { word };
    let at = |n: usize| u32::try_from(start + n).unwrap_or(u32::MAX);
    let span = Span { file, start: at(local), end: at(local + found.len()) };
    let mut expected = Vec::new();
    if let ErrorVariant::ParsingError { positives, .. } = &error.variant {
        expected.extend(positives.iter().flat_map(|r| words(*r)).copied());
    }
    Problem::Unexpected { span, expected, found }
}

/// What a reader would call a rule, in both skins; empty for what is never worth naming.
fn words(rule: Rule) -> &'static [(&'static str, &'static str)] {
    use Rule::*;
    match rule {
        colon => &[("：", "`:`")],
        semi => &[("；", "`;`")],
        comma => &[("，", "`,`")],
        sep => &[("、", "`|`")],
        stop => &[("。", "`.`")],
        lp | args | mods | value_args => &[("（", "`(`")],
        rp => &[("）", "`)`")],
        lg | group => &[("【", "`[`")],
        rg => &[("】", "`]`")],
        arrow => &[("→", "`->`")],
        gt => &[("＞", "`>`")],
        word | name | names | actors | actor | pattern | subject | phrase | object | act | anchor | slot_name | header_key => &[("名称", "a name")],
        quoted | text => &[("“ ”", "a quoted name")],
        value | values | none => &[("值", "a value")],
        number | quantity | operand => &[("数", "a number")],
        unit => &[("单位（个、字、天、个工作日…）", "a unit")],
        date => &[("日期", "a date")],
        ordinal => &[("序号", "a number")],
        place | places => &[("第…条", "`article …`")],
        cond | conj | neg | atom | assign => &[("条件", "a condition")],
        test | relation | compare => &[("为、属、含、≤ …", "`is`, `is_a`, `includes`, `<=` …")],
        formula | limit | limits => &[("期限（… 后 N 个工作日 内）", "a time limit")],
        course | node | step | proc_clause => &[("步骤", "a step")],
        content => &[("行为或要求", "an act or requirement")],
        modal | force => &[("应当、不得、可以…", "`must`, `must_not`, `may` …")],
        frequency | every => &[("每…", "`every …`")],
        kw_if => &[("若", "`if`")],
        kw_else => &[("否则", "`else`")],
        kw_or | or_course => &[("或", "`or`")],
        kw_and | kw_with => &[("和、且", "`and`")],
        kw_of | kw_of_en => &[("的", "`of`")],
        kw_on => &[("对", "`on`")],
        kw_ask | asked => &[("问", "`ask`")],
        kw_expect | expect | expects => &[("答", "`expect`")],
        kw_given | given => &[("设", "`given`")],
        kw_after => &[("后", "`after`")],
        kw_before => &[("前", "`before`")],
        outcome | o_verdict | verdict => &[("答案", "an answer")],
        field_type => &[("类型（是否、数、日期、时限、文字、若干…）", "a type")],
        question => &[(
            "谁、流程、何会、何时、可否、核查、限额、会议、义务、办理、适用、条、为何",
            "`who`, `procedure`, `which_meeting`, `when`, `may`, `check`, `limit`, `meeting`, `duties`, `handle`, `applies`, `article`, `why`",
        )],
        statement | single | body | label => &[("语句", "a statement")],
        kw_entrust | kw_entrusted_by => &[("委托", "`entrusted_by`")],
        kw_except => &[("除外", "`unless`")],
        _ => &[],
    }
}
