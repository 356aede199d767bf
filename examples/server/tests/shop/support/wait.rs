//! Waiting for a state. The limit only ends a test that hangs.

use std::fmt::Debug;
use std::time::{Duration, Instant};

/// Far above any time that a state takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(120);

/// Repeats `check` until it returns `Ok`; `what` and the last `Err` explain a test that hangs.
pub(crate) async fn wait_until<T, E: Debug>(what: &str, mut check: impl AsyncFnMut() -> Result<T, E>) -> T {
    let end = Instant::now() + LIMIT;
    loop {
        match check().await {
            Ok(value) => return value,
            Err(state) => assert!(Instant::now() < end, "still waiting for {what}: {state:?}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
