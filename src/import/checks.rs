//! Wrong statements from the sections below a heading such as "Practice mistake checks".

use super::model::{Checks, Group, Heading, Reference};
use super::page::{Maker, blocks};
use super::radar::is_page;
use super::sections::{Around, Section};
use crate::parse::opens_checks;
use crate::strings::PageWords;
use crate::syntax::markdown::Element;
use crate::text::id::inside_quotes;

/// Whether a heading in lower case opens the checks of a page.
pub(super) fn opens(heading: &str, words: &PageWords) -> bool {
    opens_checks(heading, &words.clinic.check_headings)
}

/// Reads the checks of the section `head` and those below it.
pub(super) fn read<'e>(maker: &mut Maker<'_, 'e, '_>, head: Section<'e>, below: &[Section<'e>]) -> Option<Checks> {
    let own = head.around_list().filter(|around| below.is_empty() || is_quoted(around.element));
    let level = below.iter().map(Section::level).min().unwrap_or(0);
    let holds_something = |section: &Section<'e>| !section.inside.is_empty();
    if own.is_none() && !below.iter().any(holds_something) && head.inside.is_empty() {
        return None;
    }
    let mut groups = Vec::new();
    let heading = match own {
        Some(around) => {
            let heading = maker.heading(head.heading, &around.before);
            groups.push(Group { statements: statements(maker, &around), ..Group::default() });
            heading
        }
        None if below.is_empty() => {
            let heading = maker.heading(head.heading, &[]);
            groups.push(Group { heading: maker.heading(None, &blocks(head.inside)), ..Group::default() });
            heading
        }
        None => maker.heading(head.heading, &blocks(head.inside)),
    };
    for (at, section) in below.iter().enumerate().filter(|(_, section)| section.level() == level) {
        let is_parted = below.get(at + 1).is_some_and(|next| next.level() > level);
        if is_parted || section.inside.is_empty() {
            let start = section.heading.map_or(0, |heading| heading.place().start);
            maker.tell(start, "this check group is empty or contains sections, so it stays in the text");
        } else {
            groups.push(group(maker, section));
        }
    }
    Some(Checks { heading, groups })
}

fn group<'e>(maker: &mut Maker<'_, 'e, '_>, section: &Section<'e>) -> Group {
    let around = section.around_list();
    let before = around.as_ref().map_or_else(|| blocks(section.inside), |around| around.before.clone());
    let (sources, intro): (Vec<_>, Vec<_>) = before.into_iter().partition(|block| source(*block).is_some());
    let mut found: Option<Reference> = None;
    let mut intro = intro;
    for block in sources {
        match source(block).filter(|_| found.is_none()) {
            Some(path) => {
                found = Some(maker.reference(path, block.place().start));
                maker.take(block);
            }
            None => intro.push(block),
        }
    }
    intro.sort_by_key(|block| block.place().start);
    let heading: Heading = maker.heading(section.heading, &intro);
    let statements = around.map(|around| statements(maker, &around)).unwrap_or_default();
    Group { heading, source: found, statements }
}

fn statements<'e>(maker: &mut Maker<'_, 'e, '_>, around: &Around<'e>) -> Vec<super::model::Passage> {
    maker.take(around.element);
    maker.tell_left(&around.after, "the statements");
    around.element.items().filter_map(|item| maker.scribe.statement(item)).collect()
}

/// Whether every item of a list is a quotation.
pub(super) fn is_quoted(list: Element<'_>) -> bool {
    list.items().all(|item| inside_quotes(item.first_block().trim()).start > 0)
}

/// The path in a line such as ``Source: `practice/01-lab.md` ``, whatever the word before it is.
fn source(block: Element<'_>) -> Option<&str> {
    if block.is_paragraph() { source_in(block.typed()) } else { None }
}

fn source_in(line: &str) -> Option<&str> {
    let marks = |c: char| c.is_whitespace() || "*_`<>:：".contains(c);
    let (label, rest) = line.trim().split_once([':', '：'])?;
    let label = label.trim_matches(marks);
    let is_label = !label.is_empty()
        && label.split_whitespace().count() <= 3
        && label.chars().all(|c| c.is_alphabetic() || c == ' ');
    let rest = rest.trim_matches(marks);
    let path = rest.rsplit_once("](").and_then(|(_, path)| path.strip_suffix(')')).unwrap_or(rest);
    let path = path.trim_start_matches("./").trim_matches(marks);
    (is_label && is_page(path) && !path.contains('#')).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_known_however_they_are_marked() {
        for line in [
            "Source: `practice/01-lab.md`",
            "**Source:** `practice/01-lab.md`",
            "Source: practice/01-lab.md",
            "From: [The lab](practice/01-lab.md)",
            "Aus der Seite: [Labor](./practice/01-lab.md)",
            "出典：`practice/01-lab.md`",
        ] {
            assert_eq!(source_in(line), Some("practice/01-lab.md"), "{line}");
        }
        for line in
            ["Source: chapter 3", "See `practice/01-lab.md`", "Read this first, and then go on: a.md", "Source:"]
        {
            assert_eq!(source_in(line), None, "{line}");
        }
    }
}
