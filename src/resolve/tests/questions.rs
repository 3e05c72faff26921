//! Questions and facts.

use super::clean;
use crate::base::FileId;
use crate::calendar::date;
use crate::model::{Domain, Facts, Model, Object, Question, QuestionKind, SlotKind, Values};
use crate::resolve::{facts, facts_json, question};
use crate::syntax::{parse_facts, parse_question};

const RULES: &str =
    "会议 常务会议：主持：县长；传达：办公室主任。\n分类 行为：传达 conveys。\n调研（带队：分管副县长）应当 随行部门数 ≤ 2 个。\n部门 对 公文 未经 批准 不得 越级行文。";

fn ask(m: &Model, text: &str, given: &str) -> Result<Question, Vec<String>> {
    let q = parse_question(FileId(9), text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let given = parse_facts(FileId(9), given).unwrap();
    question(m, &q, &given, date(2024, 3, 1).unwrap()).map_err(|d| d.iter().map(|d| d.code.to_string()).collect())
}

fn case(m: &Model, text: &str) -> Result<Facts, Vec<String>> {
    let list = parse_facts(FileId(9), text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    facts(m, list.first().unwrap()).map_err(|d| d.iter().map(|d| d.code.to_string()).collect())
}

/// What is possible of a field, in short.
fn value(m: &Model, f: &Facts, name: &str) -> String {
    let id = f.record.and_then(|r| crate::resolve::look::field(m, r, name)).or(m.names.loose(name).first().copied()).unwrap();
    let Domain { none, values } = f.domain(m, id).into_owned();
    let term = |t: &crate::model::TermId| m.terms.get(*t).unwrap().name.to_string();
    let shown = match values {
        Values::Bool { yes, no } => format!("{yes}/{no}"),
        Values::Terms(set) => set.iter().map(|t| term(&t)).collect::<Vec<_>>().join("、"),
        Values::Numbers(list) => format!("{list:?}"),
        Values::Members { yes, no, complete } => format!("+{} -{} {complete}", yes.iter().map(term).collect::<String>(), no.iter().map(term).collect::<String>()),
        other => format!("{other:?}"),
    };
    if none { format!("{shown} 或无") } else { shown }
}

#[test]
fn kinds_of_question() {
    let m = clean(RULES);
    let kind = |text: &str| ask(&m, text, "").map(|q| format!("{:?}", q.kind).split('(').next().unwrap_or("").to_string());
    for (text, want) in [
        ("谁 签发 公文（涉密）", "Who"),
        ("谁 主持 常务会议", "WhoSlot"),
        ("谁 传达 常务会议", "WhoSlot"),
        ("谁 盘点 重点工作", "Who"),
        ("谁 代理 县长（缺席：县长（出差）、常务副县长，受托人：副县长（县长））", "StandIn"),
        ("流程 公文（文种：通知）", "Procedure"),
        ("何会 审议 预算", "WhichMeeting"),
        ("何会 预算", "WhichMeeting"),
        ("何时 印发 公文（会议结束日期：2023-09-28）", "When"),
        ("何时 印发日期 公文", "When"),
        ("可否 公文（越级行文）", "May"),
        ("可否 部门 对 公文（越级行文）", "May"),
        ("可否 办公室主任（受 县长 委托） 主持 专题会议", "MayDo"),
        ("核查 公文（字数：6000 字）", "Check"),
        ("限额 字数 公文（文种：通知）", "Limit"),
        ("会议 常务会议", "Meeting"),
        ("义务 部门", "Duties"),
        ("办理 公文", "Handle"),
        ("适用 2024-01-01", "Applies"),
        ("条 1", "Article"),
        ("为何不 县长", "WhyNot"),
    ] {
        assert_eq!(kind(text).as_deref(), Ok(want), "{text}");
    }
    assert!(matches!(ask(&m, "谁 主持 常务会议", "").unwrap().kind, QuestionKind::WhoSlot(_, SlotKind::Chair)));
}

#[test]
fn the_situation_and_the_trail() {
    let m = clean(RULES);
    let q = ask(&m, "谁 代理 县长（缺席：县长（出差）、常务副县长，受托人：无）", "").unwrap();
    assert_eq!(q.facts.situation.away.len(), 2);
    assert_eq!(q.facts.situation.trust, Some(None));
    let f = case(&m, "公文（经过：办公室主任 审核、县长 签发 等）").unwrap();
    assert_eq!((f.trail.as_ref().map(Vec::len), f.trail_open), (Some(2), true));
}

#[test]
fn facts_given_elsewhere_join_the_case() {
    let m = clean(RULES);
    let q = ask(&m, "谁 签发 通知（涉密）", "公文（名义：县政府）").unwrap();
    assert_eq!(value(&m, &q.facts, "文种"), "通知");
    assert_eq!(value(&m, &q.facts, "名义"), "县政府");
    assert!(q.others.is_empty());
    let q = ask(&m, "谁 签发 乙", "公文 甲（涉密）；公文 乙（非 涉密）").unwrap();
    assert_eq!(value(&m, &q.facts, "涉密"), "false/true");
    assert_eq!(q.others.len(), 1);
    let q = ask(&m, "何时 报送 征求意见（来文日期：2024-01-02）；公文（涉密）", "").unwrap();
    assert_eq!(value(&m, &q.facts, "涉密"), "true/false");
    assert_eq!(ask(&m, "谁 签发 公文（涉密）", "公文（非 涉密）").err(), Some(vec!["E0224".to_string()]));
}

#[test]
fn who_asks_is_whose_record_it_is() {
    let m = clean(RULES);
    let q = ask(&m, "可否 部门 对 公文（越级行文）", "").unwrap();
    assert_eq!(value(&m, &q.facts, "报送单位"), "部门、财政部门");
}

#[test]
fn an_object_that_is_a_record_is_the_case() {
    let m = clean(RULES);
    let q = ask(&m, "可否 副县长 签发 公文（名义：县政府）", "").unwrap();
    assert!(matches!(q.kind, QuestionKind::MayDo(_, _, Some(Object::Record(..)))));
    assert_eq!(value(&m, &q.facts, "名义"), "县政府");
    let q = ask(&m, "可否 副县长 签发 命令", "").unwrap();
    assert!(matches!(q.kind, QuestionKind::MayDo(_, _, Some(Object::Term(_)))));
    assert_eq!(value(&m, &q.facts, "文种"), "命令");
}

#[test]
fn values() {
    let m = clean(RULES);
    let f = case(&m, "公文（主送：市政府、乡镇，非 涉密，字数 ＞ 3000 字，会议委托人：无，非 领导交办）").unwrap();
    assert_eq!(value(&m, &f, "主送"), "+市政府乡镇 - true");
    assert_eq!(value(&m, &f, "涉密"), "false/true");
    assert_eq!(value(&m, &f, "字数"), format!("[(30000001, {})]", i64::MAX));
    assert_eq!(value(&m, &f, "会议委托人"), " 或无");
    let f = case(&m, "公文（主送：市政府 等，主送 不含 乡镇）").unwrap();
    assert_eq!(value(&m, &f, "主送"), "+市政府 -乡镇 false");
    let f = case(&m, "公文（主送 含 市政府，余否）").unwrap();
    assert_eq!(value(&m, &f, "主送"), "+市政府 - true");
    assert_eq!(value(&m, &f, "涉密"), "false/true");
    let f = case(&m, "调研（带队：分管副县长）").unwrap();
    assert_eq!(value(&m, &f, "带队 是 分管副县长"), "true/false");
    assert_eq!(value(&m, &f, "带队"), "副县长、常务副县长、分管副县长");
    let f = case(&m, "公文（批准）").unwrap();
    assert_eq!(value(&m, &f, "批准"), "true/false");
}

#[test]
fn a_given_fact_fixes_the_kind() {
    let m = clean(RULES);
    let f = case(&m, "公文（会议：常务会议）").unwrap();
    assert_eq!(value(&m, &f, "文种"), "纪要");
    let f = case(&m, "会次（实到人数：5 人，应到人数：9 人）").unwrap();
    assert_eq!(value(&m, &f, "实到人数 ≤ 应到人数"), "true/false");
}

#[test]
fn impossible_cases() {
    let m = clean(RULES);
    let code = |text: &str| case(&m, text).err();
    let one = |c: &str| Some(vec![c.to_string()]);
    assert_eq!(code("公文（文种：命令，名义：县政府办公室）"), one("E0224"));
    assert_eq!(code("会次（实到人数：9 人，应到人数：5 人）"), one("E0224"));
    assert_eq!(code("公文（文种：通知，会议：常务会议）"), one("E0227"));
    assert_eq!(code("公文（涉密，非 涉密）"), one("E0246"));
    assert_eq!(code("公文（涉密 或 领导交办）"), one("E0226"));
    assert_eq!(code("公文（名义：无）"), one("E0225"));
    assert_eq!(code("公文（涉蜜）"), one("E0203"));
    assert_eq!(code("公文（字数：3 天）"), one("E0221"));
    assert_eq!(code("公文（文种：市政府）"), one("E0222"));
    assert_eq!(code("公闻（涉密）"), one("E0202"));
    assert_eq!(code("公文（缺席：县张）"), one("E0201"));
}

#[test]
fn json() {
    let m = clean(RULES);
    let read = |text: &str| facts_json(&m, &serde_json::from_str(text).unwrap());
    let f = read(r#"{"公文": {"文种": "通知", "涉密": true, "字数": 3000, "主送": {"includes": ["市政府"]}, "会议委托人": null, "会议结束日期": "2023-09-28", "办理时限": "5 个工作日", "批准": false, "经过": ["办公室主任 审核"]}, "缺席": {"县长": "出差"}}"#).unwrap();
    let f = f.first().unwrap();
    assert_eq!(value(&m, f, "文种"), "通知");
    assert_eq!(value(&m, f, "字数"), "[(30000000, 30000000)]");
    assert_eq!(value(&m, f, "主送"), "+市政府 - false");
    assert_eq!(value(&m, f, "会议委托人"), " 或无");
    assert_eq!(value(&m, f, "批准"), "false/true");
    assert_eq!(f.situation.away.len(), 1);
    assert_eq!(f.trail.as_ref().map(Vec::len), Some(1));
    let english = read(r#"[{"record": "document", "kind": "notice", "addressed_to": ["township"]}]"#).unwrap();
    assert_eq!(value(&m, english.first().unwrap(), "主送"), "+乡镇 - true");
    let code = |text: &str| read(text).err().map(|d| d.iter().map(|d| d.code).collect::<Vec<_>>());
    assert_eq!(code(r#"{"公文": {"涉密": null}}"#), Some(vec!["E0225"]));
    assert_eq!(code(r#"{"公文": {"涉蜜": true}}"#), Some(vec!["E0203"]));
    assert_eq!(code(r#"{"公文": {"字数": "许多"}}"#), Some(vec!["E0250"]));
    assert_eq!(code(r#"3"#), Some(vec!["E0250"]));
}
