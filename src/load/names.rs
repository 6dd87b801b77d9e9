//! Names of files and folders that not every system can have.

use std::collections::BTreeSet;

use crate::finding::{Finding, Rule};
use crate::text::quote::shortened;
use crate::text::{Place, SourcePath, file_path, windows};

/// Reports each file and folder of these that cannot be had on Windows: a folder once, whatever lies in it.
pub(super) fn find(paths: &[SourcePath], findings: &mut Vec<Finding>) {
    let mut reported: BTreeSet<&str> = BTreeSet::new();
    for path in paths {
        let path = path.as_str();
        let ends = file_path::ends(path);
        let mut start = 0;
        for end in ends {
            let name = &path[start..end];
            // The last name is that of the file.
            let is_name = !matches!(name, "." | "..");
            if let Some(fault) = windows::fault(name).filter(|_| is_name)
                && reported.insert(&path[..end])
            {
                findings.push(finding(&path[..end], name, &fault));
            }
            start = end + 1;
        }
    }
}

fn finding(path: &str, name: &str, fault: &str) -> Finding {
    let message = format!("Windows does not allow the name `{}`: it {fault}", shortened(name));
    let help = "choose another name so that the course and saved copies of its site work on Windows";
    Finding::new(Rule::WindowsName, Place::file(&SourcePath::new(path)), message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_told_once() {
        let paths =
            ["content/a:b/c.md", "content/a:b/d.md", "content/aux/nul.md", "static/good.svg", "../keys/./good.yaml"];
        let mut findings = Vec::new();
        find(&paths.map(SourcePath::new), &mut findings);
        let places: Vec<&str> = findings.iter().map(|finding| finding.place.path.as_str()).collect();
        assert_eq!(places, ["content/a:b", "content/aux", "content/aux/nul.md"]);
    }
}
