//! Nothing that is withheld reaches a learner, by whatever door: courses are made by chance, with a made-up word in each
//! thing that learners must not see, and no such word may occur in what is built, shown in a preview, or told by it.
//!
//! `LEAKS=1000 cargo test --release --test leaks` tries more of them, and says what was found; `LEAKS_FROM` is the first.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests look at the disk from outside")]
#![allow(clippy::format_collect, clippy::format_push_string, reason = "the texts of a test are short")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
#[cfg(feature = "serve")]
use std::io::{BufRead as _, BufReader, Read as _, Write as _};

use mistake_clinic::model::kinds::Edition;
use mistake_clinic::pipeline::{Found, Options, preview};
use support::{Built, Course};

/// Every made-up word begins so, and nothing else does.
const LEAD: &str = "zqj";

/// So many courses are tried where nothing else is said.
const COURSES: u64 = 12;

// What is withheld. `@` is a made-up word, `%` the last one once more, `~` a file that is called after one and holds it.

/// Marks that withhold what follows, and what they lead.
const MARKS: [&str; 6] =
    ["[!ANSWER]\n", "[!INSTRUCTOR]\n", "[!ANSWER] @\n", "[!answer]\n", "[!Instructor] @\n\n", "[!ANSWER]\n\n"];

/// Texts in a withheld quote that are right.
const INSIDE: [&str; 25] = [
    "@ and more.",
    "Lazy @\nlines of @",
    "## Heading @\n\nText",
    "## Named {#@}\n\nText",
    "- item @\n- item\n\n  > @",
    "1. @\n\n   ```text\n   @\n   ```",
    "```rust\nlet @ = 1; // @\n```",
    "| @ | b |\n|---|---|\n| c | @ |",
    "Sum $x_{@}$ and\n\n$$\\text{@}$$",
    "![Picture of @](~.svg \"@\")",
    "![ ](~.svg)\n\nText @",
    "[link @](~.pdf \"@\")",
    "[link][@]\n\n[%]: ~.csv \"@\"",
    "Note.[^@]\n\n[^%]: @ in a note.\n\n    @",
    "<img src=\"~.png\" alt=\"@\">",
    "<a href='~.zip?x#y'>@</a>",
    "<div style=\"background: url('~.webp')\">@</div>",
    "<kbd>@</kbd> and <mark>@</mark>",
    "<details>\n<summary>@</summary>\n\n@\n\n</details>",
    "Term @\n: Meaning @",
    "> [!NOTE]\n> @",
    "> [!INSTRUCTOR]\n> @",
    "<!-- @ -->\nText",
    "- [ ] @\n- [x] @",
    "<a id=\"@\"></a>Text <https://example.org/@>",
];

/// Texts in a withheld quote of which something is told.
const TOLD: [&str; 13] = [
    "[gone @](@-gone.md)",
    "![gone @](@-gone.png)",
    "No note.[^@]",
    "Formula $\\@{x}$",
    "```@\ncode\n```",
    "<span class=\"@\">@</span>",
    "(swapped @)[@.md]",
    "| a |\n|---|\n| @ | @ |",
    "See [@ words][@ name]",
    "# Top @",
    "#### Skipped @",
    "$\\text{@} \\quad \\text{@}$ @@@@@@@@@@@@@@@@@@@@",
    "[anchor @](#@)",
];

/// What is nearly a mark.
const NEAR: [&str; 30] = [
    "> [ANSWER]\n> @",
    "> [!ANSWER]: @\n> @",
    "> [!ANSWER].\n> @",
    "> [!ANSWER]-\n> @",
    "> [!ANSWER\n> @",
    "> !ANSWER\n> @",
    "> (!INSTRUCTOR)\n> @",
    "> [！ANSWER]\n> @",
    "> ［!ANSWER］\n> @",
    "> \\[!ANSWER]\n> @",
    "> `[!ANSWER]`\n> @",
    "> **[!ANSWER]**\n> @",
    "> [!ANSWER]\n\n> @",
    "> [!ANSWER]\n\n@",
    "> [!ANSWER]\n- @\n- @",
    "> [!\u{200b}ANSWER]\n> @",
    "> \u{feff}[!ANSWER]\n> @",
    "> <!-- c --> [!ANSWER]\n> @",
    "> [!ANSWRE]\n> @",
    "> [!SOLUTION]\n> @",
    "> [!LÖSUNG] @\n> @",
    "[!ANSWER]\n@",
    "- [!INSTRUCTOR] @",
    "| a |\n|---|\n| [!ANSWER] @ |",
    "## [!ANSWER] @",
    "<details>\n> [!ANSWER]\n> @\n</details>",
    "- item\n\n      > [!ANSWER]\n      > @",
    "Cited.[^a]\n\n> [!INSTRUCTOR]\n> Text\n>\n> [^a]: @",
    "See [b].\n\n> [!ANSWER]\n> See [b].\n>\n> [b]: ~.pdf \"@\"",
    "> text\n> [!INSTRUCTOR]\n> @",
];

