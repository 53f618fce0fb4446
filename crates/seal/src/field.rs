//! One field, sealed: XChaCha20-Poly1305, bound to where it stands.
//!
//! As text: `s1.` the id of the key `.` nonce, cipher text and tag in base64url. The words are padded to
//! whole blocks first, so that the length does not tell a short e-mail from a long one, or an empty field
//! from a full one.

use crate::chance::{self, NoChance};
use crate::sensitive::Sensitive;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize as _, Zeroizing};

const VERSION: &str = "s1";
const NONCE: usize = 24;
const BLOCK: usize = 32;
/// Where the words end and the padding begins (ISO/IEC 7816-4).
const END: u8 = 0x80;

/// Where a sealed field stands. It opens nowhere else: not in another row, column or organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Whose field: the organisation's id.
    pub organisation: [u8; 16],
    /// A stable name, `table.column`. It stays when a column is renamed.
    pub column: &'a str,
    /// The row's id.
    pub row: [u8; 16],
}

impl Cell<'_> {
    /// What the cipher binds the words to. The two ids are of fixed length, so no two cells look alike.
    fn bound(&self) -> Vec<u8> {
        let mut bound = Vec::with_capacity(40 + self.column.len());
        bound.extend_from_slice(VERSION.as_bytes());
        bound.extend_from_slice(&self.organisation);
        bound.extend_from_slice(&self.row);
        bound.extend_from_slice(self.column.as_bytes());
        bound
    }
}

/// A sealed field that does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It is not a sealed field at all.
    #[error("this is not a sealed field")]
    NotSealed,
    /// It was sealed with another key.
    #[error("this field was sealed with another key")]
    OtherKey,
    /// It was changed, or moved here from somewhere else.
    #[error("this sealed field was changed or moved")]
    Broken,
}

/// What seals and opens the fields of one organisation.
pub struct FieldKey {
    id: [u8; 16],
    cipher: XChaCha20Poly1305,
}

impl FieldKey {
    pub(crate) fn new(id: [u8; 16], key: &[u8; 32]) -> Self {
        Self { id, cipher: XChaCha20Poly1305::new(key.into()) }
    }

    /// Which key.
    pub fn id(&self) -> [u8; 16] {
        self.id
    }

    /// Seals words for one cell.
    ///
    /// # Errors
    /// The machine gave no random bytes.
    pub fn seal(&self, cell: &Cell<'_>, words: &str) -> Result<String, NoChance> {
        self.seal_with(cell, words, &chance::bytes()?)
    }

    fn seal_with(&self, cell: &Cell<'_>, words: &str, nonce: &[u8; NONCE]) -> Result<String, NoChance> {
        let mut padded = Zeroizing::new(Vec::with_capacity(words.len() + BLOCK));
        padded.extend_from_slice(words.as_bytes());
        padded.push(END);
        let whole = padded.len().next_multiple_of(BLOCK);
        padded.resize(whole, 0);
        // It refuses only texts of 256 GiB.
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(*nonce), Payload { msg: &padded, aad: &cell.bound() })
            .map_err(|_| NoChance)?;
        let mut bytes = nonce.to_vec();
        bytes.extend_from_slice(&sealed);
        Ok(format!("{}{}", mark(self.id), Base64UrlUnpadded::encode_string(&bytes)))
    }

    /// Opens what was sealed for this cell.
    ///
    /// # Errors
    /// It is not sealed, sealed with another key, changed or moved.
    pub fn open(&self, cell: &Cell<'_>, sealed: &str) -> Result<Sensitive<String>, OpenError> {
        if key_of(sealed)? != self.id {
            return Err(OpenError::OtherKey);
        }
        let text = sealed.rsplit('.').next().ok_or(OpenError::NotSealed)?;
        let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| OpenError::Broken)?;
        let (nonce, rest) = bytes.split_first_chunk::<NONCE>().ok_or(OpenError::Broken)?;
        let mut words = self
            .cipher
            .decrypt(&XNonce::from(*nonce), Payload { msg: rest, aad: &cell.bound() })
            .map_err(|_| OpenError::Broken)?;
        let end = words.iter().rposition(|byte| *byte != 0).filter(|at| words.get(*at) == Some(&END));
        let Some(end) = end else { return Err(OpenError::Broken) };
        words.truncate(end);
        String::from_utf8(words).map(Sensitive::new).map_err(|error| {
            error.into_bytes().zeroize();
            OpenError::Broken
        })
    }
}

/// How everything begins that this key sealed: a database finds by it what waits for a new key.
pub fn mark(key: [u8; 16]) -> String {
    format!("{VERSION}.{}.", crate::keys::hex(&key))
}

