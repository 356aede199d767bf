//! The PG's clock: real time, which a test can advance so that deadlines and waits end at once.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use tokio::sync::watch;

/// Time in milliseconds since 1970. All clones of a sandbox share one clock.
#[derive(Debug)]
pub(crate) struct Clock {
    /// Milliseconds by which this clock is ahead of real time.
    offset_ms: watch::Sender<i64>,
}

impl Default for Clock {
    fn default() -> Self {
        Self { offset_ms: watch::Sender::new(0) }
    }
}

impl Clock {
    pub(crate) fn now(&self) -> i64 {
        now_with(*self.offset_ms.borrow())
    }

    /// Advances the clock. It never goes back, so ledger entries stay in order.
    pub(crate) fn advance(&self, ms: u32) {
        self.offset_ms.send_modify(|offset| *offset = offset.saturating_add(i64::from(ms)));
    }

    /// Waits until this clock shows `at`. [`advance`](Self::advance) shortens the wait.
    pub(crate) async fn sleep_until(&self, at: i64) {
        let mut offset = self.offset_ms.subscribe();
        loop {
            let left = at.saturating_sub(now_with(*offset.borrow_and_update()));
            let Ok(left) = u64::try_from(left) else { return };
            if left == 0 {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(left)) => {}
                // The sender is a member of this clock, so the channel cannot close during the wait.
                _ = offset.changed() => {}
            }
        }
    }
}

/// The time `wait` after `from`, in milliseconds since 1970; `i64::MAX` if it is beyond the range.
pub(crate) fn after(from: i64, wait: Duration) -> i64 {
    from.saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))
}

fn now_with(offset_ms: i64) -> i64 {
    let real = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or_default();
    real.saturating_add(offset_ms)
}

/// `2026-11-21T11:30:00+09:00`, the format of every time in a payment.
pub(crate) fn kst(ms: i64) -> String {
    format(ms, "%Y-%m-%dT%H:%M:%S%:z")
}

/// `2026-11-21T11:30:00.123000`: the PG prints webhook times in Korean time without the offset.
pub(crate) fn kst_without_offset(ms: i64) -> String {
    format(ms, "%Y-%m-%dT%H:%M:%S%.6f")
}

/// `20261121113000`, as a payment key contains it.
pub(crate) fn kst_digits(ms: i64) -> String {
    format(ms, "%Y%m%d%H%M%S")
}

fn format(ms: i64, pattern: &str) -> String {
    let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
    at.to_zoned(TimeZone::fixed(Offset::constant(9))).strftime(pattern).to_string()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::{Clock, after, kst, kst_digits, kst_without_offset};

    #[test]
    fn korean_time_is_nine_hours_ahead_of_utc() {
        assert_eq!(kst(0), "1970-01-01T09:00:00+09:00");
        assert_eq!(kst_without_offset(1_234), "1970-01-01T09:00:01.234000");
        assert_eq!(kst_digits(0), "19700101090000");
    }

    #[test]
    fn a_time_beyond_the_range_is_the_last_one() {
        assert_eq!(after(5, Duration::from_millis(7)), 12);
        assert_eq!(after(5, Duration::MAX), i64::MAX);
    }

    #[tokio::test]
    async fn advancing_the_clock_ends_a_wait() {
        let clock = Arc::new(Clock::default());
        let at = after(clock.now(), Duration::from_hours(24));
        let wait = tokio::spawn({
            let clock = Arc::clone(&clock);
            async move { clock.sleep_until(at).await }
        });
        clock.advance(12 * 60 * 60 * 1000);
        tokio::task::yield_now().await;
        assert!(!wait.is_finished(), "half of the wait is left");
        clock.advance(12 * 60 * 60 * 1000);
        assert!(wait.await.is_ok());
    }
}
