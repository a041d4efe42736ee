//! Reads every policy file, stacks it on its parents, and tells what is wrong; counts areas, rules
//! and evidence by standing. `make policy-check` runs it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mingbai::policy::{PolicyFile, PolicySet, Standing};

const HELP: &str = "\
Check policy files.

Usage: cargo run --release --example policy_check [FILE…]

Without files, those of static/policies are checked. A file named is checked as if it stood there.
Exit code: 0 when all are sound, 1 otherwise.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "-h" || argument == "--help") {
        println!("{HELP}");
        return ExitCode::SUCCESS;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/policies");
    let mut paths: Vec<PathBuf> = arguments.iter().map(PathBuf::from).collect();
    if paths.is_empty() {
        paths = policy_files(&folder);
    }
    let (mut faults, mut counts) = (0_usize, Counts::default());
    for path in &paths {
        match check(path, &folder) {
            Ok(file) => counts.add(&file),
            Err(message) => {
                faults += 1;
                eprintln!("{}:\n{message}\n", path.display());
            }
        }
    }
    println!("{counts}");
    if faults > 0 {
        println!("{faults} of {} files have faults", paths.len());
        return ExitCode::FAILURE;
    }
    println!("{} files, no fault", paths.len());
    ExitCode::SUCCESS
}

fn policy_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    // Files of rules are named by a code; the indexes beside them are not.
    let is_code = |stem: &str| stem.bytes().all(|byte| byte.is_ascii_digit());
    paths.retain(|path| path.file_stem().and_then(|stem| stem.to_str()).is_some_and(is_code));
    paths.sort();
    paths
}

fn check(path: &Path, folder: &Path) -> Result<PolicyFile, String> {
    let file = read(path)?;
    let parent = |code: &String| read(&folder.join(format!("{code}.json")));
    let parents = file.area.parents.iter().map(parent).collect::<Result<_, _>>()?;
    PolicySet::new(file.clone(), parents).map_err(|error| error.to_string())?;
    Ok(file)
}

fn read(path: &Path) -> Result<PolicyFile, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    PolicyFile::parse(&text).map_err(|error| error.to_string())
}

#[derive(Default)]
struct Counts {
    areas: usize,
    rules: BTreeMap<String, usize>,
    sources: BTreeMap<Standing, usize>,
    unexpressed: usize,
    gaps: usize,
}

impl Counts {
    fn add(&mut self, file: &PolicyFile) {
        self.areas += 1;
        self.unexpressed += file.unexpressed.len();
        for source in file.sources.values() {
            *self.sources.entry(source.standing).or_default() += 1;
        }
        let rules = serde_json::to_value(&file.rules).unwrap_or_default();
        for (topic, rules) in rules.as_object().into_iter().flatten() {
            let count = rules.as_array().map_or(0, Vec::len);
            let declared = rules.as_array().into_iter().flatten();
            self.gaps += declared.filter(|rule| rule["gap_after"] == true).count();
            *self.rules.entry(topic.clone()).or_default() += count;
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rules: usize = self.rules.values().sum();
        let Self { areas, unexpressed, gaps, .. } = self;
        writeln!(
            f,
            "{areas} areas, {rules} rules, {gaps} declared gaps, {unexpressed} not expressed"
        )?;
        for (topic, count) in &self.rules {
            writeln!(f, "  {count:4} {topic}")?;
        }
        let sources: usize = self.sources.values().sum();
        write!(f, "{sources} pieces of evidence")?;
        for (standing, count) in &self.sources {
            write!(f, ", {count} {}", format!("{standing:?}").to_lowercase())?;
        }
        Ok(())
    }
}
