//! How a site gets to the disk: what is written, what is left alone, what is refused, and what a kill leaves behind.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mistake_clinic::api::error::Result;
use mistake_clinic::api::fs::Root;
use mistake_clinic::api::plan::Rank;
use mistake_clinic::api::publish::{Output, OutputRequest, Publication, Published};
use mistake_clinic::api::text::SourcePath;
use tempfile::TempDir;

const MANIFEST: &str = ".clinic-manifest.json";
const STAGE: &str = ".clinic-stage";
const LOCK: &str = ".clinic-lock";

/// A site to be published: paths and contents. A content may name assets, as in `uses assets/a-1.css`.
type Site = &'static [(&'static str, &'static str)];

const OLD: Site = &[
    ("assets/logo.svg", "the same logo"),
    ("assets/style-1.css", "style 1"),
    ("cards.txt", "no cards"),
    ("deep/er/gone/index.html", "soon gone, uses assets/style-1.css"),
    ("index.html", "home 1 uses assets/style-1.css uses assets/logo.svg"),
    ("module/index.html", "module 1 uses assets/style-1.css"),
    ("section/index.html", "stays as it is"),
];

/// As `OLD`, with other contents, more files, and none less.
const UPDATED: Site = &[
    ("assets/logo.svg", "the same logo"),
    ("assets/style-1.css", "style 1"),
    ("assets/style-2.css", "style 2"),
    ("cards.txt", "one card"),
    ("deep/er/gone/index.html", "not gone, uses assets/style-2.css"),
    ("index.html", "home 2 uses assets/style-2.css uses assets/logo.svg"),
    ("module/index.html", "module 2, longer, uses assets/style-2.css"),
    ("module/print/index.html", "sheets uses assets/style-2.css"),
    ("section/index.html", "stays as it is"),
];

/// As `UPDATED`, but with files and whole folders gone.
const SHRUNK: Site = &[
    ("assets/logo.svg", "the same logo"),
    ("assets/style-2.css", "style 2"),
    ("index.html", "home 2 uses assets/style-2.css uses assets/logo.svg"),
    ("module/index.html", "module 2, longer, uses assets/style-2.css"),
    ("module/print/index.html", "sheets uses assets/style-2.css"),
    ("section/index.html", "stays as it is"),
];

/// As `OLD`, but what were files are folders, and the other way round.
const TURNED: Site = &[
    ("assets/logo.svg", "the same logo"),
    ("cards.txt/index.html", "a page about cards"),
    ("deep/er", "a file now"),
    ("index.html", "home 3 uses assets/logo.svg"),
    ("module", "a file now"),
    ("section/index.html", "stays as it is"),
];

/// A course's folder in a folder of its own.
struct Place {
    root: TempDir,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        for folder in ["content", "static"] {
            fs::create_dir_all(root.path().join("course").join(folder)).unwrap();
        }
        fs::write(root.path().join("course/clinic.yaml"), "title: T\n").unwrap();
        fs::write(root.path().join("course/content/_index.md"), "# Home\n").unwrap();
        Self { root }
    }

    fn with(site: Site) -> Self {
        let place = Self::new();
        place.build(site).unwrap();
        place
    }

    fn course(&self) -> PathBuf {
        self.root.path().join("course")
    }

    fn public(&self) -> PathBuf {
        self.course().join("public")
    }

    /// Writes a file of someone else's into the output folder.
    fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.public().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.public().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn check(&self, folder: &Path, edition: &'static str, adopt: bool) -> Result<Output> {
        let course = self.course();
        let protected = ["content", "static", "templates", "answers"].map(|name| course.join(name));
        Output::verify(&OutputRequest { folder, course: &course, protected: &protected, edition, adopt })
    }

    fn begin(&self) -> Publication {
        Publication::begin(self.check(&self.public(), "learner", false).unwrap()).unwrap()
    }

    fn build(&self, site: Site) -> Result<Published> {
        publish(self.check(&self.public(), "learner", false)?, site)
    }

    fn adopt(&self, site: Site) -> Result<Published> {
        publish(self.check(&self.public(), "learner", true)?, site)
    }

    /// The message and the help with which the folder is refused; nothing anywhere may have changed.
    fn refusal(&self, folder: impl AsRef<Path>) -> String {
        let before = stamps(self.root.path());
        let error = self.check(folder.as_ref(), "learner", false).expect_err("refused");
        assert_eq!(stamps(self.root.path()), before, "a refusal touches nothing");
        self.terse(&format!("{error} | {}", error.help().unwrap()))
    }

    /// The message and the help with which a build fails; the output folder may not have changed.
    fn failure(&self, build: impl Fn() -> Result<Published>) -> String {
        let before = snapshot(&self.public());
        let error = build().expect_err("an error");
        assert_eq!(snapshot(&self.public()), before, "the old site stands");
        self.terse(&format!("{error} | {}", error.help().unwrap()))
    }

    fn terse(&self, message: &str) -> String {
        let root = self.root.path();
        let canonical = root.canonicalize().unwrap();
        message.replace(canonical.to_str().unwrap(), "~").replace(root.to_str().unwrap(), "~")
    }
}

fn rank(path: &str) -> Rank {
    match path {
        "index.html" => Rank::Index,
        path if path.starts_with("assets/") => Rank::Asset,
        _ => Rank::Page,
    }
}

fn offer_all(publication: &Publication, site: &[(&str, &str)]) -> Result<()> {
    site.iter().try_for_each(|(path, text)| publication.offer(path, rank(path), text.as_bytes()))
}

fn publish(output: Output, site: Site) -> Result<Published> {
    let publication = Publication::begin(output)?;
    offer_all(&publication, site)?;
    publication.finish()
}

