//! Random choices by seed: the same seed gives the same choices, independent of timing.

/// A stream of random numbers (SplitMix64).
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// The stream of one purpose: a shopper's choices do not depend on the draws of other shoppers.
    pub(super) fn of(seed: u64, purpose: u64) -> Self {
        let mut random = Self(seed ^ purpose.wrapping_mul(0xd134_2543_de82_ef95));
        random.next();
        random
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0, below `end`. 0 if `end` is 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next().checked_rem(end).unwrap_or_default()
    }

    pub(super) fn between(&mut self, least: u64, most: u64) -> u64 {
        least.saturating_add(self.below(most.saturating_sub(least).saturating_add(1)))
    }

    /// True with a probability of `percent` in a hundred.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`, with a probability in proportion to its weight.
    pub(super) fn pick<T: Copy>(&mut self, choices: &[(u64, T)]) -> Option<T> {
        let all = choices.iter().fold(0_u64, |sum, (weight, _)| sum.saturating_add(*weight));
        let mut drawn = self.below(all);
        for (weight, choice) in choices {
            if drawn < *weight {
                return Some(*choice);
            }
            drawn = drawn.saturating_sub(*weight);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draw = |seed, purpose| {
            let mut random = Random::of(seed, purpose);
            [(); 8].map(|()| random.below(1_000))
        };
        assert_eq!(draw(7, 1), draw(7, 1));
        assert_ne!(draw(7, 1), draw(7, 2));
        assert_ne!(draw(7, 1), draw(8, 1));
    }

    #[test]
    fn choices_follow_their_weights() {
        let mut random = Random::of(1, 1);
        let ones = (0..10_000).filter(|_| random.pick(&[(1, true), (3, false)]) == Some(true)).count();
        assert!((2_200..2_800).contains(&ones), "{ones}");
    }
}
