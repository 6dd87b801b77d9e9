//! Addresses that no file has on Windows, though the names in the course that they come from are fine.

use super::Artifact;
use super::occupied::{holder, place, source};
use crate::assemble::EditionCourse;
use crate::finding::{Finding, Rule};
use crate::text::quote::shortened;
use crate::text::{Place, windows};

/// Where the data of modules lies; below it they have the addresses of their pages.
pub(super) const DATA: &str = "assets/data/";

/// What keeps `artifact` from being written or saved on Windows; silent where the same is wrong with the name in the
/// course, which is told when it is loaded.
pub(super) fn unportable(course: &EditionCourse, artifact: &Artifact) -> Option<Finding> {
    let file = artifact.path.output_file();
    let start = if file.starts_with(DATA) { DATA.len() } else { 0 };
    let ends = file.match_indices('/').map(|(at, _)| at).chain([file.len()]).filter(|end| *end > start);
    let faults = ends.filter_map(|end| {
        let below = &file[start..end];
        let name = below.rsplit('/').next().unwrap_or(below);
        Some((below, name, windows::fault(name)?))
    });
    for (below, name, fault) in faults {
        let message = format!(
            "no file or folder on Windows can be called `{}`, as the address has it: the name {fault}",
            shortened(name)
        );
        let finding = |place| Finding::new(Rule::WindowsName, place, message);
        if artifact.is_alias() {
            let help = "take the alias away unless somebody needs it: whoever builds or saves the site there cannot";
            return Some(finding(place(course, artifact)).help(help));
        }
        let holder = holder(&source(course, &artifact.subject), below);
        if windows::fault(holder.file_name()).is_none() {
            let help = format!(
                "rename `{}`, so that the site can be built and saved there too; a number before the name is no part of the address",
                shortened(holder.as_str())
            );
            return Some(finding(Place::file(&holder)).help(help));
        }
    }
    None
}
