//! Names of what editors, merges and other programs leave beside the files of a course. They hold older or unsaved words,
//! answers and drafts among them, so they are neither read nor published. The one list of them.

use crate::text::SourcePath;

/// How a file came to be left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leftover {
    /// An older state that an editor or a person kept: `a.md~`, `a.md.bak`.
    Backup,
    /// What an editor keeps until it is saved: `#a.md#`, `.a.md.swp`.
    Unsaved,
    /// A side of a merge, or what it refused: `a.md.orig`, `a_LOCAL_4711.md`.
    Merge,
    /// A second state of a file that was changed on two machines: `a (conflicted copy).md`.
    Conflict,
    /// What a program writes before it puts it in place: `a.md.tmp`.
    Unfinished,
    /// What a file manager keeps of a folder, with no words of the author: `Thumbs.db`.
    Folder,
}

/// Endings that mean markdown to some program. Only `.md` is read.
const MARKDOWN: [&str; 15] = [
    "markdown",
    "mdown",
    "mdwn",
    "mkd",
    "mkdn",
    "mkdown",
    "mdtxt",
    "mdtext",
    "mdx",
    "mdc",
    "rmd",
    "qmd",
    "rmarkdown",
    "livemd",
    "jmd",
];

/// Endings that say that a program or a person kept something, whatever it is.
const KEPT: [(&str, Leftover); 9] = [
    ("bak", Leftover::Backup),
    ("backup", Leftover::Backup),
    ("bkp", Leftover::Backup),
    ("old", Leftover::Backup),
    ("autosave", Leftover::Unsaved),
    ("orig", Leftover::Merge),
    ("tmp", Leftover::Unfinished),
    ("partial", Leftover::Unfinished),
    ("crdownload", Leftover::Unfinished),
];

/// Endings that say so behind the name of a text that a course reads, and mean other things elsewhere.
const KEPT_TEXT: [(&str, Leftover); 11] = [
    ("back", Leftover::Backup),
    ("prev", Leftover::Backup),
    ("copy", Leftover::Backup),
    ("save", Leftover::Unsaved),
    ("ori", Leftover::Merge),
    ("original", Leftover::Merge),
    ("mine", Leftover::Merge),
    ("theirs", Leftover::Merge),
    ("temp", Leftover::Unfinished),
    ("part", Leftover::Unfinished),
    ("download", Leftover::Unfinished),
];

/// Names that file managers give.
const OF_FOLDERS: [&str; 7] =
    [".ds_store", "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r", ".directory"];

/// How the file at `path` came to be left behind; `None` for all others. `static/` is for what is copied as it is.
pub(super) fn left_behind(path: &SourcePath) -> Option<Leftover> {
    let name = path.file_name();
    leftover(name).or_else(|| kept(name).filter(|_| !path.as_str().starts_with("static/")))
}

/// Whether a program left the file at `path` behind, by its name.
pub fn is_leftover(path: &SourcePath) -> bool {
    left_behind(path).is_some()
}

/// Whether the file of this name was left behind wherever it lies, in `static/` too.
pub(super) fn is_unmistakable(name: &str) -> bool {
    leftover(name).is_some()
}

/// How the file of this name came to be left behind, wherever it lies.
fn leftover(name: &str) -> Option<Leftover> {
    let lower = name.to_lowercase();
    of_folder(&lower).or_else(|| of_editor(&lower)).or_else(|| of_merge(name)).or_else(|| of_course_text(&lower))
}

/// The same for names that are given to other things too, and mean this only where nobody would publish such a file on
/// purpose: a backup of a database may be offered for download.
fn kept(name: &str) -> Option<Leftover> {
    kept_as(&name.to_lowercase(), &KEPT).map(|(_, kind)| kind)
}

/// The name of what was kept, and how: `a.md.bak2`, `a.md.save.1`.
fn kept_as<'n>(lower: &'n str, endings: &[(&str, Leftover)]) -> Option<(&'n str, Leftover)> {
    let (stem, ending) = lower.trim_end_matches(|end: char| end.is_ascii_digit() || end == '.').rsplit_once('.')?;
    let (_, kind) = endings.iter().find(|(known, _)| *known == ending)?;
    (!stem.is_empty()).then_some((stem, *kind))
}

fn of_folder(lower: &str) -> Option<Leftover> {
    (OF_FOLDERS.contains(&lower) || lower.starts_with("._")).then_some(Leftover::Folder)
}

