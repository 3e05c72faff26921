//! A case and its question as the language writes them, ready to paste into a scenario.

use super::names::Names;
use super::words::{day_number, scaled};
use crate::calendar::{Length, Unit};
use crate::model::{Domain, Facts, FieldId, LimitFact, Object, Question, QuestionKind, Type, Values};

impl Names<'_> {
    /// `公文（文种：请示，非 涉密）`
    pub fn case(&self, facts: &Facts) -> String {
        let names = self.as_code();
        let record = facts.record.map(|r| names.record(r)).unwrap_or_default();
        let list = names.facts(facts);
        match list.is_empty() {
            true => record,
            false => format!("{record}{}{}{}", self.pick("（", "("), list.join(self.pick("，", ", ")), self.pick("）", ")")),
        }
    }

    /// `谁 签发 公文（…）`; none for a question that a case alone does not ask.
    pub fn question(&self, q: &Question) -> Option<String> {
        let (names, case) = (self.as_code(), self.case(&q.facts));
        Some(match &q.kind {
            QuestionKind::Who(act, None) => format!("{} {} {case}", self.pick("谁", "who"), names.term(*act)),
            QuestionKind::When(act, _) => format!("{} {} {case}", self.pick("何时", "when"), names.term(*act)),
            QuestionKind::Limit(field) => format!("{} {} {case}", self.pick("限额", "limit"), names.field(*field)),
            QuestionKind::Who(act, Some(object)) if q.facts.record.is_none() => format!("{} {} {}", self.pick("谁", "who"), names.term(*act), names.term(*object)),
            QuestionKind::StandIn(role) => format!("{} {}{}", self.pick("谁 代理", "who stands_in"), names.term(*role), names.bracketed_facts(&q.facts)),
            QuestionKind::WhichMeeting(verb, matters) => {
                let verb = verb.map_or(String::new(), |v| format!("{} ", names.term(v)));
                format!("{} {verb}{}", self.pick("何会", "which meeting"), names.listed(&matters.iter().map(|m| names.quoted_name(&names.term(*m))).collect::<Vec<_>>()))
            }
            QuestionKind::MayDo(who, act, object) => {
                let object = match object {
                    Some(Object::Term(t)) => names.term(*t),
                    Some(Object::Record(..)) => case,
                    Some(Object::Phrase(p)) => names.quoted(p),
                    None => String::new(),
                };
                let by = who.entrusted.map_or(String::new(), |b| self.bracketed(&format!("{} {} {}", self.pick("受", "entrusted_by"), names.term(b), self.pick("委托", ""))));
                format!("{} {}{by} {} {object}", self.pick("可否", "may"), names.term(who.who), names.term(*act)).trim_end().to_string()
            }
            QuestionKind::Applies(Some((name, _)), None) => format!("{} {name}", self.pick("适用", "applies")),
            QuestionKind::Article(p) => format!("{} {}", self.pick("条", "article"), p.article?),
            QuestionKind::Check => format!("{} {case}", self.pick("核查", "check")),
            QuestionKind::Procedure => format!("{} {case}", self.pick("流程", "procedure")),
            QuestionKind::Handle => format!("{} {case}", self.pick("办理", "handle")),
            QuestionKind::May(None) => format!("{} {case}", self.pick("可否", "may")),
            QuestionKind::Meeting(m) => format!("{} {}", self.pick("会议", "meeting"), names.term(*m)),
            QuestionKind::Duties(t) if q.facts.record.is_none() => format!("{} {}", self.pick("义务", "duties"), names.term(*t)),
            QuestionKind::WhoSlot(m, slot) => format!("{} {} {}", self.pick("谁", "who"), names.slot(*slot), names.term(*m)),
            _ => return None,
        })
    }

    /// `（缺席：县长（出差））`, whatever they are about.
    fn bracketed_facts(&self, facts: &Facts) -> String {
        match self.facts(facts) {
            list if list.is_empty() => String::new(),
            list => self.bracketed(&list.join(self.pick("，", ", "))),
        }
    }

    fn facts(&self, f: &Facts) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let said = f.given.iter().filter(|id| !f.follows(self.model, **id));
        for word in said.filter_map(|id| self.fact(*id, &f.domain(self.model, *id))) {
            // judgements that share a name are given at once
            if !out.contains(&word) {
                out.push(word);
            }
        }
        if !f.situation.away.is_empty() {
            let list = f.situation.away.iter().map(|a| format!("{}{}", self.term(a.role), a.reason.map_or(String::new(), |r| self.bracketed(&self.term(r)))));
            out.push(format!("{}{}", self.pick("缺席：", "absent: "), self.listed(&list.collect::<Vec<_>>())));
        }
        match &f.situation.trust {
            None => {}
            Some(None) => out.push(format!("{}{}", self.pick("受托人：", "entrusted: "), self.nothing())),
            Some(Some(t)) => out.push(format!("{}{}{}", self.pick("受托人：", "entrusted: "), self.term(t.role), t.by.map_or(String::new(), |b| self.bracketed(&self.term(b))))),
        }
        if f.rest_no {
            out.push(self.pick("余否", "rest_no").into());
        }
        out
    }

    /// One fact; none for one that follows from the others.
    fn fact(&self, id: FieldId, d: &Domain) -> Option<String> {
        let (field, colon) = (self.model.field(id)?, self.pick("：", ": "));
        let name = self.quoted_name(&self.field(id));
        if let Some((of, role)) = self.model.names.relative.iter().find(|(_, f)| **f == id).map(|(k, _)| *k) {
            let is = if matches!(d.values, Values::Bool { yes: true, .. }) { self.pick("为", "is") } else { self.pick("不为", "is_not") };
            return Some(format!("{} {is} {}", self.field(of), self.term(role)));
        }
        if self.model.names.compared.iter().any(|(f, ..)| *f == id) {
            return matches!(d.values, Values::Bool { yes: true, .. }).then_some(name);
        }
        if d.just_none() {
            return Some(format!("{name}{colon}{}", self.nothing()));
        }
        Some(match &d.values {
            Values::Bool { yes: true, .. } => name,
            Values::Bool { .. } => format!("{} {name}", self.pick("非", "not")),
            Values::Terms(set) => {
                let top = set.iter().find(|t| self.model.terms.below(*t) == *set);
                let list: Vec<String> = top.map_or_else(|| set.iter().collect(), |t| vec![t]).into_iter().map(|t| self.term(t)).collect();
                format!("{name}{colon}{}", self.listed(&list))
            }
            Values::Members { yes, complete, .. } => {
                let list: Vec<String> = yes.iter().map(|t| self.term(*t)).collect();
                format!("{name}{colon}{}{}", self.listed(&list), if *complete { "" } else { self.pick(" 等", " etc") })
            }
            Values::Numbers(list) => {
                let (low, high) = *list.first()?;
                let text = |n: i64| match &field.kind {
                    Type::Date => day_number(n),
                    Type::Number(Some(unit)) => format!("{} {unit}", scaled(n)),
                    _ => scaled(n),
                };
                match (low == high, high) {
                    (true, _) => format!("{name}{colon}{}", text(low)),
                    (false, i64::MAX) => format!("{name} ≥ {}", text(low)),
                    _ => format!("{name} ≤ {}", text(high)),
                }
            }
            Values::Limit { known: Some(LimitFact::Date(n)), .. } => format!("{name}{colon}{}", day_number(*n)),
            Values::Limit { known: Some(LimitFact::Length(l)), .. } => format!("{name}{colon}{}", self.written_length(l)),
            Values::Limit { known: None, .. } => format!("{name} {}", self.pick("已定", "is_set")),
            Values::Text { known, .. } => format!("{name}{colon}{}", self.quoted(known.as_ref()?)),
        })
    }

    fn written_length(&self, l: &Length) -> String {
        let (zh, en) = match l.unit {
            Unit::Workday => ("个工作日", "working_days"),
            Unit::Day => ("天", "days"),
            Unit::Week => ("周", "weeks"),
            Unit::Month => ("个月", "months"),
            Unit::Year => ("年", "years"),
            Unit::Hour => ("小时", "hours"),
        };
        format!("{} {}", l.count, self.pick(zh, en))
    }

    fn nothing(&self) -> &'static str {
        self.pick("无", "none")
    }

    fn bracketed(&self, text: &str) -> String {
        format!("{}{text}{}", self.pick("（", "("), self.pick("）", ")"))
    }

    fn listed(&self, words: &[String]) -> String {
        words.join(self.pick("、", " | "))
    }

    /// A name with punctuation or blanks stands in quotation marks.
    fn quoted_name(&self, name: &str) -> String {
        match name.contains(|c: char| c.is_whitespace() || "，、；。（）：“”|,;()".contains(c)) {
            true => self.quoted(name),
            false => name.to_string(),
        }
    }
}
