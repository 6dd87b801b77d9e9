//! How big a text and how deep a folder may be: beyond, a course costs more than its size.

use std::collections::BTreeSet;

use crate::finding::{Finding, Rule};
use crate::text::{Place, SourcePath};

/// No text of a course has more bytes. A page takes some fifty times its size while it is made.
const LARGEST_TEXT: usize = 8 * 1024 * 1024;

/// No folder of pages is nested deeper: each page links to all sections above it, by addresses that grow with them.
const DEEPEST_FOLDER: usize = 64;

/// Whether a text of so many bytes may be read.
///
/// # Errors
/// It is too big; the error is a finding about it.
pub(super) fn size(path: &SourcePath, bytes: usize) -> Result<(), Box<Finding>> {
    if bytes <= LARGEST_TEXT {
        return Ok(());
    }
    let message = format!(
        "the file is too large to read: it has {bytes} bytes, but the limit for text files is {LARGEST_TEXT} bytes"
    );
    Err(Box::new(Finding::new(Rule::Unreadable, Place::file(path), message).help("split the file into several files")))
}

/// The files among `paths` that are not too deep; each folder where it gets too deep is one finding.
pub(super) fn shallow(mut paths: Vec<SourcePath>, findings: &mut Vec<Finding>) -> Vec<SourcePath> {
    let mut deep = BTreeSet::new();
    paths.retain(|path| {
        let Some((end, _)) = path.as_str().match_indices('/').nth(DEEPEST_FOLDER + 1) else { return true };
        deep.insert(path.as_str()[..end].to_owned());
        false
    });
    findings.extend(deep.into_iter().map(|folder| {
        let message = format!("this folder is nested more than {DEEPEST_FOLDER} levels deep, so nothing in it is read");
        let place = Place::file(&SourcePath::new(folder));
        Finding::new(Rule::Unreadable, place, message)
            .help("move the folder to a higher level, or put some of the nested folders next to each other")
    }));
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(depth: usize, name: &str) -> SourcePath {
        SourcePath::new(format!("content/{}{name}", "a/".repeat(depth)))
    }

    #[test]
    fn what_is_too_deep_is_told_once_a_folder() {
        let (good, mut findings) = (file(64, "m.md"), Vec::new());
        let deep = [file(65, "m.md"), file(65, "n.md"), file(90, "m.md")];
        let read = shallow([std::slice::from_ref(&good), deep.as_slice()].concat(), &mut findings);
        assert_eq!(read, [good]);
        let places: Vec<String> = findings.iter().map(|finding| finding.place.path.to_string()).collect();
        assert_eq!(places, [file(64, "a").to_string()]);
    }

    #[test]
    fn a_text_may_have_eight_mebibytes() {
        let path = SourcePath::new("content/a.md");
        assert!(size(&path, LARGEST_TEXT).is_ok());
        let reported = size(&path, LARGEST_TEXT + 1).unwrap_err();
        assert_eq!(reported.rule, Rule::Unreadable);
        assert!(reported.message.contains("8388609 bytes"), "{}", reported.message);
    }
}
