//! Reads a tree as a type. An error carries the path of the value.

use super::{Node, Number, Place, Problem, TAGGED, one_of};
use alloc::borrow::Cow;
use core::{ptr, slice};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IntoDeserializer as _, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde::forward_to_deserialize_any;

/// A value that is read as what a type asks for.
pub(crate) struct Reader<'n, 'de>(pub(crate) &'n Node<'de>);

/// An object's member.
type Entry<'de> = (Cow<'de, str>, Node<'de>);

fn key<'n>(name: &'n str) -> StrDeserializer<'n, Problem> {
    name.into_deserializer()
}

impl<'n, 'de> Reader<'n, 'de> {
    fn read<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        match self.0 {
            Node::Nothing | Node::BrokenText => Err(Problem::invalid_type(Unexpected::Unit, &visitor)),
            Node::Null => visitor.visit_unit(),
            Node::Boolean(value) => visitor.visit_bool(*value),
            Node::Number(Number::Natural(number)) => visitor.visit_u64(*number),
            Node::Number(Number::Negative(number)) => visitor.visit_i64(*number),
            // No type takes a fraction: each says what it wants instead.
            Node::Number(Number::TooLong | Number::Fraction) => {
                Err(Problem::invalid_type(Unexpected::Other("fraction"), &visitor))
            }
            Node::Text(text) => visitor.visit_str(text),
            Node::List(items) => {
                let mut rest = Items { items: items.iter(), at: 0 };
                let value = visitor.visit_seq(&mut rest)?;
                match rest.items.next() {
                    None => Ok(value),
                    Some(_) => Err(Problem::invalid(alloc::format!("a list of {}", rest.at))),
                }
            }
            Node::Object(members) => visitor.visit_map(Members::new(members, None)),
        }
    }

    /// Reads an object whose member `tag` comes first, wherever it stands.
    fn read_tagged<V: Visitor<'de>>(self, tag: &'static str, visitor: V) -> Result<V::Value, Problem> {
        let Node::Object(members) = self.0 else { return self.read(visitor) };
        let first =
            members.iter().find(|(name, _)| name == tag).ok_or_else(|| Problem::missing_field(tag))?;
        visitor.visit_map(Members::new(members, Some(first)))
    }
}

impl<'de> Deserializer<'de> for Reader<'_, 'de> {
    type Error = Problem;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let node = self.0;
        self.read(visitor).map_err(|problem| problem.about(node))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if matches!(self.0, Node::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        let node = self.0;
        match (node, fields) {
            // serde would accept a list of the members in order: that is a caller's mistake.
            (Node::List(_), _) => Err(Problem::invalid_type(Unexpected::Seq, &visitor)),
            (_, [tag]) if name == TAGGED => self.read_tagged(tag, visitor),
            (_, _) => self.read(visitor),
        }
        .map_err(|problem| problem.about(node))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        let node = self.0;
        let Node::Text(word) = node else { return Err(Problem::invalid(one_of(words)).about(node)) };
        visitor.visit_enum(key(word)).map_err(|problem| problem.about(node))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let node = self.0;
        // What is no text is refused as a word that there is not: then serde lists those that there are.
        let word = if let Node::Text(word) = node { word } else { "" };
        visitor.visit_str(word).map_err(|problem: Problem| problem.about(node))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map
    }
}

struct Items<'n, 'de> {
    items: slice::Iter<'n, Node<'de>>,
    at: usize,
}

impl<'de> SeqAccess<'de> for &mut Items<'_, 'de> {
    type Error = Problem;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Problem> {
        let Some(node) = self.items.next() else { return Ok(None) };
        let at = self.at;
        self.at = at.saturating_add(1);
        seed.deserialize(Reader(node)).map(Some).map_err(|problem| problem.within(Place::Item(at)))
    }
}

struct Members<'n, 'de> {
    /// Yielded before the others.
    first: Option<&'n Entry<'de>>,
    /// Whether `first` has been yielded.
    is_begun: bool,
    members: slice::Iter<'n, Entry<'de>>,
    current: Option<&'n Entry<'de>>,
}

impl<'n, 'de> Members<'n, 'de> {
    fn new(members: &'n [Entry<'de>], first: Option<&'n Entry<'de>>) -> Self {
        Self { first, is_begun: false, members: members.iter(), current: None }
    }

    fn advance(&mut self) -> Option<&'n Entry<'de>> {
        if !self.is_begun {
            self.is_begun = true;
            if self.first.is_some() {
                return self.first;
            }
        }
        let first = self.first;
        self.members.find(|entry| !first.is_some_and(|first| ptr::eq(first, *entry)))
    }
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = Problem;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Problem> {
        self.current = self.advance();
        self.current.map(|(name, _)| seed.deserialize(key(name))).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Problem> {
        let Some((name, node)) = self.current.take() else { return Err(Problem::custom("a member")) };
        seed.deserialize(Reader(node)).map_err(|problem| problem.within(Place::Member(name.as_ref().into())))
    }
}
