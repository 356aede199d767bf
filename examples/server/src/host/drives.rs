//! Which payments this process is driving: one task each.

use super::Host;
use crate::store::Lease;
use daejo::id::PaymentId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What came for a payment while it was being driven.
#[derive(Clone, Copy, Debug, Default)]
struct Meanwhile {
    is_asked_for: bool,
    lease: Option<Lease>,
}

/// Which payments this process is driving. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Drives(Arc<Mutex<HashMap<PaymentId, Meanwhile>>>);

impl Drives {
    fn lock(&self) -> MutexGuard<'_, HashMap<PaymentId, Meanwhile>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The right to drive a payment; if it is being driven, its task is made to look again, under `lease` if given.
    pub(super) fn claim(&self, id: &PaymentId, lease: Option<Lease>) -> Option<Claimed> {
        let mut drives = self.lock();
        if let Some(meanwhile) = drives.get_mut(id) {
            meanwhile.is_asked_for = true;
            meanwhile.lease = lease.or(meanwhile.lease);
            return None;
        }
        drives.insert(id.clone(), Meanwhile::default());
        Some(Claimed { drives: self.clone(), id: id.clone(), lease, is_over: false })
    }
}

impl Host {
    /// How many payments are being driven.
    pub(crate) fn under_way(&self) -> usize {
        self.drives.lock().len()
    }
}

/// This task's claim on a payment.
#[derive(Debug)]
pub(super) struct Claimed {
    drives: Drives,
    id: PaymentId,
    lease: Option<Lease>,
    is_over: bool,
}

impl Claimed {
    pub(super) const fn id(&self) -> &PaymentId {
        &self.id
    }

    pub(super) const fn lease(&self) -> Option<Lease> {
        self.lease
    }

    pub(super) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// Leaves if nothing came meanwhile, in one step: nobody can ask for another look in between.
    pub(super) fn look_again_or_leave(&mut self) {
        let mut drives = self.drives.lock();
        match drives.get_mut(&self.id).map(std::mem::take) {
            Some(Meanwhile { is_asked_for: true, lease }) => self.lease = lease,
            Some(_) | None => {
                drives.remove(&self.id);
                self.is_over = true;
            }
        }
    }
}

/// Lets go also if the loop panics: nothing else would drive the payment before a restart.
impl Drop for Claimed {
    fn drop(&mut self) {
        if !self.is_over {
            self.drives.lock().remove(&self.id);
        }
    }
}
