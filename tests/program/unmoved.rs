//! What an edit leaves alone: no page changes because another one was added, removed or renamed, but where it lists that
//! page, leads to it or counts with it. So ids come from paths, never from places in the course.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Built, Course, html, packed};

/// A text with headings, and with a note for instructors.
const TEXT: &str = "## Aims\n\nA[^n].\n\n> [!INSTRUCTOR]\n> B[^n].\n>\n> ### Why\n\n## Aims\n\n[^n]: Note.\n";

/// Words with a note as a value in front matter, so that they have ids wherever they are shown.
fn noted(words: &str) -> String {
    let lead = " ".repeat(12);
    format!("|\n{lead}{words}[^n].\n\n{lead}[^n]: Note.\n")
}

/// Front matter of a module that has every kind of sheet. Its completion standard is its own, since the built-in one asks
/// for more where something came before.
fn front(title: &str) -> String {
    let lines = [
        "---\ntitle: TITLE",
        "radar:\n  intro: «Intro»\n  rows:",
        "    - { id: own, mistake: 'One of TITLE', where: W, symptom: S, repair: R }",
        "    - { mistake: 'Two of TITLE', where: W, symptom: S, repair: R }",
        "checks:\n  intro: «Intro»\n  groups:\n    - title: Group\n      intro: «Intro»\n      statements:",
        "        - text: «One of TITLE»\n          hint: «Hint»\n          answer: { error: E, why: W, correction: C }",
        "        - Two of TITLE.",
        "protocol:\n  intro: «Intro»\n  steps:\n    - «Step»",
        "log:\n  intro: «Intro»\n  starter:\n    - { mistake: M }",
        "completion:\n  intro: «Intro»\n  criteria:\n    - text: «Done»",
        "cards:\n  intro: «Intro»\n  cards:\n    - front: «Front»\n      back: «Back»\n",
    ];
    let words = ["Intro", "One of TITLE", "Hint", "Step", "Done", "Front", "Back"];
    let text = words.iter().fold(lines.join("\n"), |text, words| text.replace(&format!("«{words}»\n"), &noted(words)));
    text.replace("TITLE", title)
}

/// A module without statements.
const BARE: &str =
    "---\ntitle: Bare\nradar:\n  - { mistake: M, where: W, symptom: S, repair: R }\ncompletion:\n  - Done.\n---\n";

/// A worksheet with checks that its module leaves out.
fn form(title: &str) -> String {
    let statement = noted(&format!("A statement of {title}"));
    format!(
        "---\ntitle: {title}\nkind: page\nsheet: true\nchecks:\n  - text: {statement}    answer: {{ error: E }}\n---\n{TEXT}"
    )
}

/// Two sections of modules and pages in every form, with numbers that leave room before each.
fn course(more: &str) -> Course {
    let config = format!(
        "title: Course\nid: c\nbase_url: 'https://example.org/c/'\nshow_answers: after_attempt\nrules: {{ practice-without-checks: off, missing-answer: off }}\n{more}"
    );
    let duplex = "sheets: { cards: duplex, shuffle: 17, print: [start, log, checks, cards, completion, protocol, review, page] }\n";
    Course::with("clinic.yaml", config)
        .and("content/_index.md", format!("---\ntitle: Home\n---\n{TEXT}"))
        .and("content/10-s/_index.md", "---\ntitle: S\ntags: [t]\n---\n")
        .and("content/10-s/10-a/index.md", format!("{}---\n{TEXT}", front("A")))
        .and("content/10-s/10-a/practice/10-lab.md", form("Lab"))
        .and("content/10-s/10-a/practice/20-plain.md", format!("# Plain\n\n{TEXT}"))
        .and("content/10-s/10-a/quiz.md", form("Quiz"))
        .and("content/10-s/20-b.md", format!("{}{duplex}---\n{TEXT}", front("B")))
        .and("content/10-s/30-bare.md", BARE)
        .and("content/10-s/40-form.md", form("Form"))
        .and("content/20-t/_index.md", "---\ntitle: T\ntags: [t]\n---\n")
        .and("content/20-t/10-c/index.md", format!("---\ntitle: C\nbuilds_on: [s/b]\n---\n{TEXT}"))
        .and("content/20-t/10-c/clinic.md", format!("{}---\n{TEXT}", front("C clinic")))
        .and("content/20-t/10-c/practice/10-lab.md", form("Lab"))
        .and("content/20-t/20-منطق.md", format!("{}---\n{TEXT}", front("D")))
        .and("content/20-t/30-form.md", form("Form"))
}

