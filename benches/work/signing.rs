//! W1: who signs a document.

use super::{Rng, codes, field, model, term};
use guiju::decision::{Compiled, Prepared};
use guiju::model::{LeafKind, QuestionKind, Who};

pub const KINDS: [&str; 10] = ["命令", "议案", "通知", "意见", "方案", "批复", "函", "报告", "纪要", "提案"];
pub const ISSUERS: [&str; 3] = ["县政府", "县政府办公室", "部门"];
pub const ADDRESSEES: [&str; 6] = ["各部门", "各乡镇", "市政府办公室", "市政府", "县委", "县人大"];

#[derive(Clone, Copy)]
pub struct Doc {
    pub issuer: u8,
    pub kind: u8,
    pub major: bool,
    pub to: u8,
    pub normative: bool,
}

pub fn docs(n: usize) -> Vec<Doc> {
    let mut r = Rng(1);
    let doc = |r: &mut Rng| Doc { issuer: [0, 0, 1, 1, 1, 2][r.below(6) as usize], kind: r.below(10) as u8, major: r.chance(30), to: r.below(6) as u8, normative: r.chance(20) };
    (0..n).map(|_| doc(&mut r)).collect()
}

/// 0 the head, 1 the deputy in charge, 3 the department's head.
#[inline]
pub fn hand(d: &Doc) -> u8 {
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
        let kind = codes(&m, &prepared.schema, slots[0], "文种", &KINDS);
        let issuer = codes(&m, &prepared.schema, slots[1], "机关", &ISSUERS);
        let to = codes(&m, &prepared.schema, slots[2], "机关", &ADDRESSEES);
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
