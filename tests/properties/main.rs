//! What holds for every situation: random people of all areas, of every kind of insurance, with odd
//! fen, gaps and changes in their contributions, all kinds of bills, provided figures and accepted
//! doubts.
//!
//! 256 cases for each property; `PROPTEST_CASES` asks for more.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::needless_pass_by_value,
    clippy::struct_field_names,
    reason = "tests stop at the first surprise"
)]

#[path = "../support/mod.rs"]
mod support;

mod figures;
mod formulas;
mod laws;
mod plans;

use proptest::test_runner::{Config, FileFailurePersistence};

fn config() -> Config {
    Config {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "tests/properties.regressions",
        ))),
        // Grows with the number of cases that are asked for.
        max_global_rejects: 1_000_000,
        ..Config::default()
    }
}
