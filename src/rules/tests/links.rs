//! Links to addresses and to places on pages.

use super::{Course, module};

/// A section and a module, on whose page are these words.
fn course(body: &str) -> Course {
    Course::with("content/_index.md", "---\ntitle: Home\n---\n")
        .and("content/01-one.md", module("One", &format!("---\n{body}")))
}

#[test]
fn a_place_is_looked_for_on_the_page_that_a_link_leads_to() {
    let text = "## First part\n\n[a](#first-part) [b](01-one.md#first-part) [c](/one/#first-part)\n";
    course(text).check().expect_no_findings();
    for link in ["#first-prat", "01-one.md#first-prat", "/one/#first-prat"] {
        let built = course(&format!("## First part\n\n[a]({link})\n")).check();
        built.expect_only("broken-anchor", "content/01-one.md", 8, 1).helping("did you mean `#first-part`?");
    }
    let radar = "radar:\n  - { mistake: M, where: 01-one.md#first-prat, symptom: S, repair: R }\n";
    let built = Course::with("content/01-one.md", module("One", &format!("{radar}---\n## First part\n"))).check();
    built.expect_only("broken-anchor", "content/01-one.md", 4, 26).helping("did you mean `#first-part`?");
}

#[test]
fn a_hundred_addresses_are_told_with_what_they_may_mean() {
    let links: String = (0..101).map(|_| "- [a](/onne/)\n").collect();
    let built = course(&links).check();
    assert_eq!(built.findings().len(), 101);
    let helps = |words: &str| built.all().iter().filter(|found| found.help().contains(words)).count();
    assert_eq!((helps("did you mean `/one/`?"), helps("use the path to its file")), (100, 1));
}
