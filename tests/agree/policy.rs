//! Random small policies as text.

use super::rng::Rng;

pub const WORDS: &str = include_str!("words.gj");

const ROLES: &[&str] = &["县长", "副县长", "常务副县长", "其他副县长", "办公室主任", "部门负责人"];
const LABELS: &[&str] = &["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"];
const LIMITS: &[&str] = &[
    "若 文种 属 命令：名义 为 县政府",
    "若 重大：非 紧急",
    "若 主送 含 部门：涉密",
    "若 字数 ＞ 4000 字：重大",
    "若 部署 为 全局：重大 或 紧急",
    "若 抄送 含 财政部门：金额 ≥ 100 万元",
    "若 涉密：文种 属 上行文、命令",
    "主送 含 县政府 或 非 越级",
    "若 份数 ＞ 50 份：非 涉密",
];
const ATOMS: &[&str] = &[
    "涉密",
    "紧急",
    "重大",
    "县长同意",
    "必要",
    "“有需要”",
    "字数 ≤ 3000 字",
    "字数 ＞ 5000 字",
    "字数 ≥ 3000 字",
    "字数 = 3000 字",
    "金额 ＜ 100 万元",
    "金额 ≥ 500 万元",
    "份数 ＞ 50 份",
    "份数 已定",
    "附件数 ≤ 页数",
    "标题 为 “通报”",
    "标题 为 “意见”、“办法”",
    "收文日期 ≤ 2023-09-28",
    "成文日期 ＞ 2023-09-30",
    "文种 属 上行文",
    "文种 属 请示、通知",
    "文种 为 报告",
    "文种 不属 上行文",
    "名义 为 县政府",
    "名义 属 部门",
    "报送单位 属 部门、乡镇",
    "报送单位 为 财政部门",
    "主送 含 部门",
    "主送 含 财政部门",
    "主送 含 县政府",
    "抄送 含 部门",
    "抄送 含 教育部门",
    "抄送 已定",
    "部署 为 全局",
    "部署 为 局部、临时",
    "部署 已定",
    "商定时限 已定",
    "会签时限 已定",
    "会议 为 常务会议",
    "主持人 属 副县长",
    "会议委托人 已定",
    "会议委托人 属 副县长",
];
const PATTERNS: &[&str] = &[
    "文种：上行文",
    "文种：请示",
    "文种：通知、命令",
    "文种：报告",
    "名义：县政府",
    "名义：部门",
    "涉密",
    "非 紧急",
    "重大",
    "主送：部门",
    "主送：财政部门、县政府",
    "抄送：教育部门",
    "报送单位：部门",
    "部署：全局",
    "字数 ＞ 3000 字",
    "金额 ≥ 100 万元",
    "文种：纪要",
    "会议：常务会议",
    "成文日期 ＞ 2023-09-30",
    "份数：无",
];

/// A policy as a list of statements; any of them can be left out.
pub fn statements(rng: &mut Rng) -> Vec<String> {
    let mut out = Vec::new();
    for limit in LIMITS {
        if rng.chance(12) {
            out.push(format!("限定 公文：{limit}。"));
        }
    }
    let mut w = Writer { rng, defined: false, absence: String::new() };
    if w.rng.chance(30) {
        out.push("定义 公文 要紧：重大 或 字数 ＞ 3000 字。".into());
        w.defined = true;
    }
    if w.rng.chance(30) {
        out.push(format!("定义 会议主持人 于 公文：会议 的 主持{}。", w.any(&["", "（县长、副县长）"])));
        out.push("会议 常务会议：主持：县长。".into());
        out.push(format!("会议 专题会议：主持：{}。", w.any(&["办公室主任", "县长 或 副县长", "常务副县长（受 县长 委托）"])));
    }
    for _ in 0..w.rng.below(3) {
        out.push(w.meeting());
    }
    let procedures = 1 + w.rng.below(4);
    for n in 0..procedures {
        out.push(w.procedure(n, procedures));
    }
    for kind in [Writer::deadline, Writer::norm, Writer::standin, Writer::limit] {
        for _ in 0..w.rng.below(4) {
            out.push(kind(&mut w));
        }
    }
    out
}

