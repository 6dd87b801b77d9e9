//! Texts that many things share. A course has very many of them, most of them short, so that they lie together where they can.

use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;

use arcstr::{ArcStr, Substr};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

use super::keeping::keeping;

/// A text that was read once. Clones share it. Texts that were read together lie one behind the other in one piece of memory,
/// which stays as long as one of them does: with the last of them the others go, too.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SharedText(Substr);

thread_local! {
    /// What was written so far where texts are written together.
    static WRITTEN: RefCell<Option<String>> = const { RefCell::new(None) };

    /// What texts are read from where they were written together.
    static READ: RefCell<Option<ArcStr>> = const { RefCell::new(None) };
}

/// What `write` writes, and apart from it all texts in it, one behind the other.
pub fn written_together<T>(write: impl FnOnce() -> T) -> (T, String) {
    let (written, texts) = keeping(&WRITTEN, Some(String::new()), write);
    (written, texts.unwrap_or_default())
}

/// What `read` reads back of what was written together with `texts`. All texts in it share one copy of these.
pub fn read_together<T>(texts: &str, read: impl FnOnce() -> T) -> T {
    keeping(&READ, Some(texts.into()), read).0
}

impl From<&str> for SharedText {
    fn from(text: &str) -> Self {
        Self(Substr::full(text.into()))
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        Self(Substr::full(text.into()))
    }
}

impl Deref for SharedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &**self)
    }
}

impl Serialize for SharedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let end = WRITTEN.with_borrow_mut(|written| {
            let written = written.as_mut()?;
            written.push_str(self);
            Some(u32::try_from(written.len()))
        });
        let length = self.len() as u32;
        match end {
            None => serializer.serialize_str(self),
            Some(Ok(end)) => (end - length, length).serialize(serializer),
            Some(Err(_)) => Err(ser::Error::custom("the texts are too long to lie together")),
        }
    }
}

impl<'de> Deserialize<'de> for SharedText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if READ.with_borrow(Option::is_none) {
            return String::deserialize(deserializer).map(Self::from);
        }
        let (start, length) = <(u32, u32)>::deserialize(deserializer)?;
        if length == 0 {
            return Ok(Self::default());
        }
        let found = READ.with_borrow(|all| {
            let (all, end) = (all.as_ref()?, start.checked_add(length)?);
            let range = start as usize..end as usize;
            all.get(range.clone()).map(|_| Self(all.substr(range)))
        });
        found.ok_or_else(|| D::Error::custom("there is no such text"))
    }
}

#[cfg(test)]
impl SharedText {
    /// Whether both are the very same text in memory.
    pub fn is_shared_with(&self, other: &Self) -> bool {
        Substr::shallow_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::*;

    fn text(text: &SharedText) -> String {
        serde_json::to_string(text).unwrap()
    }

    #[test]
    fn texts_that_are_written_together_are_read_back_as_they_were() {
        let all = ["één", "", "a \"b\"", "één"].map(SharedText::from);
        let (written, texts) = written_together(|| serde_json::to_string(&all).unwrap());
        assert_eq!(texts, "ééna \"b\"één");
        assert!(!written.contains("één"), "{written}");
        let read = read_together(&texts, || serde_json::from_str::<Vec<SharedText>>(&written).unwrap());
        assert_eq!(read, all);
        assert!(read[0] == read[3] && !read[0].is_shared_with(&read[3]) && read[0].is_shared_with(&read[0].clone()));
    }

    #[test]
    fn a_text_by_itself_is_written_as_it_is() {
        let written = text(&"één".into());
        assert_eq!(written, "\"één\"");
        assert_eq!(&*serde_json::from_str::<SharedText>(&written).unwrap(), "één");
    }

    #[test]
    fn places_where_there_is_no_text_are_refused() {
        let read = |written: &str| read_together("één", || serde_json::from_str::<SharedText>(written).is_ok());
        assert!(read("[0,2]") && read("[2,3]") && read("[5,0]"));
        for written in ["[0,1]", "[1,1]", "[0,6]", "[6,1]", "[4294967295,4294967295]", "\"één\""] {
            assert!(!read(written), "{written}");
        }
    }

    #[test]
    fn texts_are_together_no_longer_than_that_takes() {
        let inner = || {
            let (_, texts) = written_together(|| text(&"inner".into()));
            assert_eq!(texts, "inner");
        };
        let ((), texts) = written_together(|| {
            text(&"one".into());
            inner();
            text(&"two".into());
        });
        assert_eq!(texts, "onetwo");
        assert!(catch_unwind(|| written_together(|| panic!("on purpose"))).is_err());
        assert!(catch_unwind(|| read_together("one", || panic!("on purpose"))).is_err());
        assert_eq!(serde_json::from_str::<SharedText>(&text(&"one".into())).unwrap(), "one".into());
    }
}
