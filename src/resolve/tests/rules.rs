//! What statements become.

use super::{clean, items, show, steps};
use crate::base::Force;
use crate::calendar::{Direction, Unit};
use crate::model::{Cond, Content, Formula, LimitValue, Object, SlotKind, What, Who};

fn scope(policy: &str) -> String {
    let m = clean(policy);
    show(&m, &m.rules.last().unwrap().scope)
}

#[test]
fn patterns() {
    assert_eq!(scope("流程 公文（文种：请示、报告，涉密）：县长 签发。"), "(文种 IsA 请示、报告 且 涉密)");
    assert_eq!(scope("流程 请示（涉密）：县长 签发。"), "(文种 IsA 请示 且 涉密)");
    assert_eq!(scope("请示、报告 不得 越级行文。"), "文种 IsA 请示、报告");
    assert_eq!(scope("流程 公文（主送：市政府、乡镇）：县长 签发。"), "(主送 含 市政府 或 主送 含 乡镇)");
    assert_eq!(scope("流程 公文（通知）：县长 签发。"), "文种 IsA 通知");
    assert_eq!(scope("流程 公文（会议委托人：无）：县长 签发。"), "非 会议委托人 已定");
}

#[test]
fn a_fact_that_only_some_kinds_have_brings_their_condition() {
    assert_eq!(scope("流程 公文（名义：县政府）：县长 签发。"), "(非 文种 IsA 纪要 且 名义 IsA 县政府)");
    assert_eq!(scope("流程 公文（非 名义：县政府）：县长 签发。"), "(非 文种 IsA 纪要 且 非 名义 IsA 县政府)");
    assert_eq!(scope("流程 纪要（会议：常务会议）：县长 签发。"), "(文种 IsA 纪要 且 会议 IsA 常务会议)");
    assert_eq!(scope("流程 公文（名义 为 县政府，文种：通知）：县长 签发。"), "(文种 IsA 通知 且 名义 Is 县政府)");
}

#[test]
fn a_denial_is_pushed_inwards() {
    let m = clean("流程 公文：若 非（涉密 且 字数 ≤ 3000 字）：县长 签发；否则：副县长 签发。");
    assert_eq!(steps(&m), ["0 签发 [(非 涉密 或 非 字数 ≤ 30000000)]", "0 签发 [¬(非 涉密 或 非 字数 ≤ 30000000)]"]);
}

#[test]
fn branches_exclude_each_other() {
    let m = clean("流程 公文：办公室主任 审核 → 【若 涉密：县长 签发；若 全局性重大事项：县长 签发；否则：副县长 签发（一般）】→ 办公室主任 印发。");
    let want = ["0 审核", "1 签发 [涉密]", "1 签发 [(¬涉密 且 全局性重大事项)]", "1 签发 [(¬涉密 且 ¬全局性重大事项)]", "2 印发"];
    assert_eq!(steps(&m), want);
    assert_eq!(items(&m).get(3).unwrap().force, Force::Usual);
}

#[test]
fn alternatives_and_parallels() {
    let m = clean("流程 公文：副县长 审核 →【部门主要负责人 会签；或 部门主要负责人 联合报送 → 县长 同意】→ 县长 签发 同时 副县长 印发。");
    assert_eq!(steps(&m), ["0 审核", "1 会签 1.0", "1 联合报送 1.1", "2 同意 1.1", "3 签发", "3 印发"]);
    let m = clean("流程 公文：副县长 审核 → 县长 签发；或 县长 同意 → 副县长 签发。");
    assert_eq!(steps(&m), ["0 审核 0.0", "1 签发 0.0", "0 同意 0.1", "1 签发 0.1"]);
    let Content::Step(last) = &items(&m).last().unwrap().content else { panic!() };
    assert!(last.actors.list.iter().all(|a| a.consent.is_some()));
}

#[test]
fn additions_and_replacement() {
    let m = clean(
        "甲：流程 公文（涉密）：县长 签署；取代 乙 的 签发。\n乙：流程 公文：副县长 签发。\n流程 公文：加 常务会议 审议 在 签发 前。\n流程 其余 公文（名义：县政府）：县长 签发。",
    );
    let rules = &m.rules;
    assert_eq!(rules.iter().map(|r| (r.whole, r.other)).collect::<Vec<_>>(), [(true, false), (true, false), (false, false), (true, true)]);
    let replace = rules.get(0).unwrap().replaces.first().unwrap();
    assert_eq!(replace.rules.iter().map(|r| r.0).collect::<Vec<_>>(), [1]);
    assert!(replace.act.is_some());
    let Content::Step(added) = &items(&m).get(2).unwrap().content else { panic!() };
    assert!(added.insert.is_some_and(|i| i.before));
}

#[test]
fn a_head_condition_is_a_branch_and_no_scope() {
    let m = clean("流程 公文（文种：通知），若 涉密：县长 审核 → 县长 签发。");
    assert_eq!(show(&m, &m.rules.get(0).unwrap().scope), "文种 IsA 通知");
    assert_eq!(steps(&m), ["0 审核 [涉密]", "1 签发 [涉密]"]);
}

