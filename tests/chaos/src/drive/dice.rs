//! Chance by seed: the same seed makes the same choices, whatever the timing makes of them.

/// A stream of choices (SplitMix64).
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    /// The stream of one purpose: a shopper's choices do not depend on how many others rolled before.
    pub(super) fn of(seed: u64, purpose: u64) -> Self {
        let mut dice = Self(seed ^ purpose.wrapping_mul(0xd134_2543_de82_ef95));
        dice.next();
        dice
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 up to and without `end`.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next().checked_rem(end).unwrap_or_default()
    }

    pub(super) fn between(&mut self, least: u64, most: u64) -> u64 {
        least.saturating_add(self.below(most.saturating_sub(least).saturating_add(1)))
    }

    /// Whether it happens, that many times in a hundred.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`, each as often as its weight.
    pub(super) fn pick<T: Copy>(&mut self, choices: &[(u64, T)]) -> Option<T> {
        let all = choices.iter().fold(0_u64, |sum, (weight, _)| sum.saturating_add(*weight));
        let mut rolled = self.below(all);
        for (weight, choice) in choices {
            if rolled < *weight {
                return Some(*choice);
            }
            rolled = rolled.saturating_sub(*weight);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn a_seed_is_a_story() {
        let roll = |seed, purpose| {
            let mut dice = Dice::of(seed, purpose);
            [(); 8].map(|()| dice.below(1_000))
        };
        assert_eq!(roll(7, 1), roll(7, 1));
        assert_ne!(roll(7, 1), roll(7, 2));
        assert_ne!(roll(7, 1), roll(8, 1));
    }

    #[test]
    fn weights_are_kept() {
        let mut dice = Dice::of(1, 1);
        let ones = (0..10_000).filter(|_| dice.pick(&[(1, true), (3, false)]) == Some(true)).count();
        assert!((2_200..2_800).contains(&ones), "{ones}");
    }
}
