//! ZEN: one decision table a workload; no hierarchy, so subtrees are written out; no calendar.

use crate::facts::{BOOLS, INTS, NORMS, Said, below, competence, fields, number, said};
use crate::work::meetings::TREE;
use crate::work::norms::{Case, Limits};
use crate::work::signing::{self, Doc};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use zen_engine::loader::MemoryLoader;
use zen_engine::model::DecisionContent;
use zen_engine::nodes::custom::NoopCustomNode;
use zen_engine::{DecisionEngine, Variable};

type Row = (Vec<(&'static str, String)>, String);

fn table(policy: &str, fields: &[&str], rows: Vec<Row>) -> impl Fn(Value) -> Variable + use<> {
    let inputs: Vec<Value> = fields.iter().map(|f| json!({"id": f, "name": f, "field": f})).collect();
    let rule = |(n, (cells, out)): (usize, Row)| {
        let mut all: Map<String, Value> = fields.iter().map(|f| (f.to_string(), json!(""))).collect();
        all.extend(cells.into_iter().map(|(f, v)| (f.to_string(), json!(v))));
        all.extend([("_id".to_string(), json!(format!("r{n}"))), ("out".to_string(), json!(out))]);
        Value::Object(all)
    };
    let rules: Vec<Value> = rows.into_iter().enumerate().map(rule).collect();
    let outputs = json!([{"id": "out", "name": "out", "field": "out"}]);
    let graph = json!({
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "t", "name": "t", "type": "decisionTableNode", "content": {"hitPolicy": policy, "inputs": inputs, "outputs": outputs, "rules": rules}},
            {"id": "o", "name": "o", "type": "outputNode"}],
        "edges": [{"id": "e1", "type": "edge", "sourceId": "in", "targetId": "t"}, {"id": "e2", "type": "edge", "sourceId": "t", "targetId": "o"}]
    });
    let loader = MemoryLoader::default();
    loader.add("d".to_string(), serde_json::from_value::<DecisionContent>(graph).unwrap());
    let engine = DecisionEngine::new(Arc::new(loader), Arc::new(NoopCustomNode::default()));
    assert!(engine.compile().is_empty());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    move |input| runtime.block_on(engine.evaluate("d", Variable::from(input))).unwrap().result
}

fn rows(found: &Variable, of: impl Fn(&Variable) -> u64) -> u64 {
    match found {
        Variable::Array(list) => list.borrow().iter().fold(0, |sum, row| sum | 1 << of(row)),
        _ => 0,
    }
}

fn int(row: &Variable) -> u64 {
    match row.dot("out") {
        Some(Variable::Number(n)) => n.to_string().parse().unwrap(),
        other => panic!("{other:?}"),
    }
}

pub fn signing() -> impl Fn(&Doc) -> u8 {
    let cell = |f: &'static str, v: &str| (f, v.to_string());
    let office = || cell("issuer", "\"县政府办公室\"");
    let rules: Vec<Row> = vec![
        (vec![cell("kind", "\"命令\", \"议案\", \"提案\"")], "0".into()),
        (vec![cell("issuer", "\"县政府\"")], "0".into()),
        (vec![office(), cell("major", "true")], "0".into()),
        (vec![office(), cell("to", "\"市政府办公室\"")], "0".into()),
        (vec![office()], "1".into()),
        (vec![], "3".into()),
    ];
    let run = table("first", &["kind", "issuer", "major", "to"], rules);
    move |d| {
        let (kind, issuer, to) = (signing::KINDS[d.kind as usize], signing::ISSUERS[d.issuer as usize], signing::ADDRESSEES[d.to as usize]);
        int(&run(json!({"kind": kind, "issuer": issuer, "to": to, "major": d.major, "normative": d.normative}))) as u8
    }
}

pub fn meetings() -> impl Fn(&u8) -> u8 {
    let quoted = |name: &str| below(name).iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ");
    let rules = (0..4).flat_map(|m| competence(m).map(move |n| (vec![("matter", quoted(n))], m.to_string()))).collect();
    let run = table("collect", &["matter"], rules);
    move |m| rows(&run(json!({"matter": TREE[*m as usize].0})), int) as u8
}

pub fn norms(limits: &Limits) -> impl Fn(&Case) -> u64 + use<> {
    let cell = |s: Said| match s {
        Said::Yes(f) => (f, "true".into()),
        Said::No(f) => (f, "false".into()),
        Said::In(f, list) => (f, list.join(", ")),
        Said::Than(f, sign, n) => (f, format!("{sign} {n}")),
    };
    let rules = NORMS.iter().enumerate().map(|(n, tests)| (tests.iter().map(|t| cell(said(t, limits))).collect(), format!("\"n{n:02}\""))).collect();
    let names: Vec<&str> = ["kind", "actor"].into_iter().chain(INTS).chain(BOOLS).collect();
    let run = table("collect", &names, rules);
    let id = |row: &Variable| match row.dot("out") {
        Some(Variable::String(s)) => u64::from(number(&s.to_string())),
        other => panic!("{other:?}"),
    };
    move |c| {
        let (texts, ints, bools) = fields(c);
        let mut input = Map::with_capacity(26);
        input.extend(texts.into_iter().map(|(k, v)| (k.to_string(), json!(v))));
        input.extend(ints.map(|(k, v)| (k.to_string(), json!(v))));
        input.extend(bools.map(|(k, v)| (k.to_string(), json!(v))));
        rows(&run(Value::Object(input)), id)
    }
}
