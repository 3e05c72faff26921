//! One policy per error: its code and the text it points at.

use super::{HEAD, WORDS, findings, found, load};

#[track_caller]
fn check(policy: &str, want: &[&str]) {
    assert_eq!(findings(policy), want, "{policy}");
}

#[test]
fn names() {
    check("部门 应当 盘点 重点工做。", &["E0201 重点工做"]);
    check("部们 应当 盘点 重点工作。", &["E0201 部们"]);
    check("流程 公闻：县长 签发。", &["E0202 公闻"]);
    check("流程 公文：若 涉秘：县长 签发；否则：副县长 签发。", &["E0203 涉秘"]);
    check("流程 公文：县长 签法。", &["E0204 签法"]);
    check("会议 办公会议：主持：县长。", &["E0205 办公会议"]);
    check("流程 公文：县长 签发；取代 甲。", &["E0206 甲"]);
    check("部门 不得 会议。", &["E0207 会议"]);
    check("对象 公文：密级 level：密级。", &["E0208 密级"]);
}

#[test]
fn a_near_name_is_suggested() {
    let r = load("流程 公文：县长 签法。");
    let help: Vec<&str> = r.diagnostics.iter().flat_map(|d| d.help.iter()).map(|(zh, _)| zh.as_str()).collect();
    assert!(help.iter().any(|h| h.contains("`签发`")), "{help:?}");
    let r = load("部门 应当 盘点 县长们。");
    assert_eq!(r.diagnostics.len(), 1);
}

#[test]
fn a_known_word_in_the_wrong_place_says_where_it_belongs() {
    let r = load("流程 公文（文种：县长）：县长 签发。");
    let d = r.diagnostics.first().unwrap();
    assert_eq!(d.code, "E0222");
    assert!(d.help.iter().any(|(zh, _)| zh.contains("职务")), "{d:?}");
}

#[test]
fn definitions_and_cycles() {
    check("对象 公文：涉密 hidden：是否。", &["E0210 涉密"]);
    check("分类 职务：县委书记 secretary 又称 县长。", &["E0210 县长"]);
    check("分类 职务：县长 mayor。", &["E0210 mayor"]);
    check("甲：流程 公文：县长 签发。\n甲：流程 公文（涉密）：县长 签发。", &["E0210 甲"]);
    check("定义 公文 甲类：乙类。\n定义 公文 乙类：甲类 且 涉密。", &["E0211 甲类"]);
    check("甲：流程 公文（涉密）：县长 签发；取代 乙。\n乙：流程 公文：县长 签发；取代 甲。", &["E0212 甲：流程 公文（涉密）：县长 签发；取代 乙。"]);
    check("分类 事项：甲事（乙事）。\n分类 事项：乙事（甲事）。", &["E0213 乙事"]);
    check("位阶 职务：副县长 ＞ 县长。", &["E0210 职务"]);
    check("位阶 职务：县长 ＞ 常务副县长 ＞ 副县长 ＞ 办公室主任 ＞ 办公室副主任。", &[]);
}

#[test]
fn types_and_units() {
    check("公文（涉密 ≥ 3）应当 字数 ≤ 5000 字。", &["E0220 涉密 ≥ 3"]);
    check("公文（文种）应当 字数 ≤ 5000 字。", &["E0220 文种"]);
    check("公文 应当 字数 ≤ 5000 天。", &["E0221 5000 天"]);
    check("公文 应当 字数 ≤ 3 个。", &["E0221 3 个"]);
    check("公文 应当 金额 ≤ 3000000 元。", &[]);
    check("公文 应当 事项数 = 1 件。", &[]);
    check("期限 公文 的 印发日期：会议结束日期 后 5 个 内。", &["E0221 5 个"]);
    check("期限 公文 的 印发日期：字数 后 5 天 内。", &["E0220 字数"]);
    check("期限 公文 的 印发日期：会议结束日期 后 0.3 个月 内。", &["E0228 0.3 个月"]);
    check("流程 公文（文种：市政府）：县长 签发。", &["E0222 市政府"]);
    check("流程 公文：若 涉密 为 无：县长 签发；否则：副县长 签发。", &["E0225 无"]);
    check("流程 公文：若 字数 已定：县长 签发；否则：副县长 签发。", &["E0225 字数 已定"]);
    check("流程 调研（带队：部门主要负责人 以上）：县长 审批。", &["E0229 部门主要负责人"]);
    check("县长 对 公文 应当 报告 重点工作，每月 3 天。", &["E0221 3 天"]);
}

#[test]
fn the_head_of_a_policy() {
    let head = |text: &str| found(WORDS, &format!("规则 样例规则 sample\n    {text}\n"));
    assert_eq!(head("层级：县。"), ["E0230 样例规则"]);
    assert_eq!(head("辖区：样例县；文好：一号。"), ["E0230 文好"]);
    assert_eq!(head("辖区：样例县；施行：明年。"), ["E0230 施行"]);
    assert_eq!(head("辖区：样例县；使用：别的词汇。"), ["E0231 别的词汇"]);
    assert_eq!(head("辖区：样例区；称谓：区长 即 县长、区委 即 县委。"), ["E0201 县委"]);
    assert_eq!(head("辖区：样例区；称谓：办公室主任 即 县长。"), ["E0210 办公室主任"]);
}

