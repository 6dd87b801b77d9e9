//! An author who edits a course by chance, in every way that a course knows.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]

use std::fs;

use super::chance::Chance;
use super::{Course, Tree, module, tree};

/// A course in which much refers to something else.
fn course() -> Course {
    let lab = "---\ntitle: Lab\nkind: practice\n---\nSee [M](../index.md).\n\n## Mistake checks\n\n1. One.\n2. Two.\n";
    let checks = "checks: [{ source: practice/01-lab.md }, { title: Own, statements: [{ text: Mine., id: own }] }]\n";
    Course::with("clinic.yaml", format!("title: Course\n{}\n", rules()))
        .and("content/_index.md", "---\ntitle: Home\n---\nTo [the page](x.md).\n")
        .and("content/x.md", "---\ntitle: X\nkind: page\ntags: [x]\n---\nHello, [A](s/01-a.md#part).\n")
        .and("content/s/_index.md", "---\ntitle: S\ndefaults:\n  log: { rows: 6 }\n---\n")
        .and("content/s/01-a.md", module("A", "tags: [x, y]\naliases: [/old/a/]\n---\n![T](t.svg)\n\n## Part\n"))
        .and("content/s/t.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>")
        .and(
            "content/s/02-b/index.md",
            module("B", &format!("builds_on: [s/a]\n{checks}---\n[Lab](practice/01-lab.md)\n")),
        )
        .and("content/s/02-b/practice/01-lab.md", lab)
        .and("content/s/02-b/practice/02-quiz.md", "---\ntitle: Quiz\nkind: quiz\nsheet: true\n---\nWhat?\n")
        .and("content/t/c/index.md", "---\ntitle: Guide\n---\nText.\n")
        .and(
            "content/t/c/clinic.md",
            "---\ntitle: Clinic\nradar: [{ mistake: M, where: W, symptom: S, repair: R }]\n---\n",
        )
        .and("content/t/c/practice/lab.md", lab)
        .and("answers/s/02-b/practice/01-lab.yaml", "- for: One\n  correction: First.\n")
        .and("static/notes.txt", "Notes.\n")
}

/// What would keep the course from being built, and says nothing of what is shown.
const HARMLESS: [&str; 24] = [
    "ambiguous-answer",
    "broken-anchor",
    "broken-link",
    "broken-reference",
    "circular-builds-on",
    "code-from-file",
    "duplicate-answer",
    "duplicate-anchor",
    "duplicate-card",
    "duplicate-row",
    "duplicate-statement",
    "folder-without-index",
    "misplaced-key",
    "missing-answer",
    "missing-column",
    "missing-image",
    "no-clinic",
    "raw-html",
    "source-without-checks",
    "unknown-preset",
    "unlisted-checks",
    "unmatched-answer",
    "unreachable-goal",
    "unshown-part",
];

fn rules() -> String {
    let levels: Vec<String> = HARMLESS.iter().map(|rule| format!("{rule}: warn")).collect();
    format!("rules: {{ {} }}", levels.join(", "))
}

/// Pages that have other things to say than this one.
const TARGETS: [&str; 7] = [
    "/x.md",
    "/s/01-a.md",
    "/s/01-a.md#part",
    "/s/02-b/index.md",
    "/s/02-b/practice/01-lab.md",
    "/t/c/clinic.md",
    "/t/c/index.md#radar",
];

