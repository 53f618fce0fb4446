//! The keys: one master key for the service, outside its data; data keys for each organisation, wrapped by it.

use crate::chance::{self, NoChance};
use crate::field::FieldKey;
use crate::finding::IndexKey;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use std::fmt::Write as _;
use zeroize::{Zeroize as _, Zeroizing};

/// What a data key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Sealing and opening fields. Changed by a rotation.
    Fields,
    /// Finding fields. It stays through rotations, so that everybody is found while they run.
    Index,
}

impl Purpose {
    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fields => "fields",
            Self::Index => "index",
        }
    }
}

/// A key of one organisation, as it rests: wrapped by the master key.
pub struct DataKey {
    id: [u8; 16],
    raw: Zeroizing<[u8; 32]>,
}

impl DataKey {
    /// A new key of this id.
    ///
    /// # Errors
    /// The machine gave no random bytes.
    pub fn fresh(id: [u8; 16]) -> Result<Self, NoChance> {
        Ok(Self { id, raw: Zeroizing::new(chance::bytes()?) })
    }

    /// For fields.
    pub fn for_fields(&self) -> FieldKey {
        FieldKey::new(self.id, &derived(&self.raw, b"bothy 1 fields"))
    }

    /// For finding.
    pub fn for_finding(&self) -> IndexKey {
        IndexKey::new(&derived(&self.raw, b"bothy 1 index"))
    }
}

/// A wrapped key that does not unwrap.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnwrapError {
    /// It was wrapped by another master key.
    #[error("this was wrapped by the master key {wrapped_by}, not by {have}")]
    OtherMaster {
        /// The fingerprint of the key that wrapped it.
        wrapped_by: String,
        /// The fingerprint of the key at hand.
        have: String,
    },
    /// It was changed, or belongs to another organisation.
    #[error("a wrapped key was changed or moved")]
    Broken,
}

/// The key above all: whoever has it and the data reads everything, and without it nobody does.
#[derive(Clone)]
pub struct MasterKey {
    raw: Zeroizing<[u8; 32]>,
}

impl MasterKey {
    /// A new one.
    ///
    /// # Errors
    /// The machine gave no random bytes.
    pub fn fresh() -> Result<Self, NoChance> {
        Ok(Self { raw: Zeroizing::new(chance::bytes()?) })
    }

    /// From its bytes.
    pub fn from_bytes(mut bytes: [u8; 32]) -> Self {
        let raw = Zeroizing::new(bytes);
        bytes.zeroize();
        Self { raw }
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.raw
    }

    pub(crate) fn derived(&self, info: &[u8]) -> Zeroizing<[u8; 32]> {
        derived(&self.raw, info)
    }

    pub(crate) fn derived_with(&self, salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
        salted(&self.raw, Some(salt), info)
    }

    pub(crate) fn short(&self) -> [u8; 4] {
        self.derived(b"bothy 1 fingerprint").first_chunk().copied().unwrap_or_default()
    }

    /// A short name of the key that gives nothing of it away: two keys are the same when this is.
    pub fn fingerprint(&self) -> String {
        hex(&self.short())
    }

    /// Wraps a data key of an organisation, as text.
    ///
    /// # Errors
    /// The machine gave no random bytes.
    pub fn wrap(&self, key: &DataKey, organisation: [u8; 16], purpose: Purpose) -> Result<String, NoChance> {
        let nonce = chance::bytes::<24>()?;
        let wrapped = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: &*key.raw, aad: &bound(organisation, key.id, purpose) })
            .map_err(|_| NoChance)?;
        let mut bytes = nonce.to_vec();
        bytes.extend_from_slice(&wrapped);
        Ok(format!("w1.{}.{}", self.fingerprint(), Base64UrlUnpadded::encode_string(&bytes)))
    }

    /// Unwraps a data key of an organisation.
    ///
    /// # Errors
    /// Another master key wrapped it, or it was changed or moved.
    pub fn unwrap(
        &self,
        wrapped: &str,
        id: [u8; 16],
        organisation: [u8; 16],
        purpose: Purpose,
    ) -> Result<DataKey, UnwrapError> {
        let mut parts = wrapped.split('.');
        let (Some("w1"), Some(by), Some(text), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(UnwrapError::Broken);
        };
        let have = self.fingerprint();
        if by != have {
            return Err(UnwrapError::OtherMaster { wrapped_by: by.to_owned(), have });
        }
        let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| UnwrapError::Broken)?;
        let (nonce, rest) = bytes.split_first_chunk::<24>().ok_or(UnwrapError::Broken)?;
        let mut opened = self
            .cipher()
            .decrypt(&XNonce::from(*nonce), Payload { msg: rest, aad: &bound(organisation, id, purpose) })
            .map_err(|_| UnwrapError::Broken)?;
        let raw = <[u8; 32]>::try_from(opened.as_slice()).map_err(|_| UnwrapError::Broken)?;
        opened.zeroize();
        Ok(DataKey { id, raw: Zeroizing::new(raw) })
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.derived(b"bothy 1 wrap")).into())
    }
}

