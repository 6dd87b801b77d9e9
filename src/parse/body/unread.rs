//! Checks that an author meant and that are read as text.

use super::Holder;
use super::checks::{Section, opens_section, section};
use super::pasted::{self, makes_claims};
use crate::finding::Rule;
use crate::syntax::markdown::{Element, Elements, Origin};
use crate::text::id::inside_quotes;
use crate::text::quote::yaml_scalar;
use crate::text::words::capitalized;

/// Reports what is not read of the check section `read`, or of one that was meant, on a page that may have one.
pub(super) fn report(body: Elements<'_>, read: Option<Section<'_>>, names: &[String], origin: &mut Origin<'_>) {
    match read {
        Some(section) if section.list.is_some() => report_lists(section, origin),
        Some(section) => report_lines(section, origin),
        None => report_heading(body, names, origin),
    }
}

/// Reports statements that are only text: those of a module's page, and those of a second check section.
pub(super) fn report_others(
    body: Elements<'_>,
    read: Option<Section<'_>>,
    names: &[String],
    holder: Holder,
    origin: &mut Origin<'_>,
) {
    if read.is_none() && holder != Holder::Module {
        return;
    }
    let rest = read.map_or(body, |section| section.after);
    let opens = |heading: &str| seems_to_open(heading, names, read.is_some());
    if let Some(Section { heading, list: Some(list), .. }) = section(rest, &opens) {
        pasted::report_checks(heading, list, read.is_some(), origin);
    }
}

/// Whether a heading was meant to open a check section: a second one on a page, or one on the page of a module, in a text
/// that was made for another program and may say "Practice mistake checks".
fn seems_to_open(heading: &str, names: &[String], is_second: bool) -> bool {
    let follows_word = || heading.split_once(' ').is_some_and(|(_, rest)| opens_section(rest, names));
    opens_section(heading, names)
        || match opens_with_more(heading, names) {
            Some(More::Words) => is_second,
            Some(More::Marks) => true,
            None => !is_second && follows_word(),
        }
}

/// Whether a heading in lower case was meant to open the checks of a page that was made for another program.
pub fn opens_checks(heading: &str, names: &[String]) -> bool {
    seems_to_open(heading, names, false) || opens_with_more(heading, names).is_some()
}

/// How a heading goes on that would open a check section without that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum More {
    /// A number before it, or marks and a parenthesis after it.
    Marks,
    /// Words after a dash or colon.
    Words,
}

/// `1. mistake checks`, `mistake check (10 min)`, `mistake check:` and `mistake check – part b`, in lower case.
fn opens_with_more(heading: &str, names: &[String]) -> Option<More> {
    let bare = without_number(heading.trim());
    let name = names.iter().filter(|name| bare.starts_with(name.as_str())).max_by_key(|name| name.len())?;
    let rest = bare[name.len()..].trim();
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '/'));
    if rest.is_empty() || is_number(rest) || rest.chars().all(|c| !c.is_alphanumeric() && c != '-') {
        return (bare != heading || !rest.is_empty()).then_some(More::Marks);
    }
    let in_parenthesis = rest.starts_with(['(', '（']) && rest.trim_end_matches([':', '.']).ends_with([')', '）']);
    if in_parenthesis || (rest.starts_with('[') && rest.ends_with(']')) {
        return Some(More::Marks);
    }
    let is_parted = bare[name.len()..].starts_with([':', ',']) || rest.starts_with(['–', '—', '-', '|', '·']);
    is_parted.then_some(More::Words)
}

/// `1.`, `2.3`, `4)`, `§ 5` and pictures before the words of a heading are no part of them.
fn without_number(heading: &str) -> &str {
    let words = heading.trim_start_matches(|c: char| !c.is_alphabetic());
    let lead = &heading[..heading.len() - words.len()];
    if lead.is_empty() || lead.ends_with(char::is_whitespace) { words } else { heading }
}

