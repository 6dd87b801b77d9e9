//! However many cores there are, what is found and heard comes in one order.

use rayon::ThreadPoolBuilder;

use super::memory::InMemory;
use crate::assemble::references::Meaning;

/// Many modules and pages in two sections, each with a link to nothing in each of its texts.
fn broken() -> Vec<(String, String)> {
    let broken = |number: usize| {
        let row =
            format!("radar:\n  - {{ mistake: '[r](r{number}.md)', where: w{number}.md, symptom: S, repair: R }}\n");
        let checks = format!("checks:\n  - statements: ['[c](c{number}.md)']\n");
        format!("---\ntitle: '{number} [t](t{number}.md)'\n{row}{checks}---\n[b](b{number}.md)\n")
    };
    let modules = (0..40).map(|number| (format!("content/s{}/m{number}.md", number % 2), broken(number)));
    let page = |number: usize| format!("---\ntitle: P\nkind: page\n---\n[p](p{number}.md)\n");
    let pages = (0..40).map(|number| (format!("content/s{}/p{number}.md", number % 2), page(number)));
    let answers = (0..4).map(|number| (format!("answers/s0/p{number}.yaml"), "- for: N\n  why: Y\n".to_owned()));
    modules.chain(pages).chain(answers).collect()
}

fn course(threads: usize) -> InMemory {
    let files = broken();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| InMemory::of(&files))
}

#[test]
fn one_core_and_many_find_the_same_in_the_same_order() {
    let one = course(1);
    assert!(one.findings.len() > 200, "{}", one.findings.len());
    for threads in [2, 8] {
        let many = course(threads);
        assert_eq!(one.findings, many.findings);
        assert!(*one.course() == *many.course());
        assert_eq!(one.references(), many.references());
    }
}

#[test]
fn references_are_heard_in_the_order_in_which_they_are_resolved() {
    let course = InMemory::of(&[
        ("clinic.yaml", "title: Course\nnavigation: [{ title: Go, to: page.md }]\n"),
        ("content/_index.md", "---\ntitle: Home\n---\n[one](page.md)\n"),
        (
            "content/m/index.md",
            "---\ntitle: '[two](/page.md)'\nbuilds_on: [n]\nradar:\n  - { mistake: '![three](i.png)', where: practice/lab.md, symptom: S, repair: R }\n---\n[four](practice/lab.md#x) and [five](gone.md)\n",
        ),
        ("content/m/practice/lab.md", "---\ntitle: Lab\nchecks: ['[six](../i.png)']\n---\n[seven](..)\n"),
        ("content/m/i.png", ""),
        ("content/n.md", "---\ntitle: N\nchecks: [{ source: m/practice/lab.md }]\nradar: []\n---\n"),
        ("content/page.md", "---\ntitle: P\nkind: page\n---\n[eight](https://example.org)\n"),
        ("answers/m/practice/lab.yaml", "- for: six\n  why: '[nine](n.md)'\n"),
    ]);
    let heard = course.references();
    let meaning = |meaning: &Meaning| match meaning {
        Meaning::Page(path) | Meaning::File(path) => path.in_content().to_owned(),
        Meaning::Address(address) => format!("/{}", address.as_str()),
        Meaning::Nothing => "nothing".to_owned(),
    };
    let heard: Vec<String> =
        heard.iter().map(|one| format!("{}: {} = {}", one.place.path, one.typed, meaning(&one.meaning))).collect();
    let expected = [
        // What others may know, then the modules with their pages, pages of none, and files of answers.
        "clinic.yaml: page.md = page.md",
        "content/m/index.md: /page.md = page.md",
        "content/m/index.md: n = n.md",
        "content/m/index.md: practice/lab.md = m/practice/lab.md",
        "content/m/index.md: i.png = m/i.png",
        "content/m/practice/lab.md: ../i.png = m/i.png",
        "content/m/index.md: practice/lab.md#x = m/practice/lab.md",
        "content/m/index.md: gone.md = nothing",
        "content/m/practice/lab.md: .. = m/index.md",
        "content/n.md: m/practice/lab.md = m/practice/lab.md",
        "content/m/practice/lab.md: ../i.png = m/i.png",
        "content/_index.md: page.md = page.md",
        "answers/m/practice/lab.yaml: n.md = n.md",
    ];
    assert_eq!(heard, expected);
}
