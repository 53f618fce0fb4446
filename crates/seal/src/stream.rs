//! A long stream, sealed in pieces: what comes out of it was written by somebody who has the master key, in this order
//! and to its end.
//!
//! The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár 2015) over XChaCha20-Poly1305, from RustCrypto's
//! `aead-stream`: each piece is sealed with its number and with whether it is the last one, so that none can be
//! changed, left out, moved or cut off unseen. Each stream has a key of its own, derived from the master key and a
//! salt. In clear stand only a mark, the short name of the master key, the salt and the nonce; every piece is bound to
//! them.

use crate::chance::{self, NoChance};
use crate::keys::{MasterKey, hex};
use aead_stream::{DecryptorBE32, EncryptorBE32};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{KeyInit as _, Payload};
use std::io::{self, ErrorKind, Read, Write};
use zeroize::{Zeroize as _, Zeroizing};

/// How every sealed stream begins.
const MARK: &[u8; 12] = b"bothy-seal-1";
const NAME: usize = 4;
const SALT: usize = 32;
const NONCE: usize = 19;
const HEAD: usize = MARK.len() + NAME + SALT + NONCE;
/// How much is sealed at a time.
const PIECE: usize = 64 << 10;
const TAG: usize = 16;

/// A sealed stream that does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StreamError {
    /// It does not begin as one.
    #[error("this is no sealed stream")]
    NotOurs,
    /// It was sealed with another master key.
    #[error("this was sealed with the master key {sealed_by}, not with {have}")]
    OtherMaster {
        /// The short name of the key that it wants.
        sealed_by: String,
        /// The short name of the key at hand.
        have: String,
    },
    /// It was changed or cut off.
    #[error("this was changed or cut off in piece {piece}")]
    Broken {
        /// The first piece that shows it, from 1.
        piece: u64,
    },
}

impl StreamError {
    /// The one that hides in a reader's error, if there is one.
    pub fn within(error: &io::Error) -> Option<&Self> {
        error.get_ref().and_then(|inner| inner.downcast_ref())
    }
}

impl From<StreamError> for io::Error {
    fn from(error: StreamError) -> Self {
        Self::new(ErrorKind::InvalidData, error)
    }
}

/// Seals what is written to it. Without [`Sealing::finish`] what was written does not open.
pub struct Sealing<W: Write> {
    to: W,
    head: [u8; HEAD],
    stream: EncryptorBE32<XChaCha20Poly1305>,
    /// Less than one piece, or one whole: the last piece is known only when nothing comes after it.
    waiting: Zeroizing<Vec<u8>>,
}

impl<W: Write> Sealing<W> {
    /// Begins a stream.
    ///
    /// # Errors
    /// The machine gave no random bytes, or it could not be written.
    pub fn begin(mut to: W, master: &MasterKey) -> io::Result<Self> {
        let no_chance = |error: NoChance| io::Error::other(error);
        let salt = chance::bytes::<SALT>().map_err(no_chance)?;
        let nonce = chance::bytes::<NONCE>().map_err(no_chance)?;
        let mut head = [0; HEAD];
        let name = master.short();
        for (byte, with) in head.iter_mut().zip(MARK.iter().chain(&name).chain(&salt).chain(&nonce)) {
            *byte = *with;
        }
        to.write_all(&head)?;
        let stream = EncryptorBE32::from_aead(cipher(master, &salt), &nonce.into());
        Ok(Self { to, head, stream, waiting: Zeroizing::new(Vec::with_capacity(PIECE)) })
    }

    /// Seals the last piece and hands back where all of it was written.
    ///
    /// # Errors
    /// It could not be written.
    pub fn finish(mut self) -> io::Result<W> {
        let sealed = self.stream.encrypt_last(Payload { msg: &self.waiting, aad: &self.head }).map_err(too_long)?;
        self.to.write_all(&sealed)?;
        self.to.flush()?;
        Ok(self.to)
    }
}

fn too_long(_: chacha20poly1305::aead::Error) -> io::Error {
    io::Error::other("more than can be sealed in one stream")
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waiting.len() == PIECE {
            let sealed = self.stream.encrypt_next(Payload { msg: &self.waiting, aad: &self.head }).map_err(too_long)?;
            self.to.write_all(&sealed)?;
            self.waiting.zeroize();
        }
        let room = PIECE - self.waiting.len();
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.waiting.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        // What waits cannot leave: it may be the last piece.
        self.to.flush()
    }
}

