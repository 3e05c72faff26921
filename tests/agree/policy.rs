//! Random small policies as text.

use super::rng::Rng;

pub const WORDS: &str = "\
词汇 试用词汇 trial。
分类 职务 role：县长 county_head，副县长 deputy_head（常务副县长 executive_deputy，其他副县长 other_deputy），办公室主任 office_director，
    会议主持人 meeting_chair 相对，部门负责人 department_head。
分类 机关 organ：县政府 county_government，县政府办公室 county_office，部门 department（财政部门 finance，教育部门 education），乡镇 township。
分类 文种 document_kind：上行文 upward（请示 request，报告 report），通知 notice，纪要 minutes，命令 order。
分类 行为 act：签字 signature 唯一（签发 signs，签署 executes），批准类 approves_class（同意 consents），审核 examines，印发 issues，报送 submits，主持 chairs。
分类 会议 meeting：常务会议 standing_meeting，专题会议 special_meeting。
分类 事由 reason：出差 business_trip，休假 leave。
分类 代理权限 standin_power：主持工作 presides。
对象 公文 document（按 文种，责任 报送单位）：
    文种 kind：文种；报送单位 from：机关；名义 in_name_of（文种 不属 纪要）：机关；主送 addressed_to：若干 机关；抄送 copied_to：若干 机关 可无；
    会议 meeting（文种：纪要）：会议；主持人 chair（文种：纪要）：职务；部署 scope：全局 overall、局部 partial、临时 passing 可无；
    涉密 secret：是否；紧急 urgent：是否；重大 major：是否；越级 bypasses：是否；字数 length：数（字）；金额 amount：数（万元）；
    收文日期 received：日期；成文日期 drafted：日期；印发日期 issued：日期（印发）；商定时限 agreed：时限 可无。
对象 缺位 absence（责任 职务）：职务 role：职务；事由 reason：事由。
";

const ROLES: &[&str] = &["县长", "副县长", "常务副县长", "其他副县长", "办公室主任", "部门负责人"];
const LABELS: &[&str] = &["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"];

/// A policy as a list of statements; any of them can be left out.
pub fn statements(rng: &mut Rng) -> Vec<String> {
    let mut out = Vec::new();
    for limit in ["限定 公文：若 文种 属 命令：名义 为 县政府。", "限定 公文：若 重大：非 紧急。", "限定 公文：若 主送 含 部门：涉密。", "限定 公文：若 字数 ＞ 4000 字：重大。"]
    {
        if rng.chance(25) {
            out.push(limit.to_string());
        }
    }
    if rng.chance(30) {
        out.push("定义 公文 要紧：重大 或 字数 ＞ 3000 字。".into());
    }
    let defined = out.iter().any(|s| s.starts_with("定义"));
    let mut w = Writer { rng, defined };
    let procedures = 1 + w.rng.below(4);
    for n in 0..procedures {
        let s = w.procedure(n, procedures);
        out.push(s);
    }
    for _ in 0..w.rng.below(3) {
        let s = w.deadline();
        out.push(s);
    }
    for _ in 0..w.rng.below(4) {
        let s = w.norm();
        out.push(s);
    }
    for _ in 0..w.rng.below(3) {
        let s = w.standin();
        out.push(s);
    }
    out
}

/// Words, policy head, and the statements, each in its article.
pub fn text(statements: &[String]) -> String {
    let mut out = String::from("规则 样例规则 sample\n    辖区：样例县；使用：试用词汇。\n");
    for (n, s) in statements.iter().enumerate() {
        if s.starts_with("限定") || s.starts_with("定义") {
            out.push_str(&format!("{s}\n"));
        } else {
            // two statements an article, so that 其余 has something beside it
            out.push_str(&if n % 2 == 0 { format!("第{}条\n    第一款\n    {s}\n", n + 1) } else { format!("    第二款\n    {s}\n") });
        }
    }
    out
}

struct Writer<'a> {
    rng: &'a mut Rng,
    defined: bool,
}

