//! The address that a page had, so that it may lead on from there.

use super::layout::{Tool, stem};
use super::links::without_number;
use super::placing::folder;
use crate::plan::reserved_names;

/// The address of a page in the site of its tool, from the root of that site; nothing where nobody knows it. `own` gives
/// what its front matter says.
pub(super) fn old(tool: Tool, page: &str, own: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let bare = stem(page)?;
    let name = bare.rsplit('/').next().unwrap_or(bare);
    let is_index = matches!(name.to_lowercase().as_str(), "index" | "_index" | "readme");
    let as_folder = |path: &str| format!("{}/", path.trim_matches('/'));
    let below = |folder: &str, name: &str| format!("{folder}/{name}").trim_matches('/').to_owned();
    let address = match tool {
        Tool::Plain => return None,
        Tool::Docusaurus => {
            let names: Vec<&str> =
                folder(bare).split('/').filter(|name| !name.is_empty()).map(without_number).collect();
            let at = below("docs", &names.join("/"));
            match own("slug") {
                None if !is_index && own("id").is_some() => as_folder(&below(&at, &own("id").unwrap_or_default())),
                Some(slug) if slug.starts_with('/') => as_folder(&format!("docs{slug}")),
                Some(slug) => as_folder(&below(&at, &slug)),
                None if is_index => as_folder(&at),
                None => as_folder(&below(&at, without_number(name))),
            }
        }
        Tool::MdBook if is_index => below(folder(bare), "index.html"),
        Tool::MdBook => format!("{bare}.html"),
        Tool::MkDocs if is_index => as_folder(folder(bare)),
        Tool::MkDocs => as_folder(bare),
        Tool::Hugo => match (own("url"), own("slug")) {
            (Some(url), _) => url.trim_start_matches('/').to_owned(),
            (None, Some(slug)) => as_folder(&below(folder(bare), &slug)),
            (None, None) if is_index => as_folder(&folder(bare).to_lowercase()),
            (None, None) => as_folder(&bare.to_lowercase()),
        },
        Tool::Jekyll => match own("permalink") {
            Some(permalink) => permalink.trim_start_matches('/').to_owned(),
            None if is_index => as_folder(folder(bare)),
            None => format!("{bare}.html"),
        },
    };
    let is_taken = reserved_names().contains(&address.split('/').next()?.to_lowercase().as_str());
    let is_plain = !is_taken
        && !address.trim_matches('/').is_empty()
        && !address.contains([':', '?', '#', '{'])
        && address != "index.html";
    is_plain.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tool_has_its_own_addresses() {
        let none = |_: &str| None;
        for (tool, page, expected) in [
            (Tool::Docusaurus, "01-a/02-b.mdx", Some("docs/a/b/")),
            (Tool::Docusaurus, "a/index.md", Some("docs/a/")),
            (Tool::Docusaurus, "c.md", Some("docs/c/")),
            (Tool::MdBook, "a/b.md", Some("a/b.html")),
            (Tool::MdBook, "README.md", None),
            (Tool::MdBook, "404.md", None),
            (Tool::MkDocs, "tags.md", None),
            (Tool::MkDocs, "a/B.md", Some("a/B/")),
            (Tool::MkDocs, "index.md", None),
            (Tool::Hugo, "a/B.md", Some("a/b/")),
            (Tool::Jekyll, "a/b.md", Some("a/b.html")),
            (Tool::Plain, "a/b.md", None),
        ] {
            assert_eq!(old(tool, page, &none).as_deref(), expected, "{page}");
        }
        let own = |key: &str| (key == "id").then(|| "begin".to_owned());
        assert_eq!(old(Tool::Docusaurus, "a/b.md", &own).as_deref(), Some("docs/a/begin/"));
        let own = |key: &str| (key == "slug").then(|| "/start".to_owned());
        assert_eq!(old(Tool::Docusaurus, "a/b.md", &own).as_deref(), Some("docs/start/"));
    }
}
