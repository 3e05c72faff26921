//! What kind of answer the parts of an outcome make.

use super::answer::*;
use super::cond::Cond;
use super::rule::{Step, Who};

impl Choice {
    /// Definite, conditional, silent or conflict.
    pub fn status(&self) -> Status {
        match (&self.main, self.elsewhere.is_empty()) {
            (Some(tree), true) if mute(tree) => Status::Silent,
            (None, _) if self.elsewhere.iter().all(|e| e.also.is_empty() && mute(&e.tree)) => Status::Silent,
            (Some(Tree::Leaf(Leaf { kind: LeafKind::Conflict(_), .. })), _) => Status::Conflict,
            (Some(Tree::Leaf(leaf)), true) if !leaf.waits() => Status::Definite,
            _ => Status::Conditional,
        }
    }
}

/// No leaf says anything.
fn mute(tree: &Tree) -> bool {
    let mut leaves = Vec::new();
    tree.leaves(&mut leaves);
    leaves.into_iter().all(Leaf::is_mute)
}

impl Leaf {
    /// Says nothing: silence, or a length without a number.
    pub fn is_mute(&self) -> bool {
        match &self.kind {
            LeafKind::Silent(_) => true,
            LeafKind::Due(list) => list.iter().all(|d| d.value == DateValue::Vague),
            _ => false,
        }
    }

    /// An entrusted stand-in waits for the entrustment.
    pub fn waits(&self) -> bool {
        matches!(&self.kind, LeafKind::StandIn { actors, .. } if actors.list.iter().all(|a| a.entrusted.is_some()))
    }
}

impl Collection {
    /// Definite, conditional or silent.
    pub fn status(&self) -> Status {
        match (self.lines.is_empty(), self.elsewhere.is_empty()) {
            (true, true) => Status::Silent,
            (false, true) if self.lines.iter().all(Line::is_hole) => Status::Silent,
            (false, true) if !self.lines.iter().any(Line::waits) => Status::Definite,
            _ => Status::Conditional,
        }
    }
}

impl Line {
    /// A step or a slot that names nobody.
    fn is_hole(&self) -> bool {
        match &self.kind {
            LineKind::Step(Step { actors, .. }) | LineKind::Slot { actors, .. } => actors.list.iter().all(|a| a.who == Who::Open),
            _ => false,
        }
    }

    /// Something of it is open.
    fn waits(&self) -> bool {
        self.when != Cond::True
            || match &self.kind {
                LineKind::Meeting { residual, narrower, .. } => *residual || *narrower,
                LineKind::Choice(_, c) => c.status() != Status::Definite,
                LineKind::Step(s) => s.alternative.iter().any(|a| a.number > 0),
                _ => false,
            }
    }
}
