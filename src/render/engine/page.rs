//! What a template writes, up to a size.

use std::io::{Error, ErrorKind, Result, Write};

/// So many bytes may one page have; the largest that anyone prints are a tenth of it.
pub(super) const MOST_BYTES: usize = 256 * 1024 * 1024;

/// A page in the making.
pub(super) struct Page {
    bytes: Vec<u8>,
    most: usize,
    is_full: bool,
}

impl Page {
    /// A page of at most so many bytes.
    pub(super) fn new(most: usize) -> Self {
        // Nearly every page fits in, so that it is not copied while it grows.
        Self { bytes: Vec::with_capacity(32 * 1024), most, is_full: false }
    }

    /// Whether more was written than there is room for.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// What was written; `None` where it is no text.
    pub(super) fn into_text(self) -> Option<String> {
        String::from_utf8(self.bytes).ok()
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if bytes.len() > self.most - self.bytes.len() {
            self.is_full = true;
            return Err(Error::from(ErrorKind::FileTooLarge));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_takes_no_more_than_it_has_room_for() {
        let mut page = Page::new(5);
        assert!(page.write_all(b"abc").is_ok() && page.write_all(b"de").is_ok() && !page.is_full());
        assert!(page.write_all(b"f").is_err() && page.is_full());
        assert_eq!(page.into_text().as_deref(), Some("abcde"));
    }
}
