//! Comparisons.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    Le,
    Ge,
    Ne,
    Eq,
    Lt,
    Gt,
}

impl Relation {
    pub fn holds(self, a: i64, b: i64) -> bool {
        match self {
            Relation::Le => a <= b,
            Relation::Ge => a >= b,
            Relation::Ne => a != b,
            Relation::Eq => a == b,
            Relation::Lt => a < b,
            Relation::Gt => a > b,
        }
    }

    /// The comparison that holds wherever this one fails.
    pub fn opposite(self) -> Relation {
        match self {
            Relation::Le => Relation::Gt,
            Relation::Gt => Relation::Le,
            Relation::Ge => Relation::Lt,
            Relation::Lt => Relation::Ge,
            Relation::Eq => Relation::Ne,
            Relation::Ne => Relation::Eq,
        }
    }

    pub fn sign(self) -> &'static str {
        match self {
            Relation::Le => "≤",
            Relation::Ge => "≥",
            Relation::Ne => "≠",
            Relation::Eq => "=",
            Relation::Lt => "<",
            Relation::Gt => ">",
        }
    }
}
