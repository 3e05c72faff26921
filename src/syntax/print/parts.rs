//! Names, patterns, conditions, values, brackets and actors, each on one line.

use super::super::ast::*;
use super::Pen;
use super::words::{self, Word};

/// What a condition stands in; `且` inside `或` is bracketed for the reader, not for the parser.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outer {
    Top,
    Junction,
    Not,
}

impl Pen<'_> {
    /// A name in this skin, quoted where it was or has to be.
    pub fn name(&self, name: &Name) -> String {
        let text = self.namer.name(name, self.lang);
        if name.quoted || !is_word(&text) { self.quote(&text) } else { text.into_owned() }
    }

    /// A name where it is declared: as written if its English name stands beside it.
    pub fn declared(&self, name: &Name, english: &Option<Name>) -> String {
        match english {
            Some(english) => format!("{} {}", self.written(name), english.text),
            None => self.name(name),
        }
    }

    /// A name as written.
    pub fn written(&self, name: &Name) -> String {
        if name.quoted || !is_word(&name.text) { self.quote(&name.text) } else { name.text.to_string() }
    }

    fn quote(&self, text: &str) -> String {
        if self.is_zh() { format!("“{}”", widen(text)) } else { format!("\"{text}\"") }
    }

    /// Items with a comma between; a blank keeps `5，200` two numbers.
    pub fn commas(&self, items: impl IntoIterator<Item = String>) -> String {
        let mut out = String::new();
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                out.push_str(self.word(words::COMMA));
                if self.is_zh() && item.starts_with(|c: char| c.is_ascii_digit()) {
                    out.push(' ');
                }
            }
            out.push_str(&item);
        }
        out
    }

    pub fn listed(&self, items: impl IntoIterator<Item = String>, etc: bool) -> String {
        let list = items.into_iter().collect::<Vec<_>>().join(self.word(words::SEP));
        if etc { format!("{list} {}", self.word(words::ETC)) } else { list }
    }

    pub fn bracketed(&self, inner: &str) -> String {
        if self.is_zh() { format!("（{inner}）") } else { format!("({inner})") }
    }

    /// `县长、副县长 等`
    pub fn names(&self, n: &Names) -> String {
        self.listed(n.list.iter().map(|n| self.name(n)), n.etc)
    }

    /// `公文（文种：请示，涉密）`
    pub fn pattern(&self, p: &Pattern) -> String {
        self.name(&p.name) + &self.args(&p.items)
    }

    pub fn args(&self, items: &[Item]) -> String {
        if items.is_empty() {
            return String::new();
        }
        self.bracketed(&self.commas(items.iter().map(|i| self.item(i))))
    }

    fn item(&self, item: &Item) -> String {
        match item {
            Item::RestNo(_) => self.word(words::REST_NO).to_string(),
            Item::Entrusted(who, word) => self.entrusted(who, word),
            Item::Cond(c) => self.cond(c),
        }
    }

    /// `受 县长 委托`, `entrusted_by county_head`
    fn entrusted(&self, who: &Name, word: &str) -> String {
        let who = self.name(who);
        if self.is_zh() { format!("受 {who} {word}") } else { format!("{} {who}", words::entrusted_by(word)) }
    }

    /// A condition where `文种：请示` may stand bare.
    pub fn cond(&self, c: &Cond) -> String {
        match &c.kind {
            CondKind::Atom(field, Some(Test::IsA(values, true))) => self.assign(field, values),
            CondKind::Not(inner) => match &inner.kind {
                CondKind::Atom(field, Some(Test::IsA(values, true))) => format!("{} {}", self.word(words::NOT), self.assign(field, values)),
                _ => self.operand(c, Outer::Top),
            },
            _ => self.operand(c, Outer::Top),
        }
    }

    /// `文种：请示、报告`
    fn assign(&self, field: &Name, values: &Values) -> String {
        self.name(field) + self.word(words::COLON) + &self.values(values)
    }

    fn operand(&self, c: &Cond, outer: Outer) -> String {
        match &c.kind {
            CondKind::Or(list) if outer == Outer::Top => self.joined(list, words::OR),
            CondKind::And(list) if outer == Outer::Top => self.joined(list, words::AND),
            CondKind::Atom(field, test) if !has_colon(c) => self.atom(field, test.as_ref()),
            CondKind::Not(inner) => match self.negative(inner) {
                Some(text) => text,
                None if outer == Outer::Not => self.bracketed(&self.cond(c)),
                None => self.negated(inner),
            },
            _ => self.bracketed(&self.cond(c)),
        }
    }

    fn joined(&self, list: &[Cond], word: Word) -> String {
        list.iter().map(|c| self.operand(c, Outer::Junction)).collect::<Vec<_>>().join(&format!(" {} ", self.word(word)))
    }

    fn negated(&self, inner: &Cond) -> String {
        format!("{} {}", self.word(words::NOT), self.operand(inner, Outer::Not))
    }

    /// `不为 县政府`: a negation with a word of its own
    fn negative(&self, c: &Cond) -> Option<String> {
        let CondKind::Atom(field, Some(test)) = &c.kind else { return None };
        let field = self.name(field);
        Some(match test {
            Test::Set => format!("{field} {}", self.word(words::UNSET)),
            Test::Is(v) => format!("{field} {} {}", self.word(words::IS_NOT), self.values(v)),
            Test::IsA(v, false) => format!("{field} {} {}", self.word(words::IS_NOT_A), self.values(v)),
            Test::Has(v) => format!("{field} {} {}", self.word(words::HAS_NOT), self.values(v)),
            Test::IsA(_, true) | Test::Compare(..) => return None,
        })
    }

    fn atom(&self, field: &Name, test: Option<&Test>) -> String {
        let name = self.name(field);
        match test {
            None => name,
            Some(Test::Set) => format!("{name} {}", self.word(words::SET)),
            Some(Test::Is(v)) => format!("{name} {} {}", self.word(words::IS), self.values(v)),
            Some(Test::IsA(v, true)) => self.assign(field, v),
            Some(Test::IsA(v, false)) => format!("{name} {} {}", self.word(words::IS_A), self.values(v)),
            Some(Test::Has(v)) => format!("{name} {} {}", self.word(words::HAS), self.values(v)),
            Some(Test::Compare(r, o)) => self.compare(field, *r, o),
        }
    }

    /// `字数 ≤ 5000 字`
    pub fn compare(&self, field: &Name, relation: Relation, operand: &Operand) -> String {
        let operand = match operand {
            Operand::Date(date, _) => self.date(*date),
            Operand::Quantity(q) => self.quantity(q),
            Operand::Name(name) => self.name(name),
        };
        format!("{} {} {operand}", self.name(field), self.word(words::relation(relation)))
    }

    /// Exceptions; one that ends in a list is bracketed, since the next would join that list.
    pub fn exceptions(&self, list: &[Cond]) -> String {
        let last = list.len().saturating_sub(1);
        let text = |(i, c): (usize, &Cond)| if i < last && ends_in_values(c) { self.bracketed(&self.cond(c)) } else { self.cond(c) };
        self.listed(list.iter().enumerate().map(text), false)
    }

    pub fn values(&self, v: &Values) -> String {
        self.listed(v.list.iter().map(|v| self.value(v)), v.etc)
    }

    fn value(&self, v: &Value) -> String {
        let text = match &v.kind {
            ValueKind::None => self.word(words::NONE).to_string(),
            ValueKind::Date(date) => self.date(*date),
            ValueKind::Quantity(q) => self.quantity(q),
            ValueKind::Name(name, args) if args.is_empty() => self.name(name),
            ValueKind::Name(name, args) => self.name(name) + &self.bracketed(&self.commas(args.iter().map(|v| self.value(v)))),
            ValueKind::Act(who, act, mods) => format!("{} {}{}", self.name(who), self.name(act), self.mods(mods)),
        };
        self.ranked(text, v.above)
    }

    /// The brackets after an item, with the blank that English puts before them.
    pub fn mods(&self, mods: &Mods) -> String {
        self.in_mods(mods, |m| self.modifier(m))
    }

    pub fn in_mods(&self, mods: &Mods, one: impl Fn(&Mod) -> String) -> String {
        if mods.0.is_empty() {
            return String::new();
        }
        let inner = self.commas(mods.0.iter().map(one));
        if self.is_zh() { format!("（{inner}）") } else { format!(" ({inner})") }
    }

    pub fn modifier(&self, m: &Mod) -> String {
        let with = |word: Word, rest: String| format!("{} {rest}", self.word(word));
        match m {
            Mod::If(c) => with(words::IF, self.cond(c)),
            Mod::Entrusted(who, word) => self.entrusted(who, word),
            Mod::Jointly(names) => with(words::JOINTLY, self.names(names)),
            Mod::Towards(names) => with(words::TOWARDS, self.names(names)),
            Mod::By(name) => with(words::BY, self.name(name)),
            Mod::Judged(name) => with(words::BY, with_last(self.name(name), self.word(words::DECIDES))),
            Mod::Formula(f) => self.formula(f),
            Mod::Frequency(f) => self.frequency(f),
            Mod::Force(force, _) => self.lang.pick(force.zh(), force.en()).to_string(),
            Mod::Limit(names) => self.names(names),
        }
    }

    /// Actors joined by `或`, or by the word given.
    pub fn actors(&self, a: &Actors, all: Word) -> String {
        let join = match (a.any, all) {
            (true, _) => format!(" {} ", self.word(words::OR)),
            (false, words::SEP) => self.word(words::SEP).to_string(),
            (false, word) => format!(" {} ", self.word(word)),
        };
        let list = a.list.iter().map(|a| self.actor(a)).collect::<Vec<_>>().join(&join);
        if a.etc { with_last(list, self.word(words::ETC)) } else { list }
    }

    /// `提交 会议 的 主持 以上（一般）`, `submit_to at_least chair of meeting (usually)`
    pub fn actor(&self, a: &Actor) -> String {
        let submit = if a.submit { format!("{} ", self.word(words::SUBMIT)) } else { String::new() };
        let who = match (&a.name, &a.slot) {
            (Some(name), Some(slot)) => self.part_of(name, slot),
            (Some(name), None) => self.name(name),
            (None, _) => self.word(words::OPEN).to_string(),
        };
        let who = if a.above && a.name.is_none() { with_last(who, self.lang.pick("以上", "or_above")) } else { self.ranked(who, a.above) };
        submit + &who + &self.mods(&a.mods)
    }

    /// `办公室主任 以上`, `at_least office_director`
    fn ranked(&self, who: String, above: bool) -> String {
        match (above, self.is_zh()) {
            (false, _) => who,
            (true, true) => with_last(who, words::ABOVE.0),
            (true, false) => format!("{} {who}", words::ABOVE.1),
        }
    }

    /// `会议 的 主持`, `chair of meeting`
    pub fn part_of(&self, whole: &Name, part: &Name) -> String {
        let (whole, part) = (self.name(whole), self.name(part));
        if self.is_zh() { format!("{whole} 的 {part}") } else { format!("{part} of {whole}") }
    }
}