/// The fingerprint of the master key that wrapped a data key.
pub fn wrapped_by(wrapped: &str) -> Option<&str> {
    wrapped.strip_prefix("w1.")?.split('.').next()
}

fn bound(organisation: [u8; 16], id: [u8; 16], purpose: Purpose) -> Vec<u8> {
    [b"w1", organisation.as_slice(), &id, purpose.code().as_bytes()].concat()
}

/// HKDF-SHA-256 of a key for one use.
fn derived(key: &[u8; 32], info: &[u8]) -> Zeroizing<[u8; 32]> {
    salted(key, None, info)
}

fn salted(key: &[u8; 32], salt: Option<&[u8]>, info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    // It refuses only lengths over 8,160 bytes; then the zeroes would open nothing.
    let done = Hkdf::<Sha256>::new(salt, key).expand(info, &mut *out);
    debug_assert!(done.is_ok(), "32 bytes can always be derived");
    out
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let mut out = [0; N];
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        // Small letters only: one key has one name.
        let digit = |at: usize| match pair.get(at) {
            Some(digit @ b'0'..=b'9') => Some(digit - b'0'),
            Some(digit @ b'a'..=b'f') => Some(digit - b'a' + 10),
            _ => None,
        };
        *byte = digit(0)? << 4 | digit(1)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Cell;

    const CELL: Cell<'static> = Cell { organisation: [1; 16], column: "person.email", row: [2; 16] };

    fn master() -> MasterKey {
        MasterKey::from_bytes([7; 32])
    }

    #[test]
    fn a_wrapped_key_opens_what_it_sealed_before() {
        let key = DataKey::fresh([8; 16]).unwrap();
        let sealed = key.for_fields().seal(&CELL, "words").unwrap();
        let wrapped = master().wrap(&key, [1; 16], Purpose::Fields).unwrap();
        let again = master().unwrap(&wrapped, [8; 16], [1; 16], Purpose::Fields).unwrap();
        assert_eq!(again.for_fields().open(&CELL, &sealed).unwrap().expose(), "words");
        assert_eq!(again.for_finding().index("c", "w"), key.for_finding().index("c", "w"));
    }

    #[test]
    fn derived_keys_are_those_another_program_reckons() {
        // Python: HKDF-SHA-256, no salt, of 32 bytes 0x07.
        assert_eq!(
            hex(&*master().derived(b"bothy 1 wrap")),
            "42223ec26e107ee6f57f25554c9cf705723da66a0bdd0b193bfb42a417d9af08"
        );
        assert_eq!(master().fingerprint(), "3e9860b7");
    }

    #[test]
    fn a_key_for_one_use_is_not_the_key_for_another() {
        assert_ne!(*master().derived(b"bothy 1 wrap"), *master().derived(b"bothy 1 fields"));
    }

    #[test]
    fn another_master_key_is_named() {
        let wrapped = master().wrap(&DataKey::fresh([8; 16]).unwrap(), [1; 16], Purpose::Fields).unwrap();
        let other = MasterKey::from_bytes([9; 32]);
        let refused = other.unwrap(&wrapped, [8; 16], [1; 16], Purpose::Fields).err();
        let (wrapped_by, have) = (master().fingerprint(), other.fingerprint());
        assert_eq!(refused, Some(UnwrapError::OtherMaster { wrapped_by, have }));
    }

    #[test]
    fn a_wrapped_key_serves_no_other_organisation_id_or_purpose() {
        let wrapped = master().wrap(&DataKey::fresh([8; 16]).unwrap(), [1; 16], Purpose::Fields).unwrap();
        let unwrap = |id, organisation, purpose| master().unwrap(&wrapped, id, organisation, purpose).err();
        assert_eq!(unwrap([8; 16], [2; 16], Purpose::Fields), Some(UnwrapError::Broken));
        assert_eq!(unwrap([9; 16], [1; 16], Purpose::Fields), Some(UnwrapError::Broken));
        assert_eq!(unwrap([8; 16], [1; 16], Purpose::Index), Some(UnwrapError::Broken));
        assert_eq!(unwrap([8; 16], [1; 16], Purpose::Fields), None);
    }

    #[test]
    fn hexadecimal_has_one_way_of_writing() {
        assert_eq!(unhex::<2>("0af9"), Some([0x0a, 0xf9]));
        for wrong in ["0AF9", "0af", "0af9a", "0ag9", "é9a"] {
            assert_eq!(unhex::<2>(wrong), None);
        }
    }
}
