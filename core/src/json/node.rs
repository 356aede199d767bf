//! A JSON value as a tree that keeps what maps and floats lose: repeated members and why a number does not fit.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A number. No type of an input takes a fraction, so a fraction keeps no value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Number {
    /// 0 or above.
    Natural(u64),
    /// Below 0.
    Negative(i64),
    /// A whole number that 64 bits do not hold.
    TooLong,
    /// Written with a decimal point, an exponent or a negative zero.
    Fraction,
}

/// A JSON value.
#[derive(Clone, Debug)]
pub(crate) enum Node<'de> {
    /// Stands for a missing member, to learn what is wanted there. Never parsed.
    Nothing,
    Null,
    Boolean(bool),
    Number(Number),
    Text(Cow<'de, str>),
    /// A text whose escapes do not decode: half of a surrogate pair.
    BrokenText,
    List(Vec<Node<'de>>),
    /// Members in the order of the text, repeated ones too.
    Object(Vec<(Cow<'de, str>, Node<'de>)>),
}

impl Node<'_> {
    /// The kind of the value, and for texts the length. Never the value: it could be a secret.
    pub(crate) fn kind(&self) -> String {
        const SAFE: u64 = 9_007_199_254_740_991;
        match self {
            Self::Nothing => "nothing".into(),
            Self::Null => "null".into(),
            Self::Boolean(_) => "a boolean".into(),
            Self::Number(Number::Natural(number)) if *number > SAFE => {
                alloc::format!("a whole number above {SAFE}")
            }
            Self::Number(Number::Natural(_)) => "a whole number".into(),
            Self::Number(Number::Negative(_)) => "a whole number below 0".into(),
            Self::Number(Number::TooLong) => "a whole number beyond 64 bits".into(),
            Self::Number(Number::Fraction) => "a fraction".into(),
            Self::Text(text) => match text.chars().count() {
                0 => "an empty text".into(),
                1 => "a text of 1 character".into(),
                length => alloc::format!("a text of {length} characters"),
            },
            Self::BrokenText => "a text with half of a surrogate pair".into(),
            Self::List(_) => "a list".into(),
            Self::Object(_) => "an object".into(),
        }
    }
}

/// A member's name, borrowed where the format can lend it.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member's name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(name.into())))
            }
        }

        deserializer.deserialize_str(Reading)
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Node<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Node::Null)
            }

            fn visit_none<E>(self) -> Result<Self::Value, E> {
                Ok(Node::Null)
            }

            fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
                Node::deserialize(inner)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
                Ok(Node::Boolean(value))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
                Ok(Node::Number(Number::Natural(value)))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Node::Number(u64::try_from(value).map_or(Number::Negative(value), Number::Natural)))
            }

            // serde's way to hand over a fraction. Its value is not used.
            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(Node::Number(Number::Fraction))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Node::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Node::Text(Cow::Owned(text.into())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Node::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
                let mut object = Vec::new();
                while let Some(Name(name)) = members.next_key()? {
                    object.push((name, members.next_value()?));
                }
                Ok(Node::Object(object))
            }
        }

        deserializer.deserialize_any(Reading)
    }
}
