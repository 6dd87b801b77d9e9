//! Courses in the form that other tools have them: some twenty pages in nested folders, each with links to others and to
//! places on them, images, a box, alternatives and code, in the ways in which people write them there.

use super::Course;

/// The pages, as most tools name them; the folders of a few have a page of their own.
const PAGES: [&str; 20] = [
    "index",
    "install",
    "setup/index",
    "setup/linux",
    "setup/windows",
    "setup/editors/index",
    "setup/editors/vim",
    "setup/editors/emacs",
    "language/values",
    "language/types",
    "language/functions/calls",
    "language/functions/closures",
    "language/functions/errors",
    "tools/index",
    "tools/build",
    "tools/test it",
    "tools/release",
    "howto/What is new",
    "howto/faq",
    "reference/glossary",
];

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";

/// Whose course it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    Docusaurus,
    MdBook,
    MkDocs,
    Hugo,
    Jekyll,
}

use Tool::{Docusaurus, Hugo, Jekyll, MdBook, MkDocs};

impl Tool {
    /// How many pages its course has.
    pub fn pages(self) -> usize {
        match self {
            Docusaurus | MdBook | MkDocs => PAGES.len(),
            Hugo | Jekyll => 8,
        }
    }

    /// Whether it has a way to write alternatives.
    pub fn has_tabs(self) -> bool {
        matches!(self, Docusaurus | MkDocs)
    }

    /// Whether it has a way to write boxes.
    pub fn has_boxes(self) -> bool {
        matches!(self, Docusaurus | MkDocs)
    }

    /// A course with its own home page and, in the folder `old`, that of the tool.
    pub fn course(self) -> Course {
        let mut course = Course::with("content/_index.md", "# Home\n");
        for (path, text) in self.settings() {
            course = course.and(&format!("old/{path}"), text);
        }
        let pages = self.folder();
        for (number, page) in PAGES.iter().enumerate().take(self.pages()) {
            course = course.and(&format!("old/{pages}{}", self.file(page)), self.page(number));
        }
        let images = if self == Jekyll { "assets" } else { "img" };
        let statics = if matches!(self, Docusaurus | Hugo) { "static/" } else { pages };
        course
            .and(&format!("old/{statics}{images}/logo.svg"), SVG)
            .and(&format!("old/{pages}setup/a tree.svg"), SVG)
            .and(&format!("old/{pages}setup/run.py"), "import sys\n# ANCHOR: run\nprint(sys.argv)\n# ANCHOR_END: run\n")
    }

