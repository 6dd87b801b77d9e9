//! What grows faster than the course: `cargo run --release --example growth -- [PROGRAM] [NAME …]`.
//!
//! Each dimension is a course that grows in one thing alone. It is checked four times, each time with twice as much, by
//! `PROGRAM` (else `target/release/clinic`), and the table tells the time, the memory, and how much of both the last
//! doubling added: 2 is linear, 4 is quadratic. Times are those of the processor, since the machine may be busy.
//! Linux tells them in `/proc`; elsewhere there are none.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]
#![allow(clippy::too_many_lines, reason = "lists of what can grow")]

mod bodies;
mod courses;
mod dimension;
mod fronts;
mod measure;

use std::path::PathBuf;

use dimension::Dimension;
use measure::{Figures, Run};

/// From here on a doubling is worth a look, if it takes long enough to be measured.
const STEEP: f64 = 2.8;

/// Faster runs tell about the clock, not about the program, in seconds.
const MEASURABLE: f64 = 0.3;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let program = match arguments.first() {
        Some(first) if first.contains('/') => PathBuf::from(arguments.remove(0)),
        _ => PathBuf::from("target/release/clinic"),
    };
    let folder = tempfile::tempdir().unwrap();
    for dimension in all()
        .filter(|dimension| arguments.is_empty() || arguments.iter().any(|name| dimension.name.contains(name.as_str())))
    {
        let run = Run { program: &program, folder: folder.path(), dimension: &dimension };
        let figures: Vec<Figures> = (0..4).map(|doubling| run.measure(dimension.size << doubling)).collect();
        println!("{}", row(&dimension, &figures));
    }
}

fn all() -> impl Iterator<Item = Dimension> {
    bodies::all().into_iter().chain(fronts::all()).chain(courses::all())
}

/// One line of the table.
fn row(dimension: &Dimension, figures: &[Figures]) -> String {
    let times: Vec<String> = figures.iter().map(ToString::to_string).collect();
    let [.., before, last] = figures else { return String::new() };
    let ratio = last.seconds / before.seconds.max(0.01);
    let steep = ratio > STEEP && last.seconds > MEASURABLE || last.broken();
    let mark = if steep { "  <<<" } else { "" };
    format!("{:<26} {:>7}  {}  x{ratio:.1}{mark}", dimension.name, dimension.size, times.join("  "))
}
