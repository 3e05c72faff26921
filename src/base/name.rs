//! Interned text, normalisation of full-width signs, and edit distance for "did you mean".

use std::borrow::Cow;
use std::sync::Arc;

/// Shared immutable text.
pub type Str = Arc<str>;

/// Full-width letters, digits and signs as their half-width twins; everything else unchanged.
pub fn normalise(text: &str) -> Cow<'_, str> {
    let wide = |c: char| ('\u{FF01}'..='\u{FF5E}').contains(&c);
    if !text.chars().any(wide) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if wide(c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c }).collect())
}

/// Edit distance in characters (insert, delete, replace, swap of neighbours).
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, cb) in b.iter().enumerate() {
            let at = |v: &[usize], k: usize| v.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, j) + usize::from(ca != cb)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(cb) && b.get(j - 1) == Some(ca);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_letters_become_half_width() {
        assert_eq!(normalise("ＡＢ角１２＜"), "AB角12<");
        assert_eq!(normalise("县长"), "县长");
    }

    #[test]
    fn distance_counts_edits_and_swaps() {
        assert_eq!(distance("签发", "签发"), 0);
        assert_eq!(distance("签发", "发签"), 1);
        assert_eq!(distance("县长", "副县长"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
