#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
use super::*;
use crate::base::FileId;
use crate::syntax::{parse_file, parse_question};
use std::path::Path;

/// The tree of a text without errors.
fn tree(text: &str) -> File {
    let parsed = parse_file(FileId(0), text);
    let found: Vec<_> = parsed.diagnostics.iter().map(|d| format!("{} {:?} {}", d.en, d.help, d.span.map_or("", |s| &text[s.start as usize..s.end as usize]))).collect();
    assert!(found.is_empty(), "{found:?}\n{text}");
    parsed.value
}

fn printed(text: &str, lang: Lang) -> String {
    format_file(text, &tree(text), lang, &Plain)
}

/// The tree as text, without spans, each measure in one spelling.
fn skeleton(file: &File) -> String {
    let text = format!("{file:?}");
    let mut parts = text.split("Span { file: FileId(");
    let mut out = parts.next().unwrap_or("").to_string();
    parts.for_each(|p| out.push_str(p.split_once('}').map_or("", |(_, rest)| rest)));
    for zh in ["工作日", "个自然日", "日", "星期", "月", "个小时"] {
        out = out.replace(&format!("\"{zh}\""), &format!("\"{}\"", words::spelled(zh)));
    }
    for (zh, one, more) in words::UNITS {
        out = out.replace(&format!("\"{one}\""), &format!("\"{zh}\"")).replace(&format!("\"{more}\""), &format!("\"{zh}\""));
    }
    out
}

fn comments_of(text: &str) -> Vec<String> {
    comments::find(text).iter().map(|c| c.text.to_string()).collect()
}

/// Both skins read back as the same tree, a second run changes nothing, and no comment is lost.
fn round_trip(text: &str) {
    let first = tree(text);
    let zh = printed(text, Lang::Zh);
    let en = printed(text, Lang::En);
    let want = skeleton(&first);
    assert_eq!(skeleton(&tree(&zh)), want);
    assert!(tree(&zh) == first || !text.contains('。'), "a Chinese file keeps its very words");
    assert_eq!(skeleton(&tree(&en)), want);
    assert_eq!(printed(&zh, Lang::Zh), zh);
    assert_eq!(printed(&en, Lang::En), en);
    assert_eq!(skeleton(&tree(&printed(&en, Lang::Zh))), want);
    for again in [&zh, &en] {
        assert_eq!(comments_of(again), comments_of(text));
    }
}

/// Both skins of one text, each printed from either.
fn both(zh: &str, en: &str) {
    let (zh, en) = (format!("{zh}\n"), format!("{en}\n"));
    for text in [&zh, &en] {
        assert_eq!(printed(text, Lang::Zh), zh);
        assert_eq!(printed(text, Lang::En), en);
    }
    round_trip(&zh);
}

#[test]
fn header_and_vocabulary() {
    both(
        "规则 a shanggao\n    b：上高县；\n    c：2023年9月27日；\n    d：某规则（2013年10月15日）、某法（试行）；\n    e：区长 即 县长。",
        "policy a shanggao\n    b: 上高县;\n    c: 2023-09-27;\n    d: 某规则(2013-10-15) | 某法(试行);\n    e: 区长 means 县长.",
    );
    both("词汇 通用词汇 common。", "vocabulary 通用词汇 common.");
}

#[test]
fn long_lists_of_a_header_are_filled() {
    let values = ["某某区人民政府 即 某某县人民政府"; 5].join("、");
    let text = printed(&format!("规则 甲 称谓：{values}。"), Lang::Zh);
    assert_eq!(text.lines().count(), 4, "{text}");
    round_trip(&text);
}

#[test]
fn calendar_taxonomy_ranking() {
    both(
        "日历 中国 2023：\n    放假 元旦 2023-01-01；\n    放假 春节 2023-01-21 至 2023-01-27；\n    上班 2023-01-28、2023-01-29。",
        "calendar 中国 2023:\n    holiday 元旦 2023-01-01;\n    holiday 春节 2023-01-21 to 2023-01-27;\n    worked 2023-01-28 | 2023-01-29.",
    );
    both("分类 职务：县长 又称 “一 把手” 相对，副县长（甲 唯一，乙 b 相对）。", "taxonomy 职务: 县长 alias \"一 把手\" relative, 副县长 (甲 unique, 乙 b relative).");
    both("位阶 职务：县长 ＞ 副县长。", "ranking 职务: 县长 > 副县长.");
}

