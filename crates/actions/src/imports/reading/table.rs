//! Text to cells: a table with commas, semicolons or tabs, as spreadsheets write it.
//!
//! Cut by hand because a row that cannot be cut has to be refused by its number while the rows
//! after it are still read; a reader of well-formed files swallows the rest of the file instead.

use super::bytes::NotRead;
use bothy_domain::imports::{Refusal, cells};

/// The most rows that are read: more than a person could look through.
pub const MOST_ROWS: usize = 50_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 300;
/// The most letters of one cell, in bytes.
pub const MOST_LETTERS: usize = 20_000;
/// How many rows that cannot be cut are borne before the file is refused whole.
pub const MOST_UNREADABLE: usize = 100;

/// A table: its header and its rows, each cut into as many cells as the header has, or refused.
#[derive(Debug, Clone)]
pub struct Table {
    /// The columns' names.
    pub headers: Vec<String>,
    /// The rows in order.
    pub rows: Vec<Result<Vec<String>, Refusal>>,
}

/// Cuts a text into a table.
///
/// # Errors
/// Refuses what has too many rows or columns, or is hardly a table.
pub fn table(text: &str) -> Result<Table, NotRead> {
    let mut cutter = Cutter { rest: text, between: separator(text) };
    let headers = loop {
        match cutter.row() {
            None => return Err(NotRead::Empty),
            Some(Ok(row)) if row.iter().all(|cell| cell.trim().is_empty()) => {}
            Some(Ok(row)) => break row,
            Some(Err(_)) => return Err(NotRead::NotText),
        }
    };
    let headers = without_empty_end(headers);
    if headers.len() > MOST_COLUMNS {
        return Err(NotRead::TooManyColumns { most: MOST_COLUMNS });
    }
    let mut rows = Vec::new();
    let mut unreadable = Vec::new();
    while let Some(row) = cutter.row() {
        if matches!(&row, Ok(cells) if cells.len() == 1 && cells.iter().all(|cell| cell.trim().is_empty())) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(NotRead::TooManyRows { most: MOST_ROWS });
        }
        if row.is_err() {
            unreadable.push(rows.len() + 1);
        }
        if let (true, Some(first)) = (unreadable.len() > MOST_UNREADABLE, unreadable.first()) {
            return Err(NotRead::TooManyUnreadable { most: MOST_UNREADABLE, first: *first });
        }
        rows.push(row.and_then(|cells| fitting(cells, &headers)));
    }
    Ok(Table { headers, rows })
}

/// As many cells as columns, none of them endless.
pub(super) fn fitting(mut row: Vec<String>, headers: &[String]) -> Result<Vec<String>, Refusal> {
    let found = row.len();
    if found > headers.len() {
        row = without_empty_end(row);
        if row.len() > headers.len() {
            return Err(Refusal::Ragged { found, expected: headers.len() });
        }
        row.resize(headers.len(), String::new());
    } else if found < headers.len() {
        return Err(Refusal::Ragged { found, expected: headers.len() });
    }
    let long = row.iter().zip(headers).find(|(cell, _)| cell.len() > MOST_LETTERS);
    if let Some((cell, header)) = long {
        let letters = cell.chars().count();
        return Err(Refusal::TooLong { column: cells::text(header), letters, most: MOST_LETTERS });
    }
    Ok(row)
}

/// A spreadsheet adds empty cells at the end of rows.
fn without_empty_end(mut row: Vec<String>) -> Vec<String> {
    while row.len() > 1 && row.last().is_some_and(|cell| cell.trim().is_empty()) {
        row.pop();
    }
    row
}

/// What stands between cells: whichever of the three the first line has most of.
fn separator(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: char| {
        let mut quoted = false;
        first
            .chars()
            .filter(|c| {
                quoted ^= *c == '"';
                !quoted && *c == mark
            })
            .count()
    };
    // The first of equals wins: max_by_key takes the last.
    [';', '\t', ','].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(',')
}

struct Cutter<'t> {
    rest: &'t str,
    between: char,
}

impl Cutter<'_> {
    /// The next row; a row with a quote that never closes ends with its line.
    fn row(&mut self) -> Option<Result<Vec<String>, Refusal>> {
        if self.rest.is_empty() {
            return None;
        }
        let start = self.rest;
        let mut row = Vec::new();
        loop {
            match self.cell() {
                Ok((cell, true)) => row.push(cell),
                Ok((cell, false)) => {
                    row.push(cell);
                    return Some(Ok(row));
                }
                Err(refusal) => {
                    self.rest = start.split_once('\n').map_or("", |(_, after)| after);
                    return Some(Err(refusal));
                }
            }
        }
    }

    /// The next cell, and whether another follows in this row.
    fn cell(&mut self) -> Result<(String, bool), Refusal> {
        let mut cell = String::new();
        let before = self.rest;
        if let Some(quoted) = self.rest.strip_prefix('"') {
            let mut rest = quoted;
            loop {
                let Some((inside, after)) = rest.split_once('"') else {
                    return Err(Refusal::Unreadable { why: "a quotation mark is opened and never closed".into() });
                };
                cell.push_str(inside);
                if cell.len() > MOST_LETTERS * 5 {
                    return Err(Refusal::Unreadable {
                        why: "a quotation mark is opened and not closed for long".into(),
                    });
                }
                match after.strip_prefix('"') {
                    Some(more) => {
                        cell.push('"');
                        rest = more;
                    }
                    None => {
                        self.rest = after;
                        break;
                    }
                }
            }
        }
        let quoted = !std::ptr::eq(self.rest, before);
        let end = self.rest.find([self.between, '\n', '\r']).unwrap_or(self.rest.len());
        let (plain, after) = self.rest.split_at(end);
        // Letters after a closing mark say that some mark before it never closed.
        if quoted && !plain.trim().is_empty() {
            return Err(Refusal::Unreadable { why: "a quotation mark stands in the middle of a cell".into() });
        }
        if !quoted {
            cell.push_str(plain);
        }
        let goes_on = after.starts_with(self.between);
        let line_end = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r']));
        self.rest = match line_end {
            Some(rest) => rest,
            None => after.strip_prefix(self.between).unwrap_or_default(),
        };
        // "a," at the very end has an empty cell after it, which the next call finds.
        if goes_on && self.rest.is_empty() {
            self.rest = "\n";
        }
        Ok((cell, goes_on))
    }
}
