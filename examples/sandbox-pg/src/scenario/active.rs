//! The active scenarios, and which of them applies to a call.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Fault, Match, Operation, Scenario};

/// The payment that a call is about, as far as the call identifies it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subject {
    pub(crate) order_id: Option<String>,
    pub(crate) payment_key: Option<String>,
}

/// The active scenarios. The first that matches a call applies to it.
#[derive(Debug, Default)]
pub(crate) struct Scenarios {
    active: Mutex<Vec<Active>>,
}

#[derive(Debug)]
struct Active {
    scenario: Scenario,
    used: u32,
    first_at: Option<i64>,
}

impl Scenarios {
    pub(crate) fn replace(&self, scenarios: Vec<Scenario>) {
        *self.lock() = scenarios.into_iter().map(Active::new).collect();
    }

    pub(crate) fn add(&self, scenario: Scenario) {
        self.lock().push(Active::new(scenario));
    }

    /// The scenarios that are not used up.
    pub(crate) fn list(&self, now: i64) -> Vec<Scenario> {
        self.lock()
            .iter()
            .filter(|active| active.is_active(now))
            .map(|active| active.scenario.clone())
            .collect()
    }

    /// The fault for this call. Its scenario counts one use more.
    pub(crate) fn take(&self, operation: Operation, subject: &Subject, now: i64) -> Option<Fault> {
        let mut active = self.lock();
        active.iter_mut().find(|active| active.applies_to(operation, subject, now)).map(|active| {
            active.used = active.used.saturating_add(1);
            active.first_at.get_or_insert(now);
            active.scenario.fault.clone()
        })
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Active>> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Active {
    fn new(scenario: Scenario) -> Self {
        Self { scenario, used: 0, first_at: None }
    }

    fn is_active(&self, now: i64) -> bool {
        // This fault ends after a time, whatever the number of calls.
        if let Fault::NotFoundFor { ms } = self.scenario.fault {
            let until = |first: i64| first.saturating_add(i64::try_from(ms).unwrap_or(i64::MAX));
            return self.first_at.is_none_or(|first| now < until(first));
        }
        self.scenario.times == 0 || self.used < self.scenario.times
    }

    fn applies_to(&self, operation: Operation, subject: &Subject, now: i64) -> bool {
        let Scenario { matching, fault, .. } = &self.scenario;
        self.is_active(now) && fault.is_for(operation) && matching.matches(operation, subject)
    }
}

impl Match {
    fn matches(&self, operation: Operation, subject: &Subject) -> bool {
        let is_same = |wanted: &Option<String>, given: &Option<String>| wanted.is_none() || wanted == given;
        let has_prefix = self.order_id_prefix.as_ref().is_none_or(|prefix| {
            subject.order_id.as_ref().is_some_and(|order_id| order_id.starts_with(prefix.as_str()))
        });
        (self.operation == Operation::Any || self.operation == operation)
            && is_same(&self.order_id, &subject.order_id)
            && is_same(&self.payment_key, &subject.payment_key)
            && has_prefix
    }
}

impl Fault {
    /// Whether the fault can affect this kind of call. If not, the scenario stays unused.
    fn is_for(&self, operation: Operation) -> bool {
        match self {
            Self::Duplicate { .. }
            | Self::Reorder
            | Self::Forged { .. }
            | Self::Delay { .. }
            | Self::Drop => operation == Operation::Webhook,
            Self::Decline { .. } => operation == Operation::Confirm,
            Self::AlreadyProcessed => matches!(operation, Operation::Confirm | Operation::Cancel),
            Self::NotFoundFor { .. } => matches!(operation, Operation::Query | Operation::QueryByOrder),
            Self::AnswerLate { .. }
            | Self::DropBeforeCommit
            | Self::DropAfterCommit
            | Self::HttpError { .. }
            | Self::Conflict409
            | Self::WrongAmount { .. }
            | Self::OmitAmount
            | Self::WrongCurrency { .. }
            | Self::WrongOrderId
            | Self::WrongPaymentKey
            | Self::UnknownStatus { .. }
            | Self::OmitSecret
            | Self::Malformed { .. }
            | Self::RateLimit
            | Self::Slow { .. } => operation != Operation::Webhook,
        }
    }
}
