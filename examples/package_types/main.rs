//! Prints the types of the JavaScript package in TypeScript, with the documentation of the Rust types
//! that they are made of, so that the two cannot drift apart. `scripts/package` puts them in place.

#[path = "typescript.rs"]
mod typescript;

use std::collections::BTreeMap;
use std::process::ExitCode;

use mingbai::api::{Answer, Diagnosed, Fault, Reconciled};
use mingbai::engine::Situation;
use mingbai::explain::{Displayed, Question, Replies, Reply};
use mingbai::policy::{IndexEntry, PolicyFile};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

const HEAD: &str = "\
// Generated from the Rust types: see examples/package_types. Fields that are absent are left out,
// never null, unless their type says so.
";

fn main() -> ExitCode {
    let printed = definitions().and_then(|definitions| typescript::module(&definitions));
    match printed {
        Ok(module) => {
            print!("{HEAD}{module}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

/// The schemas of all types by name: of what is given as it is read, of what is got as it is written.
fn definitions() -> Result<Map<String, Value>, String> {
    let mut given = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    given.subschema_for::<Situation>();
    given.subschema_for::<Displayed>();
    given.subschema_for::<PolicyFile>();
    given.subschema_for::<IndexEntry>();
    let mut got = SchemaSettings::draft2020_12().for_serialize().into_generator();
    got.subschema_for::<Answer>();
    got.subschema_for::<Diagnosed>();
    got.subschema_for::<Reconciled>();
    got.subschema_for::<Fault>();
    let mut all = given.take_definitions(true);
    // Of a map, schemars leaves out which keys there are.
    let _: Replies = BTreeMap::<Question, Reply>::new();
    all.insert(
        "Replies".to_owned(),
        json!({
            "description": "The answers so far.",
            "type": "object",
            "propertyNames": { "$ref": "#/$defs/Question" },
            "additionalProperties": { "$ref": "#/$defs/Reply" },
        }),
    );
    for (name, schema) in got.take_definitions(true) {
        match all.get(&name) {
            Some(other) if *other != schema => {
                return Err(format!("{name} is read in another form than it is written"));
            }
            _ => all.insert(name, schema),
        };
    }
    Ok(all)
}
