//! Files that are shown as images and are none: readers see an empty frame.

use std::collections::BTreeMap;

use super::RuleInput;
use crate::finding::{Finding, Rule};
use crate::model::course::{FileId, Target};
use crate::model::fragment::LinkKind;
use crate::model::image::{Flaw, Image};
use crate::text::Place;

/// One finding for each such file, at the first place that shows it.
pub(super) fn find(input: RuleInput<'_>) -> Vec<Finding> {
    let mut shown: BTreeMap<FileId, Place> = BTreeMap::new();
    let mut show = |target: &Target, place: Place| {
        if let Target::File(file) = target {
            let first = shown.entry(*file).or_insert_with(|| place.clone());
            if place < *first {
                *first = place;
            }
        }
    };
    if let (Some(target), Some(logo)) = (&input.course.info.logo, &input.config.theme.logo) {
        show(target, logo.place.clone());
    }
    if let (Some(target), Some(image)) = (&input.course.info.image, &input.config.image) {
        show(target, image.place.clone());
    }
    for page in &input.course.pages {
        let named = input.document(page.id).and_then(|document| document.front.image.as_ref());
        if let (Some(target), Some(image)) = (&page.image, named) {
            show(target, image.place.clone());
        }
    }
    input.course.each_text(&mut |_, text| {
        for (link, target) in
            text.fragment.links.iter().zip(&*text.targets).filter(|(link, _)| link.kind == LinkKind::Image)
        {
            show(target, Place::new(&text.place.path, link.span));
        }
    });
    let finding = |(file, place): (FileId, Place)| {
        let file = &input.course.files[file.0];
        let Some(Image::Flawed(flaw)) = &file.image else { return None };
        let (message, help) = words(file.source.as_str(), flaw);
        Some(Finding::new(Rule::UnreadableImage, place, message).help(help))
    };
    shown.into_iter().filter_map(finding).collect()
}

/// What is wrong with the file at `path`, and how to mend it.
fn words(path: &str, flaw: &Flaw) -> (String, String) {
    let (what, help) = match flaw {
        Flaw::Empty => ("is empty".to_owned(), "export the image again, or remove it from the text"),
        Flaw::Foreign => (
            "is not in a format that browsers can show".to_owned(),
            "save the image as PNG, JPEG, GIF, WebP, or AVIF; if it is an SVG image, change its extension to `.svg`",
        ),
        Flaw::Broken => {
            ("is incomplete: the file does not contain the image size".to_owned(), "copy or export the image again")
        }
        Flaw::NotXml => (
            "is not a valid SVG file: it does not begin with valid XML".to_owned(),
            "export the image again, or change the file's extension to match its contents",
        ),
        Flaw::NotSvg(root) => (
            format!("is not a valid SVG file: its root element is `{root}`"),
            "export the image again, or change the file's extension to match its contents",
        ),
        Flaw::NoNamespace => (
            "has no namespace, so browsers do not recognize it as SVG".to_owned(),
            "change the first tag of the file to `<svg xmlns=\"http://www.w3.org/2000/svg\" …>`",
        ),
    };
    (format!("the image `{path}` {what}"), help.to_owned())
}
