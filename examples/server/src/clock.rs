//! The one place that reads the clock.

use daejo::time::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// The current time. A clock before 1970 reads as 1970: every deadline then seems far away, and nothing is done too
/// early.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).ok().and_then(|ms| Timestamp::from_millis(ms).ok()).unwrap_or_default()
}
