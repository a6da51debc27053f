//! Whether the pages of a list lead round in a circle.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};

/// How many of the last pages are known.
const RECENT: usize = 64;

/// Where a reading has been: its last pages, and one that lags behind further and further (Brent's
/// algorithm). A short circle is found at once and a long one in the end, and a long list takes no
/// more memory than a short one.
#[derive(Default)]
pub(super) struct Trail {
    keys: RandomState,
    recent: VecDeque<u64>,
    lagging: Option<u64>,
    steps: u64,
}

impl Trail {
    /// Goes on to the page with this query; false where it was there already.
    pub(super) fn step(&mut self, query: &str) -> bool {
        let page = self.keys.hash_one(query);
        if self.recent.contains(&page) || self.lagging == Some(page) {
            return false;
        }
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(page);
        self.steps += 1;
        if self.steps.is_power_of_two() {
            self.lagging = Some(page);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many pages are read of a way that leads from the last of so many pages back to one.
    fn read(pages: usize, back_to: usize) -> usize {
        let mut trail = Trail::default();
        let circle = (back_to..pages).cycle();
        let mut way = (0..back_to).chain(circle);
        way.by_ref().take_while(|page| trail.step(&page.to_string())).count()
    }

    #[test]
    fn every_circle_ends() {
        assert_eq!([read(1, 0), read(2, 1), read(64, 0), read(1000, 999)], [1, 2, 64, 1000]);
        for (pages, back_to) in [(65, 0), (1000, 0), (1000, 700), (5000, 1)] {
            let read = read(pages, back_to);
            assert!((pages..4 * pages).contains(&read), "{pages} {back_to}: {read}");
        }
    }

    #[test]
    fn a_way_without_a_circle_goes_on() {
        let mut trail = Trail::default();
        assert!((0..100_000).all(|page| trail.step(&page.to_string())));
        assert_eq!(trail.recent.len(), RECENT);
    }
}
