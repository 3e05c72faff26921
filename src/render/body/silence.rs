//! When the rules do not say: which kind of silence, and the rules that came nearest.

use super::sentence::{heading, sentence};
use crate::model::{AtomId, Content, Duty, Object, QuestionKind, Rule, Silence, TermId};
use crate::render::names::Names;
use crate::render::page::{Page, Row};
use crate::render::view::View;

/// Rules listed as nearest.
const NEAREST: usize = 3;

pub fn short(v: &View, kind: Silence) -> &'static str {
    match kind {
        Silence::NoRule => v.pick("未规定", "the rules do not say"),
        Silence::NoFigure => v.pick("未规定：规则写了这件事，没有写多少天", "the rules do not say: they name the matter but give no figure"),
        Silence::OpenActor => v.pick("未规定：规则写了这一步，没有写由谁办", "the rules do not say: they name the step but not who takes it"),
        Silence::Exempt => v.pick("不受这一限额：属除外情形，也没有另写限额", "exempt from the limit, and no other is written"),
        Silence::NotInForce => v.pick("未施行", "not in force"),
    }
}

/// An answer without any rule.
pub fn nothing(v: &View, page: &mut Page) {
    page.lead(v.names().sentence(&format!("{}{}{}", v.pick("未规定", "the rules do not say"), v.pick("：规则没有写", " "), topic(v))));
    near(v, page);
}

/// A leaf that is silent: one sentence, then what came nearest.
pub fn silent(v: &View, kind: Silence, cites: &[crate::model::Cite], page: &mut Page) {
    match kind {
        Silence::NoRule => nothing(v, page),
        Silence::NotInForce => page.lead(not_in_force(v)),
        Silence::OpenActor if matches!(v.question.kind, QuestionKind::StandIn(_)) => {
            page.lead(v.stated(v.pick("未规定：规则写了有人代理，没有写是谁", "the rules do not say: they name a stand-in but not who"), cites));
        }
        _ => page.lead(v.stated(short(v, kind), cites)),
    }
}

fn not_in_force(v: &View) -> String {
    let h = &v.model.header;
    let (n, on) = (v.names(), v.question.on);
    match (h.effective.filter(|e| *e > on), h.repealed, v.zh()) {
        (Some(e), _, true) => format!("未施行：《{}》自{}起施行，{}还没有规则可依。", h.name, n.long_day(e), n.long_day(on)),
        (Some(e), _, false) => format!("Not in force: {} took effect on {e}; nothing holds on {on}.", h.english.as_deref().unwrap_or(&h.name)),
        (None, Some(r), true) => format!("未施行：《{}》已于{}废止。", h.name, n.long_day(r)),
        (None, Some(r), false) => format!("Not in force: {} was repealed on {r}.", h.english.as_deref().unwrap_or(&h.name)),
        (None, None, _) => n.sentence(short(v, Silence::NotInForce)),
    }
}

/// What was asked, as the object of "the rules do not say".
fn topic(v: &View) -> String {
    let n = v.names();
    let about = |zh: &str, en: &str| if v.zh() { zh.to_string() } else { en.to_string() };
    match &v.question.kind {
        QuestionKind::Who(act, _) => about(&format!("由谁{}", n.term(*act)), &format!("who {}", n.term(*act))),
        QuestionKind::WhoSlot(m, s) => about(&format!("谁{}{}", n.slot(*s), n.term(*m)), &format!("who {} the {}", n.slot_verb(*s), n.term(*m))),
        QuestionKind::StandIn(role) => about(&format!("由谁代理{}", n.term(*role)), &format!("who stands in for the {}", n.term(*role))),
        QuestionKind::Procedure | QuestionKind::Handle => about("这种情形的流程", "what the procedure is in this case"),
        QuestionKind::WhichMeeting(Some(verb), matters) => {
            about(&format!("由哪个会{}{}", n.term(*verb), n.terms(matters)), &format!("which meeting {} {}", n.term(*verb), n.terms(matters)))
        }
        QuestionKind::WhichMeeting(None, matters) => about(&format!("{}上哪个会", n.terms(matters)), &format!("which meeting takes {}", n.terms(matters))),
        QuestionKind::When(act, _) => about(&format!("何时{}", n.term(*act)), &format!("when it is due ({})", n.term(*act))),
        QuestionKind::Limit(field) => about(&format!("{}的限额", n.field(*field)), &format!("a limit of {}", n.field(*field))),
        QuestionKind::Duties(t) => about(&format!("{}的义务", n.term(*t)), &format!("what binds the {}", n.term(*t))),
        QuestionKind::Meeting(t) => about(&format!("{}怎么开", n.term(*t)), &format!("how the {} is held", n.term(*t))),
        QuestionKind::Article(p) => about(&v.place(*p), &v.place(*p)),
        _ => about("这件事", "anything about it"),
    }
}

pub fn near_title(v: &View) -> &'static str {
    v.pick("差得最近的规则", "The rules that came nearest")
}

/// The rules that fell short, and the fact that stopped each.
pub fn near(v: &View, page: &mut Page) {
    let rows = near_rows(v, NEAREST);
    if !rows.is_empty() {
        page.section(near_title(v));
        page.list(rows);
    }
}

/// At most so many of them; a rule without a stopping fact is kept out by a 限定.
pub fn near_rows(v: &View, most: usize) -> Vec<Row> {
    if let QuestionKind::WhichMeeting(_, matters) = &v.question.kind {
        return v.answer.near.iter().filter_map(|(rule, _)| v.model.rule(*rule)).flat_map(|r| other_verbs(v, r, matters)).take(most).collect();
    }
    let near = v.answer.near.iter().filter_map(|(rule, atom)| Some((v.model.rule(*rule)?, *atom)));
    near.take(most).map(|(rule, atom)| Row::of("·", format!("{}{}{}", v.place(rule.place), v.pick("　", "  "), heading(v, rule)), stopper(&v.names(), atom))).collect()
}

/// What a meeting does with the matter instead.
fn other_verbs(v: &View, rule: &Rule, matters: &[TermId]) -> Vec<Row> {
    let takes = |d: &Duty| d.matters.iter().any(|o| matches!(o, Object::Term(t) if matters.iter().any(|m| v.model.terms.is_a(*m, *t) || v.model.terms.is_a(*t, *m))));
    let duties = rule.items.iter().filter(|i| matches!(&i.content, Content::Duty(d) if takes(d)));
    duties.map(|i| Row::of("·", sentence(&v.names(), rule, i), v.place(i.place))).collect()
}

/// `此处不是：名义为县政府`
pub fn stopper(n: &Names, atom: Option<AtomId>) -> String {
    match atom {
        Some(a) => format!("{}{}", n.pick("此处不是：", "here it is not so that: "), n.atom(a)),
        None => n.pick("与给出的事实不能并存", "it cannot hold with the facts given").into(),
    }
}
