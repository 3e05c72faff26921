//! Whether an answer is what a scenario expects.

use super::expect::{Wanted, WantedKind};
use super::scenario::{place_en, place_zh};
use crate::base::{Force, Relation, Str};
use crate::model::*;

type Found = Result<(), (String, String)>;

fn no<T>(zh: impl Into<String>, en: impl Into<String>) -> Result<T, (String, String)> {
    Err((zh.into(), en.into()))
}

/// Compares one answer with one expected outcome.
pub(super) fn matches(model: &Model, facts: &Facts, answer: &Answer, wanted: &Wanted) -> Found {
    match (&wanted.kind, &answer.body) {
        (WantedKind::Silent, _) => silent(answer),
        (WantedKind::Conflict, _) if answer.status == Status::Conflict => Ok(()),
        (WantedKind::Conflict, _) => no("应为冲突，实际不是", "expected a conflict"),
        (WantedKind::Applies(want), Body::Applies(s)) if s.holds == Some(*want) => Ok(()),
        (WantedKind::Verdict(v, places, _), Body::Check(c)) => checked(c, *v, places),
        (WantedKind::Verdict(v, _, by), Body::May(m)) => verdict(model, m, *v, *by, wanted.force),
        (_, Body::Choice(c)) => leaf(model, facts, c, wanted),
        (_, Body::Collection(c)) => collection(model, c, wanted),
        (WantedKind::Words(words), _) => mentions(model, answer, words),
        (WantedKind::Actors(set), _) => mentions(model, answer, &each(model, set)),
        _ => no("答案的种类与预期不同", "the answer is of another kind than expected"),
    }
}

fn silent(answer: &Answer) -> Found {
    let mute = matches!(&answer.body, Body::Choice(Choice { main: Some(Tree::Leaf(Leaf { kind: LeafKind::Silent(_), .. })), .. }));
    if answer.status == Status::Silent || mute { Ok(()) } else { no("应为未规定，实际有答案", "expected silence, found an answer") }
}

fn checked(check: &Check, want: Verdict, places: &[Place]) -> Found {
    let of = |v: Verdict| check.findings.iter().filter(move |f| f.verdict == v).map(|f| f.cite.place).collect::<Vec<_>>();
    let found = of(want);
    if want == Verdict::Met && (!of(Verdict::Breached).is_empty() || !of(Verdict::Departed).is_empty()) {
        let bad = of(Verdict::Breached).into_iter().chain(of(Verdict::Departed)).map(place_zh).collect::<Vec<_>>().join("、");
        return no(format!("应为符合，实际有违反或偏离：{bad}"), format!("expected all met, found breaches: {bad}"));
    }
    if found.is_empty() {
        return no(format!("没有这样的结论：{want:?}"), format!("no finding is {want:?}"));
    }
    if let Some(p) = places.iter().find(|p| !found.iter().any(|f| p.covers(*f))) {
        return no(format!("{}没有列为 {want:?}", place_zh(*p)), format!("{} is not listed as {want:?}", place_en(*p)));
    }
    let extra = found.iter().find(|f| !places.iter().any(|p| p.covers(**f)));
    match extra.filter(|_| !places.is_empty() && matches!(want, Verdict::Breached | Verdict::Departed)) {
        Some(p) => no(format!("多出：{}", place_zh(*p)), format!("unexpected finding at {}", place_en(*p))),
        None => Ok(()),
    }
}

fn verdict(model: &Model, may: &May, want: Verdict, by: Option<TermId>, force: Option<Force>) -> Found {
    if may.verdict != want {
        return no(format!("结论是 {:?}，应为 {want:?}", may.verdict), format!("the verdict is {:?}, not {want:?}", may.verdict));
    }
    let names_it =
        |l: &MayLine| by.is_none_or(|b| l.by.as_ref().is_none_or(|s| s.list.iter().any(|a| matches!(a.who, Who::Term(t) if model.terms.is_a(b, t) || model.terms.is_a(t, b)))));
    if !may.lines.is_empty() && !may.lines.iter().any(names_it) {
        return no("经谁不同", "another approver");
    }
    match (force, may.lines.first()) {
        (Some(f), Some(l)) if l.force != f => no(format!("力度是“{}”", l.force.zh()), format!("the force is {}", l.force.en())),
        _ => Ok(()),
    }
}