fn of_editor(lower: &str) -> Option<Leftover> {
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((lower, ""));
    // Emacs, Vim, nano, gedit, Kate and others; a name of hyphens and the like is none of theirs.
    let is_backup = lower.len() > 1 && lower.ends_with('~');
    let is_autosave = lower.len() > 2 && lower.starts_with('#') && lower.ends_with('#');
    // Of `.a.md`; a macro of a drawing program is called `.swp` too.
    let is_swap = matches!(ending, "swp" | "swo" | "swn" | "swm" | "swx") && (stem.contains('.'));
    let is_lock = [".#", "~$", ".~lock."].iter().any(|start| lower.starts_with(start));
    // JetBrains; TextEdit; Vim tries with a number whether it may write into a folder.
    let is_unfinished = ["___jb_tmp___", "___jb_old___", "___jb_bak___"].iter().any(|end| lower.ends_with(end))
        || (ending.starts_with("sb-") && ending.len() > 10)
        || [".goutputstream-", ".syncthing.", "~syncthing~", ".fuse_hidden", ".nfs0", ".clinic-"]
            .iter()
            .any(|start| lower.starts_with(start))
        || lower == "4913";
    if is_autosave || is_swap || is_lock || ending == "kate-swp" {
        Some(Leftover::Unsaved)
    } else if is_backup {
        Some(Leftover::Backup)
    } else {
        is_unfinished.then_some(Leftover::Unfinished)
    }
}

fn of_merge(name: &str) -> Option<Leftover> {
    let lower = name.to_lowercase();
    if is_conflict(&lower) {
        return Some(Leftover::Conflict);
    }
    // A patch that was refused.
    if lower.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "rej" | "prej")) {
        return Some(Leftover::Merge);
    }
    // git mergetool: `a_LOCAL_4711.md`, `a.md.LOCAL.4711.md`
    let (stem, _) = name.rsplit_once('.')?;
    let (side, number) = stem.rsplit_once(['_', '.'])?;
    let is_numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_side = ["BACKUP", "BASE", "LOCAL", "REMOTE"]
        .iter()
        .any(|word| side.strip_suffix(word).is_some_and(|rest| rest.len() > 1 && rest.ends_with(['_', '.'])));
    (is_numbered && is_side && is_course_text(&lower)).then_some(Leftover::Merge)
}

/// Of Dropbox in the languages that it speaks most, Nextcloud and Syncthing.
fn is_conflict(lower: &str) -> bool {
    const WORDS: [&str; 10] = [
        "conflicted copy",
        "case conflict",
        "in konflikt stehende kopie",
        "copie en conflit",
        "copia en conflicto",
        "copia in conflitto",
        "cópia em conflito",
        "conflicterende kopie",
        "競合コピー",
        "冲突副本",
    ];
    let in_brackets = lower.rsplit_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or("", |(inner, _)| inner);
    lower.contains(".sync-conflict-") || WORDS.iter().any(|words| in_brackets.contains(words))
}

/// A state of a text that a course reads, under an ending for what is kept, with a number, or from another merge.
fn of_course_text(lower: &str) -> Option<Leftover> {
    let (stem, ending) = lower.rsplit_once('.')?;
    if let Some((stem, kind)) = kept_as(lower, &KEPT).or_else(|| kept_as(lower, &KEPT_TEXT)) {
        // Perhaps with a date: `a.md.2024-01-31.bak`.
        let is_text = stem.match_indices('.').any(|(at, _)| is_course_text(&stem[..at])) || is_course_text(stem);
        return is_text.then_some(kind);
    }
    if !is_course_text(stem) {
        return None;
    }
    // Subversion and Bazaar.
    let is_revision = ending.strip_prefix('r').is_some_and(|rest| !rest.is_empty() && is_number(rest));
    if is_revision || ["base", "this", "other", "working", "moved"].contains(&ending) {
        return Some(Leftover::Merge);
    }
    is_number(ending).then_some(Leftover::Backup)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a name in small letters ends like a text that a course is written in.
fn is_course_text(lower: &str) -> bool {
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending, "md" | "yaml" | "yml") || MARKDOWN.contains(&ending)
}

/// The ending of a name that means markdown to other programs, as it is written.
pub(super) fn foreign_markdown(name: &str) -> Option<&str> {
    let (_, ending) = name.rsplit_once('.')?;
    MARKDOWN.contains(&ending.to_lowercase().as_str()).then_some(ending)
}

