//! Scenarios, questions and expected answers.

use super::super::ast::*;
use super::Pen;
use super::course::course_at;
use super::lines::{Line, start};
use super::words::{self, Word};

impl Pen<'_> {
    /// `案例 “…”`, then `设 …；`, `问 …；`, `答 …` below it
    pub fn scenario(&self, s: &Scenario, at: u32) -> Vec<Line> {
        let semi = self.word(words::SEMI).trim_end();
        let line = |word: Word, text: String, at: u32| Line::new(1, format!("{} {text}{semi}", self.word(word)), at);
        let mut out = vec![Line::new(0, format!("{} {}", self.word(words::SCENARIO), self.name(&s.title)), at)];
        out.extend(s.given.iter().map(|c| line(words::GIVEN, self.record_case(c), start(c.span))));
        out.push(line(words::ASK, self.question(&s.question), start(s.question.span)));
        out.extend(self.expect(&s.expect));
        out
    }

    /// `公文 甲（名义：县政府）`
    fn record_case(&self, c: &Case) -> String {
        let name = c.name.as_ref().map(|n| format!(" {}", self.name(n))).unwrap_or_default();
        self.name(&c.record) + &name + &self.args(&c.items)
    }

    pub fn question(&self, q: &Question) -> String {
        let (head, before_case) = self.question_head(&q.kind);
        let (inline, rest) = match (q.cases.split_first(), before_case) {
            (Some((first, rest)), Some(link)) if joins(&q.kind, first) => (link.to_string() + &self.in_question(&q.kind, first), rest),
            _ => (String::new(), q.cases.as_slice()),
        };
        let more: String = rest.iter().map(|c| self.word(words::SEMI).to_string() + &self.record_case(c)).collect();
        head + &inline + &more
    }

    /// The question up to its first record, and what links the two if it may stand there.
    fn question_head(&self, kind: &QuestionKind) -> (String, Option<String>) {
        let blank = Some(" ".to_string());
        let on = Some(format!(" {} ", self.word(words::ON)));
        let bare = |word: Word| self.word(word).to_string();
        let with = |word: Word, rest: String| format!("{} {rest}", self.word(word));
        match kind {
            QuestionKind::Who(act) => (with(words::WHO, self.name(act)), blank),
            QuestionKind::StandIn(role) => (with(words::WHO, format!("{} {}", self.word(words::STANDS_IN), self.name(role))), Some(String::new())),
            QuestionKind::Procedure => (bare(words::PROCEDURE), blank),
            QuestionKind::WhichMeeting(verb, matters) => {
                let verb = verb.as_ref().map(|v| self.name(v) + " ").unwrap_or_default();
                (with(words::WHICH_MEETING, verb + &self.names(matters)), None)
            }
            QuestionKind::When(act) => (with(words::WHEN, self.name(act)), blank),
            QuestionKind::May(None) => (bare(words::MAY), blank),
            QuestionKind::May(Some(actor)) => (with(words::MAY, self.actor(actor)), on),
            QuestionKind::MayDo(actor, act, object) => (with(words::MAY, format!("{} {}", self.actor(actor), self.phrase(act, object.as_ref()))), None),
            QuestionKind::Check => (bare(words::CHECK), blank),
            QuestionKind::Limit(name) => (with(words::LIMIT, self.name(name)), blank),
            QuestionKind::Meeting(name) => (with(words::MEETING, self.name(name)), None),
            QuestionKind::Duties(name) => (with(words::BOUND_TO, self.name(name)), on),
            QuestionKind::Handle => (bare(words::HANDLE), blank),
            QuestionKind::Applies(Some(name), _) => (with(words::APPLIES, self.name(name)), None),
            QuestionKind::Applies(None, Some(date)) => (with(words::APPLIES, self.date(*date)), None),
            QuestionKind::Applies(None, None) => (bare(words::APPLIES), None),
            QuestionKind::Article(PlaceRef { article, paragraph: None, item: None, .. }) => (with(words::ARTICLE, article.to_string()), None),
            QuestionKind::Article(place) => (with(words::ARTICLE, self.place(place)), None),
            QuestionKind::Why => (bare(words::WHY), None),
            QuestionKind::WhyNot(name) => (with(words::WHY_NOT, self.name(name)), None),
        }
    }

    /// The facts of a stand-in question stand in the brackets of its role.
    fn in_question(&self, kind: &QuestionKind, case: &Case) -> String {
        match kind {
            QuestionKind::StandIn(_) => self.args(&case.items),
            _ => self.record_case(case),
        }
    }

    fn expect(&self, e: &Expect) -> Vec<Line> {
        let mut clauses = vec![self.main_outcome(e)];
        let one = |word: Word, text: String, at: u32| vec![Line::new(1, format!("{} {text}", self.word(word)), at)];
        if let Some(first) = e.cites.first() {
            clauses.push(one(words::CITES, self.places(&e.cites), start(first.span)));
        }
        if let Some(first) = e.needs.first() {
            clauses.push(one(words::NEEDS, self.listed(e.needs.iter().map(|n| self.name(n)), false), start(first.span)));
        }
        for (when, then) in &e.elsewhere {
            let at = when.as_ref().map_or(then.span, |c| c.span);
            let text = self.outcome(then);
            clauses.push(one(words::ELSEWHERE, when.as_ref().map(|c| self.case(c, &text)).unwrap_or(text), start(at)));
        }
        let lead = Line { at: clauses.first().and_then(|c| c.first()).and_then(|l| l.at), ..Line::nowhere(1, String::new()) };
        match self.together(&lead, &clauses, words::SEMI) {
            Some(line) => vec![line],
            None => self.apart(clauses, words::SEMI),
        }
    }

    /// `答 县长`, `答 若 C：县长；否则：副县长`
    fn main_outcome(&self, e: &Expect) -> Vec<Line> {
        let lead = format!("{} ", self.word(words::EXPECT));
        if let Some(outcome) = &e.plain {
            return vec![Line { at: outcome_at(outcome), ..Line::nowhere(1, lead + &self.outcome(outcome)) }];
        }
        let broken = self.branch_lines(&lead, &e.main, |o| self.outcome(o));
        let text = lead.clone() + &self.branches(&e.main, |o| self.outcome(o));
        let at = broken.first().and_then(|l| l.at);
        if self.fits(1, &text) && !self.commented(at, &broken) {
            return vec![Line { at, ..Line::nowhere(1, text) }];
        }
        broken
    }

    fn outcome(&self, o: &Outcome) -> String {
        let text = match &o.kind {
            OutcomeKind::Verdict(verdict, places, name) => {
                let places = if places.is_empty() { String::new() } else { format!(" {}", self.places(places)) };
                let name = name.as_ref().map(|n| format!(" {}", self.name(n))).unwrap_or_default();
                self.word(words::verdict(*verdict)).to_string() + &places + &name
            }
            OutcomeKind::Date(date) => self.date(*date),
            OutcomeKind::Formula(f) => self.formula(f),
            OutcomeKind::Quantity(relation, q) => relation.map(|r| format!("{} ", self.word(words::relation(r)))).unwrap_or_default() + &self.quantity(q),
            OutcomeKind::Course(c) => self.course(c),
            OutcomeKind::Actors(a) => self.actors(a, words::SEP),
        };
        text + &self.mods(&o.mods)
    }
}

fn outcome_at(o: &Outcome) -> Option<u32> {
    match &o.kind {
        OutcomeKind::Course(c) => course_at(c),
        _ => Some(start(o.span)),
    }
}

/// True if the first record of a question may stand inside it and be read back as the same.
fn joins(kind: &QuestionKind, first: &Case) -> bool {
    match kind {
        QuestionKind::StandIn(role) => first.name.is_none() && first.record == *role && !first.items.is_empty(),
        _ => first.name.is_none(),
    }
}
