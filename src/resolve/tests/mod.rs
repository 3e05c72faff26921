//! Small vocabularies and policies: what each error is, where it points, and what a statement becomes.

mod errors;
mod questions;
mod rules;

use super::{Resolved, resolve};
use crate::base::{FileId, Sources};
use crate::model::{Cond, Content, Item, Model, Test};
use crate::syntax::parse_file;

pub(super) const WORDS: &str = "\
词汇 通用词汇 common。
分类 职务 role：县长 county_head，副县长 deputy_head（常务副县长 executive_deputy，分管副县长 deputy_in_charge 相对），办公室主任 office_director，
    办公室副主任 office_deputy，会议主持人 meeting_chair 相对，申请人 applicant 相对，部门主要负责人 department_head。
分类 机关 organ：县政府 county_government，县政府办公室 county_office，部门 department（财政部门 finance），内设机构 inner_body（部门办公室 department_office），
    乡镇 township，上级机关 superior（市政府 city_government），主办部门 lead_department 相对。
分类 文种 document_kind：命令 order，议案 motion，请示 request，报告 report，通知 notice，纪要 minutes。
分类 行为 act：签字 signature 唯一（签发 signs，签署 executes），批准类 approves_class（同意 consents，审批 authorises），审核 examines，审议 deliberates，
    会签 countersigns，联合报送 submits_jointly，报告 reports，印发 issues，报送 submits，主持 chairs，出席 attends，盘点 takes_stock，决定 decides，请假 asks_leave，起草 drafts。
分类 会议 meeting：常务会议 standing_meeting，专题会议 special_meeting，部门工作会议 department_meeting。
分类 事项 matter：重大事项 major_matter（重大项目 major_project），重点工作 key_work，预算 budget。
分类 事由 reason：出差 business_trip，休假 leave。
分类 代理权限 standin_power：主持县政府工作 presides。
分类 后果 consequence：书面检查 self_criticism，无不同意见 no_objection。
位阶 职务：县长 ＞ 常务副县长 ＞ 副县长 ＞ 办公室主任 ＞ 办公室副主任。
对象 公文 document（按 文种，责任 报送单位）：
    文种 kind：文种；报送单位 from：机关；名义 in_name_of（文种 不属 纪要）：机关；主送 addressed_to：若干 机关；
    会议 meeting（文种：纪要）：会议；主持人 chair（文种：纪要）：职务；会议委托人 principal：职务 可无；
    部署 scope：全局性工作 overall、具体任务 concrete 可无；
    涉密 secret：是否；越级行文 bypasses_level：是否；领导交办 assigned：是否；全局性重大事项 overall_major：是否；
    字数 length：数（字）；事项数 matters：数（个）；金额 amount：数（万元）；
    会议结束日期 meeting_closed：日期；印发日期 issued：日期（印发）；办理时限 limit：时限 可无。
对象 征求意见 consultation（责任 被征求单位，从属 公文）：被征求单位 consulted：机关；来文日期 received：日期；回复日期 replied：日期；商定时限 agreed：时限 可无。
对象 会次 session（按 会议，责任 召开单位）：会议 meeting：会议；召开单位 held_by：机关；应到人数 due：数（人）；实到人数 present：数（人）；本年次数 times：数（次）；
    涉及议题 on_agenda：是否；兼任部门负责人 heads_it：是否；会议日期 held：日期。
对象 调研 visit（责任 带队）：带队 led_by：职务；随行部门数 departments：数（个）。
对象 缺位 absence（责任 职务）：职务 role：职务；事由 reason：事由。
限定 公文：若 文种 属 命令、议案：名义 为 县政府。
限定 会次：实到人数 ≤ 应到人数。
定义 会议主持人 于 公文：会议 的 主持。
";

pub(super) const HEAD: &str = "规则 样例规则 sample\n    辖区：样例县；使用：通用词汇。\n第一条 总则\n";

/// The vocabulary with a policy after it.
pub(super) fn load(policy: &str) -> Resolved {
    load_with(WORDS, &format!("{HEAD}{policy}"))
}

pub(super) fn load_with(words: &str, policy: &str) -> Resolved {
    let files: Vec<_> = [words, policy].iter().zip(0..).map(|(text, n)| parse_file(FileId(n), text)).collect();
    for f in &files {
        assert!(f.diagnostics.is_empty(), "does not parse: {:?}", f.diagnostics);
    }
    resolve(&files.iter().map(|f| &f.value).collect::<Vec<_>>())
}

/// Code and text of each finding.
pub(super) fn findings(policy: &str) -> Vec<String> {
    found(WORDS, &format!("{HEAD}{policy}"))
}

pub(super) fn found(words: &str, policy: &str) -> Vec<String> {
    let mut sources = Sources::default();
    sources.add("words", words);
    sources.add("policy", policy);
    let r = load_with(words, policy);
    r.diagnostics.iter().map(|d| format!("{} {}", d.code, d.span.map(|s| sources.slice(s)).unwrap_or(""))).collect()
}

pub(super) fn clean(policy: &str) -> Model {
    let r = load(policy);
    assert!(r.diagnostics.is_empty(), "{:#?}", r.diagnostics);
    r.model
}

/// A condition in short form: `非` for the writer's denial, `¬` for a branch not taken.
pub(super) fn show(m: &Model, c: &Cond) -> String {
    let join = |l: &[Cond], sep: &str| format!("({})", l.iter().map(|c| show(m, c)).collect::<Vec<_>>().join(sep));
    match c {
        Cond::True => "真".into(),
        Cond::False => "假".into(),
        Cond::Lit { atom, positive } => {
            let a = m.atom(*atom).unwrap();
            let name = &m.field(a.field).unwrap().name;
            let name_of = |t: &crate::model::TermId| m.terms.get(*t).unwrap().name.to_string();
            let test = match &a.test {
                Test::Yes => String::new(),
                Test::Set => " 已定".into(),
                Test::Has(t) => format!(" 含 {}", name_of(t)),
                Test::In { list, mode, .. } => format!(" {mode:?} {}", list.iter().map(name_of).collect::<Vec<_>>().join("、")),
                Test::Cmp(r, n) => format!(" {} {n}", r.sign()),
                Test::Text(t) => format!(" = {t:?}"),
            };
            format!("{}{name}{test}", if *positive { "" } else { "非 " })
        }
        Cond::All(l) => join(l, " 且 "),
        Cond::Any(l) => join(l, " 或 "),
        Cond::Not(c) => format!("¬{}", show(m, c)),
    }
}

pub(super) fn items(m: &Model) -> Vec<&Item> {
    m.items().map(|(_, i)| i).collect()
}

/// `seq act [guard]` of each step.
pub(super) fn steps(m: &Model) -> Vec<String> {
    let one = |i: &Item| match &i.content {
        Content::Step(s) => Some(format!(
            "{} {}{}{}",
            s.seq,
            m.terms.get(s.act).unwrap().name,
            s.alternative.iter().map(|a| format!(" {}.{}", a.group, a.number)).collect::<String>(),
            if i.guard == Cond::True { String::new() } else { format!(" [{}]", show(m, &i.guard)) }
        )),
        _ => None,
    };
    m.items().filter_map(|(_, i)| one(i)).collect()
}