/// The ending of a markdown text that was given one more, `md.txt` for example, and is no other form of that text.
pub(super) fn after_markdown(name: &str) -> Option<&str> {
    const FORMS: [&str; 21] = [
        "html", "htm", "xhtml", "pdf", "doc", "docx", "odt", "rtf", "epub", "tex", "ipynb", "png", "jpg", "jpeg",
        "gif", "svg", "webp", "avif", "mp3", "mp4", "json",
    ];
    let (stem, ending) = name.rsplit_once('.')?;
    let is_markdown = stem.len() > 3 && stem.to_lowercase().ends_with(".md");
    (is_markdown && !FORMS.contains(&ending.to_lowercase().as_str())).then(|| &name[stem.len() - 2..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_is_known_wherever_it_lies() {
        use Leftover::{Backup, Conflict, Folder, Merge, Unfinished, Unsaved};
        for (kind, names) in [
            (
                Backup,
                "a.md~|A.MD~|a.md.~1~|.a.md.un~|_index.md~|style.css~|notes~|a.md.bak|a.md.BAK|a.md.bak2|a.md.old",
            ),
            (Backup, "a.md.backup|m.yaml.bkp|a.md.1|a.md.20240131|a.markdown.bak|a.md.2024-01-31_101500.bak"),
            (Unsaved, "#a.md#|.#a.md|.a.md.swp|.a.md.swo|a.md.swp|.a.md.kate-swp|a.md.save|a.md.save.1"),
            (Unsaved, "~$lesson.docx|.~lock.lesson.odt#"),
            (Merge, "a.md.orig|a.md.rej|a.css.rej|a.md.mine|a.md.r12|a.md.BASE|a.md.THIS|a_LOCAL_4711.md|a_BASE_12.md"),
            (Merge, "a_REMOTE_4711.md|a_BACKUP_4711.md|a.md.LOCAL.4711.md"),
            (Conflict, "a (Ada's conflicted copy 2024-01-31).md|a (conflicted copy 2024-01-31 101500).md"),
            (Conflict, "a (In Konflikt stehende Kopie von Ada).md|a.sync-conflict-20240131-101500-ABCDEFG.md"),
            (Unfinished, "a.md.tmp|a.md___jb_tmp___|a.md___jb_old___|4913|.goutputstream-1A2B3C|a.md.part"),
            (Unfinished, "a.md.sb-1a2b3c4d-Xy12Zw|~syncthing~a.md.tmp|.clinic-a.md|.nfs000000000001"),
            (Folder, "Thumbs.db|desktop.ini|.DS_Store|._a.md|Icon\r|.directory"),
        ] {
            for name in names.split('|') {
                assert_eq!(leftover(name), Some(kind), "{name}");
            }
        }
    }

    #[test]
    fn what_people_publish_is_not_taken_for_a_leftover() {
        let names = [
            "a.md",
            "_index.md",
            "a (copy).md",
            "a - Copy.md",
            "Copy of a.md",
            "02-conflicted-copy.md",
            "a~b.md",
            "a#.md",
            "#.md",
            "old.md",
            "backup.md",
            "merge-conflicts.md",
            "orig.svg",
            "data.csv.bak",
            "AdventureWorks.bak",
            "macro.swp",
            "movie.swf",
            "notes.txt",
            "robots.txt",
            "clinic.1",
            "libx.so.1",
            "x.part1.rar",
            "data_BASE_1.csv",
            "ALL_YOUR_BASE.md",
            "BASE_12.md",
            "base.yaml",
            "exercise.yml",
            "a.md.pdf",
            "a.rtf",
            "~",
            "#",
            "##",
            ".htaccess",
            ".nojekyll",
            "2024.10.01",
            "4913.md",
            "sb-1.css",
            "a.md.html",
            "page.orig",
            "x.save",
            "archive.old",
        ];
        for name in names {
            assert_eq!(leftover(name), None, "{name}");
        }
    }

    #[test]
    fn names_for_what_is_kept_are_told_from_those_of_other_things() {
        for name in ["data.csv.bak", "AdventureWorks.bak", "page.orig", "page.old", "x.svg.bak.1", "a.pdf.crdownload"] {
            assert!(kept(name).is_some(), "{name}");
        }
        for name in ["a.svg", "bak", ".bak", "old.svg", "a.1", "x.part1.rar", "rebak", "melbourne.temp", "wheel.part"] {
            assert_eq!(kept(name), None, "{name}");
        }
    }

    #[test]
    fn markdown_is_known_under_all_its_endings() {
        for (name, ending) in [("a.markdown", "markdown"), ("a.MDX", "MDX"), ("a.Rmd", "Rmd"), ("a.b.qmd", "qmd")] {
            assert_eq!(foreign_markdown(name), Some(ending));
        }
        for name in ["a.md", "markdown", "a.mdb", "a.mmd", "a.txt", "a.rst", "a.tex"] {
            assert_eq!(foreign_markdown(name), None, "{name}");
        }
        for (name, ending) in
            [("a.md.txt", "md.txt"), ("a.MD.TXT", "MD.TXT"), ("a.md.copies", "md.copies"), ("é.md.gz", "md.gz")]
        {
            assert_eq!(after_markdown(name), Some(ending));
        }
        for name in ["a.md", ".md.txt", "a.md.html", "a.md.PDF", "amd.txt", "a.txt"] {
            assert_eq!(after_markdown(name), None, "{name}");
        }
    }
}
