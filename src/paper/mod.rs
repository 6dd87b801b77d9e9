//! Layer 2: sheets in millimetres. What has a fixed height is cut into pages here; of everything else the height is
//! estimated. The same [`Geometry`] goes to the print page, whose script cuts pages anew when a reader asks for more
//! rows or other lines.
//!
//! The sizes were tried on paper, on A4 and Letter.

mod cards;
mod fit;
mod flow;
mod geometry;
#[cfg(test)]
mod golden;
mod layout;
mod letters;
mod log;
mod qr;
mod shuffle;

pub use cards::{CardPage, CardRow};
pub use fit::{ShrunkFormula, WideWord};
pub use geometry::{Geometry, Length};
pub use layout::Layout;
pub use log::LogShape;
pub use qr::{Code, qr};
pub use shuffle::shuffled;
