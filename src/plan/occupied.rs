//! One address, one artifact.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::impossible::impossible;
use super::tags::TagPages;
use super::windows::unportable;
use super::{About, Address, Artifact, CARDS, KINDS, Subject};
use crate::assemble::{EditionOutline, Facts as _};
use crate::finding::{Finding, Rule};
use crate::text::address::{composed, folded};
use crate::text::file_path::{self, fault};
use crate::text::{Place, SitePath, SourcePath, windows};

/// Names that the site needs at its root besides those of its pages, now or in a later version.
const AT_ROOT: [&str; 2] = ["assets", "page"];

/// Names that the site itself needs at its root; sections and modules need some of them.
pub fn reserved_names() -> Vec<&'static str> {
    let at = KINDS.iter().filter_map(|kind| kind.at).map(|path| path.trim_end_matches('/'));
    at.chain(AT_ROOT).collect()
}

/// Names that every section needs.
const IN_SECTION: [&str; 3] = ["print", "radar", "page"];

/// Names that every module needs.
const IN_MODULE: [&str; 2] = ["print", CARDS];

/// Names that every page that is a sheet needs.
const IN_PRINTED: [&str; 1] = ["print"];

/// Names that may stand for reserved ones.
const OTHER_NAMES: [(&str, &str); 8] = [
    ("print", "printing"),
    ("radar", "radars"),
    ("log", "logs"),
    ("review", "reviews"),
    ("tags", "tagging"),
    ("search", "searching"),
    ("assets", "materials"),
    ("page", "pages"),
];

/// Content, static files and aliases at addresses that the site needs itself, or that no file can have, which are taken
/// out of `artifacts`; and those that no file has on Windows, which stay.
pub(super) fn refused(course: EditionOutline<'_>, tags: &[TagPages], artifacts: &mut Vec<Artifact>) -> Vec<Finding> {
    let holders = Holders::new(course);
    let verdicts: Vec<Verdict> =
        artifacts.par_iter().map(|artifact| verdict(course, tags, &holders, artifact)).collect();
    // A folder is told once, however much lies in it, and a page once, whatever comes with it.
    let mut impossible_ones: BTreeMap<Place, Finding> = BTreeMap::new();
    let mut unportable_ones: BTreeMap<Place, Finding> = BTreeMap::new();
    let mut reserved_ones: BTreeMap<Place, Finding> = BTreeMap::new();
    let mut verdicts = verdicts.into_iter();
    artifacts.retain(|_| {
        let Verdict { stays, impossible, unportable, reserved } = verdicts.next().unwrap_or_default();
        let told =
            [(&mut impossible_ones, impossible), (&mut unportable_ones, unportable), (&mut reserved_ones, reserved)];
        for (ones, findings) in told {
            for finding in findings {
                ones.entry(finding.place.clone()).or_insert(finding);
            }
        }
        stays
    });
    [impossible_ones, unportable_ones, reserved_ones].into_iter().flat_map(BTreeMap::into_values).collect()
}

/// What is said of the address of an artifact.
#[derive(Default)]
struct Verdict {
    /// Whether it may be there.
    stays: bool,
    impossible: Vec<Finding>,
    unportable: Vec<Finding>,
    reserved: Vec<Finding>,
}

fn verdict(course: EditionOutline<'_>, tags: &[TagPages], holders: &Holders<'_>, artifact: &Artifact) -> Verdict {
    let stays = |stays| Verdict { stays, ..Verdict::default() };
    let is_home = artifact.path == SitePath::home() && !artifact.is_alias();
    if is_home {
        return stays(true);
    }
    if matches!(artifact.subject, Subject::MovedLog(_)) {
        // Of the alias that it comes from is told whatever is wrong with it.
        return stays(fault(&artifact.path.output_file()).is_none());
    }
    let is_plain = windows::is_plain(&artifact.path.output_file());
    if let Some(finding) = (!is_plain).then(|| impossible(course, tags, artifact)).flatten() {
        return Verdict { impossible: vec![finding], ..stays(false) };
    }
    let unportable = if is_plain { Vec::new() } else { unportable(course, artifact) };
    let below = match artifact.subject.kind().address {
        Address::Authored | Address::Alias => holders.reserved(&artifact.path),
        Address::Hanging | Address::Site => None,
    };
    let reserved: Vec<Finding> = below.map(|below| reserved(course, artifact, below)).into_iter().collect();
    Verdict { unportable, reserved, ..stays(below.is_none()) }
}

