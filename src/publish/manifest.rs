//! The manifest: what clinic wrote into an output folder.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::ser::PrettyFormatter;

use crate::error::{Error, Result};
use crate::fs;
use crate::text::digest::Digest;
use crate::text::file_path as path;

/// The manifest's file in the output folder.
pub(super) const NAME: &str = ".clinic-manifest.json";

/// The form of the file that this program writes, and the only one it reads.
const FORMAT: u32 = 1;

/// Whether the files listed are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// A build has begun: each file listed may be the old one, the new one, or missing.
    Intent,
    /// A build has ended: each file listed was there with this hash.
    Final,
}

/// The files of a site with their hashes, sorted by path; nothing in it depends on machine or day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    format: u32,
    pub(super) edition: String,
    pub(super) state: State,
    pub(super) files: BTreeMap<String, String>,
}

/// A manifest with the digest of the bytes that it was read from.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) manifest: Manifest,
    digest: Digest,
}

/// All that is read before the format is known.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl Manifest {
    /// The manifest of a site that stands.
    pub(super) fn of(edition: &str, files: BTreeMap<String, String>) -> Self {
        Self { format: FORMAT, edition: edition.to_owned(), state: State::Final, files }
    }

    /// What is announced before a site takes the place of `old`: the files of both.
    pub(super) fn intent(&self, old: &BTreeMap<String, String>) -> Self {
        let mut intent = Self { state: State::Intent, ..self.clone() };
        for (path, hash) in old {
            intent.files.entry(path.clone()).or_insert_with(|| hash.clone());
        }
        intent
    }

    /// The file's bytes: JSON with one path a line.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let lines = PrettyFormatter::with_indent(b"");
        // Strings, numbers and maps with text keys cannot fail to become JSON.
        let _ = self.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, lines));
        bytes.push(b'\n');
        bytes
    }

    /// Reads the manifest in `folder`, which messages call `shown`; `None` where there is none.
    pub(super) fn load(folder: &Path, shown: &Path) -> Result<Option<Self>> {
        bytes(folder, shown)?.map(|bytes| Self::parse(&bytes, shown)).transpose()
    }

    fn parse(bytes: &[u8], shown: &Path) -> Result<Self> {
        let unreadable = |error: serde_json::Error| refused(shown, &format!("cannot be read: {error}"));
        let head: Head = serde_json::from_slice(bytes).map_err(unreadable)?;
        if head.format != FORMAT {
            return Err(refused(
                shown,
                &format!("has format {}, but this version of clinic reads only format {FORMAT}", head.format),
            ));
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(unreadable)?;
        for listed in manifest.files.keys() {
            if let Some(fault) = path::astray(listed) {
                return Err(refused(shown, &format!("lists `{listed}`, which {fault}")));
            }
        }
        Ok(manifest)
    }
}

impl Read {
    /// Reads the manifest in `folder`, which messages call `shown`, if it is not `known` already; `None` where there is none.
    pub(super) fn load(folder: &Path, shown: &Path, known: Option<Self>) -> Result<Option<Self>> {
        let Some(bytes) = bytes(folder, shown)? else { return Ok(None) };
        let digest = Digest::of_bytes(&bytes);
        if let Some(known) = known.filter(|known| known.digest == digest) {
            return Ok(Some(known));
        }
        Ok(Some(Self { manifest: Manifest::parse(&bytes, shown)?, digest }))
    }
}

/// The bytes of the manifest in `folder`; `None` where there is none.
fn bytes(folder: &Path, shown: &Path) -> Result<Option<Vec<u8>>> {
    let file = folder.join(NAME);
    match fs::metadata(&file)? {
        None => Ok(None),
        Some(found) if found.is_file() => fs::read(&file).map(Some),
        Some(_) => Err(refused(shown, "is not a file")),
    }
}

/// The digest of the manifest in `folder` as it lies there; nothing where none can be read.
pub(super) fn digest(folder: &Path) -> Option<Digest> {
    let file = folder.join(NAME);
    let is_file = fs::metadata(&file).ok().flatten().is_some_and(|found| found.is_file());
    fs::read(&file).ok().filter(|_| is_file).map(|bytes| Digest::of_bytes(&bytes))
}

/// A manifest that cannot be trusted: without it nobody knows which files are clinic's.
fn refused(shown: &Path, problem: &str) -> Error {
    Error::refused(
        format!("the manifest `{}` {problem}", shown.join(NAME).display()),
        format!(
            "move your own files out of `{0}`, delete `{0}`, and build again, or choose another folder with `--output`",
            shown.display()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[(&str, &str)]) -> BTreeMap<String, String> {
        names.iter().map(|(path, hash)| ((*path).to_owned(), (*hash).to_owned())).collect()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let manifest = Manifest::of("learner", files(&[("b.html", "22"), ("a/ü.svg", "11")]));
        let bytes = manifest.bytes();
        assert_eq!(Manifest::parse(&bytes, Path::new("public")).unwrap(), manifest);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.find("a/ü.svg") < text.find("b.html"), "{text}");
    }

    #[test]
    fn an_intent_lists_both_sites() {
        let new = Manifest::of("learner", files(&[("a", "2"), ("c", "3")]));
        let intent = new.intent(&files(&[("a", "1"), ("b", "1")]));
        assert_eq!(intent.state, State::Intent);
        assert_eq!(intent.files, files(&[("a", "2"), ("b", "1"), ("c", "3")]));
    }

    #[test]
    fn a_manifest_of_another_format_says_so() {
        let error = Manifest::parse(br#"{"format": 2, "new": {}}"#, Path::new("public")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the manifest `public/.clinic-manifest.json` has format 2, but this version of clinic reads only format 1"
        );
    }
}
