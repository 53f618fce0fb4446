//! Tokens: long enough that nobody guesses one; only their hash is kept.

use crate::chance::{self, NoChance};
use crate::sensitive::Sensitive;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use sha2::{Digest as _, Sha256};

/// A new token of 256 random bits, in letters that need no escaping in an address or a cookie.
///
/// # Errors
/// The machine gave no random bytes.
pub fn fresh() -> Result<Sensitive<String>, NoChance> {
    Ok(Sensitive::new(Base64UrlUnpadded::encode_string(&chance::bytes::<32>()?)))
}

/// What is kept of a token: SHA-256, as hexadecimal text. Only for what nobody can guess: a password or a
/// code of six digits needs more than this.
pub fn hash(token: &str) -> String {
    crate::keys::hex(&Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_tokens_are_alike_and_each_has_256_bits() {
        let (one, other) = (fresh().unwrap(), fresh().unwrap());
        assert_ne!(one.expose(), other.expose());
        assert_eq!(one.expose().len(), 43);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // FIPS 180-2, "abc".
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