/// All below a folder with what it is and holds, so that two trees can be compared.
fn snapshot(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    visit(folder, "", &mut |path, at| {
        let kind = fs::symlink_metadata(at).unwrap();
        let text = if kind.is_symlink() {
            format!("→ {}", fs::read_link(at).unwrap().display())
        } else if kind.is_dir() {
            "folder".to_owned()
        } else {
            String::from_utf8(fs::read(at).unwrap()).unwrap()
        };
        found.insert(path.to_owned(), text);
    });
    found
}

/// When everything below a folder, and the folder itself, was changed, and which file it is.
fn stamps(folder: &Path) -> BTreeMap<String, (std::time::SystemTime, u64)> {
    let stamp = |path: &Path| {
        let found = fs::symlink_metadata(path).unwrap();
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&found);
        #[cfg(not(unix))]
        let inode = 0;
        (found.modified().unwrap(), inode)
    };
    let mut found = BTreeMap::from([(String::new(), stamp(folder))]);
    visit(folder, "", &mut |path, at| {
        found.insert(path.to_owned(), stamp(at));
    });
    found
}

fn visit(folder: &Path, prefix: &str, found: &mut dyn FnMut(&str, &Path)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let at = entry.unwrap().path();
        let path = format!("{prefix}{}", at.file_name().unwrap().to_str().unwrap());
        found(&path, &at);
        if fs::symlink_metadata(&at).unwrap().is_dir() {
            visit(&at, &format!("{path}/"), found);
        }
    }
}

/// What a fresh build of the site writes.
fn fresh(site: Site) -> BTreeMap<String, String> {
    snapshot(&Place::with(site).public())
}

fn counts(published: &Published) -> [usize; 3] {
    [published.written, published.unchanged, published.removed]
}

// What is written

#[test]
fn a_first_build_writes_the_site_and_its_manifest() {
    let place = Place::new();
    let published = place.build(OLD).unwrap();
    assert_eq!(counts(&published), [7, 0, 0]);
    assert_eq!(published.folder, place.public());
    let tree = snapshot(&place.public());
    let files: Vec<(&str, &str)> = tree
        .iter()
        .filter(|(path, text)| *text != "folder" && *path != MANIFEST)
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    assert_eq!(files, OLD);
    assert!(!tree.contains_key(STAGE));
}

#[test]
fn the_manifest_is_sorted_and_names_edition_and_hashes() {
    let place = Place::with(&[("b.html", "abc"), ("a/ü.svg", "")]);
    assert_eq!(
        place.read(MANIFEST),
        "{\n\"format\": 1,\n\"edition\": \"learner\",\n\"state\": \"final\",\n\"files\": {\n\
         \"a/ü.svg\": \"e3b0c44298fc1c149afbf4c8996fb924\",\n\
         \"b.html\": \"ba7816bf8f01cfea414140de5dae2223\"\n}\n}\n"
    );
}

#[test]
fn a_second_build_touches_nothing() {
    let place = Place::with(OLD);
    let before = stamps(&place.public());
    let published = meddled(&place, OLD, |change| panic!("change {change} to a disk that is as it should be"));
    assert_eq!(counts(&published.unwrap()), [0, 7, 0]);
    // But the folder itself, in which the lock stood.
    let but_the_folder = |stamps: BTreeMap<_, _>| stamps.into_iter().skip(1).collect::<Vec<_>>();
    assert_eq!(but_the_folder(stamps(&place.public())), but_the_folder(before));
}

#[test]
fn one_changed_page_writes_one_file() {
    const BEFORE: Site = &[("a/index.html", "a"), ("a/b/index.html", "b"), ("index.html", "home")];
    const AFTER: Site = &[("a/index.html", "a"), ("a/b/index.html", "B"), ("index.html", "home")];
    let place = Place::with(BEFORE);
    let before = stamps(&place.public());
    assert_eq!(counts(&place.build(AFTER).unwrap()), [1, 2, 0]);
    let after = stamps(&place.public());
    let changed: Vec<&str> =
        after.iter().filter(|(path, stamp)| before[*path] != **stamp).map(|(path, _)| path.as_str()).collect();
    assert_eq!(changed, ["", MANIFEST, "a/b", "a/b/index.html"]);
    assert_eq!(place.read("a/b/index.html"), "B");
}

#[test]
fn copied_files_are_compared_like_artifacts() {
    let place = Place::new();
    let file = |name: &str| Root::new(&place.course()).file(&SourcePath::new(format!("static/{name}")));
    for (text, expected) in [("one", [1, 0, 0]), ("one", [0, 1, 0]), ("two", [1, 0, 0])] {
        fs::write(place.course().join("static/tree.svg"), text).unwrap();
        let publication = place.begin();
        publication.offer_file("img/tree.svg", Rank::Asset, &file("tree.svg")).unwrap();
        assert_eq!(counts(&publication.finish().unwrap()), expected);
        assert_eq!(place.read("img/tree.svg"), text);
    }
    let publication = place.begin();
    let error = publication.offer_file("img/b.svg", Rank::Asset, &file("none.svg")).unwrap_err();
    assert!(place.terse(&error.to_string()).starts_with("cannot read ~/course/static/none.svg"), "{error}");
}

#[test]
fn stale_files_go_with_the_folders_they_leave_empty() {
    let place = Place::with(UPDATED);
    place.write("deep/mine.txt", "a stranger's").write("module/notes.txt", "a stranger's");
    assert_eq!(counts(&place.build(SHRUNK).unwrap()), [0, 6, 3]);
    let mut expected = fresh(SHRUNK);
    expected.insert("deep".into(), "folder".into());
    expected.insert("deep/mine.txt".into(), "a stranger's".into());
    expected.insert("module/notes.txt".into(), "a stranger's".into());
    assert_eq!(snapshot(&place.public()), expected);
}

