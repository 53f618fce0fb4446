//! The blind index: a sealed field is found again by its exact words, and by nothing less.
//!
//! A keyed hash of the normalised words stands beside the sealed ones. It is the same for the same words of
//! the same column in the same organisation, so it also tells whoever holds the file that two rows say the
//! same; that is its price.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// What finds the fields of one organisation.
pub struct IndexKey {
    mac: Hmac<Sha256>,
}

impl IndexKey {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        // HMAC fills a short key up with zeroes to its block; so does this.
        let mut block = Zeroizing::new([0; 64]);
        for (byte, given) in block.iter_mut().zip(key) {
            *byte = *given;
        }
        Self { mac: Hmac::new((&*block).into()) }
    }

    /// The index of these words in this column (`table.column`). Normalise them first.
    pub fn index(&self, column: &str, normalised: &str) -> String {
        let mut mac = self.mac.clone();
        // The length of the name in front: no column's words run into another's.
        mac.update(&(column.len() as u64).to_be_bytes());
        mac.update(column.as_bytes());
        mac.update(normalised.as_bytes());
        crate::keys::hex(&mac.finalize().into_bytes())
    }
}

/// An e-mail address as it is looked for: without space around it, in small letters, one way of writing accents.
pub fn normalised_email(typed: &str) -> String {
    typed.trim().nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(byte: u8) -> IndexKey {
        IndexKey::new(&[byte; 32])
    }

    #[test]
    fn the_index_is_the_one_another_program_reckons() {
        // Python: hmac.new(b"\x04"*32, (12).to_bytes(8) + b"person.email" + b"joan@example.org", "sha256")
        assert_eq!(
            key(4).index("person.email", "joan@example.org"),
            "5f00ae2c5d606fc3cb6536c710898f2b491c8f1f7e7635cf39bcd825cc0c3616"
        );
    }

    #[test]
    fn the_same_words_have_another_index_under_another_key() {
        assert_ne!(key(4).index("person.email", "a"), key(5).index("person.email", "a"));
    }

    #[test]
    fn the_same_words_have_another_index_in_another_column() {
        assert_ne!(key(4).index("person.email", "a"), key(4).index("person.emai", "la"));
        assert_ne!(key(4).index("person.email", "a"), key(4).index("person.phone", "a"));
    }

    #[test]
    fn an_address_is_found_however_it_was_typed() {
        for typed in ["Joan@Example.org", " joan@example.org\n", "JOAN@EXAMPLE.ORG", "ｊoan@example.org"] {
            assert_eq!(normalised_email(typed), "joan@example.org");
        }
        assert_eq!(normalised_email("jose\u{301}@example.org"), normalised_email("josé@example.org"));
        assert_ne!(normalised_email("joan@example.org"), normalised_email("joan@example.com"));
    }

    proptest! {
        #[test]
        fn different_words_have_different_indexes(one in ".{0,30}", other in ".{0,30}") {
            prop_assert_eq!(one == other, key(4).index("c", &one) == key(4).index("c", &other));
        }
    }
}