/// `below` is the address up to the reserved name, with it.
fn reserved(course: EditionOutline<'_>, artifact: &Artifact, below: &str) -> Finding {
    let name = below.rsplit('/').next().unwrap_or(below);
    let finding = |place| {
        Finding::new(
            Rule::ReservedAddress,
            place,
            format!("the name `{name}` is reserved here for the site's own files"),
        )
    };
    if artifact.is_alias() {
        return finding(place(course, artifact)).help("remove the alias, or choose another one");
    }
    let source = source(course, &artifact.subject);
    let holder = holder(&source, below);
    let is_folder = holder != source || matches!(artifact.subject.about(), About::Section(_));
    let what = if is_folder { "folder" } else { "file" };
    let other = OTHER_NAMES.iter().find(|(reserved, _)| *reserved == name);
    let help = match other {
        Some((_, other)) => {
            let ending =
                if is_folder { "" } else { holder.file_name().find('.').map_or("", |at| &holder.file_name()[at..]) };
            let numbered =
                if holder.as_str().starts_with("static/") { "" } else { ", with or without a leading number" };
            format!(
                "rename the {what} `{holder}`, for example to `{other}{ending}`: the name `{name}` is reserved{numbered}"
            )
        }
        None => format!("rename or remove the {what} `{holder}`"),
    };
    finding(Place::file(&holder)).help(help)
}

/// The part of `source` that comes out at the address `below`: they have as many names.
pub(super) fn holder(source: &SourcePath, below: &str) -> SourcePath {
    // One more for `content` or `static`.
    let count = below.split('/').count() + 1;
    let names: Vec<&str> = source.as_str().split('/').take(count).collect();
    SourcePath::new(names.join("/"))
}

/// The addresses below which some names are reserved.
struct Holders<'c> {
    names: BTreeMap<&'c str, Cow<'static, [&'static str]>>,
}

impl<'c> Holders<'c> {
    fn new(course: EditionOutline<'c>) -> Self {
        let mut names: BTreeMap<&str, Cow<'static, [&'static str]>> = BTreeMap::new();
        for (_, module) in course.shown_modules() {
            names.insert(course.page(module.main).path.as_str(), Cow::from(&IN_MODULE[..]));
        }
        for (_, page) in course.shown_pages().filter(|(_, page)| page.sheet) {
            names.entry(page.path.as_str()).or_insert(Cow::from(&IN_PRINTED[..]));
        }
        for section in course.sections() {
            names.insert(course.page(section.page).path.as_str(), Cow::from(&IN_SECTION[..]));
        }
        names.insert("", Cow::from(reserved_names()));
        Self { names }
    }

    /// The address up to a reserved name that `path` uses, at whatever level.
    fn reserved<'p>(&self, path: &'p SitePath) -> Option<&'p str> {
        let text = path.as_str();
        let starts = text.match_indices('/').map(|(at, _)| at + 1).chain([0]);
        starts.filter(|start| *start < text.len()).find_map(|start| {
            let name = text[start..].split('/').next()?;
            self.names.get(&text[..start])?.contains(&name).then_some(&text[..start + name.len()])
        })
    }
}

