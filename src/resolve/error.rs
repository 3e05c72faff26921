//! What can be wrong with a well-formed text: names, types, units, cycles, places.

use crate::base::{Diagnostic, Span, Str};
use crate::syntax::ast::Name;

/// A word in both languages.
pub(super) type Word = (&'static str, &'static str);

#[derive(Clone, Debug)]
pub(super) enum Problem {
    /// The name is none of `what`; `also`: where it is known instead.
    UnknownTerm {
        name: Name,
        what: Word,
        near: Vec<Str>,
        also: Vec<Str>,
    },
    /// What an act is done to.
    UnknownObject {
        name: Name,
        near: Vec<Str>,
        also: Vec<Str>,
    },
    UnknownRecord {
        name: Name,
        near: Vec<Str>,
    },
    UnknownField {
        name: Name,
        record: Option<Str>,
        near: Vec<Str>,
    },
    UnknownAct {
        name: Name,
        near: Vec<Str>,
    },
    UnknownMeeting {
        name: Name,
        near: Vec<Str>,
    },
    UnknownLabel {
        name: Name,
        near: Vec<Str>,
    },
    ManyRecords {
        name: Name,
        records: Vec<Str>,
    },
    UnknownTaxonomy {
        name: Name,
        near: Vec<Str>,
    },
    Duplicate {
        name: Name,
        what: Word,
        first: Option<Span>,
    },
    DefinitionCycle {
        names: Vec<Str>,
        span: Span,
    },
    ReplaceCycle {
        names: Vec<Str>,
        span: Span,
    },
    TaxonomyCycle {
        names: Vec<Str>,
        span: Span,
    },
    /// The field is `is`, and the text uses it as `used`.
    Type {
        field: Str,
        is: Word,
        used: Word,
        span: Span,
    },
    Unit {
        written: String,
        wanted: String,
        span: Span,
    },
    ForeignValue {
        name: Name,
        field: Str,
        near: Vec<Str>,
        also: Vec<Str>,
    },
    Impossible {
        limits: Vec<Span>,
        span: Span,
    },
    NotOptional {
        field: Str,
        span: Span,
    },
    CaseShape {
        span: Span,
    },
    LacksField {
        field: Str,
        span: Span,
    },
    NotWhole {
        written: String,
        span: Span,
    },
    Unranked {
        name: Name,
    },
    HeaderKey {
        name: Name,
    },
    HeaderMissing {
        key: Word,
        span: Span,
    },
    HeaderValue {
        key: Name,
        wants: Word,
    },
    UnknownVocabulary {
        name: Name,
        near: Vec<Str>,
    },
    ArticleOrder {
        number: u32,
        last: u32,
        span: Span,
    },
    StrayHeading {
        span: Span,
    },
    NoSuchPlace {
        article: u32,
        span: Span,
    },
    NothingToReplace {
        span: Span,
    },
    EmptyArticle {
        number: u32,
        span: Span,
    },
    Bracket {
        what: Word,
        span: Span,
    },
    TwoSubjects {
        span: Span,
    },
    MissingAct {
        span: Span,
    },
    MissingRole {
        span: Span,
    },
    NotInPattern {
        what: Word,
        span: Span,
    },
    GivenTwice {
        field: Str,
        span: Span,
    },
    UnknownFault {
        name: Name,
    },
    NoCompleteness {
        span: Span,
    },
    UnusedAllow {
        code: &'static str,
        span: Span,
    },
    /// Already a report.
    Told(Box<Diagnostic>),
    Json {
        zh: String,
        en: String,
    },
}

use Problem::*;

