//! Up to 64 functions of one case at once: every outcome of a function is a union of boxes, and a box is one bit.
//!
//! ```text
//!  block k = the k-th box of each outcome (a lane) of each function (a bit)
//!
//!    slot A: [all │ cell 0 │ cell 1]     a bit stays where its box allows the cell; nothing known: all stay
//!    slot B: [all │ cell 0 │ cell 1 │ cell 2]
//!
//!  and over the slots   the boxes that the known facts leave possible
//!  or over the blocks   the outcomes that the known facts leave possible
//! ```
//!
//! A fact is known or not, never half: a case meets a box unless one known fact lies outside it. So the possible outcomes are
//! exact, and what is sure is what nothing else is possible beside. A function that needs too many boxes stays a diagram.
//!
//! Source: the boxes are widened and then taken off, as in Brayton et al., *Logic minimization algorithms for VLSI synthesis*, 1984.

use super::diagram::{FALSE, Ref, Store, TRUE};
use super::prepared::Flat;

/// Outcomes of a function.
pub(super) const LANES: usize = 4;
/// Of each outcome, the functions.
pub(super) type Lanes = [u64; LANES];

/// Most boxes of one outcome.
const MOST_BOXES: usize = 12;

/// A function: where each of its outcomes holds. The regions are apart; outside all of them no case is possible.
pub(super) type Regions = [Ref; LANES];

/// A box: the variables it reads, and which cells of each it allows.
type Cube = Vec<(u32, Vec<bool>)>;

#[derive(Debug)]
pub(super) struct Cover {
    blocks: Vec<Block>,
    /// So many blocks have a box of the first outcome.
    deep: usize,
    sizes: Vec<u8>,
    rest: Vec<(u64, Flat)>,
}

#[derive(Debug)]
struct Block {
    /// The boxes there are.
    head: Lanes,
    /// The slots that some box reads, each with its first row.
    reads: Vec<(u32, u32)>,
    rows: Vec<Lanes>,
    /// The first lane of the rows, by itself.
    first: Vec<u64>,
}

impl Cover {
    /// The functions, at most 64.
    pub fn of(store: &mut Store, sizes: &[u8], functions: &[Regions]) -> Cover {
        let mut out = Cover { blocks: Vec::new(), deep: 0, sizes: sizes.to_vec(), rest: Vec::new() };
        for (regions, n) in functions.iter().zip(0u32..) {
            let bit = 1u64.checked_shl(n).unwrap_or(0);
            let lists: Option<Vec<Vec<Cube>>> = regions.iter().map(|r| boxes(store, *r)).collect();
            match lists {
                Some(lists) => lists.into_iter().enumerate().for_each(|(lane, list)| out.put(bit, lane, list)),
                None => out.rest.push((bit, Flat::of_regions(store, regions))),
            }
        }
        out.blocks.iter_mut().for_each(Block::trim);
        out.deep = out.blocks.iter().filter(|b| b.head.first() != Some(&0)).count();
        out
    }

    fn put(&mut self, bit: u64, lane: usize, list: Vec<Cube>) {
        while self.blocks.len() < list.len() {
            self.blocks.push(Block::new(&self.sizes));
        }
        for (block, cube) in self.blocks.iter_mut().zip(list) {
            block.put(bit, lane, &cube);
        }
    }

    /// The functions whose first outcome holds; every cell must be known.
    #[inline]
    pub fn first(&self, cells: &[u8]) -> u64 {
        let blocks = self.blocks.iter().take(self.deep).fold(0, |sum, b| sum | b.first(cells));
        self.rest.iter().fold(blocks, |sum, (bit, flat)| if flat.walk(cells) == 0 { sum | bit } else { sum })
    }

    /// Of each outcome, the functions for which the known cells leave it possible.
    #[inline]
    pub fn possible(&self, cells: &[u8]) -> Lanes {
        let mut out = self.blocks.iter().fold([0; LANES], |mut sum, b| {
            sum.iter_mut().zip(b.possible(cells)).for_each(|(s, l)| *s |= l);
            sum
        });
        for (bit, flat) in &self.rest {
            let seen = flat.reach(&self.sizes, cells);
            out.iter_mut().enumerate().filter(|(n, _)| seen >> n & 1 == 1).for_each(|(_, lane)| *lane |= bit);
        }
        out
    }
}

impl Block {
    fn new(sizes: &[u8]) -> Block {
        let mut out = Block { head: [0; LANES], reads: Vec::new(), rows: Vec::new(), first: Vec::new() };
        for (slot, size) in sizes.iter().zip(0u32..).map(|(size, slot)| (slot, *size)) {
            out.reads.push((slot, out.rows.len() as u32));
            out.rows.resize(out.rows.len() + 1 + usize::from(size), [u64::MAX; LANES]);
        }
        out
    }

