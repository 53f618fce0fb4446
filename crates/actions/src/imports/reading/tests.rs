//! The council's files as they are, and files as they should not be.

use super::bytes::{self, MOST_BYTES, NotRead};
use super::table::{MOST_ROWS, table};
use super::{FileRefused, groups, places};
use bothy_domain::imports::{AlreadyHere, Outcome};
use proptest::prelude::*;
use std::io::Read as _;

fn file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/edinburgh-groups-and-venues/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

#[test]
fn the_council_s_groups_end_as_judged_by_hand() {
    let read = groups(&file("day-services-and-lunch-clubs.csv"), &mut AlreadyHere::default()).unwrap();
    let (imported, waiting, refused) = read.counts();
    assert_eq!(imported + waiting + refused, 77);
    let numbers: Vec<u32> =
        read.rows.iter().filter(|row| row.outcome == Outcome::Imported).map(|row| row.number).collect();
    assert_eq!(
        numbers,
        [
            1, 4, 7, 11, 12, 13, 14, 15, 17, 20, 23, 25, 26, 30, 31, 33, 34, 36, 37, 38, 41, 42, 46, 49, 54, 57, 63,
            66, 67, 68, 75, 76
        ]
    );
    let first = read.rows[0].row.as_ref().unwrap();
    assert_eq!(first.name, "Almond Mains Initiative");
    assert_eq!(first.times.patterns[0].every.rrule(), "FREQ=WEEKLY;BYDAY=TU,WE");
    assert_eq!(first.how_to_come, "Contact Social Care Direct");
    assert_eq!(read.rows[1].outcome.reason(), "It names two venues, and a group meets at one.");
    assert!(read.rows.iter().all(|row| row.outcome == Outcome::Imported || !row.outcome.reason().is_empty()));
}

#[test]
fn the_council_s_places_end_as_judged_by_hand() {
    let mut here = AlreadyHere::default();
    let waiting = |name: &str, here: &mut AlreadyHere| {
        let read = places(&file(name), here).unwrap();
        let waiting: Vec<(u32, String)> = read
            .rows
            .iter()
            .filter(|row| row.outcome != Outcome::Imported)
            .map(|row| (row.number, row.outcome.reason()))
            .collect();
        (read.rows.len(), waiting)
    };
    let (rows, found) = waiting("community-centres.csv", &mut here);
    assert_eq!((rows, found.len(), found[0].0), (49, 1, 16), "{found:?}");
    let (rows, found) = waiting("libraries.csv", &mut here);
    let numbers: Vec<u32> = found.iter().map(|(number, _)| *number).collect();
    assert_eq!((rows, numbers), (35, vec![8, 20, 25]), "{found:?}");
    let (rows, found) = waiting("neighbourhood-offices.csv", &mut here);
    let numbers: Vec<u32> = found.iter().map(|(number, _)| *number).collect();
    assert_eq!((rows, numbers), (9, vec![1, 8]), "{found:?}");
    let (_, again) = waiting("libraries.csv", &mut here);
    assert_eq!(again.len(), 35);
}

#[test]
fn no_markup_survives_from_the_council_s_files() {
    let read = groups(&file("day-services-and-lunch-clubs.csv"), &mut AlreadyHere::default()).unwrap();
    assert!(read.rows.iter().filter_map(|row| row.row.as_ref()).all(|row| !format!("{row:?}").contains('<')));
    let read = places(&file("libraries.csv"), &mut AlreadyHere::default()).unwrap();
    let first = read.rows[0].row.as_ref().unwrap();
    assert_eq!(first.telephone, "0131 529 5500");
    assert_eq!(first.opening.len(), 5);
}

#[test]
fn a_hundred_megabytes_are_refused_before_they_are_read() {
    struct Counted(u64);
    impl std::io::Read for Counted {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            into.fill(b'a');
            self.0 += into.len() as u64;
            Ok(into.len())
        }
    }
    let mut endless = Counted(0);
    let refused = bytes::read(endless.by_ref().take(100 << 20), MOST_BYTES).unwrap_err();
    assert!(refused.to_string().starts_with("The file is larger than 20 MB."));
    assert!(endless.0 <= MOST_BYTES + 1, "{} bytes were read", endless.0);
}

#[test]
fn alphabets_are_told_apart() {
    let said = "Name\nCafé – “Tea”";
    let utf16: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16_be: Vec<u8> = said.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(bytes::text(said.as_bytes()).unwrap(), said);
    assert_eq!(bytes::text(&[b"\xef\xbb\xbf", said.as_bytes()].concat()).unwrap(), said);
    assert_eq!(bytes::text(&[b"\xff\xfe".as_slice(), &utf16].concat()).unwrap(), said);
    assert_eq!(bytes::text(&[b"\xfe\xff".as_slice(), &utf16_be].concat()).unwrap(), said);
    assert_eq!(bytes::text(b"Name\nCaf\xe9 \x96 \x93Tea\x94").unwrap(), said);
}

