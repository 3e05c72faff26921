//! 规矩 (guiju): a policy language for the written working rules of county governments, and its engine.

// the derived parser names it
extern crate alloc;

pub mod analysis;
pub mod base;
pub mod calendar;
#[cfg(feature = "cli")]
pub mod cli;
pub mod decision;
pub mod eval;
#[cfg(feature = "cli")]
mod front;
pub mod model;
pub mod render;
#[cfg(feature = "cli")]
mod repl;
pub mod resolve;
pub mod session;
pub mod syntax;
