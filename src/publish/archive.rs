//! A site as one file: a zip archive of everything that clinic wrote to its folder.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::manifest::Manifest;
use super::site::Site;
use crate::error::{Error, Result};
use crate::fs;
use crate::text::digest::Digest;

/// What every zip archive begins with: a file in it, or the end of an empty one.
const BEGINNINGS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// An archive that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// Where it is.
    pub file: PathBuf,
    /// How many files are in it.
    pub files: usize,
    /// Its length in bytes.
    pub length: usize,
}

/// Writes the site in `folder` to the archive `file`, in which all of it lies in a folder called `name`. The bytes of the archive
/// depend on the site alone. An earlier archive is replaced in one step.
///
/// # Errors
/// There is no site in `folder`, or it is not as it was built; `file` is something else than an archive; or the disk fails.
pub fn archive(folder: &Path, name: &str, file: &Path) -> Result<Archived> {
    refuse_other(file)?;
    let manifest = Manifest::load(folder, folder)?.ok_or_else(|| changed(folder, super::manifest::NAME))?;
    let site = Site::new(folder);
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);
    let failed = |error: zip::result::ZipError| Error::io("write", file, error.into());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, hash) in &manifest.files {
        let bytes = fs::read(&site.at(path))?;
        if Digest::of_bytes(&bytes).to_string() != *hash {
            return Err(changed(folder, path));
        }
        archive.start_file(format!("{name}/{path}"), options).map_err(failed)?;
        archive.write_all(&bytes).map_err(|source| Error::io("write", file, source))?;
    }
    let bytes = archive.finish().map_err(failed)?.into_inner();
    fs::put(file, &bytes)?;
    Ok(Archived { file: file.to_owned(), files: manifest.files.len(), length: bytes.len() })
}

/// Nothing but an archive makes way for one.
fn refuse_other(file: &Path) -> Result<()> {
    let Some(found) = fs::metadata(file)? else { return Ok(()) };
    let begins = |bytes: &[u8]| BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning));
    if found.is_file() && begins(&fs::read(file)?) {
        return Ok(());
    }
    Err(Error::refused(
        format!("`{}` is not a ZIP archive, so it is not overwritten", file.display()),
        "choose another file with `--output`",
    ))
}

fn changed(folder: &Path, path: &str) -> Error {
    Error::refused(
        format!("`{}` was changed after it was built", folder.join(path).display()),
        "pack the course again; if the file changes again, find out which other program writes to it",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Rank;
    use crate::publish::{Output, OutputRequest, Publication};
    use std::io::Read as _;

    /// A folder with a site of these files, as it is published.
    fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let output = Output::verify(&OutputRequest {
            folder: &folder.path().join("out"),
            course: &folder.path().join("course"),
            protected: &[],
            edition: "learner",
            adopt: false,
        });
        let publication = Publication::begin(output.unwrap()).unwrap();
        for (path, text) in files {
            publication.offer(path, Rank::Page, text.as_bytes()).unwrap();
        }
        publication.finish().unwrap();
        folder
    }

    fn packed(folder: &tempfile::TempDir) -> Result<Archived> {
        archive(&folder.path().join("out"), "course", &folder.path().join("a.zip"))
    }

    #[test]
    fn an_archive_holds_what_was_written_and_nothing_else() {
        let folder = site(&[("index.html", "home"), ("a/ü/index.html", "page")]);
        fs::write(&folder.path().join("out/own.txt"), b"an author's").unwrap();
        let archived = packed(&folder).unwrap();
        let bytes = fs::read(&archived.file).unwrap();
        assert_eq!((archived.files, archived.length), (2, bytes.len()));
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<String> = read.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["course/a/ü/index.html", "course/index.html"]);
        let mut text = String::new();
        read.by_name("course/a/ü/index.html").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "page");
    }

    #[test]
    fn the_same_site_gives_the_same_bytes() {
        let bytes = || fs::read(&packed(&site(&[("index.html", "home")])).unwrap().file).unwrap();
        assert_eq!(bytes(), bytes());
    }

    #[test]
    fn an_earlier_archive_is_replaced_and_nothing_else_is() {
        let folder = site(&[("index.html", "home")]);
        packed(&folder).unwrap();
        packed(&folder).unwrap();
        fs::write(&folder.path().join("a.zip"), b"notes").unwrap();
        let error = packed(&folder).unwrap_err();
        assert!(error.to_string().contains("is not a ZIP archive"), "{error}");
        assert_eq!(fs::read(&folder.path().join("a.zip")).unwrap(), b"notes");
    }

    #[test]
    fn a_site_that_somebody_changed_is_not_packed() {
        let folder = site(&[("index.html", "home")]);
        fs::write(&folder.path().join("out/index.html"), b"other").unwrap();
        assert!(packed(&folder).unwrap_err().to_string().contains("was changed after it was built"));
        assert!(!fs::is_file(&folder.path().join("a.zip")));
    }
}
