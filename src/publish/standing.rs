//! A site that an earlier run published, and whether it stands as it was left.
//!
//! The manifest, which is read, says that these are the files of the site. What the disk says of a file or folder is believed
//! where a change after that would have made it say something else; other files are read, and other folders listed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::disk::Disk;
use super::manifest;
use super::neighbours::{Known, Neighbours};
use super::output::{Output, with_help};
use super::publication::{Published, Stood};
use super::stage::Stage;
use crate::error::Result;
use crate::fs::{self, Seen, Stamp, Stamped, Within};
use crate::text::digest::Digest;
use crate::text::file_path as path;

/// A site as a run left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left<'l> {
    /// The digest of its manifest.
    manifest: Digest,
    /// All folders in it, sorted by path.
    #[serde(borrow)]
    folders: Stamped<&'l str>,
    /// Its files, sorted by path.
    #[serde(borrow)]
    files: Vec<(&'l str, Stood)>,
}

/// The same with paths of its own.
#[derive(Debug)]
pub struct Noted {
    manifest: Digest,
    folders: Stamped<String>,
    files: BTreeMap<String, Stood>,
}

impl Noted {
    /// What is to be kept of it.
    pub fn left(&self) -> Left<'_> {
        Left {
            manifest: self.manifest,
            folders: self.folders.iter().map(|(path, stamp)| (path.as_str(), *stamp)).collect(),
            files: self.files.iter().map(|(path, stood)| (path.as_str(), *stood)).collect(),
        }
    }

    /// The site in a folder with these files, which a build has at hand; nothing where the disk does not show it.
    pub(super) fn of(output: &Output, files: BTreeMap<String, Stood>) -> Option<Self> {
        let folder = output.resolved.as_path();
        let mut parents: Vec<&str> = files.keys().map(|file| path::parent(file)).collect();
        parents.dedup();
        parents.retain(|parent| !parent.is_empty());
        let filled = || parents.iter().flat_map(|parent| path::folders(parent).chain([*parent]));
        let known = output.known.as_ref().map(|known| known.and(filled()));
        let folders = Neighbours::stamped(&Within::new(folder), known.as_ref());
        let listed: BTreeSet<&str> = folders.iter().map(|(path, _)| path.as_str()).collect();
        let is_whole = parents.iter().all(|parent| listed.contains(parent));
        let manifest = manifest::digest(folder).filter(|_| is_whole)?;
        Some(Self { manifest, folders, files })
    }
}

impl<'l> Left<'l> {
    /// What is known of the file at this path.
    pub fn file(&self, path: &str) -> Option<&Stood> {
        let place = self.files.binary_search_by(|(known, _)| (*known).cmp(path)).ok()?;
        Some(&self.files[place].1)
    }

    /// Its folders as they stood at `time`.
    pub(super) fn folders_at(&self, time: SystemTime) -> Known {
        Known { folders: self.folders.iter().map(|(path, stamp)| ((*path).to_owned(), *stamp)).collect(), time }
    }

    /// Whether a change of any of it after `time` would be seen by the disk's word alone.
    pub fn is_settled_at(&self, time: SystemTime) -> bool {
        let stamps = self.files.iter().map(|(_, stood)| &stood.stamp);
        stamps.chain(self.folders.iter().filter_map(|(_, stamp)| stamp.as_ref())).all(|stamp| stamp.is_settled_at(time))
    }

    /// Whether all of the site stands in the folder as it stood at `time`; nothing where something has to be made. Gives
    /// the site as it stands now.
    ///
    /// # Errors
    /// The folder is another build's, or the disk fails.
    pub fn stands(&self, output: &Output, time: SystemTime) -> Result<Option<(Published, Left<'l>)>> {
        let folder = output.resolved.as_path();
        let disk = Disk::new(folder, Box::new(|_| ()));
        // Let go last.
        let claim = Claim::take(folder, &output.shown, &disk).map_err(with_help)?;
        let within = Within::new(folder);
        let Some((neighbours, folders)) = Neighbours::since(folder, &within, &self.folders, time) else {
            return Ok(None);
        };
        neighbours.refuse_busy(folder, &output.course)?;
        if manifest::digest(folder) != Some(self.manifest) {
            return Ok(None);
        }
        neighbours.refuse_other_edition(folder, &output.shown, output.edition)?;
        Stage::new(folder).sweep(&disk)?;
        let now = |(path, stood): &(&'l str, Stood)| Some((*path, stood.as_it_stands(path, &within, time)?));
        let Some(files) = self.files.par_iter().map(now).collect::<Option<Vec<_>>>() else { return Ok(None) };
        let published = Published {
            written: 0,
            unchanged: files.len(),
            removed: 0,
            folder: output.shown.clone(),
            locked: claim.is_locked(),
        };
        Ok(Some((published, Self { manifest: self.manifest, folders, files })))
    }
}

impl Stood {
    /// The file as it stands now, if it is the same.
    fn as_it_stands(&self, path: &str, within: &Within, time: SystemTime) -> Option<Self> {
        let Some(Seen::File(stamp)) = within.look(path) else { return None };
        self.is_of(stamp, &within.at(path), time).then_some(Self { stamp, ..*self })
    }