fn report_heading(body: Elements<'_>, names: &[String], origin: &mut Origin<'_>) {
    let Some(meant) = section(body, &|heading| opens_with_more(heading, names).is_some()) else { return };
    let typed = meant.heading.words();
    let lower = typed.to_lowercase();
    let more = opens_with_more(&lower, names);
    if !meant.list.is_some_and(makes_claims) && (meant.list.is_some() || more != Some(More::Marks)) {
        return;
    }
    let message = "this heading does not start a check section, so the statements below it are read as plain text";
    let name = names.iter().filter(|name| lower.contains(name.as_str())).max_by_key(|name| name.len());
    let bare = name.map_or_else(String::new, |name| capitalized(name));
    let marks = "#".repeat(meant.heading.heading_level().map_or(2, |level| level.max(2)));
    let help = format!(
        "change the heading to exactly `{marks} {bare}`, or list this heading in `clinic.yaml`, as in `markdown: {{ check_headings: {} }}`",
        yaml_scalar(&typed)
    );
    origin.findings.add_with_help(Rule::UnreadChecks, origin.span(&meant.heading.place()), message, help);
}

/// A section without a list is prose, unless there is nothing in it, or a table, or its lines begin as those of lists do
/// elsewhere.
fn report_lines(section: Section<'_>, origin: &mut Origin<'_>) {
    let inside = section.intro;
    let has_table = inside.tables().next().is_some();
    let paragraphs = inside.top_level().filter(|element| element.is_paragraph());
    let listed: usize = paragraphs.map(|paragraph| listed_lines(paragraph.typed())).sum();
    if listed < 2 && !has_table && !inside.is_empty() {
        return;
    }
    let span = origin.span(&section.heading.place());
    let message = "this check section has no list, so it has no statements";
    let help = "start each statement on its own line with `1. ` or `- `, including the space";
    origin.findings.add_with_help(Rule::UnreadChecks, span, message, help);
}

/// How many lines of a paragraph seem to be items of a list; a paragraph that is one quotation is one.
fn listed_lines(paragraph: &str) -> usize {
    let whole = paragraph.trim();
    let quoted = inside_quotes(whole).start > 0 && !whole.contains('\n');
    if quoted { 1 } else { whole.lines().filter(|line| is_like_item(line.trim())).count() }
}

/// `1."text`, `2)text`, `(3) text`, `**4.** text`, `-text`, `• text`
fn is_like_item(line: &str) -> bool {
    let opens_words = |rest: &str| rest.starts_with(|c: char| c.is_alphabetic() || "\"“„«*`".contains(c));
    let after_number = |text: &str, ends: &[char]| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < text.len() && rest.starts_with(ends)).then(|| rest[1..].to_owned())
    };
    if let Some(rest) = line.strip_prefix(['•', '‣', '◦', '▪', '·']) {
        return opens_words(rest.trim_start());
    }
    if let Some(rest) = line.strip_prefix(['-', '+']) {
        return opens_words(rest);
    }
    if let Some(rest) = line.strip_prefix("**") {
        let number = rest.strip_prefix('(').unwrap_or(rest);
        let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
        let close = rest.trim_start_matches(['.', ')', ':']);
        return rest.len() < number.len() && close.starts_with("**");
    }
    if let Some(rest) = line.strip_prefix('(') {
        return after_number(rest, &[')']).is_some_and(|rest| opens_words(rest.trim_start()));
    }
    after_number(line, &['.', ')']).is_some_and(|rest| opens_words(&rest))
}

/// One of the lists of a check section.
struct Listed<'e> {
    list: Element<'e>,
    /// Whether every item is a quotation.
    is_quoted: bool,
    /// The nearest heading above it in the section, by its number there, and its level.
    below: Option<(usize, usize)>,
}

/// The last list holds the statements. Others are meant to hold some too where all are quotations, or where three or more
/// of one kind stand below headings of one level.
fn report_lists(section: Section<'_>, origin: &mut Origin<'_>) {
    let loose = loose_answers(section);
    if !loose.is_empty() {
        return loose.into_iter().for_each(|(list, answer)| report_loose(list, answer, origin));
    }
    let lists = lists(section);
    let Some((last, others)) = lists.split_last() else { return };
    let under_heading = |listed: &Listed<'_>| {
        let same_level = listed.below.zip(last.below).is_some_and(|(one, other)| one.0 != other.0 && one.1 == other.1);
        same_level && listed.list.is_ordered_list() == last.list.is_ordered_list() && makes_claims(listed.list)
    };
    let all_under_headings = others.len() > 1 && others.iter().all(under_heading);
    for listed in others {
        if (listed.is_quoted && last.is_quoted) || all_under_headings {
            let first = listed.list.items().next().unwrap_or(listed.list);
            let message = "this list is read as part of the intro, because only the last list in a check section is read as statements";
            let help = "put all statements in one list; put a separate group on its own page or under `checks:` in the module's front matter";
            origin.findings.add_with_help(Rule::UnreadChecks, origin.span(&first.first_line()), message, help);
        }
    }
}

