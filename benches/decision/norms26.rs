//! W3: 26 norms of articles 19 to 39, by hand and in guiju.

use crate::workload::{Rng, codes, field, model, steps};
use guiju::decision::{Compiled, Partly, PreparedNorms, Steps, UNKNOWN};
use guiju::model::Model;

const KINDS: [&str; 11] = ["请示", "报告", "规范性文件", "征求意见回复", "会议", "会议文件", "简报", "通知", "督查", "出行", "请假"];
const ACTORS: [&str; 8] = ["部门", "乡镇", "街道", "办公室", "县", "县长", "副县长", "内设机构"];
const INTS: [&str; 7] = ["主送数", "事项数", "提前天数", "印发工作日", "回复工作日", "本年次数", "随行数"];
const BOOLS: [&str; 17] = [
    "获批",
    "越级",
    "夹带请示",
    "送领导个人",
    "领导交办",
    "涉及多部门",
    "已征求意见",
    "已合法性审查",
    "涉及公众",
    "已风险评估",
    "加派车辆",
    "乡镇主官参加",
    "在计划内",
    "涉密",
    "电子传输",
    "全县性",
    "向乡镇发指令",
];

#[derive(Clone, Copy)]
pub struct Case {
    kind: u8,
    actor: u8,
    ints: [i32; 7],
    bools: [bool; 17],
}

/// The norms, one an article.
const NORMS: [&str; 26] = [
    "事由 未经 批准 不得 越级",
    "事由（类别：请示、报告、通知） 应当 主送数 ≤ 1 个",
    "事由（类别：请示） 应当 事项数 ≤ 1 个",
    "事由（类别：报告） 不得 夹带请示",
    "事由（承办：部门、乡镇、街道） 不得 送领导个人，领导交办 除外",
    "事由（类别：请示、规范性文件，涉及多部门） 应当 已征求意见",
    "事由（类别：规范性文件，涉及公众） 应当 已风险评估",
    "事由（类别：规范性文件） 应当 已合法性审查",
    "事由（类别：规范性文件，涉及多部门，涉及公众） 应当 获批",
    "事由（类别：征求意见回复） 应当 回复工作日 ≤ 3 个",
    "事由（类别：会议，承办：县、县长） 应当 提前天数 ≥ 1 个",
    "事由（类别：会议文件） 应当 印发工作日 ≤ 5 个",
    "事由（类别：会议，承办：部门，全县性） 应当 本年次数 ≤ 1 个",
    "事由（类别：会议，承办：部门） 不得 乡镇主官参加，获批 除外",
    "事由（类别：会议，承办：副县长，全县性） 不得 乡镇主官参加",
    "事由（类别：会议，承办：县，全县性） 应当 获批",
    "事由（类别：简报，承办：部门） 应当 本年次数 ≤ 1 个",
    "内设机构 对 事由（类别：简报） 不得 制发",
    "事由（承办：部门） 不得 向乡镇发指令，获批 除外",
    "事由（类别：简报、通知） 应当 电子传输，涉密 除外",
    "事由（类别：督查） 应当 在计划内，获批 除外",
    "事由（类别：通知、督查，承办：部门） 不得 全县性，获批 除外",
    "事由（类别：出行，承办：县长） 应当 随行数 ≤ 3 个",
    "事由（类别：出行，承办：副县长） 应当 随行数 ≤ 2 个",
    "事由（类别：出行） 不得 加派车辆",
    "事由（类别：请假） 应当 获批",
];

pub fn cases(n: usize) -> Vec<Case> {
    let mut r = Rng(3);
    let case = |r: &mut Rng| {
        let (kind, actor) = (r.below(11) as u8, [0, 0, 0, 1, 2, 3, 4, 5, 6, 7][r.below(10) as usize]);
        let ints = [1 + r.below(3), 1 + r.below(2), r.below(4), r.below(9), r.below(6), r.below(4), r.below(6)].map(|n| n as i32);
        let bools = [60, 20, 30, 25, 30, 50, 50, 60, 50, 50, 40, 40, 50, 20, 60, 50, 25].map(|p| r.chance(p));
        Case { kind, actor, ints, bools }
    };
    (0..n).map(|_| case(&mut r)).collect()
}

#[inline]
pub fn hand(c: &Case) -> u64 {
    let [to, matters, ahead, issue, reply, count, retinue] = c.ints;
    let [approved, skips, carries, personal, assigned, multi, consulted, legal, public, risk, cars, heads, planned, secret, electronic, county, order] = c.bools;
    let (k, a) = (c.kind, c.actor);
    let bits = [
        skips && !approved,
        matches!(k, 0 | 1 | 7) && to > 1,
        k == 0 && matters > 1,
        k == 1 && carries,
        a <= 2 && personal && !assigned,
        matches!(k, 0 | 2) && multi && !consulted,
        k == 2 && public && !risk,
        k == 2 && !legal,
        k == 2 && multi && public && !approved,
        k == 3 && reply > 3,
        k == 4 && matches!(a, 4 | 5) && ahead < 1,
        k == 5 && issue > 5,
        k == 4 && a == 0 && county && count > 1,
        k == 4 && a == 0 && heads && !approved,
        k == 4 && a == 6 && county && heads,
        k == 4 && a == 4 && county && !approved,
        k == 6 && a == 0 && count > 1,
        k == 6 && a == 7,
        a == 0 && order && !approved,
        matches!(k, 6 | 7) && !electronic && !secret,
        k == 8 && !planned && !approved,
        matches!(k, 7 | 8) && a == 0 && county && !approved,
        k == 9 && a == 5 && retinue > 3,
        k == 9 && a == 6 && retinue > 2,
        k == 9 && cars,
        k == 10 && !approved,
    ];
    bits.iter().enumerate().fold(0, |sum, (n, bit)| sum | u64::from(*bit) << n)
}

