//! A new module, or a new page of one.

use std::path::Path;

use super::Made;
use super::walk::{Step, Walk, names, no_path, source_path};
use crate::error::Result;
use crate::fs::{self, Alone, Changes, Root};
use crate::model::starter::{
    ANSWER, MISTAKE, MODULE, MODULE_TEXT, PAGE, PAGE_TEXT, PLACE, PRACTICE, REPAIR, STATEMENT_END, SYMPTOM, TASK,
};
use crate::relocate::{Relocated, Relocation, relocate_alone};
use crate::text::address::{readable, segment};
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

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// Its files, and those of the folders around it.
    pub made: Vec<Made>,
    /// What its author may have meant otherwise.
    pub doubt: Option<Doubt>,
}

/// What may be meant to be something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A module beside the sections of the course, which may be meant as a section; its name.
    TopModule(String),
    /// An ordinary page of the module at this path, which may be meant as a module or a practice page.
    PageOf(String),
}

/// Makes a module, or a page where the path leads into a module.
///
/// # Errors
/// The path is none, something is there already, another process is changing the course, or the disk refuses.
pub fn new(request: NewRequest<'_>) -> Result<New> {
    new_observed(request, &mut || ())
}

/// The same, and calls `observer` before each change to the disk: for tests that cut it short at every point.
///
/// # Errors
/// As `new`.
pub fn new_observed(request: NewRequest<'_>, observer: &mut dyn FnMut()) -> Result<New> {
    let names = names(request.path)?;
    let (name, folders) = names.split_last().ok_or_else(|| no_path(request.path))?;
    let title = title(request, name)?;
    // Nobody else takes the number that is found free.
    let root = Root::new(request.course);
    let alone = Alone::with(&root)?;
    let mut walk = Walk::of(request.course);
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
    let doubt = doubt(&walk, folders, name);
    walk.write(&path, text);
    Ok(New { made: carry_out((&root, &alone), walk.steps, observer)?, doubt })
}

/// What may be meant otherwise of a file `name` where `walk` has come to, by `folders`.
fn doubt(walk: &Walk, folders: &[String], name: &str) -> Option<Doubt> {
    if folders.is_empty() {
        return Some(Doubt::TopModule(name.to_owned()));
    }
    let main = walk.folder.join("index.md");
    let unfolds = walk.steps.iter().any(|step| matches!(step, Step::Unfold(_, to) if *to == main));
    (unfolds || fs::is_file(&main)).then(|| Doubt::PageOf(folders.join("/")))
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

/// The title asked for, on one line, or one made from the name.
fn title(request: NewRequest<'_>, name: &str) -> Result<String> {
    request.title.map_or_else(|| Ok(readable(name)), super::one_line)
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

Say what is wrong with each statement, why it is tempting, and how it should read.

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
