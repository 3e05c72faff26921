//! Every keyword in both skins.

use super::super::ast::{Level, Period, Relation, Verdict};

/// A keyword: Chinese, English.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Word(pub &'static str, pub &'static str);

macro_rules! words {
    ($($id:ident $zh:literal $en:literal)*) => { $(pub(super) const $id: Word = Word($zh, $en);)* };
}

words! {
    POLICY "规则" "policy"
    VOCABULARY "词汇" "vocabulary"
    CALENDAR "日历" "calendar"
    TAXONOMY "分类" "taxonomy"
    RANKING "位阶" "ranking"
    RECORD "对象" "record"
    CONSTRAINT "限定" "constraint"
    DEFINE "定义" "define"
    MEETING "会议" "meeting"
    PROCEDURE "流程" "procedure"
    DEADLINE "期限" "deadline"
    STAND_IN "代理" "stand_in"
    BREACH "违反" "breach_of"
    DECLARES "宣示" "declaratory"
    ALLOW "容许" "allow"
    COMPLETE "完备" "complete"
    SCENARIO "案例" "scenario"
    GIVEN "设" "given"
    ASK "问" "ask"
    EXPECT "答" "expect"
    HOLIDAY "放假" "holiday"
    WORKED "上班" "worked"
    ALIAS "又称" "alias"
    UNIQUE "唯一" "unique"
    RELATIVE "相对" "relative"
    BY_KIND "按" "by"
    RESPONSIBLE "责任" "responsible"
    ATTACHED "从属" "attached_to"
    YES_NO "是否" "yes_no"
    NUMBER "数" "number"
    DATE "日期" "date"
    TIME_LIMIT "时限" "time_limit"
    TEXT "文字" "text"
    MANY "若干" "many"
    OPTIONAL "可无" "optional"
    DECIDES "认定" "decides"
    SAME_AS "即" "means"
    IF "若" "if"
    ELSE "否则" "else"
    OR "或" "or"
    AND "且" "and"
    WITH "和" "and"
    NOT "非" "not"
    IS "为" "is"
    IS_NOT "不为" "is_not"
    IS_A "属" "is_a"
    IS_NOT_A "不属" "is_not_a"
    HAS "含" "includes"
    HAS_NOT "不含" "excludes"
    SET "已定" "is_set"
    UNSET "未定" "is_not_set"
    NONE "无" "none"
    REST_NO "余否" "rest_no"
    ETC "等" "etc"
    ON "对" "on"
    AT "于" "for"
    ABOVE "以上" "at_least"
    AT_LEAST "至少" "at_least"
    AT_MOST "不超过" "at_most"
    AFTER "后" "after"
    BEFORE "前" "before"
    SILENCE "逾期 视为" "silence_means"
    WITHOUT "未经" "without"
    BY "由" "by"
    JOINTLY "会同" "jointly_with"
    TOWARDS "向" "to"
    SUBMIT "提交" "submit_to"
    OPEN "未明确" "unstated"
    THEN "同时" "together_with"
    ADD "加" "add"
    REPLACES "取代" "replaces"
    OTHER "其余" "other"
    NEXT "其次" "failing_which"
    POWER "权限" "power"
    ORDERS "责成" "orders"
    CITES "依据" "cites"
    NEEDS "待" "needs"
    ELSEWHERE "另有" "elsewhere"
    ANY_TIME "随时" "any_time"
    FREQUENCY "频次" "frequency"
    QUORUM "法定人数" "quorum"
    DUTIES "职责" "duties"
    MAJORITY "过半数" "majority"
    TO "至" "to"
    IRREGULARLY "不定期" "irregularly"
    WHO "谁" "who"
    STANDS_IN "代理" "stands_in"
    WHICH_MEETING "何会" "which_meeting"
    WHEN "何时" "when"
    MAY "可否" "may"
    CHECK "核查" "check"
    LIMIT "限额" "limit"
    BOUND_TO "义务" "duties"
    HANDLE "办理" "handle"
    APPLIES "适用" "applies"
    ARTICLE "条" "article"
    WHY "为何" "why"
    WHY_NOT "为何不" "why_not"
    // signs that differ by more than a blank
    SEP "、" " | "
    COMMA "，" ", "
    COLON "：" ": "
    SEMI "；" "; "
    STOP "。" "."
    ARROW "→" "->"
    GREATER "＞" ">"
}

pub(super) fn level(level: Level) -> Word {
    match level {
        Level::Chapter => Word("章", "chapter"),
        Level::Section => Word("节", "section"),
        Level::Article => Word("条", "article"),
        Level::Paragraph => Word("款", "paragraph"),
        Level::Item => Word("项", "item"),
    }
}