type Texts = BTreeMap<String, String>;

/// Both editions, the pages of the instructors' with a `!`, as far as they are text.
fn built(course: &Course) -> Texts {
    let texts = |built: Built, mark: &'static str| {
        let files = built.expect_no_findings().tree().into_iter();
        // What a site is searched by counts all of its pages.
        let is_listed = |path: &str| path.starts_with('.') || path.starts_with("assets/search/");
        let files = files.filter(move |(path, _)| !is_listed(path));
        files.filter_map(move |(path, bytes)| {
            Some((format!("{mark}{path}"), packed::unpacked(&String::from_utf8(bytes).ok()?)))
        })
    };
    texts(course.build(), "").chain(texts(course.instructor(), "!")).collect()
}

/// What becomes of a course by an edit.
struct Edited {
    before: Texts,
    after: Texts,
}

impl Edited {
    fn by(course: &Course, edit: impl FnOnce(&Course)) -> Self {
        let before = built(course);
        edit(course);
        Self { before, after: built(course) }
    }

    /// The files that are gone or not as they were, apart from what `without` leaves out.
    fn changed(&self, without: impl Fn(&str) -> String) -> BTreeSet<&str> {
        let same = |path: &str, text: &str| self.after.get(path).is_some_and(|after| without(after) == without(text));
        let changed = self.before.iter().filter(|(path, text)| !same(path, text));
        changed.map(|(path, _)| path.trim_start_matches('!')).collect()
    }

    /// These files and no others change; where the path ends in `*`, any below it may.
    fn expect_changed(&self, wanted: &[&str], without: impl Fn(&str) -> String) {
        let changed = self.changed(without);
        let is = |path: &str, wanted: &str| match wanted.strip_suffix('*') {
            Some(folder) => path.starts_with(folder),
            None => path == wanted,
        };
        let unwanted: Vec<&&str> =
            changed.iter().filter(|path| !wanted.iter().any(|wanted| is(path, wanted))).collect();
        assert!(unwanted.is_empty(), "{unwanted:#?} changed too");
        let kept: Vec<&&str> = wanted.iter().filter(|wanted| !changed.iter().any(|path| is(path, wanted))).collect();
        assert!(kept.is_empty(), "{kept:#?} did not change");
    }

    /// Each piece of the file is still there, but those that hold one of `but`.
    fn expect_kept(&self, path: &str, pieces: fn(&str) -> Vec<&str>, but: &[&str]) {
        let kept: BTreeSet<&str> = pieces(&self.after[path]).into_iter().collect();
        let pieces = pieces(&self.before[path]).into_iter();
        let pieces: Vec<&str> = pieces.filter(|piece| !but.iter().any(|but| piece.contains(but))).collect();
        assert!(pieces.len() > 1, "{path} has {}", pieces.len());
        for piece in pieces {
            assert!(kept.contains(piece), "{path} has no more\n{piece}");
        }
    }
}

/// The sheets of a page. In each of them are other sections.
fn sheets(text: &str) -> Vec<&str> {
    let sheets = text.split("<section class=\"sheet").skip(1);
    sheets.map(|sheet| sheet.split_once("</body>").map_or(sheet, |(sheet, _)| sheet)).collect()
}

/// The rows of a radar.
fn rows(text: &str) -> Vec<&str> {
    let rows = text.split("<tr").filter(|row| row.starts_with(" id="));
    rows.filter_map(|row| row.split("</table>").next()).collect()
}

/// What stands between `open` and `close`, with both.
fn pieces<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    let parts = text.match_indices(open).map(|(at, _)| &text[at..]);
    parts.map(|part| &part[..part.find(close).map_or(part.len(), |end| end + close.len())]).collect()
}

/// A text without its pieces between these marks.
fn without(text: &str, open: &str, close: &str) -> String {
    pieces(text, open, close).into_iter().fold(text.to_owned(), |text, piece| text.replacen(piece, "", 1))
}

fn as_it_is(text: &str) -> String {
    text.to_owned()
}

/// Data apart from the number of its module.
fn unnumbered(text: &str) -> String {
    without(text, "\"number\":", ",")
}