/// The short name of the master key that a stream wants.
///
/// # Errors
/// It is no sealed stream, or cannot be read.
pub fn sealed_by(from: &mut impl Read) -> io::Result<String> {
    let head = head_of(from)?;
    Ok(hex(part::<NAME>(&head, MARK.len())))
}

fn head_of(from: &mut impl Read) -> io::Result<[u8; HEAD]> {
    let mut head = [0; HEAD];
    match from.read_exact(&mut head) {
        Ok(()) if head.starts_with(MARK) => Ok(head),
        Ok(()) => Err(StreamError::NotOurs.into()),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(StreamError::NotOurs.into()),
        Err(error) => Err(error),
    }
}

/// So many bytes of a head from a place: the places are constants, and lie within.
fn part<const N: usize>(head: &[u8; HEAD], from: usize) -> &[u8; N] {
    head.get(from..).and_then(|rest| rest.first_chunk()).unwrap_or(&[0; N])
}

/// Opens a sealed stream as it is read. Its end is said only where the stream ends.
pub struct Opening<R: Read> {
    from: R,
    head: [u8; HEAD],
    /// None once the last piece was opened, or one that does not open was met.
    stream: Option<DecryptorBE32<XChaCha20Poly1305>>,
    /// The first byte of the next piece, which was read to see whether there is one.
    ahead: Option<u8>,
    pieces: u64,
    opened: Zeroizing<Vec<u8>>,
    given: usize,
    broken: bool,
}

impl<R: Read> Opening<R> {
    /// Begins to open.
    ///
    /// # Errors
    /// A [`StreamError`] within: no sealed stream, or another key's.
    pub fn begin(mut from: R, master: &MasterKey) -> io::Result<Self> {
        let head = head_of(&mut from)?;
        let name = part::<NAME>(&head, MARK.len());
        if *name != master.short() {
            return Err(StreamError::OtherMaster { sealed_by: hex(name), have: master.fingerprint() }.into());
        }
        let salt = part::<SALT>(&head, MARK.len() + NAME);
        let nonce = part::<NONCE>(&head, MARK.len() + NAME + SALT);
        let stream = Some(DecryptorBE32::from_aead(cipher(master, salt), &(*nonce).into()));
        Ok(Self { from, head, stream, ahead: None, pieces: 0, opened: Zeroizing::default(), given: 0, broken: false })
    }

    fn next_piece(&mut self) -> io::Result<()> {
        let Some(mut stream) = self.stream.take() else { return Ok(()) };
        let mut sealed = Vec::with_capacity(PIECE + TAG);
        sealed.extend(self.ahead.take());
        let room = PIECE + TAG - sealed.len();
        (&mut self.from).take(room as u64).read_to_end(&mut sealed)?;
        let mut ahead = Vec::with_capacity(1);
        (&mut self.from).take(1).read_to_end(&mut ahead)?;
        self.ahead = ahead.first().copied();
        self.pieces += 1;
        let payload = Payload { msg: &sealed, aad: &self.head };
        let opened = if self.ahead.is_none() {
            stream.decrypt_last(payload)
        } else {
            let opened = stream.decrypt_next(payload);
            self.stream = Some(stream);
            opened
        };
        match opened {
            Ok(words) => {
                self.opened = Zeroizing::new(words);
                self.given = 0;
                Ok(())
            }
            Err(_) => {
                (self.stream, self.broken) = (None, true);
                self.opened.zeroize();
                Err(StreamError::Broken { piece: self.pieces }.into())
            }
        }
    }
}

impl<R: Read> Read for Opening<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.broken {
            return Err(StreamError::Broken { piece: self.pieces }.into());
        }
        while self.given >= self.opened.len() && self.stream.is_some() {
            self.next_piece()?;
        }
        let rest = self.opened.get(self.given..).unwrap_or_default();
        let given = rest.len().min(into.len());
        for (byte, with) in into.iter_mut().zip(rest) {
            *byte = *with;
        }
        self.given += given;
        Ok(given)
    }
}