impl Writer<'_> {
    fn any(&mut self, list: &[&str]) -> String {
        self.rng.pick(list).to_string()
    }

    fn atom(&mut self) -> String {
        if self.defined && self.rng.chance(10) {
            return "要紧".into();
        }
        self.any(&[
            "涉密",
            "紧急",
            "重大",
            "字数 ≤ 3000 字",
            "字数 ＞ 5000 字",
            "字数 ≥ 3000 字",
            "金额 ＜ 100 万元",
            "文种 属 上行文",
            "文种 属 请示、通知",
            "名义 为 县政府",
            "名义 属 部门",
            "报送单位 属 部门、乡镇",
            "报送单位 为 财政部门",
            "主送 含 部门",
            "主送 含 财政部门",
            "主送 含 县政府",
            "抄送 含 部门",
            "抄送 含 教育部门",
            "部署 为 全局",
            "部署 已定",
            "商定时限 已定",
            "会议 为 常务会议",
            "主持人 属 副县长",
        ])
    }

    fn cond(&mut self, depth: usize) -> String {
        match if depth == 0 { 0 } else { self.rng.below(6) } {
            3 => format!("（{} 且 {}）", self.cond(depth - 1), self.cond(depth - 1)),
            4 => format!("（{} 或 {}）", self.cond(depth - 1), self.cond(depth - 1)),
            5 => format!("非 {}", self.cond(depth - 1)),
            _ => self.atom(),
        }
    }

    fn pattern(&mut self) -> String {
        let parts = [
            "文种：上行文",
            "文种：请示",
            "文种：通知、命令",
            "名义：县政府",
            "名义：部门",
            "涉密",
            "非 紧急",
            "重大",
            "主送：部门",
            "主送：财政部门、县政府",
            "报送单位：部门",
            "部署：全局",
            "字数 ＞ 3000 字",
            "文种：纪要",
        ];
        let mut list: Vec<&str> = Vec::new();
        for _ in 0..self.rng.below(3) {
            let next = *self.rng.pick(&parts);
            let field = |s: &str| s.split('：').next().unwrap().to_string();
            if list.iter().all(|p| field(p) != field(next)) {
                list.push(next);
            }
        }
        if list.is_empty() { String::new() } else { format!("（{}）", list.join("，")) }
    }

    fn actors(&mut self) -> String {
        let a = self.any(ROLES);
        match self.rng.below(8) {
            0 => format!("{a} 或 {}", self.any(ROLES)),
            1 => format!("{a}（受 县长 委托）"),
            2 => format!("{a}（若 {}） 或 {}", self.atom(), self.any(ROLES)),
            3 => "会议主持人".into(),
            _ => a,
        }
    }

    fn sign(&mut self) -> String {
        let force = self.any(&["", "", "", "（一般）", "（应当）"]);
        let act = self.any(&["签发", "签发", "签署"]);
        format!("{} {act}{force}", self.actors())
    }

    fn course(&mut self) -> String {
        let first = if self.rng.chance(30) { "办公室主任 审核 → " } else { "" };
        let branch = match self.rng.below(4) {
            0 => self.sign(),
            1 => format!("若 {}：{}；否则：{}", self.cond(2), self.sign(), self.sign()),
            2 => format!("若 {}：{}；若 {}：{}；否则：{}", self.cond(1), self.sign(), self.cond(1), self.sign(), self.sign()),
            _ => format!("若 {}：{}", self.cond(2), self.sign()),
        };
        if branch.starts_with('若') && !first.is_empty() { format!("{first}【{branch}】") } else { format!("{first}{branch}") }
    }

    fn procedure(&mut self, n: usize, all: usize) -> String {
        let label = LABELS[n];
        let other = if self.rng.chance(15) { "其余 " } else { "" };
        let head = if self.rng.chance(15) { format!("，若 {}", self.atom()) } else { String::new() };
        let replace = if n + 1 < all && self.rng.chance(35) { format!("；取代 {}{}", LABELS[n + 1], self.any(&["", " 的 签发"])) } else { String::new() };
        format!("{label}：流程 {other}公文{}{head}：{}{replace}。", self.pattern(), self.course())
    }

    fn deadline(&mut self) -> String {
        let length = |w: &mut Self| {
            let anchor = w.any(&["收文日期", "成文日期"]);
            let unit = w.any(&["个工作日", "天", "周"]);
            format!("{anchor} 后 {} {unit} 内{}", 1 + w.rng.below(9), w.any(&["", "（原则上）"]))
        };
        let body = match self.rng.below(4) {
            0 => length(self),
            1 => format!("若 {}：{}；否则：{}", self.cond(1), length(self), length(self)),
            2 => format!("若 商定时限 已定：商定时限；若 {}：{}；否则：{}", self.cond(1), length(self), length(self)),
            _ => "及时".into(),
        };
        format!("期限 公文{} 的 印发日期：{body}。", self.pattern())
    }

    fn norm(&mut self) -> String {
        let p = self.pattern();
        match self.rng.below(5) {
            0 => format!("公文{p} 字数 ≤ {} 字（原则上）。", 1000 * (1 + self.rng.below(5))),
            1 => format!("公文{p} 应当 字数 ≤ {} 字，{} 除外。", 1000 * (1 + self.rng.below(5)), self.atom()),
            2 => format!("公文{p} 未经 批准 不得 越级。"),
            3 => format!("部门 对 公文{p} 不得 越级，{} 除外。", self.atom()),
            _ => format!("公文{p} 应当 重大，若 {}。", self.atom()),
        }
    }

    fn standin(&mut self) -> String {
        let reason = self.any(&["", "，事由：出差", "，事由：出差、休假"]);
        let trust = |w: &mut Self| w.any(&["", "（受 县长 委托）"]);
        let (role, first, then) = (self.any(&["县长", "副县长"]), self.any(ROLES), self.any(ROLES));
        let next = if self.rng.chance(60) { format!("；其次 {then}{}", trust(self)) } else { String::new() };
        format!("代理 缺位（职务：{role}{reason}）：{first}{}{next}；权限 主持工作。", trust(self))
    }
}
