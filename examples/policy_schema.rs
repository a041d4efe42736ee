//! Writes docs/policy.schema.json, the JSON Schema of policy files; with `--check`, fails when the file is
//! not what would be written.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use mingbai::policy::policy_schema;

fn main() -> ExitCode {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/policy.schema.json");
    let Ok(text) = serde_json::to_string_pretty(&policy_schema()) else { return ExitCode::FAILURE };
    let text = text + "\n";
    if !std::env::args().any(|argument| argument == "--check") {
        return if fs::write(path, text).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return ExitCode::SUCCESS;
    }
    eprintln!("docs/policy.schema.json is not current: run make policy-index");
    ExitCode::FAILURE
}