#[test]
fn an_empty_site_leaves_an_empty_folder_with_a_manifest() {
    let place = Place::with(OLD);
    assert_eq!(counts(&place.build(&[]).unwrap()), [0, 0, 7]);
    assert_eq!(snapshot(&place.public()).keys().collect::<Vec<_>>(), [MANIFEST]);
}

#[test]
fn two_builds_from_two_folders_are_identical() {
    let (one, other) = (Place::with(OLD), Place::with(SHRUNK));
    one.build(UPDATED).unwrap();
    other.build(UPDATED).unwrap();
    assert_eq!(snapshot(&one.public()), snapshot(&other.public()));
    assert_eq!(snapshot(&one.public()), fresh(UPDATED));
}

#[test]
fn damage_by_hand_is_repaired() {
    let place = Place::with(OLD);
    fs::remove_file(place.public().join("cards.txt")).unwrap();
    fs::remove_dir_all(place.public().join("deep")).unwrap();
    place.write("index.html", "").write("module/index.html", "by hand, of another size");
    assert_eq!(counts(&place.build(OLD).unwrap()), [4, 3, 0]);
    assert_eq!(snapshot(&place.public()), fresh(OLD));
}

#[test]
fn damage_that_keeps_the_length_is_repaired_too() {
    let place = Place::with(OLD);
    place.write("module/index.html", "module 9 uses assets/style-1.css").write("assets/logo.svg", "the sane logo");
    assert_eq!(counts(&place.build(OLD).unwrap()), [2, 5, 0]);
    assert_eq!(snapshot(&place.public()), fresh(OLD));
}

#[test]
fn files_become_folders_and_folders_files() {
    let place = Place::with(OLD);
    place.build(TURNED).unwrap();
    assert_eq!(snapshot(&place.public()), fresh(TURNED));
    place.build(OLD).unwrap();
    assert_eq!(snapshot(&place.public()), fresh(OLD));
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_may_change_its_case_alone() {
    const UPPER: Site = &[("A/Tree.svg", "tree"), ("b.html", "b")];
    const LOWER: Site = &[("a/tree.svg", "tree"), ("b.html", "b")];
    let place = Place::with(UPPER);
    assert_eq!(counts(&place.build(LOWER).unwrap()), [1, 1, 1]);
    assert_eq!(snapshot(&place.public()), fresh(LOWER));
}

/// On some disks both spellings are one file, and on others they are two.
#[test]
fn an_old_spelling_is_no_obstacle_and_takes_no_new_file_away() {
    let (old, new) = ("u\u{308}ber/Tree.svg", "\u{fc}ber/tree.svg");
    for text in ["tree", "another tree"] {
        let place = Place::with(&[("index.html", "home")]);
        let listed = format!("\"{old}\": \"0\",\n\"index.html\"");
        let manifest = place.read(MANIFEST).replace("\"index.html\"", &listed);
        place.write(MANIFEST, &manifest).write(old, "tree");
        let publication = place.begin();
        offer_all(&publication, &[("index.html", "home"), (new, text)]).unwrap();
        publication.finish().unwrap();
        assert_eq!(place.read(new), text);
        assert!(!place.read(MANIFEST).contains(old));
        let files = snapshot(&place.public()).into_keys().filter(|path| path.contains("ree.svg"));
        assert_eq!(files.count(), 1);
    }
}

#[test]
fn many_threads_offer_at_once() {
    let place = Place::new();
    let build = |changed: usize| {
        let publication = place.begin();
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let publication = &publication;
                scope.spawn(move || {
                    for page in (thread..800).step_by(8) {
                        let text = format!("page {page} {}", if page < changed { "changed" } else { "" });
                        let path = format!("s{}/m{page}/index.html", page % 10);
                        publication.offer(&path, Rank::Page, text.as_bytes()).unwrap();
                    }
                });
            }
        });
        publication.finish().unwrap()
    };
    assert_eq!(counts(&build(0)), [800, 0, 0]);
    assert_eq!(counts(&build(0)), [0, 800, 0]);
    assert_eq!(counts(&build(17)), [17, 783, 0]);
    assert_eq!(place.read("s6/m16/index.html"), "page 16 changed");
    assert_eq!(place.read("s7/m17/index.html"), "page 17 ");
    assert!(!place.public().join(STAGE).exists());
}

// What ends without a site

#[test]
fn an_abandoned_publication_leaves_the_old_site() {
    let place = Place::with(OLD);
    let before = snapshot(&place.public());
    let publication = place.begin();
    offer_all(&publication, UPDATED).unwrap();
    assert!(place.public().join(STAGE).exists());
    assert_eq!(
        snapshot(&place.public())
            .into_iter()
            .filter(|(path, _)| !path.starts_with(STAGE) && path != LOCK)
            .collect::<BTreeMap<_, _>>(),
        before
    );
    publication.abandon().unwrap();
    assert_eq!(snapshot(&place.public()), before);
}

#[test]
fn a_first_publication_that_is_abandoned_or_dropped_leaves_no_folder() {
    let place = Place::new();
    let folder = place.course().join("dist/site");
    for abandon in [true, false] {
        let publication = Publication::begin(place.check(&folder, "learner", false).unwrap()).unwrap();
        offer_all(&publication, OLD).unwrap();
        if abandon {
            publication.abandon().unwrap();
        } else {
            drop(publication);
        }
        assert!(!place.course().join("dist").exists());
    }
}