/// Lines of front matter, each with the key that it sets: everything that a key can do to other pages.
const KEYS: [&str; 67] = [
    "title: Other",
    "title: '*Another* word'",
    "title: 'To [X](/x.md)'",
    "description: In one line",
    "description: 'See [X](/x.md)'",
    "image: /s/t.svg",
    "image: /x.md",
    "image: https://example.org/t.png",
    "order: 1",
    "order: 9",
    "draft: true",
    "draft: false",
    "tags: [x]",
    "tags: [y, Z]",
    "date: 2026-01-02",
    "updated: 2026-02-03",
    "aliases: [/older/]",
    "aliases: [/older/b/, /oldest.html]",
    "edition: instructor",
    "edition: learner",
    "extra: { a: 1 }",
    "rules: { missing-answer: off }",
    "kind: page",
    "kind: practice",
    "kind: concept",
    "kind: quiz",
    "kind: module",
    "builds_on: [s/a]",
    "builds_on: [s/b]",
    "builds_on: [t/c, s/a]",
    "id: named",
    "sheet: true",
    "sheet: false",
    "radar: [{ mistake: New, where: '/x.md', symptom: S, repair: R }]",
    "radar: [{ mistake: '[X](/x.md)', where: W, symptom: S, repair: R }, { preset: p, where: here }]",
    "radar: { title: Traps, columns: [mistake, where], rows: [{ mistake: M, where: W }] }",
    "radar: []",
    "checks: [{ source: practice/01-lab.md }]",
    "checks: [{ source: /t/c/practice/lab.md }]",
    "checks: [{ title: G, statements: [{ text: Alpha., hint: H, answer: { correction: Beta. } }, Gamma.] }]",
    "checks: { title: T, intro: I }",
    "checks: { statements: [{ text: Own., answer: { why: Because. } }] }",
    "cards: [{ front: F, back: B }]",
    "cards: [{ front: F, back: '[X](/x.md)', id: k-one }, { front: G, back: C }]",
    "protocol: [First., Second.]",
    "log: { rows: 2 }",
    "log: { rows: fill }",
    "log: { columns: [date, mistake, { key: own, title: Own }], starter: [{ date: now, own: It }] }",
    "completion: [{ goal: { logged: 2 } }, Done.]",
    "completion: { title: End, criteria: [{ text: Over. }] }",
    "parts: [body, radar]",
    "parts: [checks, log, body]",
    "parts: [radar, checks, protocol, log, completion, cards, body]",
    "radar_presets: { p: { mistake: 'In {where}', symptom: S, repair: R } }",
    "radar_presets: { p: { each: practice/*.md, mistake: 'Made in {where}', symptom: S, repair: R } }",
    "radar_presets: { p: off }",
    "sheets: { print: [log, checks], hints: true, line: 11 }",
    "sheets: { paper: a4, order: { seed: 7 } }",
    "show_answers: open",
    "show_answers: after_attempt",
    "show_answers: never",
    "quoted: false",
    "defaults: { show_answers: open, log: { rows: 5 } }",
    "defaults: { parts: [radar, checks], checks: { title: Repair } }",
    "defaults: { radar_presets: { p: { mistake: S, symptom: S, repair: R } } }",
    "repository: 'https://example.org/{path}'",
    "unknown_key: 1",
];

/// Keys of the configuration.
const CONFIGURATION: [&str; 19] = [
    "numbering: 'No. {n}'",
    "base_url: https://example.org/course/",
    "description: 'All of [X](/x.md)'",
    "base_url: https://example.org/",
    "image: /s/t.svg",
    "frame_ancestors: [https://lms.example.org]",
    "authors: [Ada, '[B](/x.md)']",
    "navigation: [{ title: X, to: /x.md }]",
    "navigation: [{ title: A, to: /s/01-a.md }, { title: Notes, to: /notes.txt }]",
    "show_answers: open",
    "show_answers: after_attempt",
    "radar_presets: { p: { mistake: P, symptom: S, repair: R } }",
    "log: { rows: 4 }",
    "parts: [body, radar, checks]",
    "theme: notebook",
    "theme: { name: contrast, accent: '#225588' }",
    "language: fr",
    "markdown: { math: true }",
    "extra: { a: [1, 2] }",
];

/// Blocks of a body.
const BLOCKS: [&str; 20] = [
    "A paragraph.\n",
    "## Part\n\nBelow it.\n",
    "## Another part {#part}\n",
    "> [!ANSWER]\n> What is right.\n",
    "> [!INSTRUCTOR]\n> For the teacher: [X](/x.md).\n",
    "## Mistake checks\n\n1. Wrong.\n2. Wronger.\n\n   > [!ANSWER]\n   > Right.\n",
    "## Mistake checks\n",
    "![T](/s/t.svg)\n",
    "[The notes](/notes.txt).\n",
    "[Data](data.csv)\n",
    "A note[^n].\n\n[^n]: Below.\n",
    "| a | b |\n|---|---|\n| 1 |   |\n",
    "$x^2$ and `code`\n",
    "```rust\nfn main() {}\n```\n",
    "<!-- lines: 3 -->\n",
    "# A title of its own\n",
    "<p id=\"part\">HTML</p>\n",
    "> [!NOTE]\n> Look.\n",
    "```text file=/s/data.csv lines=2\n```\n",
    "> [!ANSWER]\n> ```xml file=/s/t.svg\n> ```\n",
];

