//! QR codes.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder, Version};
use serde::Serialize;

/// Empty modules on each side; ISO/IEC 18004 asks for four.
const QUIET: usize = 4;

/// A QR code as a drawing: one unit is one module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// Its edge with the quiet zone.
    pub edge: usize,
    /// The outline of its dark modules, as an SVG path to be filled by the rule `evenodd`.
    pub path: String,
}

/// The code that holds `text`; `None` where that is too long for one. It has as few modules as it may for a seventh of it
/// to be unreadable after copying, since large ones are read best, and bears as much more as these allow.
pub fn qr(text: &str) -> Option<Code> {
    let mut builder = QRBuilder::new(text);
    let mut forms = sizes().flat_map(|size| [ECL::H, ECL::Q, ECL::M].map(|level| (size, level)));
    // A form that the text does not fit into is refused at once. Making one takes long.
    let code = forms.find_map(|(size, level)| builder.version(size).ecl(level).build().ok())?;
    let edge = code.size + 2 * QUIET;
    let mut is_dark = vec![false; edge * edge];
    for (y, x) in (0..code.size).flat_map(|y| (0..code.size).map(move |x| (y, x))) {
        is_dark[(y + QUIET) * edge + x + QUIET] = code[y][x].value();
    }
    Some(Code { edge, path: Outline::of(edge, &is_dark).path() })
}

/// The sizes of codes, in order.
#[rustfmt::skip]
fn sizes() -> impl Iterator<Item = Version> {
    use Version as V;
    [
        V::V01, V::V02, V::V03, V::V04, V::V05, V::V06, V::V07, V::V08, V::V09, V::V10,
        V::V11, V::V12, V::V13, V::V14, V::V15, V::V16, V::V17, V::V18, V::V19, V::V20,
        V::V21, V::V22, V::V23, V::V24, V::V25, V::V26, V::V27, V::V28, V::V29, V::V30,
        V::V31, V::V32, V::V33, V::V34, V::V35, V::V36, V::V37, V::V38, V::V39, V::V40,
    ]
    .into_iter()
}

/// A point between modules, in the middle of four of them.
type Point = (usize, usize);

/// Where dark modules end. It is drawn as loops of lines across and down by turns: a shape of few words, in which no two
/// modules meet, so that no hair shows between them.
struct Outline<'d> {
    edge: usize,
    /// Whether each module is dark, row by row; those at the edge are light.
    is_dark: &'d [bool],
    /// Whether a line across ends at a point, and one down begins. Where two lines cross, both go on.
    is_corner: Vec<bool>,
}

impl<'d> Outline<'d> {
    fn of(edge: usize, is_dark: &'d [bool]) -> Self {
        let mut outline = Self { edge, is_dark, is_corner: vec![false; edge * edge] };
        for (x, y) in outline.points() {
            outline.is_corner[y * edge + x] = outline.goes_across((x - 1, y)) != outline.goes_across((x, y))
                && outline.goes_down((x, y - 1)) != outline.goes_down((x, y));
        }
        outline
    }

    /// All points, row by row.
    fn points(&self) -> impl Iterator<Item = Point> + use<> {
        let edge = self.edge;
        (1..edge).flat_map(move |y| (1..edge).map(move |x| (x, y)))
    }

    fn is_corner(&self, (x, y): Point) -> bool {
        self.is_corner[y * self.edge + x]
    }

    /// Whether a line goes across from a point to the next.
    fn goes_across(&self, (x, y): Point) -> bool {
        self.is_dark[(y - 1) * self.edge + x] != self.is_dark[y * self.edge + x]
    }

    /// Whether a line goes down from a point to the next.
    fn goes_down(&self, (x, y): Point) -> bool {
        self.is_dark[y * self.edge + x - 1] != self.is_dark[y * self.edge + x]
    }

    /// The corner at the other end of the line across.
    fn across(&self, (x, y): Point) -> Point {
        let is_end = |x: &usize| self.is_corner((*x, y));
        let end = if self.goes_across((x, y)) { (x + 1..self.edge).find(is_end) } else { (1..x).rev().find(is_end) };
        (end.unwrap_or(x), y)
    }

    /// The corner at the other end of the line down.
    fn down(&self, (x, y): Point) -> Point {
        let is_end = |y: &usize| self.is_corner((x, *y));
        let end = if self.goes_down((x, y)) { (y + 1..self.edge).find(is_end) } else { (1..y).rev().find(is_end) };
        (x, end.unwrap_or(y))
    }

