//! What lifts a ban, as a noun: `批准` is `approval` here, not the act `approves`.

/// One that ends like another stands before it.
const NOUNS: [(&str, &str); 8] = [
    ("审定", "final_approval"),
    ("批准", "approval"),
    ("授权", "authorisation"),
    ("同意", "consent"),
    ("审批", "clearance"),
    ("许可", "permission"),
    ("核准", "endorsement"),
    ("委托", "entrustment"),
];

/// How a case may state an approval: `批准`, `经批准`, `已批准`.
pub const STATED: [(&str, &str); 3] = [("", ""), ("经", "with_"), ("已", "given_")];

/// Both names of an approval, from either.
pub fn approval_noun(word: &str) -> Option<(&'static str, &'static str)> {
    NOUNS.iter().find(|(zh, en)| *zh == word || *en == word).copied()
}

/// `县政府授权` as whose it is and what: `县政府`, `授权`.
pub fn split_approval(name: &str) -> Option<(&str, (&'static str, &'static str))> {
    NOUNS.iter().find_map(|(zh, en)| {
        let by = name.strip_suffix(zh).or_else(|| name.strip_suffix(en).map(|by| by.trim_end_matches('_')).filter(|_| name.is_ascii()))?;
        Some((by, (*zh, *en)))
    })
}
