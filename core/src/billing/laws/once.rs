//! No period is charged twice, and none is forgotten: schedulers that know different things, crash anywhere and have
//! clocks of their own, before a PG that honours a key.

use super::super::{AfterDecline, BillingStep, Charge, ChargeRecord, Missed, PeriodCharge, Plan};
use super::{DAY, any_plan, any_time};
use crate::time::Timestamp;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::num::NonZeroU32;
use proptest::collection::vec;
use proptest::prelude::*;

/// What one scheduler does once.
#[derive(Clone, Debug)]
struct Turn {
    scheduler: usize,
    /// Whether it reads the record again; otherwise it goes by what it read before.
    reads: bool,
    /// Its clock, which may be anywhere.
    now: Timestamp,
    /// Whether it heeds that another one has changed the row meanwhile.
    is_careful: bool,
    /// After which step it dies: 0 having stored, 1 having sent; 2 it lives.
    dies_after: u8,
    /// What the PG makes of a charge that it does not know.
    is_approved: bool,
    /// What a person decides, if asked.
    waives: bool,
}

#[derive(Default)]
struct World {
    record: ChargeRecord,
    /// What each scheduler read last.
    known: BTreeMap<usize, ChargeRecord>,
    /// The PG: what became of each key, and of which period it was.
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

    fn take(&mut self, plan: &Plan, turn: &Turn) -> Result<(), TestCaseError> {
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
                        !self.is_paid(period),
                        "a period that was paid is charged again: {:?}",
                        charge
                    );
                    self.store(PeriodCharge::UnderWay { period, attempt });
                } else if turn.is_careful {
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
        if turn.dies_after == 0 && from == 0 {
            return;
        }
        let (period, attempt) = (charge.period.number, charge.attempt);
        let key = String::from(charge.idempotency_key.as_str());
        let (_, is_approved) = *self.pg.entry(key).or_insert((period, turn.is_approved));
        let is_ours = Self::row(&self.record, period) == Some(PeriodCharge::UnderWay { period, attempt });
        if turn.dies_after == 1 || !is_ours {
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

    fn is_paid(&self, period: NonZeroU32) -> bool {
        self.pg.values().any(|&paid| paid == (period, true))
    }
}

fn any_turn() -> impl Strategy<Value = Turn> {
    let whether = any::<bool>;
    (0..2_usize, whether(), any_time(), whether(), 0..3_u8, whether(), whether()).prop_map(
        |(scheduler, reads, now, is_careful, dies_after, is_approved, waives)| Turn {
            scheduler,
            reads,
            now,
            is_careful,
            dies_after,
            is_approved,
            waives,
        },
    )
}

/// Lets one scheduler work until `now` has nothing more to do; what it charged, in its order.
fn work(plan: &Plan, world: &mut World, now: Timestamp) -> Result<Vec<Charge>, TestCaseError> {
    let mut charged = Vec::new();
    let turn = Turn {
        scheduler: 0,
        reads: true,
        now,
        is_careful: true,
        dies_after: 2,
        is_approved: true,
        waives: false,
    };
    // Each turn settles one period: more of them than fit before `now` would be a loop without end.
    for _ in 0..2_000 {
        let BillingStep::Charge { charge } = plan.due(&world.record, now) else { return Ok(charged) };
        world.take(plan, &turn)?;
        charged.push(charge);
    }
    Err(TestCaseError::reject("a plan of very many periods"))
}

proptest! {
    /// Law L3, for billing periods.
    #[test]
    fn no_period_is_paid_twice(plan in any_plan(), turns in vec(any_turn(), 1..80)) {
        let mut world = World::default();
        for turn in &turns {
            world.take(&plan, turn)?;
            let paid: Vec<_> = world.pg.values().filter(|(_, paid)| *paid).map(|(period, _)| period).collect();
            let periods: BTreeSet<_> = paid.iter().collect();
            prop_assert_eq!(paid.len(), periods.len(), "paid twice: {:?}", world.pg);
        }
    }

    /// Under `charge_each` every period that has begun is charged once and in order, however long nobody looked;
    /// under `charge_latest_only` at most the one that runs is, and never one before another that was charged.
    #[test]
    fn what_has_begun_is_charged_as_the_policy_says(
        mut plan in any_plan(), mut days in vec(0_i64..120, 1..12),
    ) {
        plan.ended_at = None;
        let Some(first) = plan.period(NonZeroU32::MIN) else { return Ok(()) };
        let (mut world, mut all) = (World::default(), Vec::new());
        let mut now = first.charge_at;
        days.insert(0, 0);
        for pause in days {
            now = now.plus_millis(u64::try_from(pause.saturating_mul(DAY)).unwrap_or_default());
            let charged = work(&plan, &mut world, now)?;
            if plan.missed == Missed::ChargeLatestOnly {
                prop_assert!(charged.len() <= 1);
                prop_assert!(charged.iter().all(|charge| !plan.is_over(&charge.period, now)));
            }
            all.extend(charged.iter().map(|charge| charge.period.number.get()));
        }
        match plan.missed {
            Missed::ChargeEach => prop_assert_eq!(all, (1..=plan.latest_begun(now)).collect::<Vec<_>>()),
            Missed::ChargeLatestOnly => prop_assert!(all.is_sorted_by(|one, next| one < next)),
        }
    }

    /// A charge whose outcome is open is the only thing that anybody is told, at any time, also after the end.
    #[test]
    fn an_open_outcome_comes_first(plan in any_plan(), now in any_time(), later in any_time(), dies in 0..2_u8) {
        let mut world = World::default();
        let turn = Turn {
            scheduler: 0, reads: true, now, is_careful: true, dies_after: dies, is_approved: true, waives: false,
        };
        if let BillingStep::Charge { charge } = plan.due(&world.record, now) {
            world.take(&plan, &turn)?;
            prop_assert_eq!(plan.due(&world.record, later), BillingStep::Resume { charge });
        }
    }
}
