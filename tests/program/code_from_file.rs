//! Code that a page takes from a file: it is what stands there, wherever the page is made; the file is published only where
//! something links to it; and what is not there is told.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;

use crate::support::{Course, module};
use mistake_clinic::api::model::Edition;
use mistake_clinic::api::pipeline::preview::Preview;
use mistake_clinic::api::pipeline::{self, Caching, Destination, Options, Served};
use mistake_clinic::api::relocate::{Relocation, relocate};
use mistake_clinic::api::text::SourcePath;

const OUTBOX: &str = "import queue\n\nclass Outbox:\n    # ANCHOR: relay\n    def relay(self):\n        send()\n    # ANCHOR_END: relay\n";

const LEARNER: Options = Options::hosted(Edition::Learner, false);

fn page(body: &str) -> String {
    format!("---\ntitle: P\nkind: page\n---\n{body}")
}

fn course(body: &str) -> Course {
    Course::with("content/01-s/_index.md", "# S\n")
        .and("content/01-s/01-m/index.md", module("M", ""))
        .and("content/01-s/01-m/p.md", page(body))
        .and("content/01-s/01-m/src/outbox.py", OUTBOX)
}

const SHOWN: &str = "s/m/p/index.html";

#[test]
fn a_block_shows_lines_of_a_file() {
    let course = course(
        "```python file=src/outbox.py anchor=relay title=\"The relay\"\n```\n\n```python file=/01-s/01-m/src/outbox.py lines=1\n```\n",
    );
    let built = course.build();
    built.expect_no_findings();
    let shown = built.expect_file(SHOWN);
    shown.contains_in_order(&[
        "<figure class=\"code\"><figcaption>The relay</figcaption><pre",
        "data-language=\"python\"",
        "send",
        "</pre></figure>",
        "queue",
    ]);
    shown.lacks("ANCHOR").lacks("Outbox").lacks("        send");
}

#[test]
fn without_a_language_the_file_says_it() {
    let built = course("```file=src/outbox.py lines=1\n```\n").build();
    built.expect_no_findings().expect_file(SHOWN).contains("data-language=\"py\"");
}

#[test]
fn a_file_is_published_where_something_links_to_it() {
    let block = "```python file=src/outbox.py lines=1\n```\n";
    course(block).build().expect_no_file("s/m/src/outbox.py");
    course(&format!("{block}\n[All of it](src/outbox.py)\n")).build().expect_file("s/m/src/outbox.py");
    let withheld = course(&format!("> [!ANSWER]\n> {}", block.replace('\n', "\n> ")));
    withheld.build().expect_no_file("s/m/src/outbox.py").expect_file(SHOWN).lacks("queue");
    withheld.instructor().expect_file(SHOWN).contains("queue");
}

#[test]
fn a_file_for_instructors_is_withheld_however_its_path_is_written() {
    for path in ["/01-s/../01-s/01-m/src/outbox.py", "/./01-s/01-m/src/outbox.py", "//01-s/01-m//src/outbox.py"] {
        let course = course(&format!("> [!ANSWER]\n> ```python file={path} lines=1\n> ```\n"));
        course.build().expect_no_file("s/m/src/outbox.py").expect_file(SHOWN).lacks("queue");
        course.instructor().expect_file(SHOWN).contains("queue");
    }
}

#[test]
fn what_is_not_there_is_told_with_its_place() {
    for (fence, column, words, help) in [
        ("```py file=src/outbux.py", 12, "there is no file `src/outbux.py`", "did you mean `src/outbox.py`?"),
        ("```py file='../../../../clinic.yaml'", 12, "is outside `content/`", "next to the page"),
        ("```py file=/../clinic.yaml", 12, "is outside `content/`", "move the file to `content/`"),
        ("```py file=index.md", 12, "`index.md`: a Markdown file might", "another extension"),
        ("```py file=src/outbox.py lines=3-99", 32, "has only 7 lines, but `lines=3-99` asks for more lines", "anchor"),
        ("```py file=src/outbox.py anchor=relais", 33, "has no part named `relais`", "did you mean `anchor=relay`?"),
        ("> ~~~py file=src/bytes.bin", 14, "is not UTF-8", "text file"),
    ] {
        let close = if fence.starts_with('>') { "> ~~~" } else { "```" };
        let course = course(&format!("{fence}\n{close}\n")).and("content/01-s/01-m/src/bytes.bin", [0xff, 0xfe, 0x00]);
        let checked = course.check();
        checked.expect_only("code-from-file", "content/01-s/01-m/p.md", 5, column).saying(words).helping(help);
    }
    let typed = course("- a\n\n  ```py file=src/outbox.py\n  # mine\n  ```\n").check();
    typed
        .expect_only("code-from-file", "content/01-s/01-m/p.md", 8, 3)
        .saying("the text inside the block is not shown");
    let front = "checks: [{ title: C, statements: [{ text: A, hint: \"x\" }] }]\n";
    let configured = course("")
        .and("clinic.yaml", "title: C\nprotocol:\n  - |\n    ```py file=src/outbox.py\n    ```\n")
        .and("content/01-s/02-n.md", module("N", front));
    configured
        .check()
        .expect_finding("code-from-file", "clinic.yaml", 4, 16)
        .saying("only code blocks in the body of a page");
}

