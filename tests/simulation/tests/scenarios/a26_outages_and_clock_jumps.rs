//! A26: the database or the PG is down at each step, and clocks jump.

use crate::script::{Script, any_pg, at_every_pg};
use daejo::payment::State;
use daejo_simulation::world::{Action, Budget, Setup, Stage, Treatment, Visit, Worker};

#[test]
fn a26_the_pg_is_down_for_an_hour_at_each_step() {
    at_every_pg("a26 pg", any_pg, |profile| {
        for steps in 0..10 {
            let mut script = Script::at(profile);
            script.act(Action::Visit(0, Visit::Genuine));
            let mut done = 0;
            let mut lost = 0;
            let outage_end = script.world.now.plus_millis(60 * 60_000);
            for _ in 0..400 {
                if script.world.now >= outage_end {
                    break;
                }
                let out = script.world.wire.iter().position(|one| matches!(one.stage, Stage::ToPg));
                match out {
                    Some(at) if done >= steps => {
                        script.world.lose(at, lost % 2 == 0);
                        lost += 1;
                    }
                    Some(at) => {
                        script.reach_pg(at, Treatment::Normal);
                        done += 1;
                    }
                    None => {
                        let normal = script
                            .world
                            .enabled()
                            .into_iter()
                            .find(|action| matches!(action, Action::Deliver(_) | Action::Work(..)));
                        match normal {
                            Some(action) => script.act(action),
                            None => script.world.advance_time(30_000),
                        }
                    }
                }
            }
            // The outage started so late that no request was due.
            let was_done = script.state().is_settled() || script.state() == State::AwaitingDeposit;
            assert!(lost > 0 || done < steps || was_done, "{}", script.trace_text());
            script.check_ends();
        }
    });
}

#[test]
fn a26_the_database_is_down_at_each_step() {
    at_every_pg("a26 database", any_pg, |profile| {
        for steps in 0..10 {
            let budget = Budget { faults: 99, clicks: 9, ..Budget::NONE };
            let mut script =
                Script::with_setup(Setup { is_split: true, ..Setup::new("split", profile, budget) });
            script.act(Action::Visit(0, Visit::Genuine));
            let mut saves = 0;
            let mut refused = 0;
            for _ in 0..60 {
                let pending_worker =
                    script.world.workers.iter().position(|worker| matches!(worker, Worker::ChangePending(_)));
                let answered =
                    script.world.wire.iter().position(|one| matches!(one.stage, Stage::ChangePending(_)));
                match (pending_worker, answered) {
                    (Some(at), _) if saves >= steps && refused < 4 => {
                        script.act(Action::RollBackTransaction(at));
                        refused += 1;
                    }
                    // An answer that cannot be stored is lost. The intent is stored, so the PG is queried.
                    (_, Some(at)) if saves >= steps && refused < 4 => {
                        script.act(Action::Orphan(at));
                        refused += 1;
                    }
                    (pending_worker, _) => {
                        saves += usize::from(pending_worker.is_some());
                        let normal = script.world.enabled().into_iter().find(|action| {
                            matches!(
                                action,
                                Action::Deliver(_) | Action::ReachPg(_, Treatment::Normal) | Action::Work(..)
                            )
                        });
                        script.act(normal.unwrap_or(Action::Wait));
                    }
                }
            }
            assert!(
                refused > 0
                    || saves < steps
                    || script.state() == State::Paid
                    || script.state() == State::AwaitingDeposit,
                "{}",
                script.trace_text()
            );
            script.check_ends();
        }
    });
}

#[test]
fn a26_clocks_jump_at_each_step() {
    at_every_pg("a26 clocks", any_pg, |profile| {
        for jump in [Action::JumpForward, Action::SetClockBack] {
            for steps in 0..16 {
                let mut script = Script::at(profile);
                script.act(Action::Visit(0, Visit::Genuine));
                for step in 0..16 {
                    if step == steps {
                        script.act(jump);
                    }
                    let normal = script.world.enabled().into_iter().find(|action| {
                        matches!(
                            action,
                            Action::Deliver(_) | Action::ReachPg(_, Treatment::Normal) | Action::Work(..)
                        )
                    });
                    script.act(normal.unwrap_or(Action::Wait));
                }
                script.check_ends();
            }
        }
    });
}
