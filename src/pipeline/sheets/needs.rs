//! What a page for printing needs beside itself, and links that hold on paper.
//!
//! A PDF keeps the address that each link has when it is printed. Links to other pages are written with the address of
//! the published site; where that is not known they become plain words, since they would lead to a folder that is gone.
//!
//! This reads finished HTML, since nothing else knows what a page shows: a template of the course may name any file, and so
//! may HTML of an author.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::SitePath;
use crate::text::address::decode;

/// A page for printing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Needs {
    /// The page with links that hold on paper.
    pub(super) html: String,
    /// Paths in the site of what it shows.
    pub(super) files: BTreeSet<String>,
}

/// Attributes that name what a page shows.
const SHOWN: [&str; 6] = ["src", "href", "xlink:href", "srcset", "poster", "data"];

/// What the page at `page` needs; `base` is the address of the published site.
pub(super) fn needs(html: &str, page: &SitePath, base: Option<&str>) -> Needs {
    let (mut out, mut files, mut done) = (String::with_capacity(html.len()), BTreeSet::new(), 0);
    for tag in tags(html) {
        let name = tag_name(&html[tag.clone()]);
        let is_link = name.eq_ignore_ascii_case("a") || name.eq_ignore_ascii_case("area");
        for attribute in attributes(html, tag) {
            let value = &html[attribute.value.clone()];
            if is_link && attribute.name.eq_ignore_ascii_case("href") {
                if let Some(address) = resolved(page, value) {
                    out.push_str(&html[done..attribute.whole.start]);
                    if let Some(base) = base {
                        out.extend([" href=\"", base, &address, "\""]);
                    }
                    done = attribute.whole.end;
                }
            } else if !is_link && SHOWN.iter().any(|shown| attribute.name.eq_ignore_ascii_case(shown)) {
                let is_list = attribute.name.eq_ignore_ascii_case("srcset");
                let candidates = value.split(|c: char| is_list && c == ',').map(str::trim);
                let candidates = candidates.filter_map(|one| if is_list { one.split(' ').next() } else { Some(one) });
                files.extend(candidates.filter_map(|address| file(page, address)));
            }
        }
    }
    out.push_str(&html[done..]);
    Needs { html: out, files }
}

/// Paths in the site of what the style sheet at `path` names.
pub(super) fn style_needs(css: &str, path: &SitePath) -> BTreeSet<String> {
    let addresses = css.match_indices("url(").filter_map(|(at, open)| {
        let rest = &css[at + open.len()..];
        Some(rest[..rest.find(')')?].trim().trim_matches(['"', '\'']))
    });
    addresses.filter_map(|address| file(path, address)).collect()
}

/// The path in the site that `address` on the page or file `from` leads to, decoded.
fn file(from: &SitePath, address: &str) -> Option<String> {
    let address = resolved(from, address)?;
    let end = address.find(['?', '#']).unwrap_or(address.len());
    Some(decode(&address[..end]))
}

/// A relative address, as it is from the root of the site; `None` for one that is none or stays on the page.
fn resolved(from: &SitePath, address: &str) -> Option<String> {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
    if path.is_empty() || path.starts_with('/') || has_scheme {
        return None;
    }
    let encoded = from.encoded();
    let mut folders: Vec<&str> = encoded[..encoded.rfind('/').map_or(0, |slash| slash + 1)].split('/').collect();
    folders.pop();
    let mut names = path.split('/').peekable();
    let mut last = "";
    while let Some(name) = names.next() {
        match name {
            ".." => drop(folders.pop()),
            "." | "" => {}
            name if names.peek().is_none() => last = name,
            name => folders.push(name),
        }
    }
    let folder: String = folders.iter().flat_map(|name| [*name, "/"]).collect();
    Some(format!("{folder}{last}{rest}"))
}

/// An attribute with its value in quotes.
struct Attribute<'h> {
    name: &'h str,
    value: Range<usize>,
    /// All of it, with the space before it.
    whole: Range<usize>,
}

