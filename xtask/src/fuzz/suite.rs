//! So many trials as a suite has time for, and everything that trials once found.

use std::fs;

use super::case::{Kept, Outcome, Target};
use super::harness::{Harness, fixtures, on_a_plain_thread};
use crate::fixtures::FUZZ;

/// How often the suite tries each base.
const ROUNDS: u64 = 3;

#[test]
fn hostile_payloads_break_nothing() {
    on_a_plain_thread(|| {
        let harness = Harness::new();
        for seed in 0..ROUNDS * harness.round() {
            if let Err(broken) = harness.try_case(&harness.case(seed)) {
                panic!("{broken}\nto see it again: cargo xtask fuzz --minutes 1 --seed {seed}");
            }
        }
    });
}

/// Without this, the others could pass as nothing is ever reached.
#[test]
fn most_sound_answers_are_values() {
    on_a_plain_thread(|| {
        let harness = Harness::new();
        let (mut values, mut all) = (0, 0);
        for case in harness.sound() {
            if !matches!(case.target, Target::Sandbox { .. } | Target::Call { status: 400.., .. }) {
                all += 1;
                values += usize::from(harness.try_case(&case) == Ok(Outcome::Value));
            }
        }
        assert!(values * 20 > all * 19, "{values} of {all}");
    });
}

#[test]
fn what_was_found_stays_mended() {
    let folder = fixtures().join(FUZZ);
    let mut files: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    on_a_plain_thread(|| {
        let harness = Harness::new();
        let mut broken = Vec::new();
        for file in &files {
            let text = fs::read_to_string(file).unwrap();
            let kept: Kept = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            match (harness.try_case(&kept.case()), kept.expected) {
                (Err(why), _) => broken.push(format!("{}: {why}", file.display())),
                (Ok(outcome), Some(expected)) if outcome != expected => {
                    broken.push(format!("{}: {outcome:?} instead of {expected:?}", file.display()))
                }
                _ => {}
            }
        }
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    });
}
