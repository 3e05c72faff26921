//! CEL: a program a norm, facts through a resolver; no hierarchy, so subtrees are written out; no calendar.

use crate::facts::{Said, below, competence, texts};
use crate::work::meetings::TREE;
use crate::work::norms::{ACTORS, Case, KINDS, Limits};
use crate::work::signing::{self, Doc};
use cel::common::types::{CelBool, CelInt, CelString};
use cel::common::value::CowVal;
use cel::context::{Context, VariableResolver};
use cel::{Env, Program, Value};
use std::sync::Arc;

pub fn signing() -> impl Fn(&Doc) -> u8 {
    let env = Arc::new(Env::stdlib());
    let program = env.compile("kind in ['命令', '议案', '提案'] || issuer == '县政府' ? 0 : issuer == '县政府办公室' ? (major || to == '市政府办公室' ? 0 : 1) : 3").unwrap();
    move |d| {
        let mut facts = Context::with_env(env.clone());
        facts.add_variable_from_value("kind", signing::KINDS[d.kind as usize]);
        facts.add_variable_from_value("issuer", signing::ISSUERS[d.issuer as usize]);
        facts.add_variable_from_value("to", signing::ADDRESSEES[d.to as usize]);
        facts.add_variable_from_value("major", Value::Bool(d.major));
        facts.add_variable_from_value("normative", Value::Bool(d.normative));
        match program.execute(&facts) {
            Ok(Value::Int(n)) => n as u8,
            other => panic!("{other:?}"),
        }
    }
}

pub fn meetings() -> impl Fn(&u8) -> u8 {
    let env = Arc::new(Env::stdlib());
    let of = |m: u8| {
        let mut all: Vec<String> = competence(m).flat_map(below).map(|n| format!("'{n}'")).collect();
        all.sort();
        all.dedup();
        format!("matter in [{}]", all.join(", "))
    };
    let program = env.compile(&format!("[{}]", [0, 1, 2, 3].map(of).join(", "))).unwrap();
    move |matter| {
        let mut facts = Context::with_env(env.clone());
        facts.add_variable_from_value("matter", TREE[*matter as usize].0);
        match program.execute(&facts) {
            Ok(Value::List(list)) => list.iter().enumerate().fold(0, |sum, (n, v)| if matches!(v, Value::Bool(true)) { sum | 1 << n } else { sum }),
            other => panic!("{other:?}"),
        }
    }
}

struct Facts(Case);

impl VariableResolver for Facts {
    fn resolve<'b>(&'b self, name: &str) -> Option<CowVal<'b, 'b>> {
        let Facts(c) = self;
        let text = |s: &'static str| Some(CowVal::owned(CelString::from(s)));
        let int = |n: usize| Some(CowVal::owned(CelInt::from(i64::from(c.ints[n]))));
        let yes = |n: usize| Some(CowVal::owned(CelBool::from(c.bools[n])));
        match name {
            "kind" => text(KINDS[c.kind as usize]),
            "actor" => text(ACTORS[c.actor as usize]),
            "addressees" => int(0),
            "matters" => int(1),
            "days_ahead" => int(2),
            "issue_workdays" => int(3),
            "reply_workdays" => int(4),
            "count_year" => int(5),
            "retinue" => int(6),
            "approved" => yes(0),
            "level_skip" => yes(1),
            "carries_request" => yes(2),
            "to_leader" => yes(3),
            "assigned" => yes(4),
            "multi_dept" => yes(5),
            "consulted" => yes(6),
            "legal_review" => yes(7),
            "public_interest" => yes(8),
            "risk_assessed" => yes(9),
            "extra_vehicles" => yes(10),
            "township_heads" => yes(11),
            "in_plan" => yes(12),
            "secret" => yes(13),
            "electronic" => yes(14),
            "countywide" => yes(15),
            "order_to_township" => yes(16),
            _ => None,
        }
    }
}

thread_local! {
    static ENV: Arc<Env> = Arc::new(Env::stdlib());
}

pub fn norms(limits: &Limits) -> impl Fn(&Case) -> u64 + use<> {
    let env = ENV.with(Arc::clone);
    let word = |s: Said| match s {
        Said::Yes(f) => f.into(),
        Said::No(f) => format!("!{f}"),
        Said::In(f, list) => format!("{f} in [{}]", list.join(", ")),
        Said::Than(f, sign, n) => format!("{f} {sign} {n}"),
    };
    let programs: Vec<Program> = texts(limits, " && ", word).iter().map(|t| env.compile(t).unwrap()).collect();
    move |c| {
        let facts = Facts(*c);
        let mut context = Context::with_env(env.clone());
        context.set_variable_resolver(&facts);
        let broken = |p: &Program| matches!(p.execute(&context), Ok(Value::Bool(true)));
        programs.iter().enumerate().fold(0, |sum, (n, p)| sum | u64::from(broken(p)) << n)
    }
}
