//! The findings of a deep check, as text and as data.

use super::names::Names;
use super::{place, places};
use crate::analysis::deep::{At, Deep, Detail, Finding, Skipped};
use crate::base::{Lang, Sources};
use crate::model::{Cond, Fault, FieldId, Model, Place, QuestionKind, RecordId, TermId};
use serde::Serialize;

/// Most characters of a statement that are shown.
const MOST: usize = 48;

/// One finding as data.
#[derive(Serialize)]
pub struct FindingJson {
    county: String,
    code: &'static str,
    message: String,
    places: Vec<PlaceJson>,
    witnesses: Vec<String>,
    /// A constraint that would rule the case out.
    exclude: Option<String>,
    /// The reason for which the file allows it.
    allowed: Option<String>,
}

#[derive(Serialize)]
struct PlaceJson {
    place: String,
    article: Option<u32>,
    paragraph: Option<u32>,
    item: Option<u32>,
    file: Option<String>,
    line: usize,
}

/// Every finding of one policy, the allowed ones too.
pub fn deep_json(model: &Model, deep: &Deep, sources: &Sources, lang: Lang) -> Vec<FindingJson> {
    let names = Names::new(model, lang);
    let spot = |at: &At| PlaceJson {
        place: place(lang, at.place),
        article: at.place.article,
        paragraph: at.place.paragraph,
        item: at.place.item,
        file: sources.get(at.span.file).map(|f| f.name.to_string()),
        line: sources.line(at.span),
    };
    let one = |f: &Finding| FindingJson {
        county: super::jurisdiction(model, lang),
        code: f.fault.code(),
        message: names.finding(f),
        places: f.spots.iter().map(spot).collect(),
        witnesses: names.scenarios(f),
        exclude: names.exclude(f),
        allowed: f.allowed.as_ref().map(|r| r.to_string()),
    };
    deep.findings.iter().map(one).collect()
}

/// What was not looked at, a line each.
pub fn deep_skipped(model: &Model, deep: &Deep, lang: Lang) -> Vec<String> {
    let names = Names::new(model, lang);
    deep.skipped.iter().map(|s| names.skipped(s)).collect()
}

/// The findings that are not allowed, each with its places and its cases.
pub fn deep_text(model: &Model, deep: &Deep, sources: &Sources, lang: Lang) -> String {
    let names = Names::new(model, lang);
    deep.open().map(|f| block(&names, f, sources)).collect::<Vec<_>>().join("\n\n")
}

fn block(names: &Names, f: &Finding, sources: &Sources) -> String {
    let mut lines = vec![format!("{} {}{}{}", f.fault.code(), fault(f.fault, names.lang), names.pick("：", ": "), names.finding(f))];
    for at in &f.spots {
        let file = sources.get(at.span.file).map_or("", |s| s.name.as_ref());
        lines.push(format!("    {file}:{} {}  {}", sources.line(at.span), place(names.lang, at.place), line(sources, at)));
    }
    lines.extend(names.scenarios(f).iter().flat_map(|s| s.lines().map(|l| format!("    {l}")).collect::<Vec<_>>()));
    lines.extend(names.exclude(f).map(|c| format!("    {}{c}", names.pick("如果不会有这种情形，写：", "if no such case exists, write: "))));
    lines.push(format!("    {}{}", names.pick("如果本意如此，写：", "if it is meant, write: "), names.allowing(f)));
    lines.join("\n")
}

/// The line of the file in which a statement begins, cut if it is long.
fn line(sources: &Sources, at: &At) -> String {
    let text = sources.get(at.span.file).map_or("", |s| s.text.as_ref());
    let line = text.lines().nth(sources.line(at.span).saturating_sub(1)).unwrap_or("").trim();
    let cut: String = line.chars().take(MOST).collect();
    if cut.len() < line.len() { format!("{cut} …") } else { cut }
}

/// `冲突`
fn fault(fault: Fault, lang: Lang) -> &'static str {
    let (zh, en) = match fault {
        Fault::Conflict => ("冲突", "conflict"),
        Fault::DoubleBind => ("两难", "double bind"),
        Fault::Gap => ("空缺", "gap"),
        Fault::DeadRule => ("用不上的规则", "dead rule"),
        Fault::DeadException => ("用不上的除外", "dead exception"),
        Fault::Redundant => ("重复的规则", "redundant rule"),
        Fault::Hole => ("没有人办的步骤", "hole in a chain"),
        Fault::Order => ("次序不通", "broken order"),
        Fault::StandInLoop => ("互相代理", "stand-in loop"),
        Fault::Uncovered => ("没有人代理", "uncovered absence"),
        Fault::Deadline => ("守不住的期限", "impossible deadline"),
    };
    lang.pick(zh, en)
}

