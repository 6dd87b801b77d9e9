//! Addresses that no file has on Windows, though the names in the course that they come from are fine.

use super::Artifact;
use super::occupied::{holder, place, source};
use crate::assemble::EditionOutline;
use crate::finding::{Finding, Rule};
use crate::text::quote::shortened;
use crate::text::{Place, file_path, windows};

/// Where what machines read of modules lies; below it they have the addresses of their pages.
const OF_MODULES: [&str; 2] = ["assets/data/", "assets/log/"];

/// Where in the path of a file the names begin that come from the course.
pub(super) fn own_part(file: &str) -> usize {
    OF_MODULES.into_iter().find(|folder| file.starts_with(folder)).map_or(0, str::len)
}

/// What keeps `artifact` from being written or saved on Windows; silent where the same is wrong with the name in the
/// course, which is told when it is loaded.
pub(super) fn unportable(course: EditionOutline<'_>, artifact: &Artifact) -> Vec<Finding> {
    let file = artifact.path.output_file();
    let start = own_part(&file);
    let ends = file_path::ends(&file).filter(|end| *end > start);
    let faults = ends.filter_map(|end| {
        let below = &file[start..end];
        let name = below.rsplit('/').next().unwrap_or(below);
        Some((below, name, windows::fault(name)?))
    });
    faults.filter_map(|(below, name, fault)| finding(course, artifact, below, name, &fault)).collect()
}

/// `below` is the path up to the name, with it.
fn finding(course: EditionOutline<'_>, artifact: &Artifact, below: &str, name: &str, fault: &str) -> Option<Finding> {
    let (place, help) = if artifact.is_alias() {
        let help = "remove the alias unless you need it: with this alias, the site cannot be built or saved on Windows";
        (place(course, artifact), help.to_owned())
    } else {
        let holder = holder(&source(course, &artifact.subject), below);
        if windows::fault(holder.file_name()).is_some() {
            return None;
        }
        let shown = shortened(holder.as_str());
        let help = format!(
            "rename `{shown}` so that the site can be built and saved on Windows too; a leading number is not part of the address"
        );
        (Place::file(&holder), help)
    };
    let address = shortened(artifact.path.as_str());
    let message =
        format!("the file for `/{address}` cannot be saved on Windows, because the name `{}` {fault}", shortened(name));
    Some(Finding::new(Rule::WindowsName, place, message).help(help))
}