impl Problem {
    /// In both languages, with the remedy.
    pub fn report(&self) -> Diagnostic {
        match self {
            UnknownTerm { name, what, near, also } => unknown("E0201", name, *what, near, also),
            UnknownObject { name, near, also } => unknown("E0201", name, ("事项、会议、类别、机关或职务", "matter, meeting, kind, organ or role"), near, also)
                .help(format!("只列不查的，加引号：`“{}”`", name.text), format!("quote what is only listed: \"{}\"", name.text)),
            UnknownRecord { name, near } => unknown("E0202", name, ("对象，也不是哪个对象的类别", "record, nor a kind of one"), near, &[]),
            UnknownField { name, record, near } => unknown_field(name, record.as_deref(), near),
            UnknownAct { name, near } => unknown("E0204", name, ("行为", "act"), near, &[])
                .help("新行为先声明：`分类 行为：新词 english_name。`；只列不查的写成引号短语", "declare a new act: `taxonomy act: …`; quote what is only listed"),
            UnknownMeeting { name, near } => {
                unknown("E0205", name, ("会议", "meeting"), near, &[]).help("新会议先声明：`分类 会议：新会议 english_name。`", "declare it first: `taxonomy meeting: …`")
            }
            UnknownLabel { name, near } => Diagnostic::error(
                "E0206",
                name.span,
                format!("本条没有标号为 `{0}` 的语句，全文也没有唯一的 `{0}`", name.text),
                format!("no statement of this article is labelled `{0}`, nor a single one elsewhere", name.text),
            )
            .suggest(&name.text, near.iter().map(|n| n.as_ref()))
            .help("也可以写地方：`取代 第二十九条第二款`", "a place may be named too: `replaces article 29 paragraph 2`"),
            ManyRecords { name, records } => many_records(name, records),
            UnknownTaxonomy { name, near } => unknown("E0208", name, ("分类", "taxonomy"), near, &[]),
            Duplicate { name, what, first } => duplicate(name, *what, *first),
            DefinitionCycle { names, span } => cycle("E0211", *span, "定义绕成一圈", "definitions form a cycle", names),
            ReplaceCycle { names, span } => cycle("E0212", *span, "互相取代，绕成一圈", "statements replace each other in a cycle", names),
            TaxonomyCycle { names, span } => cycle("E0213", *span, "分类绕成一圈", "terms lie below each other in a cycle", names),
            Type { field, is, used, span } => {
                Diagnostic::error("E0220", *span, format!("`{field}` 的类型是“{}”，不能当“{}”用", is.0, used.0), format!("`{field}` is {}, and cannot be used as {}", is.1, used.1))
            }
            Unit { written, wanted, span } => {
                Diagnostic::error("E0221", *span, format!("单位不合：写的是 `{written}`，应为 `{wanted}`"), format!("unit mismatch: `{written}` where `{wanted}` is needed"))
            }
            ForeignValue { name, field, near, also } => foreign_value(name, field, near, also),
            Impossible { limits, span } => {
                let d = Diagnostic::error("E0224", *span, "这些事实不能同时成立：违背限定", "these facts cannot hold together: they break a constraint");
                limits.iter().fold(d, |d, s| d.label(*s, "限定写在这里", "the constraint"))
            }
            NotOptional { field, span } => {
                Diagnostic::error("E0225", *span, format!("`{field}` 不是可无的字段，总有一个值"), format!("`{field}` is not optional: it always has a value"))
                    .help("不知道就不写；确可无的，在声明里加 `可无`", "leave it out if unknown, or declare it `optional`")
            }
            CaseShape { span } => Diagnostic::error("E0226", *span, "案情里只写事实，不写 `或`、比较两个字段等条件", "a case states plain facts, not conditions")
                .help("写 `字段：值`、`是否字段`、`非 是否字段`，几项用逗号分开", "write `field: value`, `yes_no_field`, `not yes_no_field`, separated by commas"),
            LacksField { field, span } => Diagnostic::error("E0227", *span, format!("这一类没有 `{field}`"), format!("this kind has no `{field}`")),
            NotWhole { written, span } => Diagnostic::error("E0228", *span, format!("`{written}` 不是整数个单位"), format!("`{written}` is not a whole number of units")),
            Unranked { name } => Diagnostic::error("E0229", name.span, format!("`{}` 不在位阶里，比不出 `以上`", name.text), format!("`{}` is not in the ranking", name.text))
                .help("在 `位阶 职务：…` 里加上它", "add it to `ranking role: …`"),
            HeaderKey { name } => Diagnostic::error("E0230", name.span, format!("篇首没有 `{}` 这一项", name.text), format!("`{}` is not an item of the header", name.text))
                .suggest(&name.text, super::header::KEYS.iter().flat_map(|(zh, en)| [*zh, *en])),
            HeaderMissing { key, span } => Diagnostic::error("E0230", *span, format!("篇首缺 `{}`", key.0), format!("the header lacks `{}`", key.1))
                .help(format!("加一项 `{}：…`", key.0), format!("add `{}: …`", key.1)),
            HeaderValue { key, wants } => Diagnostic::error("E0230", key.span, format!("`{}` 应写{}", key.text, wants.0), format!("`{}` takes {}", key.text, wants.1)),
            UnknownVocabulary { name, near } => unknown("E0231", name, ("已载入的词汇", "loaded vocabulary"), near, &[]),
            ArticleOrder { number, last, span } => {
                Diagnostic::error("E0232", *span, format!("第 {number} 条排在第 {last} 条之后"), format!("article {number} comes after article {last}"))
                    .help("条号逐条递增，一条只写一次", "article numbers rise, each written once")
            }
            StrayHeading { span } => Diagnostic::error("E0232", *span, "款、项不在任何一条之下", "this paragraph or item belongs to no article"),
            NoSuchPlace { article, span } => {
                Diagnostic::error("E0233", *span, format!("本规则没有这一处（第 {article} 条）"), format!("no such place in this policy (article {article})"))
            }
            NothingToReplace { span } => Diagnostic::error("E0234", *span, "这一处没有可取代的流程或期限", "there is no procedure or deadline to replace here"),
            EmptyArticle { number, span } => {
                Diagnostic::warning("E0240", *span, format!("第 {number} 条没有语句，也不是宣示"), format!("article {number} has no statement and is not declaratory"))
                    .help("补上语句，或写 `宣示。`", "state it, or write `declaratory.`")
            }
            Bracket { what, span } => Diagnostic::error("E0241", *span, format!("括号里的{}放在这里没有意义", what.0), format!("{} has no meaning in brackets here", what.1))
                .help("条件写作 `（若 …）`；名称写在括号外", "write a condition as `(if …)`"),
            TwoSubjects { span } => Diagnostic::error("E0242", *span, "主语不能既有主体又有对象，或分属两个对象", "the subject mixes bearers and records, or two records")
                .help("写成 `部门 对 公文（…） …`，或拆成两句", "write `bearer on record(…) …`, or split the statement"),
            MissingAct { span } => {
                Diagnostic::error("E0243", *span, "这一步只有人，没有行为", "this step names somebody but no act").help("写成 `县长 审批`", "write `county_head authorises`")
            }
            MissingRole { span } => Diagnostic::error("E0244", *span, "没有写谁缺位", "the absent role is missing")
                .help("写作 `代理 缺位（职务：县长，事由：出差）`", "write `stand_in absence(role: …, reason: …)`"),
            NotInPattern { what, span } => {
                Diagnostic::error("E0245", *span, format!("{} 只用于案情，规则里不能写", what.0), format!("{} belongs in a case, not in a rule", what.1))
            }
            GivenTwice { field, span } => Diagnostic::error("E0246", *span, format!("`{field}` 给了两次"), format!("`{field}` is given twice")),
            UnknownFault { name } => Diagnostic::error("E0247", name.span, format!("`{}` 不是深查的编号", name.text), format!("`{}` is no code of a deep check", name.text))
                .suggest(&name.text, crate::model::Fault::ALL.iter().map(|f| f.code()))
                .help("编号见 `guiju check --deep` 的结果，如 `D01`", "a code as `guiju check --deep` prints it, such as `D01`"),
            NoCompleteness { span } => Diagnostic::error(
                "E0248",
                *span,
                "完备只能写问一个对象的 `谁`、`何时`、`限额`、`流程`",
                "completeness is of `who`, `when`, `limit` or `procedure` about one record",
            )
            .help("写作 `完备 谁 签发 公文（名义：县政府）。`", "write `complete who signs document(…).`"),
            UnusedAllow { code, span } => {
                Diagnostic::warning("E0249", *span, format!("这里没有查出 {code}，这条容许没有用处"), format!("no {code} is found here: this statement allows nothing"))
                    .help("删去它，或核对编号和条号", "delete it, or check its code and places")
            }
            Told(d) => (**d).clone(),
            Json { zh, en } => Diagnostic::nowhere("E0250", zh.clone(), en.clone()),
        }
    }
}