#[test]
fn texts_of_front_matter_take_code_too() {
    let course = course("").and(
        "content/01-s/01-m/index.md",
        module("M", "protocol:\n  - |\n    Read:\n\n    ```py file=src/outbox.py lines=1\n    ```\n"),
    );
    course.build().expect_no_findings().expect_file("s/m/index.html").contains("queue");
}

#[test]
fn the_preview_follows_the_file() {
    let course = course("```text file=src/outbox.py lines=1\n```\n\nWords.\n");
    let (mut preview, _) = Preview::open(&course.path(""), LEARNER, Caching::On, &mut |_| ()).unwrap();
    let view = preview.view();
    let shows = |words: &str| match view.get(SHOWN) {
        Served::Made { bytes, .. } => assert!(String::from_utf8(bytes).unwrap().contains(words), "{words}"),
        other => panic!("{other:?}"),
    };
    shows("import queue");
    let mut write = |path: &str, text: &str| {
        course.write(path, text);
        preview.change(&[course.path(path)]).map(|update| update.report.counts.errors)
    };
    assert_eq!(write("content/01-s/01-m/src/outbox.py", "import heap\n"), Some(0));
    shows("import heap");
    assert_eq!(write("content/01-s/01-m/src/outbox.py", "import heap\n"), None);
    assert_eq!(write("content/01-s/01-m/p.md", &page("```text file=src/outbox.py lines=1\n```\n\nOther.\n")), Some(0));
    shows("import heap");
    assert_eq!(write("content/01-s/01-m/p.md", &page("```text file=src/other.py\n```\n\nOther.\n")), Some(1));
    assert_eq!(write("content/01-s/01-m/src/other.py", "import stack\n"), Some(0));
    shows("import stack");
    fs::remove_file(course.path("content/01-s/01-m/src/other.py")).unwrap();
    let update = preview.change(&[course.path("content/01-s/01-m/src/other.py")]).unwrap();
    assert_eq!(update.report.counts.errors, 1);
}

#[test]
fn a_build_that_keeps_something_sees_the_file_change() {
    let course = course("```text file=src/outbox.py lines=1\n```\n");
    let build = || {
        let destination = Destination { folder: None, adopt: false };
        pipeline::build(&course.path(""), LEARNER, &destination, Caching::On, &mut |_| ()).unwrap();
        fs::read_to_string(course.path("public").join(SHOWN)).unwrap()
    };
    assert!(build().contains("import queue") && build().contains("import queue"));
    course.write("content/01-s/01-m/src/outbox.py", "import heaps\n");
    assert!(build().contains("import heaps"));
}

#[test]
fn a_page_that_moves_takes_its_code_from_the_same_file() {
    let course = course("```text file=src/outbox.py lines=1\n```\n\n```text file='src/outbox.py' anchor=relay\n```\n");
    let path = SourcePath::new;
    let moves = [(path("content/01-s/01-m/p.md"), path("content/01-s/q.md"))].into_iter().collect();
    let relocated = relocate(&course.path(""), &Relocation { moves, ..Relocation::default() }).unwrap();
    assert_eq!(relocated.left, []);
    let text = fs::read_to_string(course.path("content/01-s/q.md")).unwrap();
    assert!(
        text.contains("file=01-m/src/outbox.py lines=1") && text.contains("file='01-m/src/outbox.py' anchor"),
        "{text}"
    );
    course.build().expect_no_findings().expect_file("s/q/index.html").contains("import queue");
}
