//! A new module, or a new page of one.

use std::path::{Path, PathBuf};

use super::Made;
use crate::error::{Error, Result};
use crate::fs::{self, Alone, Changes, Root};
use crate::model::starter::{
    ANSWER, MISTAKE, MODULE, MODULE_TEXT, PAGE, PAGE_TEXT, PLACE, PRACTICE, REPAIR, STATEMENT_END, SYMPTOM, TASK,
};
use crate::plan::reserved_names;
use crate::relocate::{Relocated, Relocation, relocate_alone};
use crate::text::SourcePath;
use crate::text::address::{readable, segment, split_order};
use crate::text::quote::yaml_scalar;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct NewRequest<'a> {
    /// The course's folder.
    pub course: &'a Path,
    /// The path of the new thing from `content/`; numbers may be left out.
    pub path: &'a str,
    /// Its title; made from the path where it is `None`.
    pub title: Option<&'a str>,
    /// Whether a module gets a folder at once.
    pub bundle: bool,
}

/// Makes a module, or a page where the path leads into a module.
///
/// # Errors
/// The path is none, something is there already, another process is changing the course, or the disk refuses.
pub fn new(request: NewRequest<'_>) -> Result<Vec<Made>> {
    new_observed(request, &mut || ())
}

/// The same, and calls `observer` before each change to the disk: for tests that cut it short at every point.
///
/// # Errors
/// As `new`.
pub fn new_observed(request: NewRequest<'_>, observer: &mut dyn FnMut()) -> Result<Vec<Made>> {
    let names = names(request.path)?;
    let (name, folders) = names.split_last().ok_or_else(|| no_path(request.path))?;
    let title = title(request, name)?;
    // Nobody else takes the number that is found free.
    let root = Root::new(request.course);
    let alone = Alone::with(&root)?;
    let mut walk = Walk { folder: request.course.join("content"), in_module: false, steps: Vec::new() };
    for folder in folders {
        walk.enter(folder)?;
    }
    walk.refuse(name, request.bundle)?;
    let numbered = walk.numbered(name)?;
    let is_practice = folders.last().is_some_and(|folder| segment(folder) == "practice");
    let (path, text) = match (walk.in_module, request.bundle) {
        (true, _) if is_practice => (format!("{numbered}.md"), practice(&title, &numbered)),
        (true, _) => (format!("{numbered}.md"), page(&title)),
        (false, true) => (format!("{numbered}/index.md"), module(&title)),
        (false, false) => (format!("{numbered}.md"), module(&title)),
    };
    walk.write(&path, text);
    carry_out((&root, &alone), walk.steps, observer)
}

/// Takes the steps: where a module gets its folder, whatever refers to it or is referred to by it is rewritten.
fn carry_out((root, alone): (&Root, &Alone), steps: Vec<Step>, observer: &mut dyn FnMut()) -> Result<Vec<Made>> {
    let course = root.path();
    let (mut relocation, mut made) = (Relocation::default(), Vec::with_capacity(steps.len()));
    for step in steps {
        match step {
            Step::Write(path, text) => {
                relocation.added.insert(source_path(course, &path), text);
                made.push(Made::Written(path));
            }
            Step::Unfold(from, to) => {
                relocation.moves.insert(source_path(course, &from), source_path(course, &to));
                made.push(Made::Moved(from, to));
            }
        }
    }
    if relocation.moves.is_empty() {
        let mut changes = Changes::below(root, alone);
        for (path, text) in relocation.added {
            changes.make(path, text);
        }
        changes.carry_out_observed(observer)?;
        return Ok(made);
    }
    let Relocated { changes, left } = relocate_alone(course, &relocation, alone, observer)?;
    made.extend(changes.into_iter().map(Made::Changed));
    made.extend(left.into_iter().map(Made::Left));
    Ok(made)
}

/// The path of a file from the course's folder.
fn source_path(course: &Path, path: &Path) -> SourcePath {
    let below = path.strip_prefix(course).unwrap_or(path);
    let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
    SourcePath::new(names.join("/"))
}

fn names(path: &str) -> Result<Vec<String>> {
    let path = path.strip_prefix("content/").unwrap_or(path);
    let path = path.strip_suffix(".md").unwrap_or(path).trim_matches('/');
    let names: Vec<String> = path.split('/').map(|name| name.trim().to_owned()).collect();
    let fits = |name: &String| {
        !name.is_empty()
            && !name.starts_with('.')
            && !name.ends_with('.')
            && !name.contains(['\\', ':', '*', '?', '"', '<', '>', '|', '[', ']', '`'])
            && !name.chars().any(char::is_control)
    };
    if names.iter().all(fits) { Ok(names) } else { Err(no_path(path)) }
}

/// The title asked for, on one line, or one made from the name.
fn title(request: NewRequest<'_>, name: &str) -> Result<String> {
    request.title.map_or_else(|| Ok(readable(name)), super::one_line)
}

fn no_path(path: &str) -> Error {
    Error::refused(
        format!("`{path}` is no path of a module"),
        "write the section and a short name, such as `foundations/proofs`",
    )
}

/// A change to the disk; none is made before all are known to be right.
enum Step {
    Write(PathBuf, String),
    /// `01-a.md` → `01-a/index.md`
    Unfold(PathBuf, PathBuf),
}

