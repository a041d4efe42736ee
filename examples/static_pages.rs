//! Writes the pages that need no script beside the built page: `plain.html` and `areas/*.html`.
//! `scripts/build` runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mingbai::ui::pages::pages;

const HELP: &str = "\
Write the pages that need no script.

Usage: cargo run --example static_pages [DIST]

DIST is the folder of the built page, dist by default. Its files are read, and its stylesheet linked.
";

fn main() -> ExitCode {
    let argument = std::env::args().nth(1);
    if argument.as_deref().is_some_and(|argument| argument.starts_with('-')) {
        println!("{HELP}");
        return ExitCode::SUCCESS;
    }
    let dist = PathBuf::from(argument.unwrap_or_else(|| "dist".to_owned()));
    match write(&dist) {
        Ok((count, bytes)) => {
            println!("▸ {count} pages without scripts, {} KB", bytes / 1024);
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

/// How many pages there are, and how large they are together.
fn write(dist: &Path) -> Result<(usize, usize), String> {
    let shell = read(&dist.join("index.html"))?;
    let stylesheet = stylesheet(&shell).ok_or("index.html names no stylesheet")?;
    let made = pages(&|file| read(&dist.join(format!("{file}.json"))), stylesheet)
        .map_err(|error| error.to_string())?;
    for page in &made {
        let path = dist.join(&page.path);
        let fault = |error| format!("{}: {error}", path.display());
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(fault)?;
        fs::write(&path, &page.html).map_err(fault)?;
    }
    Ok((made.len(), made.iter().map(|page| page.html.len()).sum()))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The name of the stylesheet, which holds a hash of its content.
fn stylesheet(shell: &str) -> Option<&str> {
    let hrefs = shell.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs.filter_map(|href| href.rsplit('/').next()).find(|file| {
        file.starts_with("styles-") && Path::new(file).extension().is_some_and(|it| it == "css")
    })
}
