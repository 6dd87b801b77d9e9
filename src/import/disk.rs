//! What an import changes on the disk: nothing that it did not write itself, and all of it or none.

use std::collections::BTreeMap;

use super::job::Job;
use super::mark;
use super::{Import, ImportRequest, ImportedPage, State};
use crate::error::{Error, Result};
use crate::fs::{self, Alone, Changes, Root};
use crate::text::SourcePath;

/// All that comes into a course.
pub(super) struct Arrivals {
    /// Pages.
    pub(super) jobs: Vec<Job>,
    /// Pages of sections that have none.
    pub(super) sections: BTreeMap<SourcePath, String>,
    /// Other files.
    pub(super) files: Vec<(SourcePath, Vec<u8>)>,
}

/// Changes the disk, and tells what was done.
///
/// # Errors
/// Something is in the way, or the disk refuses. All is as it was then.
pub(super) fn carry_out(
    request: ImportRequest<'_>,
    (root, alone): (&Root, &Alone),
    arrivals: &Arrivals,
) -> Result<Import> {
    let mut changes = Changes::below(root, alone);
    let mut import = Import { sections: Vec::new(), pages: Vec::with_capacity(arrivals.jobs.len()), files: 0 };
    for job in &arrivals.jobs {
        let state = page(request, root, job, &mut changes)?;
        let is_done = matches!(state, State::Written | State::Replaced);
        import.pages.push(ImportedPage {
            from: job.from.clone(),
            to: request.course.join(job.to.as_str()),
            state,
            is_module: job.source.is_module(),
            counts: job.source.page.counts(),
            told: if is_done { job.told() } else { Vec::new() },
        });
    }
    for (path, bytes) in &arrivals.files {
        match existing(root, path)? {
            None => {
                changes.make(path.clone(), bytes.as_slice());
                import.files += 1;
            }
            Some(old) if old == *bytes => {}
            Some(_) => {
                let message = format!("`{path}` already exists with different content");
                return Err(Error::refused(message, "move the file, or import into another section"));
            }
        }
    }
    if import.files > 0 || import.pages.iter().any(|page| page.state == State::Written) {
        for (path, text) in &arrivals.sections {
            // Whoever has written the page of a section knows better.
            if existing(root, path)?.is_none() {
                changes.make(path.clone(), text.as_bytes());
                import.sections.push(request.course.join(path.as_str()));
            }
        }
    }
    changes.carry_out()?;
    Ok(import)
}

/// Has a page written, if that is needed.
fn page(request: ImportRequest<'_>, root: &Root, job: &Job, changes: &mut Changes<'_>) -> Result<State> {
    if job.source.is_module() && !job.source.page.is_clinic() {
        return Ok(State::Nothing);
    }
    let new = if request.in_place { job.source.as_typed(&job.text) } else { mark::marked(&job.text) };
    let Some(old) = existing(root, &job.to)? else {
        changes.make(job.to.clone(), new);
        return Ok(State::Written);
    };
    if old == new.as_bytes() {
        return Ok(State::Unchanged);
    }
    if request.in_place {
        job.source.refuse_changed(&job.to, &old)?;
    } else {
        refuse_to_overwrite(&job.to, &old, request.force)?;
    }
    changes.replace(job.to.clone(), old, new.into_bytes());
    Ok(State::Replaced)
}

/// What a file of the course holds; nothing where there is none.
fn existing(root: &Root, path: &SourcePath) -> Result<Option<Vec<u8>>> {
    let file = root.file(path);
    if fs::metadata(&file.shown())?.is_none() {
        return Ok(None);
    }
    file.read().map(Some)
}

/// Only what an import has written, and nobody has changed since, makes room for another one.
fn refuse_to_overwrite(path: &SourcePath, old: &[u8], force: bool) -> Result<()> {
    let untouched = std::str::from_utf8(old).ok().and_then(mark::is_untouched);
    let elsewhere = "move the file, or import into another section";
    let (message, help) = match (untouched, force) {
        (Some(true), true) => return Ok(()),
        (Some(true), false) => ("contains different text from an earlier import", "use `--force` to replace the file"),
        (Some(false), _) => ("was edited after it was imported", elsewhere),
        (None, _) => ("already exists and was not imported", elsewhere),
    };
    Err(Error::refused(format!("`{path}` {message}"), help))
}
