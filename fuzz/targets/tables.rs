//! Files of groups and places as bytes: whatever comes, each row ends in one of three ways and the counts add up.
#![no_main]

use bothy_actions::imports::reading::{groups, places};
use bothy_domain::imports::AlreadyHere;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(file) = groups(bytes, &mut AlreadyHere::default()) {
        let (imported, waiting, refused) = file.counts();
        assert_eq!(imported + waiting + refused, file.rows.len());
        for row in &file.rows {
            // Whatever is not taken says why.
            assert!(row.outcome.code() == "imported" || !row.outcome.reason().is_empty());
        }
    }
    if let Ok(file) = places(bytes, &mut AlreadyHere::default()) {
        let (imported, waiting, refused) = file.counts();
        assert_eq!(imported + waiting + refused, file.rows.len());
    }
});