/// Which key a field was sealed with.
///
/// # Errors
/// It is not a sealed field.
pub fn key_of(sealed: &str) -> Result<[u8; 16], OpenError> {
    let mut parts = sealed.split('.');
    let (Some(VERSION), Some(id), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(OpenError::NotSealed);
    };
    crate::keys::unhex(id).ok_or(OpenError::NotSealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CELL: Cell<'static> = Cell { organisation: [1; 16], column: "person.email", row: [2; 16] };

    fn key() -> FieldKey {
        FieldKey::new([3; 16], &[4; 32])
    }

    #[test]
    fn the_cipher_is_the_one_of_the_published_vector() {
        // draft-irtf-cfrg-xchacha-03, appendix A.3.1.
        let key: Vec<u8> = (0x80..=0x9f).collect();
        let nonce: Vec<u8> = (0x40..=0x57).collect();
        let aad = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
        let msg: &[u8] =
            b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
                  sunscreen would be it.";
        let key: [u8; 32] = key.try_into().unwrap();
        let nonce: [u8; 24] = nonce.try_into().unwrap();
        let sealed =
            XChaCha20Poly1305::new(&key.into()).encrypt(&XNonce::from(nonce), Payload { msg, aad: &aad }).unwrap();
        assert_eq!(crate::keys::hex(&sealed[..16]), "bd6d179d3e83d43b9576579493c0e939");
        assert_eq!(crate::keys::hex(&sealed[sealed.len() - 16..]), "c0875924c1c7987947deafd8780acf49");
    }

    #[test]
    fn a_field_sealed_by_an_earlier_bothy_still_opens() {
        // Reckoned by another program (Python, HChaCha20 written out by hand).
        let sealed = "s1.03030303030303030303030303030303.BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUF_mx-X4ToTkvk9yWJ6-ov5Q8rYSTl_Vfgs3ekVPtArzpxkHpHEJvE_GDxA625Ohnk";
        assert_eq!(key().seal_with(&CELL, "joan@example.org", &[5; 24]).unwrap(), sealed);
        assert_eq!(key().open(&CELL, sealed).unwrap().expose(), "joan@example.org");
    }

    #[test]
    fn a_field_opens_only_in_its_own_row() {
        let sealed = key().seal(&CELL, "joan@example.org").unwrap();
        let elsewhere = Cell { row: [9; 16], ..CELL };
        assert_eq!(key().open(&elsewhere, &sealed).err(), Some(OpenError::Broken));
    }

    #[test]
    fn a_field_opens_only_in_its_own_column() {
        let sealed = key().seal(&CELL, "joan@example.org").unwrap();
        let elsewhere = Cell { column: "concern.words", ..CELL };
        assert_eq!(key().open(&elsewhere, &sealed).err(), Some(OpenError::Broken));
    }

    #[test]
    fn a_field_opens_only_in_its_own_organisation() {
        let sealed = key().seal(&CELL, "joan@example.org").unwrap();
        let elsewhere = Cell { organisation: [9; 16], ..CELL };
        assert_eq!(key().open(&elsewhere, &sealed).err(), Some(OpenError::Broken));
    }

    #[test]
    fn a_field_does_not_open_with_another_key_of_the_same_name() {
        let sealed = key().seal(&CELL, "joan@example.org").unwrap();
        let other = FieldKey::new([3; 16], &[5; 32]);
        assert_eq!(other.open(&CELL, &sealed).err(), Some(OpenError::Broken));
        let named = FieldKey::new([4; 16], &[4; 32]);
        assert_eq!(named.open(&CELL, &sealed).err(), Some(OpenError::OtherKey));
    }

    #[test]
    fn plain_words_are_never_taken_for_sealed_ones() {
        for words in ["", "joan@example.org", "s1.", "s1.abc.def", "s1..", "s2.03030303030303030303030303030303.AAAA"] {
            assert_eq!(key().open(&CELL, words).err(), Some(OpenError::NotSealed), "{words}");
        }
    }

    #[test]
    fn the_same_words_twice_do_not_look_alike() {
        assert_ne!(key().seal(&CELL, "x").unwrap(), key().seal(&CELL, "x").unwrap());
    }

    #[test]
    fn an_empty_field_looks_like_a_short_one() {
        assert_eq!(key().seal(&CELL, "").unwrap().len(), key().seal(&CELL, "joan@example.org").unwrap().len());
    }

    proptest! {
        #[test]
        fn what_was_sealed_opens_again(words in "\\PC{0,300}", tail in "[\\x00\u{80}]{0,3}") {
            let words = words + &tail;
            let sealed = key().seal(&CELL, &words).unwrap();
            let opened = key().open(&CELL, &sealed).unwrap();
            prop_assert_eq!(opened.expose(), &words);
        }

        #[test]
        fn one_changed_character_and_it_does_not_open(words in ".{0,80}", at in any::<prop::sample::Index>(), to in "[A-Za-z0-9_.-]") {
            let sealed = key().seal(&CELL, &words).unwrap();
            let at = at.index(sealed.len());
            prop_assume!(sealed.get(at..=at) != Some(to.as_str()));
            let mut changed = sealed.clone();
            changed.replace_range(at..=at, &to);
            prop_assert!(key().open(&CELL, &changed).is_err());
        }
    }
}