/// Answers as values of `answer:` that are right.
const ANSWERS: [&str; 7] = [
    "'@'",
    "{ error: '@', why: '@', correction: '@' }",
    "\n  error: '@ ![p](~.svg)'\n  correction: |\n    @\n\n    - @ [x](~.pdf \"@\")",
    "\n  why: '$\\text{@}$ and `@`'",
    "|\n  @ <img src=\"~.png\">\n\n  ## Heading @",
    "'<b>@</b> <a href=\"~.zip\">@</a>'",
    "\n  correction: >\n    @ folded\n    @",
];

/// The same, of which something is told.
const TOLD_ANSWERS: [&str; 13] = [
    "@: @",
    "@ #@",
    "{ eror: '@' }",
    "[ '@', '@' ]",
    "\n  error: @: @\n  why: @",
    "\n  correction: '[x](@.md)'",
    "\n  correction: '$\\@$'",
    "\n  error: '@'\n  error: '@'",
    "\"@\\tx\"",
    "'@' @",
    "{ error: @",
    "|\n  No note.[^@]",
    "\n  Lösung: '@'",
];

// Courses by chance

struct Chance {
    state: u64,
    words: BTreeSet<String>,
    files: Vec<String>,
}

impl Chance {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(count).unwrap()).unwrap()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }

    fn word(&mut self) -> String {
        let letters: String = (0..6).map(|_| char::from(b'a' + u8::try_from(self.below(26)).unwrap())).collect();
        let word = format!("{LEAD}{letters}");
        self.words.insert(word.clone());
        word
    }

    /// A text with words in its places.
    fn filled(&mut self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        let mut word = String::new();
        while let Some(at) = rest.find(['@', '~', '%']) {
            filled.push_str(&rest[..at]);
            if !rest[at..].starts_with('%') {
                word = self.word();
            }
            if rest[at..].starts_with('~') {
                let ending: String = rest[at + 2..].chars().take_while(char::is_ascii_alphanumeric).collect();
                self.files.push(format!("{word}.{ending}"));
            }
            filled.push_str(&word);
            rest = &rest[at + 1..];
        }
        filled + rest
    }

    /// A quote that is withheld; something is told of it where `told`.
    fn quote(&mut self, told: bool) -> String {
        let text = if told { self.of(&TOLD) } else { self.of(&INSIDE) };
        let quote = self.of(&MARKS).to_owned() + text;
        let text = self.filled(&quote);
        text.lines().map(|line| format!("> {line}\n")).collect::<String>().replace("> \n", ">\n")
    }

    /// Some quotes among other text.
    fn text(&mut self, told: bool) -> String {
        let mut text = String::new();
        for number in 0..=self.below(3) {
            text += &format!("Text {number}.\n\n");
            let is_told = told && self.one_in(4);
            let quote = self.quote(is_told);
            text += &match self.below(5) {
                0 => format!("- item {number}\n\n{}", indented(&quote, 2)),
                1 => format!(
                    "> [!NOTE]\n> Text.\n>\n{}",
                    quote.lines().map(|line| format!("> {line}\n")).collect::<String>()
                ),
                2 => format!("<details>\n<summary>More</summary>\n\n{quote}\n</details>\n"),
                _ => quote,
            };
            text += "\n";
        }
        if told && self.one_in(3) {
            let near = self.of(&NEAR).to_owned();
            text += &self.filled(&near);
            text += "\n\nThe end.\n";
        }
        text
    }

    fn statements(&mut self, told: bool, name: &str) -> String {
        let mut all = String::new();
        for number in 0..=self.below(3) {
            let answer = if told && self.one_in(4) { self.of(&TOLD_ANSWERS) } else { self.of(&ANSWERS) };
            let answer = self.filled(answer);
            let hint = if self.one_in(2) { "hint: Look.\n" } else { "" };
            all += &format!("- text: Claim {number} of {name}.\n{}", indented(&format!("answer: {answer}\n{hint}"), 2));
        }
        let quote = self.quote(false);
        all + &format!("- |\n  Claim with a quote of {name}.\n\n{}- Claim of {name} without.\n", indented(&quote, 2))
    }

    /// Front matter and text of a page; with statements in one of them, or in none.
    fn page(&mut self, told: bool, title: &str, more: &str) -> String {
        let body = self.text(told);
        let (front, section) = match self.below(3) {
            0 => (format!("checks:\n{}", indented(&self.statements(told, title), 2)), String::new()),
            1 => {
                let (quote, other) = (self.quote(false), self.quote(false));
                let list = format!("1. Listed claim of {title}.\n\n{}\n2. Another of {title}.\n", indented(&quote, 3));
                (String::new(), format!("\n## Mistake checks\n\nFind it.\n\n{list}\n{other}"))
            }
            _ => (String::new(), String::new()),
        };
        let extra = if self.one_in(2) { self.filled("extra: { note: '@' }\n") } else { String::new() };
        format!("---\ntitle: {title}\n{more}{extra}{front}---\n{body}{section}")
    }

    fn module(&mut self, told: bool, title: &str, more: &str) -> String {
        let is_told = told && self.one_in(4);
        let (intro, card, step) = (self.quote(false), self.quote(false), self.quote(is_told));
        let statements = self.statements(told, title);
        let front = format!(
            "radar: [{{ mistake: M of {title}, where: W, symptom: S, repair: R }}]\nchecks:\n  groups:\n    - title: G\n      intro: |\n        Look.\n\n{}      statements:\n{}cards:\n  - front: F of {title}\n    back: |\n      Back.\n\n{}protocol:\n  steps:\n    - |\n      Step.\n\n{}",
            indented(&intro, 8),
            indented(&statements, 8),
            indented(&card, 6),
            indented(&step, 6),
        );
        let body = self.text(told);
        format!("---\ntitle: {title}\n{more}{front}---\n{body}")
    }

    /// A page that is withheld as a whole.
    fn hidden(&mut self, told: bool) -> String {
        let page = self.page(told, "HIDDEN", "");
        let why = self.of(&["draft: true\n", "edition: instructor\n"]).to_owned();
        let head = self.filled(&format!("title: Hidden @\ndescription: '@'\ntags: ['@']\naliases: ['@']\n{why}"));
        let page = page.replace("title: HIDDEN\n", &head);
        let whole = self.filled("\n@ and ![@](~.svg)\n");
        page.replace("HIDDEN", &self.word()) + &whole
    }

    fn course(&mut self) -> Course {
        let told = self.one_in(3);
        let html = self.of(&["", "", "markdown: { html: any }\n"]).to_owned();
        let config = format!(
            "title: Course\nbase_url: https://example.org/c/\n{html}rules: {{ practice-without-checks: off }}\nradar_presets:\n  final: {{ each: practice/*.md, mistake: 'Finishing {{where}}', symptom: S, repair: R }}\n"
        );
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let mut add = |path: &str, text: String| drop(files.insert(path.to_owned(), text));
        add("clinic.yaml", config);
        add("content/_index.md", format!("---\ntitle: Home\n---\n{}", self.text(told)));
        add("content/01-unit/_index.md", format!("---\ntitle: Unit\n---\n{}", self.text(told)));
        add("content/01-unit/01-one.md", self.module(told, "One", ""));
        add("content/01-unit/02-bundle/index.md", format!("---\ntitle: Guide\n---\n{}", self.text(told)));
        add("content/01-unit/02-bundle/clinic.md", format!("---\ntitle: Clinic\n---\n{}", self.text(told)));
        add("content/01-unit/02-bundle/practice/01-a.md", self.page(told, "A", "sheet: true\n"));
        add("content/01-unit/02-bundle/practice/02-hidden.md", self.hidden(told));
        add("content/01-unit/02-bundle/quiz.md", self.page(told, "Quiz", "tags: [quiz]\n"));
        add("content/01-unit/03-loose.md", self.page(told, "Loose", "kind: page\n"));
        add("content/01-unit/04-hidden.md", self.hidden(told).replacen("---\n", "---\nkind: page\n", 1));
        let section = self.filled("---\ntitle: Later @\ndraft: true\n---\n@\n");
        add("content/02-later/_index.md", section);
        add("content/02-later/01-two.md", self.module(told, "Two", "").replace("Two", &self.word()));
        let apart = if told {
            self.of(&[
                "- for: Gone @\n  answer: '@'\n",
                "- for: Claim\n  answer: '@'\n",
                "- for: Claim of One\n  answer: @: @\n",
            ])
        } else {
            "- for: Claim of One\n  error: '@'\n  correction: '@ [@](../01-unit/03-loose.md \"@\")'\n"
        };
        add("answers/01-unit/01-one.yaml", self.filled(apart));
        let left_behind = self.of(&[
            "content/01-unit/01-one.md~",
            "content/01-unit/#01-one.md#",
            "content/01-unit/02-bundle/index.md.orig",
            "content/01-unit/02-bundle/practice/01-a.mdx",
            "content/01-unit/.01-one.md.swp",
            "static/one.md.bak",
            "static/one.markdown",
            "answers/01-unit/01-one.yaml.rej",
        ]);
        add(left_behind, self.filled("---\ntitle: Old @\nchecks: [@]\n---\n@\n\n> [!ANSWER]\n> @\n"));
        self.written(files)
    }

    fn written(&mut self, mut files: BTreeMap<String, String>) -> Course {
        let named: BTreeSet<String> = self.files.drain(..).collect();
        let home = |name: &String| {
            let text = files.iter().find(|(_, text)| text.contains(name.as_str())).map(|(path, _)| path.clone());
            let path = text.unwrap().replace("answers/", "content/");
            format!("{}/{name}", path.rsplit_once('/').unwrap().0)
        };
        let extra: Vec<(String, String)> = named.iter().map(|name| (home(name), image(name))).collect();
        files.extend(extra);
        let config = files.remove("clinic.yaml").unwrap();
        files.iter().fold(Course::with("clinic.yaml", config), |course, (path, text)| course.and(path, text))
    }
}

