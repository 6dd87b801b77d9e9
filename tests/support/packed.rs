//! Sheets that lie beside a page, as the script of print pages puts them together.

/// What such sheets point back to besides themselves.
const PRIMER: &str = include_str!("../../src/render/packed/primer.html");

/// The HTML that a script hands on; any other text as it is.
pub fn unpacked(text: &str) -> String {
    let Some(script) = text.strip_prefix("clinicSheets.more(`") else { return text.to_owned() };
    let (literal, width) = script.strip_suffix(");\n").unwrap().rsplit_once("`, ").unwrap();
    let width: usize = width.parse().unwrap();
    let mut given = plain(literal).into_iter();
    let mut html: Vec<char> = PRIMER.chars().collect();
    let start = html.len();
    while let Some(character) = given.next() {
        if character != '~' {
            html.push(character);
            continue;
        }
        let mut digit = || given.next().unwrap() as usize - '%' as usize;
        let (mut length, mut part) = (0, 54);
        while part == 54 {
            part = digit();
            length += part;
        }
        let back = if length == 0 { 0 } else { (0..width).fold(0, |back, _| 55 * back + digit()) };
        if length == 0 {
            html.push('~');
        }
        let from = html.len() - back;
        html.extend_from_within(from..from + length);
    }
    html[start..].iter().collect()
}

/// What a template literal without anything filled in says.
fn plain(literal: &str) -> Vec<char> {
    let mut plain = Vec::new();
    let mut rest = literal.chars();
    while let Some(character) = rest.next() {
        plain.push(match character {
            '\\' => match rest.next().unwrap() {
                'r' => '\r',
                other => other,
            },
            other => other,
        });
    }
    plain
}
