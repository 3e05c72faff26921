//! Spans, source files, interned names and the shape of a diagnostic: everything that the other layers stand on.

mod approval;
mod diagnostic;
mod force;
mod list;
mod name;
mod relation;
mod source;
mod vague;

pub use approval::{STATED, approval_noun, split_approval};
pub use diagnostic::{Diagnostic, Label, Lang, Severity, closest};
pub use force::{Force, ForceClass};
pub use list::{List, Table};
pub use name::{Str, distance, normalise};
pub use relation::Relation;
pub use source::{FileId, Source, Sources, Span};
pub use vague::Vague;
