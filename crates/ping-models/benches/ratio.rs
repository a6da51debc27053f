//! Measures one side against another: batches interleaved, CPU time of this process, the median
//! of the ratios with the interval that half of them lie in.

use std::hint::black_box;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// How many pairs of batches are measured unless a run takes long.
const PAIRS: usize = 61;
/// How long a batch takes, roughly.
const BATCH: Duration = Duration::from_millis(40);

/// What came out of a comparison.
pub struct Outcome {
    /// The median of subject / baseline.
    pub median: f64,
    /// The quartiles around it.
    pub quartiles: (f64, f64),
    /// CPU time of one run, baseline and subject.
    pub each: (Duration, Duration),
}

impl Outcome {
    /// One line of a report.
    pub fn print(&self, name: &str, wanted: Option<f64>) {
        let wanted = wanted.map_or(String::new(), |wanted| {
            let met = if self.median <= wanted { "met" } else { "MISSED" };
            format!("  wanted <= {wanted:.2}: {met}")
        });
        println!(
            "{name:<58} {:.3} [{:.3}, {:.3}]  {:>10.2?} vs {:>10.2?}{wanted}",
            self.median, self.quartiles.0, self.quartiles.1, self.each.1, self.each.0
        );
    }
}

/// Which time is measured.
#[derive(Clone, Copy)]
enum Measured {
    Cpu,
    Wall,
}

fn time<T>(measured: Measured, runs: u32, work: &mut impl FnMut() -> T) -> Duration {
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    for _ in 0..runs {
        black_box(work());
    }
    match measured {
        Measured::Cpu => cpu.elapsed(),
        Measured::Wall => wall.elapsed(),
    }
}

/// Compares the CPU time of `subject` with that of `baseline`.
pub fn compare<A, B>(baseline: impl FnMut() -> A, subject: impl FnMut() -> B) -> Outcome {
    measure(Measured::Cpu, PAIRS, baseline, subject)
}

/// As [`compare`], with so many pairs: for work of which one run takes long.
pub fn compare_pairs<A, B>(
    pairs: usize,
    baseline: impl FnMut() -> A,
    subject: impl FnMut() -> B,
) -> Outcome {
    measure(Measured::Cpu, pairs, baseline, subject)
}

/// Compares elapsed times, for work that waits.
pub fn compare_wall<A, B>(baseline: impl FnMut() -> A, subject: impl FnMut() -> B) -> Outcome {
    measure(Measured::Wall, PAIRS, baseline, subject)
}

fn measure<A, B>(
    measured: Measured,
    pairs: usize,
    mut baseline: impl FnMut() -> A,
    mut subject: impl FnMut() -> B,
) -> Outcome {
    let mut runs = 1;
    while time(measured, runs, &mut baseline) < BATCH {
        runs *= 2;
    }
    time(measured, runs, &mut subject);
    let mut ratios = Vec::with_capacity(pairs);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for pair in 0..pairs {
        // The order alternates, so that neither side always runs on the warmer cache.
        let (base, subj) = if pair % 2 == 0 {
            let base = time(measured, runs, &mut baseline);
            (base, time(measured, runs, &mut subject))
        } else {
            let subj = time(measured, runs, &mut subject);
            (time(measured, runs, &mut baseline), subj)
        };
        ratios.push(subj.as_secs_f64() / base.as_secs_f64());
        left.push(base / runs);
        right.push(subj / runs);
    }
    ratios.sort_by(f64::total_cmp);
    left.sort();
    right.sort();
    Outcome {
        median: ratios[pairs / 2],
        quartiles: (ratios[pairs / 4], ratios[pairs * 3 / 4]),
        each: (left[pairs / 2], right[pairs / 2]),
    }
}
