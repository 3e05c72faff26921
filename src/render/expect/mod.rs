//! An answer as the expectation of a scenario: `县长；依据 第二十九条`, read back by [`crate::analysis::run`] as what was answered.

mod cond;
mod course;
mod leaf;
mod list;

use super::names::Names;
use crate::analysis::Focus;
use crate::base::{Force, Lang};
use crate::model::*;

impl Names<'_> {
    /// What follows `答`: the whole expectation with its places; none where the language has no words for the answer.
    pub fn expectation(&self, question: &Question, answer: &Answer) -> Option<String> {
        self.expectation_on(question, answer, &|_, _| true)
    }

    /// The same, with only these items mentioned where an answer is a long list.
    pub fn expectation_on(&self, question: &Question, answer: &Answer, focus: &Focus) -> Option<String> {
        let n = self.as_code();
        let (text, cites) = n.outcome_of(question, answer, focus)?;
        Some(format!("{text}{}", n.resting_on(&cites)))
    }

    /// `若 C：甲；否则：乙`: what is answered where an atom holds, and where it fails; none if that reads the same.
    pub fn expectation_either(&self, atom: AtomId, yes: (&Question, &Answer), no: (&Question, &Answer), focus: &Focus) -> Option<String> {
        let n = self.as_code();
        let field = self.model.atom(atom).and_then(|a| self.model.field(a.field)).filter(|f| f.record.is_some() && yes.0.facts.record.is_none());
        // beside no record, the fact of one is named as a judgement is
        let when = field.map_or_else(|| n.written_cond(&Cond::Lit { atom, positive: true }), |f| n.quoted(&f.name));
        let ((yes, cites), (no, more)) = (n.outcome_of(yes.0, yes.1, focus)?, n.outcome_of(no.0, no.1, focus)?);
        let rest = n.resting_on(&cites.into_iter().chain(more).collect::<Vec<_>>());
        (yes != no).then(|| n.worded(vec![(when, yes)], Some(no)) + &rest)
    }

    /// The answer in words, and the places that it names.
    fn outcome_of(&self, question: &Question, answer: &Answer, focus: &Focus) -> Option<(String, Vec<Place>)> {
        Some(match &answer.body {
            // silent of several kinds
            Body::Choice(c) if answer.status == Status::Silent && matches!(c.main, Some(Tree::Fork { .. })) => (self.silence(answer)?, choice_places(c)),
            Body::Choice(c) => (self.choice_text(c)?, choice_places(c)),
            Body::Collection(c) if c.lines.is_empty() => (self.silence(answer)?, Vec::new()),
            Body::Collection(c) => {
                let text = match question.kind {
                    QuestionKind::Procedure => self.course_text(c)?,
                    QuestionKind::Duties(_) => self.mentioned(&c.lines.iter().map(|l| l.cite).filter(|c| focus(c.rule, c.item)).collect::<Vec<_>>())?,
                    _ => self.listed_actors(c)?,
                };
                let shown = c.lines.iter().map(|l| l.cite).filter(|c| focus(c.rule, c.item) || !matches!(question.kind, QuestionKind::Duties(_)));
                (text, shown.map(|c| c.place).collect())
            }
            Body::Check(c) => (self.findings(c)?, Vec::new()),
            Body::May(m) => (self.may_text(m), m.lines.iter().filter(|l| l.verdict == m.verdict && m.verdict != Verdict::Silent).map(|l| l.cite.place).collect()),
            Body::Meeting(m) => {
                let shown: Vec<Cite> = m.lines.iter().map(|(c, _)| *c).filter(|c| focus(c.rule, c.item)).collect();
                // what has no words of its own, as a frequency, is on the page of those who meet
                let who: Vec<Cite> = m.lines.iter().map(|(c, _)| *c).filter(|c| self.is_slot(*c)).collect();
                (self.mentioned(&shown).or_else(|| self.mentioned(&who))?, shown.iter().map(|c| c.place).collect())
            }
            Body::Article(a) => (self.mentioned(&consequences(self.model, a, focus))?, Vec::new()),
            Body::Applies(s) => (self.applies(s.holds), s.cites.clone()),
            Body::Handle(_) => return None,
        })
    }

    fn silence(&self, answer: &Answer) -> Option<String> {
        (answer.status == Status::Silent).then(|| self.pick("未规定", "silent").into())
    }

    fn applies(&self, holds: Option<bool>) -> String {
        match holds {
            Some(true) => self.pick("适用", "applies"),
            Some(false) => self.pick("未施行", "not_in_force"),
            None => self.pick("未规定", "silent"),
        }
        .into()
    }

    /// `；依据 第二十九条、第三十条`
    fn resting_on(&self, places: &[Place]) -> String {
        match self.written_places(places) {
            list if list.is_empty() => String::new(),
            list => format!("{}{list}", self.pick("；依据 ", "; cites ")),
        }
    }

    /// Places one by one, as an expectation lists them; statements before the first article have none to name.
    fn written_places(&self, places: &[Place]) -> String {
        let mut list: Vec<Place> = places.iter().copied().filter(|p| p.article.is_some()).collect();
        list.sort();
        list.dedup();
        list.into_iter().map(|p| super::places::place(self.lang, p)).collect::<Vec<_>>().join(self.pick("、", " | "))
    }

    /// The worst verdict with its places, the others behind it: `违反 第三条；另有 偏离 第五条`
    fn findings(&self, check: &Check) -> Option<String> {
        let order =
            [(Verdict::Breached, "违反", "breached"), (Verdict::Departed, "偏离", "departed"), (Verdict::Undetermined, "待定", "undetermined"), (Verdict::Met, "符合", "met")];
        let mut out: Vec<String> = Vec::new();
        for (verdict, zh, en) in order {
            let places: Vec<Place> = check.findings.iter().filter(|f| f.verdict == verdict).map(|f| f.cite.place).collect();
            // 符合 says that nothing is breached or departed from
            if places.is_empty() || (verdict == Verdict::Met && !out.is_empty()) {
                continue;
            }
            out.push(format!("{} {}", self.pick(zh, en), self.written_places(&places)).trim_end().to_string());
        }
        match out.is_empty() {
            true => Some(self.pick("未规定", "silent").into()),
            false => Some(out.join(self.pick("；另有 ", "; elsewhere "))),
        }
    }

    fn may_text(&self, may: &May) -> String {
        let word = match may.verdict {
            Verdict::Forbidden => self.pick("不得", "forbidden"),
            Verdict::ForbiddenUnless => self.pick("有条件不得", "forbidden_unless"),
            Verdict::NeedsApproval => self.pick("须经", "needs_approval"),
            Verdict::Permitted => self.pick("可以", "permitted"),
            Verdict::NotForbidden => self.pick("不在禁止之列", "not_forbidden"),
            _ => self.pick("未规定", "silent"),
        };
        // the first line carries the verdict, unless it only might hold
        let lead = may.lines.first().filter(|l| l.verdict == may.verdict && l.verdict != Verdict::NotForbidden);
        let soft = lead.filter(|l| matches!(l.force, Force::Usual | Force::Principle));
        format!("{word}{}", soft.map(|l| self.force_bracket(l.force)).unwrap_or_default())
    }

    fn is_slot(&self, cite: Cite) -> bool {
        let item = self.model.rule(cite.rule).and_then(|r| r.items.get(cite.item as usize));
        matches!(item.map(|i| &i.content), Some(Content::Slot(_)))
    }
}

/// The places that carry 本题; without one, those of 另有.
fn choice_places(c: &Choice) -> Vec<Place> {
    let mut leaves = Vec::new();
    match &c.main {
        Some(tree) => tree.leaves(&mut leaves),
        None => c.elsewhere.iter().for_each(|e| e.tree.leaves(&mut leaves)),
    }
    leaves.iter().flat_map(|l| l.cites.iter().map(|c| c.place)).collect()
}

/// The items of 违反 that a page lists.
fn consequences(model: &Model, page: &ArticlePage, focus: &Focus) -> Vec<Cite> {
    let mut out = Vec::new();
    for rule in &page.consequences {
        for (item, i) in model.rule(*rule).into_iter().flat_map(|r| r.items.iter()).zip(0u32..) {
            if focus(*rule, i) {
                out.push(Cite { rule: *rule, item: i, place: item.place });
            }
        }
    }
    out
}

/// `（一般，受 县长 委托）`
fn bracket(lang: Lang, mods: &[String]) -> String {
    match (mods.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("（{}）", mods.join("，")),
        (false, Lang::En) => format!(" ({})", mods.join(", ")),
    }
}
