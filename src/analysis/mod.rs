//! What can be said of a policy as a whole: whether its scenarios hold, which statements they exercise, what is wrong with it, what another one
//! answers differently.

mod coverage;
pub mod deep;
pub mod diff;
mod expect;
mod generate;
mod matching;
mod scenario;

pub use coverage::{Bar, Count, Coverage, Covered, Role, Side, Switch, coverage, exercised};
pub use generate::{Author, Either, Expecting, Focus, Proposal, Proposals, SideOf, Target, Tried, generate};
pub use scenario::{Engine, Failure, Run, Seen, run};
