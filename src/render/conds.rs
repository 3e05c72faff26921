//! Conditions in words: as prose (`文种属命令、议案`) and as the language writes them (`文种 属 命令、议案`).

use super::names::Names;
use crate::model::{Atom, AtomId, Cond, InMode, TermId, Test, Type};

impl Names<'_> {
    /// `全局性重大事项`, `主送含市政府办公室`, `字数 ≤ 5000 字`
    pub fn atom(&self, id: AtomId) -> String {
        self.literal(id, true)
    }

    /// An atom or its denial, as prose.
    pub fn literal(&self, id: AtomId, positive: bool) -> String {
        match self.model.atom(id) {
            Some(a) if self.zh() => tight(&self.test(a, positive, true)),
            Some(a) => self.test(a, positive, true),
            None => "？".into(),
        }
    }

    /// An atom or its denial, as the language writes it.
    pub fn literal_code(&self, id: AtomId, positive: bool) -> String {
        self.model.atom(id).map_or("？".into(), |a| self.as_code().test(a, positive, false))
    }

    fn test(&self, a: &Atom, yes: bool, prose: bool) -> String {
        let field = self.field(a.field);
        let word = |is: [&'static str; 3], not: [&'static str; 3]| {
            let [zh, en, code] = if yes { is } else { not };
            if prose { self.pick(zh, en) } else { self.pick(zh, code) }
        };
        let is = || word(["为", "is", "is"], ["不为", "is not", "is_not"]);
        match &a.test {
            Test::Yes if yes => field,
            Test::Yes if prose && self.zh() => format!("{}{field}", denial(&field)),
            Test::Yes => format!("{} {field}", self.pick("非", "not")),
            Test::Set => format!("{field} {}", word(["已定", "is set", "is_set"], ["未定", "is not set", "is_not_set"])),
            Test::Has(t) => {
                format!("{field} {} {}", word(["含", "includes", "includes"], ["不含", "does not include", "excludes"]), if prose { self.somebody(*t) } else { self.term(*t) })
            }
            Test::Cmp(rel, n) => format!("{field} {} {}", if yes { rel.sign() } else { rel.opposite().sign() }, self.value(a, *n)),
            Test::Text(list) => format!("{field} {} {}", is(), list.iter().map(|t| self.quoted(t)).collect::<Vec<_>>().join(self.pick("、", " or "))),
            Test::In { list, mode: InMode::Above, .. } => {
                let not = if yes { "" } else { self.pick("非 ", "not ") };
                format!("{not}{field} {} {}", self.any(list, prose), self.pick("以上", "or above"))
            }
            Test::In { list, mode: InMode::Is, .. } => format!("{field} {} {}", is(), self.any(list, prose)),
            Test::In { list, .. } if prose && list.iter().all(|t| self.lowest(*t)) => format!("{field} {} {}", is(), self.any(list, prose)),
            Test::In { list, mode: InMode::IsA, .. } => format!("{field} {} {}", word(["属", "is", "is_a"], ["不属", "is not", "is_not_a"]), self.any(list, prose)),
        }
    }

    /// True of a term with nothing below it.
    fn lowest(&self, t: TermId) -> bool {
        self.model.terms.below(t).iter().count() == 1
    }

    fn any(&self, list: &[TermId], prose: bool) -> String {
        list.iter().map(|t| self.term(*t)).collect::<Vec<_>>().join(self.pick("、", if prose { " or " } else { " | " }))
    }

    /// A number of a field with its unit, or a date.
    fn value(&self, a: &Atom, n: i64) -> String {
        match self.model.field(a.field).map(|f| &f.kind) {
            Some(Type::Date) => super::words::day_number(n),
            Some(Type::Number(unit)) => self.quantity(n, unit.as_deref()),
            _ => super::words::scaled(n),
        }
    }

    /// A condition as prose.
    pub fn cond(&self, c: &Cond) -> String {
        self.spoken(c, true, &|id, yes| self.literal(id, yes))
    }

    /// A condition as the language writes it.
    pub fn cond_code(&self, c: &Cond) -> String {
        self.spoken(c, false, &|id, yes| self.literal_code(id, yes))
    }

    /// The parts of a conjunction, each as the language writes it.
    pub fn when_list(&self, c: &Cond) -> Vec<String> {
        match c {
            Cond::True => Vec::new(),
            Cond::All(list) => self.telling(list).iter().map(|c| self.cond_code(c)).collect(),
            other => vec![self.cond_code(other)],
        }
    }

    /// The parts of a conjunction that say something: not the condition under which a field exists at all, nothing twice.
    fn telling(&self, list: &[Cond]) -> Vec<Cond> {
        let guard = |c: &Cond| self.model.fields.iter().any(|f| f.only.as_ref() == Some(c));
        let mut out: Vec<Cond> = Vec::new();
        for c in list {
            if !guard(c) && !out.contains(c) {
                out.push(c.clone());
            }
        }
        if out.is_empty() { list.to_vec() } else { out }
    }

    /// A condition with its literals as `literal` writes them.
    pub(super) fn spoken(&self, c: &Cond, tight: bool, literal: &dyn Fn(AtomId, bool) -> String) -> String {
        let gap = if tight && self.zh() { "" } else { " " };
        let inner = |c: &Cond| match c {
            Cond::All(_) | Cond::Any(_) => format!("{}{}{}", self.pick("（", "("), self.spoken(c, tight, literal), self.pick("）", ")")),
            _ => self.spoken(c, tight, literal),
        };
        let join = |list: &[Cond], zh, en| list.iter().map(inner).collect::<Vec<_>>().join(&format!("{gap}{}{gap}", self.pick(zh, en)));
        match c {
            Cond::True => self.pick("任何情形", "always").into(),
            Cond::False => self.pick("没有的情形", "never").into(),
            Cond::Lit { atom, positive } => literal(*atom, *positive),
            Cond::All(list) => match self.telling(list).as_slice() {
                [one] => self.spoken(one, tight, literal),
                list => join(list, "且", "and"),
            },
            Cond::Any(list) => join(list, "或", "or"),
            Cond::Not(inside) => self.negated(inside, tight, literal),
        }
    }

    fn negated(&self, c: &Cond, tight: bool, literal: &dyn Fn(AtomId, bool) -> String) -> String {
        match c {
            Cond::Lit { atom, positive } => literal(*atom, !positive),
            Cond::Not(inside) => self.spoken(inside, tight, literal),
            Cond::Any(list) => self.spoken(&Cond::All(list.iter().map(|c| c.clone().complement()).collect()), tight, literal),
            other => format!("{}{}{}", self.pick("非（", "not ("), self.spoken(other, tight, literal), self.pick("）", ")")),
        }
    }

    /// `若…`, empty for a condition that always holds.
    pub fn if_cond(&self, c: &Cond) -> String {
        match c {
            Cond::True => String::new(),
            c => format!("{}{}", self.pick("若", "if "), self.cond(c)),
        }
    }
}

/// The word that denies a yes/no name: `不涉密`, `没有…`, `未经…`, else `非…`.
fn denial(name: &str) -> &'static str {
    match name.chars().next() {
        Some('涉' | '属' | '能' | '易' | '需') => "不",
        Some('有') => "没",
        Some('经' | '到' | '受') => "未",
        _ => "非",
    }
}

/// Chinese prose without the blanks between words; blanks around signs and numbers stay.
fn tight(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        let before = out.chars().last();
        let spaced = i > 0 && (word.chars().next().is_some_and(loose) || before.is_some_and(loose));
        if spaced {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn loose(c: char) -> bool {
    c.is_ascii() || "≤≥≠".contains(c)
}
