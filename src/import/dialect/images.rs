//! Images that are written as HTML, `<img src="tree.svg" alt="A tree">`, as markdown has them; elements that only stand around
//! images go.

use super::after;
use super::marks::marks;

/// Elements that stand around images for their looks.
const AROUND: [&str; 6] = ["p", "div", "center", "figure", "picture", "span"];

/// A line with its images in markdown; what stands in backticks stays.
pub(super) fn images(line: &str) -> String {
    if !has_image(line) {
        return line.to_owned();
    }
    let parts = line.split('`').enumerate();
    let parts: Vec<String> =
        parts.map(|(number, part)| if number % 2 == 1 { part.to_owned() } else { of_words(part) }).collect();
    unlinked(&parts.join("`"))
}

/// Whether an image may be written as HTML there.
fn has_image(line: &str) -> bool {
    line.contains("<img ") || line.contains("<IMG ")
}

fn of_words(text: &str) -> String {
    let (mut done, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(start) = rest.find("<img ").or_else(|| rest.find("<IMG ")) {
        let (before, tag) = rest.split_at(start);
        done.push_str(before);
        let Some(end) = tag_end(tag) else { return done + tag };
        match markdown(&tag[..end]) {
            Some(image) => done.push_str(&image),
            None => done.push_str(&tag[..end]),
        }
        rest = &tag[end..];
    }
    done + rest
}

/// Where the tag at the start of `text` ends.
pub(super) fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut braces = 0usize;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => braces += 1,
            (None, '}') => braces = braces.saturating_sub(1),
            (None, '>') if braces == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn markdown(tag: &str) -> Option<String> {
    let src = value(tag, "src").filter(|src| !src.is_empty())?;
    let alt = value(tag, "alt").unwrap_or_default().replace(['[', ']', '\n'], " ");
    let title = value(tag, "title").filter(|title| !title.is_empty() && !title.contains('"'));
    let title = title.map_or_else(String::new, |title| format!(" \"{title}\""));
    let src = src.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
    Some(format!("![{}]({src}{title})", alt.trim()))
}

/// The value of an attribute of a tag; what a page of MDX says of where an image lies, too.
pub(super) fn value<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let start = tag.match_indices(name).find_map(|(at, _)| {
        let rest = tag[at + name.len()..].trim_start().strip_prefix('=')?;
        tag[..at].ends_with(char::is_whitespace).then_some(tag.len() - rest.len())
    })?;
    let typed = tag[start..].trim_start();
    match typed.chars().next()? {
        quote @ ('"' | '\'') => typed[1..].split_once(quote).map(|(value, _)| value),
        '{' => {
            let inner = typed[1..].split_once('}').map(|(inner, _)| inner)?;
            let (_, inner) = inner.split_once(['"', '\'', '`'])?;
            inner.split_once(['"', '\'', '`']).map(|(value, _)| value)
        }
        _ => typed.split(|c: char| c.is_whitespace() || c == '>').next().map(|value| value.trim_end_matches('/')),
    }
}

/// `<a href="x">![a](b)</a>` as a link of markdown.
fn unlinked(line: &str) -> String {
    let found = line.find("<a ").and_then(|start| {
        let tag = &line[start..start + tag_end(&line[start..])?];
        let (inner, after) = line[start + tag.len()..].split_once("</a>")?;
        let image = inner.trim();
        let href = value(tag, "href").filter(|_| image.starts_with("![") && image.ends_with(')'))?;
        Some(format!("{}[{image}]({href}){}", &line[..start], unlinked(after)))
    });
    found.unwrap_or_else(|| line.to_owned())
}

