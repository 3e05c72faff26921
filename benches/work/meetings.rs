//! W2: which meetings decide a matter.

use super::{Rng, model, term};
use guiju::decision::PreparedMeetings;
use guiju::model::TermId;

/// 60 matters, each with its parent.
pub const TREE: [(&str, &str); 60] = [
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
pub const COMPETENT: [(&str, u8); 13] = [
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
pub const MEETINGS: [&str; 4] = ["全体会议", "常务会议", "办公会议", "专题会议"];

pub fn matters(n: usize) -> Vec<u8> {
    let mut r = Rng(2);
    (0..n).map(|_| r.below(60) as u8).collect()
}

/// A table by matter.
pub fn hand() -> Vec<u8> {
    (0..60).map(by_walking).collect()
}

/// The meetings of a matter, by walking up the tree.
fn by_walking(matter: u8) -> u8 {
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
