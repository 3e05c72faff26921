//! W1, W2 and W4: records, hand-written Rust, and the same in guiju.

use guiju::calendar::{Length, Unit, date};
use guiju::decision::{Compiled, Prepared, PreparedDates, PreparedMeetings, Slot, Steps, Workdays};
use guiju::model::*;
use guiju::session::PolicySet;

/// splitmix64
pub struct Rng(pub u64);

impl Rng {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

pub fn model(words: &str, policy: &str) -> Model {
    let policy = format!("规则 基准规则 bench\n    辖区：基准县；使用：基准词汇。\n{policy}");
    let loaded = PolicySet::from_strings(&[("words.gj", words), ("bench.gj", &policy)]);
    let county = loaded.set.county("基准县", date(2024, 1, 1).unwrap()).unwrap();
    assert!(county.errors().is_empty(), "{:?}", county.errors());
    county.model.clone()
}

pub fn term(m: &Model, taxonomy: &str, name: &str) -> TermId {
    m.names.term(m.names.taxonomy(taxonomy).unwrap(), name).unwrap()
}

pub fn field(m: &Model, record: &str, name: &str) -> FieldId {
    m.field_named(m.names.record(record).unwrap(), name).unwrap()
}

/// The cell of each value of an enumeration.
pub fn codes(m: &Model, schema: &guiju::decision::Schema, slot: Slot, taxonomy: &str, names: &[&str]) -> Vec<u8> {
    names.iter().map(|n| schema.term(slot, term(m, taxonomy, n)).unwrap()).collect()
}

// ---- W1

const KINDS: [&str; 10] = ["命令", "议案", "通知", "意见", "方案", "批复", "函", "报告", "纪要", "提案"];
const ISSUERS: [&str; 3] = ["县政府", "县政府办公室", "部门"];
const ADDRESSEES: [&str; 6] = ["各部门", "各乡镇", "市政府办公室", "市政府", "县委", "县人大"];

#[derive(Clone, Copy)]
pub struct Doc {
    issuer: u8,
    kind: u8,
    major: bool,
    to: u8,
    #[allow(dead_code)]
    normative: bool,
}

pub fn docs(n: usize) -> Vec<Doc> {
    let mut r = Rng(1);
    let doc = |r: &mut Rng| Doc { issuer: [0, 0, 1, 1, 1, 2][r.below(6) as usize], kind: r.below(10) as u8, major: r.chance(30), to: r.below(6) as u8, normative: r.chance(20) };
    (0..n).map(|_| doc(&mut r)).collect()
}

/// 0 the head, 1 the deputy in charge, 3 the department's head.
#[inline]
pub fn hand_signer(d: &Doc) -> u8 {
    match (d.kind, d.issuer) {
        (0 | 1 | 9, _) | (_, 0) => 0,
        (_, 1) if d.major || d.to == 2 => 0,
        (_, 1) => 1,
        _ => 3,
    }
}

const SIGNING: &str = "\
第二十九条 签发
    甲：流程 公文（文种：命令、议案、提案）：县长 签署；取代 乙；取代 丙；取代 丁。
    乙：流程 公文（名义：县政府）：县长 签发。
    丙：流程 公文（名义：县政府办公室）：若 全局性重大事项：县长 签发；若 主送 为 市政府办公室：县长 签发；否则：分管副县长 签发（一般）。
    丁：流程 公文（名义：部门）：部门负责人 签发。
";

pub struct Signing {
    prepared: Prepared,
    slots: [usize; 4],
    kind: [u8; 16],
    issuer: [u8; 4],
    to: [u8; 8],
    major: [u8; 2],
    signer: Vec<u8>,
}

impl Signing {
    pub fn new() -> Signing {
        let words = format!(
            "词汇 基准词汇。\n分类 职务：县长，分管副县长，部门负责人。\n分类 文种：{}。\n分类 机关：{}，{}。\n分类 行为：签字 唯一（签发，签署）。\n对象 公文（按 文种）：文种：文种；名义：机关；主送：机关；全局性重大事项：是否；规范性文件：是否。\n",
            KINDS.join("，"),
            ISSUERS.join("，"),
            ADDRESSEES.join("，")
        );
        let m = model(&words, SIGNING);
        let record = m.names.record("公文").unwrap();
        let prepared = Compiled::new(&m).prepare(&QuestionKind::Who(term(&m, "行为", "签发"), None), Some(record)).unwrap();
        let slot = |name| prepared.schema.slot(field(&m, "公文", name)).unwrap();
        let slots = ["文种", "名义", "主送", "全局性重大事项"].map(slot);
        let fill = |out: &mut [u8], cells: Vec<u8>| out.iter_mut().zip(cells).for_each(|(o, c)| *o = c);
        let (mut kind, mut issuer, mut to) = ([0; 16], [0; 4], [0; 8]);
        fill(&mut kind, codes(&m, &prepared.schema, slots[0], "文种", &KINDS));
        fill(&mut issuer, codes(&m, &prepared.schema, slots[1], "机关", &ISSUERS));
        fill(&mut to, codes(&m, &prepared.schema, slots[2], "机关", &ADDRESSEES));
        let major = prepared.schema.yes_no(slots[3]).unwrap();
        let who = |n: u32| match prepared.outcome(n).map(|l| &l.kind) {
            Some(LeafKind::Actors { actors, .. }) => match actors.list[0].who {
                Who::Term(t) => ["县长", "分管副县长", "", "部门负责人"].iter().position(|r| *r == m.terms.get(t).unwrap().name.as_ref()).unwrap() as u8,
                _ => 9,
            },
            _ => 9,
        };
        let signer = (0..prepared.outcomes() as u32).map(who).collect();
        assert_eq!(prepared.schema.len(), 4);
        Signing { slots: slots.map(|s| s.0), kind, issuer, to, major, signer, prepared }
    }

