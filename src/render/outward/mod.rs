//! Files by which a site is found and served: for search engines, readers of feeds, and hosts.

mod feed;
mod headers;
mod xml;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::reader::{PlanReader, Reader};
use crate::assemble::Facts as _;
use crate::model::kinds::Edition;
use crate::plan::SITEMAP_PAGE;
use crate::text::SitePath;

use xml::escaped;

/// Writes these files.
#[derive(Clone, Copy)]
pub(super) struct Outward<'a> {
    pub(super) course: Reader<'a>,
    pub(super) plan: PlanReader<'a>,
    /// The theme's files by name; their addresses have a digest of what they hold.
    pub(super) assets: &'a BTreeMap<String, SitePath>,
    /// What stands before every address: the whole address of the site, else its path on its host.
    pub(super) base: &'a str,
    /// The path of the site on its host.
    pub(super) base_path: &'a str,
}

impl Outward<'_> {
    fn url(self, path: &SitePath) -> String {
        format!("{}{}", self.base, path.encoded())
    }

    /// The sitemap; `part` 0 is the whole of it or, where it is long, the list of its parts.
    pub(super) fn sitemap(self, part: usize) -> String {
        let pages: Vec<(&SitePath, Option<&str>)> = self.course.addresses(self.plan).collect();
        let parts = pages.len().div_ceil(SITEMAP_PAGE);
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        if part == 0 && parts > 1 {
            xml.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
            for number in 1..=parts {
                let _ = writeln!(xml, "<sitemap><loc>{}sitemap-{number}.xml</loc></sitemap>", escaped(self.base));
            }
            xml.push_str("</sitemapindex>\n");
            return xml;
        }
        xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        let first = part.saturating_sub(1) * SITEMAP_PAGE;
        for (path, changed) in pages.into_iter().skip(first).take(SITEMAP_PAGE) {
            let changed = changed.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
            let _ = writeln!(xml, "<url><loc>{}</loc>{changed}</url>", escaped(&self.url(path)));
        }
        xml.push_str("</urlset>\n");
        xml
    }

    /// What robots may read.
    pub(super) fn robots(self) -> String {
        if self.course.edition() == Edition::Instructor {
            return "User-agent: *\nDisallow: /\n".to_owned();
        }
        let sitemap = self.course.info().base_url.as_ref().map(|base| format!("Sitemap: {base}sitemap.xml\n"));
        format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
    }
}
