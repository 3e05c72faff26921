//! Loading, and the façade that an embedder sees: policy sets, questions, answers. The only I/O below the front ends.

mod ask;
mod builtin;
mod compare;
mod county;
mod diff;
mod failure;
mod head;
mod merge;
mod names;
mod read;
mod senses;
mod set;
mod show;
mod statements;

pub use ask::{AskOptions, Engine, Given, Prepared, Reply};
pub use compare::Comparison;
pub use county::{County, Suite};
pub use diff::{Diff, Version};
pub use failure::{Failure, FailureKind};
pub use names::Dictionary;
pub use set::{Jurisdiction, Loaded, PolicySet};
pub use statements::Statements;
