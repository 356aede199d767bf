//! The auditor's report: figures, and every finding with its order's story.

use super::case::World;
use super::finding::{Finding, Kind};
use super::story;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What was found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// Orders that were looked at.
    pub orders: usize,
    /// Orders that a person has before them, with an alert.
    pub before_a_person: usize,
    /// How many payments are in which state.
    pub states: BTreeMap<String, usize>,
    /// Why people were told, and how often.
    pub alerts: BTreeMap<String, usize>,
    /// Everything that is not as it should be.
    pub findings: Vec<Finding>,
    stories: BTreeMap<String, String>,
}

impl Report {
    pub(super) fn new(world: &World<'_>, mut findings: Vec<Finding>, before_a_person: usize) -> Self {
        findings.sort_by(|one, other| (one.kind, &one.about).cmp(&(other.kind, &other.about)));
        let about: BTreeSet<&str> = findings.iter().map(|finding| finding.about.as_str()).collect();
        let cases = about.into_iter().filter_map(|id| Some((id.to_owned(), world.cases.get(id)?)));
        let stories = cases.map(|(id, case)| (id, story::of(case))).collect();
        let mut states: BTreeMap<String, usize> = BTreeMap::new();
        for payment in &world.books.payments {
            let count = states.entry(payment.state.clone()).or_default();
            *count = count.saturating_add(1);
        }
        let mut alerts: BTreeMap<String, usize> = BTreeMap::new();
        for alert in &world.books.alerts {
            let count = alerts.entry(alert.reason.clone()).or_default();
            *count = count.saturating_add(1);
        }
        Self { orders: world.books.orders.len(), before_a_person, states, alerts, findings, stories }
    }

    /// The figure of one kind: won, pieces, or findings.
    #[must_use]
    pub fn figure(&self, kind: Kind) -> i64 {
        let of_kind = self.findings.iter().filter(|finding| finding.kind == kind);
        of_kind.fold(0, |sum: i64, finding| sum.saturating_add(finding.weight))
    }

    /// Whether every figure that has to be zero is zero.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// The figures, by name.
    #[must_use]
    pub fn figures(&self) -> Map<String, Value> {
        let mut figures: Map<String, Value> =
            Kind::ALL.iter().map(|&kind| (kind.name().to_owned(), self.figure(kind).into())).collect();
        figures.insert("before_a_person".into(), self.before_a_person.into());
        figures.insert("orders".into(), self.orders.into());
        figures
            .insert("states".into(), self.states.iter().map(|(k, v)| (k.clone(), Value::from(*v))).collect());
        figures
            .insert("alerts".into(), self.alerts.iter().map(|(k, v)| (k.clone(), Value::from(*v))).collect());
        figures
    }
}

/// The most findings whose stories are printed: a thousand tell no more than the first of them.
const MOST_STORIES: usize = 40;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = BTreeSet::new();
        for finding in &self.findings {
            writeln!(
                f,
                "{:<18} {:>9}  {}: {}",
                finding.kind.name(),
                finding.weight,
                finding.about,
                finding.what
            )?;
            if told.len() < MOST_STORIES && told.insert(&finding.about) {
                f.write_str(self.stories.get(&finding.about).map_or("", String::as_str))?;
            }
        }
        writeln!(f, "{:<18} {:>9}", "orders", self.orders)?;
        for (state, count) in &self.states {
            writeln!(f, "  {state:<16} {count:>9}")?;
        }
        writeln!(f, "{:<18} {:>9}", "before_a_person", self.before_a_person)?;
        for (reason, count) in &self.alerts {
            writeln!(f, "  {reason:<24} {count:>9} alerts")?;
        }
        for kind in Kind::ALL {
            writeln!(f, "{:<18} {:>9}", kind.name(), self.figure(kind))?;
        }
        Ok(())
    }
}