    /// Whether the file at `place`, of which the disk says this now, is the one that stood there at `time`.
    pub(super) fn is_of(&self, stamp: Stamp, place: &Path, time: SystemTime) -> bool {
        let is_certain = stamp == self.stamp && stamp.is_settled_at(time);
        let is_read = || {
            let bytes = || fs::read(place).ok();
            stamp.length == self.stamp.length && bytes().is_some_and(|bytes| Digest::of_bytes(&bytes) == self.hash)
        };
        is_certain || is_read()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::fs::{Lock, write};
    use crate::plan::Rank;
    use crate::publish::{OutputRequest, Publication};

    const FILES: [&str; 4] = ["index.html", "a/index.html", "a/b/index.html", "c/style.css"];

    /// A site that was published so long ago that the disk's word counts.
    struct Place {
        folder: tempfile::TempDir,
        noted: Noted,
    }

    /// Later than all that a test does.
    fn later() -> SystemTime {
        #[expect(clippy::disallowed_methods, reason = "the files of the test are of this moment")]
        SystemTime::now().checked_add(Duration::from_mins(1)).unwrap()
    }

    impl Place {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            write(&folder.path().join("course/clinic.yaml"), b"").unwrap();
            let publication = Publication::begin(Self::output(folder.path())).unwrap();
            for path in FILES {
                publication.offer(path, Rank::Page, path.as_bytes()).unwrap();
            }
            let (_, noted) = publication.finish_noting().unwrap();
            Self { folder, noted: noted.unwrap() }
        }

        fn output(folder: &Path) -> Output {
            let (site, course) = (folder.join("site"), folder.join("course"));
            let request =
                OutputRequest { folder: &site, course: &course, protected: &[], edition: "learner", adopt: true };
            Output::at(&request).unwrap()
        }

        fn at(&self, path: &str) -> PathBuf {
            self.folder.path().join("site").join(path)
        }

        /// Whether the site stands, and what is to be kept of it then.
        fn stands(&self) -> Result<Option<Left<'_>>> {
            let found = self.noted.left().stands(&Self::output(self.folder.path()), later())?;
            Ok(found.map(|(_, left)| left))
        }
    }

    #[test]
    fn a_site_that_nobody_touched_stands_as_it_was_left() {
        let place = Place::new();
        let left = place.stands().unwrap().unwrap();
        assert_eq!(left, place.noted.left());
        assert!(left.folders.iter().map(|(path, _)| *path).eq(["a", "a/b", "c"]));
        assert!(
            left.folders.iter().all(|(_, stamp)| stamp.is_some() == cfg!(unix))
                && left.file("a/b/index.html").is_some()
        );
    }

