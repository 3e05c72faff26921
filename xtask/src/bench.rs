//! `cargo xtask bench`: one table of every workload, by hand and in guiju, with instructions a call; other engines and many
//! counties below it.

use std::process::Command;

const RUNS: usize = 3;
const SIZES: [usize; 5] = [1, 10, 100, 1000, 3000];
/// Goals of three thousand policies of the 26 norms, and of three hundred whole counties: ms, MB.
const MANY: (f64, f64) = (1500.0, 60.0);

pub fn run(args: &[String]) -> bool {
    let table = ["bench", "--quiet", "--bench", "table", "--"];
    let Some(program) = out("cargo", &[&table[..], &["path"]].concat()) else { return false };
    let program = program.trim();
    let Some(rows) = medians(|| out(program, &["times"])) else { return false };
    workloads(program, &rows);
    let done = policies(program) && counties(program);
    if args.iter().any(|a| a == "--peers") { done && peers() } else { done }
}

/// What a program prints; none, with a word on stderr, if it fails.
fn out(program: &str, args: &[&str]) -> Option<String> {
    let name = if program == "cargo" { std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()) } else { program.into() };
    let found = Command::new(name).args(args).output().map_err(|e| eprintln!("cannot run {program}: {e}")).ok()?;
    if !found.status.success() {
        eprintln!("{program} {} failed\n{}", args.join(" "), String::from_utf8_lossy(&found.stderr));
        return None;
    }
    Some(String::from_utf8_lossy(&found.stdout).into_owned())
}

/// A line: its name, and its numbers.
type Row = (String, Vec<Option<f64>>);

fn rows(text: &str) -> Vec<Row> {
    let row = |line: &str| {
        let mut fields = line.split('\t');
        let name = fields.next().unwrap_or_default().to_string();
        (name, fields.map(|f| f.parse().ok()).collect())
    };
    text.lines().map(row).collect()
}

/// Of several runs, the median of every number.
fn medians(run: impl Fn() -> Option<String>) -> Option<Vec<Row>> {
    let all: Vec<Vec<Row>> = (0..RUNS).map(|_| run().map(|t| rows(&t))).collect::<Option<_>>()?;
    let at = |row: usize, n: usize| {
        let mut found: Vec<f64> = all.iter().filter_map(|run| *run.get(row)?.1.get(n)?).collect();
        found.sort_by(f64::total_cmp);
        found.get(found.len() / 2).copied()
    };
    let first = all.first()?;
    Some(first.iter().enumerate().map(|(r, (name, list))| (name.clone(), (0..list.len()).map(|n| at(r, n)).collect())).collect())
}

fn workloads(program: &str, rows: &[Row]) {
    let counting = Command::new("valgrind").arg("--version").output().is_ok_and(|o| o.status.success());
    if !counting {
        println!("valgrind is not installed: no instructions are counted\n");
    }
    println!("| work | hand-written | guiju | ratio | instructions: hand / guiju | goal | |\n|---|---|---|---|---|---|---|");
    for ((name, list), n) in rows.iter().zip(0..) {
        let get = |n: usize| list.get(n).copied().flatten();
        let (hand, guiju, goal) = (get(0), get(1).unwrap_or_default(), get(2).unwrap_or_default());
        // a batch is made of calls that are counted alone
        let count = |who: &str| if counting && guiju < 1e6 { instructions(program, n, who) } else { None };
        let counted = format!("{} / {}", whole(hand.and_then(|_| count("hand"))), whole(count("guiju")));
        let ratio = hand.map_or("—".into(), |h| format!("×{:.1}", guiju / h));
        println!("| {name} | {} | {} | {ratio} | {counted} | ≤ {} | {} |", time(hand), time(Some(guiju)), time(Some(goal)), met(guiju <= goal));
    }
}

fn met(yes: bool) -> &'static str {
    if yes { "met" } else { "**missed**" }
}

