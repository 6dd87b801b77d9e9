//! One address, one artifact.

use std::collections::BTreeMap;

use super::{Artifact, Subject};
use crate::assemble::EditionCourse;
use crate::finding::{Finding, Rule};
use crate::text::file_path::fault;
use crate::text::{Place, SitePath, SourcePath};

/// Names that the site itself needs at its root, now or in a later version; sections and modules need some of them.
pub const RESERVED_NAMES: [&str; 14] = [
    "print",
    "radar",
    "log",
    "review",
    "tags",
    "search",
    "assets",
    "data",
    "page",
    "404.html",
    "sitemap.xml",
    "feed.xml",
    "course.json",
    "cards.txt",
];

/// Names that every section needs.
const IN_SECTION: [&str; 3] = ["print", "radar", "page"];

/// Names that every module needs, and every page that is a sheet.
const IN_PRINTED: [&str; 1] = ["print"];

/// Content, static files and aliases at addresses that the site needs itself, or that no file can have.
/// What is found is taken out of `artifacts`.
pub(super) fn refused(course: &EditionCourse, artifacts: &mut Vec<Artifact>) -> Vec<Finding> {
    let holders = Holders::new(course);
    let mut findings = Vec::new();
    artifacts.retain(|artifact| {
        let chosen = matches!(
            artifact.subject,
            Subject::Page(_) | Subject::Section(_, 1) | Subject::Copy(_) | Subject::Alias(_)
        );
        let is_home = artifact.path == SitePath::home() && !matches!(artifact.subject, Subject::Alias(_));
        if !chosen || is_home {
            return true;
        }
        let finding = impossible(course, artifact).or_else(|| {
            let name = holders.reserved(&artifact.path)?;
            Some(reserved(place(course, artifact), name))
        });
        let kept = finding.is_none();
        findings.extend(finding);
        kept
    });
    findings
}

fn impossible(course: &EditionCourse, artifact: &Artifact) -> Option<Finding> {
    let fault = fault(&artifact.path.output_file())?;
    let message = format!("the address `/{}` {fault}", artifact.path);
    let help = "write an address such as `/old/place/`, or rename the file";
    Some(Finding::new(Rule::ImpossibleAddress, place(course, artifact), message).help(help))
}

fn reserved(place: Place, name: &str) -> Finding {
    Finding::new(Rule::ReservedAddress, place, format!("the name `{name}` is needed here by the site itself"))
        .help("choose another name for this file, or for the folder around it")
}

/// The addresses below which some names are reserved.
struct Holders<'c> {
    names: BTreeMap<&'c str, &'static [&'static str]>,
}

impl<'c> Holders<'c> {
    fn new(course: &'c EditionCourse) -> Self {
        let mut names: BTreeMap<&str, &'static [&'static str]> = BTreeMap::new();
        for (_, module) in course.shown_modules() {
            names.insert(course.page(module.main).path.as_str(), &IN_PRINTED);
        }
        for (_, page) in course.shown_pages().filter(|(_, page)| page.sheet.is_some()) {
            names.insert(page.path.as_str(), &IN_PRINTED);
        }
        for section in &course.sections {
            names.insert(course.page(section.page).path.as_str(), &IN_SECTION);
        }
        names.insert("", &RESERVED_NAMES);
        Self { names }
    }

    /// The reserved name that `path` uses, at whatever level.
    fn reserved<'p>(&self, path: &'p SitePath) -> Option<&'p str> {
        let text = path.as_str();
        let starts = text.match_indices('/').map(|(at, _)| at + 1).chain([0]);
        starts.filter(|start| *start < text.len()).find_map(|start| {
            let name = text[start..].split('/').next()?;
            self.names.get(&text[..start])?.contains(&name).then_some(name)
        })
    }
}

/// The artifacts by the file that holds them; the second at a file is a finding and left out.
pub(super) fn by_file(
    course: &EditionCourse,
    artifacts: Vec<Artifact>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Artifact> {
    // Some disks take `A` and `a` for the same name.
    let mut taken: BTreeMap<String, SourcePath> = BTreeMap::new();
    let mut by_file = BTreeMap::new();
    for artifact in artifacts {
        let file = artifact.path.output_file();
        let source = source(course, &artifact.subject);
        if let Some(first) = taken.get(&file.to_lowercase()) {
            // What hangs on a page shares its fate and needs no word of its own.
            let hangs_on = matches!(artifact.subject, Subject::ModuleData(_) | Subject::SectionRadar(..));
            if !(hangs_on || artifact.subject.is_print()) {
                findings.push(duplicate(course, &artifact, first));
            }
        } else {
            taken.insert(file.to_lowercase(), source);
            by_file.insert(file, artifact);
        }
    }
    report_files_in_the_way(course, &by_file, findings);
    by_file
}

/// A file `a` and a page `a/` cannot lie side by side on a disk.
fn report_files_in_the_way(course: &EditionCourse, by_file: &BTreeMap<String, Artifact>, findings: &mut Vec<Finding>) {
    for (file, artifact) in by_file {
        let below = format!("{file}/");
        let next = by_file.range(below.clone()..).next();
        if let Some((_, other)) = next.filter(|(other, _)| other.starts_with(&below)) {
            let message =
                format!("this file and the folder of `{}` need one name in the site", source(course, &other.subject));
            let place = place(course, artifact);
            findings.push(Finding::new(Rule::DuplicateAddress, place, message).help("rename one of the two"));
        }
    }
}

fn duplicate(course: &EditionCourse, artifact: &Artifact, first: &SourcePath) -> Finding {
    let address = format!("/{}", artifact.path);
    let message = match artifact.subject {
        Subject::Alias(_) => format!("the alias `{address}` is the address of `{first}`"),
        _ => format!("this comes out at `{address}`, as does `{first}`"),
    };
    let help = match artifact.subject {
        Subject::Alias(_) => "remove the alias",
        _ => "rename one of the two; numbers such as `01-` are no part of an address",
    };
    Finding::new(Rule::DuplicateAddress, place(course, artifact), message).help(help)
}

fn place(course: &EditionCourse, artifact: &Artifact) -> Place {
    if let Subject::Alias(page) = artifact.subject {
        let alias = course.page(page).aliases.iter().find(|alias| alias.value == artifact.path);
        if let Some(alias) = alias {
            return alias.place.clone();
        }
    }
    Place::file(&source(course, &artifact.subject))
}

/// The file that an artifact is there for.
fn source(course: &EditionCourse, subject: &Subject) -> SourcePath {
    match subject {
        Subject::Section(section, _) | Subject::SectionRadar(section, _) | Subject::PrintSection(section, _) => {
            course.page(course.section(*section).page).source.clone()
        }
        Subject::Page(page) | Subject::Alias(page) | Subject::PrintPage(page) | Subject::PrintPageKey(page) => {
            course.page(*page).source.clone()
        }
        Subject::Print(module)
        | Subject::PrintLarge(module)
        | Subject::PrintKey(module)
        | Subject::ModuleData(module) => course.page(course.module(*module).main).source.clone(),
        Subject::Copy(file) => course.files[file.0].source.clone(),
        Subject::Radar
        | Subject::Packs(_)
        | Subject::Tags
        | Subject::Tag(..)
        | Subject::NotFound
        | Subject::Sitemap(_)
        | Subject::Robots
        | Subject::CourseData => SourcePath::new("clinic.yaml"),
    }
}
