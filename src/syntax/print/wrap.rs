//! Lines that are too wide: broken where a blank may stand, what remains two steps further in, clear of any body below.

use super::lines::{Line, STEP, WIDTH};
use crate::base::Force;
use unicode_width::UnicodeWidthStr;

/// True of words that begin a new line rather than end one: a joint, or a force.
fn leads(word: &str) -> bool {
    ["→", "->", "且", "或", "同时", "and", "or", "together_with", "未经", "without", "of"].contains(&word) || Force::of_word(word).is_some()
}

/// A line as one or more that are no wider than they have to be.
pub(super) fn wrap(line: Line, base: usize) -> Vec<Line> {
    let mut out = Vec::new();
    let rest_pad = line.pad + 2 * STEP;
    let mut line = line;
    loop {
        let room = WIDTH.saturating_sub((base + line.depth) * STEP + line.pad);
        let at = if line.text.trim_end().width() <= room { None } else { best(&line.text, room) };
        let Some((left, right)) = at.and_then(|at| line.text.split_at_checked(at)) else {
            out.push(line);
            return out;
        };
        let rest = Line::nowhere(line.depth, right.trim_start().to_string()).pad(rest_pad);
        out.push(Line { text: left.trim_end().to_string(), ..line });
        line = rest;
    }
}

/// Where a line may be broken: the byte, the columns before it, how deep in brackets.
struct Break {
    at: usize,
    column: usize,
    depth: usize,
}

/// The last of the least bracketed breaks in the farther half of the room; else the nearest to it.
fn best(text: &str, room: usize) -> Option<usize> {
    let all = breaks(text);
    let inside: Vec<&Break> = all.iter().filter(|b| b.column <= room).collect();
    let far = inside.iter().filter(|b| b.column * 2 >= room).min_by_key(|b| (b.depth, std::cmp::Reverse(b.at)));
    far.or(inside.last()).copied().or(all.first()).map(|b| b.at)
}

fn breaks(text: &str) -> Vec<Break> {
    let (mut out, mut depth, mut quoted) = (Vec::new(), 0usize, false);
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let (left, right) = (text.get(..after).unwrap_or(""), text.get(after..).unwrap_or(""));
        match c {
            '”' | '"' if quoted => quoted = false,
            _ if quoted => {}
            '“' | '"' => quoted = true,
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            '，' | '、' | '；' => out.push((after, left, depth)),
            ',' | ';' | '|' if right.starts_with(' ') => out.push((after, left, depth)),
            ' ' if right.split(' ').next().is_some_and(leads) => out.push((at, left, depth)),
            _ => {}
        }
    }
    let whole = |(at, _, _): &(usize, &str, usize)| text.get(*at..).is_some_and(|rest| !rest.trim().is_empty());
    out.into_iter().filter(whole).map(|(at, left, depth)| Break { at, column: left.trim_end().width(), depth }).collect()
}
