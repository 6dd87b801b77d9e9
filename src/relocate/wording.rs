//! How a reference is written after files were moved.

use crate::assemble::references::{Context, Meaning, Reference, References, Sought};
use crate::pipeline::{FileMoves, Material};

use crate::text::address::split_order;

/// What becomes of a reference.
pub(super) enum Wording {
    /// It means the same as before.
    Stays,
    /// Its path is written so.
    New(String),
    /// No way to write it means the same everywhere.
    Unknown,
}

/// Finds words for references.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub(super) before: &'a References,
    pub(super) after: &'a References,
    pub(super) moved: &'a Material,
    pub(super) change: &'a FileMoves,
}

impl Writer<'_> {
    /// What becomes of a reference that stands at one place and was resolved from each of these contexts.
    /// `is_named` says whether an id is made from the text around it, which is better left as it is.
    pub(super) fn wording(self, references: &[&Reference], is_named: bool) -> Wording {
        let holds = |reference: &Reference| {
            if is_named { self.still_means(reference) } else { self.holds(reference) }
        };
        let Some(first) = references.iter().find(|reference| !holds(reference)) else { return Wording::Stays };
        let fits = |path: &String| references.iter().all(|reference| self.means(path, reference));
        self.candidates(first).into_iter().find(fits).map_or(Wording::Unknown, Wording::New)
    }

    /// Whether a reference needs no other words: it means the same, and still is the path of a file where it was one,
    /// from its own folder where it was one from there, so that other programs can follow it too.
    fn holds(self, reference: &Reference) -> bool {
        let Reference { path, sought, meaning, .. } = reference;
        let is_file = |spelled: Option<String>, meaning: &Meaning| match meaning {
            Meaning::Page(source) | Meaning::File(source) => spelled.as_deref() == Some(source.in_content()),
            Meaning::Address(_) | Meaning::Nothing => false,
        };
        let stays_file = |spelled: fn(&References, &str, Sought, &Context) -> Option<String>| {
            let now = || spelled(self.after, path, *sought, &self.context(&reference.context));
            !is_file(spelled(self.before, path, *sought, &reference.context), meaning)
                || is_file(now(), &expected(meaning, self.change))
        };
        self.means(path, reference) && stays_file(References::spelled) && stays_file(References::spelled_near)
    }

    /// Whether a reference means what it meant if its words stay.
    pub(super) fn still_means(self, reference: &Reference) -> bool {
        self.means(&reference.path, reference)
    }

    /// What a reference means if its words stay.
    pub(super) fn unchanged(self, reference: &Reference) -> Meaning {
        self.after.meaning(&reference.path, reference.sought, &self.context(&reference.context))
    }

    /// Whether `path` in its place means what the reference meant.
    fn means(self, path: &str, reference: &Reference) -> bool {
        let context = self.context(&reference.context);
        self.after.meaning(path, reference.sought, &context) == expected(&reference.meaning, self.change)
    }

    fn context(self, old: &Context) -> Context {
        moved_context(old, self.change, self.moved)
    }

    /// Ways to write a reference, the nearest to what was typed first.
    fn candidates(self, reference: &Reference) -> Vec<String> {
        let Reference { path, sought, context, meaning, .. } = reference;
        let spelled = self.before.spelled(path, *sought, context);
        let mut wanted = match (meaning, expected(meaning, self.change)) {
            (Meaning::Page(old) | Meaning::File(old), Meaning::Page(new) | Meaning::File(new)) if *old != new => {
                in_the_style_of(path, new.in_content(), *sought)
            }
            (Meaning::Address(old), Meaning::Address(new)) if *old != new => new.as_str().to_owned(),
            _ => spelled.clone().unwrap_or_else(|| path.trim_start_matches('/').to_owned()),
        };
        if path.ends_with('/') && !wanted.ends_with('/') {
            wanted.push('/');
        }
        let absolute = format!("/{wanted}");
        if path.starts_with('/') {
            return vec![absolute];
        }
        let near = relative(self.context(context).folder(), &wanted);
        // A path that was written from `content/` stays one.
        let is_rooted = !context.folder().is_empty() && spelled.as_deref() == Some(path.trim_end_matches('/'));
        if is_rooted { vec![wanted, near, absolute] } else { vec![near, wanted, absolute] }
    }
}

/// Where a text is meant from after the change.
pub(super) fn moved_context(old: &Context, change: &FileMoves, moved: &Material) -> Context {
    let page = old.page.as_ref().map(|page| change.place(page).clone());
    let document = page.as_ref().and_then(|page| moved.documents.of(page));
    let module_folder = document.map_or_else(|| old.module_folder.clone(), |document| document.bundle.clone());
    Context { file: change.place(&old.file).clone(), page, module_folder }
}

/// What a reference has to mean after the change.
pub(super) fn expected(meaning: &Meaning, change: &FileMoves) -> Meaning {
    match meaning {
        Meaning::Page(source) => Meaning::Page(change.place(source).clone()),
        Meaning::File(source) => Meaning::File(change.place(source).clone()),
        Meaning::Address(address) => Meaning::Address(change.address(address)),
        Meaning::Nothing => Meaning::Nothing,
    }
}

/// The path `new` from `content/` without what was left out where `typed` was written: `.md`, and the numbers of names.
fn in_the_style_of(typed: &str, new: &str, sought: Sought) -> String {
    let has_ending = |path: &str| path.to_ascii_lowercase().ends_with(".md");
    if sought == Sought::Image || !has_ending(new) {
        return new.to_owned();
    }
    let mut path = new.to_owned();
    if !has_ending(typed) {
        path.truncate(path.len() - ".md".len());
        let folder = path.strip_suffix("/index").or_else(|| path.strip_suffix("/_index"));
        path = folder.map_or_else(|| path.clone(), str::to_owned);
    }
    let is_numbered = typed.split('/').any(|name| split_order(name).0.is_some());
    if is_numbered || has_ending(typed) {
        return path;
    }
    let bare: Vec<&str> = path.split('/').map(|name| split_order(name).1).collect();
    bare.join("/")
}

/// The way from a folder to a path, both from `content/`.
fn relative(folder: &str, path: &str) -> String {
    let folders: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let names: Vec<&str> = path.split('/').collect();
    let shared = folders.iter().zip(&names[..names.len() - 1]).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", folders.len() - shared);
    let way: Vec<&str> = up.chain(names[shared..].iter().copied()).collect();
    let way = way.join("/");
    // A first name with a colon would read as the scheme of an address.
    if way.split('/').next().is_some_and(|first| first.contains(':')) { format!("./{way}") } else { way }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_climb_no_higher_than_they_must() {
        assert_eq!(relative("a/b", "a/c.md"), "../c.md");
        assert_eq!(relative("a", "a/b/index.md"), "b/index.md");
        assert_eq!(relative("a/b", "a/b"), "../b");
        assert_eq!(relative("", "a.md"), "a.md");
        assert_eq!(relative("a", "a/x: y.md"), "./x: y.md");
    }

    #[test]
    fn what_was_left_out_stays_left_out() {
        let styled = |typed: &str| in_the_style_of(typed, "01-a/02-m/index.md", Sought::Link);
        assert_eq!(styled("../01-a/02-m.md"), "01-a/02-m/index.md");
        assert_eq!(styled("01-a/02-m"), "01-a/02-m");
        assert_eq!(styled("a/m"), "a/m");
        assert_eq!(in_the_style_of("x.svg", "01-a/y.svg", Sought::Image), "01-a/y.svg");
    }
}
