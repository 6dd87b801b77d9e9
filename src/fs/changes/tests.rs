use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::super::heal;
use super::*;

/// A folder with `content/a.md` and `content/b.md` in it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.write("content/a.md", "a");
        place.write("content/b.md", "b");
        place
    }

    fn root(&self) -> Root {
        Root::new(self.0.path())
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    /// Every file and what it holds, and every folder.
    fn tree(&self) -> Vec<(String, String)> {
        let (mut found, mut open) = (Vec::new(), vec![String::new()]);
        while let Some(folder) = open.pop() {
            for path in super::super::read_dir(&self.at(&folder)).unwrap() {
                let path = path.strip_prefix(self.0.path()).unwrap().to_str().unwrap().to_owned();
                if self.at(&path).is_dir() {
                    open.push(path.clone());
                }
                found.push((path.clone(), fs::read_to_string(self.at(&path)).unwrap_or_default()));
            }
        }
        found.sort();
        found
    }

    /// `a.md` moves into a folder of its own, and `b.md` says so.
    fn moved(&self, between: impl FnMut()) -> Result<()> {
        let (root, mut between) = (self.root(), between);
        let alone = Alone::with(&root)?;
        let mut changes = Changes::below(&root, &alone);
        changes.make_like(path("content/a/index.md"), "a", path("content/a.md"));
        changes.make(path("content/a/practice/p.md"), "p");
        changes.replace(path("content/b.md"), b"b".to_vec(), b"see a".to_vec());
        changes.take_away(path("content/a.md"), b"a".to_vec());
        changes.carry_out_observed(&mut between)
    }
}

fn path(path: &str) -> SourcePath {
    SourcePath::new(path)
}

fn named(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn after() -> Vec<(String, String)> {
    named(&[
        ("content", ""),
        ("content/a", ""),
        ("content/a/index.md", "a"),
        ("content/a/practice", ""),
        ("content/a/practice/p.md", "p"),
        ("content/b.md", "see a"),
    ])
}

#[test]
fn all_changes_are_made_and_nothing_stays_beside_them() {
    let place = Place::new();
    place.moved(|| ()).unwrap();
    assert_eq!(place.tree(), after());
}

#[test]
fn where_something_stands_in_the_way_nothing_is_made() {
    for taken in ["content/a/index.md", "content/a/practice/p.md"] {
        let place = Place::new();
        place.write(taken, "mine");
        let before = place.tree();
        let error = place.moved(|| ()).unwrap_err().to_string();
        assert!(error.ends_with(" already exists"), "{error}");
        assert_eq!(place.tree(), before);
    }
}

/// Whoever saves a file meanwhile, at any moment, has saved it; and nobody else's words are lost.
#[test]
fn what_is_saved_meanwhile_stays() {
    for saved in ["content/a.md", "content/b.md", "content/a/index.md", "content/a/practice/p.md"] {
        let mut refused = 0;
        for moment in 0..18 {
            let place = Place::new();
            let mut step = 0;
            let result = place.moved(|| {
                if step == moment {
                    place.write(saved, "saved");
                }
                step += 1;
            });
            let tree = place.tree();
            assert!(moment >= step || tree.iter().any(|(_, text)| text == "saved"), "{moment} {tree:?}");
            assert!(tree.iter().any(|(_, text)| text == "a") || saved.contains("/a"));
            refused += usize::from(result.is_err());
        }
        assert!(refused > 3, "{saved}: {refused}");
    }
}

#[test]
#[cfg(unix)]
fn nothing_is_made_behind_a_link_but_the_one_that_was_named() {
    let place = Place::new();
    place.write("outside/x.md", "x");
    std::os::unix::fs::symlink(place.at("outside"), place.at("content/linked")).unwrap();
    let root = place.root();
    let alone = Alone::with(&root).unwrap();
    let made = |root: &Root, at: &str| {
        let mut changes = Changes::below(root, &alone);
        changes.make(path(at), "new");
        changes.carry_out()
    };
    let error = made(&root, "content/linked/a.md").unwrap_err().to_string();
    assert!(error.contains("`content/linked` is a symbolic link"), "{error}");
    made(&root.with_named("content/linked"), "content/linked/deep/a.md").unwrap();
    assert!(place.at("outside/deep/a.md").is_file());
}

#[test]
#[cfg(unix)]
fn permissions_go_with_what_a_file_holds() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let place = Place::new();
    place.write("new", "");
    for name in ["content/a.md", "content/b.md"] {
        fs::set_permissions(place.at(name), fs::Permissions::from_mode(0o640)).unwrap();
    }
    place.moved(|| ()).unwrap();
    assert_eq!(mode(place.at("content/a/index.md")), 0o640);
    assert_eq!(mode(place.at("content/b.md")), 0o640);
    assert_eq!(mode(place.at("content/a/practice/p.md")), mode(place.at("new")), "as any new file");
}

