//! Lists the built-in templates, so that one more is a file in `templates/` and no line elsewhere.
#![expect(clippy::disallowed_methods, reason = "Cargo runs this, before there is a library")]

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=templates");
    let folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("templates");
    let mut names = Vec::new();
    list(&folder, "", &mut names)?;
    names.sort_unstable();
    let root = r#"env!("CARGO_MANIFEST_DIR"), "/templates/""#;
    let line = |name: &String| format!("    ({name:?}, include_str!(concat!({root}, {name:?}))),\n");
    let lines: String = names.iter().map(line).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("templates.rs");
    fs::write(out, format!("&[\n{lines}]\n"))
}

/// Adds the templates in `folder`, each by its name: its path from the root of all, with `/`.
fn list(folder: &Path, before: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), names)?;
        } else if Path::new(&name).extension().is_some_and(|ending| ending == "html") {
            names.push(name);
        }
    }
    Ok(())
}
