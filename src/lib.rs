//! 规矩 (guiju): a policy language for the written working rules of county governments, and its engine.

pub mod analysis;
pub mod base;
pub mod calendar;
pub mod eval;
pub mod model;
pub mod resolve;
pub mod syntax;
