//! A26: the database or the PG is down at each step, and clocks jump.

use crate::script::{Script, at_every_pg, every};
use daejo::payment::State;
use daejo_simulation::world::{Action, Left, Reach, Setup, Stage, Visit, Worker};

#[test]
fn a26_the_pg_is_down_for_an_hour_at_each_step() {
    at_every_pg("a26 pg", every, |profile| {
        for steps in 0..10 {
            let mut script = Script::at(profile);
            script.act(Action::Visit(0, Visit::Genuine));
            let mut done = 0;
            let mut lost = 0;
            let until = script.world.now.plus_millis(60 * 60_000);
            for _ in 0..400 {
                if script.world.now >= until {
                    break;
                }
                let out = script.world.wire.iter().position(|one| matches!(one.stage, Stage::Out));
                match out {
                    Some(at) if done >= steps => {
                        script.world.lose(at, lost % 2 == 0);
                        lost += 1;
                    }
                    Some(at) => {
                        script.reach(at, Reach::Well);
                        done += 1;
                    }
                    None => {
                        let goes_on = script
                            .world
                            .enabled()
                            .into_iter()
                            .find(|action| matches!(action, Action::Deliver(_) | Action::Work(..)));
                        match goes_on {
                            Some(action) => script.act(action),
                            None => script.world.pass(30_000),
                        }
                    }
                }
            }
            // So late that nothing more had to be asked.
            let was_over = script.state().is_settled() || script.state() == State::AwaitingDeposit;
            assert!(lost > 0 || done < steps || was_over, "{}", script.story());
            script.ends();
        }
    });
}

#[test]
fn a26_the_database_is_down_at_each_step() {
    at_every_pg("a26 database", every, |profile| {
        for steps in 0..10 {
            let left = Left { faults: 99, clicks: 9, ..Left::NOTHING };
            let mut script = Script::of(Setup { is_split: true, ..Setup::new("split", profile, left) });
            script.act(Action::Visit(0, Visit::Genuine));
            let mut saves = 0;
            let mut refused = 0;
            for _ in 0..60 {
                let deciding =
                    script.world.workers.iter().position(|worker| matches!(worker, Worker::Deciding(_)));
                let home = script.world.wire.iter().position(|one| matches!(one.stage, Stage::Deciding(_)));
                match (deciding, home) {
                    (Some(at), _) if saves >= steps && refused < 4 => {
                        script.act(Action::Abort(at));
                        refused += 1;
                    }
                    // An answer that cannot be stored is lost: the intent is stored, so the PG is asked.
                    (_, Some(at)) if saves >= steps && refused < 4 => {
                        script.act(Action::Orphan(at));
                        refused += 1;
                    }
                    (deciding, _) => {
                        saves += usize::from(deciding.is_some());
                        let goes_on = script.world.enabled().into_iter().find(|action| {
                            matches!(
                                action,
                                Action::Deliver(_) | Action::Reach(_, Reach::Well) | Action::Work(..)
                            )
                        });
                        script.act(goes_on.unwrap_or(Action::Wait));
                    }
                }
            }
            assert!(
                refused > 0
                    || saves < steps
                    || script.state() == State::Paid
                    || script.state() == State::AwaitingDeposit,
                "{}",
                script.story()
            );
            script.ends();
        }
    });
}

#[test]
fn a26_clocks_jump_at_each_step() {
    at_every_pg("a26 clocks", every, |profile| {
        for jump in [Action::Leap, Action::SetBack] {
            for steps in 0..16 {
                let mut script = Script::at(profile);
                script.act(Action::Visit(0, Visit::Genuine));
                for step in 0..16 {
                    if step == steps {
                        script.act(jump);
                    }
                    let goes_on = script.world.enabled().into_iter().find(|action| {
                        matches!(
                            action,
                            Action::Deliver(_) | Action::Reach(_, Reach::Well) | Action::Work(..)
                        )
                    });
                    script.act(goes_on.unwrap_or(Action::Wait));
                }
                script.ends();
            }
        }
    });
}