/// The head of a policy, and the statements, each in its place.
pub fn text(statements: &[String]) -> String {
    let mut out = String::from("规则 样例规则 sample\n    辖区：样例县；使用：试用词汇。\n");
    let (placed, head): (Vec<&String>, Vec<&String>) = statements.iter().partition(|s| !s.starts_with("限定") && !s.starts_with("定义"));
    head.iter().for_each(|s| out.push_str(&format!("{s}\n")));
    // two statements an article, so that 其余 has something beside it
    for (n, pair) in placed.chunks(2).enumerate() {
        out.push_str(&format!("第{}条\n", n + 1));
        for (s, paragraph) in pair.iter().zip(["第一款", "第二款"]) {
            out.push_str(&format!("    {paragraph}\n    {s}\n"));
        }
    }
    out
}

struct Writer<'a> {
    rng: &'a mut Rng,
    defined: bool,
    /// The absence that the last stand-in statement is about.
    absence: String,
}

impl Writer<'_> {
    fn any(&mut self, list: &[&str]) -> String {
        self.rng.pick(list).to_string()
    }

    fn atom(&mut self) -> String {
        if self.defined && self.rng.chance(10) { "要紧".into() } else { self.any(ATOMS) }
    }

    fn cond(&mut self, depth: usize) -> String {
        match if depth == 0 { 0 } else { self.rng.below(6) } {
            3 => format!("（{} 且 {}）", self.cond(depth - 1), self.cond(depth - 1)),
            4 => format!("（{} 或 {}）", self.cond(depth - 1), self.cond(depth - 1)),
            5 => {
                let inner = self.cond(depth - 1);
                if inner.starts_with('（') || !inner.contains(' ') { format!("非 {inner}") } else { format!("非 （{inner}）") }
            }
            _ => self.atom(),
        }
    }

    fn pattern(&mut self) -> String {
        let mut list: Vec<&str> = Vec::new();
        for _ in 0..self.rng.below(3) {
            let next = *self.rng.pick(PATTERNS);
            let field = |s: &str| s.split(['：', ' ']).find(|w| *w != "非").unwrap().to_string();
            // 纪要 has no 名义, the others have no 会议
            let kind = |s: &str| s.starts_with("会议") || s.contains("纪要");
            let apart = |p: &str| field(p) == field(next) || kind(next) || (kind(p) && field(next) == "名义");
            if list.iter().all(|p| !apart(p)) {
                list.push(next);
            }
        }
        if list.is_empty() { String::new() } else { format!("（{}）", list.join("，")) }
    }

    fn actor(&mut self) -> String {
        let a = self.any(ROLES);
        match self.rng.below(12) {
            0 => format!("{a}（受 县长 委托）"),
            1 => format!("{a}（若 {}）", self.atom()),
            2 => "会议主持人".into(),
            3 => "会议主持人（县长、副县长）".into(),
            4 => "会议委托人".into(),
            5 => "未明确".into(),
            _ => a,
        }
    }

    fn actors(&mut self) -> String {
        let a = self.actor();
        match self.rng.below(6) {
            0 => format!("{a} 或 {}", self.actor()),
            1 => format!("{a} 和 {}", self.any(ROLES)),
            _ => a,
        }
    }

    fn sign(&mut self) -> String {
        let force = self.any(&["", "", "", "（一般）", "（应当）", "（原则上）", "（可以）", "（必须）"]);
        let act = self.any(&["签发", "签发", "签署"]);
        let timing = if force.is_empty() && self.rng.chance(12) { format!("（{}）", self.span()) } else { force };
        format!("{} {act}{timing}", self.actors())
    }

    fn number(&mut self) -> String {
        let (a, b) = self.rng.pick(&[("字数 ≤ 3000 字", "字数 ≤ 5000 字"), ("金额 ＜ 100 万元", "金额 ＜ 500 万元"), ("份数 ≤ 10 份", "份数 ≤ 50 份")]).to_owned();
        format!("若 {a}：{}；若 {b}：{}；否则：{}", self.sign(), self.sign(), self.sign())
    }

    fn course(&mut self) -> String {
        let first = match self.rng.below(12) {
            0..6 => String::new(),
            6 | 7 => "县长 同意 → ".into(),
            8 | 9 => "办公室主任 审核 → ".into(),
            _ => format!("办公室主任 审核（{}） → ", self.span()),
        };
        let branch = match self.rng.below(7) {
            0 => self.sign(),
            1 => format!("若 {}：{}；否则：{}", self.cond(2), self.sign(), self.sign()),
            2 => format!("若 {}：{}；若 {}：{}；否则：{}", self.cond(1), self.sign(), self.cond(1), self.sign(), self.sign()),
            3 => self.number(),
            4 => {
                let (a, b) = (self.any(ROLES), self.any(ROLES));
                return format!("{a} 审核 → {} 签发；或 县长 同意 → {b} 签发", self.any(ROLES));
            }
            5 => format!("{}（若 {}）", self.any(ROLES) + " 签发", self.cond(1)),
            _ => format!("若 {}：{}", self.cond(2), self.sign()),
        };
        if branch.starts_with('若') && !first.is_empty() { format!("{first}【{branch}】") } else { format!("{first}{branch}") }
    }

    fn procedure(&mut self, n: usize, all: usize) -> String {
        let label = LABELS[n];
        let other = if self.rng.chance(15) { "其余 " } else { "" };
        let head = if self.rng.chance(15) { format!("，若 {}", self.atom()) } else { String::new() };
        let (next, of) = (n + 1 + self.rng.below(2), self.any(&["", " 的 签发"]));
        let replace = if next < all && self.rng.chance(35) { format!("；取代 {}{of}", LABELS[next]) } else { String::new() };
        let add = if self.rng.chance(8) { "；加 县长 审定 在 签发 前" } else { "" };
        format!("{label}：流程 {other}公文{}{head}：{}{add}{replace}。", self.pattern(), self.course())
    }

    fn span(&mut self) -> String {
        let anchor = self.any(&["收文日期", "成文日期"]);
        let (unit, n) = (self.any(&["个工作日", "天", "周", "个月"]), 1 + self.rng.below(9));
        if self.rng.chance(20) { format!("{anchor} 前 {n} {unit}") } else { format!("{anchor} 后 {n} {unit} 内") }
    }

    fn length(&mut self) -> String {
        format!("{}{}", self.span(), self.any(&["", "", "（原则上）", "（一般）"]))
    }

    fn deadline(&mut self) -> String {
        let body = match self.rng.below(7) {
            0 => self.length(),
            1 => format!("若 {}：{}；否则：{}", self.cond(1), self.length(), self.length()),
            2 => format!("若 商定时限 已定：商定时限；若 {}：{}；否则：{}", self.cond(1), self.length(), self.length()),
            3 => format!("若 商定时限 已定：商定时限；若 会签时限 已定：会签时限；否则：{}", self.length()),
            4 => format!("若 {}：{}；若 {}：{}", self.cond(1), self.length(), self.cond(2), self.length()),
            5 => self.any(&["及时", "第一时间"]),
            _ => format!("若 字数 ≤ 3000 字：{}；若 字数 ≤ 5000 字：{}；否则：{}", self.length(), self.length(), self.length()),
        };
        let head = if self.rng.chance(15) { format!("，若 {}", self.atom()) } else { String::new() };
        format!("期限 公文{} 的 印发日期{head}：{body}。", self.pattern())
    }

    /// What stands before 、 ends in no list of its own.
    fn excepts(&mut self) -> String {
        let first = self.any(&["涉密", "重大", "份数 已定", "（部署 为 全局 且 紧急）", "“有需要”"]);
        if self.rng.chance(30) { format!("{first}、{}", self.atom()) } else { self.cond(1) }
    }

    fn limit(&mut self) -> String {
        let p = self.pattern();
        let n = 1000 * (1 + self.rng.below(5));
        let bound = match self.rng.below(6) {
            0 => format!("≥ {n} 字"),
            1 => format!("＜ {n} 字"),
            2 => format!("= {n} 字"),
            _ => format!("≤ {n} 字"),
        };
        let force = self.any(&["", "（原则上）", "（一般）"]);
        let except = match self.rng.below(5) {
            0 | 1 => format!("，{} 除外", self.excepts()),
            2 => format!("，若 {}", self.atom()),
            _ => String::new(),
        };
        format!("公文{p} 应当 字数 {bound}{force}{except}。")
    }

    fn norm(&mut self) -> String {
        let p = self.pattern();
        match self.rng.below(11) {
            8 => format!("公文{p} 应当 印发日期 {} 收文日期。", self.any(&["≥", "＞", "≤", "＜", "="])),
            9 => format!("公文{p} 不得 成文日期 {} 收文日期（一般）。", self.any(&["≥", "＞", "≤", "＜"])),
            0 => format!("公文{p} 未经 批准 不得 越级。"),
            1 => format!("部门 对 公文{p} 不得 越级（一般），{} 除外。", self.excepts()),
            2 => format!("部门、乡镇 对 公文{p} 未经 县政府 授权 不得 越级、紧急。"),
            3 => format!("公文{p} 应当 重大，若 {}。", self.atom()),
            4 => format!("公文{p} 不得 涉密，{} 除外。", self.excepts()),
            5 => format!("公文{p} 可以 紧急。"),
            6 => format!("公文{p} 应当 金额 ≥ 100 万元，{} 除外。", self.excepts()),
            7 => format!("公文{p} 应当 附件数 ≤ 页数。"),
            _ => format!("公文{p} 要 份数 ≤ 50 份（原则上），若 {}。", self.cond(1)),
        }
    }

    fn meeting(&mut self) -> String {
        let chair = self.any(&["县长", "副县长", "常务副县长 或 县长", "未明确", "副县长（若 大会）", "其他副县长（受 县长 委托）"]);
        let often =
            self.any(&["", "；频次：每月 1 次", "；频次：每年 不超过 6 次", "；频次：每周 至少 1 次（一般）", "；频次：每年 1至2 次", "；频次：每两个月 1 次，每年 不超过 4 次"]);
        let quorum = self.any(&["", "；法定人数：过半数", "；法定人数：三分之二 以上（若 大会）", "；法定人数：五分之六 以上"]);
        format!("会议 全体会议：主持：{chair}{often}{quorum}。")
    }

    fn standin(&mut self) -> String {
        // often the absence of the statement before, so that two name somebody for it
        if self.absence.is_empty() || self.rng.chance(50) {
            let reason = self.any(&["", "，事由：出差", "，事由：出差、休假", "，事由：学习"]);
            let role = self.any(&["县长", "副县长", "常务副县长"]);
            self.absence = format!("职务：{role}{reason}");
        }
        let mut out = format!("代理 缺位（{}）：", self.absence);
        out.push_str(&self.deputies());
        for _ in 0..self.rng.below(3) {
            out.push_str(&format!("；其次 {}", self.deputies()));
        }
        let power = self.any(&["", "；权限 主持工作", "；权限 主持工作", "；权限 代行县长职务"]);
        format!("{out}{power}。")
    }

    fn deputies(&mut self) -> String {
        let trust = self.any(&["", "", "（受 县长 委托）", "（受 县长 委托）", "（一般）", "（若 在岗）", "（若 “有需要”，受 县长 委托）"]);
        let one = format!("{}{trust}", self.any(ROLES));
        if self.rng.chance(25) { format!("{one} 或 {}", self.any(ROLES)) } else { one }
    }
}
