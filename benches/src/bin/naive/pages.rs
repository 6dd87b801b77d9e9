//! Sections as files of a site.

use std::error::Error;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Tera};

use crate::course::{Page, Section};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const TEMPLATES: [(&str, &str); 7] = [
    ("base.html", include_str!("templates/base.html")),
    ("clinic.html", include_str!("templates/clinic.html")),
    ("list.html", include_str!("templates/list.html")),
    ("print.html", include_str!("templates/print.html")),
    ("radar.html", include_str!("templates/radar.html")),
    ("sheets.html", include_str!("templates/sheets.html")),
    ("ticks.html", include_str!("templates/ticks.html")),
];

/// So many earlier modules are looked at again on the sheets of a module.
const REVIEWED: usize = 2;

/// A page by its name.
#[derive(Serialize)]
struct Link<'a> {
    path: &'a str,
    title: &'a str,
    description: &'a str,
}

impl<'a> Link<'a> {
    fn to(page: &'a Page) -> Self {
        Self { path: &page.path, title: &page.front.title, description: &page.front.description }
    }
}

struct Site<'a> {
    tera: Tera,
    output: &'a Path,
}

/// Writes the site of all sections to `output`.
pub fn write(sections: &[Section], output: &Path) -> Result<()> {
    let mut tera = Tera::new();
    tera.add_raw_templates(TEMPLATES)?;
    let site = Site { tera, output };
    site.home(sections)?;
    sections.par_iter().try_for_each(|section| site.section(section))
}

impl Site<'_> {
    fn home(&self, sections: &[Section]) -> Result<()> {
        let (home, others) = sections.split_first().ok_or("a course has a home page")?;
        let page = home.page.as_ref().ok_or("a course has a home page")?;
        let links: Vec<Link<'_>> = others.iter().filter_map(|section| section.page.as_ref()).map(Link::to).collect();
        let mut context = Context::new();
        context.insert("page", page);
        context.insert("links", &links);
        self.render("list.html", &context, "/")
    }

    fn section(&self, section: &Section) -> Result<()> {
        let Some(page) = section.page.as_ref().filter(|page| page.path != "/") else { return Ok(()) };
        let links: Vec<Link<'_>> = section.pages.iter().map(Link::to).collect();
        let mut context = Context::new();
        context.insert("page", page);
        context.insert("links", &links);
        self.render("list.html", &context, &page.path)?;
        let clinics: Vec<&Page> = section.pages.iter().filter(|page| page.is_clinic()).collect();
        context.insert("modules", &clinics);
        self.render("radar.html", &context, &format!("{}radar/", page.path))?;
        self.render("print.html", &context, &format!("{}print/", page.path))?;
        (0..section.pages.len()).into_par_iter().try_for_each(|place| self.module(page, &section.pages, place, &links))
    }

    fn module(&self, section: &Page, pages: &[Page], place: usize, links: &[Link<'_>]) -> Result<()> {
        let page = &pages[place];
        let mut context = Context::new();
        context.insert("section", &Link::to(section));
        context.insert("links", links);
        context.insert("page", page);
        if place > 0 {
            context.insert("previous", &links[place - 1]);
        }
        if let Some(next) = links.get(place + 1) {
            context.insert("next", next);
        }
        self.render("clinic.html", &context, &page.path)?;
        if !page.is_clinic() {
            return Ok(());
        }
        context.insert("modules", &[page]);
        context.insert("earlier", &pages[place.saturating_sub(REVIEWED)..place]);
        self.render("print.html", &context, &format!("{}print/", page.path))?;
        context.insert("large", &true);
        self.render("print.html", &context, &format!("{}print/large/", page.path))?;
        self.put(&format!("{}data.json", page.path), &serde_json::to_vec_pretty(page)?)
    }

    fn render(&self, template: &str, context: &Context, path: &str) -> Result<()> {
        let html = self.tera.render(template, context)?;
        self.put(&format!("{path}index.html"), html.as_bytes())
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let path = self.output.join(path.trim_start_matches('/'));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(path, bytes)?)
    }
}