fn leaf(model: &Model, _facts: &Facts, choice: &Choice, wanted: &Wanted) -> Found {
    let leaf = match &choice.main {
        Some(Tree::Leaf(leaf)) => leaf,
        Some(Tree::Fork { .. }) => return no("答案还要看条件", "the answer is conditional"),
        None => return no("没有规则肯定适用", "no rule surely applies"),
    };
    if matches!(leaf.kind, LeafKind::Conflict(_)) {
        return no("答案是冲突", "the answer is a conflict");
    }
    if let Some(f) = wanted.force
        && f != leaf.force
        && !matches!(&leaf.kind, LeafKind::Actors { actors, .. } | LeafKind::StandIn { actors, .. } if actors.list.iter().any(|a| a.force == Some(f)))
    {
        return no(format!("力度是“{}”，应为“{}”", leaf.force.zh(), f.zh()), format!("the force is {}, not {}", leaf.force.en(), f.en()));
    }
    match (&wanted.kind, &leaf.kind) {
        (WantedKind::Actors(want), LeafKind::Actors { actors, .. } | LeafKind::StandIn { actors, .. }) => same_actors(model, actors, want),
        (WantedKind::Steps(steps), LeafKind::Actors { actors, act }) => match steps.as_slice() {
            [(a, set)] if model.terms.is_a(*act, *a) => same_actors(model, actors, set),
            _ => no("只有一步", "there is one step"),
        },
        (WantedKind::Date(d), LeafKind::Due(list)) => {
            let days: Vec<String> = list.iter().filter_map(|x| if let DateValue::Day { date, .. } = &x.value { Some(date.to_string()) } else { None }).collect();
            if days.contains(&d.to_string()) { Ok(()) } else { no(format!("日期是 {}，应为 {d}", days.join("、")), format!("the date is {}, not {d}", days.join(", "))) }
        }
        (WantedKind::Length(anchor, after, length), LeafKind::Due(list)) => {
            let same = |d: &DueLeaf| {
                matches!(d.limit.formula(), Some(Formula::Length { anchor: a, direction, length: l })
                    if l == length && (*direction == crate::calendar::Direction::After) == *after
                        && model.field(*a).is_some_and(|f| f.name == *anchor || f.aliases.contains(anchor) || f.english.as_ref() == Some(anchor)))
            };
            if list.iter().any(same) { Ok(()) } else { no("期限不同", "another time limit") }
        }
        (WantedKind::Vague(word), LeafKind::Due(list)) => {
            let same = |d: &DueLeaf| matches!(d.limit.formula(), Some(Formula::Vague(w, ..)) if w == word);
            if list.iter().any(same) { Ok(()) } else { no("期限不同", "another time limit") }
        }
        (WantedKind::Monthly(day), LeafKind::Due(list)) => {
            let same = |d: &DueLeaf| matches!(d.limit.formula(), Some(Formula::Monthly { day: of, .. }) if of == day);
            if list.iter().any(same) { Ok(()) } else { no("期限不同", "another time limit") }
        }
        (WantedKind::Words(words), LeafKind::Due(list)) => {
            let named = |w: &Vec<Str>| list.iter().any(|d| matches!(&d.limit.value, LimitValue::Field(f, ..) if model.field(*f).is_some_and(|f| w.contains(&f.name))));
            if words.iter().all(named) { Ok(()) } else { no("期限不同", "another time limit") }
        }
        (WantedKind::Quantity(relation, n), LeafKind::Quantity { relation: r, number, .. }) => {
            if number == n && relation.is_none_or(|x| x == *r) {
                Ok(())
            } else {
                no(format!("限额是 {} {}", r.sign(), number / SCALE), format!("the limit is {} {}", r.sign(), number / SCALE))
            }
        }
        (WantedKind::Quantity(Some(Relation::Le), n), LeafKind::Range { most, .. }) if most == n => Ok(()),
        (WantedKind::Quantity(Some(Relation::Ge), n), LeafKind::Range { least, .. }) if least == n => Ok(()),
        (WantedKind::Quantity(_, n), LeafKind::Quorum { least: Some(k), .. }) if k * SCALE == *n => Ok(()),
        (_, LeafKind::Silent(_)) => no("答案是未规定", "the answer is silence"),
        _ => no("答案与预期不同", "the answer differs"),
    }
}

/// The same members; brackets are compared only where the expectation has them.
fn same_actors(model: &Model, found: &ActorSet, want: &ActorSet) -> Found {
    let is = |a: &Actor, b: &Actor| a.who == b.who && a.above == b.above;
    let missing: Vec<&Actor> = want.list.iter().filter(|w| !found.list.iter().any(|f| is(f, w))).collect();
    let extra = found.list.iter().any(|f| !want.list.iter().any(|w| is(f, w)));
    if missing.is_empty() && (!extra || want.etc) {
        return Ok(());
    }
    let show = |s: &ActorSet| names(model, s).join("、");
    no(format!("答案是{}，应为{}", show(found), show(want)), format!("the answer is {}, not {}", show(found), show(want)))
}

