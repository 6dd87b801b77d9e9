//! Front matter in all the places and shapes that authors give it.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::text::SourcePath;

fn file(text: &str) -> SourceFile {
    SourceFile::new(SourcePath::new("content/a.md"), text)
}

/// What was found in `text`: its keys, its body, and the finding.
fn read(text: &str) -> (Option<String>, String, Option<Finding>) {
    let file = file(text);
    let (parts, finding) = found(&file);
    let front = parts.front.map(|front| match front {
        Front::Yaml(range) => text[range].to_owned(),
        Front::Converted(yaml) => yaml,
    });
    (front, text[parts.body].to_owned(), finding)
}

/// `text` with the lines that its finding offers, in its own line breaks.
fn repaired(text: &str) -> String {
    let (_, _, finding) = read(text);
    let finding = finding.unwrap_or_else(|| panic!("nothing was found in {text:?}"));
    let fix = finding.fix.unwrap_or_else(|| panic!("nothing is offered for {text:?}"));
    assert!(!fix.certain);
    let file = file(text);
    let (start, end) = (file.line_span(fix.line).start, file.line_span(fix.end_line).end);
    format!("{}{}{}", &text[..start], fix.text, &text[end..])
}

/// Unread front matter, what is said of it, where, and how the repaired file begins.
fn unread(text: &str, message: &str, line: usize, wanted: &str) {
    let (front, _, finding) = read(text);
    let finding = finding.unwrap_or_else(|| panic!("nothing was found in {text:?}"));
    assert_eq!((finding.rule, finding.message.as_str()), (Rule::UnreadFrontMatter, message), "{text}");
    assert_eq!(file(text).position(finding.place.span().start).line, line, "{text}");
    let repaired = repaired(text);
    assert_eq!(repaired, wanted, "{text}");
    let (again, _, finding) = read(&repaired);
    assert_eq!(finding, None, "{repaired}");
    let keys = |front: Option<String>| -> Vec<String> {
        front.unwrap_or_default().lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    assert_eq!(keys(again), keys(front), "{repaired}");
}

/// Nothing is said of `text`, and it has no front matter.
fn silent(text: &str) {
    let (front, body, finding) = read(text);
    assert_eq!((front, body.as_str(), finding), (None, text, None));
}

proptest! {
    // The same texts on every run; `PROPTEST_CASES=100000` looks further.
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the lines of a file are, nothing of it is read twice or from elsewhere, and the lines that are offered
    /// cure it: what is left is at most another fault.
    #[test]
    fn any_lines_can_be_read_and_what_is_offered_cures(
        lines in proptest::collection::vec(proptest::sample::select(&LINES[..]), 0..9),
        end in proptest::sample::select(&["", "\n", "\r\n"][..]),
    ) {
        let text = lines.join("\n") + end;
        let file = file(&text);
        let (parts, finding) = found(&file);
        if let Some(Front::Yaml(range)) = &parts.front {
            prop_assert!(range.end <= parts.body.start, "{text}");
        }
        prop_assert!(text.get(parts.body).is_some());
        if let Some(finding) = finding.filter(|finding| finding.fix.is_some()) {
            let mended = repaired(&text);
            let left = read(&mended).2;
            let is_same = left.as_ref().is_some_and(|left| left.rule == finding.rule && left.message == finding.message);
            prop_assert!(!is_same, "{text:?} became {mended:?}");
            let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
            let lost: Vec<String> = words(&text).difference(&words(&mended)).filter(|word| !["yaml", "markdown"].contains(&word.as_str())).cloned().collect();
            prop_assert!(lost.is_empty(), "{lost:?} of {text:?} is lost in {mended:?}");
        }
    }
}

const LINES: [&str; 30] = [
    "",
    "",
    "---",
    "---",
    " ---",
    "----",
    "—--",
    "...",
    "+++",
    "***",
    "--- # mine",
    "\u{200b}---",
    "title: A",
    "title: A",
    "draft: true",
    "  text: B",
    "intro: |-",
    "tags:",
    "- item",
    "# comment",
    "# comment",
    "title = \"A\"",
    "draft = true",
    "{\"title\": \"A\"}",
    "```yaml",
    "```",
    "```markdown",
    "<!-- remark -->",
    "Text: that goes on",
    "plain words",
];

const KEYS: &str = "title: A\ndraft: true\n";

#[test]
fn front_matter_lies_between_two_marks() {
    let parts = |text: &str| read(text);
    assert_eq!(parts("---\na: 1\n---\nBody"), (Some("a: 1\n".into()), "Body".into(), None));
    assert_eq!(parts("---\r\na: 1\r\n---\r\nBody"), (Some("a: 1\r\n".into()), "Body".into(), None));
    assert_eq!(parts("---  \na: 1\n---\t\n\nOne\n\n---\n"), (Some("a: 1\n".into()), "\nOne\n\n---\n".into(), None));
    assert_eq!(parts("---\n---\n"), (Some(String::new()), String::new(), None));
    assert_eq!(
        parts("---\na: |-\n  b\n  ---\n  c\n---\n"),
        (Some("a: |-\n  b\n  ---\n  c\n".into()), String::new(), None)
    );
}

#[test]
fn without_its_end_it_goes_as_far_as_its_keys() {
    let ends = |front: &str, body: &str| {
        let (found, rest, finding) = read(&format!("---\n{front}{body}"));
        assert_eq!((found.as_deref(), rest.as_str()), (Some(front), body));
        assert_eq!(finding.map(|finding| finding.rule), Some(Rule::UnclosedFrontMatter));
    };
    ends("title: A\nradar:\n- mistake: M\n# mine\n\n  where: W\n\n", "## Why\n\norder: of things\n");
    ends("title: A\n", "A proof: it convinces.\n");
    ends("a-b_1:\n  - x\n\n", "- a list\n");
    ends("tags: [\n  a\n]\n", "*Text*\n");
    ends("", "Text\n");
    ends("a: 1\n", "");
}

#[test]
fn another_mark_does_not_close_it() {
    for mark in ["----", "--", "—--", "***", "…", "...", " ---"] {
        let text = format!("---\n{KEYS}{mark}\nText\n\n---\nmore\n");
        let (front, body, finding) = read(&text);
        assert_eq!((front.as_deref(), body.as_str()), (Some(KEYS), "Text\n\n---\nmore\n"), "{mark}");
        assert_eq!(finding.map(|finding| finding.rule), Some(Rule::UnclosedFrontMatter));
        assert_eq!(repaired(&text), format!("---\n{KEYS}---\nText\n\n---\nmore\n"));
    }
}

#[test]
fn nothing_may_stand_before_it() {
    let wanted = format!("---\n{KEYS}---\n# A\n");
    let blank = "the front matter is not read, because a blank line comes before it";
    unread(&format!("\n{wanted}"), blank, 2, &wanted);
    unread(&format!(" \n\t\n\n{wanted}"), blank, 4, &wanted);
    unread(&format!("\r\n{}", wanted.replace('\n', "\r\n")), blank, 2, &wanted.replace('\n', "\r\n"));
    let comment = "the front matter is not read, because a comment comes before it";
    let moved = format!("---\n{KEYS}---\n<!-- (c)\n---\nMe -->\n# A\n");
    unread(&format!("<!-- (c)\n---\nMe -->\n\n{wanted}"), comment, 5, &moved);
    let moved = format!("---\n{KEYS}---\n[//]: # (c)\n# A\n");
    unread(&format!("\n[//]: # (c)\n{wanted}"), comment, 3, &moved);
    let heading = "the front matter is not read, because a heading comes before it";
    let words = "the front matter is not read, because text comes before it";
    unread(
        &format!("Text\n\n```\n---\ntitle: A\n---\n```\n\n---\n{KEYS}---\nmore"),
        words,
        9,
        &format!("---\n{KEYS}---\nText\n\n```\n---\ntitle: A\n---\n```\nmore"),
    );
    unread(&format!("# B\n\n---\n{KEYS}---\nText"), heading, 3, &format!("---\n{KEYS}---\n# B\nText"));
}

#[test]
fn its_mark_is_three_hyphens_and_nothing_else() {
    for mark in ["—--", "—", "–––", "— — —", "----", "--", "***", "* * *", "___", "+++", r"\---"] {
        let wanted = format!("---\n{KEYS}---\nText\n");
        let message = format!("the front matter is not read, because `{mark}` is not a valid opening line");
        unread(&format!("{mark}\n{KEYS}{mark}\nText\n"), &message, 1, &wanted);
        unread(&format!("{mark}\n{KEYS}---\nText\n"), &message, 1, &wanted);
    }
    let wanted = format!("---\n{KEYS}---\nText\n");
    unread(
        &format!("  ---\n{KEYS}---\nText\n"),
        "there is a space before `---`, so the front matter is not read",
        1,
        &wanted,
    );
    let indented = format!("    ---\n    {}    ---\nText\n", KEYS.replace("\nd", "\n    d"));
    unread(&indented, "there is a space before `---`, so the front matter is not read", 1, &wanted);
    let more = |mark: &str| format!("the front matter is not read, because `{mark}` is not a valid opening line");
    unread(&format!("---yaml\n{KEYS}---\nText\n"), &more("---yaml"), 1, &wanted);
    let (_, _, finding) = read(&format!("--- # Mine\n{KEYS}---\nText\n"));
    assert_eq!(finding.map(|finding| finding.message), Some(more("--- # Mine")));
    assert_eq!(repaired(&format!("--- # Mine\n{KEYS}---\nText\n")), wanted.replace("---\nt", "---\n# Mine\nt"));
    let unseen = "there is an invisible character next to `---`, so the front matter is not read";
    unread(&format!("\u{200b}---\n{KEYS}---\nText\n"), unseen, 1, &wanted);
}

#[test]
fn its_lines_end_as_lines_do() {
    let (front, body, finding) = read("---\rtitle: A\rdraft: true\r---\r# A\r");
    assert_eq!((front.as_deref(), body.as_str()), (Some("title: A\ndraft: true"), "# A\r"));
    let finding = finding.unwrap();
    assert_eq!(finding.message, "the lines of this file end in lone carriage returns, so its front matter is not read");
    assert_eq!(finding.fix, None);
    silent("---\rText\r");
}

#[test]
fn it_has_marks_above_and_below() {
    let message = "the front matter has no opening line, so it is not read";
    unread(&format!("{KEYS}---\n# A\n"), message, 1, &format!("---\n{KEYS}---\n# A\n"));
    unread(&format!("{KEYS}\n# A\n"), message, 1, &format!("---\n{KEYS}---\n# A\n"));
    unread("Title: A\nDraft: True\n\nText\n", message, 1, "---\nTitle: A\nDraft: True\n---\nText\n");
    unread("title: A\ntags:\n  - b\n---\n", message, 1, "---\ntitle: A\ntags:\n  - b\n---\n");
    let blank = "the front matter is not read, because a blank line comes before it";
    unread(&format!("\n---\n{KEYS}\n# A\n"), blank, 2, &format!("---\n{KEYS}---\n# A\n"));
}

#[test]
fn it_is_yaml() {
    let toml = "the front matter is TOML, so it is not read";
    let wanted = "---\ntitle: \"A\"\ndraft: true # soon\n---\nText\n";
    unread("+++\ntitle = \"A\"\ndraft = true # soon\n+++\nText\n", toml, 1, wanted);
    unread("\n+++\ntitle = \"A\"\ndraft = true # soon\n\nText\n", toml, 2, &wanted.replace("Text", "\nText"));
    unread("---\ntitle = \"A\"\ndraft = true # soon\n---\nText\n", toml, 2, wanted);
    unread("title = \"A\"\ndraft = true\n\nText\n", toml, 1, "---\ntitle: \"A\"\ndraft: true\n---\n\nText\n");
    let json = "the front matter is JSON, so it is not read";
    let wanted = "---\ntitle: 'A'\ndraft: true\n---\nText\n";
    unread("{\n  \"title\": \"A\",\n  \"draft\": true\n}\nText\n", json, 1, wanted);
    unread("---json\n{ \"title\": \"A\", \"draft\": true }\n---\nText\n", json, 1, wanted);
    let (_, _, finding) = read("{\n  \"title\": \"A\",\n  \"draft\": true,\n}\nText\n");
    assert_eq!(finding.map(|finding| (finding.message, finding.fix)), Some((json.to_owned(), None)));
    let (_, _, finding) = read("+++\ndraft = true\na.b = 1\n+++\nText\n");
    assert_eq!(finding.map(|finding| (finding.message, finding.fix)), Some((toml.to_owned(), None)));
}

#[test]
fn it_is_no_code() {
    let message = "the front matter is in a code block, so it is not read";
    let wanted = format!("---\n{KEYS}---\n# A\n");
    for (open, close) in [("```yaml\n---", "---\n```"), ("~~~yml", "~~~"), ("```markdown\n---", "---\n```")] {
        unread(&format!("{open}\n{KEYS}{close}\n# A\n"), message, 1, &wanted);
    }
    unread("```toml\ntitle = 'A'\ndraft = true\n```\n# A\n", message, 1, "---\ntitle: 'A'\ndraft: true\n---\n# A\n");
    unread("```json\n{\"draft\": true}\n```\n# A\n", message, 1, "---\ndraft: true\n---\n# A\n");
    let (front, body, finding) = read(&format!("```markdown\n---\n{KEYS}---\n# A\n\n```c\nx\n```\n```\n"));
    assert_eq!((front.as_deref(), body.as_str()), (Some(KEYS), "# A\n\n```c\nx\n```\n"));
    let finding = finding.unwrap();
    assert_eq!(finding.message, "the whole page is in a code block, so its front matter is not read");
}

#[test]
fn it_stands_there_once() {
    let text = format!("---\ntitle: B\n---\n\n---\n{KEYS}---\nText\n");
    let (front, body, finding) = read(&text);
    assert_eq!((front.as_deref(), body.as_str()), (Some("title: B\n"), "Text\n"));
    assert_eq!(
        finding.unwrap().message,
        "the page already has front matter, so this second block of front matter is not read"
    );
    assert_eq!(repaired(&text), format!("---\ntitle: B\n{KEYS}---\nText\n"));
    for lead in ["", "\n", "title: B\nkind: page\n"] {
        let text = format!("---\n{lead}---\nedition: instructor\ndraft: true\n---\nText\n");
        let (_, body, finding) = read(&text);
        assert_eq!((body.as_str(), finding.map(|finding| finding.rule)), ("Text\n", Some(Rule::UnreadFrontMatter)));
        assert_eq!(repaired(&text), format!("---\n{lead}edition: instructor\ndraft: true\n---\nText\n"));
    }
}

#[test]
fn texts_with_rules_colons_and_code_are_texts() {
    for text in [
        "",
        "Body\n---\n",
        "# A\n\nOne\n\n---\n\nTwo: three\n\n---\n\nFour",
        "# A\n\n---\n\ntitle: of a book\n\n---\n\nFour",
        "---- \n\nText\n",
        "***\n\nNote: this\n\n***\n",
        "\n---\nNote: this\n---\n",
        "Note: this is long\nand goes on\n---\n",
        "Note: this\n",
        "Name: \nDate: \n\nText\n",
        "Title: A play\nAuthor: Somebody\n\nText\n",
        "order: is half of life\n\nText\n",
        "edition: the second of three\n---\n",
        "title = \"A\"\n\nis how TOML says it\n",
        "- a\n- b\n---\n",
        "{% raw %}\n",
        "{{ title }}\n",
        "{ \"a\": 1 }\n\nis JSON\n",
        "{ \"title\": \"A\" } is JSON\n",
        "{.lead}\nText\n",
        "```yaml\nname: CI\non: push\n```\nText\n",
        "```yaml\ntitle: Person\ntype: object\nproperties:\n  a: b\n```\nText\n",
        "```yaml\nkind: Pod\nmetadata:\n  name: a\n```\n",
        "```python\ntitle: str = 'A'\n```\n",
        "# A\n\n```yaml\n---\ntitle: A\ndraft: true\n---\n```\n",
        "Text\n\n```yaml\n---\ntitle: A\ndraft: true\n---\n```\n",
        "```markdown\n---\ntitle: A\n---\n# A\n```\n\nThis is a page.\n",
        "<!-- title: A\ndraft: true -->\n# A\n",
        "<!-- a\n---\ntitle: A\ndraft: true\n---\n",
        "Text\n\n---\n\ntitle: A\n---\n",
        "Text\n\n---\nNote: this\n---\n",
        "Text\n\n<pre>\n\n---\ntitle: A\n---\n</pre>\n",
        "1. Write\n\n   ---\n   title: A\n   ---\n",
        "**Note**: this\n***\n",
        "+ a\n+ b\n",
        "+++\nText\n+++\n",
        "-- \nMe\n",
        "— A quotation\n",
        "—\ntitle of a book: subtitle\n—\n",
        "| a |\n|---|\n",
    ] {
        silent(text);
    }
    for body in [
        "\n---\n\nText\n",
        "```yaml\ntitle: A\ndraft: true\n```\n",
        "\n---\nNote: this\n---\n",
        "title: A\n---\n",
        "# A\n---\n",
    ] {
        let (front, found, finding) = read(&format!("---\ntitle: A\n---\n{body}"));
        assert_eq!((front.as_deref(), found.as_str(), finding), (Some("title: A\n"), body, None));
    }
}