#[test]
fn a_long_taxonomy_has_a_line_for_each_term() {
    let text = "分类 职务 role：县长 county_head，副县长 deputy_head（常务副县长 executive_deputy（甲 a）），办公室主任 office_director。";
    let want = "分类 职务 role：\n    县长 county_head，\n    副县长 deputy_head（常务副县长 executive_deputy（甲 a）），\n    办公室主任 office_director。\n";
    assert_eq!(printed(text, Lang::Zh), want);
}

#[test]
fn records() {
    both(
        "对象 公文 document 又称 文件（按 文种，责任 报送单位，从属 事项、来文）：\n    文种：文种；\n    甲 a（文种：纪要）：是否（由 县长 认定） 可无；\n    乙：数（个工作日）；\n    丙：日期（印发）；\n    丁：时限 可无；\n    戊：文字；\n    己：若干 机关；\n    庚：子 zi、丑 可无。",
        "record 公文 document alias 文件 (by 文种, responsible 报送单位, attached_to 事项 | 来文):\n    文种: 文种;\n    甲 a (文种: 纪要): yes_no(县长 decides) optional;\n    乙: number(working_days);\n    丙: date(印发);\n    丁: time_limit optional;\n    戊: text;\n    己: many 机关;\n    庚: 子 zi | 丑 optional.",
    );
    both("对象 公文。", "record 公文.");
}

#[test]
fn constraints_and_definitions() {
    both("限定 公文：若 文种 属 命令、议案：名义 为 县政府。", "constraint 公文: if 文种 is_a 命令 | 议案: 名义 is 县政府.");
    both("限定 公文：若 涉密：（名义：县政府）。", "constraint 公文: if 涉密: (名义: 县政府).");
    both("定义 会议主持人 于 公文：会议 的 主持（县长、副县长）。", "define 会议主持人 for 公文: 主持 of 会议(县长 | 副县长).");
    both("定义 公文 重大 major：事项 含 重大事项 或 资金 ≥ 1000 万元。", "define 公文 重大 major: 事项 includes 重大事项 or 资金 >= 1000 ten_thousand_yuan.");
}

#[test]
fn meetings() {
    both(
        "会议 常务会议 standing_meeting：\n    组成：县长、副县长 等；\n    邀请（一般）：若 甲：县长、乙；否则：未明确；\n    主持：县长 或 副县长（受 县长 授权）；\n    频次：每半月 1至2 次（一般），每两个月 至少 1 次，每三年 不超过 2 次，每周一，不定期，随时；\n    法定人数：组成人员 的 三分之二 以上（一般）；\n    法定人数：过半数；\n    职责：\n        （一）传达 甲、乙，学习 丙；\n        （十二）讨论 “其他重要事项” 等（可以）。",
        "meeting 常务会议 standing_meeting:\n    组成: 县长 | 副县长 etc;\n    邀请 (usually): if 甲: 县长 | 乙; else: unstated;\n    主持: 县长 or 副县长 (authorised_by 县长);\n    frequency: every half_month 1 to 2 times (usually), every 2 months at_least 1 time,\n            every 3 years at_most 2 times, every monday, irregularly, any_time;\n    quorum: at_least 2/3 of 组成人员 (usually);\n    quorum: majority;\n    duties:\n        (1) 传达 甲 | 乙, 学习 丙;\n        (12) 讨论 \"其他重要事项\" etc (may).",
    );
}

