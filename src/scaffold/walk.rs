//! The way to a place in `content/`, which is made where it is missing.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::fs;
use crate::plan::reserved_names;
use crate::text::SourcePath;
use crate::text::address::{readable, segment, split_order};
use crate::text::quote::yaml_scalar;

/// The names in a path that was asked for, from `content/`.
///
/// # Errors
/// It is no path of a module, page or section.
pub(crate) fn names(path: &str) -> Result<Vec<String>> {
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

/// The error about a path that is none.
pub(crate) fn no_path(path: &str) -> Error {
    Error::refused(
        format!("`{path}` is not a valid path for a module or page"),
        "use the section and a short name, such as `foundations/proofs`",
    )
}

/// The path of a file from the course's folder.
pub(crate) fn source_path(course: &Path, path: &Path) -> SourcePath {
    let below = path.strip_prefix(course).unwrap_or(path);
    let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
    SourcePath::new(names.join("/"))
}

/// A change to the disk; none is made before all are known to be right.
pub(crate) enum Step {
    Write(PathBuf, String),
    /// `01-a.md` → `01-a/index.md`
    Unfold(PathBuf, PathBuf),
}

/// The way from `content/` to where a file goes.
pub(crate) struct Walk {
    /// Where it has come to.
    pub(crate) folder: PathBuf,
    /// Whether that is in the folder of a module.
    pub(crate) in_module: bool,
    /// What has to be made for that.
    pub(crate) steps: Vec<Step>,
}

impl Walk {
    /// At `content/` of the course.
    pub(crate) fn of(course: &Path) -> Self {
        Self { folder: course.join("content"), in_module: false, steps: Vec::new() }
    }

    /// Goes into a folder, which is made where it is missing; a module of one file becomes a bundle.
    pub(crate) fn enter(&mut self, name: &str) -> Result<()> {
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
    pub(crate) fn existing(&self, name: &str) -> Result<Option<PathBuf>> {
        let wanted = segment(name);
        let found = self.entries()?.into_iter().filter(|(entry, path)| {
            let stem = if fs::is_dir(path) { entry.as_str() } else { entry.strip_suffix(".md").unwrap_or("") };
            !stem.is_empty() && segment(stem) == wanted
        });
        Ok(found.map(|(_, path)| path).max_by_key(|path| fs::is_dir(path)))
    }

    /// Refuses what could not be built: names that the site needs, that are taken, or that mean something else.
    pub(crate) fn refuse(&self, name: &str, bundle: bool) -> Result<()> {
        refuse_reserved(name)?;
        if self.in_module && segment(name) == "clinic" {
            return Err(Error::refused(
                "`clinic new` does not create separate clinic pages",
                "move the front matter of `index.md` to a new file `clinic.md` next to it, and leave the guide in `index.md`",
            ));
        }
        if self.in_module && bundle {
            return Err(Error::refused(
                "only a module can be a bundle",
                "leave out `--bundle` to create a page in a module",
            ));
        }
        match self.existing(name)? {
            None => Ok(()),
            Some(path) => Err(Error::refused(
                format!("{} already has this address", path.display()),
                "choose another name; practice pages go in `SECTION/MODULE/practice/NAME`",
            )),
        }
    }

    /// The name with the number after the highest of this folder.
    pub(crate) fn numbered(&self, name: &str) -> Result<String> {
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

    /// Whether anything in this folder has a number.
    pub(crate) fn is_ordered(&self) -> Result<bool> {
        Ok(self.entries()?.iter().any(|(entry, _)| split_order(entry).0.is_some()))
    }

    fn entries(&self) -> Result<Vec<(String, PathBuf)>> {
        if !fs::is_dir(&self.folder) {
            return Ok(Vec::new());
        }
        let named = |path: PathBuf| Some((path.file_name()?.to_str()?.to_owned(), path));
        Ok(fs::read_dir(&self.folder)?.into_iter().filter_map(named).collect())
    }

    pub(crate) fn write(&mut self, name: &str, text: String) {
        self.steps.push(Step::Write(self.folder.join(name), text));
    }
}

/// Some of these names are free at some levels; it is simpler to avoid them everywhere.
pub(crate) fn refuse_reserved(name: &str) -> Result<()> {
    let name = segment(name);
    if reserved_names().contains(&name.as_str()) {
        return Err(Error::refused(
            format!("the name `{name}` is reserved for the site's own files"),
            "choose another name",
        ));
    }
    Ok(())
}

fn section(title: &str) -> String {
    format!("---\ntitle: {}\n---\n", yaml_scalar(title))
}
