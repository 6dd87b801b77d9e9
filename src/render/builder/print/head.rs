//! What stands at the head of a sheet.

use super::Owner;
use crate::assemble::Facts as _;
use crate::model::course::{PageId, PartHeading};
use crate::render::sheet_data::fields;
use crate::render::view::print::SheetHead;

impl Owner<'_> {
    /// The head of a sheet for a part of the module.
    pub(super) fn head(self, heading: &PartHeading, scope: &str) -> SheetHead {
        let filler = self.builder.filler();
        let intro = heading.intro.as_ref().map(|intro| filler.blocks(intro, scope));
        self.head_with(filler.inline(&heading.title), intro)
    }

    pub(super) fn head_with(self, title_html: String, intro_html: Option<String>) -> SheetHead {
        self.head_of(self.page, title_html, intro_html)
    }

    /// A head that leads back to `page`.
    pub(super) fn head_of(self, page: PageId, title_html: String, intro_html: Option<String>) -> SheetHead {
        let course = self.builder.course;
        let path = &course.page(page).path;
        let whole = self.builder.address(path);
        let short = |address: &String| address.split_once("://").map_or(address.as_str(), |(_, rest)| rest).to_owned();
        SheetHead {
            course: course.info().title.text().to_owned(),
            module: self.owner_title(),
            title_html,
            intro_html,
            address: whole.as_ref().map_or_else(|| format!("/{path}"), short),
            code: whole.map(|_| self.builder.code_id(page)),
            fields: fields(self.builder.strings, self.layout.options),
            version: None,
        }
    }

    /// The module with its number; of a page outside of modules the section.
    fn owner_title(self) -> String {
        let course = self.builder.course;
        let page = match self.module {
            Some(module) => module.main,
            None => course.section(course.page(self.page).section).page,
        };
        self.builder.numbered_title(page)
    }

    /// `Version 17`, where the order of statements is drawn.
    pub(super) fn version(self) -> Option<String> {
        let seed = self.layout.options.order.seed()?;
        Some(self.builder.strings.fill("print.version", &[("seed", &seed.to_string())]))
    }
}