fn names(model: &Model, set: &ActorSet) -> Vec<Str> {
    let name = |a: &Actor| match a.who {
        Who::Term(t) => model.terms.get(t).map_or_else(|| "?".into(), |t| t.name.clone()),
        Who::Slot(t, _) => model.terms.get(t).map_or_else(|| "?".into(), |t| t.name.clone()),
        Who::Open => "未明确".into(),
    };
    set.list.iter().map(name).collect()
}

fn collection(model: &Model, c: &Collection, wanted: &Wanted) -> Found {
    if c.lines.is_empty() {
        return no("没有规则肯定适用", "no rule surely applies");
    }
    if let Some(f) = wanted.force
        && !c.lines.iter().any(|l| l.force == f || actor_forces(l).contains(&f))
    {
        return no(format!("没有力度为“{}”的一项", f.zh()), format!("no line has force {}", f.en()));
    }
    match &wanted.kind {
        WantedKind::Steps(steps) => same_steps(model, c, steps),
        WantedKind::Actors(want) => {
            if c.lines.iter().all(|l| matches!(l.kind, LineKind::Norm | LineKind::Frequency { .. })) {
                return lines_mention(model, c, &each(model, want));
            }
            let mut found = ActorSet { any: true, etc: false, list: Vec::new() };
            for l in &c.lines {
                match &l.kind {
                    LineKind::Step(s) => found.list.extend(s.actors.list.iter().cloned()),
                    LineKind::Slot { actors, .. } => found.list.extend(actors.list.iter().cloned()),
                    LineKind::Meeting { meeting, .. } => found.list.push(plain(*meeting)),
                    LineKind::Norm => found.list.extend(bearers(model, l)),
                    LineKind::Choice(_, Choice { main: Some(Tree::Leaf(Leaf { kind: LeafKind::Actors { actors, .. }, .. })), .. }) => {
                        found.list.extend(actors.list.iter().cloned())
                    }
                    _ => {}
                }
            }
            same_actors(model, &found, want)
                .or_else(|e| lines_mention(model, c, &each(model, want)).map_err(|_| e).and_then(|()| if norms(c) { Ok(()) } else { same_actors(model, &found, want) }))
        }
        WantedKind::Words(words) => lines_mention(model, c, words),
        WantedKind::Quantity(relation, n) if c.lines.iter().any(|l| matches!(l.kind, LineKind::Frequency { .. })) => {
            let same = |b: &FrequencyBound| match relation {
                Some(Relation::Le) => b.most == Some(n / SCALE),
                Some(Relation::Ge) => b.least == Some(n / SCALE),
                _ => [b.least, b.most].contains(&Some(n / SCALE)),
            };
            let found = c.lines.iter().any(|l| matches!(&l.kind, LineKind::Frequency { bound: Some(b), .. } if same(b)));
            if found { Ok(()) } else { no("频次不同", "another frequency") }
        }
        _ => no("答案是一串，与预期的种类不同", "the answer is a list, of another kind than expected"),
    }
}

fn norms(c: &Collection) -> bool {
    c.lines.iter().any(|l| matches!(l.kind, LineKind::Norm))
}

fn actor_forces(line: &Line) -> Vec<Force> {
    match &line.kind {
        LineKind::Step(s) => s.actors.list.iter().filter_map(|a| a.force).collect(),
        LineKind::Slot { actors, .. } => actors.list.iter().filter_map(|a| a.force).collect(),
        _ => Vec::new(),
    }
}

fn plain(t: TermId) -> Actor {
    Actor { who: Who::Term(t), above: false, entrusted: None, consent: None, guard: Cond::True, limit: Vec::new(), force: None }
}

fn bearers(model: &Model, line: &Line) -> Vec<Actor> {
    model.rule(line.cite.rule).map(|r| r.bearers.iter().map(|b| plain(b.term)).collect()).unwrap_or_default()
}

/// The same acts by the same actors, in the same order.
fn same_steps(model: &Model, c: &Collection, want: &[(TermId, ActorSet)]) -> Found {
    let mut found: Vec<(TermId, ActorSet)> = Vec::new();
    for l in &c.lines {
        match &l.kind {
            LineKind::Step(s) => found.push((s.act, s.actors.clone())),
            LineKind::Choice(_, choice) => {
                let mut leaves = Vec::new();
                choice.main.iter().for_each(|t| t.leaves(&mut leaves));
                for leaf in leaves {
                    if let LeafKind::Actors { act, actors } = &leaf.kind {
                        found.push((*act, actors.clone()));
                    }
                }
            }
            _ => {}
        }
    }
    let show = |list: &[(TermId, ActorSet)]| {
        let step = |(act, set): &(TermId, ActorSet)| format!("{} {}", names(model, set).join("、"), model.terms.get(*act).map_or("?", |t| t.name.as_ref()));
        list.iter().map(step).collect::<Vec<_>>().join(" → ")
    };
    let same = found.len() == want.len() && found.iter().zip(want).all(|((a, s), (b, t))| a == b && same_actors(model, s, t).is_ok());
    if same { Ok(()) } else { no(format!("流程是 {}，应为 {}", show(&found), show(want)), format!("the procedure is {}, not {}", show(&found), show(want))) }
}