#[test]
fn the_same_path_twice_is_a_mistake_of_the_program() {
    let place = Place::with(OLD);
    let failure = place.failure(|| {
        let publication = place.begin();
        publication.offer("cards.txt", Rank::Page, b"no cards")?;
        publication.offer("cards.txt", Rank::Page, b"other cards")?;
        publication.finish()
    });
    assert_eq!(
        failure,
        "two site files have the path `cards.txt` | please report this clinic bug, and \
         include the names of both files"
    );
}

#[test]
fn a_path_cannot_be_file_and_folder_at_once() {
    let place = Place::with(OLD);
    let failure = place.failure(|| place.build(&[("a", "file"), ("a-b", "beside"), ("a/b/index.html", "page")]));
    assert!(
        failure.starts_with("the site needs `a` both as a file and, for `a/b/index.html`, as a folder"),
        "{failure}"
    );
}

#[test]
fn paths_out_of_the_site_are_refused() {
    let place = Place::with(OLD);
    for (path, problem) in [
        ("../clinic.yaml", "contains `.`, `..`, or an empty part"),
        ("/etc/passwd", "contains `.`, `..`, or an empty part"),
        ("a/.git/config", "belongs to Git"),
        ("a\\b", "contains `\\`, which a published path cannot contain"),
        (".clinic-manifest.json", "is reserved for clinic itself"),
    ] {
        let error = place.begin().offer(path, Rank::Page, b"x").unwrap_err();
        assert_eq!(error.to_string(), format!("the site cannot have a file `{path}`: this path {problem}"));
    }
}

#[test]
fn after_a_failed_offer_nothing_is_published() {
    let place = Place::with(OLD);
    let failure = place.failure(|| {
        let publication = place.begin();
        offer_all(&publication, UPDATED)?;
        publication.offer("../x", Rank::Page, b"x").unwrap_err();
        publication.finish()
    });
    assert!(failure.starts_with("nothing was published, because some site files could not be prepared"), "{failure}");
}

#[test]
fn a_path_that_no_disk_takes_leaves_the_old_site_and_no_obstacle() {
    let place = Place::with(OLD);
    let long = "t/".repeat(4000) + "index.html";
    let failure = place.failure(|| {
        let publication = place.begin();
        offer_all(&publication, UPDATED)?;
        publication.offer(&long, Rank::Page, b"x")?;
        publication.finish()
    });
    assert!(
        failure.contains("this path is longer than 800 bytes, which some systems do not accept | rename"),
        "{failure}"
    );
    // Nor is one in the way that a manifest lists.
    let manifest = place.read(MANIFEST).replace("\"final\"", "\"intent\"");
    place.write(MANIFEST, &manifest.replace("\"cards.txt\"", &format!("\"{long}\": \"0\",\n\"cards.txt\"")));
    place.build(OLD).unwrap();
    assert_eq!(snapshot(&place.public()), fresh(OLD));
}

// Two at once

#[test]
fn who_comes_second_is_told_who_is_at_work_and_changes_nothing() {
    for site in [&[], OLD] {
        let place = Place::with(site);
        let publication = place.begin();
        offer_all(&publication, UPDATED).unwrap();
        assert_eq!(
            place.failure(|| place.build(SHRUNK)),
            format!(
                "another build (process {}) is writing to `~/course/public` | wait until that build finishes, or choose \
                 another folder with `--output`",
                std::process::id()
            )
        );
        publication.finish().unwrap();
        assert_eq!(snapshot(&place.public()), fresh(UPDATED));
        place.build(SHRUNK).unwrap();
        assert_eq!(snapshot(&place.public()), fresh(SHRUNK));
    }
}

#[test]
fn no_build_begins_above_or_below_another() {
    let place = Place::new();
    for (first, second) in [("out", "out/a/b"), ("out/a/b", "out")] {
        let output = |folder: &str| place.check(&place.root.path().join(folder), "learner", true).unwrap();
        let (one, other) = (output(first), output(second));
        let publication = Publication::begin(one).unwrap();
        offer_all(&publication, OLD).unwrap();
        let failure = place.failure(|| publish(other.clone(), UPDATED));
        let told = format!("another build (process {}) is writing to `", std::process::id());
        assert!(failure.starts_with(&told) && failure.contains(&format!("{first}` | wait")), "{failure}");
        publication.finish().unwrap();
        assert_eq!(snapshot(&place.root.path().join(first)), fresh(OLD));
        fs::remove_dir_all(place.root.path().join("out")).unwrap();
    }
}

#[test]
fn what_another_build_has_made_of_the_folder_meanwhile_counts() {
    let place = Place::new();
    let output = |edition| place.check(&place.public(), edition, false).unwrap();
    let (learner, late, instructor) = (output("learner"), output("learner"), output("instructor"));
    publish(learner, OLD).unwrap();
    let failure = place.failure(|| publish(instructor.clone(), SHRUNK));
    assert!(failure.starts_with("`~/course/public` contains the learner edition | "), "{failure}");
    assert_eq!(counts(&publish(late, UPDATED).unwrap()), [6, 3, 0]);
    assert_eq!(snapshot(&place.public()), fresh(UPDATED));
    let output = place.check(&place.course().join("dist"), "learner", false).unwrap();
    place.write("../dist/thesis.tex", "my own");
    let failure = place.failure(|| publish(output.clone(), OLD));
    assert!(failure.starts_with("`~/course/dist` contains files that clinic did not write: `thesis.tex`"), "{failure}");
}

#[test]
fn a_lock_and_a_stage_that_a_dead_build_left_are_swept() {
    let place = Place::new();
    place.write(LOCK, "1").write(".clinic-stage/000000", "left over");
    place.build(OLD).unwrap();
    assert_eq!(snapshot(&place.public()), fresh(OLD));
    place.write(LOCK, "").write(".clinic-stage/000000", "left over");
    assert_eq!(counts(&place.build(OLD).unwrap()), [0, 7, 0]);
    assert_eq!(snapshot(&place.public()), fresh(OLD));
}