#[test]
fn places() {
    let after = |text: &str| found(WORDS, &format!("{HEAD}宣示。\n{text}"));
    assert_eq!(after("第一条 又来\n宣示。"), ["E0232 第一条 又来"]);
    assert_eq!(after("第三条 后\n宣示。\n第二条 先\n宣示。"), ["E0232 第二条 先"]);
    assert_eq!(after("违反 第九条：书面检查。"), ["E0233 违反 第九条：书面检查。"]);
    assert_eq!(after("流程 公文：县长 签发；取代 第九条。"), ["E0233 第九条"]);
    assert_eq!(after("第二条 空\n"), ["E0240 第二条 空"]);
    assert_eq!(after("流程 公文：县长 签发；取代 第一条。"), ["E0234 第一条"]);
}

#[test]
fn brackets_and_subjects() {
    check("流程 公文：县长 签发（副县长）。", &["E0241 副县长"]);
    check("部门、请示 不得 越级行文。", &["E0242 部门"]);
    check("请示 对 公文 不得 越级行文。", &["E0242 请示"]);
    check("流程 公文：若 涉密：县长；否则：副县长 签发。", &["E0243 县长"]);
    check("代理 缺位（事由：出差）：副县长。", &["E0244 缺位（事由：出差）"]);
    check("流程 公文（余否）：县长 签发。", &["E0245 余否"]);
}

#[test]
fn an_unknown_word_in_a_meeting_asks_for_quotes() {
    let r = load("会议 常务会议：邀请：部门主要负责人（若 未担任常委）。");
    let d = r.diagnostics.first().unwrap();
    assert_eq!(d.code, "E0203");
    assert!(d.help.iter().any(|(zh, _)| zh.contains("`“未担任常委”`")), "{d:?}");
}

#[test]
fn every_error_of_a_file_is_found() {
    check(
        "流程 公文（密级：机密）：县张 签法 → 若 涉秘：县长 签发；否则：副县长 签发。\n部门 应当 盘点 重点工做。",
        &["E0203 密级", "E0201 县张", "E0204 签法", "E0203 涉秘", "E0201 重点工做"],
    );
}

#[test]
fn an_unknown_record_does_not_drag_its_fields_along() {
    check("流程 公闻（名义：县政府）：若 涉密：县长 签发；否则：副县长 签发。", &["E0202 公闻"]);
}

/// The wording of every finding, for review.
#[test]
fn messages() {
    let texts = [
        "部门 应当 盘点 重点工做。",
        "流程 公闻：县长 签发。",
        "流程 公文：若 涉秘：县长 签发；否则：副县长 签发。",
        "流程 公文：县长 签法。",
        "会议 常务会：主持：县长。",
        "流程 公文：县长 签发；取代 甲。",
        "部门 不得 会议。",
        "对象 公文：密级 level：密级。",
        "对象 公文：涉密 hidden：是否。",
        "定义 公文 甲类：乙类。\n定义 公文 乙类：甲类 且 涉密。",
        "分类 事项：甲事（乙事）。\n分类 事项：乙事（甲事）。",
        "公文（涉密 ≥ 3）应当 字数 ≤ 5000 字。",
        "公文 应当 字数 ≤ 5000 天。",
        "流程 公文（文种：市政府）：县长 签发。",
        "流程 公文：若 字数 已定：县长 签发；否则：副县长 签发。",
        "期限 公文 的 印发日期：会议结束日期 后 0.3 个月 内。",
        "流程 调研（带队：部门主要负责人 以上）：县长 审批。",
        "违反 第九条：书面检查。",
        "流程 公文：县长 签发；取代 第一条。",
        "流程 公文：县长 签发（副县长）。",
        "部门、请示 不得 越级行文。",
        "流程 公文：若 涉密：县长；否则：副县长 签发。",
        "代理 缺位（事由：出差）：副县长。",
        "流程 公文（余否）：县长 签发。",
        "宣示。\n第二条 空\n",
        "宣示。\n容许 D99 第一条：“理由”。",
        "完备 核查 公文。",
    ];
    let mut out = String::new();
    for text in texts {
        out.push_str(&format!("{}\n", text.replace('\n', " ")));
        for d in load(text).diagnostics {
            out.push_str(&format!("  {} {}\n        {}\n", d.code, d.zh, d.en));
            d.help.iter().for_each(|(zh, en)| out.push_str(&format!("        → {zh} | {en}\n")));
            d.labels.iter().for_each(|l| out.push_str(&format!("        ^ {} | {}\n", l.zh, l.en)));
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn what_a_deep_check_reads() {
    check("流程 公文：县长 签发。\n容许 D99 第一条：“理由”。", &["E0247 D99"]);
    check("流程 公文：县长 签发。\n容许 D01 第九条：“理由”。", &["E0233 第九条"]);
    check("流程 公文：县长 签发。\n容许 D01 乙：“理由”。", &["E0206 乙"]);
    check("甲：流程 公文：县长 签发。\n容许 d01 甲、第一条：“理由”。\n完备 谁 签发 公文（涉密）。", &[]);
    check("宣示。\n完备 核查 公文。", &["E0248 完备 核查 公文。"]);
    check("宣示。\n完备 谁 签发。", &["E0248 完备 谁 签发。"]);
    check("宣示。\n完备 谁 签法 公文。", &["E0204 签法"]);
    check("宣示。\n完备 谁 签发 公文（涉秘）。", &["E0203 涉秘"]);
    check("完备 谁 签发 公文（涉密）。", &["E0240 第一条 总则"]);
}
