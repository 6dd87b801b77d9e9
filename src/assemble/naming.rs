//! Names of files and folders: addresses, order, and titles of last resort.

use crate::parse::Document;
use crate::text::SitePath;
use crate::text::address::{segment, split_order};

/// Order among siblings, level by level: the number, then the name.
pub(super) type SortKey = Vec<(i64, String)>;

/// The address of a folder, or of a file without its ending.
pub(super) fn folder_address(folder: &str) -> SitePath {
    let segments = folder.split('/').filter(|name| !name.is_empty());
    SitePath::new(segments.map(|name| segment(name) + "/").collect::<String>())
}

pub(super) fn page_address(document: &Document) -> SitePath {
    let path = document.file.path().in_content();
    match path.rsplit_once('/') {
        Some((folder, name)) if name.eq_ignore_ascii_case("index.md") => folder_address(folder),
        _ => folder_address(stem(path)),
    }
}

pub(super) fn stem(name: &str) -> &str {
    let ending = name.len().saturating_sub(3);
    match name.get(ending..) {
        Some(end) if end.eq_ignore_ascii_case(".md") => &name[..ending],
        _ => name,
    }
}

pub(super) fn last(folder: &str) -> &str {
    folder.rsplit_once('/').map_or(folder, |(_, name)| name)
}

pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

pub(super) fn sort_key(name: &str, order: Option<i64>) -> (i64, String) {
    let (number, rest) = split_order(name);
    (order.or(number.map(i64::from)).unwrap_or(i64::MAX), rest.to_lowercase())
}

/// The key of a page below its bundle: that of each folder, then its own.
pub(super) fn inner_key(document: &Document, bundle: &str) -> SortKey {
    let path = document.file.path().in_content();
    let inner = stem(path).strip_prefix(bundle).unwrap_or(path).trim_start_matches('/');
    let mut key: SortKey = inner.split('/').map(|name| sort_key(name, None)).collect();
    if let (Some(own), Some(order)) = (key.last_mut(), document.front.order) {
        own.0 = order;
    }
    key
}
