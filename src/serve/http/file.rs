//! Files on the disk: streamed piece by piece, and in part where a part is asked for.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom};
use std::ops::RangeInclusive;
use std::time::UNIX_EPOCH;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use http_range_header::parse_range_header;

use crate::error::{Error, Result};
use crate::fs::{Below, Opened};

/// How much is read at a time.
const PIECE: usize = 128 * 1024;

/// A file that is there.
pub(super) struct ServedFile {
    file: File,
    length: u64,
    /// Differs where the file does.
    pub(super) tag: String,
}

/// Opens a file. May wait for the disk.
pub(super) fn open(file: &Below) -> Result<Option<ServedFile>> {
    let Opened { file, about, .. } = match file.open() {
        Err(Error::Io { source, .. }) if is_gone(&source) => return Ok(None),
        opened => opened?,
    };
    let time = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let tag = format!("\"{:x}-{:x}\"", about.len(), time.as_nanos());
    Ok(Some(ServedFile { file, length: about.len(), tag }))
}

/// Whether nothing that could be shown is there any more.
fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory)
}

impl ServedFile {
    /// All of it, where it has no more bytes than `most`.
    pub(super) fn short(&mut self, most: u64) -> io::Result<Option<Vec<u8>>> {
        if self.length > most {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        self.file.read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }
}

/// The file, or the part of it that is asked for.
pub(super) fn answer(opened: ServedFile, requested: &HeaderMap) -> Response {
    let length = opened.length;
    let tag = opened.tag.clone();
    let response = match part(requested, &tag, length) {
        Part::Whole => (content_length(length), body(opened, 0, length)).into_response(),
        Part::Some(range) => {
            let (start, end) = range.into_inner();
            let length_of_part = end - start + 1;
            let about = [(header::CONTENT_RANGE, format!("bytes {start}-{end}/{length}"))];
            let body = body(opened, start, length_of_part);
            (StatusCode::PARTIAL_CONTENT, about, content_length(length_of_part), body).into_response()
        }
        Part::None => {
            let about = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            (StatusCode::RANGE_NOT_SATISFIABLE, about).into_response()
        }
    };
    ([(header::ACCEPT_RANGES, "bytes".to_owned()), (header::ETAG, tag)], response).into_response()
}

fn content_length(length: u64) -> [(header::HeaderName, String); 1] {
    [(header::CONTENT_LENGTH, length.to_string())]
}

/// How much of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Some(RangeInclusive<u64>),
    /// A part that the file does not have.
    None,
}

/// What a request asks for. One for several parts gets the whole, as one that cannot be understood does.
fn part(requested: &HeaderMap, tag: &str, length: u64) -> Part {
    let is_outdated = requested.get(header::IF_RANGE).is_some_and(|known| known.as_bytes() != tag.as_bytes());
    let range = requested.get(header::RANGE).and_then(|range| range.to_str().ok());
    let Some(Ok(ranges)) = range.map(parse_range_header).filter(|_| !is_outdated) else { return Part::Whole };
    if ranges.ranges.len() > 1 {
        return Part::Whole;
    }
    match ranges.validate(length).as_deref() {
        Ok([range]) => Part::Some(range.clone()),
        Ok(_) => Part::Whole,
        Err(_) => Part::None,
    }
}

/// `length` bytes from `start`, read as they are taken.
fn body(opened: ServedFile, start: u64, length: u64) -> Body {
    let state = (Some((opened.file, start)), length);
    Body::from_stream(stream::try_unfold(state, |(file, left)| async move {
        let Some((file, start)) = file.filter(|_| left > 0) else { return Ok::<_, io::Error>(None) };
        let reading = tokio::task::spawn_blocking(move || piece(file, start, left));
        let (file, piece) = reading.await.map_err(io::Error::other)??;
        let read = piece.len() as u64;
        Ok(Some((piece, (Some((file, start + read)), left - read))))
    }))
}

fn piece(mut file: File, start: u64, left: u64) -> io::Result<(File, Bytes)> {
    let mut piece = vec![0; PIECE.min(usize::try_from(left).unwrap_or(PIECE))];
    file.seek(SeekFrom::Start(start))?;
    let length = file.read(&mut piece)?;
    if length == 0 {
        // It has become shorter since it was opened, and the answer's length has been said.
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    piece.truncate(length);
    Ok((file, piece.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part_of(range: &str, if_range: Option<&str>) -> Part {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().unwrap());
        if let Some(tag) = if_range {
            headers.insert(header::IF_RANGE, tag.parse().unwrap());
        }
        part(&headers, "\"t\"", 1000)
    }

    #[test]
    fn a_part_is_given_where_there_is_one() {
        assert_eq!(part_of("bytes=0-9", None), Part::Some(0..=9));
        assert_eq!(part_of("bytes=990-", None), Part::Some(990..=999));
        assert_eq!(part_of("bytes=-10", None), Part::Some(990..=999));
        assert_eq!(part_of("bytes=990-5000", None), Part::Some(990..=999));
        assert_eq!(part_of("bytes=1000-", None), Part::None);
    }

    #[test]
    fn all_else_gets_the_whole() {
        assert_eq!(part_of("bytes=0-9,20-29", None), Part::Whole);
        assert_eq!(part_of("lines=0-9", None), Part::Whole);
        assert_eq!(part_of("bytes=x", None), Part::Whole);
        assert_eq!(part_of("bytes=0-9", Some("\"old\"")), Part::Whole);
        assert_eq!(part_of("bytes=0-9", Some("\"t\"")), Part::Some(0..=9));
    }
}
