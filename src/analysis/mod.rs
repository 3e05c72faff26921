//! What can be said of a policy as a whole: whether its scenarios hold, and which statements they exercise.

mod diff;
mod expect;
mod matching;
mod scenario;

pub use diff::{Difference, Differences, Group, Kind, Side, diff};
pub use scenario::{Engine, Failure, Run, run};
