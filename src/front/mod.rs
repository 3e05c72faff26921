//! What the front ends share: the current county, day, facts and language; output; exit codes.

mod context;
mod exit;
mod lookup;
pub(crate) mod out;
mod statements;

pub(crate) use context::{Context, Format};
pub use exit::Exit;
pub(crate) use lookup::vocabulary;
pub(crate) use statements::show;
