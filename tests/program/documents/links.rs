//! Links between the documents of the project.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The links and images of a document, and the anchors of its headings: their own, and those made of their words.
fn read(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut anchors) = (Vec::new(), BTreeSet::new());
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { id, .. }) => {
                anchors.extend(id.map(pulldown_cmark::CowStr::into_string));
                heading = Some(String::new());
            }
            Event::End(TagEnd::Heading(_)) => {
                let name = anchor(&heading.take().unwrap_or_default());
                anchors.insert(name);
            }
            Event::Text(part) | Event::Code(part) => heading.iter_mut().for_each(|heading| heading.push_str(&part)),
            _ => {}
        }
    }
    (links, anchors)
}

/// The anchor that hosts of repositories give a heading: its letters, digits, hyphens and underscores in lower case, and
/// hyphens for blanks.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_')).collect()
}

/// The links of a document that lead nowhere; those to other sites are not tried.
pub(super) fn faults(root: &Path, path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let (links, own) = read(&text);
    let mut faults = Vec::new();
    for link in links.iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
        let (file, place) = link.split_once('#').map_or((link.as_str(), None), |(file, place)| (file, Some(place)));
        let target = path.parent().unwrap().join(file);
        let is_there = if file.is_empty() { true } else { target.exists() };
        let leads = is_there
            && place.is_none_or(|place| match file {
                "" => own.contains(place),
                _ => fs::read_to_string(&target).is_ok_and(|text| read(&text).1.contains(place)),
            });
        if !leads {
            faults.push(format!("{}: `{link}` leads nowhere", path.strip_prefix(root).unwrap_or(path).display()));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_a_file_and_a_heading_of_it() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.md");
        fs::write(root.path().join("b.md"), "# The `b` of it, all {#own}\n").unwrap();
        let text = "# Own\n[1](b.md) [2](b.md#the-b-of-it-all) [3](b.md#own) [3](#own) [4](https://x.org/a) [5](c.md) [6](b.md#c) [7](#c)\n";
        fs::write(&path, text).unwrap();
        let wanted = ["c.md", "b.md#c", "#c"].map(|link| format!("a.md: `{link}` leads nowhere"));
        assert_eq!(faults(root.path(), &path), wanted);
    }
}
