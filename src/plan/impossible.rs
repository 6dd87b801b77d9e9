//! Addresses that no file can have: told once, where the words stand that they come from.

use super::occupied::{holder, place, source};
use super::tags::TagPages;
use super::windows::own_part;
use super::{About, Artifact};
use crate::assemble::{EditionOutline, Facts as _};
use crate::finding::{Finding, Rule};
use crate::text::address::folded;
use crate::text::file_path::{Fault, LONGEST_PATH, fault};
use crate::text::quote::shortened;
use crate::text::{Place, SourcePath};

/// What is wrong with the address of `artifact`, with all that the site has appended to it.
pub(super) fn impossible(course: EditionOutline<'_>, tags: &[TagPages], artifact: &Artifact) -> Option<Finding> {
    let file = artifact.path.output_file();
    let fault = fault(&file)?;
    let (place, help) = if let About::Tag(index) = artifact.subject.about() {
        of_tag(course, &tags[index])
    } else if artifact.is_alias() {
        (place(course, artifact), of_alias(fault))
    } else {
        let holder = guilty(&source(course, &artifact.subject), &file, fault);
        let help = of_file(&holder, fault);
        (Place::file(&holder), help)
    };
    let message = format!("the address `/{}` {fault}", shortened(artifact.path.as_str()));
    Some(Finding::new(Rule::ImpossibleAddress, place, message).help(help))
}

fn of_tag(course: EditionOutline<'_>, tag: &TagPages) -> (Place, String) {
    let first = tag.pages.first().map(|page| course.page(*page));
    let typed = first.and_then(|page| page.tags.iter().find(|typed| folded(&typed.value) == tag.key));
    let place = typed.map_or_else(|| Place::file(&SourcePath::new("clinic.yaml")), |typed| typed.place.clone());
    (place, format!("shorten the tag to a few words; {BYTES}"))
}

fn of_alias(fault: Fault) -> String {
    match fault {
        Fault::LongName(_) | Fault::LongPath => format!("shorten the alias; {BYTES}"),
        Fault::Character(_) | Fault::Astray(_) => "use an address such as `/old/place/`".to_owned(),
    }
}

fn of_file(holder: &SourcePath, fault: Fault) -> String {
    let holder = shortened(holder.as_str());
    match fault {
        Fault::LongName(_) | Fault::LongPath => format!("give `{holder}` a shorter name; {BYTES}"),
        Fault::Character(_) => format!("remove this character from the name of `{holder}`"),
        Fault::Astray(_) => format!("rename `{holder}`"),
    }
}

const BYTES: &str = "the letters `a` to `z` take one byte each, and letters from other alphabets take two to four";

/// The file or folder of the course that brings the fault into the path of `file`.
fn guilty(source: &SourcePath, file: &str, fault: Fault) -> SourcePath {
    let start = own_part(file);
    let at = match fault {
        Fault::Character(character) => file.find(character).unwrap_or(0),
        Fault::LongName(end) => end - 1,
        Fault::LongPath => LONGEST_PATH,
        Fault::Astray(_) => return source.clone(),
    };
    let end =
        file.bytes().enumerate().skip(at.max(start)).find(|(_, byte)| *byte == b'/').map_or(file.len(), |(at, _)| at);
    holder(source, &file[start..end])
}
