//! What can be said of a policy as a whole: whether its scenarios hold, which statements they exercise, what is wrong with it.

pub mod deep;
mod expect;
mod matching;
mod scenario;

pub use scenario::{Engine, Failure, Run, run};