/// A course that is edited, and what was done to it.
pub struct Author {
    pub course: Course,
    pub said: Vec<String>,
}

impl Author {
    pub fn new() -> Self {
        Self { course: course(), said: Vec::new() }
    }

    /// The files below a folder of the course, from there, that end so.
    pub fn files(&self, folder: &str, ending: &str) -> Vec<String> {
        let folder_path = self.course.path(folder);
        if !folder_path.is_dir() {
            return Vec::new();
        }
        let files = tree(&folder_path).into_keys().filter(|path| path.ends_with(ending));
        files.map(|path| format!("{folder}/{path}")).collect()
    }

    /// Makes one edit; gives the files that have changed.
    pub fn edit(&mut self, chance: &mut Chance) -> Vec<String> {
        let pages = self.files("content", ".md");
        let page = chance.of(&pages).clone();
        match chance.below(16) {
            0..=5 => self.set_key(&page, chance.of::<&str>(&KEYS)),
            6 => self.drop_key(&page, chance),
            7..=9 => self.add_block(&page, chance),
            10 => self.drop_block(&page, chance),
            11 => self.configure(chance),
            12 => self.answer(&page, chance),
            13 => self.rename(&page, chance),
            14 => self.add_file(chance),
            _ => self.take_away(&page, chance),
        }
    }

    /// Takes an edit back.
    pub fn undo(&mut self, before: &Tree, paths: &[String]) {
        self.said.push("that is undone".to_owned());
        for path in paths {
            match before.get(path) {
                Some(bytes) => self.course.write(path, bytes),
                None => self.course.remove(path),
            }
        }
    }

