//! The tree of a file: words with spans, not yet typed. Each node shows its source form.

use crate::base::{Force, Span, Str};
use crate::calendar::{Date, Unit};

pub use crate::base::{Relation, Vague};
pub use crate::calendar::{Every, Period};

/// A word or quoted text, full-width letters made half-width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub text: Str,
    pub quoted: bool,
    pub span: Span,
}

/// `县长、副县长 等`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    pub list: Vec<Name>,
    pub etc: bool,
}

/// `公文（文种：请示，涉密）`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pub name: Name,
    pub items: Vec<Item>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `余否`
    RestNo(Span),
    /// `受 县长 委托`
    Entrusted(Name, Str),
    Cond(Cond),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cond {
    pub kind: CondKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CondKind {
    Or(Vec<Cond>),
    And(Vec<Cond>),
    Not(Box<Cond>),
    /// `涉密`, `文种 属 请示`, `字数 ≤ 5000 字`
    Atom(Name, Option<Test>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `已定`
    Set,
    /// `为 县政府`
    Is(Values),
    /// `：请示、报告` and `属 请示、报告`; true: written with a colon
    IsA(Values, bool),
    /// `含 市政府办公室`
    Has(Values),
    /// `≤ 5000 字`
    Compare(Relation, Operand),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    Date(Date, Span),
    Quantity(Quantity),
    Name(Name),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    pub list: Vec<Value>,
    pub etc: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub kind: ValueKind,
    pub above: bool,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// `无`
    None,
    Date(Date),
    Quantity(Quantity),
    /// `县长`, `县长（出差）`, `受托人（委托人，事务）`
    Name(Name, Vec<Value>),
    /// `副县长 签发（受 县长 授权）` in a trail
    Act(Name, Name, Mods),
}

/// `5 个工作日`, `1至2 次`, in ten-thousandths
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub number: i64,
    pub upto: Option<i64>,
    pub unit: Option<Str>,
    pub span: Span,
}

/// The brackets after one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mods(pub Vec<Mod>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mod {
    If(Cond),
    /// `受 县长 委托`
    Entrusted(Name, Str),
    /// `会同 相关部门负责人`
    Jointly(Names),
    /// `向 县委`
    Towards(Names),
    /// `由 县政府 责成`
    By(Name),
    /// `由 县长 认定`
    Judged(Name),
    Formula(Formula),
    Frequency(Frequency),
    Force(Force, Span),
    /// `会议主持人（县长、副县长）`: only these
    Limit(Names),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actors {
    pub list: Vec<Actor>,
    /// `或` between them; else `和`
    pub any: bool,
    pub etc: bool,
    pub span: Span,
}

/// `常务副县长（受 县长 委托）`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// `提交 常务会议`
    pub submit: bool,
    /// none: `未明确`
    pub name: Option<Name>,
    /// `会议 的 主持`: the second word
    pub slot: Option<Name>,
    /// `办公室主任 以上`
    pub above: bool,
    pub mods: Mods,
    pub span: Span,
}

/// `会议日期 前 5 个工作日`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    Length {
        anchor: Name,
        after: bool,
        length: Quantity,
    },
    /// `每月 5 日 前`
    Monthly {
        every: Every,
        day: Quantity,
    },
    /// `及时`, `会后 及时`
    Vague {
        anchor: Option<Name>,
        after: bool,
        word: Vague,
        span: Span,
    },
}

/// `每月 1至2 次`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frequency {
    pub every: Every,
    pub bound: Bound,
    pub times: Option<Quantity>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    About,
    AtLeast,
    AtMost,
}

// ---- procedures ----

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course(pub Vec<Node>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Step(Step),
    /// `甲 阅批 同时 乙 阅批`
    Parallel(Vec<Node>),
    /// `【甲 会签；或 乙 会签】`
    Group(Vec<Course>, Mods, Span),
    /// `若 C：…；否则：…`
    Branches(Branches<Box<Node>>),
    /// actors without an act: in meeting slots and expected answers
    Actors(Actors),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branches<T> {
    pub cases: Vec<(Cond, T)>,
    pub otherwise: Option<T>,
}

/// `县长 或 副县长 签发 “…”（一般）`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub actors: Actors,
    pub act: Name,
    pub object: Option<Name>,
    pub mods: Mods,
    pub span: Span,
}

// ---- statements ----

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    pub items: Vec<TopItem>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
// nearly every item is a statement: boxing it would cost more than the headings waste
#[allow(clippy::large_enum_variant)]
pub enum TopItem {
    Heading(Heading),
    Statement(Statement),
}