pub(super) fn relation(relation: Relation) -> Word {
    match relation {
        Relation::Le => Word("≤", "<="),
        Relation::Ge => Word("≥", ">="),
        Relation::Ne => Word("≠", "!="),
        Relation::Eq => Word("=", "="),
        Relation::Lt => Word("＜", "<"),
        Relation::Gt => Word("＞", ">"),
    }
}

/// The period after a count of one.
pub(super) fn period(period: Period) -> Word {
    match period {
        Period::Day => Word("天", "day"),
        Period::Week => Word("周", "week"),
        Period::Weekday(1) => Word("周一", "monday"),
        Period::Weekday(2) => Word("周二", "tuesday"),
        Period::Weekday(3) => Word("周三", "wednesday"),
        Period::Weekday(4) => Word("周四", "thursday"),
        Period::Weekday(5) => Word("周五", "friday"),
        Period::Weekday(6) => Word("周六", "saturday"),
        Period::Weekday(_) => Word("周日", "sunday"),
        Period::TenDays => Word("旬", "ten_days"),
        Period::HalfMonth => Word("半月", "half_month"),
        Period::Month => Word("月", "month"),
        Period::Quarter => Word("季度", "quarter"),
        Period::HalfYear => Word("半年", "half_year"),
        Period::Year => Word("年", "year"),
        Period::Term => Word("届", "term"),
        Period::Irregular => IRREGULARLY,
    }
}

pub(super) fn verdict(verdict: Verdict) -> Word {
    match verdict {
        Verdict::Silent => Word("未规定", "silent"),
        Verdict::Conflict => Word("冲突", "conflict"),
        Verdict::Breached => Word("违反", "breached"),
        Verdict::Departed => Word("偏离", "departed"),
        Verdict::Met => Word("符合", "met"),
        Verdict::Undetermined => Word("待定", "undetermined"),
        Verdict::Forbidden => Word("不得", "forbidden"),
        Verdict::ForbiddenUnless => Word("有条件不得", "forbidden_unless"),
        Verdict::NeedsApproval => Word("须经", "needs_approval"),
        Verdict::Permitted => Word("可以", "permitted"),
        Verdict::NotForbidden => Word("不在禁止之列", "not_forbidden"),
        Verdict::Yes => Word("是", "yes"),
        Verdict::No => Word("否", "no"),
        Verdict::NotInForce => Word("未施行", "not_in_force"),
        Verdict::Applies => Word("适用", "applies"),
        Verdict::AppliesNot => Word("不适用", "does_not_apply"),
    }
}

/// How an approval of a stand-in is worded: `受 县长 委托`, `entrusted_by county_head`.
pub(super) fn entrusted_by(word: &str) -> &'static str {
    match word {
        "授权" => "authorised_by",
        "指定" => "designated_by",
        _ => "entrusted_by",
    }
}

/// Measures with a twin in the other skin: canonical Chinese, English for one, English for more.
pub(super) const UNITS: [(&str, &str, &str); 16] = [
    ("个工作日", "working_day", "working_days"),
    ("自然日", "calendar_days", "calendar_days"),
    ("天", "day", "days"),
    ("周", "week", "weeks"),
    ("个月", "month", "months"),
    ("年", "year", "years"),
    ("小时", "hour", "hours"),
    ("万元", "ten_thousand_yuan", "ten_thousand_yuan"),
    ("元", "yuan", "yuan"),
    ("字", "characters", "characters"),
    ("次", "time", "times"),
    ("个", "item", "items"),
    ("人", "person", "persons"),
    ("份", "copies", "copies"),
    ("种", "kinds", "kinds"),
    ("%", "percent", "percent"),
];

/// The canonical measure of each other Chinese spelling of it.
pub(super) fn spelled(unit: &str) -> &str {
    match unit {
        "工作日" => "个工作日",
        "个自然日" => "自然日",
        "日" => "天",
        "星期" => "周",
        "月" => "个月",
        "个小时" => "小时",
        other => other,
    }
}

/// A measure in Chinese: as written, or the twin of an English one.
pub(super) fn unit_zh(unit: &str) -> &str {
    UNITS.iter().find(|(_, one, more)| *one == unit || *more == unit).map_or(unit, |(zh, _, _)| zh)
}

/// A measure in English; one that has no twin stays as written.
pub(super) fn unit_en(unit: &str, single: bool) -> &str {
    let zh = spelled(unit_zh(unit));
    UNITS.iter().find(|(z, _, _)| *z == zh).map_or(unit, |(_, one, more)| if single { one } else { more })
}