#[test]
fn deadlines() {
    let m = clean("期限 征求意见 的 回复日期（原则上）：若 商定时限 已定：商定时限；否则：来文日期 后 3 个工作日 内（一般）；逾期 视为 无不同意见。");
    let all = items(&m);
    let guards: Vec<String> = all.iter().map(|i| show(&m, &i.guard)).collect();
    assert_eq!(guards, ["商定时限 已定", "¬商定时限 已定"]);
    assert_eq!(all.iter().map(|i| i.force).collect::<Vec<_>>(), [Force::Principle, Force::Usual]);
    let Content::Limit(first) = &all.first().unwrap().content else { panic!() };
    assert!(first.silence.is_some());
    assert!(matches!(first.value, LimitValue::Field(_, Some(_), Direction::After)));
    let Content::Limit(last) = &all.last().unwrap().content else { panic!() };
    let LimitValue::Formula(Formula::Length { length, .. }) = &last.value else { panic!() };
    assert_eq!((length.count, length.unit), (3, Unit::Workday));
}

#[test]
fn bearers_narrow_the_responsible_field() {
    assert_eq!(scope("部门、乡镇 对 公文 不得 越级行文。"), "报送单位 IsA 部门、乡镇");
    assert_eq!(scope("部门 不得 越级行文。"), "报送单位 IsA 部门");
    assert_eq!(scope("内设机构（非 部门办公室） 对 请示 不得 越级行文。"), "(文种 IsA 请示 且 报送单位 IsA 内设机构 且 非 报送单位 IsA 部门办公室)");
    assert_eq!(scope("主办部门 对 公文 不得 越级行文。"), "报送单位 是 主办部门");
    assert_eq!(scope("县长 对 公文 不得 越级行文。"), "真");
}