/// `第二十九条 签发`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub level: Level,
    pub number: u32,
    pub text: Str,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Chapter,
    Section,
    Article,
    Paragraph,
    Item,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub label: Option<Name>,
    pub body: Body,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    Policy {
        name: Name,
        english: Option<Name>,
        header: Vec<HeaderItem>,
    },
    Vocabulary {
        name: Name,
        english: Option<Name>,
        header: Vec<HeaderItem>,
    },
    Calendar {
        name: Name,
        year: i64,
        holidays: Vec<(Name, Date, Date)>,
        worked: Vec<Date>,
    },
    Taxonomy {
        name: Name,
        english: Option<Name>,
        terms: Vec<Term>,
    },
    /// `位阶 职务：县长 ＞ 副县长`
    Ranking {
        taxonomy: Name,
        order: Vec<Name>,
    },
    Record(Record),
    /// `限定 公文：若 A：B`
    Constraint {
        record: Name,
        when: Option<Cond>,
        then: Cond,
    },
    /// `定义 会议主持人 于 公文：会议 的 主持（县长、副县长）`
    DefineRole {
        role: Name,
        english: Option<Name>,
        record: Name,
        field: Name,
        slot: Name,
        limit: Option<Names>,
    },
    /// `定义 公文 重大：…`
    DefineFact {
        record: Name,
        name: Name,
        english: Option<Name>,
        cond: Cond,
    },
    Meeting {
        name: Name,
        english: Option<Name>,
        slots: Vec<Slot>,
    },
    Procedure(Procedure),
    Deadline(Deadline),
    StandIn {
        pattern: Pattern,
        ranks: Vec<Actors>,
        power: Option<Name>,
    },
    Breach {
        places: Vec<PlaceRef>,
        consequences: Vec<Name>,
        mods: Mods,
    },
    Declares,
    /// `容许 D01 第二十九条、第三十条：“原文两处并存”`
    Allow {
        code: Name,
        targets: Vec<Target>,
        reason: Name,
    },
    /// `完备 谁 签发 公文（名义：县政府）`
    Complete(Box<Question>),
    Norm(Box<Norm>),
    Scenario(Box<Scenario>),
}

/// `施行：2023年9月27日`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderItem {
    pub key: Name,
    pub values: Vec<HeaderValue>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderValue {
    Date(Date),
    /// `某某规则（2013年10月15日）`
    Text(Name, Option<Date>),
    /// `区长 即 县长`
    OwnWord(Name, Name),
}

/// `副县长 deputy_head 又称 副职（常务副县长）`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub name: Name,
    pub english: Option<Name>,
    pub aliases: Vec<Name>,
    pub unique: bool,
    pub relative: bool,
    pub children: Vec<Term>,
}

/// `对象 公文 document（按 文种，责任 报送单位，从属 事项）：…`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub name: Name,
    pub english: Option<Name>,
    pub aliases: Vec<Name>,
    pub kind: Option<Name>,
    pub responsible: Option<Name>,
    pub attached: Vec<Name>,
    pub fields: Vec<Field>,
}