#[test]
fn procedures() {
    both("甲：流程 其余 公文（文种：命令、议案），若 急：县长 签署；取代 乙 的 签发。", "甲: procedure other 公文(文种: 命令 | 议案), if 急: 县长 签署; replaces 签发 of 乙.");
    both(
        "流程 公文（一般）：\n    办公室主任 审核\n    → 若 全局性重大事项：县长 签发；\n      若 主送 含 市政府办公室：县长 签发；\n      否则：分管副县长 签发（一般）。",
        "procedure 公文 (usually):\n    办公室主任 审核\n    -> if 全局性重大事项: 县长 签发;\n       if 主送 includes 市政府办公室: 县长 签发;\n       else: 分管副县长 签发 (usually).",
    );
    both(
        "流程 来文：\n    甲 和 乙 呈报 “某 件”\n    → 【县长 阅批 同时 提交 常务会议 审议（可以）；或 办公室主任 以上 同意】（一般）；\n    或 会议 的 主持 以上 签发；\n    加 县长 审定 在 签发 前；\n    加 县长 审定 在 签发 后；\n    加 丙 备案；\n    取代 第二十九条第二款（三）；\n    取代 第三条 的 签发。",
        "procedure 来文:\n    甲 and 乙 呈报 \"某 件\"\n    -> [县长 阅批 together_with submit_to 常务会议 审议 (may);\n            or at_least 办公室主任 同意] (usually);\n    or at_least 主持 of 会议 签发;\n    add 县长 审定 before 签发;\n    add 县长 审定 after 签发;\n    add 丙 备案;\n    replaces article 29 paragraph 2 item 3;\n    replaces 签发 of article 3.",
    );
}

#[test]
fn deadlines() {
    both(
        "期限 公文（急） 的 印发日期（原则上）：会议日期 后 5 个工作日 内（一般）。",
        "deadline 印发日期 of 公文(急) (in_principle): within 5 working_days after 会议日期 (usually).",
    );
    both(
        "期限 征求意见 的 回复日期（原则上），若 急：\n    若 甲：商定时限；\n    若 乙 已定：来文日期 前 半天；\n    若 丙：来文日期 后 及时；\n    否则：每月 5 日 前；\n    取代 乙；\n    逾期 视为 无意见。",
        "deadline 回复日期 of 征求意见 (in_principle), if 急:\n    if 甲: 商定时限;\n    if 乙 is_set: 0.5 days before 来文日期;\n    if 丙: promptly after 来文日期;\n    else: before day 5 of every month;\n    replaces 乙;\n    silence_means 无意见.",
    );
}

#[test]
fn a_branch_may_follow_a_condition_on_the_head() {
    both("期限 公文 的 印发日期，若 急：\n    若 特急：第一时间；\n    否则：按时。", "deadline 印发日期 of 公文, if 急:\n    if 特急: at_once;\n    else: on_time.");
}

#[test]
fn stand_ins_consequences_declarations() {
    both("代理 缺位（职务：县长）：甲（受 县长 委托）；其次 乙 和 丙；权限 主持。", "stand_in 缺位(职务: 县长): 甲 (entrusted_by 县长); failing_which 乙 and 丙; power 主持.");
    both("违反 第七十四条、第三条（二）：检查 或 批评（由 县政府 责成）。", "breach_of article 74 | article 3 item 2: 检查 or 批评 (by 县政府 orders).");
    both("宣示。", "declaratory.");
}

#[test]
fn norms() {
    for (zh, en) in [
        ("部门、乡镇 对 公文 未经 批准 不得 越级行文。", "部门 | 乡镇 on 公文 must_not 越级行文 without 批准."),
        ("部门 未经 县政府 授权 不得 要求报文（一般）。", "部门 must_not 要求报文 (usually) without 县政府 授权."),
        ("县政府领导 不 出席 会议，兼任 除外。", "县政府领导 does_not 出席 会议, unless 兼任."),
        ("公文（部署：任务） 应当 字数 ≤ 5000 字（一般）。", "公文(部署: 任务) must 字数 <= 5000 characters (usually)."),
        (
            "部门 应当 盘点 工作（甲：乙）、“某 事”，若 急，（甲：乙）、丙 除外，每月 至少 1 次（一般）。",
            "部门 must 盘点 工作(甲: 乙) | \"某 事\",\n    if 急, unless (甲: 乙) | 丙, every month at_least 1 time (usually).",
        ),
        ("部门 可以 报告，会议日期 前 3 天。", "部门 may 报告, 3 days before 会议日期."),
        ("部门 必须 报告，每月 5 日 前。", "部门 is_required_to 报告, before day 5 of every month."),
        ("县长 主持 常务会议。", "县长 主持 常务会议."),
    ] {
        both(zh, en);
    }
}

