//! Names of PDF files: short, and different from each other.

use std::collections::{BTreeMap, BTreeSet};

use super::chosen::Chosen;
use crate::model::kinds::SheetKind;

/// The shortest name for each of these paths of the site: its last segment; where several share that, with the one
/// before it in front, and so on.
pub(super) fn stems(paths: &[&str]) -> Vec<String> {
    let deepest = paths.iter().map(|path| segments(path).len()).max().unwrap_or(1).max(1);
    let mut stems: Vec<Option<String>> = vec![None; paths.len()];
    let mut taken = BTreeSet::new();
    for length in 1..=deepest {
        let names: Vec<String> = paths.iter().map(|path| last(path, length)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &names {
            *counts.entry(name).or_default() += 1;
        }
        for (stem, name) in stems.iter_mut().zip(&names).filter(|(stem, _)| stem.is_none()) {
            if counts[name.as_str()] == 1 && taken.insert(name.clone()) {
                *stem = Some(name.clone());
            }
        }
    }
    // Whole paths that read the same: `a-b/c` and `a/b-c`.
    let numbered = |(stem, path): (Option<String>, &&str)| {
        stem.unwrap_or_else(|| {
            let name = last(path, deepest);
            let free = (1..).map(|number| if number == 1 { name.clone() } else { format!("{name}-{number}") });
            free.into_iter().find(|name| taken.insert(name.clone())).unwrap_or_default()
        })
    };
    stems.into_iter().zip(paths).map(numbered).collect()
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|name| !name.is_empty()).collect()
}

/// The last `length` segments, as they may stand in the name of a file anywhere; the home page's has none.
fn last(path: &str, length: usize) -> String {
    let segments = segments(path);
    if segments.is_empty() {
        return "home".to_owned();
    }
    let name = segments[segments.len().saturating_sub(length)..].join("-");
    name.replace(|character: char| character.is_control() || "<>:\"\\|?*".contains(character), "-")
}

/// `event-driven-checks-large-v17-a4.pdf`
pub(super) fn pdf(stem: &str, chosen: &Chosen, large: bool) -> String {
    let kinds = chosen.kinds.iter().copied().map(SheetKind::word).map(str::to_owned);
    let large = large.then(|| "large".to_owned());
    let saves = chosen.save.then(|| "save".to_owned());
    let version = chosen.seed.map(|seed| format!("v{seed}"));
    let parts = [stem.to_owned()].into_iter().chain(kinds).chain(large).chain(saves).chain(version);
    let parts: Vec<String> = parts.chain([chosen.paper.word().to_owned()]).collect();
    format!("{}.pdf", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinds::Paper;

    #[test]
    fn a_name_is_the_last_segment_where_no_other_has_it() {
        assert_eq!(stems(&["systems/event-driven/", "craft/git/"]), ["event-driven", "git"]);
        assert_eq!(stems(&["a/intro/", "b/intro/", "b/more/"]), ["a-intro", "b-intro", "more"]);
        assert_eq!(stems(&["x/a/intro/", "y/a/intro/"]), ["x-a-intro", "y-a-intro"]);
        assert_eq!(stems(&["intro/", "a/intro/"]), ["intro", "a-intro"]);
        assert_eq!(stems(&["", "a/"]), ["home", "a"]);
        assert_eq!(stems(&[]), Vec::<String>::new());
    }

    #[test]
    fn no_two_files_share_a_name() {
        assert_eq!(stems(&["x/a-b/c/", "x/a/b-c/", "y/a/b-c/"])[0], "c");
        let paths = ["a/b-c/", "a-b/c/", "z/b-c/", "z/c/", "a/b/c/"];
        let names = stems(&paths);
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), paths.len(), "{names:?}");
        assert_eq!(stems(&["a?/x/", "a*/x/"]), ["a--x", "a--x-2"]);
    }

    #[test]
    fn a_name_says_what_is_in_the_file() {
        let mut chosen = Chosen { kinds: BTreeSet::new(), paper: Paper::A4, seed: None, save: false };
        assert_eq!(pdf("git", &chosen, false), "git-a4.pdf");
        chosen.kinds = [SheetKind::Checks, SheetKind::Log].into();
        assert_eq!(pdf("git", &chosen, false), "git-log-checks-a4.pdf");
        chosen = Chosen { paper: Paper::Letter, seed: Some(17), ..chosen };
        assert_eq!(pdf("git", &chosen, true), "git-log-checks-large-v17-letter.pdf");
        chosen = Chosen { seed: None, save: true, ..chosen };
        assert_eq!(pdf("git", &chosen, false), "git-log-checks-save-letter.pdf");
    }
}
