//! Measures work on a payload against the same work on one that is four times as large.

use crate::allocations::peak;
use crate::ratio;

/// How many pairs of batches are measured.
const PAIRS: usize = 9;
/// What is still about four.
const WANTED: f64 = 5.0;

pub fn print_head() {
    println!(
        "four times the payload / the payload, median [quartiles]: CPU time, then peak memory"
    );
}

/// `payload` makes one of a size; `work` reads it.
pub fn compare(name: &str, size: usize, payload: impl Fn(usize) -> String, work: impl Fn(&str)) {
    let (small, large) = (payload(size), payload(4 * size));
    ratio::compare_pairs(PAIRS, || work(&small), || work(&large))
        .print(&format!("{name}, {size}: CPU time"), Some(WANTED));
    let (low, high) = (peak(|| work(&small)), peak(|| work(&large)));
    let growth = high as f64 / low as f64;
    let met = if growth <= WANTED { "met" } else { "MISSED" };
    println!(
        "{:<58} {growth:.3}  {high} vs {low} bytes  wanted <= {WANTED:.2}: {met}; {:.1} bytes for each of the payload",
        format!("{name}, {size}: peak memory"),
        high as f64 / large.len() as f64
    );
}
