//! Statements that declare: header, calendar, taxonomy, ranking, record, constraint, definition.

use super::super::ast::*;
use super::Pen;
use super::lines::{Gap, Line, STEP, WIDTH, end, start};
use super::parts::widen;
use super::words::{self, Word};
use crate::calendar::Date;
use unicode_width::UnicodeWidthStr;

impl Pen<'_> {
    /// `规则 上高县人民政府工作规则 shanggao`, each entry of the header on its line
    pub fn header(&self, word: Word, head: (&Name, &Option<Name>), items: &[HeaderItem], at: u32) -> Vec<Line> {
        let mut out = vec![Line::new(0, format!("{} {}", self.word(word), self.declared(head.0, head.1)), at)];
        let last = items.len().saturating_sub(1);
        for (i, item) in items.iter().enumerate() {
            let values: Vec<String> = item.values.iter().map(|v| self.header_value(v)).collect();
            let semi = if i < last { self.word(words::SEMI) } else { "" };
            let key = format!("{}{}", self.name(&item.key), self.word(words::COLON));
            let lines = self.filled(key, &values, semi);
            out.extend(lines.into_iter().map(|(depth, text)| Line::nowhere(depth, text)).enumerate().map(|(i, line)| match i {
                0 => Line { at: Some(start(item.key.span)), gap: Gap::Source, ..line },
                _ => line,
            }));
        }
        out
    }

    /// `称谓：区长 即 县长、…` in lines as wide as may be, each but the first one step further in.
    fn filled(&self, key: String, values: &[String], end: &str) -> Vec<(usize, String)> {
        let mut out = vec![(1, key)];
        let last = values.len().saturating_sub(1);
        for (i, value) in values.iter().enumerate() {
            let text = format!("{value}{}", if i < last { self.word(words::SEP) } else { end });
            match out.last_mut() {
                Some((depth, line)) if i == 0 || *depth * STEP + line.width() + text.trim_end().width() <= WIDTH => line.push_str(&text),
                _ => out.push((2, text)),
            }
        }
        out
    }

    fn header_value(&self, value: &HeaderValue) -> String {
        match value {
            HeaderValue::Date(date) => self.long_date(*date),
            HeaderValue::Text(text, None) => self.header_text(text),
            HeaderValue::Text(text, Some(date)) => self.header_text(text) + &self.bracketed(&self.long_date(*date)),
            HeaderValue::OwnWord(own, common) => format!("{} {} {}", self.name(own), self.word(words::SAME_AS), self.name(common)),
        }
    }

    /// Header text stands bare whatever it contains.
    fn header_text(&self, text: &Name) -> String {
        if text.quoted {
            return self.name(text);
        }
        let text = self.namer.name(text, self.lang);
        if self.is_zh() { widen(&text) } else { text.into_owned() }
    }

    /// `日历 中国 2023：放假 春节 2023-01-21 至 2023-01-27；上班 …`
    pub fn calendar(&self, head: Line, holidays: &[(Name, Date, Date)], worked: &[Date]) -> Vec<Line> {
        let mut clauses: Vec<Vec<Line>> = holidays.iter().map(|h| vec![self.holiday(h)]).collect();
        if !worked.is_empty() {
            let days = self.listed(worked.iter().map(|d| self.date(*d)), false);
            clauses.push(vec![Line::nowhere(1, format!("{} {days}", self.word(words::WORKED)))]);
        }
        self.block(head, clauses, words::SEMI)
    }

    fn holiday(&self, (name, from, to): &(Name, Date, Date)) -> Line {
        let until = if from == to { String::new() } else { format!(" {} {}", self.word(words::TO), self.date(*to)) };
        let text = format!("{} {} {}{until}", self.word(words::HOLIDAY), self.name(name), self.date(*from));
        Line::new(1, text, start(name.span))
    }

    /// `分类 职务：县长，副县长（常务副县长）`
    pub fn taxonomy(&self, head: Line, terms: &[Term]) -> Vec<Line> {
        self.block(head, terms.iter().map(|t| self.term_lines(t, 1)).collect(), words::COMMA)
    }

    /// A term on one line, or its children below it.
    fn term_lines(&self, t: &Term, depth: usize) -> Vec<Line> {
        let line = |text: String| Line::new(depth, text, start(t.name.span)).gap(Gap::Source);
        let inline = line(self.term(t));
        let mut children: Vec<Vec<Line>> = t.children.iter().map(|c| self.term_lines(c, depth + 1)).collect();
        let flat: Vec<Line> = children.iter().flatten().cloned().collect();
        if children.is_empty() || (self.fits(depth, &inline.text) && !self.commented(inline.at, &flat)) {
            return vec![inline];
        }
        let mut out = vec![line(self.term_head(t) + self.lang.pick("（", " ("))];
        let last = children.pop().unwrap_or_default();
        out.extend(children.into_iter().flat_map(|c| end(c, self.word(words::COMMA))));
        out.extend(end(last, self.lang.pick("）", ")")));
        out
    }

    fn term(&self, t: &Term) -> String {
        if t.children.is_empty() {
            return self.term_head(t);
        }
        let children = self.commas(t.children.iter().map(|c| self.term(c)));
        self.term_head(t) + self.lang.pick("", " ") + &self.bracketed(&children)
    }

    fn term_head(&self, t: &Term) -> String {
        let mark = |on: bool, word: Word| if on { format!(" {}", self.word(word)) } else { String::new() };
        self.declared(&t.name, &t.english) + &self.aliases(&t.aliases) + &mark(t.unique, words::UNIQUE) + &mark(t.relative, words::RELATIVE)
    }

    fn aliases(&self, aliases: &[Name]) -> String {
        match aliases {
            [] => String::new(),
            list => format!(" {} {}", self.word(words::ALIAS), self.listed(list.iter().map(|n| self.written(n)), false)),
        }
    }

    /// `县长 ＞ 常务副县长 ＞ 副县长`
    pub fn ranking(&self, order: &[Name]) -> String {
        let sign = format!(" {} ", self.word(words::GREATER));
        order.iter().map(|n| self.name(n)).collect::<Vec<_>>().join(&sign)
    }

    /// `对象 公文 document（按 文种，责任 报送单位）：…`
    pub fn record(&self, r: &Record, at: u32) -> Vec<Line> {
        let head = format!("{} {}{}{}", self.word(words::RECORD), self.declared(&r.name, &r.english), self.aliases(&r.aliases), self.record_marks(r));
        let head = Line::new(0, head, at);
        if r.fields.is_empty() {
            return vec![head];
        }
        let line = |f: &Field| vec![Line::new(1, self.field(f), start(f.name.span)).gap(Gap::Source)];
        self.below(head, r.fields.iter().map(line).collect(), words::SEMI)
    }

    fn record_marks(&self, r: &Record) -> String {
        let one = |word: Word, name: &Option<Name>| name.as_ref().map(|n| format!("{} {}", self.word(word), self.name(n)));
        let parents = self.listed(r.attached.iter().map(|n| self.name(n)), false);
        let attached = (!r.attached.is_empty()).then(|| format!("{} {parents}", self.word(words::ATTACHED)));
        let marks: Vec<String> = [one(words::BY_KIND, &r.kind), one(words::RESPONSIBLE, &r.responsible), attached].into_iter().flatten().collect();
        match marks.is_empty() {
            true => String::new(),
            false => self.lang.pick("", " ").to_string() + &self.bracketed(&self.commas(marks)),
        }
    }

    /// `会议 meeting（文种：纪要）：会议 可无`
    fn field(&self, f: &Field) -> String {
        let only = f.only.as_ref().map(|c| self.lang.pick("", " ").to_string() + &self.bracketed(&self.cond(c))).unwrap_or_default();
        let optional = if f.optional { format!(" {}", self.word(words::OPTIONAL)) } else { String::new() };
        let name = self.declared(&f.name, &f.english) + &self.aliases(&f.aliases);
        format!("{name}{only}{}{}{optional}", self.word(words::COLON), self.field_type(&f.kind))
    }

    fn field_type(&self, kind: &FieldType) -> String {
        let with = |word: Word, inner: Option<String>| self.word(word).to_string() + &inner.map(|i| self.bracketed(&i)).unwrap_or_default();
        match kind {
            FieldType::Bool { judge } => with(words::YES_NO, judge.as_ref().map(|n| self.judged(n))),
            FieldType::Number { unit } => with(words::NUMBER, unit.as_ref().map(|u| self.unit(&u.text).to_string())),
            FieldType::Date { act } => with(words::DATE, act.as_ref().map(|n| self.name(n))),
            FieldType::Limit => with(words::TIME_LIMIT, None),
            FieldType::Text => with(words::TEXT, None),
            FieldType::Many(name) => format!("{} {}", self.word(words::MANY), self.name(name)),
            FieldType::Enum(list) => self.listed(list.iter().map(|(n, e)| self.declared(n, e)), false),
            FieldType::Term(name) => self.name(name),
        }
    }

    /// `由 县长 认定`, `county_head decides`
    fn judged(&self, name: &Name) -> String {
        let name = self.name(name);
        if self.is_zh() { format!("由 {name} 认定") } else { format!("{name} decides") }
    }

    /// `若 文种 属 命令：名义 为 县政府`; the second part is bracketed where the first would swallow it
    pub fn constraint(&self, when: &Option<Cond>, then: &Cond) -> Vec<Line> {
        let text = self.cond(then);
        let Some(when) = when else { return vec![Line::nowhere(1, text)] };
        let text = if is_bare(when) && starts_with_colon(then) { self.bracketed(&text) } else { text };
        let line = self.case(when, &text);
        if self.fits(1, &line) {
            return vec![Line::nowhere(1, line)];
        }
        vec![Line::nowhere(1, self.case(when, "").trim_end().to_string()), Line::nowhere(2, text)]
    }
}

/// `涉密`, `非 涉密`
fn is_bare(c: &Cond) -> bool {
    match &c.kind {
        CondKind::Not(inner) => is_bare(inner),
        kind => matches!(kind, CondKind::Atom(_, None)),
    }
}

fn starts_with_colon(c: &Cond) -> bool {
    match &c.kind {
        CondKind::Not(inner) => starts_with_colon(inner),
        kind => matches!(kind, CondKind::Atom(_, Some(Test::IsA(_, true)))),
    }
}