    #[inline]
    pub fn answer(&self, d: &Doc) -> u8 {
        let mut cells = [0u8; 4];
        cells[self.slots[0] & 3] = self.kind[d.kind as usize & 15];
        cells[self.slots[1] & 3] = self.issuer[d.issuer as usize & 3];
        cells[self.slots[2] & 3] = self.to[d.to as usize & 7];
        cells[self.slots[3] & 3] = self.major[usize::from(d.major)];
        self.signer[self.prepared.evaluate(&cells) as usize]
    }
}

// ---- W2

/// 60 matters, each with its parent.
const TREE: [(&str, &str); 60] = [
    ("事务", ""),
    ("学习", "事务"),
    ("决策", "事务"),
    ("报送", "事务"),
    ("文稿", "事务"),
    ("请示事项", "事务"),
    ("协调", "事务"),
    ("传阅", "事务"),
    ("学习讲话", "学习"),
    ("学习批示", "学习"),
    ("学习中央", "学习"),
    ("学习省", "学习"),
    ("学习市", "学习"),
    ("学习县委", "学习"),
    ("重大", "决策"),
    ("重要", "决策"),
    ("部署", "决策"),
    ("规划", "重大"),
    ("预算", "重大"),
    ("五年规划", "规划"),
    ("年度计划", "规划"),
    ("用地规划", "规划"),
    ("重大项目", "重大"),
    ("国有资产", "重大"),
    ("改革", "重大"),
    ("预算调整", "预算"),
    ("举债", "预算"),
    ("民生", "重要"),
    ("教育", "民生"),
    ("卫生", "民生"),
    ("住房", "民生"),
    ("安全", "重要"),
    ("矿山安全", "安全"),
    ("消防安全", "安全"),
    ("环境", "重要"),
    ("投资", "重要"),
    ("年度部署", "部署"),
    ("半年部署", "部署"),
    ("专项部署", "部署"),
    ("报市政府", "报送"),
    ("报县委", "报送"),
    ("报人大", "报送"),
    ("大会议案", "报人大"),
    ("常委会议案", "报人大"),
    ("规范性稿", "文稿"),
    ("县名义稿", "文稿"),
    ("办名义稿", "文稿"),
    ("部门商定稿", "文稿"),
    ("县规范稿", "规范性稿"),
    ("办规范稿", "规范性稿"),
    ("部门请示", "请示事项"),
    ("乡镇请示", "请示事项"),
    ("街道请示", "请示事项"),
    ("部门经费", "部门请示"),
    ("部门人员", "部门请示"),
    ("专题", "协调"),
    ("争议", "专题"),
    ("防汛", "专题"),
    ("征地", "专题"),
    ("日常工作", "协调"),
];
const COMPETENT: [(&str, u8); 13] = [
    ("学习", 0),
    ("重大", 0),
    ("部署", 0),
    ("学习", 1),
    ("重大", 1),
    ("重要", 1),
    ("报送", 1),
    ("文稿", 1),
    ("请示事项", 1),
    ("传阅", 1),
    ("重要", 2),
    ("日常工作", 2),
    ("专题", 3),
];
const MEETINGS: [&str; 4] = ["全体会议", "常务会议", "办公会议", "专题会议"];

/// The meetings of a matter, by walking up the tree.
pub fn hand_meetings(matter: u8) -> u8 {
    let (mut name, mut out) = (TREE[matter as usize].0, 0);
    while !name.is_empty() {
        out |= COMPETENT.iter().filter(|(m, _)| *m == name).fold(0, |o, (_, n)| o | 1 << n);
        name = TREE.iter().find(|(m, _)| *m == name).unwrap().1;
    }
    out
}

pub struct Meetings {
    prepared: PreparedMeetings,
    terms: Vec<TermId>,
}

impl Meetings {
    pub fn new() -> Meetings {
        fn below(name: &str) -> String {
            let kids: Vec<String> = TREE.iter().filter(|(_, up)| *up == name).map(|(n, _)| below(n)).collect();
            if kids.is_empty() { name.into() } else { format!("{name}（{}）", kids.join("，")) }
        }
        let words = format!("词汇 基准词汇。\n分类 会议：{}。\n分类 行为：审议。\n分类 事项：{}。\n", MEETINGS.join("，"), below("事务"));
        let duties = |n: usize| COMPETENT.iter().filter(|(_, m)| *m == n as u8).map(|(m, _)| *m).collect::<Vec<_>>().join("、");
        let policy: String = MEETINGS.iter().enumerate().map(|(n, m)| format!("第{}条 会议\n    会议 {m}：职责：审议 {}。\n", n + 16, duties(n))).collect();
        let m = model(&words, &policy);
        let prepared = PreparedMeetings::new(&m, None);
        let order: Vec<&str> = prepared.meetings.iter().map(|t| m.terms.get(*t).unwrap().name.as_ref()).collect();
        assert_eq!(order, MEETINGS);
        Meetings { prepared, terms: TREE.iter().map(|(n, _)| term(&m, "事项", n)).collect() }
    }

