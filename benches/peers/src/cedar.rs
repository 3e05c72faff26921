//! Cedar: the norms a case breaks are the policies that determine a denial; no calendar.

use crate::facts::{Said, competence, fields, number, texts};
use crate::work::meetings::TREE;
use crate::work::norms::{Case, Limits};
use crate::work::signing::{self, Doc};
use cedar_policy::{Authorizer, Context, Entities, Entity, EntityUid, PolicyId, PolicySet, Request, RestrictedExpression};
use std::collections::HashMap;
use std::str::FromStr;

fn uid(text: &str) -> EntityUid {
    EntityUid::from_str(text).unwrap()
}

/// Policies with what their annotation `@out` says.
struct Set {
    policies: PolicySet,
    out: HashMap<PolicyId, u32>,
    entities: Entities,
    authorizer: Authorizer,
}

impl Set {
    fn new(text: &str, entities: Entities) -> Set {
        let policies = PolicySet::from_str(text).unwrap();
        let out = policies.policies().map(|p| (p.id().clone(), number(p.annotation("out").unwrap()))).collect();
        Set { policies, out, entities, authorizer: Authorizer::new() }
    }

    fn mask(&self, principal: EntityUid, action: EntityUid, resource: EntityUid, context: Context) -> u64 {
        let request = Request::new(principal, action, resource, context, None).unwrap();
        let response = self.authorizer.is_authorized(&request, &self.policies, &self.entities);
        response.diagnostics().reason().fold(0, |sum, id| sum | 1 << self.out[id])
    }
}

fn text(s: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(s.to_string())
}

pub fn signing() -> impl Fn(&Doc) -> u8 {
    let special = "[\"命令\", \"议案\", \"提案\"].contains(context.kind)";
    let office = "context.issuer == \"县政府办公室\"";
    let head = "(context.major || context.to == \"市政府办公室\")";
    let when = |out: u8, cond: String| format!("@out(\"s{out}\") permit (principal, action == Action::\"sign\", resource) when {{ {cond} }};\n");
    let policies = [
        when(0, special.to_string()),
        when(0, format!("!{special} && context.issuer == \"县政府\"")),
        when(0, format!("!{special} && {office} && {head}")),
        when(1, format!("!{special} && {office} && !{head}")),
        when(3, format!("!{special} && context.issuer == \"部门\"")),
    ];
    let set = Set::new(&policies.concat(), Entities::empty());
    let (someone, sign) = (uid("Someone::\"x\""), uid("Action::\"sign\""));
    move |d| {
        let pairs = [
            ("kind".to_string(), text(signing::KINDS[d.kind as usize])),
            ("issuer".to_string(), text(signing::ISSUERS[d.issuer as usize])),
            ("to".to_string(), text(signing::ADDRESSEES[d.to as usize])),
            ("major".to_string(), RestrictedExpression::new_bool(d.major)),
            ("normative".to_string(), RestrictedExpression::new_bool(d.normative)),
        ];
        set.mask(someone.clone(), sign.clone(), someone.clone(), Context::from_pairs(pairs).unwrap()).trailing_zeros() as u8
    }
}

pub fn meetings() -> impl Fn(&u8) -> u8 {
    let matter = |n: &str| uid(&format!("Matter::\"{n}\""));
    let policy = |m: u8, n: &str| format!("@out(\"m{m}\") permit (principal in Matter::\"{n}\", action == Action::\"decide\", resource);\n");
    let policies: String = (0..4).flat_map(|m| competence(m).map(move |n| policy(m, n))).collect();
    let parents = |p: &str| if p.is_empty() { Default::default() } else { [matter(p)].into_iter().collect() };
    let entities = TREE.iter().map(|(n, p)| Entity::new_no_attrs(matter(n), parents(p)));
    let set = Set::new(&policies, Entities::from_entities(entities, None).unwrap());
    let (anything, decide, all) = (uid("Thing::\"x\""), uid("Action::\"decide\""), TREE.map(|(n, _)| matter(n)));
    move |m| set.mask(all[*m as usize].clone(), decide.clone(), anything.clone(), Context::empty()) as u8
}

pub fn norms(limits: &Limits) -> impl Fn(&Case) -> u64 + use<> {
    let word = |s: Said| match s {
        Said::Yes(f) => format!("context.{f}"),
        Said::No(f) => format!("!context.{f}"),
        Said::In(f, list) => format!("[{}].contains(context.{f})", list.join(", ")),
        Said::Than(f, sign, n) => format!("context.{f} {sign} {n}"),
    };
    let policy = |(n, cond): (usize, String)| format!("@out(\"n{n:02}\") forbid (principal, action == Action::\"submit\", resource) when {{ {cond} }};\n");
    let set = Set::new(&texts(limits, " && ", word).into_iter().enumerate().map(policy).collect::<String>(), Entities::empty());
    let (someone, submit) = (uid("Someone::\"x\""), uid("Action::\"submit\""));
    move |c| {
        let (texts, ints, bools) = fields(c);
        let pairs = texts.into_iter().map(|(k, v)| (k.to_string(), text(v)));
        let pairs = pairs.chain(ints.map(|(k, v)| (k.to_string(), RestrictedExpression::new_long(v))));
        let pairs = pairs.chain(bools.map(|(k, v)| (k.to_string(), RestrictedExpression::new_bool(v))));
        set.mask(someone.clone(), submit.clone(), someone.clone(), Context::from_pairs(pairs).unwrap())
    }
}