#[test]
fn what_a_norm_demands() {
    let what = |policy: &str| {
        let m = clean(policy);
        items(&m)
            .iter()
            .map(|i| match &i.content {
                Content::Norm(n) => match &n.what {
                    What::Fact(c) => show(&m, c),
                    What::Compare { cond, .. } => show(&m, cond),
                    What::Act { act, objects } => format!("{} {}", m.terms.get(*act).unwrap().name, objects.len()),
                    What::Phrase(p) => format!("“{p}”"),
                },
                _ => String::new(),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(what("部门 应当 盘点 重点工作、重大项目，每周。"), ["盘点 2"]);
    assert_eq!(what("部门 应当 “公开结果”。"), ["“公开结果”"]);
    assert_eq!(what("公文 不得 越级行文、涉密。"), ["越级行文", "涉密"]);
    assert_eq!(what("公文 应当 字数 ≤ 5000 字。"), ["字数 ≤ 50000000"]);
    assert_eq!(what("公文 应当 金额 ≤ 3000000 元。"), ["金额 ≤ 3000000"]);
    assert_eq!(what("公文 应当 部署 = 具体任务。"), ["部署 IsA 具体任务"]);
    assert_eq!(what("县长 签发 公文（涉密）。"), ["签发 1"]);
    assert_eq!(what("部门 应当 报告 重点工作、盘点 预算。"), ["报告 1", "盘点 1"]);
}

#[test]
fn exceptions_and_approvals() {
    let m = clean("部门 对 公文 未经 县政府 批准 不得 越级行文（一般），领导交办、字数 ＜ 100 字 除外。\n副县长 不 出席 部门工作会议，兼任部门负责人、常务副县长 除外。");
    let all = items(&m);
    let Content::Norm(n) = &all.first().unwrap().content else { panic!() };
    assert_eq!(n.except.iter().map(|c| show(&m, c)).collect::<Vec<_>>(), ["领导交办", "字数 < 1000000"]);
    assert_eq!((n.modal, all.first().unwrap().force), (Some(Force::MustNot), Force::Usual));
    let approval = n.approval.as_ref().unwrap();
    let field = m.field(approval.field).unwrap();
    assert_eq!((field.name.as_ref(), field.judge.as_deref()), ("县政府批准", Some("县政府")));
    assert!(field.aliases.iter().any(|a| a.as_ref() == "批准"));
    let second = m.rules.get(1).unwrap();
    assert_eq!(second.bearers.first().unwrap().except.len(), 1);
    let Content::Norm(n) = &all.get(1).unwrap().content else { panic!() };
    assert_eq!(n.except.iter().map(|c| show(&m, c)).collect::<Vec<_>>(), ["兼任部门负责人"]);
    assert!(matches!(&n.what, What::Act { objects, .. } if matches!(objects.as_slice(), [Object::Term(_)])));
}

#[test]
fn judgements() {
    let m = clean("流程 公文：县长 签发（若 必要，由 县长 认定）。\n流程 公文：县长 审核（若 必要）→ 县长 签发（若 “有需要”）。\n流程 公文：县长 审核（若 “有需要”）。");
    let names: Vec<(&str, Option<&str>)> = m.fields.iter().filter(|f| f.record.is_none()).map(|f| (f.name.as_ref(), f.judge.as_deref())).collect();
    // the first is the comparison that a 限定 of the vocabulary makes
    assert_eq!(names, [("实到人数 ≤ 应到人数", None), ("必要", Some("县长")), ("必要", None), ("有需要", None)]);
}

#[test]
fn relative_roles_are_facts_of_their_own() {
    let m = clean("调研（带队：县长）应当 随行部门数 ≤ 3 个。\n调研（带队：分管副县长）应当 随行部门数 ≤ 2 个。");
    let scopes: Vec<String> = m.rules.iter().map(|r| show(&m, &r.scope)).collect();
    assert_eq!(scopes, ["带队 IsA 县长", "带队 是 分管副县长"]);
    let limit = &m.limits.last().unwrap().1;
    assert_eq!(show(&m, limit), "(非 带队 是 分管副县长 或 带队 IsA 副县长)");
}

#[test]
fn ranks() {
    let m = clean("流程 调研（带队：办公室主任 以上）：办公室主任 以上 同意。");
    let Cond::Lit { atom, .. } = &m.rules.get(0).unwrap().scope else { panic!() };
    let crate::model::Test::In { set, .. } = &m.atom(*atom).unwrap().test else { panic!() };
    let names: Vec<&str> = set.iter().map(|t| m.terms.get(t).unwrap().name.as_ref()).collect();
    assert_eq!(names, ["县长", "副县长", "常务副县长", "分管副县长", "办公室主任"]);
}

#[test]
fn meetings() {
    let m = clean(
        "会议 常务会议 standing_meeting：组成：县长、副县长；列席：办公室副主任、部门主要负责人（若 涉及议题）；召集和主持：县长 或 常务副县长（受 县长 委托）；
         频次：每半月 1至2 次（一般），随时；法定人数：过半数；职责：（一）审议 预算；（三）决定 重大项目、“其他重要事项” 等，报告 重点工作（若 “有需要”）。",
    );
    let kinds: Vec<SlotKind> = items(&m).iter().filter_map(|i| if let Content::Slot(s) = &i.content { Some(s.kind) } else { None }).collect();
    assert_eq!(kinds, [SlotKind::Members, SlotKind::Attending, SlotKind::Convener, SlotKind::Chair]);
    let duties: Vec<(Option<u32>, usize, bool)> =
        items(&m).iter().filter_map(|i| if let Content::Duty(d) = &i.content { Some((i.place.item, d.matters.len(), d.etc)) } else { None }).collect();
    assert_eq!(duties, [(Some(1), 1, false), (Some(3), 2, true), (Some(3), 1, false)]);
    let Content::Slot(attending) = &items(&m).get(1).unwrap().content else { panic!() };
    let guards: Vec<String> = attending.actors.list.iter().map(|a| show(&m, &a.guard)).collect();
    assert_eq!(guards, ["真", "涉及议题"]);
}

#[test]
fn stand_ins() {
    let m = clean("代理 缺位（职务：县长、副县长，事由：出差）：常务副县长（受 县长 委托）；其次 副县长；权限 主持县政府工作。");
    let ranks: Vec<u32> = items(&m).iter().filter_map(|i| if let Content::StandIn(s) = &i.content { Some(s.rank) } else { None }).collect();
    assert_eq!(ranks, [0, 0, 1, 1]);
}

#[test]
fn a_role_found_through_a_slot() {
    let m = clean("流程 纪要（会议：专题会议）：会议 的 主持 签发；加 会议主持人（县长、副县长） 审核 在 签发 前。");
    let Content::Step(s) = &items(&m).first().unwrap().content else { panic!() };
    let role = m.definitions.first().unwrap().role;
    assert_eq!(s.actors.list.first().unwrap().who, Who::Term(role));
    assert!(m.definitions.first().unwrap().recorded.is_some());
}

#[test]
fn own_words_name_the_common_terms() {
    let words = super::WORDS;
    let r = super::load_with(words, "规则 样例 sample\n    辖区：样例区；称谓：区长 即 县长。\n流程 公文：区长 签发。");
    assert!(r.diagnostics.is_empty(), "{:?}", r.diagnostics);
    let own: Vec<&str> = r.model.terms.list.iter().filter_map(|t| t.own.as_deref()).collect();
    assert_eq!(own, ["区长"]);
}

#[test]
fn terms_may_lie_below_several() {
    let m = clean("分类 事项：预算 又称 预算安排（追加预算 supplement），重大事项（预算）。");
    let id = |n: &str| m.names.term(m.names.taxonomy("事项").unwrap(), n).unwrap();
    assert!(m.terms.is_a(id("追加预算"), id("重大事项")));
    assert_eq!(id("预算安排"), id("预算"));
}