/// `会议 meeting（文种：纪要）：会议 可无`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: Name,
    pub english: Option<Name>,
    pub aliases: Vec<Name>,
    pub only: Option<Cond>,
    pub kind: FieldType,
    pub optional: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// `是否（由 县长 认定）`
    Bool {
        judge: Option<Name>,
    },
    /// `数（个）`
    Number {
        unit: Option<Name>,
    },
    /// `日期（印发）`
    Date {
        act: Option<Name>,
    },
    /// `时限`
    Limit,
    /// `文字`
    Text,
    /// `若干 机关`
    Many(Name),
    /// `甲 a、乙 b`
    Enum(Vec<(Name, Option<Name>)>),
    Term(Name),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// `组成：县长、副县长`
    Actors { name: Name, mods: Mods, who: Branches<Actors>, plain: Option<Actors> },
    /// `频次：每半月 1 次（一般），随时`
    Frequency { items: Vec<(Option<Frequency>, Mods)>, span: Span },
    /// `法定人数：组成人员 的 三分之二 以上`
    Quorum { of: Option<Name>, numerator: u32, denominator: u32, strict: bool, mods: Mods, span: Span },
    /// `职责：（一）传达 上级精神；…`
    Duties(Vec<Duty>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    pub item: Option<u32>,
    /// verb, matters, brackets
    pub parts: Vec<(Name, Names, Mods)>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    pub other: bool,
    pub pattern: Pattern,
    pub mods: Mods,
    pub when: Option<Cond>,
    pub clauses: Vec<ProcClause>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProcClause {
    Course(Course),
    /// `或 …`
    Or(Course),
    /// `加 县长 审定 在 签发 前`: the act, and true for 前
    Add(Course, Option<(Name, bool)>),
    /// `取代 乙 的 签发`
    Replaces(Target, Option<Name>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Label(Name),
    Place(PlaceRef),
}

/// `第二十九条第二款（三）`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceRef {
    pub article: u32,
    pub paragraph: Option<u32>,
    pub item: Option<u32>,
    pub span: Span,
}

/// `期限 公文 的 印发日期（原则上）：…`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub pattern: Pattern,
    pub field: Name,
    pub mods: Mods,
    pub when: Option<Cond>,
    pub limits: Vec<Limit>,
    pub replaces: Vec<(Target, Option<Name>)>,
    /// `逾期 视为 无不同意见`
    pub silence: Option<Name>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    pub when: LimitCase,
    pub value: LimitValue,
    pub mods: Mods,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LimitCase {
    Always,
    If(Cond),
    Else,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LimitValue {
    Formula(Formula),
    Field(Name),
}

/// `部门、乡镇 对 公文 未经 批准 不得 越级行文（一般），…除外。`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Norm {
    pub subject: Vec<Pattern>,
    pub on: Option<Pattern>,
    /// `未经 县政府 授权`: by whom, which approval
    pub without: Option<(Option<Name>, Name)>,
    /// none: a plain statement
    pub modal: Option<Force>,
    pub content: Content,
    pub mods: Mods,
    pub except: Vec<Cond>,
    pub when: Option<Cond>,
    /// `每周`, `会议日期 前 3 天`
    pub timing: Option<(Timing, Mods)>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timing {
    Frequency(Frequency),
    Formula(Formula),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// `事项数 = 1 个`
    Compare(Name, Relation, Operand),
    /// verb and object: `盘点 重点工作`
    Phrases(Vec<(Name, Option<Pattern>)>),
}

// ---- scenarios and questions ----

/// `案例 "…" 设 …；问 …；答 …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    pub title: Name,
    pub given: Vec<Case>,
    pub question: Question,
    pub expect: Expect,
    pub span: Span,
}

/// `公文 甲（名义：县政府）`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub record: Name,
    pub name: Option<Name>,
    pub items: Vec<Item>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub kind: QuestionKind,
    /// the pattern of the question and what follows `；`
    pub cases: Vec<Case>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// `谁 签发`
    Who(Name),
    /// `谁 代理 县长`
    StandIn(Name),
    Procedure,
    /// `何会 审议 预算安排`
    WhichMeeting(Option<Name>, Names),
    /// `何时 印发`
    When(Name),
    /// `可否 公文（…）`, `可否 部门 对 公文（…）`
    May(Option<Actor>),
    /// `可否 办公室主任 主持 专题会议`
    MayDo(Actor, Name, Option<Pattern>),
    Check,
    /// `限额 字数`
    Limit(Name),
    Meeting(Name),
    /// `义务 部门`
    Duties(Name),
    Handle,
    Applies(Option<Name>, Option<Date>),
    Article(PlaceRef),
    Why,
    WhyNot(Name),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expect {
    pub main: Branches<Outcome>,
    /// the only outcome, or none if `main` has branches
    pub plain: Option<Outcome>,
    pub cites: Vec<PlaceRef>,
    pub needs: Vec<Name>,
    pub elsewhere: Vec<(Option<Cond>, Outcome)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub kind: OutcomeKind,
    pub mods: Mods,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeKind {
    Verdict(Verdict, Vec<PlaceRef>, Option<Name>),
    Date(Date),
    Formula(Formula),
    Quantity(Option<Relation>, Quantity),
    Course(Course),
    Actors(Actors),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Silent,
    Conflict,
    Breached,
    Departed,
    Met,
    Undetermined,
    Forbidden,
    ForbiddenUnless,
    NeedsApproval,
    Permitted,
    NotForbidden,
    Yes,
    No,
    NotInForce,
    Applies,
    AppliesNot,
}

/// The unit a written measure stands for, if it measures time.
pub fn time_unit(unit: &str) -> Option<Unit> {
    Some(match unit {
        "个工作日" | "工作日" | "working_days" | "working_day" => Unit::Workday,
        "个自然日" | "自然日" | "calendar_days" | "天" | "日" | "days" | "day" => Unit::Day,
        "周" | "星期" | "weeks" | "week" => Unit::Week,
        "个月" | "月" | "months" | "month" => Unit::Month,
        "年" | "years" | "year" => Unit::Year,
        "个小时" | "小时" | "hours" | "hour" => Unit::Hour,
        _ => return None,
    })
}
