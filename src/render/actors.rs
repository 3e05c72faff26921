//! Who acts, with the brackets that modify each of them.

use super::names::Names;
use crate::base::Force;
use crate::model::{Actor, ActorSet, Bearer, Cond, TermId, Who};

impl Names<'_> {
    /// `县长或常务副县长（受县长委托）`
    pub fn actors(&self, set: &ActorSet) -> String {
        let list: Vec<String> = set.list.iter().map(|a| self.actor(a)).collect();
        let joined = match set.any {
            true => self.either(&list),
            false => self.together(&list),
        };
        match set.etc {
            true => format!("{joined}{}", self.pick("等", " and others")),
            false => joined,
        }
    }

    /// Members of a list: `县长、副县长、党组成员`
    pub fn members(&self, set: &ActorSet) -> String {
        let list: Vec<String> = set.list.iter().map(|a| self.actor(a).trim_start_matches("the ").to_string()).collect();
        let joined = if set.any { self.either(&list) } else { self.join(&list) };
        format!("{joined}{}", if set.etc { self.pick("等", " and others") } else { "" })
    }

    pub fn actor(&self, a: &Actor) -> String {
        let above = if a.above { self.pick("以上", " or above") } else { "" };
        format!("{}{above}{}", self.who(a.who), self.bracket(&self.actor_brackets(a).join(self.pick("，", ", "))))
    }

    pub fn who(&self, who: Who) -> String {
        match who {
            Who::Term(t) => self.somebody(t),
            Who::Slot(m, s) if self.zh() => format!("{}的{}人", self.term(m), self.slot(s)),
            Who::Slot(m, s) => format!("the {} of the {}", self.slot(s), self.term(m)),
            Who::Open => self.pick("未明确", "somebody the text leaves open").into(),
        }
    }

    fn actor_brackets(&self, a: &Actor) -> Vec<String> {
        let mut out = Vec::new();
        out.extend(a.entrusted.as_ref().map(|(by, word)| self.entrusted(*by, word)));
        out.extend(a.consent.map(|(by, act)| match self.zh() {
            true => format!("须{}{}", self.term(by), self.term(act)),
            false => format!("if {} {}", self.somebody(by), self.term(act)),
        }));
        if !a.limit.is_empty() {
            out.push(format!("{}{}", self.pick("限", "only "), self.terms(&a.limit)));
        }
        if a.guard != Cond::True {
            out.push(self.if_cond(&a.guard));
        }
        out.extend(a.force.filter(|f| *f != Force::Stated).map(|f| self.force_word(f)));
        out
    }

    /// `受县长委托`
    pub fn entrusted(&self, by: TermId, word: &str) -> String {
        let (zh, en) = match word {
            "授权" | "authorised_by" => ("授权", "authorised by"),
            "指定" | "designated_by" => ("指定", "designated by"),
            _ => ("委托", "entrusted by"),
        };
        match self.zh() {
            true => format!("受{}{zh}", self.term(by)),
            false => format!("{en} {}", self.somebody(by)),
        }
    }

    /// `内设机构（部门办公室除外）`
    pub fn bearer(&self, b: &Bearer) -> String {
        let mut notes = Vec::new();
        if !b.except.is_empty() {
            notes.push(match self.zh() {
                true => format!("{}除外", self.terms(&b.except)),
                false => format!("not {}", self.terms(&b.except)),
            });
        }
        notes.extend(b.entrusted.as_ref().map(|(by, word)| self.entrusted(*by, word)));
        format!("{}{}", self.somebody(b.term), self.bracket(&notes.join(self.pick("，", ", "))))
    }

    /// `一般由县长签发`, `usually the county head signs`
    pub fn performs(&self, actors: &str, act: TermId, force: Force) -> String {
        if actors == self.who(Who::Open) {
            let need = if force == Force::Stated { String::new() } else { self.force_word(force) };
            return match self.zh() {
                true => format!("{need}{}，规则没有写由谁办", self.term(act)),
                false => format!("{need} {}: the rules do not say by whom", self.act_base(act)).trim().to_string(),
            };
        }
        if self.zh() {
            return format!("{}{actors}{}", by_zh(force), self.term(act));
        }
        match force {
            Force::Stated => format!("{actors} {}", self.act_done(act)),
            Force::Usual | Force::Principle => format!("{} {actors} {}", self.force_word(force), self.act_done(act)),
            other => format!("{actors} {} {}", self.force_word(other), self.act_base(act)),
        }
    }
}

/// `由`, `一般由`, `应当由`
pub(super) fn by_zh(force: Force) -> String {
    match force {
        Force::Stated => "由".into(),
        Force::Not => "不由".into(),
        other => format!("{}由", other.zh()),
    }
}
