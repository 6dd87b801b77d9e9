//! The commands that courses use, so that a mistyped one finds its neighbour.

/// One use of each, a line.
pub const USES: &str = include_str!("usual.txt");

/// Their names without the backslash; of an environment the word that begins it.
pub fn names<'a>() -> impl Iterator<Item = &'a str> {
    USES.lines().filter_map(|line| {
        let name = line.split_once('\\')?.1;
        let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
        (end > 0).then(|| &name[..end])
    })
}