/// Every word stands in some line.
fn lines_mention(model: &Model, c: &Collection, words: &[Vec<Str>]) -> Found {
    let texts: Vec<String> = c.lines.iter().map(|l| item_words(model, l.cite.rule, l.cite.item)).collect();
    all_in(&texts.join("\n"), words)
}

fn mentions(model: &Model, answer: &Answer, words: &[Vec<Str>]) -> Found {
    let mut text = String::new();
    match &answer.body {
        Body::Meeting(p) => p.lines.iter().for_each(|(c, _)| text.push_str(&item_words(model, c.rule, c.item))),
        Body::Article(p) => {
            for id in p.rules.iter().chain(&p.consequences) {
                let items = model.rule(*id).map_or(0, |r| r.items.len() as u32);
                (0..items).for_each(|i| text.push_str(&item_words(model, *id, i)));
            }
        }
        Body::Applies(_) => {
            let h = &model.header;
            text = format!("{} {} {:?} {:?}", h.name, h.jurisdiction, h.applies, h.repeals.iter().map(|r| r.name.clone()).collect::<Vec<_>>());
        }
        _ => {}
    }
    all_in(&text, words)
}

fn all_in(text: &str, words: &[Vec<Str>]) -> Found {
    match words.iter().find(|w| !w.iter().any(|m| text.contains(m.as_ref()))).and_then(|w| w.first()) {
        None => Ok(()),
        Some(w) => no(format!("答案里没有“{w}”"), format!("the answer does not mention `{w}`")),
    }
}

/// Actors as words, each in its one meaning.
fn each(model: &Model, set: &ActorSet) -> Vec<Vec<Str>> {
    names(model, set).into_iter().map(|n| vec![n]).collect()
}

/// The names an item is made of, for "the answer must mention".
fn item_words(model: &Model, rule: RuleId, item: u32) -> String {
    let Some(r) = model.rule(rule) else { return String::new() };
    let Some(i) = r.items.get(item as usize) else { return String::new() };
    let mut out: Vec<Str> = r.bearers.iter().map(|b| term(model, b.term)).collect();
    let set = |s: &ActorSet| names(model, s);
    match &i.content {
        Content::Step(s) => {
            out.extend(set(&s.actors));
            out.push(term(model, s.act));
            out.extend(s.object.clone());
            out.extend(s.towards.iter().map(|t| term(model, *t)));
        }
        Content::Norm(n) => {
            match &n.what {
                What::Fact(c) | What::Compare { cond: c, .. } => {
                    let mut atoms = Vec::new();
                    c.atoms(&mut atoms);
                    out.extend(atoms.iter().filter_map(|a| model.atom(*a)).filter_map(|a| model.field(a.field)).map(|f| f.name.clone()));
                }
                What::Act { act, objects } => {
                    out.push(term(model, *act));
                    out.extend(objects.iter().map(|o| object(model, o)));
                }
                What::Phrase(p) => out.push(p.clone()),
            }
            out.extend(n.towards.iter().map(|t| term(model, *t)));
        }
        Content::Slot(s) => out.extend(set(&s.actors)),
        Content::Duty(d) => {
            out.push(term(model, d.verb));
            out.extend(d.matters.iter().map(|o| object(model, o)));
        }
        Content::StandIn(s) => {
            out.extend(set(&s.actors));
            out.extend(s.power.map(|t| term(model, t)));
        }
        Content::Breach { consequences, .. } => out.extend(consequences.iter().map(|t| term(model, *t))),
        Content::Limit(l) => out.extend(model.field(l.field).map(|f| f.name.clone())),
        Content::Frequency(_) | Content::Quorum(_) | Content::Declares => {}
    }
    out.join(" ") + "\n"
}

fn term(model: &Model, t: TermId) -> Str {
    model.terms.get(t).map_or_else(|| "?".into(), |t| t.name.clone())
}

fn object(model: &Model, o: &Object) -> Str {
    match o {
        Object::Term(t) => term(model, *t),
        Object::Record(r, _) => model.record(*r).map_or_else(|| "?".into(), |r| r.name.clone()),
        Object::Phrase(p) => p.clone(),
    }
}
