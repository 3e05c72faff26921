//! One step of a procedure in words.

use crate::base::Force;
use crate::model::{Step, Who};
use crate::render::names::Names;

/// `部门主要负责人会签（会同相关部门负责人）`
pub fn step_text(n: &Names, step: &Step, force: Force) -> String {
    let who = n.actors(&step.actors);
    let object = step.object.as_deref().map(|o| n.quoted(o)).unwrap_or_default();
    let notes = brackets(n, step, force);
    let text = match n.zh() {
        true if who == n.who(Who::Open) => format!("{}{object}（规则没有写由谁办）", n.term(step.act)),
        true => format!("{who}{}{object}", n.term(step.act)),
        false => format!("{who} {} {object}", n.act_done(step.act)).trim().to_string(),
    };
    format!("{text}{}", n.bracket(&notes.join(n.pick("，", ", "))))
}

fn brackets(n: &Names, step: &Step, force: Force) -> Vec<String> {
    let mut out = Vec::new();
    if force != Force::Stated {
        out.push(n.force_word(force));
    }
    if !step.jointly.is_empty() {
        out.push(format!("{}{}", n.pick("会同", "jointly with "), n.somebodies(&step.jointly)));
    }
    if !step.towards.is_empty() {
        out.push(format!("{}{}", n.pick("向", "to "), n.somebodies(&step.towards)));
    }
    out.extend(step.timing.as_ref().map(|t| n.timing(t)));
    out.extend(step.judge.as_ref().map(|j| n.judged_by(j)));
    out
}
