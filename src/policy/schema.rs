//! The JSON Schema of policy files, generated from the Rust types, for editors and other readers.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::file::PolicyFile;
use super::lookup::RuleRef;
use super::rule::Start;
use crate::calendar::{Date, Month};
use crate::money::{Rate, Yuan};

/// The schema of a policy file.
#[must_use]
pub fn policy_schema() -> Schema {
    schemars::schema_for!(PolicyFile)
}

macro_rules! texts {
    ($($kind:ident: $pattern:literal, $what:literal);* $(;)?) => {$(
        impl JsonSchema for $kind {
            fn schema_name() -> Cow<'static, str> {
                stringify!($kind).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern, "description": $what })
            }
        }
    )*};
}

texts! {
    Yuan: r"^-?\d+(\.\d{1,2})?$", "An amount in yuan, at most two decimals.";
    Rate: r"^(0(\.\d+)?|1(\.0+)?)$", "A share between 0 and 1.";
    Date: r"^\d{4}-\d{2}-\d{2}$", "A day.";
    Month: r"^\d{4}-\d{2}$", "A month.";
    Start: r"^(\d{4}-\d{2}-\d{2}|unknown)$", "The first day, or unknown.";
    RuleRef: r"^\d{6}/[a-z_]+/.+$", "Area, topic and id of a rule.";
}
