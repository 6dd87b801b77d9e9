//! QR codes, each made once: the sheets of a module, its large print and the pack of its section lead to the same page.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::model::course::PageId;
use crate::paper::{Code, qr};

/// The codes that were made so far.
#[derive(Default)]
pub(super) struct Codes(Mutex<BTreeMap<PageId, Option<Code>>>);

impl Codes {
    /// The code of a page, which lies at this address.
    pub(super) fn of(&self, page: PageId, address: &str) -> Option<Code> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = known().get(&page) {
            return code.clone();
        }
        // Nobody waits while it is made.
        let code = qr(address);
        known().insert(page, code.clone());
        code
    }
}
