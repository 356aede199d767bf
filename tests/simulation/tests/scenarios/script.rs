//! A deterministic story over the modelled world: what happens is named, step by step, and the end has to keep the
//! laws. Every story runs at every PG that can show it, and says which cannot and why.

pub(crate) use crate::places::{
    at_every_pg, confirms, every, is_account, is_asked, is_card, takes_by_confirm,
};
use daejo::payment::{Payment, State};
use daejo::pg::Operation;
use daejo_simulation::profile::Profile;
use daejo_simulation::world::{
    Action, Left, Person, PgRecord, Reach, Setup, Stage, TOTAL, Twist, Visit, Worker, World,
};
use std::sync::Arc;

const PLENTY: Left = Left { faults: 99, clicks: 99, hooks: 99, requests: 99, jumps: 99, checkouts: 9 };

pub(crate) struct Script {
    pub(crate) world: World,
}

impl Script {
    pub(crate) fn at(profile: Profile) -> Self {
        Self::of(Setup::new("scenario", profile, PLENTY))
    }

    pub(crate) fn of(setup: Setup) -> Self {
        Self { world: World::new(&Arc::new(setup)).traced() }
    }

    /// The shopper has claimed.
    pub(crate) fn claimed(profile: Profile) -> Self {
        let mut script = Self::at(profile);
        script.act(Action::Visit(0, Visit::Genuine));
        assert_eq!(script.state(), State::Confirming, "{}", script.story());
        script
    }

    /// Paid, without trouble.
    pub(crate) fn paid(profile: Profile) -> Self {
        let mut script = Self::claimed(profile);
        for _ in 0..30 {
            script.rest();
            if script.state() == State::AwaitingDeposit && script.pg().approvals == 0 {
                script.act(Action::Deposit(0, TOTAL));
            }
            if script.state() == State::Paid {
                return script;
            }
            script.world.wait();
        }
        panic!("{}: never paid{}", script.name(), script.story());
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

    /// What happened, for whoever reads a failure.
    pub(crate) fn story(&self) -> String {
        let lines = self.world.trace.clone().unwrap_or_default();
        lines.iter().fold(format!("\n{}:", self.name()), |all, line| format!("{all}\n  {line}"))
    }

    pub(crate) fn act(&mut self, action: Action) {
        self.world.act(action);
        assert_eq!(self.world.broken_law(), None, "{}", self.story());
    }

    /// Whatever can go on without time does, as it should, but for requests of `but`.
    fn goes_on(&mut self, but: Option<Operation>) -> bool {
        let home = self.world.wire.iter().position(|one| !matches!(one.stage, Stage::Out));
        if let Some(at) = home {
            self.act(Action::Deliver(at));
            return true;
        }
        if let Some(at) = self.world.wire.iter().position(|one| Some(one.operation) != but) {
            self.act(Action::Reach(at, Reach::Well));
            return true;
        }
        let works = self.world.enabled().into_iter().find(|action| matches!(action, Action::Work(..)));
        works.is_some_and(|action| {
            self.act(action);
            true
        })
    }

    /// Everything goes well until nothing is to be done now.
    pub(crate) fn rest(&mut self) {
        for _ in 0..60 {
            if !self.goes_on(None) {
                return;
            }
        }
        panic!("no rest{}", self.story());
    }

    /// Everything goes well, time too, until it stands so.
    pub(crate) fn wait_for(&mut self, state: State) {
        for _ in 0..80 {
            self.rest();
            if self.state() == state {
                return;
            }
            self.world.wait();
        }
        panic!("never {state:?}{}", self.story());
    }

    /// Everything goes well, time too, until a request of `operation` has left; its place on the wire.
    pub(crate) fn until(&mut self, operation: Operation) -> usize {
        for _ in 0..200 {
            let is_it = |one: &daejo_simulation::world::Exchange| {
                one.operation == operation && matches!(one.stage, Stage::Out)
            };
            if let Some(at) = self.world.wire.iter().position(is_it) {
                return at;
            }
            if !self.goes_on(Some(operation)) {
                self.world.wait();
            }
        }
        panic!("{operation:?} never left{}", self.story());
    }

    /// Until the intent of `operation` is stored, and nothing has left.
    pub(crate) fn until_announced(&mut self, operation: Operation) -> usize {
        for _ in 0..200 {
            let in_flight = self.payment().requests.in_flight.map(|call| call.operation);
            let at = self.world.workers.iter().position(|worker| matches!(worker, Worker::Announced(_)));
            if let (Some(at), Some(in_flight)) = (at, in_flight)
                && in_flight == operation
            {
                return at;
            }
            if !self.goes_on(None) {
                self.world.wait();
            }
        }
        panic!("{operation:?} was never announced{}", self.story());
    }

    /// The query that this PG takes.
    pub(crate) fn query(&self) -> Operation {
        Operation::QueryByPaymentKey
    }

    /// The process dies: workers, and whoever waits for an answer.
    pub(crate) fn restart(&mut self) {
        for at in 0..self.world.workers.len() {
            self.act(Action::Crash(at));
        }
        for at in (0..self.world.wire.len()).rev() {
            self.world.orphan(at);
        }
    }

    pub(crate) fn reach(&mut self, at: usize, reach: Reach) {
        self.act(Action::Reach(at, reach));
    }

    pub(crate) fn twisted(&mut self, at: usize, twist: Twist) {
        self.world.reach(at, Reach::Well, twist);
    }

    /// Its answer comes home.
    pub(crate) fn deliver(&mut self, at: usize) {
        self.act(Action::Deliver(at));
    }

    /// Its deadline passes while it is under way.
    pub(crate) fn time_out(&mut self) {
        let deadline = self.payment().requests.in_flight.map(|call| call.deadline_at);
        let deadline = deadline.unwrap_or_else(|| panic!("nothing is under way{}", self.story()));
        let now = self.world.our_now();
        self.world.pass(deadline.millis_since(now));
        self.act(Action::Work(0, 0));
    }

    /// Faults stop. The laws have to hold at the end, whatever a person who is asked chooses.
    pub(crate) fn ends(&self) -> [Self; 2] {
        [Person::Ships, Person::GivesBack].map(|person| {
            let mut world = self.world.clone();
            let law = world.settle(person);
            let end = Self { world };
            assert_eq!(law, None, "{person:?}{}", end.story());
            end
        })
    }

    /// Faults stop, and no person has to be asked.
    pub(crate) fn ends_as(&self, states: &[State]) -> Self {
        let [end, _] = self.ends();
        assert!(states.contains(&end.state()), "ended as {:?}{}", end.state(), end.story());
        end
    }
}
