//! Exit codes, pinned by tests.

use crate::base::{Diagnostic, Severity};
use crate::model::{Answer, Body, Status, Verdict};
use crate::session::{Failure, FailureKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// A definite answer, or nothing found wrong.
    Definite = 0,
    /// A breach, a failed scenario, a conflict.
    Findings = 1,
    /// The command line or the question cannot be read.
    Usage = 2,
    /// An invalid policy or an unknown name.
    Invalid = 3,
    /// Conditional, also with only 另有; or undetermined.
    Open = 4,
    /// The rules do not say.
    Silent = 5,
    Internal = 70,
}

impl Exit {
    pub fn of_answer(answer: &Answer) -> Exit {
        if let Body::Check(check) = &answer.body {
            let has = |v| check.findings.iter().any(|f| f.verdict == v);
            if has(Verdict::Breached) || has(Verdict::Departed) {
                return Exit::Findings;
            }
        }
        match answer.status {
            Status::Definite => Exit::Definite,
            Status::Conditional => Exit::Open,
            Status::Silent => Exit::Silent,
            Status::Conflict => Exit::Findings,
        }
    }

    pub fn of_failure(failure: &Failure) -> Exit {
        match failure.kind {
            FailureKind::Syntax | FailureKind::Which => Exit::Usage,
            FailureKind::Unknown | FailureKind::Policy => Exit::Invalid,
        }
    }

    /// Errors make a policy invalid, warnings are findings.
    pub fn of_diagnostics(list: &[Diagnostic]) -> Exit {
        match list.iter().map(|d| d.severity).min() {
            Some(Severity::Error) => Exit::Invalid,
            Some(Severity::Warning) => Exit::Findings,
            None => Exit::Definite,
        }
    }
}
