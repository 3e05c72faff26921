//! `cargo xtask agree --seconds N`: both engines on random policies and cases, for as long as one likes.

use super::cargo_with;

/// Runs the agreement tests, built for speed, for about `N` seconds in all; another `--seed` looks elsewhere.
pub fn run(args: &[String]) -> bool {
    let number = |name: &str, otherwise: u64| match args.iter().position(|a| a == name) {
        None => Some(otherwise),
        Some(at) => args.get(at + 1).and_then(|n| n.parse().ok()),
    };
    let (Some(seconds), Some(seed)) = (number("--seconds", 60), number("--seed", 1)) else {
        eprintln!("agree: --seconds and --seed take a whole number");
        return false;
    };
    let (seconds, seed) = (seconds.to_string(), seed.to_string());
    cargo_with(&["test", "--release", "--test", "agree", "--", "--nocapture"], &[("GUIJU_AGREE_SECONDS", &seconds), ("GUIJU_AGREE_SEED", &seed)])
}
