//! What only some questions have: the steps of a chain, the norms of a check, the verdict of 可否, pages.

use super::CiteJson;
use super::answer::{AnswerJson, DueJson};
use super::outcome::{Outcome, elsewhere, main, word};
use crate::base::ForceClass;
use crate::model::{ArticlePage, Body, Check, Cite, Collection, Cond, Content, Line, LineKind, May, MeetingPage, QuestionKind, Scope, Section, Verdict};
use crate::render::View;
use crate::render::body::{inner, section_title, sentence};
use serde::Serialize;

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum BodyJson {
    Chain {
        steps: Vec<StepJson>,
    },
    Check {
        norms: Vec<NormJson>,
        open: Vec<String>,
    },
    May {
        verdict: Verdict,
        norms: Vec<NormJson>,
        #[serde(skip_serializing_if = "Option::is_none")]
        others: Option<Box<AnswerJson>>,
    },
    Meeting {
        meeting: MeetingJson,
    },
    Article {
        article: ArticleJson,
    },
    Scope {
        applies: ScopeJson,
    },
    Handle {
        sections: Vec<SectionJson>,
    },
}

#[derive(Debug, Serialize)]
pub struct StepJson {
    pub id: usize,
    #[serde(flatten)]
    pub step: AnswerJson,
    pub when: Vec<String>,
    /// Steps that come right before; several of one number run in parallel.
    pub after: Vec<usize>,
    /// Of several alternative courses, the group and which of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternative: Vec<(u32, u32)>,
    pub force: ForceClass,
    pub force_word: &'static str,
    pub cites: Vec<CiteJson>,
    /// Who performs it, where that depends on facts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
}

/// One part of 办理.
#[derive(Debug, Serialize)]
pub struct SectionJson {
    pub section: Section,
    pub title: &'static str,
    pub steps: Vec<StepJson>,
    pub elsewhere: Vec<Outcome>,
}

