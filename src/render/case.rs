//! A case and its question as the language writes them, ready to paste into a scenario.

use super::names::Names;
use super::words::{day_number, scaled};
use crate::model::{AskedActor, Domain, Facts, FieldId, LimitFact, Object, Question, QuestionKind, Type, Values};

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
            QuestionKind::StandIn(role) => format!("{} {}{}", self.pick("谁 代理", "who stands_in"), names.term(*role), names.bracketed_facts(&q.facts)),
            QuestionKind::Check => format!("{} {case}", self.pick("核查", "check")),
            QuestionKind::Procedure => format!("{} {case}", self.pick("流程", "procedure")),
            QuestionKind::Handle => format!("{} {case}", self.pick("办理", "handle")),
            QuestionKind::May(None) => format!("{} {case}", self.pick("可否", "may")),
            QuestionKind::Meeting(m) => format!("{} {}", self.pick("会议", "meeting"), names.term(*m)),
            QuestionKind::Duties(t) if q.facts.record.is_none() => format!("{} {}", self.pick("义务", "duties"), names.term(*t)),
            QuestionKind::WhoSlot(m, slot) => format!("{} {} {}", self.pick("谁", "who"), names.slot(*slot), names.term(*m)),
            QuestionKind::Who(act, Some(object)) => format!("{} {} {}", self.pick("谁", "who"), names.term(*act), names.written_name(&names.term(*object))),
            QuestionKind::WhichMeeting(verb, matters) => {
                let matters: Vec<String> = matters.iter().map(|t| names.written_name(&names.term(*t))).collect();
                let verb = verb.map(|v| format!("{} ", names.term(v))).unwrap_or_default();
                format!("{} {verb}{}", self.pick("何会", "which_meeting"), names.listed(&matters))
            }
            QuestionKind::May(Some(a)) => format!("{} {} {} {case}", self.pick("可否", "may"), names.asker(a), self.pick("对", "on")),
            QuestionKind::MayDo(a, act, object) => {
                let (object, more) = match object {
                    Some(Object::Record(..)) => (format!(" {case}"), String::new()),
                    Some(o) => (format!(" {}", names.object_code(o)), self.beside(&case)),
                    None => (String::new(), self.beside(&case)),
                };
                format!("{} {} {}{object}{more}", self.pick("可否", "may"), names.asker(a), names.term(*act))
            }
            QuestionKind::Duties(t) => format!("{} {} {} {case}", self.pick("义务", "duties"), names.term(*t), self.pick("对", "on")),
            QuestionKind::Article(p) => format!("{} {}", self.pick("条", "article"), super::places::place(self.lang, *p)),
            QuestionKind::Applies(Some((whom, _)), _) => format!("{} {}", self.pick("适用", "applies"), names.written_name(whom)),
            QuestionKind::Applies(None, on) => format!("{} {}", self.pick("适用", "applies"), on.map(|d| d.to_string()).unwrap_or_default()).trim_end().to_string(),
            QuestionKind::Why | QuestionKind::WhyNot(_) => return None,
        })
    }

    /// `；公文（…）`
    fn beside(&self, case: &str) -> String {
        if case.is_empty() { String::new() } else { format!("{}{case}", self.pick("；", "; ")) }
    }

    /// `办公室副主任（受 县长 委托）`
    fn asker(&self, a: &AskedActor) -> String {
        let by = a.entrusted.map(|by| self.bracketed(&format!("{} {}{}", self.pick("受", "entrusted_by"), self.term(by), self.pick(" 委托", ""))));
        self.term(a.who) + &by.unwrap_or_default()
    }

    fn object_code(&self, o: &Object) -> String {
        match o {
            Object::Term(t) => self.written_name(&self.term(*t)),
            Object::Phrase(p) => self.quoted(p),
            Object::Record(r, _) => self.written_name(&self.record(*r)),
        }
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
        let compared = |id: FieldId| self.model.names.compared.iter().any(|(fact, a, _, b)| *fact == id && f.given.contains(a) && f.given.contains(b));
        let said = f.given.iter().filter(|id| !f.follows(self.model, **id) && !compared(**id));
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
        // a judgement or an approval has no name but its own
        let loose = field.record.is_none() && field.english.is_none();
        let name = self.written_name(&if loose { field.name.to_string() } else { self.field(id) });
        if let Some((of, role)) = self.model.names.relative.iter().find(|(_, f)| **f == id).map(|(k, _)| *k) {
            let is = if matches!(d.values, Values::Bool { yes: true, .. }) { self.pick("为", "is") } else { self.pick("不为", "is_not") };
            return Some(format!("{} {is} {}", self.field(of), self.term(role)));
        }
        if self.model.names.compared.iter().any(|(f, ..)| *f == id) {
            let not = if matches!(d.values, Values::Bool { yes: true, .. }) { "" } else { self.pick("非 ", "not ") };
            return Some(format!("{not}{}", self.field(id)));
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

    fn nothing(&self) -> &'static str {
        self.pick("无", "none")
    }

    pub(super) fn bracketed(&self, text: &str) -> String {
        format!("{}{text}{}", self.pick("（", "("), self.pick("）", ")"))
    }

    fn listed(&self, words: &[String]) -> String {
        words.join(self.pick("、", " | "))
    }
}