/// Where the opening tags of a page are; comments and scripts hold none.
fn tags(html: &str) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(next) = html[at..].find('<').map(|next| at + next) {
        let rest = &html[next..];
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map_or(rest.len(), |end| end + 3)
        } else if rest[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            let end = tag_length(rest);
            found.push(next..next + end);
            if tag_name(rest).eq_ignore_ascii_case("script") {
                rest[end..].find("</script").map_or(rest.len(), |close| end + close)
            } else {
                end
            }
        } else {
            1
        };
        at = next + end;
    }
    found
}

fn tag_name(tag: &str) -> &str {
    let end = tag[1..].find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).map_or(tag.len(), |end| end + 1);
    &tag[1..end]
}

/// Up to the `>` that stands in no quotes.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, character) in rest.char_indices() {
        match (quote, character) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    rest.len()
}

fn attributes(html: &str, tag: Range<usize>) -> Vec<Attribute<'_>> {
    let (mut found, mut at) = (Vec::new(), tag.start + 1);
    while let Some(equals) = html[at..tag.end].find('=').map(|equals| at + equals) {
        let before = &html[at..equals];
        let start = at + before.rfind(char::is_whitespace).unwrap_or(0);
        let name = html[start..equals].trim_start();
        let after = &html[equals + 1..tag.end];
        let Some(quote) = after.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else {
            at = equals + 1;
            continue;
        };
        let value = equals + 2;
        let end = html[value..tag.end].find(quote).map_or(tag.end, |end| value + end);
        found.push(Attribute { name, value: value..end, whole: start..(end + 1).min(tag.end) });
        at = (end + 1).min(tag.end);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(html: &str, base: Option<&str>) -> Needs {
        needs(html, &SitePath::new("s/m/print/"), base)
    }

    #[test]
    fn links_get_the_address_of_the_published_site() {
        let page = r##"<a class="x" href="../#R3">a</a> <a href='../../n/?q=1'>b</a> <a href="#main">c</a>
<a href="https://example.org/">d</a> <a href="mailto:a@b">e</a> <area href="../../../">"##;
        let html = printed(page, Some("https://h/c/")).html;
        assert!(html.contains(r#"<a class="x" href="https://h/c/s/m/#R3">a</a>"#), "{html}");
        assert!(html.contains(r#"<a href="https://h/c/s/n/?q=1">b</a>"#), "{html}");
        assert!(html.contains(r##"<a href="#main">c</a>"##) && html.contains("mailto:a@b"), "{html}");
        assert!(html.contains(r#"<area href="https://h/c/">"#), "{html}");
    }

    #[test]
    fn links_to_a_site_without_an_address_are_words() {
        let page =
            r#"<p title="a > b"><a class="x" href="../" rel="up">a</a> <a href="https://example.org/">d</a></p>"#;
        let html = printed(page, None).html;
        assert_eq!(html, r#"<p title="a > b"><a class="x" rel="up">a</a> <a href="https://example.org/">d</a></p>"#);
    }

    #[test]
    fn what_a_page_shows_is_needed_and_what_it_links_to_is_not() {
        let page = r##"<link rel="stylesheet" href="../../../assets/a.css"><IMG alt="" src="../tree%20x.svg?v#t">
<img srcset="../a.png 1x, ../b.png 2x" src='../c,d.png'><a href="../d.pdf">d</a><!-- <img src="../e.png"> -->
<script>"<img src='../f.png'>"</script><img src="data:image/png;base64,AA"><img src=../g.png><use href="#qr">"##;
        let files = printed(page, None).files;
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        assert_eq!(files, ["assets/a.css", "s/m/a.png", "s/m/b.png", "s/m/c,d.png", "s/m/tree x.svg"]);
    }

    #[test]
    fn a_style_needs_its_fonts_and_images() {
        let css = "@font-face { src: url('../fonts/a.woff2') } b { background: url( c.svg ), url(data:x) } url(";
        let files = style_needs(css, &SitePath::new("assets/x.css"));
        assert_eq!(files.iter().map(String::as_str).collect::<Vec<_>>(), ["assets/c.svg", "fonts/a.woff2"]);
    }
}
