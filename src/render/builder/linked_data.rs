//! What search engines and catalogues read of a page: JSON-LD in the words of schema.org.

use serde::Serialize;

use super::Builder;
use crate::assemble::Facts as _;
use crate::model::course::{Info, Page, PageRole, Rich, SectionId, Target};

const CONTEXT: &str = "https://schema.org";

/// The home page: the course.
#[derive(Serialize)]
struct Course<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(flatten)]
    name: CourseName<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
}

/// A course, as what belongs to it names it.
#[derive(Serialize)]
struct CourseName<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    url: &'a str,
}

/// A page of a module. It has no number: no page changes because another one was put before it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LearningResource<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    is_part_of: CourseName<'a>,
}

impl<'a> Builder<'a> {
    /// The data of this page, ready to stand in an element `script`; `None` where it has none, or the course does not know
    /// where it is published.
    pub(super) fn linked_data(self) -> Option<String> {
        let info = self.course.info();
        let base = info.base_url.as_deref()?;
        let page = self.own_page().filter(|_| self.artifact.subject.kind().is_text)?;
        let page = self.course.page(page);
        match page.role {
            PageRole::Section(SectionId(0)) => Some(in_script(&self.linked_course(info, base, page))),
            PageRole::Clinic(_) | PageRole::Guide(_) => Some(in_script(&self.linked_module(info, base, page))),
            PageRole::Section(_) | PageRole::Inner(_) | PageRole::Loose => None,
        }
    }

    fn linked_course(self, info: &'a Info, base: &'a str, home: &'a Page) -> Course<'a> {
        Course {
            context: CONTEXT,
            name: CourseName::of(info, base),
            description: info.description.as_ref().map(Rich::text),
            language: &info.language,
            author: info.authors.iter().map(Rich::text).collect(),
            license: info.license.as_ref().map(named_by_address),
            image: self.image_elsewhere(Some(home)),
        }
    }

    fn linked_module(self, info: &'a Info, base: &'a str, page: &'a Page) -> LearningResource<'a> {
        LearningResource {
            context: CONTEXT,
            kind: "LearningResource",
            name: page.title.text(),
            url: format!("{base}{}", page.path.encoded()),
            description: page.description.as_ref().map(Rich::text),
            in_language: &info.language,
            date_published: page.date.as_deref(),
            date_modified: page.updated.as_deref(),
            keywords: page.tags.iter().map(|tag| tag.value.as_str()).collect(),
            image: self.image_elsewhere(Some(page)),
            is_part_of: CourseName::of(info, base),
        }
    }

    /// The whole address of the image that links to a page are shown with elsewhere: that of the page, else that of the
    /// course.
    pub(super) fn image_elsewhere(self, page: Option<&'a Page>) -> Option<String> {
        let base = self.course.info().base_url.as_deref()?;
        match self.image_target(page)? {
            Target::File(file) => Some(format!("{base}{}", self.course.file(*file).path.encoded())),
            Target::Address(path, _) => Some(format!("{base}{}", path.encoded())),
            Target::External(address) => Some(address.clone()),
            Target::Page(..) | Target::Broken => None,
        }
    }

    /// The image that links to a page are shown with elsewhere.
    pub(super) fn image_target(self, page: Option<&'a Page>) -> Option<&'a Target> {
        page.and_then(|page| page.image.as_ref()).or(self.course.info().image.as_ref())
    }
}

impl<'a> CourseName<'a> {
    fn of(info: &'a Info, url: &'a str) -> Self {
        Self { kind: "Course", name: info.title.text(), url }
    }
}

/// Terms by their address where the author links to one, else by their words.
fn named_by_address(license: &Rich) -> &str {
    let address = license.targets.iter().find_map(|target| match target {
        Target::External(address) => Some(address.as_str()),
        Target::Page(..) | Target::File(_) | Target::Address(..) | Target::Broken => None,
    });
    address.unwrap_or_else(|| license.text())
}

/// JSON in which nothing ends the element that it stands in, or begins another one.
fn in_script(value: &impl Serialize) -> String {
    // Every value is text or a number, so this cannot fail.
    let json = serde_json::to_string(value).unwrap_or_default();
    let named =
        [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];
    named.into_iter().fold(json, |json, (letter, name)| json.replace(letter, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_an_author_ends_the_element() {
        let words = "</script><!-- <script> & \u{2028} \" \\";
        let text = in_script(&words);
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), words);
    }
}
