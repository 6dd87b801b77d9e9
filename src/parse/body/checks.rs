//! The check section of a body: where it lies, and the statements in it.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::Rule;
use crate::model::fragment::Fragment;
use crate::syntax::markdown::{BodyWriter, Element, Elements, ItemText, Origin};
use crate::text::Span;
use crate::text::id::{inside_quotes, normalized};

/// The section of a body under a heading such as "Mistake checks", without its heading.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckSection {
    /// The heading.
    pub span: Span,
    /// What stands before the statements; all of it where there is no list.
    pub intro: Option<Arc<Fragment>>,
    /// The items of its last list.
    pub statements: Vec<ListedStatement>,
}

/// An item of a check section's list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListedStatement {
    /// What it says, without its own quotation marks.
    pub fragment: Arc<Fragment>,
    /// The same as source text, white space collapsed.
    pub source: String,
    /// The item.
    pub span: Span,
}

/// Where a check section lies in a body.
#[derive(Clone, Copy)]
pub(super) struct Section<'e> {
    /// All before it, and its heading.
    pub(super) above: Elements<'e>,
    pub(super) heading: Element<'e>,
    /// What follows the heading, up to the list of statements; all of it where there is none.
    pub(super) intro: Elements<'e>,
    /// The list of statements.
    pub(super) list: Option<Element<'e>>,
    /// All that follows the list, or the intro where there is none, to the end of the body.
    pub(super) below: Elements<'e>,
    /// All that follows the section.
    pub(super) after: Elements<'e>,
}

/// The section under the first heading that `opens` one, by its words in lower case.
pub(super) fn section<'e>(body: Elements<'e>, opens: &dyn Fn(&str) -> bool) -> Option<Section<'e>> {
    let is_opening =
        |element: &Element<'_>| element.heading_level().is_some() && opens(&element.words().to_lowercase());
    let heading = body.top_level().find(is_opening)?;
    let (above, rest) = body.split_after(heading);
    let ends =
        |element: &Element<'_>| element.heading_level().is_some_and(|level| Some(level) <= heading.heading_level());
    let (whole, after) = rest.top_level().find(ends).map_or((rest, Elements::default()), |end| rest.split_before(end));
    let list = whole.top_level().filter(|element| element.is_list()).last();
    let (intro, below) = list.map_or((whole, after), |list| (whole.split_before(list).0, rest.split_after(list).1));
    Some(Section { above, heading, intro, list, below, after })
}

/// Whether a heading in lower case opens a check section.
pub(super) fn opens_section(heading: &str, names: &[String]) -> bool {
    names.iter().any(|name| name == heading)
}

/// Reads a section of the body `text`, the rest of which goes to `writer`.
pub(super) fn read(
    section: Section<'_>,
    text: &str,
    writer: &mut BodyWriter<'_>,
    origin: &mut Origin<'_>,
) -> CheckSection {
    let Section { heading, intro, list, .. } = section;
    let intro = (!intro.is_empty()).then(|| Arc::new(writer.apart(intro, origin)));
    let items = list.into_iter().flat_map(Element::items);
    let statements = items.filter_map(|item| statement(item, text, writer, origin)).collect();
    CheckSection { span: origin.span(&heading.place()), intro, statements }
}

/// A statement; an empty item is none.
fn statement(
    item: Element<'_>,
    text: &str,
    writer: &mut BodyWriter<'_>,
    origin: &mut Origin<'_>,
) -> Option<ListedStatement> {
    let mut inner = ItemText::of(item);
    let span = origin.span(&item.place());
    if inner.elements().is_empty() {
        return report_empty(span, origin);
    }
    // What it says of itself: answers and notes inside of it may change while it stays the same.
    let source = typed(&inner.outside_alerts(), text);
    let source = normalized(&source[inside_quotes(&source)]).into_owned();
    inner.strip_quotes();
    let fragment = Arc::new(writer.claim(inner.elements(), origin));
    if !fragment.says_something() {
        return report_empty(span, origin);
    }
    Some(ListedStatement { fragment, source, span })
}

fn report_empty(span: Span, origin: &mut Origin<'_>) -> Option<ListedStatement> {
    let help = "write the wrong statement, or remove the line";
    origin.findings.add_with_help(Rule::WrongType, span, "a statement is empty", help);
    None
}

/// What was typed at `ranges`, and between them where no alert stands there.
fn typed(ranges: &[Range<usize>], text: &str) -> String {
    let Some(first) = ranges.first() else { return String::new() };
    // Pieces that touch were typed as one.
    let mut typed = text[first.clone()].to_owned();
    for pair in ranges.windows(2) {
        let between = &text[pair[0].end..pair[1].start];
        typed.push_str(if between.contains("[!") { " " } else { between });
        typed.push_str(&text[pair[1].clone()]);
    }
    typed
}