fn unknown(code: &'static str, name: &Name, what: Word, near: &[Str], also: &[Str]) -> Diagnostic {
    let d = Diagnostic::error(code, name.span, format!("`{}` 不是已声明的{}", name.text, what.0), format!("`{}` is no declared {}", name.text, what.1));
    let d = d.suggest(&name.text, near.iter().map(|n| n.as_ref()));
    match also {
        [] => d,
        _ => d.help(format!("`{}` 是{}里的词", name.text, also.join("、")), format!("`{}` is a term of {}", name.text, also.join(", "))),
    }
}

fn unknown_field(name: &Name, record: Option<&str>, near: &[Str]) -> Diagnostic {
    let d = match record {
        Some(r) => Diagnostic::error("E0203", name.span, format!("`{r}` 没有字段 `{}`", name.text), format!("`{r}` has no field `{}`", name.text)),
        None => Diagnostic::error("E0203", name.span, format!("`{}` 不属于任何对象，这里读不到", name.text), format!("`{}` belongs to no record that is in scope here", name.text)),
    };
    d.suggest(&name.text, near.iter().map(|n| n.as_ref())).help(format!("留给人判断的，写成引号：`“{}”`", name.text), format!("quote what is left to judgement: \"{}\"", name.text))
}

fn many_records(name: &Name, records: &[Str]) -> Diagnostic {
    Diagnostic::error(
        "E0207",
        name.span,
        format!("`{}` 在几个对象里都有：{}", name.text, records.join("、")),
        format!("several records have `{}`: {}", name.text, records.join(", ")),
    )
    .help("写明是哪一个：`… 对 公文 …`", "say which: `… on document …`")
}

fn duplicate(name: &Name, what: Word, first: Option<Span>) -> Diagnostic {
    let d = Diagnostic::error("E0210", name.span, format!("{} `{}` 已经用过", what.0, name.text), format!("{} `{}` is taken", what.1, name.text));
    match first {
        Some(span) => d.label(span, "先在这里", "first here"),
        None => d,
    }
}

fn cycle(code: &'static str, span: Span, zh: &str, en: &str, names: &[Str]) -> Diagnostic {
    let path = names.join(" → ");
    Diagnostic::error(code, span, format!("{zh}：{path}"), format!("{en}: {path}"))
}

fn foreign_value(name: &Name, field: &str, near: &[Str], also: &[Str]) -> Diagnostic {
    let d = Diagnostic::error("E0222", name.span, format!("`{}` 不能是 `{field}` 的值", name.text), format!("`{}` is no value of `{field}`", name.text));
    let d = d.suggest(&name.text, near.iter().map(|n| n.as_ref()));
    match also {
        [] => d,
        _ => d.help(format!("`{}` 是{}里的词", name.text, also.join("、")), format!("`{}` is a term of {}", name.text, also.join(", "))),
    }
}
