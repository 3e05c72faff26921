//! W3: 26 norms of articles 19 to 39. What differs between counties is nine numbers.

use super::{Rng, codes, field, model};
use guiju::base::Force;
use guiju::decision::{Compiled, Partly, PreparedNorms, Shared, Steps, UNKNOWN};
use guiju::model::{Finding, Model, SCALE, Verdict};

pub const KINDS: [&str; 11] = ["请示", "报告", "规范性文件", "征求意见回复", "会议", "会议文件", "简报", "通知", "督查", "出行", "请假"];
pub const ACTORS: [&str; 8] = ["部门", "乡镇", "街道", "办公室", "县", "县长", "副县长", "内设机构"];
pub const INTS: [&str; 7] = ["主送数", "事项数", "提前天数", "印发工作日", "回复工作日", "本年次数", "随行数"];
pub const BOOLS: [&str; 17] = [
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
    pub kind: u8,
    pub actor: u8,
    pub ints: [i32; 7],
    pub bools: [bool; 17],
}

/// The numbers of one county, in the order of the norms.
pub type Limits = [i32; 9];

pub const LIMITS: Limits = [1, 1, 3, 1, 5, 1, 1, 3, 2];

/// The norms, one an article; `#` stands for the next number of the county.
const NORMS: [&str; 26] = [
    "事由 不得 越级，获批 除外",
    "事由（类别：请示、报告、通知） 应当 主送数 ≤ # 个",
    "事由（类别：请示） 应当 事项数 ≤ # 个",
    "事由（类别：报告） 不得 夹带请示",
    "事由（承办：部门、乡镇、街道） 不得 送领导个人，领导交办 除外",
    "事由（类别：请示、规范性文件，涉及多部门） 应当 已征求意见",
    "事由（类别：规范性文件，涉及公众） 应当 已风险评估",
    "事由（类别：规范性文件） 应当 已合法性审查",
    "事由（类别：规范性文件，涉及多部门，涉及公众） 应当 获批",
    "事由（类别：征求意见回复） 应当 回复工作日 ≤ # 个",
    "事由（类别：会议，承办：县、县长） 应当 提前天数 ≥ # 个",
    "事由（类别：会议文件） 应当 印发工作日 ≤ # 个",
    "事由（类别：会议，承办：部门，全县性） 应当 本年次数 ≤ # 个",
    "事由（类别：会议，承办：部门） 不得 乡镇主官参加，获批 除外",
    "事由（类别：会议，承办：副县长，全县性） 不得 乡镇主官参加",
    "事由（类别：会议，承办：县，全县性） 应当 获批",
    "事由（类别：简报，承办：部门） 应当 本年次数 ≤ # 个",
    "内设机构 对 事由（类别：简报） 不得 制发",
    "事由（承办：部门） 不得 向乡镇发指令，获批 除外",
    "事由（类别：简报、通知） 应当 电子传输，涉密 除外",
    "事由（类别：督查） 应当 在计划内，获批 除外",
    "事由（类别：通知、督查，承办：部门） 不得 全县性，获批 除外",
    "事由（类别：出行，承办：县长） 应当 随行数 ≤ # 个",
    "事由（类别：出行，承办：副县长） 应当 随行数 ≤ # 个",
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

/// By the kind of record first, as one would write it.
#[inline]
pub fn hand(c: &Case, limits: &Limits) -> u64 {
    let [to, matters, ahead, issue, reply, count, retinue] = c.ints;
    let [approved, skips, carries, personal, assigned, multi, consulted, legal, public, risk, cars, heads, planned, secret, electronic, county, order] = c.bools;
    let [most_to, most_matters, most_reply, least_ahead, most_issue, most_meetings, most_bulletins, most_with_head, most_with_deputy] = *limits;
    let actor = c.actor;
    let bit = |n: u32, broken: bool| u64::from(broken) << n;
    let any = bit(0, skips && !approved) | bit(4, actor <= 2 && personal && !assigned) | bit(18, actor == 0 && order && !approved);
    let by_kind = match c.kind {
        0 => bit(1, to > most_to) | bit(2, matters > most_matters) | bit(5, multi && !consulted),
        1 => bit(1, to > most_to) | bit(3, carries),
        2 => bit(5, multi && !consulted) | bit(6, public && !risk) | bit(7, !legal) | bit(8, multi && public && !approved),
        3 => bit(9, reply > most_reply),
        4 => match actor {
            0 => bit(12, county && count > most_meetings) | bit(13, heads && !approved),
            4 => bit(10, ahead < least_ahead) | bit(15, county && !approved),
            5 => bit(10, ahead < least_ahead),
            6 => bit(14, county && heads),
            _ => 0,
        },
        5 => bit(11, issue > most_issue),
        6 => bit(16, actor == 0 && count > most_bulletins) | bit(17, actor == 7) | bit(19, !electronic && !secret),
        7 => bit(1, to > most_to) | bit(19, !electronic && !secret) | bit(21, actor == 0 && county && !approved),
        8 => bit(20, !planned && !approved) | bit(21, actor == 0 && county && !approved),
        9 => bit(22, actor == 5 && retinue > most_with_head) | bit(23, actor == 6 && retinue > most_with_deputy) | bit(24, cars),
        _ => bit(25, !approved),
    };
    any | by_kind
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

/// The vocabulary that every county uses.
pub fn words() -> String {
    let numbers: String = INTS.iter().map(|n| format!("{n}：数（个）；")).collect();
    let yes: Vec<String> = BOOLS.iter().map(|n| format!("{n}：是否")).collect();
    format!(
        "词汇 基准词汇。\n分类 类别：{}。\n分类 机关：{}。\n分类 行为：批准类（批准）。\n对象 事由（按 类别，责任 承办）：类别：类别；承办：机关；{numbers}{}；制发：是否。\n",
        KINDS.join("，"),
        ACTORS.join("，"),
        yes.join("；")
    )
}

/// The norms of one county.
pub fn articles(limits: &Limits) -> String {
    let mut next = limits.iter();
    let mut article = |(n, norm): (usize, &&str)| {
        let number = if norm.contains('#') { next.next().unwrap().to_string() } else { String::new() };
        format!("第{}条 规定\n    {}。\n", n + 1, norm.replace('#', &number))
    };
    NORMS.iter().enumerate().map(&mut article).collect()
}

/// Where a plain record puts its facts: the same in every county with these norms.
#[derive(Clone, PartialEq, Debug)]
pub struct Form {
    kind: (usize, [u8; 16]),
    actor: (usize, [u8; 8]),
    ints: [usize; 7],
    bools: [(usize, [u8; 2]); 17],
    /// 制发: what the norm on 简报 of 内设机构 forbids; every record of a case was made.
    made: (usize, u8),
}

/// One county: its tables, and its numbers; of thousands, each stands on as few lines of the cache as it can.
#[repr(align(64))]
pub struct County {
    pub prepared: PreparedNorms,
    ints: [Steps; 7],
}

impl Form {
    #[inline]
    fn cells(&self, county: &County, c: &Case) -> [u8; 32] {
        let mut cells = [0u8; 32];
        cells[self.kind.0 & 31] = self.kind.1[c.kind as usize & 15];
        cells[self.actor.0 & 31] = self.actor.1[c.actor as usize & 7];
        cells[self.made.0 & 31] = self.made.1;
        for ((slot, steps), n) in self.ints.iter().zip(&county.ints).zip(c.ints) {
            cells[slot & 31] = steps.cell(i64::from(n) * SCALE);
        }
        for ((slot, codes), yes) in self.bools.iter().zip(c.bools) {
            cells[slot & 31] = codes[usize::from(yes)];
        }
        cells
    }

    #[inline]
    pub fn answer(&self, county: &County, c: &Case) -> u64 {
        county.prepared.breached(&self.cells(county, c))
    }
}

/// The tables of a resolved county, in common with others where they are equal.
pub fn county(m: &Model, shared: &mut Shared) -> (Form, County) {
    let prepared = Compiled::new(m).prepare_norms_in(m.names.record("事由").unwrap(), shared).unwrap();
    assert_eq!(prepared.cites().len(), 26);
    let slot = |name| prepared.schema.slot(field(m, "事由", name)).unwrap();
    let yes_no = |name| (slot(name).0, prepared.schema.yes_no(slot(name)).unwrap());
    let (kind, actor, made) = (slot("类别"), slot("承办"), yes_no("制发"));
    let form = Form {
        kind: (kind.0, codes(m, &prepared.schema, kind, "类别", &KINDS)),
        ints: INTS.map(|n| slot(n).0),
        actor: (actor.0, codes(m, &prepared.schema, actor, "机关", &ACTORS)),
        bools: BOOLS.map(yes_no),
        made: (made.0, made.1[1]),
    };
    let ints = INTS.map(|n| prepared.schema.steps(slot(n)).unwrap());
    (form, County { prepared, ints })
}

/// One county alone.
pub struct Norms {
    form: Form,
    county: County,
}

impl Norms {
    pub fn new() -> Norms {
        let (form, county) = county(&model(&words(), &articles(&LIMITS)), &mut Shared::default());
        Norms { form, county }
    }

    #[inline]
    pub fn answer(&self, c: &Case) -> u64 {
        self.form.answer(&self.county, c)
    }

    #[inline]
    fn unknown(&self, p: &Partial) -> [u8; 32] {
        let mut cells = self.form.cells(&self.county, &p.case);
        for fact in p.unknown {
            cells[self.slot(fact) & 31] = UNKNOWN;
        }
        cells
    }

    #[inline]
    pub fn partly(&self, p: &Partial) -> Partly {
        self.county.prepared.partly(&self.unknown(p))
    }

    pub fn explain(&self, c: &Case) -> Vec<Finding> {
        self.county.prepared.explain(&self.form.cells(&self.county, c))
    }

    pub fn explain_partly(&self, p: &Partial) -> Vec<Finding> {
        self.county.prepared.explain(&self.unknown(p))
    }

    fn slot(&self, fact: usize) -> usize {
        match fact {
            0 => self.form.kind.0,
            1 => self.form.actor.0,
            2..9 => self.form.ints[fact - 2],
            _ => self.form.bools[fact - 9].0,
        }
    }

    /// The findings that are breaches stand in the articles that the hand-written norms find broken.
    pub fn check_explained(&self, c: &Case) {
        let found = self.explain(c);
        let broken = found.iter().filter(|f| f.verdict == Verdict::Breached).map(|f| 1u64 << (f.cite.place.article.unwrap() - 1));
        assert_eq!(broken.sum::<u64>(), hand(c, &LIMITS));
        assert!(found.iter().all(|f| matches!(f.verdict, Verdict::Breached | Verdict::Met) && f.force != Force::May));
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
            let broken = hand(&c, &LIMITS);
            all &= broken;
            some |= broken;
        }
        assert_eq!(found.breached & !all, 0, "surely broken, but not in every completion");
        assert_eq!(some & !(found.breached | found.open), 0, "broken in a completion, but neither sure nor open");
        assert_eq!(some & found.met, 0, "broken in a completion, but surely met");
    }
}
