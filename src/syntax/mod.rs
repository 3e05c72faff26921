//! Text to tree: the grammar (`grammar/guiju.pest`), recovery after an error, the two skins, the formatter.
//!
//! The only folder that names pest. Nothing here knows what a word means.

pub mod ast;
mod build;
mod cursor;
mod error;
mod number;
mod parse;
mod parts;
mod print;
mod scenario;

pub use number::{SCALE, number, ordinal, parse_date};
pub use parse::{MAX_BYTES, MAX_NESTING, Parsed, parse_facts, parse_file, parse_question};
pub use print::{Namer, Plain, format_file, print_actors, print_cond, print_formula, print_pattern, print_question, print_statement};