fn lists(section: Section<'_>) -> Vec<Listed<'_>> {
    let mut below = None;
    let mut lists = Vec::new();
    for (number, element) in section.intro.top_level().chain(section.list).enumerate() {
        if let Some(level) = element.heading_level() {
            below = Some((number, level));
        }
        if element.is_list() {
            lists.push(Listed { list: element, is_quoted: element.items().all(is_quotation), below });
        }
    }
    lists
}

/// Answers that stand below a list and not in its last item, each with that list: between lists, where they part what is
/// one list, or below a single statement. One below a whole list may be meant for all of it.
fn loose_answers(section: Section<'_>) -> Vec<(Element<'_>, Element<'_>)> {
    let Some(list) = section.list else { return Vec::new() };
    let elements: Vec<Element<'_>> = section.intro.top_level().chain([list]).collect();
    let pairs = elements.windows(2).map(|pair| (pair[0], pair[1]));
    let is_loose = |(above, below): &(Element<'_>, Element<'_>)| above.is_list() && below.is_answer();
    let mut loose: Vec<_> = pairs.filter(is_loose).collect();
    let behind = section.below.top_level().next().map(|below| (list, below)).filter(is_loose);
    loose.extend(behind.filter(|_| !loose.is_empty() || list.items().count() == 1));
    loose
}

fn report_loose(list: Element<'_>, answer: Element<'_>, origin: &mut Origin<'_>) {
    let first = list.typed().trim_start();
    let mark = first.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')', '-', '*', '+']);
    let width = first.len() - mark.trim_start_matches(' ').len();
    let message = "this answer belongs to no statement, because it is not indented";
    let help = format!("indent each line of the answer by {width} spaces, so that it is part of the statement above");
    origin.findings.add_with_help(Rule::UnreadChecks, origin.span(&answer.first_line()), message, help);
}

/// Whether the first block of an item is a quotation.
fn is_quotation(item: Element<'_>) -> bool {
    inside_quotes(item.first_block().trim()).start > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["mistake check", "mistake checks", "common mistake check"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_heading_may_be_dressed_up() {
        for heading in [
            "mistake check (10 min)",
            "mistake check:",
            "mistake checks.",
            "1. mistake checks",
            "2.3 mistake check",
            "4) mistake check",
            "🔍 mistake check",
            "mistake check 2",
            "mistake check ✅",
            "mistake check [optional]",
            "mistake check（10分）",
        ] {
            assert_eq!(opens_with_more(heading, &names()), Some(More::Marks), "{heading}");
        }
        for heading in
            ["mistake check – part b", "mistake checks: loops", "mistake check - loops", "step 2. mistake check"]
        {
            let expected = (!heading.starts_with("step")).then_some(More::Words);
            assert_eq!(opens_with_more(heading, &names()), expected, "{heading}");
        }
        for heading in
            ["mistake check", "mistake checking", "mistake check answers", "mistake-check", "my mistake check"]
        {
            assert_eq!(opens_with_more(heading, &names()), None, "{heading}");
        }
    }

    #[test]
    fn lines_of_lists_of_elsewhere_are_known() {
        for line in ["1.\"A\"", "2)A", "(3) A", "**4.** A", "**5:** A", "-A", "-\"A\"", "• A", "·A", "+A", "1.*A*"] {
            assert!(is_like_item(line), "{line}");
        }
        for line in [
            "1.5 metres",
            "(see below)",
            "- ",
            "-5 degrees",
            "**Bold** words",
            "2026-01-02",
            "A",
            "(1999) was",
            "--",
            "**2** of them",
        ] {
            let expected = line == "(1999) was" || line == "**2** of them";
            assert_eq!(is_like_item(line), expected, "{line}");
        }
        assert_eq!(listed_lines("\"One claim.\""), 1);
        assert_eq!(listed_lines("He said \"so\"."), 0);
        assert_eq!(listed_lines("1.One\n2.Two"), 2);
    }
}
