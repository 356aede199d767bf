//! Parses TypeScript declarations. An unknown shape is an error.

use crate::model::{Declared, Member, Shape, Type, Variant};
use anyhow::{Context as _, Result, bail, ensure};
use oxc_allocator::Allocator;
use oxc_ast::ast::{
    Statement, TSLiteral, TSPropertySignature, TSSignature, TSType, TSTypeAliasDeclaration, TSTypeLiteral,
    TSTypeName, TSTypeReference,
};
use oxc_parser::Parser;
use oxc_span::SourceType;
use std::collections::BTreeMap;

/// The types that `source` declares, in its order.
pub(crate) fn declarations(source: &str) -> Result<Vec<Declared>> {
    let arena = Allocator::default();
    let parsed = Parser::new(&arena, source, SourceType::d_ts()).parse();
    ensure!(
        parsed.diagnostics.is_empty(),
        "the declarations are not valid TypeScript: {:?}",
        parsed.diagnostics
    );
    let mut docs = Docs::new();
    for comment in &parsed.program.comments {
        docs.insert(comment.attached_to, lines(comment.span.source_text(source)));
    }
    let mut types = Vec::new();
    for statement in &parsed.program.body {
        let Statement::TSTypeAliasDeclaration(alias) = statement else {
            bail!("a declaration that is not a type")
        };
        let name = alias.id.name.to_string();
        let shape = shape(alias, &docs).with_context(|| format!("type {name}"))?;
        types.push(Declared { name, docs: docs.get(&alias.span.start).cloned().unwrap_or_default(), shape });
    }
    Ok(types)
}

/// Comments by the position of the declaration or member that they document.
type Docs = BTreeMap<u32, Vec<String>>;

/// The text of a comment, line by line, without stars.
fn lines(comment: &str) -> Vec<String> {
    let inner = comment.trim_start_matches("/**").trim_end_matches("*/").trim();
    inner.lines().map(|line| line.trim().trim_start_matches('*').trim().to_owned()).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "every other TypeScript type is an alias or an error")]
fn shape(alias: &TSTypeAliasDeclaration<'_>, docs: &Docs) -> Result<Shape> {
    ensure!(alias.type_parameters.is_none(), "the type is generic");
    match &alias.type_annotation {
        TSType::TSTypeReference(reference) if name(reference)? == "Record" => Ok(Shape::Record(Vec::new())),
        TSType::TSTypeLiteral(record) => {
            let (tag, members) = record_of(record, docs)?;
            Ok(match tag {
                None => Shape::Record(members),
                Some((tag, code)) => Shape::Tagged { tag, variants: vec![Variant { code, members }] },
            })
        }
        TSType::TSUnionType(union) => {
            if let Some(codes) = union.types.iter().map(code).collect() {
                return Ok(Shape::Codes(codes));
            }
            let mut tags = Vec::new();
            let mut variants = Vec::new();
            for one in &union.types {
                let TSType::TSTypeLiteral(record) = one else {
                    bail!("a union with a type that is not a record")
                };
                let (tag, members) = record_of(record, docs)?;
                let (tag, code) = tag.context("a union of records without a tag")?;
                tags.push(tag);
                variants.push(Variant { code, members });
            }
            tags.dedup();
            match <[String; 1]>::try_from(tags) {
                Ok([tag]) => Ok(Shape::Tagged { tag, variants }),
                Err(tags) => bail!("a union with several tags: {tags:?}"),
            }
        }
        other => match code(other) {
            Some(code) => Ok(Shape::Codes(vec![code])),
            None => Ok(Shape::Alias(kind(other)?)),
        },
    }
}

/// The name of the tag member, and its code in this record.
type Tag = (String, String);

/// A record's tag, if it has one, and its members.
fn record_of(record: &TSTypeLiteral<'_>, docs: &Docs) -> Result<(Option<Tag>, Vec<Member>)> {
    let mut tag = None;
    let mut members = Vec::new();
    for signature in &record.members {
        let TSSignature::TSPropertySignature(property) = signature else {
            bail!("a member that is not a property")
        };
        let (name, of) = property_of(property)?;
        if let Some(code) = code(of) {
            ensure!(tag.replace((name, code)).is_none(), "a record with two tags");
            continue;
        }
        let docs = docs.get(&property.span.start).cloned().unwrap_or_default();
        let kind = kind(of).with_context(|| format!("member {name}"))?;
        members.push(Member { name, docs, kind, optional: property.optional });
    }
    Ok((tag, members))
}

fn property_of<'a>(property: &'a TSPropertySignature<'a>) -> Result<(String, &'a TSType<'a>)> {
    let name = property.key.static_name().context("a member with a computed name")?;
    let annotation = property.type_annotation.as_ref().context("a member without a type")?;
    Ok((name.into_owned(), &annotation.type_annotation))
}

/// The text of a string literal type.
fn code(of: &TSType<'_>) -> Option<String> {
    let TSType::TSLiteralType(literal) = of else { return None };
    let TSLiteral::StringLiteral(text) = &literal.literal else { return None };
    Some(text.value.to_string())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "every other TypeScript type is an error")]
fn kind(of: &TSType<'_>) -> Result<Type> {
    Ok(match of {
        TSType::TSStringKeyword(_) => Type::Text,
        TSType::TSNumberKeyword(_) => Type::Whole,
        TSType::TSBooleanKeyword(_) => Type::Flag,
        TSType::TSArrayType(list) => Type::List(Box::new(kind(&list.element_type)?)),
        TSType::TSTypeReference(reference) => match (name(reference)?, reference.type_arguments.as_ref()) {
            ("Array", Some(arguments)) => match arguments.params.as_slice() {
                [element] => Type::List(Box::new(kind(element)?)),
                _ => bail!("a list of several types"),
            },
            (name, None) => Type::Named(name.into()),
            (name, Some(_)) => bail!("the generic type {name}"),
        },
        _ => bail!("a type that the Kotlin generator does not know"),
    })
}

fn name<'a>(reference: &'a TSTypeReference<'_>) -> Result<&'a str> {
    match &reference.type_name {
        TSTypeName::IdentifierReference(name) => Ok(name.name.as_str()),
        TSTypeName::QualifiedName(_) | TSTypeName::ThisExpression(_) => bail!("a name with dots"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_shape_is_read_with_its_documentation() -> Result<()> {
        let source = "/** How. */ type Way = { \"kind\": \"a\", /** Much. */ sum?: Array<number>, } | { \"kind\": \"b\", };";
        let read = declarations(source)?;
        assert_eq!(
            format!("{read:?}"),
            concat!(
                r#"[Declared { name: "Way", docs: ["How."], shape: Tagged { tag: "kind", variants: ["#,
                r#"Variant { code: "a", members: [Member { name: "sum", docs: ["Much."], kind: List(Whole), optional: true }] }, "#,
                r#"Variant { code: "b", members: [] }] } }]"#
            )
        );
        Ok(())
    }

    #[test]
    fn an_unknown_shape_is_an_error() {
        for refused in [
            "type A = number | { raw: string, };",
            "type A = { a: unknown, };",
            "type A = { \"x\": \"1\", } | { \"y\": \"2\", };",
            "type A<T> = { a: T, };",
            "type A = { a: Map<string, string>, };",
            "type = ;",
        ] {
            assert!(declarations(refused).is_err(), "{refused}");
        }
    }
}
