//! The word with which a rule binds, and its class.

use serde::Serialize;

/// How strongly a rule binds, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ForceClass {
    Binding,
    Stated,
    Principle,
    Usual,
    Discretionary,
}

macro_rules! forces {
    ($($id:ident $zh:literal $en:literal $class:ident)*) => {
        /// The source's own word: a Chinese word, its English one, a class.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Force {
            $(#[doc = concat!("`", $zh, "`")] $id,)*
        }

        impl Force {
            pub const ALL: &'static [Force] = &[$(Force::$id),*];

            pub fn class(self) -> ForceClass {
                match self { $(Force::$id => ForceClass::$class,)* }
            }

            pub fn zh(self) -> &'static str {
                match self { $(Force::$id => $zh,)* }
            }

            pub fn en(self) -> &'static str {
                match self { $(Force::$id => $en,)* }
            }
        }
    };
}

forces! {
    Must "应当" "must" Binding
    Shall "应" "shall" Binding
    Required "必须" "is_required_to" Binding
    Need "须" "has_to" Binding
    Needs "需" "needs_to" Binding
    To "要" "is_to" Binding
    MustNot "不得" "must_not" Binding
    Forbidden "严禁" "is_forbidden_to" Binding
    Prohibited "禁止" "is_prohibited_to" Binding
    Disallowed "不准" "is_not_allowed_to" Binding
    NeverAllowed "一律不准" "is_never_allowed_to" Binding
    Never "一律不" "never" Binding
    Not "不" "does_not" Stated
    Stated "由" "stated" Stated
    Principle "原则上" "in_principle" Principle
    Usual "一般" "usually" Usual
    May "可以" "may" Discretionary
    Can "可" "can" Discretionary
}

impl Force {
    /// The force of a word of either skin.
    pub fn of_word(word: &str) -> Option<Force> {
        Force::ALL.iter().copied().find(|f| f.zh() == word || f.en() == word)
    }

    /// True of `不得 严禁 禁止 不准 一律不准 一律不 不`.
    pub fn forbids(self) -> bool {
        use Force::*;
        matches!(self, MustNot | Forbidden | Prohibited | Disallowed | NeverAllowed | Never | Not)
    }

    /// True of `可以 可`: to do as it says is left open.
    pub fn permits(self) -> bool {
        self.class() == ForceClass::Discretionary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_one_force() {
        for f in Force::ALL {
            assert_eq!((Force::of_word(f.zh()), Force::of_word(f.en())), (Some(*f), Some(*f)));
        }
    }
}
