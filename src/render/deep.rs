//! The findings of a deep check, as text and as data.

use super::names::Names;
use super::table::width;
use super::{place, places};
use crate::analysis::deep::{At, Deep, Detail, Finding, Skipped};
use crate::base::{Lang, Sources};
use crate::model::{Cond, Fault, Field, FieldId, Model, Place, QuestionKind, RecordId, TermId};
use serde::Serialize;

/// The width of a line.
const COLUMNS: usize = 80;
/// Most findings of one code and the same places that are shown in full.
const SHOWN: usize = 3;
/// Most lines of a statement that are shown.
const LINES: usize = 3;

/// One finding as data.
#[derive(Serialize)]
pub struct FindingJson {
    county: String,
    code: &'static str,
    message: String,
    places: Vec<PlaceJson>,
    witnesses: Vec<String>,
    /// Scenarios of the file that have such a case; null where that is not asked.
    scenarios: Option<Vec<String>>,
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
        scenarios: f.meet.as_ref().map(|m| m.scenarios.iter().map(|t| t.to_string()).collect()),
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

/// The findings that are not allowed, each with its places and its cases; of many of one code and the same places, the first ones.
pub fn deep_text(model: &Model, deep: &Deep, sources: &Sources, lang: Lang) -> String {
    let names = Names::new(model, lang);
    let like = |a: &Finding, b: &Finding| a.fault == b.fault && places_of(a) == places_of(b);
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for f in deep.open() {
        match groups.iter_mut().find(|list| list.first().is_some_and(|g| like(g, f))) {
            Some(list) => list.push(f),
            None => groups.push(vec![f]),
        }
    }
    let of = |list: Vec<&Finding>| {
        // one more costs no more than to say that there is one more
        let most = if list.len() == SHOWN + 1 { list.len() } else { SHOWN };
        let shown = list.iter().take(most).map(|f| block(&names, f, sources)).collect::<Vec<_>>();
        let more = list.split_at_checked(most).filter(|(_, rest)| !rest.is_empty()).map(|(_, rest)| names.more(rest, sources));
        shown.into_iter().chain(more).collect::<Vec<_>>()
    };
    groups.into_iter().flat_map(of).collect::<Vec<_>>().join("\n\n")
}

/// The places of a finding, each once.
fn places_of(f: &Finding) -> Vec<Place> {
    let mut list: Vec<Place> = f.spots.iter().map(|s| s.place).collect();
    list.sort();
    list.dedup();
    list
}

fn block(names: &Names, f: &Finding, sources: &Sources) -> String {
    let head = format!("{} {}{}{}", f.fault.code(), fault(f.fault, names.lang), names.pick("：", ": "), names.finding(f));
    let mut lines = vec![textwrap::fill(&head, textwrap::Options::new(COLUMNS).subsequent_indent("    "))];
    for at in &f.spots {
        let file = sources.get(at.span.file).map_or("", |s| s.name.as_ref());
        let at = place_line(&format!("{file}:{} {}", sources.line(at.span), place(names.lang, at.place)), statement(sources, at));
        // two parts of one statement
        if !lines.contains(&at) {
            lines.push(at);
        }
    }
    lines.extend(names.scenarios(f).iter().flat_map(|s| s.lines().map(|l| format!("    {l}")).collect::<Vec<_>>()));
    lines.extend(names.met(f).map(|(note, code)| offer(&note, &code)));
    lines.push(offer(names.pick("如果本意如此，写：", "if it is meant, write: "), &names.allowing(f)));
    lines.join("\n")
}

/// A note, and what to paste behind it, or below it where the line is full.
fn offer(note: &str, code: &str) -> String {
    match width(note) + width(code) + 4 > COLUMNS {
        true => format!("    {}\n        {code}", note.trim_end()),
        false => format!("    {note}{code}"),
    }
}

/// A place and its statement: behind it, or below it where the line is full.
fn place_line(start: &str, text: &str) -> String {
    if width(start) + width(text) + 6 <= COLUMNS {
        return format!("    {start}  {text}");
    }
    let indent = " ".repeat(8);
    let filled = textwrap::wrap(text, textwrap::Options::new(COLUMNS - 2).initial_indent(&indent).subsequent_indent(&indent));
    let more = if filled.len() > LINES { " …" } else { "" };
    let lines: Vec<&str> = filled.iter().take(LINES).map(|l| l.as_ref()).collect();
    format!("    {start}\n{}{more}", lines.join("\n"))
}

/// The line of the file in which a statement begins.
fn statement<'s>(sources: &'s Sources, at: &At) -> &'s str {
    let text = sources.get(at.span.file).map_or("", |s| s.text.as_ref());
    text.lines().nth(sources.line(at.span).saturating_sub(1)).unwrap_or("").trim()
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
            (Detail::StandIns(role), _) => self.say(
                format!("{}写的代理{}的人不一样，又分不出哪一句算数。", self.both(f), t(*role)),
                format!("{} have different people stand in for the {}, and neither defeats the other.", self.both(f), t(*role)),
            ),
            (Detail::Chairs(m), _) => self.say(
                format!("{}写的主持{}的人不一样，又分不出哪一句算数。", self.both(f), t(*m)),
                format!("{} have different people chair the {}, and neither defeats the other.", self.both(f), t(*m)),
            ),
            (Detail::Often { least }, _) => self.say(
                format!("{}守不住：一处要一年 {least} 次，一处不许这么多。", self.both(f)),
                format!("{} cannot both be kept: one asks for {least} times a year, the other allows fewer.", self.both(f)),
            ),
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
            (Detail::NoStandIn(role), _) => self.say(format!("{a}没有写由谁代理{}。", t(*role)), format!("{a} does not say who stands in for the {}.", t(*role))),
            (Detail::Seat(meeting, slot), _) => self.say(
                format!("{a}写了{}的“{}”，没有写是谁。", t(*meeting), self.slot(*slot)),
                format!("{a} has \"{}\" of the {}, and does not say who.", self.slot(*slot), t(*meeting)),
            ),
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
            (Detail::Unless { role, cond }, _) => self.say(
                format!("{a}只写了{}时由谁代理{}；不是这样，没有人代理。", self.cond(cond), t(*role)),
                format!("{a} says who stands in for the {} only where {}; elsewhere nobody does.", t(*role), self.cond(cond)),
            ),
            (Detail::Absent { role, reason, and }, _) => self.absent(*role, *reason, *and),
            (Detail::Zero(field), _) => self.say(format!("{a}给“{}”的时间是 0。", self.field(*field)), format!("{a} leaves no time for \"{}\".", self.field(*field))),
            (Detail::Late(x, y), _) => self.say(
                format!("{}里，“{}”在先，“{}”在后，却是后一步先到期：前一步用足期限，后一步就逾期了。", all(), t(*x), t(*y)),
                format!("by {}, \"{}\" comes before \"{}\" and is due after it: with the former's time used up, the latter is overdue.", all(), t(*x), t(*y)),
            ),
            (Detail::Circle(list), _) => {
                let fields = self.join(&list.iter().map(|f: &FieldId| self.say(format!("“{}”", self.field(*f)), format!("\"{}\"", self.field(*f)))).collect::<Vec<_>>());
                self.say(
                    format!("{}的期限合起来守不住：{fields}总有一个要早于自己。", all()),
                    format!("the limits of {} cannot all be kept: each of {fields} would have to come before itself.", all()),
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
        let (record, cond) = f.meet.as_ref()?.exclude()?;
        Some(self.constraint(record, cond))
    }

    /// Whether a scenario has such a case; if not, the 限定 that would rule it out.
    fn met(&self, f: &Finding) -> Option<(String, String)> {
        let meet = f.meet.as_ref()?;
        let titles: Vec<String> = meet.scenarios.iter().map(|t| self.say(format!("“{t}”"), format!("\"{t}\""))).collect();
        Some(match (titles.is_empty(), self.exclude(f)) {
            (false, _) => (self.say(format!("有这种情形的案例：{}。", titles.join("、")), format!("scenarios with such a case: {}.", titles.join(", "))), String::new()),
            (true, Some(code)) => (self.pick("没有案例有这种情形；如果真不会有，写：", "no scenario has such a case; if there is none, write: ").into(), code),
            (true, None) => (self.pick("没有案例有这种情形。", "no scenario has such a case.").into(), String::new()),
        })
    }

    /// Every part of the condition, but where a field exists at all if another part reads the field.
    fn constraint(&self, record: RecordId, denied: &Cond) -> String {
        let names = self.as_code();
        let parts = if let Cond::All(list) = denied { list.as_slice() } else { std::slice::from_ref(denied) };
        let reads = |f: &Field, of: &Cond| self.model.reads(of).iter().filter_map(|a| self.model.atom(*a)).any(|a| self.model.field(a.field) == Some(f));
        let follows = |part: &Cond| self.model.fields.iter().filter(|f| f.only.as_ref() == Some(part)).any(|f| parts.iter().any(|p| p != part && reads(f, p)));
        let mut words: Vec<String> = Vec::new();
        for part in parts.iter().filter(|p| !follows(p)) {
            let word = match part {
                Cond::All(_) | Cond::Any(_) => names.bracketed(&names.cond_code(part)),
                _ => names.cond_code(part),
            };
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let (record, cond) = (names.record(record), words.join(self.pick(" 且 ", " and ")));
        self.say(format!("限定 {record}：非（{cond}）。"), format!("constraint {record}: not ({cond})."))
    }

    /// `容许 D01 第二十九条、第三十条：“理由”。`
    fn allowing(&self, f: &Finding) -> String {
        let words: Vec<String> = places_of(f).into_iter().map(|p| place(self.lang, p)).collect();
        let code = f.fault.code();
        self.say(format!("容许 {code} {}：“理由”。", words.join("、")), format!("allow {code} {}: \"reason\".", words.join(" | ")))
    }

    /// `D01 第一条还有 6 处：第 5、7 行；…`
    fn more(&self, rest: &[&Finding], sources: &Sources) -> String {
        let lines = |f: &Finding| {
            let mut list: Vec<String> = f.spots.iter().map(|s| sources.line(s.span).to_string()).collect();
            list.dedup();
            list.join(self.pick("、", ", "))
        };
        let at = rest.iter().map(|f| lines(f)).collect::<Vec<_>>().join(self.pick("；", "; "));
        let Some(first) = rest.first() else { return String::new() };
        let (code, place, n) = (first.fault.code(), places(self.lang, &places_of(first)), rest.len());
        let text = self.say(format!("{code} {place}这样的还有 {n} 处，在这些行：{at}。"), format!("{code} {place}: {n} more of this kind, in these lines: {at}."));
        textwrap::fill(&text, textwrap::Options::new(COLUMNS).subsequent_indent("    "))
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
            Skipped::Meetings(n) => self.say(format!("会议的职责，主持以外由谁（{n} 句）"), format!("duties of meetings, and who is in slots other than the chair ({n})")),
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
