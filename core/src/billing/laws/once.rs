//! No period is charged twice and none is forgotten. The schedulers hold different copies of the record, crash at any
//! point and have different clocks; the PG honours idempotency keys.

use super::super::{AfterDecline, BillingStep, Charge, ChargeRecord, Missed, PeriodCharge, Plan};
use super::{DAY, any_plan, any_time};
use crate::time::Timestamp;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::num::NonZeroU32;
use proptest::collection::vec;
use proptest::prelude::*;

/// One run of one scheduler.
#[derive(Clone, Debug)]
struct Turn {
    scheduler: usize,
    /// Whether it reads the record again; otherwise it uses the copy that it read before.
    reads: bool,
    /// Its clock, which can show any time.
    now: Timestamp,
    /// Whether it stops if another scheduler has changed the row since it was read.
    checks_row: bool,
    /// Where it crashes: 0 after storing, 1 after sending, 2 nowhere.
    crashes_after: u8,
    /// Whether the PG approves a charge with a new key.
    is_approved: bool,
    /// What the operator decides, if asked.
    waives: bool,
}

#[derive(Default)]
struct World {
    record: ChargeRecord,
    /// The copy that each scheduler read last.
    known: BTreeMap<usize, ChargeRecord>,
    /// The PG: for each key its period, and whether it was approved.
    pg: BTreeMap<String, (NonZeroU32, bool)>,
}

impl World {
    fn row(record: &ChargeRecord, period: NonZeroU32) -> Option<PeriodCharge> {
        record.charges.iter().copied().find(|row| row.period() == period)
    }

    fn store(&mut self, row: PeriodCharge) {
        self.record.charges.retain(|other| other.period() != row.period());
        self.record.charges.push(row);
    }

    fn run(&mut self, plan: &Plan, turn: &Turn) -> Result<(), TestCaseError> {
        let known = self.known.entry(turn.scheduler).or_default();
        if turn.reads {
            known.clone_from(&self.record);
        }
        let seen = known.clone();
        match plan.due(&seen, turn.now) {
            BillingStep::Charge { charge } => {
                let (period, attempt) = (charge.period.number, charge.attempt);
                let is_current = Self::row(&seen, period) == Self::row(&self.record, period);
                if is_current {
                    prop_assert!(
                        !self.is_paid_under_another_key(&charge),
                        "a paid period is charged under another key: {:?}",
                        charge
                    );
                    self.store(PeriodCharge::UnderWay { period, attempt });
                } else if turn.checks_row {
                    return Ok(());
                }
                self.send(&charge, turn, 0);
            }
            BillingStep::Resume { charge } => self.send(&charge, turn, 1),
            BillingStep::AskAPerson { period: Some(period), .. } => self.decide(period, turn),
            BillingStep::AskAPerson { period: None, .. } => {
                return Err(TestCaseError::fail("the record contradicts itself"));
            }
            BillingStep::Wait { .. } | BillingStep::Ended => {}
        }
        Ok(())
    }

    fn send(&mut self, charge: &Charge, turn: &Turn, from: u8) {
        if turn.crashes_after == 0 && from == 0 {
            return;
        }
        let (period, attempt) = (charge.period.number, charge.attempt);
        let key = String::from(charge.idempotency_key.as_str());
        let (_, is_approved) = *self.pg.entry(key).or_insert((period, turn.is_approved));
        let is_ours = Self::row(&self.record, period) == Some(PeriodCharge::UnderWay { period, attempt });
        if turn.crashes_after == 1 || !is_ours {
            return;
        }
        self.store(if is_approved {
            PeriodCharge::Settled { period }
        } else {
            let next = AfterDecline::Retry;
            PeriodCharge::Declined { period, attempts: attempt, declined_at: turn.now, next }
        });
    }

    fn decide(&mut self, number: NonZeroU32, turn: &Turn) {
        match Self::row(&self.record, number) {
            Some(PeriodCharge::Declined { period, .. }) if turn.waives => {
                self.store(PeriodCharge::Waived { period });
            }
            Some(PeriodCharge::Declined { period, attempts, declined_at, .. }) => {
                let next = AfterDecline::ChargeAgain;
                self.store(PeriodCharge::Declined { period, attempts, declined_at, next });
            }
            Some(
                PeriodCharge::UnderWay { .. } | PeriodCharge::Settled { .. } | PeriodCharge::Waived { .. },
            )
            | None => {}
        }
    }

