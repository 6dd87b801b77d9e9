//! Words that many things share. A course has very many of them, most of them short, so that they lie together where they can.

use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;

use arcstr::{ArcStr, Substr};
use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

/// Words that were read once. Clones share them; and those of many texts may lie one behind the other in one piece of memory,
/// which stays as long as one of them does.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Words(Substr);

thread_local! {
    /// What was written so far where words are written together.
    static WRITTEN: RefCell<Option<String>> = const { RefCell::new(None) };

    /// What words are read from where they were written together.
    static READ: RefCell<Option<ArcStr>> = const { RefCell::new(None) };
}

/// What `write` writes, and apart from it all words of it, one behind the other.
pub fn written_together<T>(write: impl FnOnce() -> T) -> (T, String) {
    let before = WRITTEN.replace(Some(String::new()));
    let written = write();
    (written, WRITTEN.replace(before).unwrap_or_default())
}

/// What `read` reads back of what was written together with `words`. All words of it share one copy of these.
pub fn read_together<T>(words: &str, read: impl FnOnce() -> T) -> T {
    let before = READ.replace(Some(words.into()));
    let value = read();
    READ.set(before);
    value
}

impl Words {
    /// Whether both are the very same words in memory.
    pub fn are_shared(&self, other: &Self) -> bool {
        Substr::shallow_eq(&self.0, &other.0)
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self(Substr::full(words.into()))
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self(Substr::full(words.into()))
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &**self)
    }
}

impl Serialize for Words {
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
            Some(Err(_)) => Err(ser::Error::custom("there are too many words to lie together")),
        }
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if READ.with_borrow(Option::is_none) {
            return deserializer.deserialize_str(ReadWords);
        }
        let (start, length) = <(u32, u32)>::deserialize(deserializer)?;
        let range = start as usize..start as usize + length as usize;
        let found = READ.with_borrow(|all| {
            let all = all.as_ref().filter(|all| all.get(range.clone()).is_some())?;
            Some(Self(all.substr(range)))
        });
        found.ok_or_else(|| D::Error::custom("there are no such words"))
    }
}

struct ReadWords;

impl Visitor<'_> for ReadWords {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words")
    }

    fn visit_str<E>(self, words: &str) -> Result<Words, E> {
        Ok(words.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_written_together_are_read_back_as_they_were() {
        let all = ["één", "", "a \"b\"", "één"].map(Words::from);
        let (written, words) = written_together(|| serde_json::to_string(&all).unwrap());
        assert_eq!(words, "ééna \"b\"één");
        assert!(!written.contains("één"), "{written}");
        let read = read_together(&words, || serde_json::from_str::<Vec<Words>>(&written).unwrap());
        assert_eq!(read, all);
        assert!(read[0] == read[3] && !read[0].are_shared(&read[3]) && read[0].are_shared(&read[0].clone()));
    }

    #[test]
    fn words_by_themselves_are_a_text() {
        let written = serde_json::to_string(&Words::from("één")).unwrap();
        assert_eq!(written, "\"één\"");
        assert_eq!(&*serde_json::from_str::<Words>(&written).unwrap(), "één");
    }

    #[test]
    fn places_where_there_are_no_words_are_refused() {
        let read = |written: &str| read_together("één", || serde_json::from_str::<Words>(written).is_ok());
        assert!(read("[0,2]") && read("[2,3]") && read("[5,0]"));
        for written in ["[0,1]", "[1,1]", "[0,6]", "[6,0]", "[4294967295,4294967295]", "\"één\""] {
            assert!(!read(written), "{written}");
        }
    }
}