#[test]
fn a_long_norm_breaks_at_its_first_comma() {
    let text = "部门 对 公文（规范性文件或重大事项公文） 要 社会稳定风险评估，若 涉及重大公共利益 且 涉及公众权益 且 易引发稳定问题。";
    assert_eq!(printed(text, Lang::Zh), text.replace("，若", "，\n    若") + "\n");
}

#[test]
fn a_line_that_is_too_wide_is_wrapped_clear_of_its_body() {
    let list = ["党中央", "国务院", "国家部委", "省委", "省政府", "市委", "市政府", "市人大常委会", "市政协"].join("、");
    let text = format!("流程 来文（来源：上级重要公文，发文机关：{list}，“甲、乙”）：\n    县长 阅批 → 若 急：县长 签发；若 特急：县长 签发；否则：副县长 签发。");
    let got = printed(&text, Lang::Zh);
    assert!(got.starts_with("流程 来文（来源：上级重要公文，发文机关：") && got.lines().nth(1).is_some_and(|l| l.starts_with("        市")), "{got}");
    assert!(got.lines().all(|l| unicode_width::UnicodeWidthStr::width(l) <= lines::WIDTH), "{got}");
    round_trip(&got);
    let unbreakable = format!("县长 要求 “{}”。\n", "甲、乙 或 丙，".repeat(20));
    assert_eq!(printed(&unbreakable, Lang::Zh), unbreakable);
}

#[test]
fn an_answer_and_its_places_stand_on_one_line_if_they_fit() {
    let short = "案例 “甲”\n    问 谁 签发 公文；\n    答 县长；依据 第二十条第一款；待 甲。\n";
    assert_eq!(printed(short, Lang::Zh), short);
    let who = ["分管副县长（受 县长 委托）"; 3].join(" 或 ");
    let long = short.replace("县长；", &format!("{who}；"));
    assert_eq!(printed(&long, Lang::Zh), long.replace("；依据", "；\n    依据").replace("；待", "；\n    待"));
}

#[test]
fn conditions() {
    for (zh, en) in [
        ("（甲 或 乙） 且 非 （丙 且 丁）", "(甲 or 乙) and not (丙 and 丁)"),
        ("（甲 且 乙） 或 非 丙", "(甲 and 乙) or not 丙"),
        ("非 甲：乙、丙 等", "not 甲: 乙 | 丙 etc"),
        ("非 （甲：乙） 且 丙", "not (甲: 乙) and 丙"),
        ("甲 不为 乙", "甲 is_not 乙"),
        ("甲 不属 乙 以上", "甲 is_not_a at_least 乙"),
        ("甲 不含 乙", "甲 excludes 乙"),
        ("甲 未定", "甲 is_not_set"),
        ("非 甲 不为 乙", "not 甲 is_not 乙"),
        ("非 （非 甲）", "not (not 甲)"),
        ("非 甲 ≠ 2023-09-28", "not 甲 != 2023-09-28"),
        ("甲 ＞ 1.5%", "甲 > 1.5 percent"),
        ("甲 为 无、乙（丙，丁）", "甲 is none | 乙(丙, 丁)"),
    ] {
        both(&format!("定义 公文 重大：{zh}。"), &format!("define 公文 重大: {en}."));
    }
}

