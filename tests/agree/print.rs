//! A case as the text of a scenario.

use guiju::model::*;

pub fn question(model: &Model, q: &Question) -> String {
    let term = |t: &TermId| model.terms.get(*t).unwrap().name.to_string();
    let field = |f: &FieldId| model.field(*f).unwrap().name.to_string();
    let record = q.facts.record.map(|r| format!("{}（{}）", model.record(r).unwrap().name, facts(model, &q.facts))).unwrap_or_else(|| format!("（{}）", facts(model, &q.facts)));
    let asked = match &q.kind {
        QuestionKind::Who(act, _) => format!("谁 {} {record}", term(act)),
        QuestionKind::When(act, _) => format!("何时 {} {record}", term(act)),
        QuestionKind::Limit(f) => format!("限额 {} {record}", field(f)),
        QuestionKind::StandIn(role) => format!("谁 代理 {}{record}", term(role)),
        QuestionKind::Check => format!("核查 {record}"),
        other => format!("{other:?}"),
    };
    asked.replace("（）", "")
}

fn facts(model: &Model, f: &Facts) -> String {
    let term = |t: &TermId| model.terms.get(*t).unwrap().name.to_string();
    let mut out: Vec<String> = f.given.iter().map(|id| fact(model, *id, &f.domain(model, *id))).collect();
    if !f.situation.away.is_empty() {
        let list: Vec<String> = f.situation.away.iter().map(|a| format!("{}{}", term(&a.role), a.reason.map_or(String::new(), |r| format!("（{}）", term(&r))))).collect();
        out.push(format!("缺席：{}", list.join("、")));
    }
    match &f.situation.trust {
        None => {}
        Some(None) => out.push("受托人：无".into()),
        Some(Some(t)) => out.push(format!("受托人：{}{}", term(&t.role), t.by.map_or(String::new(), |b| format!("（{}）", term(&b))))),
    }
    if f.rest_no {
        out.push("余否".into());
    }
    out.join("，")
}

fn fact(model: &Model, id: FieldId, d: &Domain) -> String {
    let f = model.field(id).unwrap();
    let name = &f.name;
    let term = |t: &TermId| model.terms.get(*t).unwrap().name.to_string();
    if d.just_none() {
        return format!("{name}：无");
    }
    let day = |n: i64| chrono::NaiveDate::from_num_days_from_ce_opt(n as i32).unwrap().to_string();
    match &d.values {
        Values::Bool { yes, .. } => {
            if *yes {
                name.to_string()
            } else {
                format!("非 {name}")
            }
        }
        Values::Numbers(list) => match &f.kind {
            Type::Date => format!("{name}：{}", day(list[0].0)),
            Type::Number(unit) => format!("{name}：{} {}", list[0].0 / SCALE, unit.clone().unwrap_or_default()),
            _ => format!("{name}：?"),
        },
        Values::Terms(set) => {
            let inner = set.iter().find(|t| model.terms.below(*t) == *set);
            let only = set.iter().count() == 1;
            match inner {
                Some(t) => format!("{name}：{}", term(&t)),
                None => format!("{name}：{}{}", term(&set.iter().next().unwrap()), if only { "/*本身*/" } else { "/*?*/" }),
            }
        }
        Values::Members { yes, complete, .. } => format!("{name}：{}{}", yes.iter().map(term).collect::<Vec<_>>().join("、"), if *complete { "" } else { "等" }),
        Values::Limit { known: Some(LimitFact::Date(n)), .. } => format!("{name}：{}", day(*n)),
        Values::Limit { known: Some(LimitFact::Length(l)), .. } => format!("{name}：{} {:?}", l.count, l.unit),
        Values::Text { known: Some(t), .. } => format!("{name}：“{t}”"),
        other => format!("{name}：{other:?}"),
    }
}
