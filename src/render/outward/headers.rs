//! Files that some hosts read: what is sent with each answer, and where earlier addresses lead.

use std::fmt::Write as _;

use super::Outward;
use crate::assemble::Facts as _;

/// What pages may use, but for who may show them in a frame: files of the site and nothing else, nothing inline, and no code
/// made of text.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; \
                      manifest-src 'self'; worker-src 'self'; media-src 'self'; img-src 'self' data:; \
                      form-action 'self'; base-uri 'none'";

/// A file whose name tells what it holds is good for a year, the longest time that hosts and browsers keep to.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

impl Outward<'_> {
    /// `_headers`: what is sent with each answer, and what browsers may keep without asking again.
    pub(in crate::render) fn headers(self) -> String {
        let base = self.base_path;
        let mut ancestors = "'self'".to_owned();
        for site in &self.course.info().frame_ancestors {
            let _ = write!(ancestors, " {site}");
        }
        let mut text = format!(
            "{base}*\n  Content-Security-Policy: {POLICY}; frame-ancestors {ancestors}\n  \
             X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n"
        );
        for path in self.assets.values() {
            let _ = write!(text, "{base}{}\n  Cache-Control: {FOR_GOOD}\n", path.encoded());
        }
        text
    }

    /// `_redirects`: earlier addresses of pages. Where a host reads no such file, there is a page at each of them.
    pub(in crate::render) fn redirects(self) -> String {
        let base = self.base_path;
        let lines = self.course.aliases(self.plan).map(|(from, to)| (from.encoded(), to.encoded()));
        // Both would stand for anything there.
        let lines = lines.filter(|(from, _)| !from.contains(['*', ':']));
        let mut text = String::new();
        for (from, to) in lines {
            let _ = writeln!(text, "{base}{from} {base}{to} 301");
        }
        text
    }
}