fn with_last(text: String, word: &str) -> String {
    text + " " + word
}

fn has_colon(c: &Cond) -> bool {
    matches!(&c.kind, CondKind::Atom(_, Some(Test::IsA(_, true))))
}

fn ends_in_values(c: &Cond) -> bool {
    match &c.kind {
        CondKind::Or(list) | CondKind::And(list) => list.last().is_some_and(ends_in_values),
        CondKind::Not(inner) => ends_in_values(inner),
        CondKind::Atom(_, test) => matches!(test, Some(Test::Is(_) | Test::IsA(..) | Test::Has(_))),
    }
}

/// True if the grammar reads the text as one `word`.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_〇○·%".contains(c) || is_han(c))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// Gives back to Chinese text the full-width signs that the tree keeps half-width.
pub(super) fn widen(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let han = |at: Option<usize>| at.and_then(|i| chars.get(i)).is_some_and(|c| is_han(*c) || "”》」】）".contains(*c));
    let any = chars.iter().any(|c| is_han(*c));
    let wide = |(i, c): (usize, &char)| match *c {
        '(' if any => '（',
        ')' if any => '）',
        ',' | ':' | ';' | '?' | '!' if han(i.checked_sub(1)) || han(Some(i + 1)) => char::from_u32(*c as u32 + 0xFEE0).unwrap_or(*c),
        c => c,
    };
    chars.iter().enumerate().map(wide).collect()
}