/// The artifacts by the file that holds them; the second at a file is a finding and left out.
pub(super) fn by_file(
    course: EditionOutline<'_>,
    artifacts: Vec<Artifact>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Artifact> {
    // Some disks take `A` and `a` for the same name, and `é` for `e` with an accent of its own.
    let named = |artifact: Artifact| {
        let file = artifact.path.output_file();
        let folded = Some(folded(&file)).filter(|folded| *folded != file);
        Named { folded, file, artifact }
    };
    let mut all: Vec<Named> = artifacts.into_par_iter().map(named).collect();
    // Those of one name stay in their order.
    all.par_sort_by(|one, other| one.name().cmp(other.name()));
    all.dedup_by(|second, first| {
        let is_second = second.name() == first.name();
        // What hangs on a page shares its fate and needs no word of its own.
        let hangs_on = second.artifact.subject.kind().address == Address::Hanging;
        if is_second && !hangs_on && !is_told(course, &first.artifact.subject, &second.artifact.subject) {
            findings.push(duplicate(course, &second.artifact, &source(course, &first.artifact.subject)));
        }
        is_second
    });
    report_files_in_the_way(course, &all, findings);
    all.into_iter().map(|Named { file, artifact, .. }| (file, artifact)).collect()
}

/// An artifact and the file that holds it.
struct Named {
    /// The file's path as disks see it that take `A` for `a`, where that is another one.
    folded: Option<String>,
    /// The file that holds it, below the output folder.
    file: String,
    artifact: Artifact,
}

impl Named {
    /// The file's path as disks see it that take `A` for `a`.
    fn name(&self) -> &str {
        self.folded.as_ref().unwrap_or(&self.file)
    }
}

/// Whether a page was found beside the folder of its name, which has no page of its own, when sections were made.
fn is_told(course: EditionOutline<'_>, first: &Subject, second: &Subject) -> bool {
    let (About::Section(section), About::Page(page), true) = (first.about(), second.about(), second.kind().is_text)
    else {
        return false;
    };
    let section = course.section(section);
    let folder = course.page(section.page).source.folder().rsplit_once('/').map_or("", |(above, _)| above);
    !section.is_written && course.page(page).source.folder() == folder
}

/// The files of `all`, which is sorted by name, that stand where folders above the one at `index` would, each with that one.
/// What lies below a folder is in a row there, so that only the first of it is compared.
fn in_the_way(all: &[Named], index: usize) -> Vec<(&Named, &Named)> {
    let below = &all[index];
    let before = index.checked_sub(1).map_or("", |before| all[before].name());
    let is_first = |folder: &&str| before.strip_prefix(*folder).is_none_or(|rest| !rest.starts_with('/'));
    let folders = file_path::folders(below.name()).filter(is_first);
    let files = folders.filter_map(|folder| all.binary_search_by(|named| named.name().cmp(folder)).ok());
    files.map(|file| (&all[file], below)).collect()
}

/// A file `a` and a page `a/` cannot lie side by side on a disk. `all` are sorted by name.
fn report_files_in_the_way(course: EditionOutline<'_>, all: &[Named], findings: &mut Vec<Finding>) {
    let found: Vec<(&Named, &Named)> =
        (0..all.len()).into_par_iter().flat_map_iter(|index| in_the_way(all, index)).collect();
    for (file, below) in found {
        let other = source(course, &below.artifact.subject);
        let message = format!("on the site, this file needs the same name as the folder for `{other}`");
        let help = format!("rename this file or `{other}`");
        findings.push(Finding::new(Rule::DuplicateAddress, place(course, &file.artifact), message).help(help));
    }
}

fn duplicate(course: EditionOutline<'_>, artifact: &Artifact, first: &SourcePath) -> Finding {
    let address = format!("/{}", artifact.path);
    let (message, help) = if artifact.is_alias() {
        (format!("the alias `{address}` is already the address of `{first}`"), "remove the alias")
    } else {
        let help = alike(&source(course, &artifact.subject), first);
        (format!("`{first}` already has the address `{address}`"), help)
    };
    Finding::new(Rule::DuplicateAddress, place(course, artifact), message).help(help)
}

/// What to do where two files or folders come out at one address.
fn alike(one: &SourcePath, other: &SourcePath) -> &'static str {
    let (one, other) = (one.as_str(), other.as_str());
    if composed(one) == composed(other) {
        return "rename one of the two: their names contain the same letters in two Unicode forms, because systems such as macOS write accents differently";
    }
    if folded(one) == folded(other) {
        return "rename one of the two: capitalization makes no difference in addresses or on many disks";
    }
    "rename one of the two: without prefixes such as `01-`, both names result in the same address"
}

pub(super) fn place(course: EditionOutline<'_>, artifact: &Artifact) -> Place {
    if let (true, About::Page(page)) = (artifact.is_alias(), artifact.subject.about()) {
        let alias = course.page(page).aliases.iter().find(|alias| alias.value == artifact.path);
        if let Some(alias) = alias {
            return alias.place.clone();
        }
    }
    Place::file(&source(course, &artifact.subject))
}

/// The file that an artifact is there for, or the folder of a section without one.
pub(super) fn source(course: EditionOutline<'_>, subject: &Subject) -> SourcePath {
    match subject.about() {
        About::Section(section) => {
            let section = course.section(section);
            let source = &course.page(section.page).source;
            if section.is_written { source.clone() } else { SourcePath::new(source.folder()) }
        }
        About::Page(page) => course.page(page).source.clone(),
        About::Module(module) => course.page(course.module(module).main).source.clone(),
        About::File(file) => course.files()[file.0].source.clone(),
        About::Course | About::Tag(_) => SourcePath::new("clinic.yaml"),
    }
}