    /// All loops. What is filled is closed by itself, so that the last line of each is left out.
    fn path(&self) -> String {
        let mut seen = vec![false; self.edge * self.edge];
        let mut path = String::new();
        let mut pen = (0, 0);
        for start in self.points().filter(|point| self.is_corner(*point)) {
            if seen[start.1 * self.edge + start.0] {
                continue;
            }
            let (right, down) = (step(pen.0, start.0), step(pen.1, start.1));
            let gap = if down < 0 { "" } else { " " };
            // Writing into a `String` cannot fail.
            let _ = write!(path, "m{right}{gap}{down}");
            pen = start;
            loop {
                let turn = self.across(pen);
                let _ = write!(path, "h{}", step(pen.0, turn.0));
                let end = self.down(turn);
                seen[turn.1 * self.edge + turn.0] = true;
                seen[end.1 * self.edge + end.0] = true;
                pen = turn;
                if end == start {
                    break;
                }
                let _ = write!(path, "v{}", step(turn.1, end.1));
                pen = end;
            }
        }
        path
    }
}

/// The way from one place to another.
fn step(from: usize, to: usize) -> isize {
    to.cast_signed() - from.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The loops of a path, each by its points.
    fn loops(path: &str) -> Vec<Vec<(isize, isize)>> {
        let (mut loops, mut at) = (Vec::new(), (0, 0));
        for part in path.split('m').skip(1) {
            let (to, lines) = part.split_once('h').unwrap();
            let (right, down) = to.split_once(' ').unwrap_or_else(|| to.split_at(to.rfind('-').unwrap()));
            at = (at.0 + right.parse::<isize>().unwrap(), at.1 + down.parse::<isize>().unwrap());
            let mut points = vec![at];
            for (index, line) in lines.split(['h', 'v']).enumerate() {
                let length: isize = line.parse().unwrap();
                at = if index % 2 == 0 { (at.0 + length, at.1) } else { (at.0, at.1 + length) };
                points.push(at);
            }
            loops.push(points);
        }
        loops
    }

    /// Whether the middle of a module is filled: lines down are crossed an odd number of times on the way to it.
    fn is_filled(loops: &[Vec<(isize, isize)>], x: isize, y: isize) -> bool {
        let sides = |points: &Vec<(isize, isize)>| {
            let next = points.iter().cycle().skip(1);
            let crossed = points
                .iter()
                .zip(next)
                .filter(|(from, to)| from.0 == to.0 && from.0 <= x && from.1.min(to.1) <= y && y < from.1.max(to.1));
            crossed.count()
        };
        loops.iter().map(sides).sum::<usize>() % 2 == 1
    }

    #[test]
    fn what_the_outline_fills_is_the_code_with_a_quiet_zone() {
        let addresses =
            [("https://example.org/", ECL::Q), ("https://example.org/course/unit/two/", ECL::M), ("x", ECL::H)];
        for (address, level) in addresses {
            let code = qr(address).unwrap_or_else(|| panic!("a short address has a code"));
            let expected = QRBuilder::new(address).ecl(level).build().unwrap();
            assert_eq!(code.edge, expected.size + 8);
            let loops = loops(&code.path);
            for (x, y) in (0..code.edge).flat_map(|x| (0..code.edge).map(move |y| (x, y))) {
                let inside = [x, y].iter().all(|place| (4..4 + expected.size).contains(place));
                let is_dark = inside && expected[y - 4][x - 4].value();
                assert_eq!(is_filled(&loops, x.cast_signed(), y.cast_signed()), is_dark, "{address}: {x} {y}");
            }
        }
    }

    #[test]
    fn every_loop_ends_below_or_above_its_beginning() {
        let code = qr("https://example.org/course/").unwrap();
        assert!(loops(&code.path).iter().all(|points| points.first().map(|at| at.0) == points.last().map(|at| at.0)));
    }

    #[test]
    fn a_code_has_as_few_modules_as_it_may() {
        // The first three hold these in 21 modules, the others need more; of each kind of text.
        for (text, times) in [("1", 34), ("A", 20), ("x", 14), ("1", 35), ("A", 21), ("x", 15), ("x", 500)] {
            let text = text.repeat(times);
            let least = QRBuilder::new(text.as_str()).ecl(ECL::M).build().unwrap().size;
            assert_eq!(qr(&text).unwrap().edge, least + 8, "{text}");
        }
    }

    #[test]
    fn what_no_code_can_hold_has_none() {
        assert!(qr(&"x".repeat(2331)).is_some());
        assert_eq!(qr(&"x".repeat(2332)), None);
    }
}
