//! What is no part of the course, where a reference may have been meant for it.

use std::collections::BTreeMap;

use super::naming::key;
use crate::finding::{Finding, Rule};
use crate::load::{AllLeftOut, LeftOut};
use crate::text::{Place, SourcePath};

/// Texts and links of `content/` that were left out, by the keys that they would have as pages.
#[derive(Debug, PartialEq)]
pub(super) struct PagesLeftOut(BTreeMap<String, SourcePath>);

impl PagesLeftOut {
    pub(super) fn of(left_out: &AllLeftOut) -> Self {
        let in_content = left_out.iter().filter(|(path, _)| path.as_str().starts_with("content/"));
        let pages = in_content
            .filter(|(path, why)| **why == LeftOut::Text || path.file_name().to_ascii_lowercase().contains(".md"));
        Self(pages.map(|(path, _)| (key(without_endings(path.in_content())), path.clone())).collect())
    }

    /// What a path from `content/` would lead to.
    pub(super) fn page(&self, path: &str) -> Option<&SourcePath> {
        self.0.get(&key(path))
    }
}

/// `a/b.md.bak` → `a/b`
fn without_endings(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    // A dot at the start is no ending's.
    let ending = path[name..].find('.').filter(|at| *at > 0);
    ending.map_or(path, |at| &path[..name + at])
}

/// What a program kept of the file `path`: `logo.svg~`, `logo.svg.bak`.
pub(super) fn kept_state<'l>(left_out: &'l AllLeftOut, path: &str) -> Option<&'l SourcePath> {
    let has_ending = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let kept = |sign: char| {
        let start = format!("{path}{sign}");
        let next = left_out.range(SourcePath::new(start.as_str())..).next().map(|(path, _)| path);
        next.filter(|next| next.as_str().starts_with(&start) && !next.as_str()[start.len()..].contains('/'))
    };
    ['~', '.'].into_iter().filter(|_| has_ending).find_map(kept)
}

/// A link or image that leads to what is no part of the course.
pub(super) fn finding_of_link(image: bool, place: &Place, file: &SourcePath, why: LeftOut) -> Finding {
    let (rule, leads) =
        if image { (Rule::MissingImage, "this image is") } else { (Rule::BrokenLink, "this link points to") };
    finding(rule, leads, place, file, why)
}

/// A reference to what is no part of the course.
pub(super) fn finding_of_reference(place: &Place, file: &SourcePath, why: LeftOut) -> Finding {
    finding(Rule::BrokenReference, "this reference points to", place, file, why)
}

fn finding(rule: Rule, leads: &str, place: &Place, file: &SourcePath, why: LeftOut) -> Finding {
    let (what, help) = match why {
        LeftOut::Link => (
            "a symbolic link, which clinic does not follow",
            "replace the symbolic link with the file or folder that it points to",
        ),
        LeftOut::Leftover => {
            ("a leftover file that clinic does not publish", "rename that file if you want to publish it")
        }
        LeftOut::Text if rule == Rule::BrokenReference => (
            "a text file that clinic does not read because of its extension",
            "rename that file so that it ends in `.md`",
        ),
        LeftOut::Text => (
            "a text file that clinic does not publish because of its extension",
            "rename that file so that it ends in `.md`, or move it to `static/` to offer it for download",
        ),
    };
    Finding::new(rule, place.clone(), format!("{leads} `{file}`, {what}")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_out() -> AllLeftOut {
        let of = |(path, why): (&str, LeftOut)| (SourcePath::new(path), why);
        let all = [
            ("content/01-s/02-b.markdown", LeftOut::Text),
            ("content/01-s/c.md.bak", LeftOut::Leftover),
            ("content/01-s/d/index.mdx", LeftOut::Text),
            ("content/01-s/e.png~", LeftOut::Leftover),
            ("content/01-s/f.md", LeftOut::Link),
            ("static/b.txt", LeftOut::Text),
        ];
        all.map(of).into_iter().collect()
    }

    #[test]
    fn pages_are_known_without_their_endings() {
        let pages = PagesLeftOut::of(&left_out());
        let page = |path: &str| pages.page(path).map(SourcePath::as_str);
        assert_eq!([page("s/b"), page("01-s/02-b.md")], [Some("content/01-s/02-b.markdown"); 2]);
        assert_eq!([page("s/c.md"), page("s/f")], [Some("content/01-s/c.md.bak"), Some("content/01-s/f.md")]);
        assert_eq!(page("s/d"), Some("content/01-s/d/index.mdx"));
        assert_eq!([page("s/e"), page("b"), page("s/b.png"), page("s")], [None; 4]);
    }

    #[test]
    fn kept_states_are_those_of_a_file() {
        let left_out = left_out();
        let kept = |path: &str| kept_state(&left_out, path).map(SourcePath::as_str);
        assert_eq!(kept("content/01-s/e.png"), Some("content/01-s/e.png~"));
        assert_eq!(kept("content/01-s/c.md"), Some("content/01-s/c.md.bak"));
        assert_eq!([kept("content/01-s/e"), kept("content/01-s/c"), kept("content/01-s/x.png")], [None; 3]);
    }
}