// Strangers' files

#[test]
fn what_hosts_and_repositories_need_survives() {
    let place = Place::new();
    place.write("CNAME", "example.org").write(".git/HEAD", "ref").write("Readme.md", "read me");
    for site in [OLD, UPDATED, SHRUNK] {
        place.build(site).unwrap();
    }
    let mut expected = fresh(SHRUNK);
    for (path, text) in [("CNAME", "example.org"), (".git", "folder"), (".git/HEAD", "ref"), ("Readme.md", "read me")] {
        expected.insert(path.into(), text.into());
    }
    assert_eq!(snapshot(&place.public()), expected);
}

#[test]
fn an_unlisted_file_of_other_content_is_named_and_kept() {
    let place = Place::with(&[("index.html", "home")]);
    place.write("cards.txt", "my own!!");
    let failure = place.failure(|| place.build(OLD));
    assert_eq!(
        failure,
        "the site needs the path `~/course/public/cards.txt`, but clinic did not write the file at that path | move that file out of \
         the output folder, or rename the page or file that needs this path"
    );
}

#[test]
fn an_unlisted_file_of_the_same_content_is_taken_over() {
    let place = Place::with(&[("index.html", "home")]);
    place.write("a.html", "a");
    assert_eq!(counts(&place.build(&[("a.html", "a"), ("index.html", "home")]).unwrap()), [0, 2, 0]);
    assert!(place.read(MANIFEST).contains("\"a.html\""));
    assert_eq!(counts(&place.build(&[("index.html", "home")]).unwrap()), [0, 1, 1]);
    assert!(!place.public().join("a.html").exists());
}

#[test]
fn adopting_builds_beside_strangers_and_harms_none() {
    let place = Place::new();
    place.write("old/page.html", "theirs").write("index.html", "theirs");
    let failure = place.failure(|| place.adopt(OLD));
    assert!(
        failure.contains("the site needs the path `~/course/public/index.html`, but clinic did not write"),
        "{failure}"
    );
    fs::remove_file(place.public().join("index.html")).unwrap();
    place.adopt(OLD).unwrap();
    place.build(SHRUNK).unwrap();
    assert_eq!(place.read("old/page.html"), "theirs");
}

#[test]
fn strangers_in_the_way_of_files_and_folders_are_named() {
    let place = Place::with(OLD);
    place.write("module/mine.txt", "a stranger's").write("tags", "a stranger's");
    let failure = place.failure(|| place.build(TURNED));
    assert!(
        failure.contains(
            "`~/course/public/module`, but that path is a folder that contains `~/course/public/module/mine.txt`"
        ),
        "{failure}"
    );
    let failure = place.failure(|| place.build(&[("tags/index.html", "tags")]));
    assert!(
        failure.contains("the file `~/course/public/tags`, which clinic did not write, has the name of that folder"),
        "{failure}"
    );
}

#[test]
fn a_stale_path_that_became_a_strangers_folder_is_left_alone() {
    let place = Place::with(OLD);
    fs::remove_file(place.public().join("cards.txt")).unwrap();
    place.write("cards.txt/mine", "a stranger's");
    place.build(SHRUNK).unwrap();
    assert_eq!(place.read("cards.txt/mine"), "a stranger's");
}

// Refused folders

#[test]
fn the_courses_own_folders_are_refused_each_in_its_words() {
    let place = Place::new();
    let course = place.course();
    let elsewhere = " | choose another folder with `--output`";
    for (folder, words) in [
        (".", "`~/course/.` is the course's own folder"),
        ("public/..", "`~/course/public/..` is the course's own folder"),
        ("..", "`~/course/..` is a folder that contains the course"),
        ("content", "`~/course/content` belongs to the course, whose sources are in `~/course/content`"),
        ("x/../content", "`~/course/x/../content` belongs to the course, whose sources are in `~/course/content`"),
        ("static/site", "`~/course/static/site` is inside `~/course/static`, a folder with course sources"),
        ("answers", "`~/course/answers` belongs to the course, whose sources are in `~/course/answers`"),
        ("answers/x/y", "`~/course/answers/x/y` is inside `~/course/answers`, a folder with course sources"),
        ("clinic.yaml", "`~/course/clinic.yaml` is a file, but a site needs a folder"),
        ("clinic.yaml/x/y", "`~/course/clinic.yaml/x/y` is inside `~/course/clinic.yaml`, which is a file"),
    ] {
        assert_eq!(place.refusal(course.join(folder)), format!("{words}{elsewhere}"));
    }
}

#[test]
fn a_folder_around_sources_that_lie_elsewhere_is_refused() {
    let place = Place::new();
    let (private, course) = (place.root.path().join("private"), place.course());
    let protected = [private.join("answers")];
    let request =
        OutputRequest { folder: &private, course: &course, protected: &protected, edition: "learner", adopt: true };
    let error = Output::verify(&request).unwrap_err();
    assert_eq!(
        place.terse(&error.to_string()),
        "`~/private` contains `~/private/answers`, a folder with course sources"
    );
}

#[test]
fn the_root_and_the_home_folder_are_refused() {
    let place = Place::new();
    assert!(place.refusal("/").starts_with("`/` is the root of a file system"));
    let home = std::env::home_dir().unwrap();
    assert!(place.refusal(&home).contains("is your home folder"));
}

#[test]
fn other_places_in_the_course_and_outside_are_fine() {
    let place = Place::new();
    for folder in ["public", "dist/x", "contents", "../elsewhere", "themes.out"] {
        place.check(&place.course().join(folder), "learner", false).unwrap();
    }
    place.check(Path::new("a-folder-that-does-not-exist"), "learner", false).unwrap();
    assert!(!place.public().exists());
}

