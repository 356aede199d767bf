//! The auditor's report: figures, and every finding with its order's timeline.

use super::case::Cases;
use super::finding::{Finding, Kind};
use super::timeline;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What was found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// How many orders were audited.
    pub orders: usize,
    /// How many orders wait for an operator, with an alert.
    pub before_a_person: usize,
    /// How many payments are in each state.
    pub states: BTreeMap<String, usize>,
    /// How many alerts there are, by reason.
    pub alerts: BTreeMap<String, usize>,
    /// Every defect, sorted by kind and subject.
    pub findings: Vec<Finding>,
    timelines: BTreeMap<String, String>,
}

impl Report {
    pub(super) fn new(cases: &Cases<'_>, mut findings: Vec<Finding>, before_a_person: usize) -> Self {
        findings.sort_by(|one, other| (one.kind, &one.subject).cmp(&(other.kind, &other.subject)));
        let subjects: BTreeSet<&str> = findings.iter().map(|finding| finding.subject.as_str()).collect();
        let with_findings = subjects.into_iter().filter_map(|id| Some((id, cases.by_order.get(id)?)));
        let timelines = with_findings.map(|(id, case)| (id.to_owned(), timeline::of(case))).collect();
        let mut states: BTreeMap<String, usize> = BTreeMap::new();
        for payment in &cases.books.payments {
            let count = states.entry(payment.state.clone()).or_default();
            *count = count.saturating_add(1);
        }
        let mut alerts: BTreeMap<String, usize> = BTreeMap::new();
        for alert in &cases.books.alerts {
            let count = alerts.entry(alert.reason.clone()).or_default();
            *count = count.saturating_add(1);
        }
        Self { orders: cases.books.orders.len(), before_a_person, states, alerts, findings, timelines }
    }

    /// The sum over one kind of finding: in won, pieces, or findings.
    #[must_use]
    pub fn figure(&self, kind: Kind) -> i64 {
        let of_kind = self.findings.iter().filter(|finding| finding.kind == kind);
        of_kind.fold(0, |sum: i64, finding| sum.saturating_add(finding.weight))
    }

    /// Whether there is no finding.
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

/// The most orders whose timelines are printed. More would only make the report longer.
const MAX_TIMELINES: usize = 40;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printed = BTreeSet::new();
        for finding in &self.findings {
            writeln!(
                f,
                "{:<18} {:>9}  {}: {}",
                finding.kind.name(),
                finding.weight,
                finding.subject,
                finding.message
            )?;
            if printed.len() < MAX_TIMELINES && printed.insert(&finding.subject) {
                f.write_str(self.timelines.get(&finding.subject).map_or("", String::as_str))?;
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