/// The lines from `line` on that are images with elements around them: as many lines, without these elements.
pub(super) fn framed(line: &str, rest: &[&str]) -> Option<Vec<String>> {
    let (name, inner) = opened(line)?;
    let close = format!("</{name}>");
    if let Some(inner) = inner.strip_suffix(close.as_str()) {
        return frames_images(&[inner]).then(|| vec![shown(inner)]);
    }
    let end = rest.iter().take(MOST).position(|line| line.trim() == close)?;
    let lines: Vec<&str> = std::iter::once(inner).chain(rest[..end].iter().copied()).collect();
    // Code keeps its blanks.
    let is_code = lines.iter().any(|line| after(None, line).is_some());
    if is_code || !frames_images(&lines) {
        return None;
    }
    Some(lines.iter().map(|line| shown(line)).chain([String::new()]).collect())
}

/// So many lines stand between such an element and its end.
const MOST: usize = 20;

/// The name of the element that opens on this line, and what follows its tag there.
fn opened(line: &str) -> Option<(&'static str, &str)> {
    let typed = line.trim();
    let name = AROUND.into_iter().find(|name| {
        let rest = typed.strip_prefix('<').and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with([' ', '>']))
    })?;
    Some((name, &typed[tag_end(typed)?..]))
}

/// Whether lines hold images, and besides them words without other elements.
fn frames_images(lines: &[&str]) -> bool {
    let is_fine = |line: &&str| {
        let shown = shown(line);
        !shown.contains('<') && !shown.starts_with(['#', '-', '*'])
    };
    lines.iter().any(|line| has_image(line)) && lines.iter().all(is_fine)
}

/// A line of such an element in markdown.
fn shown(line: &str) -> String {
    images(&marks(bare(line.trim())))
}

/// A caption without its element; a source for other formats goes, since the image has its own.
fn bare(line: &str) -> &str {
    let inside = |name: &str| line.strip_prefix(&format!("<{name}>"))?.strip_suffix(&format!("</{name}>"));
    if line.starts_with("<source ") { "" } else { inside("figcaption").or_else(|| inside("em")).unwrap_or(line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_of_html_become_those_of_markdown() {
        for (typed, expected) in [
            ("<img src=\"a.png\" alt=\"A tree\" width=\"300\"/>", "![A tree](a.png)"),
            ("See <img src='x y.png'> there", "See ![](x%20y.png) there"),
            ("<img alt=\"T\" src={require('./img/a.png').default} />", "![T](./img/a.png)"),
            ("<img src={useBaseUrl(\"/img/a.png\")} alt=\"T\">", "![T](/img/a.png)"),
            ("<img src=a.png>", "![](a.png)"),
            ("<a href=\"b.md\"><img src=\"a.png\" alt=\"A\"></a>", "[![A](a.png)](b.md)"),
            ("`<img src=\"a.png\">`", "`<img src=\"a.png\">`"),
            ("<img alt=\"none\">", "<img alt=\"none\">"),
            ("See <img src=a.png> and <img ", "See ![](a.png) and <img "),
            ("<img data-src=\"b.png\" src=\"a.png\" title=\"T\">", "![](a.png \"T\")"),
        ] {
            assert_eq!(images(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_frames_an_image_goes() {
        let framed = |text: &str| {
            let lines: Vec<&str> = text.split('\n').collect();
            framed(lines[0], &lines[1..]).map(|lines| lines.join("\n"))
        };
        assert_eq!(framed("<p align=\"center\">\n  <img src=\"a.png\" alt=\"A\">\n</p>").unwrap(), "\n![A](a.png)\n");
        assert_eq!(framed("<div><img src=\"a.png\" alt=\"A\"></div>").unwrap(), "![A](a.png)");
        assert_eq!(
            framed("<figure>\n<img src=\"a.png\" alt=\"A\">\n<figcaption>Seen</figcaption>\n</figure>").unwrap(),
            "\n![A](a.png)\nSeen\n"
        );
        for other in [
            "<p>Words</p>",
            "<div>\n<table>\n<img src=\"a.png\">\n</div>",
            "<div>\n<img src=\"a.png\">\n```py\nif a:\n    b\n```\n</div>",
            "<p>\nnever closed <img src=\"a.png\">",
            "Words",
        ] {
            assert_eq!(framed(other), None, "{other}");
        }
    }
}
