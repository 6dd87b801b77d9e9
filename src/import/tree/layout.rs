//! Which tool a folder was made for, and where it keeps its pages.

use std::collections::BTreeSet;

/// A tool that makes sites of markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    Docusaurus,
    MdBook,
    MkDocs,
    Hugo,
    Jekyll,
    /// A folder of markdown, and no more is known of it.
    Plain,
}

/// Where pages and files lie in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) tool: Tool,
    /// The folder of the pages, with a `/` at its end unless it is empty.
    pub(super) pages: String,
    /// That of files which are published at the root of the site, in the same way.
    pub(super) statics: Option<String>,
}

impl Layout {
    /// What the paths of a folder tell; `text` gives what one of them holds.
    pub(super) fn of(paths: &BTreeSet<String>, text: &dyn Fn(&str) -> Option<String>) -> Self {
        let has = |names: &[&'static str]| names.iter().copied().find(|name| paths.contains(*name));
        let setting = |file: &str, key: &str| text(file).and_then(|text| setting(&text, key));
        let below = |folder: &str| format!("{}/", folder.trim_matches('/'));
        let statics = || Some("static/".to_owned());
        let configs =
            ["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"];
        let found = if has(&configs).is_some() {
            Self { tool: Tool::Docusaurus, pages: "docs/".to_owned(), statics: statics() }
        } else if has(&["book.toml"]).is_some() {
            let pages = below(&setting("book.toml", "src").unwrap_or_else(|| "src".to_owned()));
            Self { tool: Tool::MdBook, pages, statics: None }
        } else if let Some(file) = has(&["mkdocs.yml", "mkdocs.yaml"]) {
            let pages = below(&setting(file, "docs_dir").unwrap_or_else(|| "docs".to_owned()));
            Self { tool: Tool::MkDocs, pages, statics: None }
        } else if has(&["hugo.toml", "hugo.yaml", "hugo.json", "config.toml"]).is_some() {
            Self { tool: Tool::Hugo, pages: "content/".to_owned(), statics: statics() }
        } else {
            let tool = match has(&["_config.yml", "SUMMARY.md"]) {
                Some("_config.yml") => Tool::Jekyll,
                Some(_) => Tool::MdBook,
                None if paths.iter().any(|path| is_category(path)) => Tool::Docusaurus,
                None => Tool::Plain,
            };
            Self { tool, pages: String::new(), statics: None }
        };
        let is_there = paths.iter().any(|path| path.starts_with(&found.pages) && is_page(path));
        if is_there { found } else { Self { pages: String::new(), statics: None, ..found } }
    }

    /// The path of a page or file from the folder of the pages; nothing for what is no part of the course.
    pub(super) fn of_course<'p>(&self, path: &'p str) -> Option<&'p str> {
        let below = path.strip_prefix(&self.pages)?;
        let made = ["node_modules", "_site", "_layouts", "_includes", "_sass", "_data"];
        let is_settings = |name: &str| {
            let names =
                ["SUMMARY.md", "book.toml", "mkdocs.yml", "mkdocs.yaml", "_config.yml", "Gemfile", "Gemfile.lock"];
            names.contains(&name) || is_category(name) || name.starts_with("docusaurus.config.")
        };
        let mut names = below.split('/').rev();
        let is_part = !is_settings(names.next()?) && !names.any(|name| made.contains(&name));
        is_part.then_some(below)
    }
}

/// Whether a path is that of what Docusaurus says of a folder.
pub(super) fn is_category(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, "_category_.json" | "_category_.yml" | "_category_.yaml")
}

/// Whether a path is that of markdown.
pub(super) fn is_page(path: &str) -> bool {
    stem(path).is_some()
}

/// A path of markdown without its ending.
pub(super) fn stem(path: &str) -> Option<&str> {
    [".md", ".mdx", ".markdown"].iter().find_map(|ending| path.strip_suffix(ending))
}

/// The value of a key that stands at the start of a line, in TOML or YAML.
pub(super) fn setting(text: &str, key: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix(['=', ':']))?;
    let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_known_by_its_settings() {
        let layout = |paths: &[&str]| {
            let paths = paths.iter().map(|path| (*path).to_owned()).collect();
            let layout = Layout::of(&paths, &|_| Some("[book]\nsrc = \"text\" # here\ndocs_dir: 'pages'\n".to_owned()));
            (layout.tool, layout.pages)
        };
        for (paths, tool, pages) in [
            (&["docusaurus.config.ts", "docs/a.md"][..], Tool::Docusaurus, "docs/"),
            (&["book.toml", "text/a.md"], Tool::MdBook, "text/"),
            (&["mkdocs.yml", "pages/a.md"], Tool::MkDocs, "pages/"),
            (&["hugo.toml", "content/a.md"], Tool::Hugo, "content/"),
            (&["_config.yml", "a.md"], Tool::Jekyll, ""),
            (&["SUMMARY.md", "a.md"], Tool::MdBook, ""),
            (&["a/_category_.json", "a/a.mdx"], Tool::Docusaurus, ""),
            (&["a.md"], Tool::Plain, ""),
            (&["mkdocs.yml", "a.md"], Tool::MkDocs, ""),
        ] {
            assert_eq!(layout(paths), (tool, pages.to_owned()), "{paths:?}");
        }
    }
}