#[test]
fn a_full_folder_is_refused_unless_adopted() {
    let place = Place::new();
    place.write("thesis.tex", "x").write("a", "x").write("b", "x").write("c", "x").write("README", "x");
    assert_eq!(
        place.refusal(place.public()),
        "`~/course/public` contains files that clinic did not write: `a`, `b`, `c`, and 1 more | choose another folder \
         with `--output`, or keep these files and build in the same folder with `--adopt`"
    );
    place.check(&place.public(), "learner", true).unwrap();
}

#[test]
fn the_other_editions_folder_is_refused() {
    let place = Place::with(OLD);
    let before = stamps(&place.public());
    let error = place.check(&place.public(), "instructor", true).unwrap_err();
    assert_eq!(place.terse(&error.to_string()), "`~/course/public` contains the learner edition");
    assert_eq!(error.help(), Some("choose a separate folder for the instructor edition with `--output`"));
    assert_eq!(stamps(&place.public()), before);
}

#[test]
fn a_manifest_that_cannot_be_understood_is_refused_with_a_way_out() {
    let place = Place::with(OLD);
    for (manifest, problem) in [
        ("<<<<<<< HEAD", "cannot be read: expected value at line 1 column 1"),
        ("{}", "cannot be read: missing field `format` at line 1 column 2"),
        (r#"{"format": 7}"#, "has format 7, but this version of clinic reads only format 1"),
    ] {
        place.write(MANIFEST, manifest);
        assert_eq!(
            place.refusal(place.public()),
            format!(
                "the manifest `~/course/public/{MANIFEST}` {problem} | move your own files out of \
                 `~/course/public`, delete `~/course/public`, and build again, or choose another folder with `--output`"
            )
        );
    }
}

#[test]
fn a_doctored_manifest_is_refused() {
    let place = Place::with(OLD);
    for path in ["../clinic.yaml", "/etc/passwd", "a/../../x", "a\\\\b", ".git/HEAD", "a/.Git/x", ".clinic-stage/0"] {
        place.write(
            MANIFEST,
            &format!(r#"{{"format": 1, "edition": "learner", "state": "final", "files": {{"{path}": "0"}}}}"#),
        );
        assert!(place.refusal(place.public()).contains("lists `"), "{path}");
    }
}

// Symbolic links

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn the_output_folder_may_be_a_link_but_not_to_the_sources() {
        let place = Place::new();
        let real = place.root.path().join("real");
        fs::create_dir(&real).unwrap();
        symlink(&real, place.public()).unwrap();
        place.build(OLD).unwrap();
        assert_eq!(snapshot(&real), fresh(OLD));
        let (content, lost) = (place.course().join("docs"), place.course().join("lost"));
        symlink("content", &content).unwrap();
        symlink("nowhere", &lost).unwrap();
        symlink(place.root.path(), place.course().join("up")).unwrap();
        assert!(place.refusal(&content).starts_with("`~/course/docs` belongs to the course"));
        assert!(place.refusal(content.join("x")).starts_with("`~/course/docs/x` is inside `~/course/content`"));
        assert!(place.refusal(place.course().join("up")).contains("is a folder that contains the course"));
        assert!(place.refusal(place.course().join("up/course")).contains("is the course's own folder"));
        assert!(place.refusal(lost.join("x")).contains("`~/course/lost`, a broken symbolic link"));
    }

    #[test]
    fn nothing_is_written_or_deleted_through_a_linked_folder() {
        for site in [OLD, UPDATED, SHRUNK] {
            let place = Place::with(OLD);
            let outside = place.root.path().join("outside");
            fs::rename(place.public().join("deep"), &outside).unwrap();
            symlink(&outside, place.public().join("deep")).unwrap();
            let before = snapshot(&outside);
            let failure = place.failure(|| place.build(site));
            assert_eq!(
                failure,
                "`~/course/public/deep` is a symbolic link, and clinic does not write or delete through links | delete \
                 the link, or replace it with a folder"
            );
            assert_eq!(snapshot(&outside), before);
        }
    }

    #[test]
    fn a_link_in_the_place_of_a_listed_file_is_replaced_itself() {
        let place = Place::with(OLD);
        let outside = place.root.path().join("outside.html");
        fs::write(&outside, "home 1 uses assets/style-1.css uses assets/logo.svg").unwrap();
        for path in ["index.html", "cards.txt"] {
            fs::remove_file(place.public().join(path)).unwrap();
            symlink(&outside, place.public().join(path)).unwrap();
        }
        let before = stamps(&outside);
        place.build(SHRUNK).unwrap();
        assert_eq!(stamps(&outside), before);
        assert_eq!(snapshot(&place.public()), fresh(SHRUNK));
    }

    #[test]
    fn an_unlisted_link_is_never_replaced() {
        let place = Place::with(&[("index.html", "home")]);
        symlink("index.html", place.public().join("a.html")).unwrap();
        let failure = place.failure(|| place.build(&[("a.html", "home"), ("index.html", "home")]));
        assert!(failure.starts_with(
            "the site needs the path `~/course/public/a.html`, but clinic did not write the file at that path"
        ));
    }

    #[test]
    fn links_in_the_place_of_the_manifest_and_the_stage_lead_nowhere() {
        let place = Place::with(OLD);
        let outside = place.root.path().join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("precious"), "x").unwrap();
        symlink(&outside, place.public().join(STAGE)).unwrap();
        place.build(UPDATED).unwrap();
        assert_eq!(snapshot(&place.public()), fresh(UPDATED));
        assert!(outside.join("precious").exists());
        fs::rename(place.public().join(MANIFEST), outside.join("manifest")).unwrap();
        symlink(outside.join("manifest"), place.public().join(MANIFEST)).unwrap();
        assert!(place.refusal(place.public()).contains(".clinic-manifest.json` is not a file"));
    }
}

