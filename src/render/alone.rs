//! A text that belongs to no course.

use std::fmt::Write as _;

use super::fill::attribute;
use crate::model::fragment::{Fragment, Piece};

/// The HTML of a text with nothing around it that it could refer to: links lead to where they were typed to. What a course
/// alone can tell, such as the size of an image or who may see an answer, is left out.
pub fn alone(fragment: &Fragment) -> String {
    let mut html = String::new();
    for piece in &fragment.pieces {
        match piece {
            Piece::Html(text) => html.push_str(text),
            Piece::Address(number) => html.push_str(&attribute(&fragment.links[*number].destination)),
            Piece::HeadingStart(heading) => {
                // Writing into a `String` cannot fail.
                let _ = write!(html, "<h{} id=\"{}\">", heading.level, attribute(&heading.id));
            }
            Piece::HeadingEnd(heading) => {
                let _ = write!(html, "</h{}>", heading.level);
            }
            Piece::ScopedId(id) => html.push_str(&attribute(id)),
            Piece::Anchor(named) => html.push_str(&attribute(&named.id)),
            Piece::Image(_)
            | Piece::Mention(_)
            | Piece::Where(_)
            | Piece::Quotation(_)
            | Piece::Notes
            | Piece::Checks
            | Piece::Room
            | Piece::Nested(_) => {}
        }
    }
    html
}
