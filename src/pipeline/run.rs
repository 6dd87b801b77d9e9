//! Whole runs: a course is read, and built or checked, as far as nothing of that was kept from an earlier one.

use super::cache::{Cache, Use};
use super::configured::Configured;
use super::evaluate::output;
use super::material::Material;
use super::{Built, Checked, CourseAt, Destination, Observer, Options, Site, ground};
use crate::error::Result;
use crate::load;
use crate::publish::Output;

/// Whether a run takes what an earlier one kept, and keeps something for the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caching {
    /// In the folder `.clinic/cache` of the course.
    On,
    /// Everything is made anew, and nothing is kept.
    Off,
}

/// Builds a course.
///
/// # Errors
/// `clinic.yaml` cannot be read, the output folder is refused, or the disk fails; the old site stands.
pub fn build<'a>(
    course: impl Into<CourseAt<'a>>,
    options: Options,
    destination: &Destination,
    caching: Caching,
    observer: &mut Observer<'_>,
) -> Result<Built> {
    build_configured(configured(course.into(), observer)?, options, destination, caching, observer)
}

/// Builds what was loaded.
///
/// # Errors
/// As [`build`], but for what is loaded.
pub(super) fn build_configured(
    configured: Configured,
    options: Options,
    destination: &Destination,
    caching: Caching,
    observer: &mut Observer<'_>,
) -> Result<Built> {
    observer("compare");
    let cache = cache(&configured, options, caching, Use::Build);
    if let Some(cache) = &cache
        && let Some(built) = rebuilt(&configured, cache, options, destination, observer)?
    {
        return Ok(built);
    }
    let (material, unkept) = Material::of(configured, caching, observer);
    Site::of(material, options, observer).build_over(destination, cache.as_ref(), unkept, observer)
}

/// Checks a course.
///
/// # Errors
/// `clinic.yaml` cannot be read.
pub fn check<'a>(
    course: impl Into<CourseAt<'a>>,
    options: Options,
    caching: Caching,
    observer: &mut Observer<'_>,
) -> Result<Checked> {
    let configured = configured(course.into(), observer)?;
    observer("compare");
    let cache = cache(&configured, options, caching, Use::Check);
    let repeated = cache.as_ref().and_then(Cache::repeated);
    if let Some(repeated) = repeated.filter(|_| ground::find(configured.folders()).is_empty()) {
        let note = cache.as_ref().and_then(Cache::note);
        let folders = configured.folders().sources();
        return Ok(Checked { report: repeated.report, totals: repeated.totals, folders, note });
    }
    let (material, unkept) = Material::of(configured, caching, observer);
    Ok(Site::of(material, options, observer).check_over(cache.as_ref(), unkept, observer))
}

pub(super) fn configured(course: CourseAt<'_>, observer: &mut Observer<'_>) -> Result<Configured> {
    observer("load");
    Ok(Configured::new(load::load(course.root)?, None).at(course.base_url))
}

fn cache(configured: &Configured, options: Options, caching: Caching, for_whom: Use) -> Option<Cache> {
    (caching == Caching::On).then(|| Cache::open(configured, options, for_whom))
}

/// What the run before came to, where that would be made again.
fn rebuilt(
    configured: &Configured,
    cache: &Cache,
    options: Options,
    destination: &Destination,
    observer: &mut Observer<'_>,
) -> Result<Option<Built>> {
    let Some(repeated) = cache.repeated() else { return Ok(None) };
    let folders = configured.folders();
    if destination.folder.is_none() && !ground::find(folders).is_empty() {
        return Ok(None);
    }
    observer("publish");
    let output = output(folders, options, destination, Output::at)?;
    let published = cache.republish(&output)?;
    Ok(published.map(|published| Built {
        report: repeated.report,
        published: Some(published),
        totals: repeated.totals,
        note: cache.note(),
    }))
}
