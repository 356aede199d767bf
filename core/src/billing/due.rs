//! What is due. Only the plan, the record and the time decide, so that two schedulers come to the same result.

use super::{
    AfterDecline, BillingQuestion, BillingStep, ChargeRecord, LocalDate, Missed, PeriodCharge, Plan,
};
use crate::time::Timestamp;
use alloc::collections::BTreeMap;
use core::num::{NonZeroU16, NonZeroU32};

/// The record's rows by period.
type Rows<'a> = BTreeMap<NonZeroU32, &'a PeriodCharge>;

/// What has to be done about one period.
enum PeriodStep {
    Charge(NonZeroU32, NonZeroU16),
    Wait(Timestamp),
    AskOperator(NonZeroU32, BillingQuestion),
}

impl Plan {
    /// What has to be done now. Recovery after a crash or an outage is this function on the stored record.
    ///
    /// An open outcome comes first, then the end, then an operator's decision, then the oldest period that can be
    /// charged: at most one charge of a subscription is under way.
    #[must_use]
    pub fn due(&self, record: &ChargeRecord, now: Timestamp) -> BillingStep {
        let contradicts =
            BillingStep::AskAPerson { question: BillingQuestion::RecordContradicts, period: None };
        let Some(rows) = self.rows(record) else { return contradicts };
        if let Some((number, attempt)) = rows.values().find_map(|row| under_way(row)) {
            return self.charge(number, attempt).map_or(contradicts, |charge| BillingStep::Resume { charge });
        }
        if self.ended_at.is_some_and(|ended_at| now >= ended_at) {
            return BillingStep::Ended;
        }

        let (mut first, mut until) = (None, None);
        let untried = self.untried(record.closed_through, &rows, now);
        for step in rows.values().filter_map(|row| self.after_decline(row, now)).chain(untried) {
            match step {
                PeriodStep::AskOperator(number, question) => {
                    return BillingStep::AskAPerson { question, period: Some(number) };
                }
                PeriodStep::Charge(number, attempt) => {
                    first = Some(first.map_or((number, attempt), |first| (number, attempt).min(first)));
                }
                PeriodStep::Wait(at) => until = Some(until.map_or(at, |until: Timestamp| until.min(at))),
            }
        }
        match (first, until) {
            (Some((number, attempt)), _) => {
                self.charge(number, attempt).map_or(contradicts, |charge| BillingStep::Charge { charge })
            }
            // A retry can lie after the stop: the host is called again at the stop, not later.
            (None, Some(until)) => {
                BillingStep::Wait { until: self.ended_at.map_or(until, |at| at.min(until)) }
            }
            (None, None) => BillingStep::Ended,
        }
    }

    /// The rows by period; none if the record contradicts itself or the calendar.
    fn rows<'a>(&self, record: &'a ChargeRecord) -> Option<Rows<'a>> {
        let rows: Rows<'a> = record.charges.iter().map(|row| (row.period(), row)).collect();
        let closed_through = NonZeroU32::new(record.closed_through);
        let is_on_calendar = |number: NonZeroU32| self.period(number).is_some();
        let is_consistent = rows.len() == record.charges.len()
            && closed_through.is_none_or(is_on_calendar)
            && rows.last_key_value().is_none_or(|(&number, _)| is_on_calendar(number))
            && rows.values().all(|row| row.is_closed() || row.period().get() > record.closed_through);
        is_consistent.then_some(rows)
    }

    /// What has to be done about the first period that was never tried and is to be charged.
    fn untried(&self, closed_through: u32, rows: &Rows<'_>, now: Timestamp) -> Option<PeriodStep> {
        let number = match self.missed {
            Missed::ChargeEach => first_gap(closed_through, rows),
            Missed::ChargeLatestOnly => {
                // A period before one that was tried counts as missed: the clock may have gone back since.
                let tried = rows.last_key_value().map_or(0, |(number, _)| number.get()).max(closed_through);
                let latest = self.latest_due(now);
                let is_current =
                    self.period_in_term(latest).is_some_and(|period| !self.is_over(&period, now));
                if is_current && latest > tried { latest } else { latest.max(tried).saturating_add(1) }
            }
        };
        let period = self.period_in_term(number)?;
        Some(if period.charge_at <= now {
            PeriodStep::Charge(period.number, NonZeroU16::MIN)
        } else {
            PeriodStep::Wait(period.charge_at)
        })
    }

    /// What has to be done about a declined period.
    fn after_decline(&self, row: &PeriodCharge, now: Timestamp) -> Option<PeriodStep> {
        let PeriodCharge::Declined { period, attempts, declined_at, next } = *row else { return None };
        let retry_at = match next {
            AfterDecline::GiveUp => Err(BillingQuestion::DeclineFinal),
            AfterDecline::ChargeAgain => Ok(now),
            AfterDecline::Retry => self.retry_at(period, attempts, declined_at, now),
        };
        Some(match (retry_at, attempts.checked_add(1)) {
            (Err(question), _) => PeriodStep::AskOperator(period, question),
            // The attempts are used up: another charge would reuse an old key.
            (Ok(_), None) => PeriodStep::AskOperator(period, BillingQuestion::RetriesExhausted),
            (Ok(at), Some(attempt)) if at <= now => PeriodStep::Charge(period, attempt),
            (Ok(at), Some(_)) => PeriodStep::Wait(at),
        })
    }

    /// When a declined period is tried again.
    fn retry_at(
        &self,
        number: NonZeroU32,
        attempts: NonZeroU16,
        declined_at: Timestamp,
        now: Timestamp,
    ) -> Result<Timestamp, BillingQuestion> {
        let pause = self.retry_days.after(attempts).ok_or(BillingQuestion::RetriesExhausted)?;
        // Counted in calendar days, not in 24 hours: a retry is made at the charge time, not at the decline's time of day.
        let retry_at = LocalDate::of(declined_at, self.offset_minutes)
            .and_then(|day| day.plus_days(pause)?.at(self.charge_time, self.offset_minutes))
            .ok_or(BillingQuestion::RetriesExhausted)?;
        let is_past_grace = self.grace_ends_at(number).is_some_and(|ends_at| retry_at.max(now) > ends_at);
        if is_past_grace { Err(BillingQuestion::GraceOver) } else { Ok(retry_at) }
    }

    /// The last instant at which a declined period is still retried; none if there is no limit.
    fn grace_ends_at(&self, number: NonZeroU32) -> Option<Timestamp> {
        let day = self.period(number)?.start.plus_days(i64::from(self.grace_days?))?;
        day.at(self.charge_time, self.offset_minutes)
    }
}

/// The first number after `closed_through` that has no row.
fn first_gap(closed_through: u32, rows: &Rows<'_>) -> u32 {
    let open = rows.keys().map(|number| number.get()).filter(|&number| number > closed_through);
    let next = closed_through.saturating_add(1);
    open.fold(next, |next, number| if number == next { next.saturating_add(1) } else { next })
}

const fn under_way(row: &PeriodCharge) -> Option<(NonZeroU32, NonZeroU16)> {
    match *row {
        PeriodCharge::UnderWay { period, attempt } => Some((period, attempt)),
        PeriodCharge::Settled { .. } | PeriodCharge::Declined { .. } | PeriodCharge::Waived { .. } => None,
    }
}