#[test]
fn what_is_no_text_is_refused_with_a_sentence() {
    for (bytes, said) in [
        (b"Name\nTea\0club".as_slice(), "This is not text"),
        (b"PK\x03\x04rest".as_slice(), "This is a spreadsheet or archive"),
        (b"%PDF-1.4".as_slice(), "This is a PDF"),
        (b"\xff\xfe\x00\xd8".as_slice(), "This is not text"),
        (b"\x80\x81\x82\x83".as_slice(), "This is not text"),
        (b"".as_slice(), "The file is empty."),
        (b" \n\n".as_slice(), "The file is empty."),
        (b"\xef\xbb\xbf".as_slice(), "The file is empty."),
    ] {
        let refused = bytes::text(bytes).unwrap_err().to_string();
        assert!(refused.starts_with(said), "{refused}");
    }
}

#[test]
fn cells_are_cut_as_spreadsheets_write_them() {
    let cut = |text: &str| table(text).unwrap().rows.into_iter().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(cut("A,B\r\n\"x \"\"y\"\"\",\"1\n2\"\r\n"), [["x \"y\"", "1\n2"]]);
    assert_eq!(cut("A;B\nx;1,5\n"), [["x", "1,5"]]);
    assert_eq!(cut("A\tB\nx\t\n"), [["x", ""]]);
    assert_eq!(cut("A,B\n\nx,"), [["x", ""]]);
    assert_eq!(cut("A,B,,\nx,5\" pipe,,\n"), [["x", "5\" pipe"]]);
    assert_eq!(cut("A,B\n,\n"), [["", ""]]);
}

#[test]
fn a_ragged_row_is_refused_by_its_number_and_the_next_is_read() {
    let read = groups(
        b"Name,When,Venue\nTea,Tuesday\nSoup,Monday 1pm-2pm,Hall,extra\nCake,Monday 1pm-2pm,Hall\n",
        &mut AlreadyHere::default(),
    )
    .unwrap();
    let outcomes: Vec<&str> = read.rows.iter().map(|row| row.outcome.code()).collect();
    assert_eq!(outcomes, ["refused", "refused", "imported"]);
    assert_eq!(read.rows[0].outcome.reason(), "The row has 2 cells where the table has 3 columns.");
}

#[test]
fn an_unclosed_quotation_mark_costs_its_row_only() {
    let read = groups(
        b"Name,When,Venue\nTea,\"Monday 1pm-2pm,Hall\nSoup,Monday 1pm-2pm,Hall\nCake,\"Monday, 1pm-2pm",
        &mut AlreadyHere::default(),
    )
    .unwrap();
    let outcomes: Vec<(u32, &str)> = read.rows.iter().map(|row| (row.number, row.outcome.code())).collect();
    assert_eq!(outcomes, [(1, "refused"), (2, "imported"), (3, "refused")]);
    assert_eq!(
        read.rows[0].outcome.reason(),
        "The row cannot be cut into cells: a quotation mark stands in the middle of a cell."
    );
}

#[test]
fn a_cell_without_end_is_refused() {
    let text = format!("Name,When\nTea,{}\nSoup,Monday 1pm-2pm\n", "x".repeat(30_000));
    let read = groups(text.as_bytes(), &mut AlreadyHere::default()).unwrap();
    assert!(read.rows[0].outcome.reason().starts_with("A cell under “When” has 30000 letters"));
    assert_eq!(read.rows.len(), 2);
}

#[test]
fn more_rows_than_a_person_could_look_through_are_refused() {
    let text = format!("Name\n{}", "Tea\n".repeat(MOST_ROWS + 1));
    assert!(matches!(table(&text), Err(NotRead::TooManyRows { most: MOST_ROWS })));
}

#[test]
fn a_file_without_names_says_which_columns_it_has() {
    let refused = groups(b"Colour,Size\nred,2\n", &mut AlreadyHere::default()).unwrap_err();
    assert!(matches!(refused, FileRefused::NoNames(_)));
    assert!(refused.to_string().ends_with("The columns are: Colour, Size."), "{refused}");
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = groups(&bytes, &mut AlreadyHere::default());
    }

    #[test]
    fn any_table_like_text_has_as_many_outcomes_as_rows(text in "Name,When\n[a,\"\n\r;9pm]{0,80}") {
        if let Ok(read) = groups(text.as_bytes(), &mut AlreadyHere::default()) {
            let (imported, waiting, refused) = read.counts();
            prop_assert_eq!(imported + waiting + refused, read.rows.len());
        }
    }
}