impl Names<'_> {
    fn say(&self, zh: String, en: String) -> String {
        if self.zh() { zh } else { en }
    }

    /// `第一条和第二条`; `第一条的两句`
    fn both(&self, finding: &Finding) -> String {
        let list: Vec<Place> = finding.spots.iter().map(|s| s.place).collect();
        match (list.first(), list.iter().all(|p| Some(p) == list.first())) {
            (Some(one), true) => self.say(format!("{}的两句", place(self.lang, *one)), format!("two statements of {}", place(self.lang, *one))),
            _ => self.together(&list.iter().map(|p| place(self.lang, *p)).collect::<Vec<_>>()),
        }
    }

    fn at(&self, finding: &Finding, n: usize) -> String {
        finding.spots.get(n).map_or_else(String::new, |s| place(self.lang, s.place))
    }

    /// What is wrong, in one sentence.
    pub fn finding(&self, f: &Finding) -> String {
        let all = || places(self.lang, &f.spots.iter().map(|s| s.place).collect::<Vec<Place>>());
        let rest = || places(self.lang, &f.spots.iter().skip(1).map(|s| s.place).collect::<Vec<Place>>());
        let (a, b) = (self.at(f, 0), self.at(f, 1));
        let t = |t: TermId| self.term(t);
        match (&f.detail, f.fault) {
            (Detail::Plain, Fault::DoubleBind) => {
                self.say(format!("{}同时适用，守住一处就违反另一处。", self.both(f)), format!("{} apply together, and keeping one breaks the other.", self.both(f)))
            }
            (Detail::Plain, Fault::Redundant) if a == b => {
                self.say(format!("{a}有两句说的一样；删去前一句，答案不变。"), format!("{a} says one thing twice: without the former statement no answer changes."))
            }
            (Detail::Plain, Fault::Redundant) => {
                self.say(format!("{a}所说的，{b}已经说了；删去{a}的这一句，答案不变。"), format!("what {a} says, {b} says too: without it no answer changes."))
            }
            (Detail::Plain, _) => self.say(format!("{}说的不一样，又分不出哪一句算数。", self.both(f)), format!("{} disagree, and neither defeats the other.", self.both(f))),
            (Detail::Unkeepable, _) => self.say(format!("{a}的要求，在它管的情形里都做不到。"), format!("no case in which {a} applies can keep it.")),
            (Detail::Complete(_), _) => self.say("写明是完备的，却有一种情形没有答案。".into(), "it is said to be complete, and a case has no answer.".into()),
            (Detail::Impossible, _) => self.say(format!("没有一种情形合于{a}这一句的条件。"), format!("no case fulfils the condition of this statement of {a}.")),
            (Detail::Defeated, _) if a == b => {
                self.say(format!("{a}这一句，凡是用得上的地方都让位于同条的另一句。"), format!("wherever this statement of {a} applies, another one of it takes its place."))
            }
            (Detail::Defeated, _) => {
                self.say(format!("{a}这一句，凡是用得上的地方都让位于{}。", rest()), format!("wherever this statement of {a} applies, {} takes its place.", rest()))
            }
            (Detail::Never(c), _) => self.say(
                format!("{a}的例外“{}”，在这一句管的情形里不会有。", self.cond(c)),
                format!("the exception \"{}\" of {a} holds in no case in which it applies.", self.cond(c)),
            ),
            (Detail::Idle(c), _) => self.say(
                format!("{a}的例外“{}”成立时，本来就不违反这一句。", self.cond(c)),
                format!("where the exception \"{}\" of {a} holds, nothing is broken anyway.", self.cond(c)),
            ),
            (Detail::Unstated(act), _) => self.say(format!("{a}写了“{}”这一步，没有写由谁办。", t(*act)), format!("{a} has a step \"{}\" and does not say by whom.", t(*act))),
            (Detail::Held { act, role, by }, _) => self.say(
                format!("{}是{}时，{a}没有写由谁“{}”。", t(*role), t(*by), t(*act)),
                format!("where the {} is the {}, {a} does not say who does \"{}\".", t(*role), t(*by), t(*act)),
            ),
            (Detail::Nobody { act, role }, _) => {
                self.say(format!("没有{}时，{a}没有写由谁“{}”。", t(*role), t(*act)), format!("where there is no {}, {a} does not say who does \"{}\".", t(*role), t(*act)))
            }
            (Detail::NoPoint { added, point }, _) => self.say(
                format!("{a}把“{}”加在“{}”旁边，可是同一情形里没有“{}”这一步。", t(*added), t(*point), t(*point)),
                format!("{a} adds \"{}\" beside \"{}\", and no case of it has that step.", t(*added), t(*point)),
            ),
            (Detail::Opposite(x, y), _) => self.say(
                format!("{}，一句先“{}”后“{}”，一句相反。", self.both(f), t(*x), t(*y)),
                format!("{}: one has \"{}\" before \"{}\", the other the reverse.", self.both(f), t(*x), t(*y)),
            ),
            (Detail::Loop(x, y), _) => self.say(
                format!("{}由{}代，{}由{}代；两人都不在，就没有人。", t(*x), t(*y), t(*y), t(*x)),
                format!("the {} and the {} stand in for each other: with both away there is nobody.", t(*x), t(*y)),
            ),
            (Detail::Absent { role, reason, and }, _) => self.absent(*role, *reason, *and),
            (Detail::Zero(field), _) => self.say(format!("{a}给“{}”的时间是 0。", self.field(*field)), format!("{a} leaves no time for \"{}\".", self.field(*field))),
            (Detail::Circle(list), _) => {
                let fields = self.join(&list.iter().map(|f: &FieldId| format!("“{}”", self.field(*f))).collect::<Vec<_>>());
                self.say(
                    format!("{}的期限合起来守不住：{fields}总有一个要早于自己。", all()),
                    format!("the limits of {} cannot all be kept: {fields} would have to come before itself.", all()),
                )
            }
        }
    }

    fn absent(&self, role: TermId, reason: Option<TermId>, and: Option<TermId>) -> String {
        let (who, why) = (self.term(role), reason.map(|r| self.term(r)));
        let zh = match (&why, and) {
            (Some(why), None) => format!("{who}“{why}”时由谁代理，没有写；别的职务写了这个事由。"),
            (Some(why), Some(and)) => format!("{who}和{}都“{why}”时，没有人代理{who}。", self.term(and)),
            (None, Some(and)) => format!("{who}和{}都不在时，没有人代理{who}。", self.term(and)),
            (None, None) => format!("{who}不在时由谁代理，没有写。"),
        };
        let en = match (&why, and) {
            (Some(why), None) => format!("nobody stands in for the {who} away for \"{why}\", a reason listed for another role."),
            (Some(why), Some(and)) => format!("with the {who} and the {} away for \"{why}\", nobody stands in for the {who}.", self.term(and)),
            (None, Some(and)) => format!("with the {who} and the {} away, nobody stands in for the {who}.", self.term(and)),
            (None, None) => format!("nobody stands in for the {who}."),
        };
        self.say(zh, en)
    }

    /// `限定 公文：非 （…）。`
    pub fn exclude(&self, f: &Finding) -> Option<String> {
        let (record, cond) = f.exclude.as_ref()?;
        Some(self.constraint(*record, cond))
    }

    fn constraint(&self, record: RecordId, cond: &Cond) -> String {
        let names = self.as_code();
        self.say(format!("限定 {}：{}。", names.record(record), names.cond_code(cond)), format!("constraint {}: {}.", names.record(record), names.cond_code(cond)))
    }

    /// `容许 D01 第二十九条、第三十条：“理由”。`
    fn allowing(&self, f: &Finding) -> String {
        let mut list: Vec<Place> = f.spots.iter().map(|s| s.place).collect();
        list.sort();
        list.dedup();
        let words: Vec<String> = list.into_iter().map(|p| place(self.lang, p)).collect();
        let code = f.fault.code();
        self.say(format!("容许 {code} {}：“理由”。", words.join("、")), format!("allow {code} {}: \"reason\".", words.join(" | ")))
    }

    fn skipped(&self, s: &Skipped) -> String {
        match s {
            Skipped::TooMany(kind, record) => {
                let what = self.choice_name(kind);
                self.say(format!("{}的“{what}”：情形太多", self.record(*record)), format!("\"{what}\" of {}: too many cases", self.record(*record)))
            }
            Skipped::Unwritable(fault, at) => {
                let (code, at) = (fault.code(), places(self.lang, &at.iter().map(|s| s.place).collect::<Vec<Place>>()));
                self.say(format!("{at}：可能有 {code}，写不出案例来核对"), format!("{at}: perhaps {code}, but no case of it can be written"))
            }
            Skipped::Meetings(n) => self.say(format!("会议的各栏、频次、人数和职责（{n} 句）"), format!("slots, frequencies, quorums and duties of meetings ({n})")),
            Skipped::Trails => self.say("经过".into(), "trails".into()),
            Skipped::Phrases(n) => self.say(format!("引号里的话（{n} 句）"), format!("quoted phrases ({n})")),
        }
    }

    fn choice_name(&self, kind: &QuestionKind) -> String {
        match kind {
            QuestionKind::Who(act, _) => format!("{} {}", self.pick("谁", "who"), self.term(*act)),
            QuestionKind::When(act, _) => format!("{} {}", self.pick("何时", "when"), self.term(*act)),
            QuestionKind::StandIn(role) => format!("{} {}", self.pick("谁 代理", "who stands_in"), self.term(*role)),
            QuestionKind::Limit(field) => format!("{} {}", self.pick("限额", "limit"), self.field(*field)),
            _ => String::new(),
        }
    }
}