    pub fn rewrite(&mut self, path: &str, text: &str, what: &str) -> Vec<String> {
        self.said.push(format!("{path}: {what}"));
        self.course.write(path, text);
        vec![path.to_owned()]
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.course.path(path)).unwrap_or_default()
    }

    /// A file in its front matter and its body.
    fn parts(&self, path: &str) -> (String, String) {
        let text = self.read(path);
        let inside = text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n"));
        inside.map_or_else(|| (String::new(), text.clone()), |(front, body)| (front.to_owned(), body.to_owned()))
    }

    fn set_key(&mut self, path: &str, line: &str) -> Vec<String> {
        let (front, body) = self.parts(path);
        let front = with_key(&front, line);
        self.rewrite(path, &format!("---\n{front}---\n{body}"), line)
    }

    fn drop_key(&mut self, path: &str, chance: &mut Chance) -> Vec<String> {
        let (front, body) = self.parts(path);
        let keys: Vec<String> = front.lines().filter_map(|line| Some(key(line)?.to_owned())).collect();
        if keys.is_empty() {
            return Vec::new();
        }
        let key = chance.of(&keys).clone();
        let front = without_key(&front, &key);
        self.rewrite(path, &format!("---\n{front}---\n{body}"), &format!("without {key}"))
    }

    fn add_block(&mut self, path: &str, chance: &mut Chance) -> Vec<String> {
        let (front, body) = self.parts(path);
        let block = match chance.below(4) {
            0 => format!("To [there]({}).\n", chance.of(&TARGETS)),
            _ => (*chance.of(&BLOCKS)).to_owned(),
        };
        self.rewrite(path, &format!("---\n{front}---\n{body}\n{block}"), &block)
    }

    fn drop_block(&mut self, path: &str, chance: &mut Chance) -> Vec<String> {
        let (front, body) = self.parts(path);
        let mut blocks: Vec<&str> = body.split("\n\n").collect();
        blocks.remove(chance.below(blocks.len()));
        self.rewrite(path, &format!("---\n{front}---\n{}", blocks.join("\n\n")), "without a block")
    }

    fn configure(&mut self, chance: &mut Chance) -> Vec<String> {
        let text = self.read("clinic.yaml");
        let line = *chance.of(&CONFIGURATION);
        let text = if chance.one_in(3) { without_key(&text, key(line).unwrap()) } else { with_key(&text, line) };
        self.rewrite("clinic.yaml", &text, line)
    }

    fn answer(&mut self, page: &str, chance: &mut Chance) -> Vec<String> {
        let files = self.files("answers", ".yaml");
        if let (Some(file), true) = (files.first(), chance.one_in(4)) {
            self.said.push(format!("{file} is gone"));
            self.course.remove(file);
            return vec![file.clone()];
        }
        let path = page.replace("content/", "answers/").replace("/index.md", ".md").replace(".md", ".yaml");
        let statement = *chance.of(&["One", "Two", "Mine.", "own", "Wrong.", "Alpha.", "Own."]);
        let text =
            format!("- for: {statement}\n  correction: Right is [X](/x.md).\n  why: Since {}.\n", chance.below(9));
        self.rewrite(&path, &text, &text)
    }

    fn rename(&mut self, page: &str, chance: &mut Chance) -> Vec<String> {
        let (folder, name) = page.rsplit_once('/').unwrap();
        let name = name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-');
        let new = match chance.below(4) {
            0 => format!("{folder}/{name}"),
            1 => format!("{folder}/{:02}-{name}", chance.below(20)),
            2 => format!("content/s/{:02}-{name}", chance.below(20)),
            _ => format!("{folder}/moved-{name}"),
        };
        if self.course.path(&new).exists() {
            return Vec::new();
        }
        self.said.push(format!("{page} becomes {new}"));
        fs::rename(self.course.path(page), self.course.path(&new)).unwrap();
        vec![page.to_owned(), new]
    }

    fn add_file(&mut self, chance: &mut Chance) -> Vec<String> {
        let number = chance.below(30);
        let (path, text) = match chance.below(8) {
            0 => (format!("content/s/{number:02}-new.md"), module("New", "---\nSee [A](/s/01-a.md).\n")),
            1 => (format!("content/{number:02}-early/_index.md"), "---\ntitle: Early\norder: 0\n---\n".to_owned()),
            2 => (format!("content/s/02-b/practice/{number:02}-more.md"), "---\ntitle: More\n---\nText.\n".to_owned()),
            3 => ("content/t/_index.md".to_owned(), "---\ntitle: Tee\n---\nHere.\n".to_owned()),
            4 => ("content/s/t.svg".to_owned(), svg(number)),
            5 => ("content/s/data.csv".to_owned(), format!("a,b\n{number},2\n")),
            6 => ("static/notes.txt".to_owned(), format!("Notes {number}.\n")),
            _ => ("templates/404.html".to_owned(), format!("Nothing {number}.\n")),
        };
        self.rewrite(&path, &text, "a file")
    }

    fn take_away(&mut self, page: &str, chance: &mut Chance) -> Vec<String> {
        let others = ["templates/404.html", "content/s/data.csv", "static/notes.txt"];
        let path = if chance.one_in(2) { page } else { *chance.of(&others) };
        if !self.course.path(path).exists() || self.files("content", ".md").len() < 6 {
            return Vec::new();
        }
        self.said.push(format!("{path} is gone"));
        self.course.remove(path);
        vec![path.to_owned()]
    }
}

fn svg(width: usize) -> String {
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='{}' height='3'/>", width + 1)
}

fn key(line: &str) -> Option<&str> {
    line.split_once(':').map(|(key, _)| key).filter(|key| !key.starts_with([' ', '-', '#']))
}

fn without_key(front: &str, gone: &str) -> String {
    let mut kept = String::new();
    let mut within = false;
    for line in front.lines() {
        within = if line.starts_with([' ', '-']) { within } else { key(line) == Some(gone) };
        if !within {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn with_key(front: &str, line: &str) -> String {
    format!("{}{line}\n", without_key(front, key(line).unwrap()))
}
