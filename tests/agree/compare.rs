//! Two answers are one: every part that a reader sees, in its order.

use guiju::model::Answer;

/// The first part that differs.
pub fn differs(reference: &Answer, compiled: &Answer) -> Option<String> {
    let parts = |a: &Answer| {
        [
            ("status", format!("{:?}", a.status)),
            ("body", format!("{:?}", a.body)),
            ("needs", format!("{:?}", a.needs)),
            ("irrelevant", format!("{:?}", a.irrelevant)),
            ("assumptions", format!("{:?}", a.assumptions)),
            ("absences", format!("{:?}", a.absences)),
            ("defeated", format!("{:?}", a.defeated)),
            ("near", format!("{:?}", a.near)),
        ]
    };
    let both = parts(reference).into_iter().zip(parts(compiled));
    both.into_iter().find(|(a, b)| a != b).map(|((name, a), (_, b))| format!("{name}:\n    reference {a}\n    compiled  {b}"))
}
