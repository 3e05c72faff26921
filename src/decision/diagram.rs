//! Hash-consed multi-valued diagrams: a node switches on one variable, equal nodes exist once.
//!
//! ```text
//!        名义?                      node(名义; 县政府 → #1, 办公室 → n1, 其他 → #2)
//!   ┌──────┼─────────┐
//!  #1   全局性重大?    #2            n1 = node(全局性重大; 否 → #3, 是 → #1)
//!       ┌──┴──┐
//!      #3    #1
//! ```
//!
//! Terminal 0 is *false* and *impossible*, 1 is *true*; further ones stand for sets of marks (which contributions apply).
//! Sources: ADD/MTBDD, Bahar et al., ICCAD 1993; MDD, Srinivasan et al., ICCAD 1990.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A node, or a terminal (top bit).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Ref(pub u32);

const TERMINAL: u32 = 1 << 31;
pub(super) const FALSE: Ref = Ref(TERMINAL);
pub(super) const TRUE: Ref = Ref(TERMINAL | 1);
/// The empty set of marks.
pub(super) const NOTHING: Ref = Ref(TERMINAL | 2);

impl Ref {
    /// The number of a terminal.
    pub fn terminal(self) -> Option<u32> {
        (self.0 & TERMINAL != 0).then_some(self.0 & !TERMINAL)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Op {
    And,
    Or,
    /// Union of two sets of marks.
    Join,
    /// The second where the first holds, impossible elsewhere.
    Cut,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    var: u32,
    first: u32,
}

/// A multiply-and-rotate hash: keys are our own small numbers.
#[derive(Default, Clone, Copy, Debug)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u32(u32::from(*b)));
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(n)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    fn write_usize(&mut self, n: usize) {
        self.write_u32(n as u32);
    }
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<Mix>>;

/// All nodes over one list of variables, and what was computed of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    sizes: Vec<u32>,
    nodes: Vec<Node>,
    kids: Vec<Ref>,
    unique: Map<Vec<u32>, Ref>,
    /// The node that is looked up.
    key: Vec<u32>,
    memo: Map<(u32, Ref, Ref), Ref>,
    marks: Vec<Vec<u32>>,
    mark_ids: Map<Vec<u32>, u32>,
    most: usize,
    /// The node cap was reached: results since then mean nothing.
    pub full: bool,
}

impl Store {
    /// Variables by their numbers of cells, first to be asked first; at most `most` nodes.
    pub fn new(sizes: Vec<u32>, most: usize) -> Store {
        let mut out = Store { sizes, most, ..Store::default() };
        for _ in 0..2 {
            out.marks.push(Vec::new());
        }
        out.set(Vec::new());
        out
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Allows `more` nodes beyond those there are.
    pub fn allow(&mut self, more: usize) {
        self.most = self.nodes.len().saturating_add(more);
        self.full = false;
    }

    /// Forgets every node after the first `size`.
    pub fn shrink(&mut self, size: usize) {
        let kids = self.nodes.get(size).map_or(self.kids.len(), |n| n.first as usize);
        self.nodes.truncate(size);
        self.kids.truncate(kids);
        self.unique.retain(|_, r| (r.0 as usize) < size);
        self.memo.clear();
        self.full = false;
    }

    fn set(&mut self, marks: Vec<u32>) -> Ref {
        if let Some(at) = self.mark_ids.get(&marks) {
            return Ref(TERMINAL | at);
        }
        let at = self.marks.len() as u32;
        self.marks.push(marks.clone());
        self.mark_ids.insert(marks, at);
        Ref(TERMINAL | at)
    }

    /// The marks that a terminal stands for.
    pub fn marks(&self, terminal: u32) -> &[u32] {
        self.marks.get(terminal as usize).map_or(&[], Vec::as_slice)
    }

    /// The variable of a node; past every variable for a terminal.
    pub fn var(&self, r: Ref) -> u32 {
        self.nodes.get(r.0 as usize).map_or(u32::MAX, |n| n.var)
    }

    pub fn kids(&self, r: Ref) -> &[Ref] {
        let Some(node) = self.nodes.get(r.0 as usize) else { return &[] };
        let size = self.sizes.get(node.var as usize).copied().unwrap_or(0);
        self.kids.get(node.first as usize..(node.first + size) as usize).unwrap_or(&[])
    }

    /// Where a cell leads; a node that does not ask the variable stays.
    pub fn kid(&self, r: Ref, var: u32, cell: u32) -> Ref {
        match self.nodes.get(r.0 as usize) {
            Some(n) if n.var == var => self.kids.get((n.first + cell) as usize).copied().unwrap_or(FALSE),
            _ => r,
        }
    }

    /// A switch; a switch whose cells all lead to one place is that place.
    pub fn node(&mut self, var: u32, kids: &[Ref]) -> Ref {
        let Some(first) = kids.first().copied() else { return FALSE };
        if kids.iter().all(|k| *k == first) {
            return first;
        }
        self.key.clear();
        self.key.push(var);
        self.key.extend(kids.iter().map(|k| k.0));
        if let Some(found) = self.unique.get(&self.key) {
            return *found;
        }
        if self.nodes.len() >= self.most {
            self.full = true;
            return FALSE;
        }
        let made = Ref(self.nodes.len() as u32);
        self.nodes.push(Node { var, first: self.kids.len() as u32 });
        self.kids.extend_from_slice(kids);
        self.unique.insert(self.key.clone(), made);
        made
    }

    /// True in the cells of a variable that `keep` allows.
    pub fn literal(&mut self, var: u32, keep: &[bool]) -> Ref {
        let kids: Vec<Ref> = keep.iter().map(|k| if *k { TRUE } else { FALSE }).collect();
        self.node(var, &kids)
    }

    pub fn and(&mut self, a: Ref, b: Ref) -> Ref {
        self.apply(Op::And, a, b)
    }

    pub fn or(&mut self, a: Ref, b: Ref) -> Ref {
        self.apply(Op::Or, a, b)
    }

    /// True where all hold.
    pub fn all(&mut self, list: &[Ref]) -> Ref {
        list.iter().fold(TRUE, |sum, r| self.and(sum, *r))
    }

    pub fn join(&mut self, a: Ref, b: Ref) -> Ref {
        self.apply(Op::Join, a, b)
    }

    /// `d` within `frame`, impossible outside.
    pub fn cut(&mut self, frame: Ref, d: Ref) -> Ref {
        self.apply(Op::Cut, frame, d)
    }

    pub fn not(&mut self, a: Ref) -> Ref {
        self.map(a, TRUE, FALSE, u32::MAX)
    }

    pub fn minus(&mut self, a: Ref, b: Ref) -> Ref {
        let not = self.not(b);
        self.and(a, not)
    }

    /// The set of `mark` where `a` holds, the empty set elsewhere.
    pub fn mark(&mut self, mark: u32, a: Ref) -> Ref {
        let one = self.set(vec![mark]);
        self.map(a, NOTHING, one, mark)
    }

    fn map(&mut self, a: Ref, no: Ref, yes: Ref, key: u32) -> Ref {
        match a {
            FALSE => return no,
            TRUE => return yes,
            _ => {}
        }
        let memo = (u32::MAX, a, Ref(key));
        if let Some(found) = self.memo.get(&memo) {
            return *found;
        }
        let kids: Vec<Ref> = self.kids(a).to_vec();
        let kids: Vec<Ref> = kids.into_iter().map(|k| self.map(k, no, yes, key)).collect();
        let made = self.node(self.var(a), &kids);
        self.memo.insert(memo, made);
        made
    }

    fn settled(&mut self, op: Op, a: Ref, b: Ref) -> Option<Ref> {
        match op {
            Op::And | Op::Cut if a == FALSE || b == FALSE => Some(FALSE),
            Op::And if a == b => Some(a),
            Op::And | Op::Cut if a == TRUE => Some(b),
            Op::And if b == TRUE => Some(a),
            Op::Or if a == TRUE || b == TRUE => Some(TRUE),
            Op::Or if a == FALSE || a == b => Some(b),
            Op::Or if b == FALSE => Some(a),
            Op::Join if a == NOTHING || a == b => Some(b),
            Op::Join if b == NOTHING => Some(a),
            Op::Join => {
                let (x, y) = (a.terminal()?, b.terminal()?);
                let mut both: Vec<u32> = self.marks(x).iter().chain(self.marks(y)).copied().collect();
                both.sort_unstable();
                both.dedup();
                Some(self.set(both))
            }
            _ => None,
        }
    }

    fn apply(&mut self, op: Op, a: Ref, b: Ref) -> Ref {
        if self.full {
            return FALSE;
        }
        if let Some(found) = self.settled(op, a, b) {
            return found;
        }
        let (a, b) = if op != Op::Cut && b < a { (b, a) } else { (a, b) };
        let key = (op as u32, a, b);
        if let Some(found) = self.memo.get(&key) {
            return *found;
        }
        let var = self.var(a).min(self.var(b));
        let size = self.sizes.get(var as usize).copied().unwrap_or(0);
        let mut kids = Vec::with_capacity(size as usize);
        for cell in 0..size {
            let (x, y) = (self.kid(a, var, cell), self.kid(b, var, cell));
            kids.push(self.apply(op, x, y));
        }
        let made = self.node(var, &kids);
        self.memo.insert(key, made);
        made
    }

    /// All nodes, as words.
    pub fn words(&self) -> impl Iterator<Item = u32> {
        let vars = self.nodes.iter().map(|n| n.var);
        std::iter::once(self.nodes.len() as u32).chain(vars).chain(self.kids.iter().map(|k| k.0))
    }

    /// Every node that can be reached, each once.
    pub fn reach(&self, root: Ref) -> Vec<Ref> {
        let (mut todo, mut seen) = (vec![root], std::collections::BTreeSet::new());
        while let Some(r) = todo.pop() {
            if r.terminal().is_none() && seen.insert(r) {
                todo.extend_from_slice(self.kids(r));
            }
        }
        seen.into_iter().collect()
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn equal_functions_are_one_node() {
        let mut s = Store::new(vec![2, 3], 100);
        let (a, b) = (s.literal(0, &[false, true]), s.literal(1, &[true, false, true]));
        let (x, y) = (s.and(a, b), s.or(a, b));
        let (na, nb) = (s.not(a), s.not(b));
        let morgan = s.or(na, nb);
        assert_eq!(s.not(x), morgan);
        assert_eq!(s.minus(x, y), FALSE);
        assert!(!s.full);
    }

    #[test]
    fn marks_are_joined_and_cut() {
        let mut s = Store::new(vec![2], 100);
        let a = s.literal(0, &[false, true]);
        let (x, y) = (s.mark(7, a), s.mark(3, TRUE));
        let both = s.join(x, y);
        let inside = s.cut(a, both);
        assert_eq!(s.kids(inside)[0], FALSE);
        assert_eq!(s.marks(s.kids(inside)[1].terminal().unwrap()), [3, 7]);
    }
}
