//! Rego on regorus' virtual machine: violations are a set, the hierarchy and the calendar are data documents.

use crate::facts::{Said, competence, fields, number, texts};
use crate::work::deadline::{Ask, Deadline};
use crate::work::meetings::TREE;
use crate::work::norms::{Case, Limits};
use crate::work::signing::{self, Doc};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;

fn machine(text: String, entry: &str, data: serde_json::Value) -> RefCell<RegoVM> {
    let mut engine = Engine::new();
    let data = Value::from_json_str(&data.to_string()).unwrap();
    engine.add_policy("policy".into(), format!("package p\n\nimport rego.v1\n\n{text}")).unwrap();
    engine.add_data(data.clone()).unwrap();
    let compiled = engine.compile_with_entrypoint(&entry.into()).unwrap();
    let mut vm = RegoVM::new();
    vm.load_program(Compiler::compile_from_policy(&compiled, &[entry]).unwrap());
    vm.set_data(data).unwrap();
    RefCell::new(vm)
}

fn run(vm: &RefCell<RegoVM>, input: Value) -> Value {
    let mut vm = vm.borrow_mut();
    vm.set_input(input);
    vm.execute().unwrap()
}

fn object(pairs: impl IntoIterator<Item = (Value, Value)>) -> Value {
    let mut out = Value::new_object();
    let map = out.as_object_mut().unwrap();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    out
}

pub fn signing() -> impl Fn(&Doc) -> u8 {
    let text = "signer := 0 if {\n\tinput.kind in {\"命令\", \"议案\", \"提案\"}\n} else := 0 if {\n\tinput.issuer == \"县政府\"\n} else := 0 if {\n\tinput.issuer == \"县政府办公室\"\n\tinput.major\n} else := 0 if {\n\tinput.issuer == \"县政府办公室\"\n\tinput.to == \"市政府办公室\"\n} else := 1 if {\n\tinput.issuer == \"县政府办公室\"\n} else := 3\n";
    let vm = machine(text.into(), "data.p.signer", serde_json::json!({}));
    let [kind, issuer, to, major, normative] = ["kind", "issuer", "to", "major", "normative"].map(Value::from);
    move |d| {
        let input = object([
            (kind.clone(), Value::from(signing::KINDS[d.kind as usize])),
            (issuer.clone(), Value::from(signing::ISSUERS[d.issuer as usize])),
            (to.clone(), Value::from(signing::ADDRESSEES[d.to as usize])),
            (major.clone(), Value::from(d.major)),
            (normative.clone(), Value::from(d.normative)),
        ]);
        run(&vm, input).as_u64().unwrap() as u8
    }
}

pub fn meetings() -> impl Fn(&u8) -> u8 {
    let up = |name: &str| TREE.iter().find(|(n, _)| *n == name).map_or("", |(_, p)| *p);
    let mut above = BTreeMap::new();
    for (name, _) in TREE {
        above.insert(name, std::iter::successors(Some(name), |n| Some(up(n)).filter(|p| !p.is_empty())).collect::<Vec<_>>());
    }
    let of = |name: &str| (0..4u8).filter(|m| competence(*m).any(|n| n == name)).collect::<Vec<_>>();
    let competent: BTreeMap<&str, Vec<u8>> = TREE.iter().map(|(n, _)| (*n, of(n))).collect();
    let text = "meetings contains m if {\n\tsome a in data.above[input.matter]\n\tsome m in data.competent[a]\n}\n";
    let vm = machine(text.into(), "data.p.meetings", serde_json::json!({"above": above, "competent": competent}));
    let matter = Value::from("matter");
    move |m| {
        let found = run(&vm, object([(matter.clone(), Value::from(TREE[*m as usize].0))]));
        found.as_set().map_or(0, |s| s.iter().fold(0, |sum, m| sum | 1 << m.as_u64().unwrap()))
    }
}

pub fn norms(limits: &Limits) -> impl Fn(&Case) -> u64 + use<> {
    let word = |s: Said| match s {
        Said::Yes(f) => format!("input.{f}"),
        Said::No(f) => format!("not input.{f}"),
        Said::In(f, list) => format!("input.{f} in {{{}}}", list.join(", ")),
        Said::Than(f, sign, n) => format!("input.{f} {sign} {n}"),
    };
    let rules = texts(limits, "\n\t", word).into_iter().enumerate().map(|(n, t)| format!("broken contains \"n{n:02}\" if {{\n\t{t}\n}}\n\n"));
    let vm = machine(rules.collect(), "data.p.broken", serde_json::json!({}));
    let keys: BTreeMap<&str, Value> = ["kind", "actor"].iter().chain(&crate::facts::INTS).chain(&crate::facts::BOOLS).map(|k| (*k, Value::from(*k))).collect();
    let keys: Vec<Value> = ["kind", "actor"].iter().chain(&crate::facts::INTS).chain(&crate::facts::BOOLS).map(|k| keys[k].clone()).collect();
    move |c| {
        let (texts, ints, bools) = fields(c);
        let values = texts.into_iter().map(|(_, v)| Value::from(v)).chain(ints.map(|(_, v)| Value::from(v))).chain(bools.map(|(_, v)| Value::from(v)));
        let found = run(&vm, object(keys.iter().cloned().zip(values)));
        found.as_set().map_or(0, |s| s.iter().fold(0, |sum, n| sum | 1 << number(n.as_string().unwrap())))
    }
}

pub fn deadline(w: &Deadline) -> impl Fn(&Ask) -> Option<i32> + use<> {
    let rank: BTreeMap<String, u16> = w.rank.iter().enumerate().map(|(n, r)| ((n as i32 + w.first).to_string(), *r)).collect();
    let days: Vec<i32> = w.days.iter().map(|d| i32::from(*d) + w.first).collect();
    let vm = machine("last := data.days[(data.rank[input.day] + input.count) - 1]\n".into(), "data.p.last", serde_json::json!({"rank": rank, "days": days}));
    let (day, count) = (Value::from("day"), Value::from("count"));
    move |a| {
        let input = object([(day.clone(), Value::from(a.day.to_string())), (count.clone(), Value::from(u64::from(a.count)))]);
        run(&vm, input).as_i64().ok().map(|n| n as i32)
    }
}