    fn put(&mut self, bit: u64, lane: usize, cube: &Cube) {
        self.head.iter_mut().skip(lane).take(1).for_each(|h| *h |= bit);
        for (var, cells) in cube {
            let start = self.reads.get(*var as usize).map_or(0, |(_, at)| *at as usize + 1);
            for (row, keep) in self.rows.iter_mut().skip(start).zip(cells) {
                row.iter_mut().skip(lane).take(1).filter(|_| !keep).for_each(|l| *l &= !bit);
            }
        }
    }

    /// Leaves out the slots that no box reads.
    fn trim(&mut self) {
        let ends = self.reads.iter().skip(1).map(|(_, at)| *at as usize).chain([self.rows.len()]);
        let all: Vec<(u32, usize, usize)> = self.reads.iter().zip(ends).map(|((slot, at), end)| (*slot, *at as usize, end)).collect();
        let (mut reads, mut rows) = (Vec::new(), Vec::new());
        for (slot, from, to) in all {
            let own = self.rows.get(from..to).unwrap_or(&[]);
            if own.iter().any(|r| *r != [u64::MAX; LANES]) {
                reads.push((slot, rows.len() as u32));
                rows.extend_from_slice(own);
            }
        }
        let [head, ..] = self.head;
        self.first = if head == 0 { Vec::new() } else { rows.iter().map(|[first, ..]: &Lanes| *first).collect() };
        (self.reads, self.rows) = (reads, rows);
    }

    #[inline]
    fn first(&self, cells: &[u8]) -> u64 {
        let [head, ..] = self.head;
        self.reads.iter().fold(head, |sum, (slot, at)| sum & self.first.get(row(*at, cells, *slot)).copied().unwrap_or_default())
    }

    #[inline]
    fn possible(&self, cells: &[u8]) -> Lanes {
        self.reads.iter().fold(self.head, |sum, (slot, at)| {
            let ([a, b, c, d], [e, f, g, h]) = (sum, self.rows.get(row(*at, cells, *slot)).copied().unwrap_or_default());
            [a & e, b & f, c & g, d & h]
        })
    }
}

/// The row of an unknown cell stands first: its number, plus one, wraps to 0.
#[inline]
fn row(at: u32, cells: &[u8], slot: u32) -> usize {
    at as usize + usize::from(cells.get(slot as usize).map_or(0, |c| c.wrapping_add(1)))
}

/// Boxes whose union is a region; none if they are too many.
fn boxes(store: &mut Store, whole: Ref) -> Option<Vec<Cube>> {
    let (mut left, mut out) = (whole, Vec::new());
    while left != FALSE {
        if out.len() == MOST_BOXES {
            return None;
        }
        let cube = path(store, left);
        let cube = widest(store, whole, cube);
        let at = diagram(store, &cube);
        left = store.minus(left, at);
        out.push(cube);
    }
    (!store.full).then_some(out)
}

/// The first box of a diagram that is not false.
fn path(store: &Store, mut at: Ref) -> Cube {
    let mut out = Vec::new();
    while at.terminal().is_none() {
        let kids = store.kids(at);
        let Some(next) = kids.iter().copied().find(|k| *k != FALSE) else { break };
        out.push((store.var(at), kids.iter().map(|k| *k == next).collect()));
        at = next;
    }
    out
}

/// A box that lies inside a region, made as wide as it can be: first fewer slots, then more cells.
fn widest(store: &mut Store, whole: Ref, mut cube: Cube) -> Cube {
    for n in (0..cube.len()).rev() {
        let mut less = cube.clone();
        less.remove(n);
        if inside(store, &less, whole) {
            cube = less;
        }
    }
    for n in 0..cube.len() {
        for cell in 0..cube.get(n).map_or(0, |(_, cells)| cells.len()) {
            let mut more = cube.clone();
            more.iter_mut().skip(n).take(1).flat_map(|(_, cells)| cells.get_mut(cell)).for_each(|keep| *keep = true);
            if more != cube && inside(store, &more, whole) {
                cube = more;
            }
        }
    }
    cube
}

fn inside(store: &mut Store, cube: &Cube, whole: Ref) -> bool {
    let at = diagram(store, cube);
    store.minus(at, whole) == FALSE && !store.full
}

fn diagram(store: &mut Store, cube: &Cube) -> Ref {
    cube.iter().rev().fold(TRUE, |below, (var, cells)| {
        let kids: Vec<Ref> = cells.iter().map(|keep| if *keep { below } else { FALSE }).collect();
        store.node(*var, &kids)
    })
}