/// A file that holds its own name.
fn image(name: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"><!-- {name} --></svg>")
}

fn indented(text: &str, columns: usize) -> String {
    let lead = " ".repeat(columns);
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{lead}{line}\n") }).collect()
}

// What learners get

/// The words of `words` that occur in some bytes, however they are written there.
fn found<'w>(words: &'w BTreeSet<String>, bytes: &[u8]) -> Vec<&'w str> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let without_gaps: String = text.chars().filter(|c| !matches!(c, '\0' | '\u{ad}' | '\u{200b}')).collect();
    let mut found = BTreeSet::new();
    for form in [unescaped(&text), without_gaps] {
        for (at, _) in form.match_indices(LEAD) {
            let word = form.get(at..at + LEAD.len() + 6).unwrap_or_default();
            found.extend(words.get(word).map(String::as_str));
        }
    }
    found.into_iter().collect()
}

/// A text without the escapes of HTML, JSON and addresses, as far as these stand for letters.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\\', '%']) {
        plain.push_str(&rest[..at]);
        let mark = &rest[at..];
        let hex = |digits: Option<&str>| digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let (code, length) = match mark.as_bytes() {
            [b'&', b'#', b'x', ..] => mark.find(';').map_or((None, 1), |end| (hex(mark.get(3..end)), end + 1)),
            [b'&', b'#', ..] => {
                mark.find(';').map_or((None, 1), |end| (mark.get(2..end).and_then(|code| code.parse().ok()), end + 1))
            }
            [b'\\', b'u', ..] => (hex(mark.get(2..6)), 6),
            [b'%', ..] => (hex(mark.get(1..3)), 3),
            _ => (None, 1),
        };
        let letter = code.and_then(char::from_u32).filter(char::is_ascii);
        plain.push(letter.unwrap_or(mark.as_bytes()[0].into()));
        rest = &mark[if letter.is_some() { length } else { 1 }..];
    }
    plain + rest
}