/// Instructions a call: what so many more calls take beside the same preparation.
fn instructions(program: &str, work: usize, who: &str) -> Option<f64> {
    let calls = 4096;
    let count = |n: u64| {
        let (work, n) = (work.to_string(), n.to_string());
        let found = Command::new("valgrind").args(["--tool=callgrind", "--callgrind-out-file=/dev/null", program, "calls", &work, who, &n]).output().ok()?;
        let text = String::from_utf8_lossy(&found.stderr).into_owned();
        text.lines().find_map(|l| l.split_once("Collected :")?.1.trim().parse::<f64>().ok())
    };
    Some((count(2 * calls)? - count(calls)?) / calls as f64)
}

fn policies(program: &str) -> bool {
    println!("\n| policies of 26 norms in one process | load | of which tables | W3 | by hand | memory | of which tables | |\n|---|---|---|---|---|---|---|---|");
    let mut alone = f64::MAX;
    for n in SIZES {
        let Some([_, load, tables, guiju, hand, held, of_tables]) = numbers(out(program, &["scale", &n.to_string()])) else { return false };
        alone = alone.min(guiju);
        let kept = load <= MANY.0 && held <= MANY.1 && guiju <= 2.0 * alone;
        println!("| {n} | {load:.0} ms | {tables:.0} ms | {} | {} | {held:.1} MB | {of_tables:.1} MB | {} |", time(Some(guiju)), time(Some(hand)), met(kept));
    }
    println!("\nGoal: ≤ {:.0} ms, ≤ {:.0} MB, and W3 at most twice as slow as with one policy.", MANY.0, MANY.1);
    true
}

fn counties(program: &str) -> bool {
    let Some([n, load, held]) = numbers(out(program, &["counties", "300"])) else { return false };
    println!("\n{n} whole county files: {load:.0} ms, {held:.1} MB (goal ≤ {:.0} ms, ≤ {:.0} MB): {}", MANY.0, MANY.1, met(load <= MANY.0 && held <= MANY.1));
    true
}

fn numbers<const N: usize>(text: Option<String>) -> Option<[f64; N]> {
    let all: Vec<f64> = text?.split_whitespace().filter_map(|f| f.parse().ok()).collect();
    all.try_into().ok()
}

/// Other engines, in one process beside guiju and hand-written Rust; a crate of its own, built here only.
fn peers() -> bool {
    let built = out("cargo", &["build", "--release", "--manifest-path", "benches/peers/Cargo.toml", "--target-dir", "target/peers"]);
    let program = "target/peers/release/guiju-peers";
    let Some(names) = built.and_then(|_| out(program, &["peers"])) else { return false };
    let names: Vec<&str> = names.trim().split('\t').collect();
    let Some(rows) = medians(|| out(program, &["times"])) else { return false };
    println!("\n| work | hand-written | guiju | {} |\n|---|---|---|{}", names.join(" | "), "---|".repeat(names.len()));
    for (name, list) in rows {
        println!("| {name} | {} |", list.into_iter().map(time).collect::<Vec<_>>().join(" | "));
    }
    println!("\n| policies of 26 norms in one process: load, W3, memory | {} |\n|---|{}", names.join(" | "), "---|".repeat(names.len()));
    for n in SIZES {
        let cell = |peer: &&str| {
            let found = numbers(out(program, &["scale", peer, &n.to_string()]));
            found.map_or("—".into(), |[load, ns, held]| format!("{load:.0} ms, {}, {held:.1} MB", time(Some(ns))))
        };
        println!("| {n} | {} |", names.iter().map(cell).collect::<Vec<_>>().join(" | "));
    }
    true
}

fn time(ns: Option<f64>) -> String {
    match ns {
        None => "—".into(),
        Some(n) if n >= 999_500.0 => format!("{} ms", digits(n / 1e6)),
        Some(n) if n >= 999.5 => format!("{} µs", digits(n / 1e3)),
        Some(n) => format!("{} ns", digits(n)),
    }
}

fn digits(n: f64) -> String {
    if n < 10.0 && n.fract() != 0.0 { format!("{n:.1}") } else { format!("{n:.0}") }
}

fn whole(n: Option<f64>) -> String {
    n.map_or("—".into(), |n| if n >= 1e6 { format!("{:.1} M", n / 1e6) } else { format!("{n:.0}") })
}
