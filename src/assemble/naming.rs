//! Names of files and folders: addresses, order, and titles of last resort.

use super::head::Head;
use crate::text::SitePath;
use crate::text::address::{segment, split_order};
pub(super) use crate::text::file_path::joined;

/// Order among siblings, level by level: the number, then the name.
pub(super) type SortKey = Vec<(i64, String)>;

/// The address of a folder, or of a file without its ending.
pub(super) fn folder_address(folder: &str) -> SitePath {
    let segments = folder.split('/').filter(|name| !name.is_empty());
    SitePath::new(segments.map(|name| segment(name) + "/").collect::<String>())
}

pub(super) fn page_address(head: Head<'_>) -> SitePath {
    let path = head.path.in_content();
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
pub(super) fn inner_key(head: Head<'_>, bundle: &str) -> SortKey {
    let path = head.path.in_content();
    let inner = stem(path).strip_prefix(bundle).unwrap_or(path).trim_start_matches('/');
    let mut key: SortKey = inner.split('/').map(|name| sort_key(name, None)).collect();
    if let (Some(own), Some(order)) = (key.last_mut(), head.order) {
        own.0 = order;
    }
    key
}

/// The form in which paths are compared: without `NN-` and `.md`; the file of a folder is the folder.
pub fn key(path: &str) -> String {
    let path = path.trim_matches('/');
    let ending = path.len().saturating_sub(3);
    let path = match path.get(ending..) {
        Some(end) if end.eq_ignore_ascii_case(".md") => &path[..ending],
        _ => path,
    };
    let mut segments: Vec<String> = path.split('/').filter(|name| !name.is_empty()).map(segment).collect();
    if segments.last().is_some_and(|last| matches!(last.as_str(), "index" | "_index")) {
        segments.pop();
    }
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_without_numbers_and_endings() {
        assert_eq!(key("01-a/02-b/practice/03-Lab.md"), "a/b/practice/lab");
        assert_eq!(key("/01-a/_index.md"), "a");
        assert_eq!(key("01-a/index.md"), key("a/"));
    }
}