    fn folder(self) -> &'static str {
        match self {
            Docusaurus | MkDocs => "docs/",
            MdBook => "src/",
            Hugo => "content/",
            Jekyll => "",
        }
    }

    /// The file of a page.
    fn file(self, page: &str) -> String {
        let (folder, name) = page.rsplit_once('/').map_or(("", page), |(folder, name)| (folder, name));
        let name = match (self, name) {
            (MdBook, "index") => "README.md".to_owned(),
            (Hugo, "index") => "_index.md".to_owned(),
            (Docusaurus, "index") => "index.mdx".to_owned(),
            (Docusaurus, name) if page.len().is_multiple_of(2) => format!("01-{name}.mdx"),
            (_, name) => format!("{name}.md"),
        };
        if folder.is_empty() { name } else { format!("{folder}/{name}") }
    }

    fn settings(self) -> Vec<(String, String)> {
        let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        match self {
            Docusaurus => vec![
                file("docusaurus.config.js", "module.exports = { title: 'Old' };\n"),
                file("docs/setup/_category_.json", "{ \"label\": \"Set up\", \"position\": 2 }"),
                file("docs/howto/_category_.yml", "label: 'How to: two'\nposition: 7.5\n"),
                file(
                    "docs/language/_category_.yml",
                    "position: 3\nlabel: The language\nlink:\n  type: generated-index\n",
                ),
            ],
            MdBook => {
                let lines = PAGES.iter().enumerate().map(|(number, page)| {
                    let depth = "  ".repeat(page.matches('/').count());
                    format!("{depth}- [Page {number}](<./{}>)\n", self.file(page))
                });
                vec![
                    file("book.toml", "[book]\ntitle = \"Old\"\nsrc = \"src\"\n"),
                    ("src/SUMMARY.md".to_owned(), format!("# Summary\n\n{}", lines.collect::<String>())),
                ]
            }
            MkDocs => vec![file(
                "mkdocs.yml",
                "site_name: Old\nnav:\n  - index.md\n  - Set up:\n      - setup/index.md\n      - On Windows: setup/windows.md\n      - setup/linux.md\n  - Tools: tools/index.md\nmarkdown_extensions:\n  - admonition\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n",
            )],
            Hugo => vec![file("hugo.toml", "title = 'Old'\n")],
            Jekyll => vec![
                file("_config.yml", "title: Old\n"),
                file("_layouts/page.html", "{{ content }}\n"),
                file("Gemfile", "gem 'jekyll'\n"),
            ],
        }
    }

    fn front_matter(self, number: usize) -> String {
        match self {
            Docusaurus if number == 9 => "---\nsidebar_position: 4\nslug: /kinds\ntags: [kinds]\n---\n\n".to_owned(),
            Docusaurus => format!("---\nsidebar_position: {number}\n---\n\n"),
            MdBook | MkDocs => String::new(),
            Hugo => format!("+++\ntitle = \"Page {number}\"\nweight = {number}\n+++\n\n"),
            Jekyll => format!("---\nlayout: page\ntitle: \"Page {number}\"\nnav_order: {number}\n---\n\n"),
        }
    }

    /// Two places on each page have the same name in all tools, and one has not.
    fn place(self) -> &'static str {
        if self == MkDocs { "why-really-so-on" } else { "why-really--so-on" }
    }

    fn page(self, number: usize) -> String {
        let at = |step: usize| PAGES[(number + step) % self.pages()];
        let from = PAGES[number];
        let mut text = vec![self.front_matter(number)];
        if !matches!(self, Hugo | Jekyll) {
            text.push(format!("# Page {number}\n\n"));
        }
        if self == Docusaurus {
            text.push(
                "import Tabs from '@theme/Tabs';\nimport TabItem from '@theme/TabItem';\n\n{/* seen */}\n\n".to_owned(),
            );
        }
        let links =
            [self.link(from, at(1), "", 0), self.link(from, at(5), self.place(), 1), self.link(from, at(3), "", 2)];
        text.push(format!(
            "This is word{number}x: [one]({}), [two]({}) and [three]({}).\n\n",
            links[0], links[1], links[2]
        ));
        text.push(format!(
            "Then [here](#{}) and [there][far], or [far].\n\n[far]: {} \"Far\"\n\n",
            self.place(),
            self.file_link(from, at(2))
        ));
        text.push("## Why, really? & so on\n\n".to_owned());
        text.push(self.images(from));
        text.push(self.boxed());
        text.push(self.alternatives());
        text.push("```text\n:::note\n!!! note\n<img src=\"gone.png\">\n[x](gone.md)\n```\n".to_owned());
        if self == MdBook {
            let path = relative(from, "setup/run.py");
            text.push(format!("\n```python,editable\n{{{{#include {path}:run}}}}\n```\n"));
        }
        text.concat()
    }

    fn file_link(self, from: &str, to: &str) -> String {
        relative(from, &self.file(to)).replace(' ', "%20")
    }

    /// One of the ways in which a link is written.
    fn link(self, from: &str, to: &str, place: &str, way: usize) -> String {
        let hash = if place.is_empty() { String::new() } else { format!("#{place}") };
        let encoded = to.replace(' ', "%20");
        let address = if encoded == "index" { "" } else { encoded.strip_suffix("/index").unwrap_or(&encoded) };
        match (self, way) {
            (Docusaurus, 0) => format!("/docs/{}{hash}", if to == "language/types" { "kinds" } else { address }),
            (Docusaurus, 2) => format!("./{}{hash}", self.file_link(from, to)),
            (MdBook, 1) if !to.ends_with("index") => {
                format!("{}{hash}", relative(from, &format!("{encoded}.html")))
            }
            (MkDocs, 0) if !from.ends_with("index") => {
                format!("../{}{hash}", relative(from, &format!("{address}/")))
            }
            (Hugo, 0) => format!("{{{{< ref \"/{}\" >}}}}", self.file(to)),
            (Hugo, 1) => format!("{{{{% relref \"{}{hash}\" %}}}}", self.file(to)),
            (Hugo, 2) => format!("/{address}/{hash}"),
            (Jekyll, 0) => format!("{{% link {} %}}", self.file(to)),
            (Jekyll, 1) => format!("{{{{ site.baseurl }}}}/{encoded}.html{hash}"),
            (Jekyll, 2) => format!("{{{{ '/{}' | relative_url }}}}", self.file(to)),
            _ => format!("{}{hash}", self.file_link(from, to)),
        }
    }

    fn images(self, from: &str) -> String {
        let tree = relative(from, "setup/a%20tree.svg");
        let logo = match self {
            Docusaurus | Hugo => "/img/logo.svg".to_owned(),
            MdBook | MkDocs => relative(from, "img/logo.svg"),
            Jekyll => "{{ \"/assets/logo.svg\" | relative_url }}".to_owned(),
        };
        let tag = match self {
            Docusaurus => "<img src={require('@site/static/img/logo.svg').default} alt=\"The mark\" />".to_owned(),
            _ => format!("<img src=\"{logo}\" alt=\"The mark\" width=\"90\">"),
        };
        format!(
            "![A tree]({tree})\n\nIn a line ![The mark]({logo} \"Mark\") and {tag}.\n\n<p align=\"center\">\n  <img src=\"{}\" alt=\"A tree\" />\n</p>\n\n",
            tree.replace("%20", " ")
        )
    }

    fn boxed(self) -> String {
        match self {
            Docusaurus => {
                "::::info[Read *this*]\n\nText with `code`.\n\n:::danger\n\n- one\n- two\n\n:::\n\n::::\n\n".to_owned()
            }
            MkDocs => {
                "!!! warning \"Take care\"\n\n    Text with `code`.\n\n    ??? note\n        - one\n        - two\n\n"
                    .to_owned()
            }
            MdBook | Hugo | Jekyll => String::new(),
        }
    }

    fn alternatives(self) -> String {
        match self {
            Docusaurus => "<Tabs groupId=\"os\">\n  <TabItem value=\"linux\" label=\"Linux\" default>\n\n    ```sh\n    ls\n    ```\n\n  </TabItem>\n  <TabItem value=\"win\" label=\"Windows\">\n    Use `dir`.\n  </TabItem>\n</Tabs>\n\n".to_owned(),
            MkDocs => "=== \"Linux\"\n\n    ``` sh\n    ls\n    ```\n\n=== \"Windows\"\n\n    Use `dir`.\n\n".to_owned(),
            MdBook | Hugo | Jekyll => String::new(),
        }
    }
}

/// The way from the page `from` to what lies at `to`, both from the folder of the pages.
fn relative(from: &str, to: &str) -> String {
    format!("{}{to}", "../".repeat(from.matches('/').count()))
}
