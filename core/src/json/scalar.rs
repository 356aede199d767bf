//! Texts and whole numbers of a range of their own.

use alloc::string::String;
use core::fmt;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};

/// Reads a text that `take` takes. `wanted` says which texts those are.
pub(crate) fn text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    wanted: &'static str,
    take: fn(String) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_string(Reading { wanted, take })
}

/// Reads a whole number that `take` takes. `wanted` says which numbers those are.
pub(crate) fn whole<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    wanted: &'static str,
    take: fn(i64) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_i64(Reading { wanted, take })
}

/// Reads a text that `take` takes, or an object.
pub(crate) fn text_or<'de, D: Deserializer<'de>, O: Deserialize<'de>, T>(
    deserializer: D,
    wanted: &'static str,
    take: fn(String) -> Option<T>,
    object: fn(O) -> T,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(OrObject { scalar: Reading { wanted, take }, object })
}

/// Reads a whole number that `take` takes, or an object.
pub(crate) fn whole_or<'de, D: Deserializer<'de>, O: Deserialize<'de>, T>(
    deserializer: D,
    wanted: &'static str,
    take: fn(i64) -> Option<T>,
    object: fn(O) -> T,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(OrObject { scalar: Reading { wanted, take }, object })
}

struct Reading<From, T> {
    wanted: &'static str,
    take: fn(From) -> Option<T>,
}

impl<From, T> Reading<From, T> {
    /// The value itself is left out of the error: it could be a secret.
    fn read<E: Error>(self, from: From, kind: &'static str) -> Result<T, E> {
        (self.take)(from).ok_or_else(|| E::invalid_value(Unexpected::Other(kind), &self.wanted))
    }
}

impl<T> Visitor<'_> for Reading<String, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wanted)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        self.visit_string(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        self.read(text, "text")
    }
}

impl<T> Visitor<'_> for Reading<i64, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wanted)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.read(number, "number")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        // Above every range that there is: i64::MAX is, too.
        self.read(i64::try_from(number).unwrap_or(i64::MAX), "number")
    }
}

struct OrObject<From, O, T> {
    scalar: Reading<From, T>,
    object: fn(O) -> T,
}

impl<'de, From, O: Deserialize<'de>, T> Visitor<'de> for OrObject<From, O, T>
where
    Reading<From, T>: Visitor<'de, Value = T>,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.scalar.expecting(f)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.scalar.visit_i64(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.scalar.visit_u64(number)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        self.scalar.visit_str(text)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        O::deserialize(MapAccessDeserializer::new(members)).map(self.object)
    }
}
