//! The guide's pages about rules as the preview serves them: findings lead there, also without a connection.

use crate::config::course::markdown_settings;
use crate::finding::guide::{Page, relinked};
use crate::finding::{FileFindings, Rule};
use crate::render::alone;
use crate::strings::Strings;
use crate::syntax::markdown::{Form, MarkdownSettings, Origin, Reader};
use crate::text::anchor::Anchors;
use crate::text::{SourceFile, SourcePath};

/// The page about `rule`, which lies at `_clinic/rules/RULE/`.
pub(super) fn page(rule: Rule) -> String {
    let back = "<nav><a href=\"../\">All rules</a></nav>\n";
    document(rule.id(), rule.summary(), Page::of(rule), &Place { up: "../", before: back })
}

/// The page about all rules, which lies at `_clinic/rules/`.
pub(super) fn index() -> String {
    let page = Page::of_all();
    document(page.value("title"), page.value("description"), page, &Place { up: "", before: "" })
}

/// Where a page is shown.
struct Place {
    /// From there to the page about all rules.
    up: &'static str,
    /// HTML that stands before everything else.
    before: &'static str,
}

fn document(title: &str, summary: &str, page: Page, place: &Place) -> String {
    let Place { up, before } = place;
    let strings = Strings::load("en", &[], &mut Vec::new());
    let reader = Reader::new(MarkdownSettings { highlight: false, ..markdown_settings(None, &strings) });
    let heading = read(title, |text, origin| alone(&reader.inline(text, Form::Prose, origin)));
    let summary = read(summary, |text, origin| alone(&reader.inline(text, Form::Prose, origin)));
    let text = relinked(page.text, |destination| lead(destination, up));
    let body = read(&text, |text, origin| {
        let stream = reader.body(text, origin);
        let mut writer = stream.writer(Anchors::of_page(false, stream.places()));
        writer.write(stream.elements(), origin);
        alone(&writer.finish(origin))
    });
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{heading}</title>\n\
         <link rel=\"stylesheet\" href=\"{up}../rules.css\">\n</head>\n<body>\n{before}<main>\n<h1>{heading}</h1>\n\
         <p class=\"summary\">{summary}</p>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Where a link of the guide leads from a page that is shown: to another page about rules, or away. The rest of the guide
/// is not part of the program.
fn lead(destination: &str, up: &str) -> Option<String> {
    if destination.contains("://") {
        return Some(destination.to_owned());
    }
    let (file, anchor) = destination.split_once('#').map_or((destination, ""), |(file, anchor)| (file, anchor));
    let to = match file.strip_suffix(".md")? {
        "_index" if up.is_empty() => "./".to_owned(),
        "_index" => up.to_owned(),
        id => format!("{up}{}/", Rule::from_id(id)?),
    };
    Some(if anchor.is_empty() { to } else { format!("{to}#{anchor}") })
}

/// Reads a text of the guide, which has no findings: tests see to that.
fn read<T>(text: &str, with: impl FnOnce(&str, &mut Origin<'_>) -> T) -> T {
    let file = SourceFile::new(SourcePath::new("guide.md"), text);
    let mut findings = FileFindings::new(file.path());
    with(text, &mut Origin { findings: &mut findings, offset: &|at| at, file: &file })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_among_the_rules_or_lead_away() {
        assert_eq!(lead("raw-html.md", "../").as_deref(), Some("../raw-html/"));
        assert_eq!(lead("raw-html.md#wrong", "").as_deref(), Some("raw-html/#wrong"));
        assert_eq!(lead("_index.md#text", "../").as_deref(), Some("../#text"));
        assert_eq!(lead("https://example.org/a.md", "../").as_deref(), Some("https://example.org/a.md"));
        assert_eq!(lead("../03-reference/12-languages.md", "../"), None);
        assert_eq!(lead("no-such-rule.md", "../"), None);
    }

    #[test]
    fn every_page_says_what_the_guide_says_and_runs_nothing() {
        for &rule in Rule::ALL {
            let page = page(rule);
            assert!(page.contains(&format!("<h1>{rule}</h1>")) && page.contains(">Wrong</h2>"), "{page}");
            assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
            let links = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
            let astray: Vec<&str> = links.filter(|to| to.contains(".md") && !to.contains("://")).collect();
            assert!(astray.is_empty(), "{rule} leads to {astray:?}");
        }
    }

    #[test]
    fn the_page_about_all_rules_leads_to_each() {
        let page = index();
        for rule in Rule::ALL {
            assert!(page.contains(&format!("<a href=\"{rule}/\">")), "{rule}: {page}");
        }
    }
}