// Failures and kills

/// Begins to publish `site`, and lets `meddle` act before each change to the disk.
fn meddled(place: &Place, site: &[(&str, &str)], meddle: impl Fn(usize) + Send + Sync + 'static) -> Result<Published> {
    let output = place.check(&place.public(), "learner", false)?;
    let publication = Publication::begin_observed(output, Box::new(meddle))?;
    offer_all(&publication, site)?;
    publication.finish()
}

#[test]
fn a_disk_that_fails_leaves_no_stage_and_a_site_that_the_next_build_completes() {
    for at in 1.. {
        let place = Place::with(OLD);
        let stage = place.public().join(STAGE);
        let lost = stage.clone();
        let result = meddled(&place, SHRUNK, move |change| {
            if change == at {
                fs::remove_dir_all(&lost).unwrap_or_default();
            }
        });
        assert!(!stage.exists());
        assert_whole(&place, OLD, SHRUNK);
        place.build(SHRUNK).unwrap();
        assert_eq!(snapshot(&place.public()), fresh(SHRUNK), "failed at change {at}");
        if result.is_ok() {
            assert!(at > 10);
            break;
        }
    }
}

#[test]
fn what_cannot_be_carried_out_is_undone() {
    for (old, new) in [(OLD, UPDATED), (OLD, SHRUNK), (OLD, TURNED), (&[], OLD)] {
        let mut undone = 0;
        for at in 0.. {
            let place = Place::with(old);
            let before = snapshot(&place.public());
            let (stage, was_reached) = (place.public().join(STAGE), Arc::new(AtomicBool::new(false)));
            let (reached, kept) = (Arc::clone(&was_reached), before.values().cloned().collect::<BTreeSet<_>>());
            // What waits there is lost, and what was kept of the old site is not.
            let lose = move |change| {
                if change == at {
                    reached.store(true, Ordering::Relaxed);
                    for (slot, text) in snapshot(&stage) {
                        if !kept.contains(&text) {
                            fs::remove_file(stage.join(slot)).unwrap();
                        }
                    }
                }
            };
            if meddled(&place, new, lose).is_ok() {
                assert_eq!(snapshot(&place.public()), fresh(new));
            } else {
                assert_eq!(snapshot(&place.public()), before, "failed at change {at}");
                undone += 1;
            }
            if !was_reached.load(Ordering::Relaxed) {
                break;
            }
        }
        assert!(undone > new.iter().filter(|file| !old.contains(file)).count(), "{undone}");
    }
}

/// Somebody puts a link in the place of a folder while a build is at work.
#[test]
#[cfg(unix)]
fn nothing_is_changed_behind_a_link_that_comes_during_a_build() {
    for folder in ["", "deep", STAGE] {
        let mut refused = 0;
        for at in 0.. {
            let place = Place::with(OLD);
            let (outside, away) = (place.root.path().join("outside"), place.root.path().join("away"));
            fs::create_dir(&outside).unwrap();
            for (path, text) in OLD.iter().chain(UPDATED).chain(SHRUNK) {
                let path = outside.join(path.strip_prefix(&format!("{folder}/")).unwrap_or(path));
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            let before = snapshot(&outside);
            let (target, link) =
                (outside.clone(), place.course().join("public").join(folder).components().collect::<PathBuf>());
            let was_reached = Arc::new(AtomicBool::new(false));
            let reached = Arc::clone(&was_reached);
            let result = meddled(&place, if at % 2 == 0 { UPDATED } else { SHRUNK }, move |change| {
                if change == at / 2 {
                    reached.store(true, Ordering::Relaxed);
                    if link.is_dir() {
                        fs::rename(&link, &away).unwrap();
                        std::os::unix::fs::symlink(&target, &link).unwrap();
                    }
                }
            });
            assert_eq!(snapshot(&outside), before, "{folder} at change {at}");
            refused += usize::from(result.is_err());
            if at % 2 == 1 && !was_reached.load(Ordering::Relaxed) {
                break;
            }
        }
        assert!(refused > 2, "{folder}: {refused}");
    }
}

/// Random sites, on a disk that heeds case.
#[cfg(target_os = "linux")]
mod random {
    use std::collections::BTreeSet;
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

    use proptest::prelude::*;

    use super::*;

    /// A few paths with one of two contents each; of a file and a folder of one name the first wins.
    fn site() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
        let path = prop::sample::select(vec!["a", "a/b", "a/b/c", "a/b/c/d", "a/e", "a-b", "f/g.html", "f/h", "A/b"]);
        prop::collection::vec((path, prop::sample::select(vec!["one", "two"])), 0..7).prop_map(|offers| {
            let mut taken = BTreeSet::new();
            let apart = |one: &str, other: &str| one != other && !one.starts_with(&format!("{other}/"));
            offers
                .into_iter()
                .filter(|(path, _)| {
                    let free = taken.iter().all(|other: &&str| apart(path, other) && apart(other, path));
                    free && taken.insert(*path)
                })
                .collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn a_site_takes_the_place_of_another_whatever_happened_in_between(
            first in site(), second in site(), third in site(), last in 0_usize..40,
        ) {
            let (place, expected) = (Place::new(), Place::new());
            meddled(&place, &first, |_| ()).unwrap();
            let cut = move |change| if change == last { resume_unwind(Box::new("cut short")) };
            let _ = catch_unwind(AssertUnwindSafe(|| meddled(&place, &second, cut)));
            meddled(&place, &third, |_| ()).unwrap();
            meddled(&expected, &third, |_| ()).unwrap();
            prop_assert_eq!(snapshot(&place.public()), snapshot(&expected.public()));
        }
    }
}

const SITES: [(&str, Site); 4] = [("old", OLD), ("updated", UPDATED), ("shrunk", SHRUNK), ("turned", TURNED)];

/// Not a test of its own: the process that is killed. It aborts before the change to the disk with a given number.
#[test]
fn a_build_that_is_killed() {
    let (Ok(root), Ok(site), Ok(last)) =
        (std::env::var("CLINIC_KILL_ROOT"), std::env::var("CLINIC_KILL_SITE"), std::env::var("CLINIC_KILL_AT"))
    else {
        return;
    };
    let (last, course): (usize, _) = (last.parse().unwrap(), PathBuf::from(root).join("course"));
    let site = SITES.iter().find(|(name, _)| *name == site).unwrap().1;
    let folder = course.join("public");
    let request = OutputRequest { folder: &folder, course: &course, protected: &[], edition: "learner", adopt: false };
    let observer = move |change| {
        if change == last {
            std::process::abort();
        }
    };
    let publication = Publication::begin_observed(Output::verify(&request).unwrap(), Box::new(observer)).unwrap();
    offer_all(&publication, site).unwrap();
    publication.finish().unwrap();
}

/// Builds `site` in another process that dies before change `at`; true where it came to its end before that.
fn build_and_kill(place: &Place, site: &str, at: usize) -> bool {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["publish::a_build_that_is_killed", "--exact", "--test-threads=1"])
        .env("CLINIC_KILL_ROOT", place.root.path())
        .env("CLINIC_KILL_SITE", site)
        .env("CLINIC_KILL_AT", at.to_string())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!said.contains("panicked"), "{said}");
    output.status.success()
}

