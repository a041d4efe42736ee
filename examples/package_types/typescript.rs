//! Definitions of JSON Schema as TypeScript: the forms that `schemars` makes of this crate's types, and
//! an error for any other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};

/// Names that would hide a type of JavaScript itself.
const RENAMED: [(&str, &str); 1] = [("Date", "Day")];

type Printed = Result<String, String>;

/// All definitions as a module, in the order of their names.
pub(crate) fn module(definitions: &Map<String, Value>) -> Printed {
    let mut printed = BTreeMap::new();
    for (name, schema) in definitions {
        let (name, text) = definition(name, schema)?;
        // Of a generic type there is one definition for each argument; printed they are the same.
        if printed.insert(name.clone(), text.clone()).is_some_and(|other| other != text) {
            return Err(format!("{name} is not the same for all its arguments"));
        }
    }
    Ok(printed.into_values().collect())
}

fn definition(name: &str, schema: &Value) -> Result<(String, String), String> {
    let generic = name.split_once('_');
    let shown = generic.map_or_else(|| renamed(name), |(outer, _)| format!("{outer}<T>"));
    let mut shape = shape(schema, 0).map_err(|fault| format!("{name}: {fault}"))?;
    if let Some((_, argument)) = generic {
        shape = shape.replace(&format!("value: {argument};"), "value: T;");
    }
    let is_interface = shape.starts_with('{') && !shape.contains("} & (");
    let text = if is_interface {
        format!("\n{}export interface {shown} {shape}\n", doc(schema, 0))
    } else {
        let space = if shape.starts_with('\n') { "" } else { " " };
        format!("\n{}export type {shown} ={space}{shape};\n", doc(schema, 0))
    };
    Ok((shown, text))
}

/// The name of a type, in TypeScript: `Rule_AccountCredit` is `Rule<AccountCredit>`.
fn renamed(name: &str) -> String {
    if let Some((outer, argument)) = name.split_once('_') {
        return format!("{outer}<{argument}>");
    }
    let other = RENAMED.iter().find(|(from, _)| *from == name);
    other.map_or(name, |(_, to)| to).to_owned()
}

fn shape(schema: &Value, depth: usize) -> Printed {
    if let Some(name) = schema["$ref"].as_str() {
        return Ok(renamed(name.rsplit('/').next().unwrap_or(name)));
    }
    if let Some(value) = schema.get("const") {
        return Ok(value.to_string());
    }
    if let Some(values) = schema["enum"].as_array() {
        return Ok(values.iter().map(Value::to_string).collect::<Vec<_>>().join(" | "));
    }
    let choices = ["oneOf", "anyOf"].iter().find_map(|key| schema[key].as_array());
    match (choices, schema.get("properties")) {
        (Some(choices), None) => union(choices, depth),
        (Some(choices), Some(_)) => Ok(format!(
            "{} & ({}\n{})",
            object(schema, depth)?,
            union(choices, depth + 1)?,
            indent(depth)
        )),
        (None, _) => typed(schema, depth),
    }
}

/// By its `type`, which may be a list of them.
fn typed(schema: &Value, depth: usize) -> Printed {
    match &schema["type"] {
        Value::String(kind) => of_kind(kind, schema, depth),
        Value::Array(kinds) => {
            let kinds = kinds.iter().filter_map(Value::as_str);
            let shapes: Vec<String> =
                kinds.map(|kind| of_kind(kind, schema, depth)).collect::<Result<_, _>>()?;
            Ok(shapes.join(" | "))
        }
        _ => Err(format!("a schema of no known form: {schema}")),
    }
}

fn of_kind(kind: &str, schema: &Value, depth: usize) -> Printed {
    match kind {
        "string" | "boolean" | "null" => Ok(kind.to_owned()),
        "integer" => Ok("number".to_owned()),
        "array" => array(schema, depth),
        "object" => object(schema, depth),
        other => Err(format!("type {other}")),
    }
}

fn array(schema: &Value, depth: usize) -> Printed {
    if let Some(items) = schema["prefixItems"].as_array() {
        let items: Vec<String> =
            items.iter().map(|item| shape(item, depth)).collect::<Result<_, _>>()?;
        return Ok(format!("[{}]", items.join(", ")));
    }
    let item = shape(&schema["items"], depth)?;
    Ok(if item.contains([' ', '\n']) { format!("Array<{item}>") } else { format!("{item}[]") })
}

fn object(schema: &Value, depth: usize) -> Printed {
    let Some(properties) = schema["properties"].as_object() else {
        return match (&schema["propertyNames"], &schema["additionalProperties"]) {
            (_, Value::Bool(false)) => Ok("Record<string, never>".to_owned()),
            (Value::Null, values) => Ok(format!("Record<string, {}>", shape(values, depth)?)),
            (keys, values) => {
                Ok(format!("Partial<Record<{}, {}>>", shape(keys, depth)?, shape(values, depth)?))
            }
        };
    };
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut text = "{\n".to_owned();
    for (name, property) in properties {
        let is_required = required.contains(&name.as_str());
        let shape = shape(property, depth + 1)?;
        // What may be left out is left out rather than null.
        let shape = if is_required { &shape } else { shape.trim_end_matches(" | null") };
        let key = if name.starts_with('$') { format!("{name:?}") } else { name.clone() };
        let mark = if is_required { "" } else { "?" };
        let doc = doc(property, depth + 1);
        let _ = writeln!(text, "{doc}{}{key}{mark}: {shape};", indent(depth + 1));
    }
    Ok(text + &indent(depth) + "}")
}

/// One choice in a line of its own where any of them has something to say.
fn union(choices: &[Value], depth: usize) -> Printed {
    let mut text = String::new();
    let is_plain = choices.iter().all(|choice| choice["description"].is_null());
    for choice in choices {
        let shape = shape(choice, depth + 1)?;
        if is_plain {
            text = if text.is_empty() { shape } else { format!("{text} | {shape}") };
        } else {
            let indent = indent(depth + 1);
            let _ = write!(text, "\n{}{indent}| {shape}", doc(choice, depth + 1));
        }
    }
    Ok(text)
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth)
}

/// The documentation of a Rust item, without its marks of links.
fn doc(schema: &Value, depth: usize) -> String {
    let Some(text) = schema["description"].as_str() else { return String::new() };
    let text =
        text.replace("[`", "`").replace("`]", "`").replace("super::", "").replace("*/", "* /");
    let indent = indent(depth);
    let lines: Vec<&str> = text.lines().collect();
    match lines.as_slice() {
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let lines =
                lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n");
            format!("{indent}/**\n{}{indent} */\n", lines.collect::<String>())
        }
    }
}
