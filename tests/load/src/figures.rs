//! The measured figures, in the order of measurement.

use serde_json::{Map, Value};
use std::fmt;
use std::time::Duration;

/// Figures by name.
#[derive(Default)]
pub(crate) struct Figures(Vec<(String, f64)>);

impl Figures {
    pub(crate) fn set(&mut self, name: impl Into<String>, value: f64) {
        let name = name.into();
        println!("  {name:<48} {value:>12.2}");
        self.0.push((name, value));
    }

    pub(crate) fn get(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    pub(crate) fn json(&self) -> String {
        let rounded = |value: f64| (value * 100.0).round() / 100.0;
        let map: Map<_, _> =
            self.0.iter().map(|(name, value)| (name.clone(), Value::from(rounded(*value)))).collect();
        format!("{:#}", Value::Object(map))
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.0 {
            writeln!(f, "{name:<50} {value:>12.2}")?;
        }
        Ok(())
    }
}

/// The percentile at `share` (0 to 1), in milliseconds. 0 if `sorted` is empty.
pub(crate) fn percentile(sorted: &[Duration], share: f64) -> f64 {
    let at = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(at).map_or(0.0, |took| took.as_secs_f64() * 1_000.0)
}
