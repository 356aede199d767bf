//! Enums whose variant is named by one member, the tag.
//!
//! serde's own reading of `#[serde(tag = …)]` copies the whole value before it reads it, and so loses the paths
//! inside. Here the members after the tag are read in place, and only those before it are copied.

use super::{Node, Reader};
use alloc::borrow::Cow;
use alloc::vec::{self, Vec};
use core::fmt;
use core::marker::PhantomData;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error as _, IgnoredAny, IntoDeserializer as _,
    MapAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// The struct name under which a tagged value is asked for: a [`Reader`] then yields the tag first.
pub(crate) const TAGGED: &str = "daejo::tagged";

/// Declares an enum that `#[serde(tag = …)]` writes, and reads it so that a refusal names the exact member.
///
/// The tag's name comes first, then `deny_unknown_fields` if unknown members are refused. Words are `snake_case` and
/// members `camelCase`, as for every type that crosses. An enum that is only read has no attributes of serde: there a
/// member that may be left out ends with `= default`, unless it is an `Option`.
macro_rules! tagged {
    (
        $tag:literal $($strict:ident)?;
        $(#[$meta:meta])*
        pub enum $name:ident $(<$life:lifetime>)? {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident $({ $($(#[$member_meta:meta])* $member:ident: $type:ty $(= $default:ident)?),* $(,)? })?
            ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        pub enum $name $(<$life>)? {
            $($(#[$variant_meta])* $variant $({ $($(#[$member_meta])* $member: $type),* })?),*
        }

        const _: () = {
            #[derive(serde::Deserialize)]
            #[serde(rename_all = "snake_case", rename_all_fields = "camelCase" $(, $strict)?)]
            // The members' own attributes speak of it.
            #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
            #[allow(clippy::large_enum_variant, reason = "it is moved on at once")]
            enum Written $(<$life>)? {
                $($(#[$variant_meta])* $variant $({
                    $($(#[$member_meta])* $(#[serde($default)])? $member: $type),*
                })?),*
            }

            impl<'de $(, $life)?> serde::Deserialize<'de> for $name $(<$life>)? {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    const DENIES: &[&str] = &[$(stringify!($strict))?];
                    let written = $crate::json::read_tagged(deserializer, &[$tag], !DENIES.is_empty())?;
                    Ok(match written {
                        $(Written::$variant $({ $($member),* })? => Self::$variant $({ $($member),* })?,)*
                    })
                }
            }
        };
    };
}
pub(crate) use tagged;

/// Reads a value whose variant the member `tag` names. `T` has to be an enum that serde derives without a tag.
pub(crate) fn read_tagged<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
    tag: &'static [&'static str; 1],
    denies_unknown: bool,
) -> Result<T, D::Error> {
    let [name] = tag;
    deserializer.deserialize_struct(TAGGED, tag, Tagged { tag: name, denies_unknown, made: PhantomData })
}

struct Tagged<T> {
    tag: &'static str,
    denies_unknown: bool,
    made: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Tagged<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        let Self { tag, denies_unknown, .. } = self;
        let mut before = Vec::new();
        while let Some(name) = members.next_key_seed(TagOrName(tag))? {
            let Some(name) = name else {
                let before = before.into_iter();
                return T::deserialize(Chosen { tag, denies_unknown, before, copied: None, members });
            };
            before.push((name, members.next_value()?));
        }
        Err(A::Error::missing_field(tag))
    }
}

/// Reads a member's name; `None` for the tag.
struct TagOrName(&'static str);

impl<'de> DeserializeSeed<'de> for TagOrName {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for TagOrName {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok((name != self.0).then_some(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok((name != self.0).then(|| Cow::Owned(name.into())))
    }
}

/// A value whose tag comes next.
struct Chosen<'de, A> {
    tag: &'static str,
    denies_unknown: bool,
    /// The members that stood before the tag.
    before: vec::IntoIter<(Cow<'de, str>, Node<'de>)>,
    /// The value of the member that was taken from `before` last.
    copied: Option<Node<'de>>,
    members: A,
}

impl<'de, A: MapAccess<'de>> Deserializer<'de> for Chosen<'de, A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for Chosen<'de, A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(mut self, seed: S) -> Result<(S::Value, Self), A::Error> {
        let word = self.members.next_value_seed(seed)?;
        Ok((word, self))
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Chosen<'de, A> {
    type Error = A::Error;

    fn unit_variant(mut self) -> Result<(), A::Error> {
        while let Some(name) = self.next_key_seed(TagOrName(self.tag))? {
            if let Some(name) = name.filter(|_| self.denies_unknown) {
                return Err(A::Error::unknown_field(&name, &[]));
            }
            self.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, A::Error> {
        Err(A::Error::custom("a variant with named members"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, A::Error> {
        Err(A::Error::custom("a variant with named members"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Chosen<'de, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let Some((name, value)) = self.before.next() else {
            return self.members.next_key_seed(NoTag { tag: self.tag, seed });
        };
        self.copied = Some(value);
        seed.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        match self.copied.take() {
            Some(value) => seed.deserialize(Reader(&value)).map_err(A::Error::custom),
            None => self.members.next_value_seed(seed),
        }
    }
}

/// Reads a member's name, which may not be the tag once more.
struct NoTag<S> {
    tag: &'static str,
    seed: S,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for NoTag<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for NoTag<S> {
    type Value = S::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<S::Value, E> {
        if name == self.tag {
            Err(E::duplicate_field(self.tag))
        } else {
            self.seed.deserialize(name.into_deserializer())
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::json::{Reader, parse};
    use alloc::string::{String, ToString as _};
    use serde::Deserialize;

    tagged! { "kind" deny_unknown_fields;
        /// A value of a test.
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
    #[derive(Debug, Eq, PartialEq)]
        #[expect(unreachable_pub, reason = "the macro declares what crosses")]
        pub enum Shape {
            Empty,
            Round { how_far: u8, inner: Option<Box<Shape>>, is_filled: bool = default },
        }
    }

    fn direct(text: &str) -> Option<Shape> {
        serde_json::from_str(text).ok()
    }

    /// The path and the wish of a refusal.
    fn explained(text: &str) -> Option<String> {
        Shape::deserialize(Reader(&parse(text)?)).err().map(|problem| problem.to_string())
    }

    #[test]
    fn the_tag_may_stand_anywhere() {
        let inner = Some(Box::new(Shape::Empty));
        let round = Some(Shape::Round { how_far: 3, inner, is_filled: true });
        for text in [
            r#"{"kind":"round","howFar":3,"inner":{"kind":"empty"},"isFilled":true}"#,
            r#"{"howFar":3,"inner":{"kind":"empty"},"isFilled":true,"kind":"round"}"#,
            r#"{"isFilled":true,"kind":"round","inner":{"kind":"empty"},"howFar":3}"#,
        ] {
            assert_eq!(direct(text), round);
            assert_eq!(explained(text), None);
        }
        let bare = Some(Shape::Round { how_far: 3, inner: None, is_filled: false });
        assert_eq!(direct(r#"{"kind":"round","howFar":3,"inner":null}"#), bare);
    }

    #[test]
    fn a_refusal_names_the_path_inside() {
        for (text, said) in [
            (r#"{"kind":"square"}"#, "kind: wanted one of empty, round"),
            (r#"{"kind":3}"#, "kind: wanted one of empty, round"),
            (r#"{"howFar":300}"#, "kind: wanted "),
            (r#"{"kind":"empty","x":1}"#, "x: wanted no further member"),
            (r#"{"kind":"empty","kind":"empty"}"#, "kind: wanted "),
            (r#"{"howFar":300,"kind":"round"}"#, "howFar: wanted a whole number from 0 to 255"),
            (r#"{"kind":"round","howFar":3,"howFar":3}"#, "howFar: wanted "),
            (
                r#"{"kind":"round","inner":{"kind":"round","howFar":-1},"howFar":3}"#,
                "inner.howFar: wanted a whole number from 0 to 255",
            ),
            (r#"{"kind":"round","inner":{"kind":"round"},"howFar":3}"#, "inner.howFar: wanted "),
            ("[]", ".: wanted an object"),
        ] {
            assert_eq!(direct(text), None, "{text}");
            assert_eq!(explained(text).as_deref(), Some(said), "{text}");
        }
    }
}