pub struct Norms {
    prepared: PreparedNorms,
    kind: (usize, [u8; 16]),
    actor: (usize, [u8; 8]),
    ints: Vec<(usize, Steps)>,
    bools: [(usize, [u8; 2]); 17],
    /// 制发: what the norm on 简报 of 内设机构 forbids; every record of a case was made.
    made: (usize, u8),
}

/// A case with eight facts unknown: which, by their place (kind, actor, numbers, yes/no).
pub struct Partial {
    case: Case,
    unknown: [usize; 8],
}

pub fn partial(n: usize) -> Vec<Partial> {
    let mut r = Rng(9);
    let mut out = Vec::new();
    for case in cases(n) {
        let mut all: Vec<usize> = (0..26).collect();
        let unknown = [0; 8].map(|_: usize| all.swap_remove(r.below(all.len() as u64) as usize));
        out.push(Partial { case, unknown });
    }
    out
}

fn text() -> (String, String) {
    let numbers: String = INTS.iter().map(|n| format!("{n}：数（个）；")).collect();
    let yes: Vec<String> = BOOLS.iter().map(|n| format!("{n}：是否")).collect();
    let words = format!(
        "词汇 基准词汇。\n分类 类别：{}。\n分类 机关：{}。\n分类 行为：批准类（批准）。\n对象 事由（按 类别，责任 承办）：类别：类别；承办：机关；{numbers}{}；制发：是否。\n",
        KINDS.join("，"),
        ACTORS.join("，"),
        yes.join("；")
    );
    let body: String = NORMS.iter().enumerate().map(|(n, norm)| format!("第{}条 规定\n    {}。\n", n + 1, norm.replace("未经 批准 不得 越级", "不得 越级，获批 除外"))).collect();
    (words, body)
}

impl Norms {
    pub fn new() -> Norms {
        let (words, body) = text();
        let m: Model = model(&words, &body);
        let prepared = Compiled::new(&m).prepare_norms(m.names.record("事由").unwrap()).unwrap();
        assert_eq!(prepared.cites().len(), 26);
        let slot = |name| prepared.schema.slot(field(&m, "事由", name)).unwrap();
        let (mut kind, mut actor) = ([0; 16], [0; 8]);
        kind.iter_mut().zip(codes(&m, &prepared.schema, slot("类别"), "类别", &KINDS)).for_each(|(o, c)| *o = c);
        actor.iter_mut().zip(codes(&m, &prepared.schema, slot("承办"), "机关", &ACTORS)).for_each(|(o, c)| *o = c);
        let ints = INTS.iter().map(|n| steps(&m, &prepared.schema, "事由", n)).collect();
        let bools = BOOLS.map(|n| (slot(n).0, prepared.schema.yes_no(slot(n)).unwrap()));
        let made = (slot("制发").0, prepared.schema.yes_no(slot("制发")).unwrap()[1]);
        Norms { made, kind: (slot("类别").0, kind), actor: (slot("承办").0, actor), ints, bools, prepared }
    }

    pub fn size(&self) -> (usize, usize) {
        self.prepared.size()
    }

    #[inline]
    fn cells(&self, c: &Case) -> [u8; 32] {
        let mut cells = [0u8; 32];
        cells[self.kind.0 & 31] = self.kind.1[c.kind as usize & 15];
        cells[self.actor.0 & 31] = self.actor.1[c.actor as usize & 7];
        cells[self.made.0 & 31] = self.made.1;
        for ((slot, steps), n) in self.ints.iter().zip(c.ints) {
            cells[slot & 31] = steps.cell(i64::from(n) * guiju::model::SCALE);
        }
        for ((slot, codes), yes) in self.bools.iter().zip(c.bools) {
            cells[slot & 31] = codes[usize::from(yes)];
        }
        cells
    }

    #[inline]
    pub fn answer(&self, c: &Case) -> u64 {
        self.prepared.breached(&self.cells(c))
    }

    #[inline]
    pub fn partly(&self, p: &Partial) -> Partly {
        let mut cells = self.cells(&p.case);
        for fact in p.unknown {
            cells[self.slot(fact) & 31] = UNKNOWN;
        }
        self.prepared.partly(&cells)
    }

    fn slot(&self, fact: usize) -> usize {
        match fact {
            0 => self.kind.0,
            1 => self.actor.0,
            2..9 => self.ints[fact - 2].0,
            _ => self.bools[fact - 9].0,
        }
    }

    /// Against the hand-written norms over random completions: what is always broken, and what sometimes is.
    pub fn check_partly(&self, p: &Partial) {
        let (found, mut r) = (self.partly(p), Rng(p.case.kind.into()));
        let (mut all, mut some) = (u64::MAX, 0);
        for other in cases(4096).into_iter().skip(r.below(2000) as usize).take(2000) {
            let mut c = p.case;
            for fact in p.unknown {
                match fact {
                    0 => c.kind = other.kind,
                    1 => c.actor = other.actor,
                    2..9 => c.ints[fact - 2] = other.ints[fact - 2],
                    _ => c.bools[fact - 9] = other.bools[fact - 9],
                }
            }
            let broken = hand(&c);
            all &= broken;
            some |= broken;
        }
        assert_eq!(found.breached & !all, 0, "surely broken, but not in every completion");
        assert_eq!(some & !(found.breached | found.open), 0, "broken in a completion, but neither sure nor open");
    }
}