/// A page apart from the menu of its section, what leads to the pages before and after it, and what the first module says.
fn without_menus(text: &str) -> String {
    let menus =
        [("<nav class=\"around\"", "</nav>"), ("<nav class=\"turn\"", "</nav>"), ("\n<p class=\"what\"", "</p>")];
    menus.into_iter().fold(unnumbered(text), |text, (open, close)| without(&text, open, close))
}

/// What lists all modules or pages of the course.
const LISTS: [&str; 5] = ["index.html", "course.json", "sitemap.xml", "radar/index.html", "print/index.html"];

#[test]
fn the_course_has_every_kind_of_sheet_and_page_of_sheets() {
    let files = built(&course(""));
    for path in
        ["s/a/print/", "s/b/print/large/", "s/print/", "t/c/print/", "!t/c/print/answers/", "!s/form/print/answers/"]
    {
        assert!(!sheets(&files[&format!("{path}index.html")]).is_empty(), "{path}");
    }
    let kinds: BTreeSet<String> = html::all(&files["t/c/print/index.html"], "data-sheet").into_iter().collect();
    assert_eq!(Vec::from_iter(kinds), ["cards", "checks", "completion", "log", "page", "start"]);
    let kinds: BTreeSet<String> = html::all(&files["t/c/print/more.js"], "data-sheet").into_iter().collect();
    assert_eq!(Vec::from_iter(kinds), ["protocol", "review"]);
    assert_eq!(files["t/c/print/index.html"].matches("<symbol ").count(), 2, "one for each page that sheets lead to");
}

#[test]
fn an_early_page_changes_what_lists_it_and_the_page_after_it() {
    let edited = Edited::by(&course(""), |course| course.write("content/00-early.md", form("Early")));
    edited.expect_changed(&["index.html", "sitemap.xml", "print/index.html", "s/index.html"], as_it_is);
    edited.expect_changed(&["index.html", "sitemap.xml", "print/index.html"], without_menus);
}

#[test]
fn an_early_module_changes_what_lists_it_and_the_menus_and_pack_of_its_section() {
    let early = format!("---\ntitle: Early\n{}---\n{TEXT}", crate::support::ROW);
    let edited = Edited::by(&course(""), |course| course.write("content/10-s/00-early.md", &early));
    let section = ["s/index.html", "s/radar/index.html", "s/print/index.html", "s/print/more.js"];
    edited.expect_changed(&[&LISTS[..], &section].concat(), without_menus);
    let data = ["s/a", "s/b", "s/bare", "t/c", "t/منطق"].map(|module| format!("assets/data/{module}.json"));
    let menus = ["s/a/index.html", "s/a/quiz/index.html", "s/a/practice/*", "s/b/index.html", "s/bare/index.html"];
    let menus = [&menus[..], &["s/form/index.html"], &data.each_ref().map(String::as_str)].concat();
    edited.expect_changed(&[&LISTS[..], &section, &menus].concat(), as_it_is);
    // A pack has the review of its modules as the first one wants it.
    for mark in ["", "!"] {
        edited.expect_kept(&format!("{mark}s/print/index.html"), sheets, &[]);
        edited.expect_kept(&format!("{mark}s/print/more.js"), sheets, &["data-sheet=\"review\""]);
        edited.expect_kept(&format!("{mark}s/radar/index.html"), rows, &[]);
    }
}

#[test]
fn an_early_module_changes_nothing_but_numbers_in_a_course_that_shows_them() {
    let early = format!("---\ntitle: Early\n{}---\n{TEXT}", crate::support::ROW);
    let course = course("numbering: 'Module {n}'\n");
    let edited = Edited::by(&course, |course| course.write("content/10-s/00-early.md", &early));
    let section = ["s/index.html", "s/radar/index.html", "s/print/index.html", "s/print/more.js"];
    let numberless = |text: &str| {
        let numberless = |text: &str, before: &str| {
            text.split(before).map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())).collect::<String>()
        };
        numberless(&numberless(text, "Module "), "<b>M")
    };
    edited.expect_changed(&[&LISTS[..], &section].concat(), |text| numberless(&without_menus(text)));
}

