//! `cargo xtask agree --seconds N`: both engines on random policies and cases, for as long as one likes.

use super::cargo_with;

/// Runs the agreement tests, built for speed, for `N` seconds each; another `--seed` looks elsewhere.
pub fn run(args: &[String]) -> bool {
    let of = |name: &str, otherwise: &str| {
        let at = args.iter().position(|a| a == name).and_then(|n| args.get(n + 1));
        at.cloned().unwrap_or_else(|| otherwise.to_string())
    };
    let (seconds, seed) = (of("--seconds", "60"), of("--seed", "1"));
    cargo_with(&["test", "--release", "--test", "agree", "--", "--nocapture"], &[("GUIJU_AGREE_SECONDS", seconds.as_str()), ("GUIJU_AGREE_SEED", seed.as_str())])
}
