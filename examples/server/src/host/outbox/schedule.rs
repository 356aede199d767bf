//! When a delivery is repeated: as Standard Webhooks suggests, over about three days.

use daejo::time::Timestamp;
use std::time::Duration;

/// Pauses after the first attempt, the second and so on, in seconds: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h,
/// 24 h.
const PAUSES: [u64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// The first pause in milliseconds; another first pause scales all of them.
const FIRST: u64 = 5_000;

/// Time of the next attempt after `attempts` attempts; `None` after the last one. `jitter` is 0 to 255 and makes the
/// pause up to a quarter longer: events that failed together are then not repeated together.
pub(super) fn next_attempt_at(
    attempts: u32,
    now: Timestamp,
    first: Duration,
    jitter: u8,
) -> Option<Timestamp> {
    let slot = usize::try_from(attempts.checked_sub(1)?).ok()?;
    let seconds = PAUSES.get(slot)?;
    let first = u64::try_from(first.as_millis()).unwrap_or(u64::MAX);
    // In thousandths of the first pause: seconds times 1000 over FIRST, times the first pause wanted.
    let pause = seconds.saturating_mul(1_000).saturating_mul(first).checked_div(FIRST)?;
    let spread = pause.saturating_mul(u64::from(jitter)).checked_div(1_024)?;
    Some(now.plus_millis(pause.saturating_add(spread)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_nine_pauses_over_three_days() {
        let now = Timestamp::default();
        let pause = |attempts, first, jitter| {
            next_attempt_at(attempts, now, Duration::from_millis(first), jitter)
                .map(|at| at.millis_since(now))
        };
        assert_eq!(pause(1, 5_000, 0), Some(5_000));
        assert_eq!(pause(2, 5_000, 0), Some(300_000));
        assert_eq!(pause(9, 5_000, 0), Some(86_400_000));
        assert_eq!(pause(10, 5_000, 0), None);
        assert_eq!(pause(0, 5_000, 0), None);
        let all: u64 = (1..=9).filter_map(|attempts| pause(attempts, 5_000, 0)).sum();
        assert!((3 * 86_400_000..4 * 86_400_000).contains(&all), "{all}");
        // A shorter first pause shortens all of them.
        assert_eq!(pause(2, 10, 0), Some(600));
        assert_eq!(pause(2, 10, 255), Some(749));
    }
}