#[test]
fn the_statements_of_an_early_module_are_met_again_in_reviews_and_change_no_other_sheet() {
    let early = format!("{}---\n{TEXT}", front("Early"));
    let edited = Edited::by(&course(""), |course| course.write("content/10-s/00-early.md", &early));
    let section = ["s/index.html", "s/radar/index.html", "s/print/index.html", "s/print/more.js"];
    let unreviewed = |text: &str| {
        let text = without(&without_menus(text), "\"more\":[", "]");
        let lines =
            pieces(&text, "<li data-pages", "</span>").into_iter().filter(|line| line.contains("#sheet-review\""));
        let text = lines.fold(text.clone(), |text, line| text.replacen(line, "", 1));
        let reviews = sheets(&text).into_iter().filter(|sheet| sheet.contains("data-sheet=\"review\""));
        reviews.fold(text.clone(), |text, sheet| text.replacen(sheet, "", 1))
    };
    // Modules that had nothing to review now offer it.
    let first = ["s/a/print/index.html", "s/a/print/more.js", "cards.txt"];
    edited.expect_changed(&[&LISTS[..], &section, &first].concat(), unreviewed);
    edited.expect_kept("s/a/print/index.html", sheets, &[]);
    let before = |path: &str| edited.before[path].contains("review");
    assert!(!before("s/a/print/more.js") && edited.after["s/a/print/more.js"].contains("data-sheet=\"review\""));
    assert!(
        !before("s/a/print/index.html") && edited.after["s/a/print/index.html"].contains("[\"protocol\",\"review\"]")
    );
}

#[test]
fn an_early_section_changes_what_lists_it_and_the_page_after_it() {
    let edited = Edited::by(&course(""), |course| {
        course.write("content/00-early/_index.md", "---\ntitle: Early\n---\n");
        course.write("content/00-early/10-early.md", format!("---\ntitle: Early\n{}---\n{TEXT}", crate::support::ROW));
    });
    // Before it `s/a` was the first module, which says what a clinic is.
    edited.expect_changed(&[&LISTS[..], &["s/index.html", "s/a/index.html"]].concat(), unnumbered);
    edited.expect_changed(&LISTS, without_menus);
}

#[test]
fn an_early_page_of_a_module_leaves_others_and_the_sheets_beside_it_alone() {
    let edited = Edited::by(&course(""), |course| {
        course.write("content/10-s/10-a/concepts/00-early.md", format!("---\ntitle: Early\nsheet: true\n---\n{TEXT}"));
    });
    // It has no room to write, so that it lies beside the pack.
    let wanted = ["sitemap.xml", "s/index.html", "s/print/index.html", "s/print/more.js", "s/a/*"];
    edited.expect_changed(&wanted, as_it_is);
    for path in
        ["s/a/print/index.html", "s/a/print/large/index.html", "s/print/index.html", "!s/a/print/answers/index.html"]
    {
        edited.expect_kept(path, sheets, &[]);
    }
    edited.expect_kept("s/radar/index.html", rows, &[]);
}

#[test]
fn a_page_that_is_renamed_or_removed_changes_no_other() {
    let lab = "content/10-s/10-a/practice/10-lab.md";
    let of_lab = ["s/a/practice/lab", "sheet-page.practice.lab"];
    for to in [None, Some("content/10-s/10-a/practice/05-laboratory.md")] {
        let edited = Edited::by(&course(""), |course| {
            course.remove(lab);
            let _ = to.map(|to| course.write(to, form("Lab")));
        });
        let lists = ["sitemap.xml", "s/print/index.html", "s/a/*"];
        let counts: &[&str] = if to.is_none() { &["s/index.html"] } else { &[] };
        edited.expect_changed(&[&lists[..], counts].concat(), as_it_is);
        for path in ["s/a/print/index.html", "s/print/index.html", "!s/a/print/answers/index.html"] {
            edited.expect_kept(path, sheets, &of_lab);
        }
    }
}

#[test]
fn a_module_that_is_renamed_or_removed_changes_no_other() {
    for to in [None, Some("content/10-s/05-barely.md")] {
        let edited = Edited::by(&course(""), |course| {
            course.remove("content/10-s/30-bare.md");
            let _ = to.map(|to| course.write(to, BARE));
        });
        let gone = [
            "s/bare/*",
            "assets/data/s/bare.json",
            "assets/log/s/bare.js",
            "s/index.html",
            "s/radar/index.html",
            "s/print/*",
        ];
        edited.expect_changed(&[&LISTS[..], &gone].concat(), without_menus);
        edited.expect_kept("s/print/index.html", sheets, &["data-module=\"s/bare\""]);
        edited.expect_kept("s/radar/index.html", rows, &["data-clinic-id=\"s/bare#"]);
    }
}
