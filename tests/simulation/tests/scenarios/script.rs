//! A scenario as a script over the modelled world. It lists the actions step by step, and at the end the laws have to
//! hold.

pub(crate) use crate::profiles::{
    any_pg, at_every_pg, needs_capture_by_confirm, needs_card, needs_confirm, needs_query,
    needs_virtual_account,
};
use daejo::payment::{Payment, State};
use daejo::pg::Operation;
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{
    Action, Budget, Distortion, Person, PgRecord, Setup, Stage, TOTAL, Treatment, Visit, Worker, World,
};
use std::sync::Arc;

const LARGE_BUDGET: Budget =
    Budget { faults: 99, clicks: 99, webhooks: 99, requests: 99, clock_jumps: 99, checkouts: 9 };

pub(crate) struct Script {
    pub(crate) world: World,
}

impl Script {
    pub(crate) fn at(profile: Profile) -> Self {
        Self::with_setup(Setup::new("scenario", profile, LARGE_BUDGET))
    }

    pub(crate) fn with_setup(setup: Setup) -> Self {
        Self { world: World::new(&Arc::new(setup)).traced() }
    }

    /// A payment that the shopper has claimed.
    pub(crate) fn claimed(profile: Profile) -> Self {
        let mut script = Self::at(profile);
        script.act(Action::Visit(0, Visit::Genuine));
        assert_eq!(script.state(), State::Confirming, "{}", script.trace_text());
        script
    }

    /// A payment that is paid without faults.
    pub(crate) fn paid(profile: Profile) -> Self {
        let mut script = Self::claimed(profile);
        for _ in 0..30 {
            script.run_until_idle();
            if script.state() == State::AwaitingDeposit && script.pg().approvals == 0 {
                script.act(Action::Deposit(0, TOTAL));
            }
            if script.state() == State::Paid {
                return script;
            }
            script.world.wait();
        }
        panic!("{}: the payment did not become paid{}", script.name(), script.trace_text());
    }

    pub(crate) fn name(&self) -> &'static str {
        self.world.setup.profile.name
    }

    pub(crate) fn payment(&self) -> &Payment {
        &self.world.db.rows[0].payment
    }

    pub(crate) fn state(&self) -> State {
        self.payment().state
    }

    pub(crate) fn pg(&self) -> &PgRecord {
        &self.world.pg[0]
    }

    pub(crate) fn shipped(&self) -> u8 {
        self.world.db.fulfilled[0]
    }

    /// The trace, for failure messages.
    pub(crate) fn trace_text(&self) -> String {
        let lines = self.world.trace.clone().unwrap_or_default();
        lines.iter().fold(format!("\n{}:", self.name()), |all, line| format!("{all}\n  {line}"))
    }

    pub(crate) fn act(&mut self, action: Action) {
        self.world.act(action);
        assert_eq!(self.world.broken_law(), None, "{}", self.trace_text());
    }

    /// Carries out one action without a fault and without the passing of time. Requests of `except` are not delivered
    /// to the PG. `false` if there is none.
    fn step(&mut self, except: Option<Operation>) -> bool {
        let answered = self.world.wire.iter().position(|one| !matches!(one.stage, Stage::ToPg));
        if let Some(at) = answered {
            self.act(Action::Deliver(at));
            return true;
        }
        if let Some(at) = self.world.wire.iter().position(|one| Some(one.operation) != except) {
            self.act(Action::ReachPg(at, Treatment::Normal));
            return true;
        }
        let work = self.world.enabled().into_iter().find(|action| matches!(action, Action::Work(..)));
        work.is_some_and(|action| {
            self.act(action);
            true
        })
    }

    /// Runs without faults until nothing is due now.
    pub(crate) fn run_until_idle(&mut self) {
        for _ in 0..60 {
            if !self.step(None) {
                return;
            }
        }
        panic!("always something is due{}", self.trace_text());
    }

    /// Runs without faults, and advances the time, until the payment has this state.
    pub(crate) fn wait_for(&mut self, state: State) {
        for _ in 0..80 {
            self.run_until_idle();
            if self.state() == state {
                return;
            }
            self.world.wait();
        }
        panic!("the payment did not become {state:?}{}", self.trace_text());
    }

    /// Runs without faults, and advances the time, until a request of `operation` is sent. Returns its index on the
    /// wire.
    pub(crate) fn until_sent(&mut self, operation: Operation) -> usize {
        for _ in 0..200 {
            let is_match = |one: &daejo_simulation::world::Exchange| {
                one.operation == operation && matches!(one.stage, Stage::ToPg)
            };
            if let Some(at) = self.world.wire.iter().position(is_match) {
                return at;
            }
            if !self.step(Some(operation)) {
                self.world.wait();
            }
        }
        panic!("{operation:?} was not sent{}", self.trace_text());
    }

    /// Runs until the intent of `operation` is stored and its request is not sent. Returns the worker's index.
    pub(crate) fn until_intent_stored(&mut self, operation: Operation) -> usize {
        for _ in 0..200 {
            let in_flight = self.payment().requests.in_flight.map(|call| call.operation);
            let at = self.world.workers.iter().position(|worker| matches!(worker, Worker::IntentStored(_)));
            if let (Some(at), Some(in_flight)) = (at, in_flight)
                && in_flight == operation
            {
                return at;
            }
            if !self.step(None) {
                self.world.wait();
            }
        }
        panic!("the intent of {operation:?} was not stored{}", self.trace_text());
    }

    /// The query that the core sends in these scenarios.
    pub(crate) fn query(&self) -> Operation {
        Operation::QueryByPaymentKey
    }

    /// The process crashes: all workers, and all processes that wait for an answer.
    pub(crate) fn crash(&mut self) {
        for at in 0..self.world.workers.len() {
            self.act(Action::Crash(at));
        }
        for at in (0..self.world.wire.len()).rev() {
            self.world.orphan(at);
        }
    }

    pub(crate) fn reach_pg(&mut self, at: usize, treatment: Treatment) {
        self.act(Action::ReachPg(at, treatment));
    }

    pub(crate) fn reach_distorted(&mut self, at: usize, distortion: Distortion) {
        self.world.reach_pg(at, Treatment::Normal, distortion);
    }

    /// The answer arrives at our host.
    pub(crate) fn deliver(&mut self, at: usize) {
        self.act(Action::Deliver(at));
    }

    /// The deadline of the request in flight passes.
    pub(crate) fn time_out(&mut self) {
        let deadline = self.payment().requests.in_flight.map(|call| call.deadline_at);
        let deadline = deadline.unwrap_or_else(|| panic!("no request is in flight{}", self.trace_text()));
        let now = self.world.our_now();
        self.world.advance_time(deadline.millis_since(now));
        self.act(Action::Work(0, 0));
    }

    /// Completes the run without faults, once for each behaviour of the operator. The laws have to hold in both.
    pub(crate) fn check_ends(&self) -> [Self; 2] {
        [Person::Ships, Person::Refunds].map(|person| {
            let mut world = self.world.clone();
            let law = world.settle(person);
            let end = Self { world };
            assert_eq!(law, None, "{person:?}{}", end.trace_text());
            end
        })
    }

    /// Completes the run without faults. The payment has to end in one of `states` if the operator ships.
    pub(crate) fn check_ends_as(&self, states: &[State]) -> Self {
        let [end, _] = self.check_ends();
        assert!(states.contains(&end.state()), "ended as {:?}{}", end.state(), end.trace_text());
        end
    }
}