    #[test]
    fn what_is_changed_replaced_or_gone_is_seen() {
        for path in FILES.iter().chain(&[manifest::NAME]) {
            let place = Place::new();
            let text = fs::read(&place.at(path)).unwrap();
            fs::remove_file(&place.at(path)).unwrap();
            assert!(place.stands().unwrap().is_none(), "{path}");
            let other: Vec<u8> = text.iter().map(u8::to_ascii_uppercase).collect();
            write(&place.at(path), &other).unwrap();
            assert!(place.stands().unwrap().is_none(), "{path}");
            write(&place.at(path), &text).unwrap();
            assert!(place.stands().unwrap().is_some(), "{path}: it was read");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_same_files_is_none_of_them() {
        for path in ["a", "a/b", "c", "c/style.css", "index.html"] {
            let place = Place::new();
            let away = place.folder.path().join("away");
            fs::rename(&place.at(path), &away).unwrap();
            std::os::unix::fs::symlink(&away, place.at(path)).unwrap();
            assert!(place.stands().unwrap().is_none(), "{path}");
        }
    }

    #[test]
    fn another_edition_or_build_below_is_seen_wherever_it_came() {
        let other = br#"{"format":1,"edition":"instructor","state":"final","files":{}}"#;
        for folder in ["a", "a/b", "new", "a/new/deep"] {
            let place = Place::new();
            write(&place.at(folder).join(manifest::NAME), other).unwrap();
            assert!(place.stands().unwrap_err().to_string().contains("another edition"), "{folder}");
            fs::remove_file(&place.at(folder).join(manifest::NAME)).unwrap();
            assert!(place.stands().unwrap().is_some(), "{folder}");
            let lock = Lock::take(&place.at(folder).join(Lock::NAME)).unwrap();
            assert!(place.stands().unwrap_err().to_string().contains("is writing to"), "{folder}");
            drop(lock);
        }
    }

    #[test]
    fn a_folder_with_something_strange_is_listed_each_time() {
        let other = br#"{"format":1,"edition":"instructor","state":"final","files":{}}"#;
        let place = Place::new();
        write(&place.at("a/strange/text.txt"), b"text").unwrap();
        let left = place.stands().unwrap().unwrap();
        let stamps: Vec<(&str, bool)> = left.folders.iter().map(|(path, stamp)| (*path, stamp.is_some())).collect();
        assert_eq!(stamps, [("a", false), ("a/b", cfg!(unix)), ("c", cfg!(unix))]);
        let (_, again) = left.stands(&Place::output(place.folder.path()), later()).unwrap().unwrap();
        assert_eq!(again, left);
        write(&place.at("a/strange/deep").join(manifest::NAME), other).unwrap();
        assert!(left.stands(&Place::output(place.folder.path()), later()).is_err());
    }

    #[test]
    fn who_knows_the_folders_of_a_site_finds_what_has_come_into_them() {
        let other = br#"{"format":1,"edition":"instructor","state":"final","files":{}}"#;
        let place = Place::new();
        let output = || Place::output(place.folder.path()).left_at(&place.noted.left(), later());
        for folder in ["a", "a/b", "new", "a/new/deep"] {
            write(&place.at(folder).join(manifest::NAME), other).unwrap();
            assert!(output().verified().unwrap_err().to_string().contains("another edition"), "{folder}");
            fs::remove_file(&place.at(folder).join(manifest::NAME)).unwrap();
            assert!(output().verified().is_ok(), "{folder}");
        }
    }

    #[test]
    fn folders_are_noted_alike_whether_they_were_known_or_not() {
        let all = [&FILES[..], &["d/e/index.html"]].concat();
        for (files, strange) in [(&FILES[..], None), (&all, None), (&FILES[..2], None), (&all, Some("a/strange/deep"))]
        {
            let place = Place::new();
            if let Some(strange) = strange {
                write(&place.at(strange).join("text.txt"), b"text").unwrap();
            }
            let output = Place::output(place.folder.path()).left_at(&place.noted.left(), later());
            let publication = Publication::begin(output.verified().unwrap()).unwrap();
            for path in files {
                publication.offer(path, Rank::Page, path.as_bytes()).unwrap();
            }
            let noted = publication.finish_noting().unwrap().1.unwrap();
            let anew = Noted::of(&Place::output(place.folder.path()), noted.files.clone()).unwrap();
            assert_eq!((noted.manifest, &noted.folders), (anew.manifest, &anew.folders), "{files:?}");
            let found: BTreeSet<&str> = noted.folders.iter().map(|(path, _)| path.as_str()).collect();
            let folders = files.iter().map(|file| path::parent(file)).filter(|folder| !folder.is_empty());
            assert!(folders.chain(strange).all(|folder| found.contains(folder)), "{files:?}: {found:?}");
        }
    }

    #[test]
    fn what_the_disk_says_too_soon_is_not_believed() {
        let place = Place::new();
        let soon = SystemTime::UNIX_EPOCH;
        assert!(!place.noted.left().is_settled_at(soon) && place.noted.left().is_settled_at(later()));
        let found = place.noted.left().stands(&Place::output(place.folder.path()), soon).unwrap();
        assert_eq!(found.unwrap().1, place.noted.left());
    }
}
