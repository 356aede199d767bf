//! The payments that this process drives, one task for each.

use super::Host;
use crate::store::Lease;
use daejo::id::PaymentId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What was requested for a payment while a task drives it.
#[derive(Clone, Copy, Debug, Default)]
struct Pending {
    is_requested: bool,
    lease: Option<Lease>,
}

/// The payments that this process drives. Clones share the map.
#[derive(Clone, Debug, Default)]
pub(super) struct Drives(Arc<Mutex<HashMap<PaymentId, Pending>>>);

impl Drives {
    fn lock(&self) -> MutexGuard<'_, HashMap<PaymentId, Pending>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The right to drive a payment. If a task drives it already, that task runs again, under `lease` if there is one.
    pub(super) fn begin(&self, id: &PaymentId, lease: Option<Lease>) -> Option<Drive> {
        let mut drives = self.lock();
        if let Some(pending) = drives.get_mut(id) {
            pending.is_requested = true;
            pending.lease = lease.or(pending.lease);
            return None;
        }
        drives.insert(id.clone(), Pending::default());
        Some(Drive { drives: self.clone(), id: id.clone(), lease, is_over: false })
    }
}

impl Host {
    /// Number of payments that are being driven.
    pub(crate) fn in_progress(&self) -> usize {
        self.drives.lock().len()
    }
}

/// This task's right to drive a payment.
#[derive(Debug)]
pub(super) struct Drive {
    drives: Drives,
    id: PaymentId,
    lease: Option<Lease>,
    is_over: bool,
}

impl Drive {
    pub(super) const fn id(&self) -> &PaymentId {
        &self.id
    }

    pub(super) const fn lease(&self) -> Option<Lease> {
        self.lease
    }

    pub(super) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// Ends the drive if nothing was requested in the meantime. Both happen under one lock, so that no request is lost.
    pub(super) fn continue_or_finish(&mut self) {
        let mut drives = self.drives.lock();
        match drives.get_mut(&self.id).map(std::mem::take) {
            Some(Pending { is_requested: true, lease }) => self.lease = lease,
            Some(_) | None => {
                drives.remove(&self.id);
                self.is_over = true;
            }
        }
    }
}

/// Ends the drive also if the loop panics: otherwise nothing would drive the payment before a restart.
impl Drop for Drive {
    fn drop(&mut self) {
        if !self.is_over {
            self.drives.lock().remove(&self.id);
        }
    }
}
