//! Writes the requests under way.

use super::Change;
use crate::payment::InFlight;
use crate::pg::Operation;

impl Change<'_> {
    /// A request is about to be sent.
    pub(in crate::payment) fn request_started(&mut self, operation: Operation, timeout_ms: u32) {
        let requests = &mut self.next.requests;
        requests.count = requests.count.saturating_add(1);
        requests.not_before = None;
        requests.in_flight = Some(InFlight {
            operation,
            ordinal: requests.count,
            deadline_at: self.now.plus_millis(u64::from(timeout_ms)),
        });
        self.touch();
    }

    /// The request under way ended or counts as lost.
    pub(in crate::payment) const fn request_ended(&mut self) {
        self.next.requests.in_flight = None;
        self.touch();
    }
}
