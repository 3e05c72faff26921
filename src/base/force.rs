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

/// The source's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Force {
    /// `应当`
    Must,
    /// `必须`
    Required,
    /// `须`
    Need,
    /// `要`
    To,
    /// `不得`
    MustNot,
    /// `严禁`
    Forbidden,
    /// `一律不`
    Never,
    /// `不`: a plain statement that something is not done
    Not,
    /// `由`, or a plain statement
    Stated,
    /// `原则上`
    Principle,
    /// `一般`
    Usual,
    /// `可以`
    May,
}

impl Force {
    pub const ALL: [Force; 12] = [
        Force::Must,
        Force::Required,
        Force::Need,
        Force::To,
        Force::MustNot,
        Force::Forbidden,
        Force::Never,
        Force::Not,
        Force::Stated,
        Force::Principle,
        Force::Usual,
        Force::May,
    ];

    pub fn class(self) -> ForceClass {
        match self {
            Force::Must | Force::Required | Force::Need | Force::To => ForceClass::Binding,
            Force::MustNot | Force::Forbidden | Force::Never => ForceClass::Binding,
            Force::Not | Force::Stated => ForceClass::Stated,
            Force::Principle => ForceClass::Principle,
            Force::Usual => ForceClass::Usual,
            Force::May => ForceClass::Discretionary,
        }
    }

    /// True of `不得 严禁 一律不 不`.
    pub fn forbids(self) -> bool {
        matches!(self, Force::MustNot | Force::Forbidden | Force::Never | Force::Not)
    }

    pub fn zh(self) -> &'static str {
        match self {
            Force::Must => "应当",
            Force::Required => "必须",
            Force::Need => "须",
            Force::To => "要",
            Force::MustNot => "不得",
            Force::Forbidden => "严禁",
            Force::Never => "一律不",
            Force::Not => "不",
            Force::Stated => "由",
            Force::Principle => "原则上",
            Force::Usual => "一般",
            Force::May => "可以",
        }
    }

    pub fn en(self) -> &'static str {
        match self {
            Force::Must => "must",
            Force::Required => "is_required_to",
            Force::Need => "has_to",
            Force::To => "is_to",
            Force::MustNot => "must_not",
            Force::Forbidden => "is_forbidden_to",
            Force::Never => "never",
            Force::Not => "does_not",
            Force::Stated => "stated",
            Force::Principle => "in_principle",
            Force::Usual => "usually",
            Force::May => "may",
        }
    }
}