#[test]
fn scenarios() {
    both(
        "案例 “甲（乙），丙”\n    设 公文 甲（经过：副职 签名、副县长 签发（一般） 等，缺席：县长（出差），余否）；\n    设 会次；\n    问 谁 签发 公文（急）；\n    答 若 甲：县长；若 乙：违反 第三条、第四条；否则：须经 县长；\n    依据 第一条；\n    待 甲、乙；\n    另有 若 丙：不得；\n    另有 会议日期 前 1 天。",
        "scenario \"甲(乙),丙\"\n    given 公文 甲(经过: 副职 签名 | 副县长 签发 (usually) etc, 缺席: 县长(出差), rest_no);\n    given 会次;\n    ask who 签发 公文(急);\n    expect if 甲: 县长; if 乙: breached article 3 | article 4; else: needs_approval 县长;\n    cites article 1;\n    needs 甲 | 乙;\n    elsewhere if 丙: forbidden;\n    elsewhere 1 day before 会议日期.",
    );
    for (zh, en) in [
        ("未规定", "silent"),
        ("2023-10-11（一般）", "2023-10-11 (usually)"),
        ("≤ 5000 字", "<= 5000 characters"),
        ("县长、副县长 等", "县长 | 副县长 etc"),
        ("甲 审核 → 乙 签发", "甲 审核 -> 乙 签发"),
        ("有条件不得", "forbidden_unless"),
    ] {
        both(&format!("案例 “甲”\n    问 流程；\n    答 {zh}。"), &format!("scenario \"甲\"\n    ask procedure;\n    expect {en}."));
    }
}

#[test]
fn questions() {
    for (zh, en) in [
        ("谁 签发 公文（名义：县政府）", "who 签发 公文(名义: 县政府)"),
        ("谁 签发；公文 甲（急）；会次", "who 签发; 公文 甲(急); 会次"),
        ("谁 代理 县长（缺席：县长（出差））", "who stands_in 县长(缺席: 县长(出差))"),
        ("谁 代理 县长；公文", "who stands_in 县长; 公文"),
        ("流程", "procedure"),
        ("流程 公文（急）", "procedure 公文(急)"),
        ("何会 审议 预算、规划", "which_meeting 审议 预算 | 规划"),
        ("何会 预算", "which_meeting 预算"),
        ("何时 印发 公文", "when 印发 公文"),
        ("可否 公文（文种：请示，越级行文）", "may 公文(文种: 请示, 越级行文)"),
        ("可否 部门 对 公文（急）", "may 部门 on 公文(急)"),
        ("可否 办公室主任 主持 专题会议；公文", "may 办公室主任 主持 专题会议; 公文"),
        ("核查 公文（急）；会次", "check 公文(急); 会次"),
        ("限额 字数 公文", "limit 字数 公文"),
        ("会议 常务会议", "meeting 常务会议"),
        ("义务 部门 对 公文", "duties 部门 on 公文"),
        ("办理 公文", "handle 公文"),
        ("适用", "applies"),
        ("适用 2023-09-20", "applies 2023-09-20"),
        ("适用 直属事业单位", "applies 直属事业单位"),
        ("条 29", "article 29"),
        ("条 第二十九条第二款", "article article 29 paragraph 2"),
        ("为何", "why"),
        ("为何不 甲", "why_not 甲"),
    ] {
        for text in [zh, en] {
            let q = parse_question(FileId(0), text).expect(text);
            assert_eq!(print_question(&q, Lang::Zh, &Plain), zh);
            assert_eq!(print_question(&q, Lang::En, &Plain), en);
        }
    }
}

#[test]
fn headings_and_blank_lines() {
    let zh = "第三章 会议制度\n\n第十八条 甲，乙\n    宣示。\n第二款\n    宣示。\n（三）\n    宣示。\n\n第四项 丙\n    宣示。\n\n    位阶 职务：县长 ＞ 副县长。\n";
    let en = "chapter 3 会议制度\n\narticle 18 甲,乙\n    declaratory.\nparagraph 2\n    declaratory.\nitem 3\n    declaratory.\n\nitem 4 丙\n    declaratory.\n\n    ranking 职务: 县长 > 副县长.\n";
    assert_eq!(printed(zh, Lang::En), en);
    assert_eq!(printed(en, Lang::Zh), zh);
    let loose = "第１条\n宣示。 宣示。\n\n\n\n宣示。\n第二条 乙\n\n宣示。 词汇 丙";
    assert_eq!(printed(loose, Lang::Zh), "第一条\n    宣示。\n    宣示。\n\n    宣示。\n\n第二条 乙\n    宣示。\n\n词汇 丙。\n");
}

