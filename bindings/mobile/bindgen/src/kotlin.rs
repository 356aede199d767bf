//! Writes the Kotlin sources.

use crate::model::{Declared, Member, Operation, Shape, Type, Variant, members_of};
use anyhow::{Context as _, Result, ensure};
use convert_case::{Case, Casing as _};

const HEAD: &str = "// Generated from the core's declarations by bindings/mobile/bindgen. Do not edit.\n";

const IMPORTS: &str = "@file:OptIn(ExperimentalSerializationApi::class)

package dev.daejo

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonClassDiscriminator
";

/// The classes of `types`. Inputs are internal, because operations take their members as parameters.
pub(crate) fn types(types: &[Declared], operations: &[Operation]) -> String {
    let classes = types.iter().map(|declared| {
        let is_input = operations.iter().any(|operation| operation.input == declared.name);
        class(declared, if is_input { "internal" } else { "public" })
    });
    format!("{HEAD}{IMPORTS}\n{}", classes.collect::<Vec<_>>().join("\n"))
}

fn class(Declared { name, docs, shape }: &Declared, visibility: &str) -> String {
    let docs = kdoc("", docs);
    match shape {
        Shape::Alias(of) => format!("{docs}{visibility} typealias {name} = {}\n", kotlin(of)),
        Shape::Codes(codes) => {
            let constant = |code: &String| {
                format!("    @SerialName(\"{code}\")\n    {}(\"{code}\"),\n", code.to_case(Case::Constant))
            };
            format!(
                "{docs}@Serializable\n{visibility} enum class {name}(\n    /** The code in JSON. */\n    public val code: String,\n) {{\n{}}}\n",
                codes.iter().map(constant).collect::<Vec<_>>().join("\n")
            )
        }
        Shape::Record(members) => format!("{docs}{}", record("", visibility, name, members, "")),
        Shape::Tagged { tag, variants } => format!(
            "{docs}@Serializable\n@JsonClassDiscriminator(\"{tag}\")\n{visibility} sealed interface {name} {{\n\
             \x20   /** The code in JSON. */\n    public val {tag}: String\n\n{}}}\n",
            variants.iter().map(|one| variant(name, tag, visibility, one)).collect::<Vec<_>>().join("\n")
        ),
    }
}

fn variant(parent: &str, tag: &str, visibility: &str, Variant { code, members }: &Variant) -> String {
    let body = format!(" : {parent} {{\n        override val {tag}: String get() = \"{code}\"\n    }}");
    let record = record("    ", visibility, &code.to_case(Case::Pascal), members, &body);
    format!("    /** `{code}` */\n    @SerialName(\"{code}\")\n{record}")
}

fn record(indent: &str, visibility: &str, name: &str, members: &[Member], end: &str) -> String {
    if members.is_empty() {
        // Kotlin has no data class without members.
        return format!("{indent}@Serializable\n{indent}{visibility} data object {name}{end}\n");
    }
    let member = |member: &Member| {
        let inner = format!("{indent}    ");
        format!("{}{inner}{visibility} val {},\n", kdoc(&inner, &member.docs), parameter(member))
    };
    let members: String = members.iter().map(member).collect();
    format!("{indent}@Serializable\n{indent}{visibility} data class {name}(\n{members}{indent}){end}\n")
}

/// The client's operations as methods, with the members of the input as parameters.
pub(crate) fn operations(types: &[Declared], operations: &[Operation]) -> Result<String> {
    let mut imports: Vec<String> = operations
        .iter()
        .map(|operation| operation.name.to_case(Case::Camel))
        .map(|name| format!("import dev.daejo.ffi.{name} as {name}Json\n"))
        .collect();
    imports.sort();
    let methods: Vec<String> =
        operations.iter().map(|operation| method(types, operation)).collect::<Result<_>>()?;
    Ok(format!(
        "{HEAD}\npackage dev.daejo\n\n{}\n\
         /** The client's operations, none of which takes a secret. They are methods of [Daejo]. */\n\
         public abstract class ClientOperations internal constructor() {{\n{}}}\n",
        imports.concat(),
        methods.join("\n")
    ))
}

fn method(types: &[Declared], Operation { name, docs, input, output }: &Operation) -> Result<String> {
    let members = members_of(types, input).with_context(|| format!("{input} is not declared"))?;
    ensure!(types.iter().any(|declared| declared.name == *output), "{output} is not declared");
    let name = name.to_case(Case::Camel);
    let mut docs = docs.clone();
    docs.extend(members.iter().map(|member| format!("@param {} {}", member.name, member.docs.join(" "))));
    let parameters: Vec<String> = members.iter().map(parameter).collect();
    let arguments: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let input = match arguments.as_slice() {
        [] => input.clone(),
        arguments => format!("{input}({})", arguments.join(", ")),
    };
    Ok(format!(
        "{}    public fun {name}({}): {output} =\n        callTyped(::{name}Json, {input})\n",
        kdoc("    ", &docs),
        parameters.join(", "),
    ))
}

/// An optional member defaults to null and is then left out of the JSON, so that the core's default applies.
fn parameter(Member { name, kind, optional, .. }: &Member) -> String {
    format!("{name}: {}{}", kotlin(kind), if *optional { "? = null" } else { "" })
}

fn kotlin(of: &Type) -> String {
    match of {
        Type::Text => "String".into(),
        Type::Whole => "Long".into(),
        Type::Flag => "Boolean".into(),
        Type::List(element) => format!("List<{}>", kotlin(element)),
        Type::Named(name) => name.clone(),
    }
}

fn kdoc(indent: &str, docs: &[String]) -> String {
    match docs {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let lines: String =
                lines.iter().map(|line| format!("{}\n", format!("{indent} * {line}").trim_end())).collect();
            format!("{indent}/**\n{lines}{indent} */\n")
        }
    }
}