/// The same changes, all of them made, as a process leaves them that is killed before it deletes its journal.
fn left() -> Place {
    let place = Place::new();
    fs::remove_file(place.at("content/a.md")).unwrap();
    for (path, text) in [
        ("content/.clinic-aaaaaaaaaaaa.tmp", "a"),
        ("content/.clinic-bbbbbbbbbbbb.tmp", "b"),
        ("content/b.md", "see a"),
        ("content/a/index.md", "a"),
    ] {
        place.write(path, text);
    }
    let waits = |letter: &str| Some(format!("content/.clinic-{}.tmp", letter.repeat(12)));
    let hash = |text: &str| Some(fingerprint(text.as_bytes()));
    let change = |path: &str, old, new, kept, waits| Change { path: path.to_owned(), old, new, kept, waits };
    let journal = Journal {
        folders: vec!["content/a".to_owned()],
        changes: vec![
            change("content/a/index.md", None, hash("a"), None, waits("c")),
            change("content/b.md", hash("b"), hash("see a"), waits("b"), waits("d")),
            change("content/a.md", hash("a"), None, waits("a"), None),
        ],
    };
    assert!(journal.write(&place.root()).unwrap());
    place
}

#[test]
fn what_was_cut_short_is_taken_back_even_if_that_is_cut_short_too() {
    for moment in 0.. {
        let place = left();
        let journal = Journal::load(&place.root()).unwrap().unwrap();
        let mut step = 0;
        let undone = catch_unwind(AssertUnwindSafe(|| {
            let mut observer = || {
                assert!(step != moment, "cut short");
                step += 1;
            };
            journal.undo(&place.root(), journal.changes.len(), &mut observer).unwrap();
        }));
        assert_eq!(heal(&place.root()).unwrap(), Healed::TakenBack);
        assert_eq!(place.tree(), Place::new().tree(), "{moment}");
        assert_eq!(heal(&place.root()).unwrap(), Healed::Nothing);
        if undone.is_ok() {
            assert_eq!(moment, 4);
            break;
        }
    }
}

#[test]
fn what_somebody_made_of_it_since_is_left_as_it_is() {
    for changed in ["content/a.md", "content/a/index.md", "content/b.md"] {
        let place = left();
        place.write(changed, "mine");
        let files = |place: &Place| {
            let mut tree = place.tree();
            tree.retain(|(path, _)| !path.contains(".clinic-"));
            tree
        };
        let before = files(&place);
        assert_eq!(heal(&place.root()).unwrap(), Healed::Left);
        assert_eq!(place.tree(), before, "{changed}");
    }
}

/// A course may come from strangers, with a journal in it.
#[test]
fn a_journal_that_leads_elsewhere_is_not_followed() {
    let place = Place::new();
    let course = Root::new(&place.at("content"));
    let (a, waits) = (fingerprint(b"a"), ".clinic-aaaaaaaaaaaa.tmp");
    let change = |path: &str, waits: &str| {
        format!(
            r#"{{"folders":[],"changes":[{{"path":"{path}","old":null,"new":"{a}","kept":null,"waits":"{waits}"}}]}}"#
        )
    };
    place.write("a.md", "a");
    let before = place.tree();
    for journal in [
        change("../a.md", waits),
        change("b.md", "../a.md"),
        change("b.md", "a.md"),
        change("/a.md", waits),
        r#"{"folders":["../content"],"changes":[]}"#.to_owned(),
        String::new(),
    ] {
        place.write("content/.clinic-journal", &journal);
        let error = heal(&course).unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with(".clinic-journal` is not a clinic journal, but clinic needs to write its journal there")
        );
        assert!(Alone::with(&course).is_err());
        fs::remove_file(place.at("content/.clinic-journal")).unwrap();
        assert_eq!(place.tree(), before, "{journal}");
    }
}