#[derive(Debug, Serialize)]
pub struct NormJson {
    pub verdict: Verdict,
    pub text: String,
    pub when: Vec<String>,
    pub force: ForceClass,
    pub force_word: &'static str,
    pub cites: Vec<CiteJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<DueJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Who has the act, where it is given to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<AnswerJson>,
    /// Only if the asker holds this relative role in the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_role: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct MeetingJson {
    pub name: String,
    pub entries: Vec<EntryJson>,
    pub quorum: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct EntryJson {
    /// `组成`, `频次`, `职责`, …
    pub slot: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actors: Option<AnswerJson>,
    pub when: Vec<String>,
    pub force: ForceClass,
    pub force_word: &'static str,
    pub cites: Vec<CiteJson>,
}

#[derive(Debug, Serialize)]
pub struct ArticleJson {
    #[serde(flatten)]
    pub place: CiteJson,
    pub title: String,
    pub declares: bool,
    pub statements: Vec<String>,
    pub consequences: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct ScopeJson {
    pub policy: String,
    pub effective: Option<String>,
    pub repealed: Option<String>,
    pub number: Option<String>,
    pub whom: Option<String>,
    pub on: Option<String>,
    pub holds: Option<bool>,
    pub cites: Vec<CiteJson>,
}

pub fn body(v: &View) -> Option<BodyJson> {
    match &v.answer.body {
        Body::Collection(c) if matches!(v.question.kind, QuestionKind::Procedure) => Some(BodyJson::Chain { steps: steps(v, c) }),
        Body::Choice(_) | Body::Collection(_) => None,
        Body::Check(c) => Some(check(v, c)),
        Body::May(m) => Some(may(v, m)),
        Body::Meeting(m) => Some(BodyJson::Meeting { meeting: meeting(v, m) }),
        Body::Article(a) => Some(BodyJson::Article { article: article(v, a) }),
        Body::Applies(s) => Some(BodyJson::Scope { applies: scope(v, s) }),
        Body::Handle(parts) => Some(BodyJson::Handle { sections: parts.iter().map(|(s, c)| section(v, *s, c)).collect() }),
    }
}

fn section(v: &View, section: Section, c: &Collection) -> SectionJson {
    SectionJson { section, title: section_title(v, section), steps: steps(v, c), elsewhere: super::outcome::of_collection(v, c).1 }
}

fn steps(v: &View, c: &Collection) -> Vec<StepJson> {
    let mut out = Vec::new();
    let (mut before, mut now): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut last: Option<&Line> = None;
    for (i, line) in c.lines.iter().enumerate() {
        if !last.is_some_and(|l| beside(l, line)) {
            before = std::mem::take(&mut now);
        }
        now.push(i + 1);
        last = Some(line);
        out.push(step(v, line, i + 1, before.clone()));
    }
    out
}

/// True of steps that do not follow one another: parallel ones and branches share a number, alternatives a group.
fn beside(a: &Line, b: &Line) -> bool {
    match (&a.kind, &b.kind) {
        (LineKind::Step(x), LineKind::Step(y)) => {
            let other_way = matches!((x.alternative.first(), y.alternative.first()), (Some(p), Some(q)) if p.group == q.group && p.number != q.number);
            a.cite.rule == b.cite.rule && x.insert.is_none() && y.insert.is_none() && (x.seq == y.seq || other_way)
        }
        _ => false,
    }
}

fn step(v: &View, line: &Line, id: usize, after: Vec<usize>) -> StepJson {
    let (step, alternative, outcomes) = match &line.kind {
        LineKind::Step(s) => (AnswerJson::step(v, s), s.alternative.iter().map(|a| (a.group, a.number)).collect(), Vec::new()),
        LineKind::Choice(act, c) => {
            let mut leaves = main(v, c);
            leaves.extend(elsewhere(v, c));
            (AnswerJson { act: Some(v.names().term(*act)), ..AnswerJson::default() }, Vec::new(), leaves)
        }
        _ => (super::outcome::line_answer(v, line).unwrap_or_default(), Vec::new(), Vec::new()),
    };
    StepJson {
        id,
        step,
        when: v.names().when_list(&line.when),
        after,
        alternative,
        force: line.force.class(),
        force_word: word(v, line.force),
        cites: vec![CiteJson::of(line.cite.place)],
        outcomes,
    }
}

fn check(v: &View, c: &Check) -> BodyJson {
    let n = v.names();
    let norms = c.findings.iter().map(|f| NormJson {
        verdict: f.verdict,
        text: v.item(&f.cite).map(|(r, i)| sentence(&n, r, i)).unwrap_or_default(),
        when: Vec::new(),
        force: f.force.class(),
        force_word: word(v, f.force),
        cites: vec![CiteJson::of(f.cite.place)],
        waits: f.waits.iter().map(|a| n.literal_code(*a, true)).collect(),
        due: f.due.as_ref().map(|d| DueJson::of(v, d)),
        remark: f.remark.as_ref().map(|(zh, en)| v.lang.pick(zh, en).to_string()),
        by: None,
        as_role: None,
    });
    BodyJson::Check { norms: norms.collect(), open: c.open.iter().map(|f| n.field(*f)).collect() }
}

fn may(v: &View, m: &May) -> BodyJson {
    let n = v.names();
    let norms = m.lines.iter().map(|l| NormJson {
        verdict: l.verdict,
        text: v.item(&l.cite).map(|(r, i)| sentence(&n, r, i)).unwrap_or_default(),
        when: n.when_list(&l.when),
        force: l.force.class(),
        force_word: word(v, l.force),
        cites: vec![CiteJson::of(l.cite.place)],
        waits: Vec::new(),
        due: None,
        remark: None,
        by: l.by.as_ref().map(|a| AnswerJson::actors(v, a)),
        as_role: l.as_role.map(|r| v.names().term(r)),
    });
    BodyJson::May { verdict: m.verdict, norms: norms.collect(), others: m.others.as_ref().map(|a| Box::new(AnswerJson::actors(v, a))) }
}

fn meeting(v: &View, m: &MeetingPage) -> MeetingJson {
    let n = v.names();
    let entry = |(cite, when): &(Cite, Cond)| {
        let (rule, item) = v.item(cite)?;
        let (slot, actors) = match &item.content {
            Content::Slot(s) => (n.slot(s.kind), Some(AnswerJson::actors(v, &s.actors))),
            Content::Frequency(_) => (n.pick("频次", "frequency").into(), None),
            Content::Quorum(_) => (n.pick("法定人数", "quorum").into(), None),
            Content::Duty(_) => (n.pick("职责", "duty").into(), None),
            _ => (n.pick("别处写到", "mentioned").into(), None),
        };
        Some(EntryJson {
            slot,
            text: inner(&n, rule, item),
            actors,
            when: n.when_list(when),
            force: item.force.class(),
            force_word: word(v, item.force),
            cites: vec![CiteJson::of(item.place)],
        })
    };
    MeetingJson { name: n.term(m.meeting), entries: m.lines.iter().filter_map(entry).collect(), quorum: m.quorum.as_ref().map(|q| n.quorum(q)) }
}

fn article(v: &View, a: &ArticlePage) -> ArticleJson {
    let mut statements: Vec<String> = a.rules.iter().filter_map(|r| (v.statement)(*r)).collect();
    statements.dedup();
    let title = a.place.article.and_then(|n| v.model.articles.get(&n)).map(|f| f.title.trim().to_string()).unwrap_or_default();
    let said = a.consequences.iter().filter_map(|r| v.model.rule(*r)).flat_map(|r| r.items.iter().map(move |i| (r, i)));
    ArticleJson { place: CiteJson::of(a.place), title, declares: a.declares, statements, consequences: said.map(|(r, i)| sentence(&v.names(), r, i)).collect() }
}

fn scope(v: &View, s: &Scope) -> ScopeJson {
    let h = &v.model.header;
    ScopeJson {
        policy: h.name.to_string(),
        effective: h.effective.map(|d| d.to_string()),
        repealed: h.repealed.map(|d| d.to_string()),
        number: h.number.as_ref().map(|n| n.to_string()),
        whom: s.whom.as_ref().map(|w| w.to_string()),
        on: s.on.map(|d| d.to_string()),
        holds: s.holds,
        cites: CiteJson::list(s.cites.iter().copied()),
    }
}
