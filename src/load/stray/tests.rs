use super::*;

fn seen(path: &str, text: impl AsRef<[u8]>) -> Option<Stray> {
    let path = SourcePath::new(path);
    by_name(&path).or_else(|| by_text(&path, text.as_ref(), &|path| path == "content/01-a.md"))
}

#[test]
fn text_of_a_course_is_known_whatever_it_ends_in() {
    let says = |word| Some(Stray::Says(word));
    let front = "---\ntitle: A\n---\nText\n";
    for path in ["content/a.txt", "content/a", "content/a.md2", "content/a.text"] {
        assert_eq!(seen(path, front), Some(Stray::FrontMatter), "{path}");
        assert_eq!(seen(path, front.replace('\n', "\r\n")), Some(Stray::FrontMatter), "{path}");
        assert_eq!(seen(path, format!("\u{feff}\n\n{front}")), Some(Stray::FrontMatter), "{path}");
    }
    assert_eq!(seen("content/a.txt", "+++\ntitle = 'A'\n+++\nText\n"), Some(Stray::FrontMatter));
    for ending in ["markdown", "mdx", "Rmd"] {
        assert_eq!(seen(&format!("content/a.{ending}"), ""), Some(Stray::Ending(ending.to_owned())));
    }
    for path in ["content/a.txt", "content/a.yaml", "static/a.md", "static/a.yaml"] {
        assert_eq!(seen(path, "---\ntitle: A\nradar:\n  - mistake: M\n---\n"), says("radar:"), "{path}");
        assert_eq!(seen(path, "---\ntitle: A\nchecks:\n  - x\n"), says("checks:"), "unclosed, in {path}");
        assert_eq!(seen(path, "---\ntitle: A\ndraft: true\n---\n"), says("draft: true"), "{path}");
        assert_eq!(seen(path, "---\ndraft: True # for now\n---\n"), says("draft: true"), "{path}");
        assert_eq!(seen(path, "+++\ntitle = 'A'\ndraft = true\n+++\n"), says("draft: true"), "{path}");
        assert_eq!(seen(path, "---\ndraft: yes\n---\n"), says("draft: true"), "{path}");
        assert_eq!(seen(path, "---\n\"draft\": On\n---\n"), says("draft: true"), "{path}");
        assert_eq!(seen(path, "---\nchecks:\n  - statements: [x]\n---\n# T\n"), says("checks:"), "{path}");
        assert_eq!(seen(path, "---\nedition: 'instructor'\n---\n"), says("edition: instructor"), "{path}");
        assert_eq!(seen(path, "Text\n\n> [!ANSWER]\n> Because.\n"), says("> [!ANSWER]"), "{path}");
        assert_eq!(seen(path, "- x\n\n  >[!Instructor]\n"), says("> [!INSTRUCTOR]"), "{path}");
        for near in
            ["* > [!ANSWER]\n", "1. > [!ANSWER] x\n", "> [ANSWER]\n> x\n", "> **[!ANSWER]**\n", "> [! ANSWER]\n"]
        {
            assert_eq!(seen(path, near), says("> [!ANSWER]"), "{path}: {near}");
        }
        for list in [
            "# a\n- for: We\n  error: x\n  correction: y\n",
            "- for: We\n  answer: 'x'\n",
            "- answer: x\n  for: We\n",
            "- { for: We, correction: x }\n",
            "[{ for: We, answer: x }]\n",
            "-\n  for: We\n  error: x\n",
            "-   'for': We\n    \"why\": x\n",
            "%YAML 1.2\n---\n- for: We\n  answer: x\n",
            "answers:\n- for: We\n  answer: x\n",
        ] {
            assert_eq!(seen(path, list), Some(Stray::Answers), "{path}: {list}");
        }
    }
    assert_eq!(seen("content/a.patch", "@@ -1 +1 @@\n+   > [!ANSWER] x\n"), says("> [!ANSWER]"));
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(front.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(seen("content/a.txt", wide), Some(Stray::FrontMatter));
}

#[test]
fn what_is_offered_for_download_is_not() {
    for (path, text) in [
        ("content/notes.txt", "Notes\n\n---\ntitle: no front matter\n---\n"),
        ("content/pod.yaml", "---\nkind: Pod\nname: a\n---\nkind: Pod\nname: b\n"),
        ("content/ci.yml", "---\njobs:\n  checks: x\n"),
        ("static/skill.md", "---\nname: review\nchecks:\n  - tests pass\n---\nText\n"),
        ("static/c.md", "---\ntitle: A\ndraft: no\n---\nText\n"),
        ("static/d.md", "---\ntitle: A\nedition: second\n---\nText\n"),
        ("content/a.csv", "a,b\n---,---\n"),
        ("content/a.txt", "---\nno keys here\n---\n"),
        ("content/a.txt", "---\ntitle: never closed\n"),
        ("content/a.txt", "---\nNote: remember\n---\nText\n"),
        ("content/a.sql", "---\n--title: no key\n---\nselect 1;\n"),
        ("content/polaris.yaml", "---\nchecks:\n  cpu: warning\n"),
        ("static/polaris.yaml", "---\nchecks:\n  cpu: warning\n---\nchecks: {}\n"),
        ("content/a.diff", "--- a\n+++ b\n@@ -1 +1 @@\n-x: y\n+z: y\n"),
        ("content/a.txt", "-----\ntitle: A\n-----\n"),
        ("content/a.txt", "We quote > [!ANSWER] in a line\n"),
        ("content/a.json", "{ \"radar\": [], \"checks\": [] }"),
        ("content/steps.yaml", "- for: x\n  do: y\n"),
        ("content/errors.yaml", "- error: x\n  answer: y\n"),
        ("content/list.txt", "- an answer: yes\n- for example: no\n"),
        ("content/a.html", "<p>radar: no</p>"),
        ("content/a.txt", ""),
        ("static/a.md", "---\ntitle: An article to download\ndraft: false\n---\nText\n"),
        ("static/a.markdown", "# A\n"),
        ("static/a.Rmd", "---\ntitle: Exercise\noutput: html_document\n---\n"),
        ("static/a.md", "> [Answer](key.md) and [questions](q.md)\n> Any answer will do!\n"),
        ("static/a.md.txt", "# A\n> [!NOTE]\n> x\n"),
        ("static/yaml.md", "# YAML\n\n```yaml\n---\nedition: instructor\n---\n```\nA book has an `edition: second`.\n"),
        ("static/book.yaml", "edition: 2\ntitle: YAML\ndraft:\n  text: true\n"),
        ("static/book.yaml", "---\n{title: YAML, edition: second, draft: {is: true}}\n---\n"),
        ("static/book.toml", "+++\ntitle = 'A'\n[extra]\ndraft = true\n+++\n"),
        ("static/deep.yaml", "---\nbook:\n  draft: true\n  edition: instructor\n---\n"),
        ("static/t.txt", "---\n- draft: true\n---\n"),
        ("themes/x/static/part.css", "---\ntitle: A\n---\n"),
        ("static/a.txt", "> \u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\n"),
    ] {
        assert_eq!(seen(path, text), None, "{path}: {text:?}");
    }
    assert_eq!(seen("content/a.bin", b"---\ntitle: A\n---\n\0\0\0"), None);
}

#[test]
fn front_matter_is_known_whichever_way_yaml_writes_it() {
    let (instructor, draft) = (Some(Stray::Says("edition: instructor")), Some(Stray::Says("draft: true")));
    for path in ["content/a.txt", "static/a.txt", "themes/x/static/a.txt", "static/a.yaml"] {
        for front in [
            "{title: A, edition: instructor}\n",
            "{ title: A,\n  edition: Instructor\n}\n",
            "{\n  \"title\": \"A\",\n  \"edition\": \"instructor\"\n}\n",
            "  title: A\n  edition: instructor\n",
            "title: A\nedition:\n  instructor\n",
            "title: A\nedition:\n  # ours\n  'instructor'\n",
            "edition: >-\n  instructor\n",
            "edition : \"instructor\"\ntags: [a,\n  b]\n",
            "{title: A, edition: instructor\n",
        ] {
            let text = format!("---\n{front}---\nText\n");
            for text in [text.clone(), text.replace('\n', "\r"), text.replace('\n', "\r\n")] {
                assert_eq!(seen(path, &text), instructor, "{path}: {text:?}");
            }
        }
        for front in ["{draft: yes, title: A}\n", "\n   draft: true\n", "title: A\ndraft:\n   true\n"] {
            assert_eq!(seen(path, format!("---\n{front}---\nText\n")), draft, "{path}: {front:?}");
        }
        assert_eq!(seen(path, "+++\n  edition = 'instructor'\n+++\n"), instructor, "{path}");
        assert_eq!(seen(path, "---\n{title: A, radar: [{mistake: M}]}\n---\n"), Some(Stray::Says("radar:")), "{path}");
    }
    assert_eq!(seen("content/a.txt", "---\n{title: A}\n---\nText\n"), Some(Stray::FrontMatter));
}

#[test]
fn letters_of_two_bytes_hide_nothing() {
    let texts = [
        ("---\nedition: instructor\n---\n", "edition: instructor"),
        ("Text\r\n\r\n> [!ANSWER]\r\n> Because.\r\n", "> [!ANSWER]"),
        ("\u{422}\u{435}\u{43a}\u{441}\u{442}\r> [!ANSWER] \u{434}\u{430}\r", "> [!ANSWER]"),
    ];
    for (text, said) in texts {
        for write in [u16::to_le_bytes, u16::to_be_bytes] {
            let wide: Vec<u8> = text.encode_utf16().flat_map(write).collect();
            assert_eq!(seen("static/a.txt", wide), Some(Stray::Says(said)), "{text:?}");
        }
    }
}

#[test]
fn patches_are_read_line_by_line() {
    for (said, patch) in [
        ("edition: instructor", "--- a/b.md\n+++ b/b.md\n@@ -1,2 +1,3 @@\n ---\n+edition: instructor\n title: A\n"),
        ("edition: instructor", "@@ -1,2 +1,3 @@\n-{title: A, edition: instructor}\n+title: A\n"),
        ("draft: true", "@@ -2 +2 @@\n-draft: true\n+draft: false\n"),
        ("answer:", "@@ -7 +7 @@\n   - text: One\n+    answer: Two\n"),
        ("answer:", "diff --git a/x/b.md b/x/b.md\n@@ -7 +7 @@\n-answer: Two\n"),
        ("answer:", "7c7\n<     answer: Two\n---\n>     answer: Three\n"),
        ("answer:", "*** b.md\n--- b.md\n***************\n*** 7 ****\n!   answer: Two\n"),
        ("radar:", "--- b.md\n+++ b.md\n@@ -7 +7 @@\n+radar:\n+  - mistake: M\n"),
        ("correction:", "--- b.yaml\n+++ b.yaml\n@@ -1,2 +1,3 @@\n - for: One\n+  error: Two\n+  correction: Three\n"),
        ("> [!ANSWER]", "--- b.txt\n+++ b.txt\n@@ -1,2 +1,3 @@\n->[!ANSWER]\n->Two\n"),
        ("> [!ANSWER]", "3a4,5\n< > [!ANSWER]\n"),
    ] {
        for path in ["content/a.diff", "static/a.patch", "themes/x/static/a.rej"] {
            assert_eq!(seen(path, patch), Some(Stray::Says(said)), "{path}: {patch}");
            assert_eq!(seen(path, patch.replace('\n', "\r\n")), Some(Stray::Says(said)), "{path}: {patch}");
        }
    }
    let words = "diff --git a/site/content/01-a.md b/site/content/01-a.md\n@@ -9 +9 @@\n-One.\n+Two.\n";
    assert_eq!(seen("static/fix.txt", words), Some(Stray::Patch));
    for patch in [
        "--- a/site/content/02-b.md\n+++ b/site/content/02-b.md\n@@ -9 +9 @@\n-One.\n+Two, answer: no.\n",
        "--- a/q.py\n+++ b/q.py\n@@ -1 +1 @@\n-    answer: int\n+    answer: str\n+    correction: str\n+    why: str\n",
        "--- a/blog/post.md\n+++ b/blog/post.md\n@@ -2 +2 @@\n-draft: true\n+draft: false\n",
        "--- a/pr.yml\n+++ b/pr.yml\n@@ -1 +1 @@\n-draft: false\n+draft: true\n+answer: x\n",
        "--- a/q.sql\n+++ b/q.sql\n@@ -1 +1 @@\n--- for: a.md\n+-- why: x\n",
        "--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-Second edition: 2019\n+Third edition: 2024, http://x\n",
    ] {
        assert_eq!(seen("static/a.patch", patch), None, "{patch}");
    }
}