fn cipher(master: &MasterKey, salt: &[u8; SALT]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&*master.derived_with(salt, b"bothy 1 stream")).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn master() -> MasterKey {
        MasterKey::from_bytes([7; 32])
    }

    fn sealed(words: &[u8]) -> Vec<u8> {
        let mut to = Sealing::begin(Vec::new(), &master()).unwrap();
        to.write_all(words).unwrap();
        to.finish().unwrap()
    }

    fn opened(bytes: &[u8]) -> Result<Vec<u8>, StreamError> {
        let read = || {
            let mut words = Vec::new();
            Opening::begin(bytes, &master())?.read_to_end(&mut words)?;
            Ok(words)
        };
        read().map_err(|error: io::Error| StreamError::within(&error).cloned().expect("an error of the stream"))
    }

    fn words(length: usize) -> Vec<u8> {
        (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect()
    }

    #[test]
    fn streams_of_every_length_around_a_piece_come_out_as_they_went_in() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7] {
            let bytes = sealed(&words(length));
            assert_eq!(opened(&bytes).unwrap(), words(length), "{length}");
            let pieces = length.div_ceil(PIECE).max(1);
            assert_eq!(bytes.len(), HEAD + length + pieces * TAG, "{length}");
        }
    }

    #[test]
    fn a_stream_cut_between_two_pieces_is_seen() {
        let bytes = sealed(&words(3 * PIECE));
        for pieces in [1, 2] {
            let cut = &bytes[..HEAD + pieces * (PIECE + TAG)];
            assert_eq!(opened(cut), Err(StreamError::Broken { piece: pieces as u64 }));
        }
        assert_eq!(opened(&bytes[..HEAD]), Err(StreamError::Broken { piece: 1 }));
    }

    #[test]
    fn pieces_do_not_change_places_or_come_twice_and_nothing_follows_the_last() {
        let bytes = sealed(&words(3 * PIECE));
        let piece = |at: usize| &bytes[HEAD + at * (PIECE + TAG)..HEAD + (at + 1) * (PIECE + TAG)];
        let head = &bytes[..HEAD];
        for order in [&[1, 0, 2][..], &[0, 0, 1, 2], &[0, 2], &[2]] {
            let moved: Vec<u8> = head.iter().copied().chain(order.iter().flat_map(|at| piece(*at).to_vec())).collect();
            assert!(matches!(opened(&moved), Err(StreamError::Broken { .. })), "{order:?}");
        }
        let longer = [bytes.as_slice(), b"x"].concat();
        assert_eq!(opened(&longer), Err(StreamError::Broken { piece: 3 }));
    }

    #[test]
    fn another_master_key_is_named_before_anything_is_opened() {
        let bytes = sealed(b"words");
        assert_eq!(sealed_by(&mut bytes.as_slice()).unwrap(), master().fingerprint());
        let other = MasterKey::from_bytes([9; 32]);
        let refused = Opening::begin(bytes.as_slice(), &other).err().unwrap();
        let (sealed_by, have) = (master().fingerprint(), other.fingerprint());
        assert_eq!(StreamError::within(&refused), Some(&StreamError::OtherMaster { sealed_by, have }));
        assert_eq!(opened(b"name,day\nTea,Tuesday\n"), Err(StreamError::NotOurs));
    }

    #[test]
    fn two_streams_of_the_same_words_have_nothing_in_common() {
        let (one, other) = (sealed(&words(100)), sealed(&words(100)));
        assert_ne!(one[HEAD..], other[HEAD..]);
        assert!(!one.windows(20).any(|part| part == &words(100)[..20]));
    }

    #[test]
    fn a_reader_that_goes_on_after_a_broken_piece_meets_it_again() {
        let mut bytes = sealed(&words(2 * PIECE));
        bytes[HEAD + 5] ^= 1;
        let mut opening = Opening::begin(bytes.as_slice(), &master()).unwrap();
        for _ in 0..3 {
            let error = opening.read(&mut [0; 10]).unwrap_err();
            assert_eq!(StreamError::within(&error), Some(&StreamError::Broken { piece: 1 }));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn no_byte_can_be_changed_and_no_end_cut_off_unseen(
            length in 0..2 * PIECE + 9, at in any::<proptest::sample::Index>(), with in 1..=255_u8,
        ) {
            let whole = sealed(&words(length));
            let at = at.index(whole.len());
            let mut changed = whole.clone();
            changed[at] ^= with;
            prop_assert!(opened(&changed).is_err());
            prop_assert!(opened(&whole[..at]).is_err());
        }
    }
}