#[test]
fn words_are_found_however_they_are_written() {
    let words = BTreeSet::from(["zqjabcdef".to_owned()]);
    for text in [
        "<b>zqjabcdef",
        "x-ZqJaBcDeF",
        "&#122;qjabc&#x64;ef",
        "\\u007aqjabcdef",
        "%7Aqjabcde%66",
        "z\0q\0j\0a\0b\0c\0d\0e\0f\0",
    ] {
        assert_eq!(found(&words, text.as_bytes()), ["zqjabcdef"], "{text}");
    }
    assert_eq!(found(&words, b"zqjabcdeg % & \\u &#; %zz"), [""; 0]);
}

/// Everything that a preview shows to a browser which follows each address that it is given.
fn shown(course: &Course) -> Vec<(String, Vec<u8>)> {
    let options = Options { edition: Edition::Learner, drafts: false };
    let (preview, _) = preview::Preview::open(&course.path("."), options, &mut |_| ()).unwrap();
    let view = preview.view();
    let mut open = vec![
        String::new(),
        "course.json".to_owned(),
        "404.html".to_owned(),
        "sitemap.xml".to_owned(),
        "print/".to_owned(),
    ];
    let mut known: BTreeSet<String> = open.iter().cloned().collect();
    let mut shown = Vec::new();
    while let Some(path) = open.pop() {
        let bytes = match view.get(&path) {
            Found::Made { bytes, .. } | Found::Missing(bytes) => bytes,
            Found::Copied { on_disk, .. } => on_disk.read().unwrap(),
            Found::Elsewhere(next) => next.into_bytes(),
            Found::Unmade(why) => panic!("{path}: {why}"),
        };
        for address in addresses(&path, &String::from_utf8_lossy(&bytes)) {
            if known.insert(address.clone()) {
                open.push(address);
            }
        }
        shown.push((path, bytes));
    }
    shown
}