const COMMENTED: &str = "// 一
// 二

规则 试例 trial
    辖区：试县； // 三
    // 四
    适用：“甲//乙”。
// 五
第一条 甲 // 六
    流程 公文（文种：请示）： // 七
    甲 审核 → // 八
    乙 审核 // 九
    // 十
    → 丙 签发。 // 十一

  // 十二
    流程 公文（ // 十三
      文种：请示）：甲 签发。
分类 机关：
    甲 a， // 十四

    // 十五
    乙（丙， // 十六
       丁）。
// 十七";

#[test]
fn comments_keep_their_place() {
    let want = "// 一
// 二

规则 试例 trial
    辖区：试县；    // 三
    // 四
    适用：“甲//乙”。

// 五
第一条 甲    // 六
    流程 公文（文种：请示）：    // 七
        甲 审核    // 八
        → 乙 审核    // 九
        // 十
        → 丙 签发。    // 十一

    // 十二
    流程 公文（文种：请示）：    // 十三
        甲 签发。
    分类 机关：
        甲 a，    // 十四

        // 十五
        乙（
            丙，    // 十六
            丁）。
// 十七
";
    assert_eq!(printed(COMMENTED, Lang::Zh), want);
    round_trip(COMMENTED);
}

#[test]
fn numerals() {
    let text: Vec<String> = [1, 10, 11, 20, 29, 100, 105, 110, 111, 1000, 1005, 1050, 9999, 10_000].iter().map(|n| measure::hanzi(*n)).collect();
    assert_eq!(text.join(" "), "一 十 十一 二十 二十九 一百 一百零五 一百一十 一百一十一 一千 一千零五 一千零五十 九千九百九十九 10000");
    for n in 1..10_000 {
        assert_eq!(crate::syntax::ordinal(&measure::hanzi(n)), Some(n));
    }
}

/// Puts other names in.
struct Shout;

impl Namer for Shout {
    fn name<'a>(&'a self, name: &'a Name, lang: Lang) -> Cow<'a, str> {
        match (lang, &*name.text) {
            (Lang::En, "县长") => "county_head".into(),
            (Lang::En, "副县长") => "deputy head".into(),
            (_, text) => text.into(),
        }
    }
}

#[test]
fn names_come_from_the_namer() {
    let text = "县长 要求 “县长”、“副县长”。\n分类 职务：县长 head，副县长。";
    let want = "county_head 要求 \"county_head\" | \"deputy head\".\ntaxonomy 职务: 县长 head, \"deputy head\".\n";
    assert_eq!(format_file(text, &tree(text), Lang::En, &Shout).replace("\n\n", "\n"), want);
}

/// Every policy file below a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => out.extend(files(&path)),
            false if path.extension().is_some_and(|e| e == "gj") => out.push(path),
            false => {}
        }
    }
    out.sort();
    out
}

#[test]
fn policies_and_samples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["policies", "../shared/design/samples"] {
        let list = files(&root.join(folder));
        if list.is_empty() {
            println!("skipped: no files in {folder}");
        }
        for path in list {
            println!("{}", path.display());
            round_trip(&std::fs::read_to_string(path).expect("a readable file"));
        }
    }
}

#[test]
fn what_a_deep_check_reads() {
    both("容许 D01 第二十九条第二款、甲：“两处并存”。", "allow D01 article 29 paragraph 2 | 甲: \"两处并存\".");
    both("完备 谁 签发 公文（名义：县政府）。", "complete who 签发 公文(名义: 县政府).");
    both("完备 何时 印发 纪要。", "complete when 印发 纪要.");
}