/// Every published file is whole, of one of the two sites, and all that a page names is there.
fn assert_whole(place: &Place, old: Site, new: Site) {
    for (path, text) in snapshot(&place.public()) {
        if text == "folder" || path.starts_with(STAGE) || [LOCK, MANIFEST].contains(&path.as_str()) {
            continue;
        }
        let is_version = |(known, whole): &(&str, &str)| *known == path && *whole == text;
        assert!(old.iter().chain(new).any(is_version), "{path} is torn: {text}");
        for asset in text.split("uses ").skip(1).filter_map(|rest| rest.split(' ').next()) {
            assert!(place.public().join(asset).is_file(), "{path} names {asset}, which is not there");
        }
    }
}

/// Every old file that the new site has too is there all the time, and so is every other until the end.
fn assert_present(place: &Place, old: Site, new: Site) {
    for (path, _) in old.iter().filter(|(path, _)| new.iter().any(|(kept, _)| kept == path)) {
        assert!(place.public().join(path).is_file(), "{path} is missing");
    }
}

/// Kills builds of `new` over `old` at every change to the disk, and lets builds of both heal what is left.
fn kill_everywhere(old: Option<&str>, new: &str, whole: bool) -> usize {
    let site = |wanted: &str| SITES.iter().find(|(name, _)| *name == wanted).unwrap().1;
    let start = || old.map_or_else(Place::new, |old| Place::with(site(old)));
    let healers = [new, old.unwrap_or("updated")].map(|name| (name, fresh(site(name))));
    for at in 0.. {
        for (healer, healed) in &healers {
            let place = start();
            let finished = build_and_kill(&place, new, at);
            if whole {
                assert_whole(&place, old.map_or(&[], site), site(new));
                assert_present(&place, old.map_or(&[], site), site(new));
            }
            place.build(site(healer)).unwrap_or_else(|error| panic!("after change {at}: {error}"));
            assert_eq!(snapshot(&place.public()), *healed, "killed before change {at}, healed by {healer}");
            if finished {
                return at;
            }
        }
    }
    unreachable!("the loop ends with a build that came to its end")
}

#[test]
fn a_first_build_killed_anywhere_is_healed() {
    // Output and stage, seven files, the intent, six folders, seven moves, the manifest, the stage again.
    assert_eq!(kill_everywhere(None, "old", true), 2 + 7 + 2 + 6 + 7 + 2 + 1);
}

#[test]
fn an_update_killed_anywhere_is_healed() {
    assert!(kill_everywhere(Some("old"), "updated", true) > 10);
}

#[test]
fn an_update_with_removals_killed_anywhere_is_healed() {
    assert!(kill_everywhere(Some("old"), "shrunk", true) > 10);
    assert!(kill_everywhere(Some("updated"), "shrunk", true) > 5);
}

#[test]
fn files_that_become_folders_are_healed_too() {
    assert!(kill_everywhere(Some("old"), "turned", false) > 10);
    assert!(kill_everywhere(Some("turned"), "old", false) > 10);
}

#[test]
fn a_kill_that_only_left_the_intent_costs_one_manifest() {
    let place = Place::with(OLD);
    let intent = place.read(MANIFEST).replace("\"final\"", "\"intent\"");
    place.write(MANIFEST, &intent).write(".clinic-stage/000007", "left over");
    let before = stamps(&place.public().join("module"));
    assert_eq!(counts(&place.build(OLD).unwrap()), [0, 7, 0]);
    assert_eq!(stamps(&place.public().join("module")), before);
    assert_eq!(snapshot(&place.public()), fresh(OLD));
}

#[test]
fn after_an_intent_bytes_are_compared_and_not_hashes() {
    let place = Place::with(OLD);
    let intent = place.read(MANIFEST).replace("\"final\"", "\"intent\"");
    place.write(MANIFEST, &intent).write("section/index.html", "stays as it iz");
    assert_eq!(counts(&place.build(OLD).unwrap()), [1, 6, 0]);
    assert_eq!(place.read("section/index.html"), "stays as it is");
}
