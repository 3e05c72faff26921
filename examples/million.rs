//! A log of a million documents, held against every norm on documents of one county: `cargo run --release --example million`.
//! What the log does not say is unknown, not no: where it matters (was it approved?) a norm stays open.

use guiju::calendar::date;
use guiju::decision::{Partly, PreparedNorms, Slot, Steps, batch};
use guiju::model::SCALE;
use guiju::session::{AskOptions, Failure, PolicySet, Prepared};
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::time::Instant;

const KINDS: [&str; 4] = ["请示", "报告", "通知", "意见"];

/// A row of the log.
struct Document {
    kind: usize,
    matters: i64,
    skips_a_level: bool,
}

/// The norms, and where a row puts its values: names are looked up once.
struct Layout {
    norms: PreparedNorms,
    kind: (Slot, [u8; 4]),
    matters: (Slot, Steps),
    skips_a_level: (Slot, [u8; 2]),
    /// The cells of what the rows do not say.
    rest: Vec<u8>,
}

impl Layout {
    fn of(check: &Prepared) -> Option<Layout> {
        let (model, norms) = (&check.county.model, check.norms()?);
        let named = |name| norms.schema.named(model, name);
        let (kind, matters, skips) = (named("文种")?, named("事项数")?, named("越级行文")?);
        let mut kinds = [0; 4];
        for (cell, name) in kinds.iter_mut().zip(KINDS) {
            *cell = norms.schema.value(model, kind, name)?;
        }
        Some(Layout {
            kind: (kind, kinds),
            matters: (matters, norms.schema.steps(matters)?),
            skips_a_level: (skips, norms.schema.yes_no(skips)?),
            rest: norms.schema.read(model, &check.question.facts)?,
            norms,
        })
    }

    fn check(&self, row: &Document, cells: &mut [u8]) -> Partly {
        let mut put = |slot: Slot, cell: u8| cells.get_mut(slot.0).into_iter().for_each(|c| *c = cell);
        put(self.kind.0, self.kind.1.get(row.kind).copied().unwrap_or_default());
        put(self.matters.0, self.matters.1.cell(row.matters * SCALE));
        let [no, yes] = self.skips_a_level.1;
        put(self.skips_a_level.0, if row.skips_a_level { yes } else { no });
        self.norms.partly(cells)
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}", failure.diagnostics.iter().map(|d| d.en.as_str()).collect::<Vec<_>>().join("\n"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<Failure>> {
    let options = AskOptions::on(date(2026, 11, 22).unwrap_or_default());
    let check = PolicySet::builtin().prepare("上高县", "核查 公文（报送单位：部门）", &options)?;
    let Some(layout) = Layout::of(&check) else {
        println!("the policy has no such norms");
        return Ok(());
    };
    let row = |n: usize| Document { kind: n % 4, matters: 1 + (n % 7 / 6) as i64, skips_a_level: n.is_multiple_of(50) };
    let log: Vec<Document> = (0..1_000_000).map(row).collect();
    let mut found = vec![Partly::default(); log.len()];
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);

    let begun = Instant::now();
    batch(&log, &mut found, threads, |rows, out| {
        let mut cells = layout.rest.clone();
        rows.iter().zip(out).for_each(|(row, out)| *out = layout.check(row, &mut cells));
    });
    println!("{} documents, {} norms, {} ms", log.len(), layout.norms.cites().len(), begun.elapsed().as_millis());

    for (cite, n) in layout.norms.cites().zip(0..) {
        let count = |of: fn(&Partly) -> u64| found.iter().filter(|p| of(p) >> n & 1 == 1).count();
        let (breached, open) = (count(|p| p.breached), count(|p| p.open));
        if let (Some(article), true) = (cite.place.article, breached > 0 || open < log.len() && open > 0) {
            println!("article {article}: {breached} breached, {open} open");
        }
    }
    Ok(())
}