/// The way from `content/` to where the new file goes.
struct Walk {
    folder: PathBuf,
    in_module: bool,
    steps: Vec<Step>,
}

impl Walk {
    /// Goes into a folder, which is made where it is missing; a module of one file becomes a bundle.
    fn enter(&mut self, name: &str) -> Result<()> {
        match self.existing(name)? {
            Some(existing) if fs::is_dir(&existing) => {
                self.folder = existing;
                self.in_module = self.in_module || fs::is_file(&self.folder.join("index.md"));
                return Ok(());
            }
            Some(existing) if !self.in_module => {
                self.folder = existing.with_extension("");
                self.in_module = true;
                self.steps.push(Step::Unfold(existing, self.folder.join("index.md")));
                return Ok(());
            }
            // Bundles do not nest: a page of a module stays where it is, beside the folder that is called like it.
            _ => {}
        }
        refuse_reserved(name)?;
        // Folders inside of a module order themselves by name; sections are numbered.
        let folder = if self.in_module { name.to_owned() } else { self.numbered(name)? };
        self.folder.push(folder);
        if !self.in_module {
            self.write("_index.md", section(&readable(name)));
        }
        Ok(())
    }

    /// What stands in this folder under the address of `name`: a folder rather than a file.
    fn existing(&self, name: &str) -> Result<Option<PathBuf>> {
        let wanted = segment(name);
        let found = self.entries()?.into_iter().filter(|(entry, path)| {
            let stem = if fs::is_dir(path) { entry.as_str() } else { entry.strip_suffix(".md").unwrap_or("") };
            !stem.is_empty() && segment(stem) == wanted
        });
        Ok(found.map(|(_, path)| path).max_by_key(|path| fs::is_dir(path)))
    }

    /// Refuses what could not be built: names that the site needs, that are taken, or that mean something else.
    fn refuse(&self, name: &str, bundle: bool) -> Result<()> {
        refuse_reserved(name)?;
        if self.in_module && segment(name) == "clinic" {
            return Err(Error::refused(
                "a clinic page apart from its module is not made by itself",
                "move the front matter of `index.md` to a file `clinic.md` beside it, and leave the guide in `index.md`",
            ));
        }
        if self.in_module && bundle {
            return Err(Error::refused("only a module can be a bundle", "leave `--bundle` out for a page of a module"));
        }
        match self.existing(name)? {
            None => Ok(()),
            Some(path) => Err(Error::refused(
                format!("{} has this address already", path.display()),
                "choose another name; a page of that module goes to `SECTION/MODULE/practice/NAME`",
            )),
        }
    }

    /// The name with the number after the highest of this folder.
    fn numbered(&self, name: &str) -> Result<String> {
        if split_order(name).0.is_some() {
            return Ok(name.to_owned());
        }
        let numbers = self.entries()?.into_iter().filter_map(|(entry, _)| split_order(&entry).0);
        // Four digits are a year or the like, and order nothing.
        Ok(match numbers.max().unwrap_or(0) + 1 {
            number @ ..1000 => format!("{number:02}-{name}"),
            _ => name.to_owned(),
        })
    }

    fn entries(&self) -> Result<Vec<(String, PathBuf)>> {
        if !fs::is_dir(&self.folder) {
            return Ok(Vec::new());
        }
        let named = |path: PathBuf| Some((path.file_name()?.to_str()?.to_owned(), path));
        Ok(fs::read_dir(&self.folder)?.into_iter().filter_map(named).collect())
    }

    fn write(&mut self, name: &str, text: String) {
        self.steps.push(Step::Write(self.folder.join(name), text));
    }
}

/// Some of these names are free at some levels; it is simpler to avoid them everywhere.
fn refuse_reserved(name: &str) -> Result<()> {
    let name = segment(name);
    if reserved_names().contains(&name.as_str()) {
        return Err(Error::refused(format!("the name `{name}` is needed by the site itself"), "choose another name"));
    }
    Ok(())
}

fn section(title: &str) -> String {
    format!("---\ntitle: {}\n---\n", yaml_scalar(title))
}

fn module(title: &str) -> String {
    format!(
        "---
title: {}
description: '{MODULE}'
radar:
  - mistake: '{MISTAKE}'
    where: '{PLACE}'
    symptom: '{SYMPTOM}'
    repair: '{REPAIR}'
---

{MODULE_TEXT}
",
        yaml_scalar(title)
    )
}

fn practice(title: &str, name: &str) -> String {
    format!(
        "---
title: {}
description: '{PRACTICE}'
---

## The task

{TASK}

## Mistake check

Say what is wrong with each statement, why it tempts, and how it should read.

1. \"A wrong statement about {} (`{name}`) {STATEMENT_END}\"

   > [!ANSWER]
   > {ANSWER}
",
        yaml_scalar(title),
        plain(title)
    )
}

/// A title in running text, where none of its characters is markup.
fn plain(title: &str) -> String {
    let escape = |character: char| match character {
        mark if mark.is_ascii_punctuation() && mark != '\'' && mark != ',' && mark != '.' => format!("\\{mark}"),
        other => other.to_string(),
    };
    title.chars().map(escape).collect()
}

fn page(title: &str) -> String {
    format!("---\ntitle: {}\ndescription: '{PAGE}'\n---\n\n{PAGE_TEXT}\n", yaml_scalar(title))
}
