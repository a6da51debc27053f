//! Counts allocations. Whatever includes it allocates more slowly.

use std::hint::black_box;

/// Allocations of one run, counted on this thread.
pub fn allocations<T>(mut work: impl FnMut() -> T) -> (u64, u64) {
    work();
    let info = allocation_counter::measure(|| {
        black_box(work());
    });
    (info.count_total, info.bytes_total)
}

/// One line of a report on allocations.
pub fn print_allocations(name: &str, (count, bytes): (u64, u64)) {
    println!("{name:<58} {count:>8} allocations {bytes:>12} bytes");
}

/// The most bytes in use at once in a run, counted on this thread.
pub fn peak(work: impl FnOnce()) -> u64 {
    allocation_counter::measure(work).bytes_max
}
