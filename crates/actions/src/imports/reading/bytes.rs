//! Bytes to text: how much is read at most, and in which alphabet it is written.

use std::io::Read;

/// The largest file that is read, in bytes: 20 MB, forty times the largest list we have seen.
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;

/// The largest feed of services that is read, in bytes: ten thousand services with all that is said of each.
pub const MOST_BYTES_OF_SERVICES: u64 = 64 * 1024 * 1024;

/// Why bytes are no table. Each is a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    /// Too large; the rest was not even read.
    #[error("The file is larger than {} MB. Split it, or leave out what is not needed.", .most / (1024 * 1024))]
    TooLarge {
        /// Bytes allowed.
        most: u64,
    },
    /// Nothing in it.
    #[error("The file is empty.")]
    Empty,
    /// A spreadsheet or document of a program.
    #[error("This is a {what}, not a table in text. Open it and save it as CSV (UTF-8).")]
    AnotherKind {
        /// What it is.
        what: &'static str,
    },
    /// Not text at all, or in an alphabet that cannot be told.
    #[error("This is not text that can be read. Save the table as CSV (UTF-8).")]
    NotText,
    /// More rows than a person could look through.
    #[error("The table has more than {most} rows. Split it.")]
    TooManyRows {
        /// Rows allowed.
        most: usize,
    },
    /// More columns than any table of groups or places has.
    #[error("The table has more than {most} columns.")]
    TooManyColumns {
        /// Columns allowed.
        most: usize,
    },
    /// So many rows cannot be cut into cells that it is no table.
    #[error("More than {most} rows cannot be cut into cells, so this is hardly a table. The first is row {first}.")]
    TooManyUnreadable {
        /// Rows allowed.
        most: usize,
        /// The first of them, 1 after the header.
        first: usize,
    },
    /// The disk or the sender failed.
    #[error("The file could not be read to its end.")]
    Broken(#[from] std::io::Error),
}

/// Reads a file, but never more than the limit.
///
/// # Errors
/// Refuses what is larger, after one byte too many and not after all of it.
pub fn read(from: impl Read, most: u64) -> Result<Vec<u8>, NotRead> {
    let mut bytes = Vec::new();
    from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(NotRead::TooLarge { most }) } else { Ok(bytes) }
}

/// The text of a file: UTF-8, UTF-16 with its mark, or else Windows-1252 if that makes sense.
///
/// # Errors
/// Refuses what is empty, another kind of file, or no text.
pub fn text(bytes: &[u8]) -> Result<String, NotRead> {
    text_of(bytes, MOST_BYTES)
}

/// The same of a file that may be so large.
///
/// # Errors
/// As [`text`].
pub fn text_of(bytes: &[u8], most: u64) -> Result<String, NotRead> {
    if bytes.len() as u64 > most {
        return Err(NotRead::TooLarge { most });
    }
    let kinds: [(&[u8], &'static str); 4] = [
        (b"PK\x03\x04", "spreadsheet or archive"),
        (b"%PDF", "PDF"),
        (b"\xd0\xcf\x11\xe0", "spreadsheet"),
        (b"\x1f\x8b", "packed file"),
    ];
    if let Some((_, what)) = kinds.into_iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Err(NotRead::AnotherKind { what });
    }
    let text = if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        String::from_utf8(rest.to_vec()).map_err(|_| NotRead::NotText)?
    } else if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        decoded(rest, encoding_rs::UTF_16LE)?
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        decoded(rest, encoding_rs::UTF_16BE)?
    } else {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => windows_1252(bytes)?,
        }
    };
    if text.contains('\0') {
        return Err(NotRead::NotText);
    }
    if text.trim().is_empty() { Err(NotRead::Empty) } else { Ok(text) }
}

fn decoded(bytes: &[u8], from: &'static encoding_rs::Encoding) -> Result<String, NotRead> {
    let (text, broken) = from.decode_without_bom_handling(bytes);
    if broken { Err(NotRead::NotText) } else { Ok(text.into_owned()) }
}

/// Old spreadsheets write Windows-1252. Mostly plain letters and no control marks: then it is believed.
fn windows_1252(bytes: &[u8]) -> Result<String, NotRead> {
    let control =
        bytes.iter().any(|byte| matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 0x7f | 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    if control || high > bytes.len() / 4 {
        return Err(NotRead::NotText);
    }
    decoded(bytes, encoding_rs::WINDOWS_1252)
}
