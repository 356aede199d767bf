//! The results of a run, as a table and as JSON.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// The results of a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Figures {
    /// The figures, by name.
    pub values: Map<String, Value>,
    /// How often each answer and each shopper behavior occurred.
    pub counts: BTreeMap<String, u64>,
    /// Unexpected answers and errors; at most 50.
    pub surprises: Vec<String>,
    /// Whether the auditor found nothing.
    pub is_clean: bool,
}

impl Figures {
    /// Whether the auditor found nothing and no answer was unexpected.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.is_clean && self.surprises.is_empty()
    }

    /// Figures, counts and unexpected answers.
    #[must_use]
    pub fn json(&self) -> Value {
        let mut all = self.values.clone();
        all.insert("counts".into(), self.counts.iter().map(|(k, v)| (k.clone(), Value::from(*v))).collect());
        all.insert(
            "surprises".into(),
            self.surprises.iter().map(|text| Value::from(text.as_str())).collect(),
        );
        Value::Object(all)
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, count) in &self.counts {
            writeln!(f, "{count:>9}  {what}")?;
        }
        writeln!(f)?;
        for (name, value) in self.values.iter().filter(|(_, value)| !value.is_object()) {
            writeln!(f, "{name:<20} {value:>12}")?;
        }
        for surprise in &self.surprises {
            writeln!(f, "! {surprise}")?;
        }
        Ok(())
    }
}
