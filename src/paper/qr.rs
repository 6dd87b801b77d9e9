//! QR codes.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};
use serde::Serialize;

/// Empty modules on each side; ISO/IEC 18004 asks for four.
const QUIET: usize = 4;

/// A QR code as a drawing: one unit is one module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// Its edge with the quiet zone.
    pub edge: usize,
    /// Its dark modules, as an SVG path.
    pub path: String,
}

/// The code that holds `text`; `None` where that is too long for one. A quarter of it may be unreadable after copying.
pub fn qr(text: &str) -> Option<Code> {
    let code = QRBuilder::new(text).ecl(ECL::Q).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        let is_dark = |column: usize| code[row][column].value();
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|at| is_dark(*at)).count();
            if run > 0 {
                // Writing into a `String` cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
            }
            column += run.max(1);
        }
    }
    Some(Code { edge: code.size + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_a_quiet_zone() {
        let code = qr("https://example.org/course/").unwrap_or_else(|| panic!("a short address has a code"));
        let far = code.edge - QUIET - 7;
        for corner in [(QUIET, QUIET), (far, QUIET), (QUIET, far)] {
            assert!(code.path.contains(&format!("M{} {}h7v1h-7z", corner.0, corner.1)), "{}", code.path);
        }
        assert!(!code.path.contains("M3 "));
    }

    #[test]
    fn what_no_code_can_hold_has_none() {
        assert_eq!(qr(&"x".repeat(5000)), None);
    }
}
