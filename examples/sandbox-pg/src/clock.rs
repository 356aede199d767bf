//! The PG's clock: real time, which a test may push forward to let things expire.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

/// Milliseconds since 1970; shared by every clone of a sandbox.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    ahead_ms: Arc<AtomicI64>,
}

impl Clock {
    pub(crate) fn now(&self) -> i64 {
        let real = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .unwrap_or_default();
        real.saturating_add(self.ahead_ms.load(Ordering::Relaxed))
    }

    /// Pushes the clock forward. It never goes back: ledger entries stay in order.
    pub(crate) fn advance(&self, ms: u32) {
        self.ahead_ms.fetch_add(i64::from(ms), Ordering::Relaxed);
    }
}

/// `2026-11-21T11:30:00+09:00`, the form of every time in a payment.
pub(crate) fn kst(ms: i64) -> String {
    format(ms, "%Y-%m-%dT%H:%M:%S%:z")
}

/// `2026-11-21T11:30:00.123000`: webhooks print Korean time without its offset.
pub(crate) fn kst_bare(ms: i64) -> String {
    format(ms, "%Y-%m-%dT%H:%M:%S%.6f")
}

/// `20261121113000`, as it stands inside a payment key.
pub(crate) fn kst_digits(ms: i64) -> String {
    format(ms, "%Y%m%d%H%M%S")
}

fn format(ms: i64, pattern: &str) -> String {
    let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
    at.to_zoned(TimeZone::fixed(Offset::constant(9))).strftime(pattern).to_string()
}

#[cfg(test)]
mod tests {
    use super::{kst, kst_bare, kst_digits};

    #[test]
    fn korean_time_has_nine_hours() {
        assert_eq!(kst(0), "1970-01-01T09:00:00+09:00");
        assert_eq!(kst_bare(1_234), "1970-01-01T09:00:01.234000");
        assert_eq!(kst_digits(0), "19700101090000");
    }
}