/// The addresses in a page or data file, from the root of the site.
fn addresses(page: &str, text: &str) -> Vec<String> {
    let marks = ["href=\"", "src=\"", "\"url\":\"", "\"path\":\"", "<loc>"];
    let found = marks.iter().flat_map(|mark| text.match_indices(mark).map(|(at, mark)| &text[at + mark.len()..]));
    let values = found.filter_map(|rest| rest.split(['"', '<', '#', '?']).next());
    let local =
        values.map(|value| value.strip_prefix("https://example.org/c/").map_or((page, value), |path| ("", path)));
    let local = local.filter(|(_, value)| !value.is_empty() && !value.contains(':') && !value.starts_with("//"));
    local.map(|(from, value)| joined(from, value)).collect()
}

fn joined(page: &str, value: &str) -> String {
    let mut parts: Vec<&str> = page.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect());
    for part in value.trim_start_matches("/c/").trim_start_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// Everything that a preview tells a browser of what is wrong.
#[cfg(feature = "serve")]
fn told(course: &Course) -> Vec<u8> {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_clinic"));
    command.current_dir(course.path(".")).args(["serve", "--port", "0"]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut greeting = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut greeting).unwrap();
    let (host, base) = greeting.trim_end().rsplit_once("http://").unwrap().1.split_once('/').unwrap();
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_mins(1))).unwrap();
    stream.write_all(format!("GET /{base}_clinic/events?since=1 HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes()).unwrap();
    let mut told = Vec::new();
    let mut part = [0; 8192];
    while !String::from_utf8_lossy(&told).contains("\"complete\":true") || !told.ends_with(b"\n") {
        let length = stream.read(&mut part).unwrap();
        assert!(length > 0, "the stream has ended");
        told.extend_from_slice(&part[..length]);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    told
}

#[cfg(not(feature = "serve"))]
fn told(_: &Course) -> Vec<u8> {
    Vec::new()
}

/// What came of a number of courses.
#[derive(Debug, Default)]
struct Tally {
    courses: usize,
    built: usize,
    words: usize,
    bytes: usize,
    findings: usize,
    leaks: BTreeSet<String>,
}

impl Tally {
    fn search(&mut self, words: &BTreeSet<String>, place: &str, name: &str, bytes: &[u8]) {
        self.bytes += bytes.len() + name.len();
        let all = found(words, bytes).into_iter().chain(found(words, name.as_bytes()));
        self.leaks.extend(all.map(|word| format!("{word} in {place} {name}")));
    }

    fn try_course(&mut self, seed: u64) {
        let mut chance = Chance { state: seed, words: BTreeSet::new(), files: Vec::new() };
        let course = chance.course();
        let words = &chance.words;
        let built: Built = course.build();
        if course.path("public").exists() {
            self.built += 1;
            for (path, bytes) in built.tree() {
                self.search(words, &format!("{seed} public"), &path, &bytes);
            }
        }
        for (path, bytes) in shown(&course) {
            self.search(words, &format!("{seed} preview"), &path, &bytes);
        }
        self.search(words, &format!("{seed} events"), "", &told(&course));
        self.courses += 1;
        self.words += words.len();
        self.findings += built.all().len();
    }
}

#[test]
fn nothing_withheld_reaches_learners_by_any_door() {
    let number =
        |name: &str, usual: u64| std::env::var(name).ok().and_then(|typed| typed.parse().ok()).unwrap_or(usual);
    let (first, courses) = (number("LEAKS_FROM", 0), number("LEAKS", COURSES));
    let mut tally = Tally::default();
    for seed in first..first + courses {
        tally.try_course(seed);
    }
    println!("{tally:#?}");
    assert!(tally.built * 2 > tally.courses, "most courses are whole: {} of {}", tally.built, tally.courses);
    assert_eq!(tally.leaks, BTreeSet::new());
}
