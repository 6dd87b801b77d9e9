//! Courses made by chance, with a made-up word in each thing that learners must not see.

use std::collections::{BTreeMap, BTreeSet};

use super::doors::{ANSWERS, CODED, INSIDE, MARKS, NEAR, STRAY, STRAY_IN, TOLD, TOLD_ANSWERS};
use super::search::LEAD;
use crate::support::Course;
use crate::support::chance::Chance;

/// A course that grows by chance, with the words in it that no learner may meet.
pub struct Making {
    chance: Chance,
    pub words: BTreeSet<String>,
    files: Vec<String>,
}

impl Making {
    pub fn of(seed: u64) -> Self {
        Self { chance: Chance(seed), words: BTreeSet::new(), files: Vec::new() }
    }

    fn pick<'t>(&mut self, all: &[&'t str]) -> &'t str {
        let picked: &&str = self.chance.of(all);
        picked
    }

    fn word(&mut self) -> String {
        let letters: String = (0..6).map(|_| char::from(b'a' + u8::try_from(self.chance.below(26)).unwrap())).collect();
        let word = format!("{LEAD}{letters}");
        self.words.insert(word.clone());
        word
    }

    /// A text with words in its places.
    fn filled(&mut self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        let mut word = String::new();
        while let Some(at) = rest.find(['@', '~', '%', CODED]) {
            filled.push_str(&rest[..at]);
            if !rest[at..].starts_with('%') {
                word = self.word();
            }
            if rest[at..].starts_with(['~', CODED]) {
                let ending: String = rest[at + 2..].chars().take_while(char::is_ascii_alphanumeric).collect();
                self.files.push(format!("{word}.{ending}"));
            }
            if rest[at..].starts_with(CODED) {
                let (first, others) = word.split_at(1);
                filled.push_str(&format!("&#{};{others}", u32::from(first.chars().next().unwrap())));
            } else {
                filled.push_str(&word);
            }
            rest = &rest[at + 1..];
        }
        filled + rest
    }

    /// A quote that is withheld; something is told of it where `told`.
    fn quote(&mut self, told: bool) -> String {
        let text = if told { self.pick(&TOLD) } else { self.pick(&INSIDE) };
        let quote = self.pick(&MARKS).to_owned() + text;
        let text = self.filled(&quote);
        text.lines().map(|line| format!("> {line}\n")).collect::<String>().replace("> \n", ">\n")
    }

    /// Some quotes among other text.
    fn text(&mut self, told: bool) -> String {
        let mut text = String::new();
        for number in 0..=self.chance.below(3) {
            text += &format!("Text {number}.\n\n");
            let is_told = told && self.chance.one_in(4);
            let quote = self.quote(is_told);
            text += &match self.chance.below(5) {
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
        if told && self.chance.one_in(3) {
            let near = self.pick(&NEAR).to_owned();
            text += &self.filled(&near);
            text += "\n\nThe end.\n";
        }
        text
    }

    fn statements(&mut self, told: bool, name: &str) -> String {
        let mut all = String::new();
        for number in 0..=self.chance.below(3) {
            let answer = if told && self.chance.one_in(4) { self.pick(&TOLD_ANSWERS) } else { self.pick(&ANSWERS) };
            let answer = self.filled(answer);
            let hint = if self.chance.one_in(2) { "hint: Look.\n" } else { "" };
            all += &format!("- text: Claim {number} of {name}.\n{}", indented(&format!("answer: {answer}\n{hint}"), 2));
        }
        let quote = self.quote(false);
        all + &format!("- |\n  Claim with a quote of {name}.\n\n{}- Claim of {name} without.\n", indented(&quote, 2))
    }

    /// Front matter and text of a page; with statements in one of them, or in none.
    fn page(&mut self, told: bool, title: &str, more: &str) -> String {
        let body = self.text(told);
        let (front, section) = match self.chance.below(3) {
            0 => (format!("checks:\n{}", indented(&self.statements(told, title), 2)), String::new()),
            1 => {
                let (quote, other) = (self.quote(false), self.quote(false));
                let list = format!("1. Listed claim of {title}.\n\n{}\n2. Another of {title}.\n", indented(&quote, 3));
                (String::new(), format!("\n## Mistake checks\n\nFind it.\n\n{list}\n{other}"))
            }
            _ => (String::new(), String::new()),
        };
        let extra = if self.chance.one_in(2) { self.filled("extra: { note: '@' }\n") } else { String::new() };
        format!("---\ntitle: {title}\n{more}{extra}{front}---\n{body}{section}")
    }

    fn module(&mut self, told: bool, title: &str, more: &str) -> String {
        let is_told = told && self.chance.one_in(4);
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
        let why = self.pick(&["draft: true\n", "edition: instructor\n"]).to_owned();
        let head = self.filled(&format!("title: Hidden @\ndescription: '@'\ntags: ['@']\naliases: ['@']\n{why}"));
        let page = page.replace("title: HIDDEN\n", &head);
        let whole = self.filled("\n@ and ![@](~.svg)\n");
        page.replace("HIDDEN", &self.word()) + &whole
    }

    pub fn course(&mut self) -> Course {
        let told = self.chance.one_in(3);
        let html = self.pick(&["", "", "markdown: { html: any }\n"]).to_owned();
        let config = format!(
            "title: Course\ntheme: mine\nbase_url: https://example.org/c/\n{html}rules: {{ practice-without-checks: off }}\nradar_presets:\n  final: {{ each: practice/*.md, mistake: 'Finishing {{where}}', symptom: S, repair: R }}\n"
        );
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let mut add = |path: &str, text: String| drop(files.insert(path.to_owned(), text));
        add("clinic.yaml", config);
        add("themes/mine/theme.yaml", "name: mine\nextends: clinic\n".to_owned());
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
            self.pick(&[
                "- for: Gone @\n  answer: '@'\n",
                "- for: Claim\n  answer: '@'\n",
                "- for: Claim of One\n  answer: @: @\n",
            ])
        } else {
            "- for: Claim of One\n  error: '@'\n  correction: '@ [@](../01-unit/03-loose.md \"@\")'\n"
        };
        add("answers/01-unit/01-one.yaml", self.filled(apart));
        let mut stray: Vec<(String, Vec<u8>)> = Vec::new();
        for _ in 0..3 {
            let ((name, text), folder) = (*self.chance.of(&STRAY), *self.chance.of(&STRAY_IN));
            let text = self.filled(text);
            let bytes = if self.chance.one_in(4) { wide(&text) } else { text.into_bytes() };
            stray.push((format!("{folder}/{name}"), bytes));
        }
        let stray_answers = self.filled("- for: Claim\n  answer: '@'\n");
        stray.push(("answers/01-unit/01-one.yaml.rej".to_owned(), stray_answers.into_bytes()));
        let course = self.written(files);
        stray.iter().fold(course, |course, (path, bytes)| course.and(path, bytes))
    }

    fn written(&mut self, mut files: BTreeMap<String, String>) -> Course {
        let named: BTreeSet<String> = self.files.drain(..).collect();
        let home = |name: &String| {
            let text = files.iter().find(|(_, text)| text.contains(name.as_str())).map(|(path, _)| path.clone());
            let path = text.unwrap_or_else(|| coded(name, &files)).replace("answers/", "content/");
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

/// The file that names another with its first letter as HTML may write it.
fn coded(name: &str, files: &BTreeMap<String, String>) -> String {
    let typed = format!("&#122;{}", &name[1..]);
    files.iter().find(|(_, text)| text.contains(&typed)).map(|(path, _)| path.clone()).unwrap()
}

/// A text in letters of two bytes, without a sign that it is.
fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