    /// Under the same key the PG only repeats its approval. That can happen: a scheduler that does not check the row
    /// sends a charge without storing it.
    fn is_paid_under_another_key(&self, charge: &Charge) -> bool {
        let other = self.pg.iter().filter(|(key, _)| key.as_str() != charge.idempotency_key.as_str());
        other.into_iter().any(|(_, &paid)| paid == (charge.period.number, true))
    }
}

fn any_turn() -> impl Strategy<Value = Turn> {
    let whether = any::<bool>;
    (0..2_usize, whether(), any_time(), whether(), 0..3_u8, whether(), whether()).prop_map(
        |(scheduler, reads, now, checks_row, crashes_after, is_approved, waives)| Turn {
            scheduler,
            reads,
            now,
            checks_row,
            crashes_after,
            is_approved,
            waives,
        },
    )
}

/// Runs one scheduler until nothing is left to do at `now`. Answers its charges in order.
fn run_until_idle(plan: &Plan, world: &mut World, now: Timestamp) -> Result<Vec<Charge>, TestCaseError> {
    let mut charged = Vec::new();
    let turn = Turn {
        scheduler: 0,
        reads: true,
        now,
        checks_row: true,
        crashes_after: 2,
        is_approved: true,
        waives: false,
    };
    // Each turn settles one period. A plan with more periods than this before `now` is skipped.
    for _ in 0..2_000 {
        let BillingStep::Charge { charge } = plan.due(&world.record, now) else { return Ok(charged) };
        world.run(plan, &turn)?;
        charged.push(charge);
    }
    Err(TestCaseError::reject("a plan with too many periods"))
}

proptest! {
    /// Law L3, for billing periods.
    #[test]
    fn no_period_is_paid_twice(plan in any_plan(), turns in vec(any_turn(), 1..80)) {
        let mut world = World::default();
        for turn in &turns {
            world.run(&plan, turn)?;
            let paid: Vec<_> = world.pg.values().filter(|(_, paid)| *paid).map(|(period, _)| period).collect();
            let periods: BTreeSet<_> = paid.iter().collect();
            prop_assert_eq!(paid.len(), periods.len(), "paid twice: {:?}", world.pg);
        }
    }

    /// Under `charge_each` every due period is charged once and in order, however long the scheduler was down. Under
    /// `charge_latest_only` only the current period is charged, and never one before a period that was charged.
    #[test]
    fn due_periods_are_charged_as_the_policy_says(
        mut plan in any_plan(), mut days in vec(0_i64..120, 1..12),
    ) {
        plan.ended_at = None;
        let Some(first) = plan.period(NonZeroU32::MIN) else { return Ok(()) };
        let (mut world, mut all) = (World::default(), Vec::new());
        let mut now = first.charge_at;
        days.insert(0, 0);
        for pause in days {
            now = now.plus_millis(u64::try_from(pause.saturating_mul(DAY)).unwrap_or_default());
            let charged = run_until_idle(&plan, &mut world, now)?;
            if plan.missed == Missed::ChargeLatestOnly {
                prop_assert!(charged.len() <= 1);
                prop_assert!(charged.iter().all(|charge| !plan.is_over(&charge.period, now)));
            }
            all.extend(charged.iter().map(|charge| charge.period.number.get()));
        }
        match plan.missed {
            Missed::ChargeEach => prop_assert_eq!(all, (1..=plan.latest_due(now)).collect::<Vec<_>>()),
            Missed::ChargeLatestOnly => prop_assert!(all.is_sorted_by(|one, next| one < next)),
        }
    }

    /// While the outcome of a charge is open, the only step is to resume it, at any time, also after the end.
    #[test]
    fn an_open_outcome_comes_first(plan in any_plan(), now in any_time(), later in any_time(), crash in 0..2_u8) {
        let mut world = World::default();
        let turn = Turn {
            scheduler: 0, reads: true, now, checks_row: true, crashes_after: crash, is_approved: true, waives: false,
        };
        if let BillingStep::Charge { charge } = plan.due(&world.record, now) {
            world.run(&plan, &turn)?;
            prop_assert_eq!(plan.due(&world.record, later), BillingStep::Resume { charge });
        }
    }
}
