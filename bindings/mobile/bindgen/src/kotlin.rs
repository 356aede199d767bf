//! Writes Kotlin.

use crate::model::{Declared, Member, Operation, Shape, Type, Variant, members_of};
use anyhow::{Context as _, Result, ensure};
use convert_case::{Case, Casing as _};

const HEAD: &str =
    "// Generated from the core's declarations by bindings/mobile/bindgen. Not kept, not edited.\n";

const IMPORTS: &str = "@file:OptIn(ExperimentalSerializationApi::class)

package dev.daejo

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonClassDiscriminator
";

/// The classes of `types`. What only goes in stays inside the module: operations take its members one by one.
pub(crate) fn types(types: &[Declared], operations: &[Operation]) -> String {
    let classes = types.iter().map(|declared| {
        let goes_in = operations.iter().any(|operation| operation.input == declared.name);
        class(declared, if goes_in { "internal" } else { "public" })
    });
    format!("{HEAD}{IMPORTS}\n{}", classes.collect::<Vec<_>>().join("\n"))
}

fn class(Declared { name, docs, shape }: &Declared, sight: &str) -> String {
    let docs = kdoc("", docs);
    match shape {
        Shape::Alias(of) => format!("{docs}{sight} typealias {name} = {}\n", kotlin(of)),
        Shape::Codes(codes) => {
            let constant = |code: &String| {
                format!("    @SerialName(\"{code}\")\n    {}(\"{code}\"),\n", code.to_case(Case::Constant))
            };
            format!(
                "{docs}@Serializable\n{sight} enum class {name}(\n    /** As it crosses. */\n    public val code: String,\n) {{\n{}}}\n",
                codes.iter().map(constant).collect::<Vec<_>>().join("\n")
            )
        }
        Shape::Record(members) => format!("{docs}{}", record("", sight, name, members, "")),
        Shape::Tagged { tag, variants } => format!(
            "{docs}@Serializable\n@JsonClassDiscriminator(\"{tag}\")\n{sight} sealed interface {name} {{\n\
             \x20   /** As it crosses. */\n    public val {tag}: String\n\n{}}}\n",
            variants.iter().map(|one| variant(name, tag, sight, one)).collect::<Vec<_>>().join("\n")
        ),
    }
}

fn variant(parent: &str, tag: &str, sight: &str, Variant { code, members }: &Variant) -> String {
    let body = format!(" : {parent} {{\n        override val {tag}: String get() = \"{code}\"\n    }}");
    let record = record("    ", sight, &code.to_case(Case::Pascal), members, &body);
    format!("    /** `{code}` */\n    @SerialName(\"{code}\")\n{record}")
}

fn record(indent: &str, sight: &str, name: &str, members: &[Member], end: &str) -> String {
    if members.is_empty() {
        // Kotlin has no data class without members.
        return format!("{indent}@Serializable\n{indent}{sight} data object {name}{end}\n");
    }
    let member = |member: &Member| {
        let inner = format!("{indent}    ");
        format!("{}{inner}{sight} val {},\n", kdoc(&inner, &member.docs), parameter(member))
    };
    let members: String = members.iter().map(member).collect();
    format!("{indent}@Serializable\n{indent}{sight} data class {name}(\n{members}{indent}){end}\n")
}

/// The client's operations as methods, with the members of their input as parameters.
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
         /** The operations of the client surface: nothing that takes a secret. Called on [Daejo]. */\n\
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
        "{}    public fun {name}({}): {output} =\n        cross(::{name}Json, {input})\n",
        kdoc("    ", &docs),
        parameters.join(", "),
    ))
}

/// What is left out stays left out: the core knows its own defaults.
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
