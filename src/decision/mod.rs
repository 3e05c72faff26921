//! The compiled engine: rules become diagrams, a question a walk through one.
//!
//! ```text
//!  rules of a question ──cells──▶ variables ──guards──▶ diagrams ──join──▶ one diagram, leaves = contributions that hold
//!                                                                              │
//!      facts, 限定, "no might-speak scope" = a frame, itself a diagram ──cut────┤
//!                                                                              ▼
//!                                              what remains is the tree to print; its root is the next question
//! ```
//!
//! 1. **Cells** (`cells`). Values that no atom of the question tells apart are one cell; the cells of a field exclude each other,
//!    and 限定 cuts away what cannot be, so no path is impossible.
//! 2. **Contributions** (`asked`). Each has a guard: scope, own condition, minus exceptions, minus whatever defeats it.
//! 3. **Diagram** (`diagram`, `plan`). The guards are joined into one diagram whose leaves are sets of contributions. Past the node
//!    cap the contributions stay apart and are joined only within the frame of one question.
//! 4. **Restriction** (`choice`). Known facts are a frame; what lies outside is impossible. 本题 is the diagram within "no might-speak
//!    scope holds", a line of 另有 the diagram within one such scope. The tree forks in the order in which a reader meets the
//!    conditions (`reads`), and only where neither side says what holds on the other (`tree`).
//! 5. **Leaves** (`leaf`, `actors`, `due`). A set of contributions becomes an answer; dates are computed here, outside the diagram.
//! 6. **Lists** (`list`, `check`). What is listed (流程, 义务, 核查 …) stays apart, each contribution with a guard of its own.
//! 7. **Evaluation** (`prepared`). With all facts known: one look-up per visited switch in a flat array.
//! 8. **Norms** (`cover`, `norms`). All norms of a record at once, facts known or not: one look-up per fact, one bit a norm.
//!
//! Sources: MTBDD/ADD, Bahar et al., *Algebraic decision diagrams and their applications*, ICCAD 1993; MDD, Srinivasan et al.,
//! *Algorithms for discrete function manipulation*, ICCAD 1990; the cut into intervals and classes is the coarsest one on which
//! every atom is constant.

mod actors;
mod answer;
mod asked;
mod batch;
mod cases;
mod cells;
mod check;
mod choice;
mod cover;
mod dates;
mod diagram;
mod due;
mod leaf;
mod list;
mod meetings;
mod norms;
mod plan;
mod prepared;
mod reads;
mod schema;
mod shared;
mod standin;
mod tree;
mod workdays;

pub use answer::{Compiled, Plans, answer};
pub use batch::batch;
pub use cases::{PathCase, Paths};
pub use dates::PreparedDates;
pub use meetings::PreparedMeetings;
pub use norms::{Partly, PreparedNorms};
pub use prepared::Prepared;
pub use schema::{Schema, Slot, Steps, UNKNOWN};
pub use shared::Shared;
pub use workdays::Workdays;