    #[inline]
    pub fn answer(&self, matter: u8) -> u8 {
        self.prepared.of(self.terms[matter as usize]) as u8
    }
}

// ---- W4

/// A day (from the Common Era) and a number of working days; 0: the rule's own length.
#[derive(Clone, Copy)]
pub struct Ask {
    day: i32,
    count: u32,
}

pub fn deadlines(n: usize) -> Vec<Ask> {
    use chrono::Datelike;
    let (mut r, first) = (Rng(4), date(2004, 1, 1).unwrap().num_days_from_ce());
    (0..n).map(|_| Ask { day: first + r.below(8200) as i32, count: 1 + r.below(20) as u32 }).collect()
}

pub struct Deadline {
    prepared: PreparedDates,
    work: Workdays,
    given: u8,
    first: i32,
    rank: Vec<u16>,
    days: Vec<u16>,
}

impl Deadline {
    pub fn new() -> Deadline {
        use chrono::Datelike;
        let words = "词汇 基准词汇。\n分类 行为：回复。\n对象 征求意见：来文日期：日期；回复日期：日期（回复）；商定时限：时限 可无。\n";
        let m = model(words, "第二十七条 回复\n    期限 征求意见 的 回复日期：若 商定时限 已定：商定时限；否则：来文日期 后 3 个工作日 内。\n");
        let m = Model { calendar: PolicySet::builtin().counties()[0].model.calendar.clone(), ..m };
        let record = m.names.record("征求意见").unwrap();
        let kind = QuestionKind::When(term(&m, "行为", "回复"), vec![field(&m, "征求意见", "回复日期")]);
        let prepared = Compiled::new(&m).prepare_dates(&kind, Some(record)).unwrap();
        let slot = prepared.choice.schema.slot(field(&m, "征求意见", "商定时限")).unwrap();
        assert_eq!((slot, prepared.choice.schema.len()), (Slot(0), 1));
        let given = prepared.choice.schema.cell(slot, &Domain { none: false, values: Values::Limit { possible: true, known: None } }).unwrap();
        let (from, to) = (date(2004, 1, 1).unwrap(), date(2026, 12, 31).unwrap());
        let (mut rank, mut days) = (Vec::new(), Vec::new());
        for (n, d) in from.iter_days().take_while(|d| *d <= to).enumerate() {
            if m.calendar.day(d).working {
                days.push(n as u16);
            }
            rank.push(days.len() as u16);
        }
        Deadline { prepared, work: Workdays::new(&m.calendar, from, to), given, first: from.num_days_from_ce(), rank, days }
    }

    /// Rank and select by hand.
    #[inline]
    pub fn hand(&self, a: &Ask) -> Option<i32> {
        let at = self.rank[(a.day - self.first) as usize] as usize + a.count as usize - 1;
        Some(self.first + i32::from(self.days[at]))
    }

    #[inline]
    pub fn answer(&self, a: &Ask) -> Option<i32> {
        let length = Length { count: i64::from(a.count), unit: Unit::Workday };
        self.prepared.due(&self.work, &[self.given], &[a.day], Some(&length))
    }
}

/// Intervals of a number field, as the case counts it.
pub fn steps(m: &Model, schema: &guiju::decision::Schema, record: &str, name: &str) -> (usize, Steps) {
    let slot = schema.slot(field(m, record, name)).unwrap();
    (slot.0, schema.steps(slot).unwrap())
}
