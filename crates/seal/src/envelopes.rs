//! The recovery sheet: the master key in two envelopes, of which one alone says nothing.
//!
//! Each envelope holds 18 numbered groups of five letters and digits. The fifth of a group is a check on the
//! other four and on the group's number, so a mistyped or misplaced group is named at once; a checksum over
//! the whole finds what is left. The letters are Crockford's: no I, L, O or U.
//!
//! The first share is derived from the key and the sheet's number, the second is the key XOR the first. So
//! whoever has the key can print the same sheet again and ask for a few groups of it; whoever has one
//! envelope has 256 bits that they cannot tell from chance.

use crate::chance::{self, NoChance};
use crate::keys::MasterKey;
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many groups an envelope holds.
pub const GROUPS: usize = 18;
/// Head (version and envelope, 1; sheet, 4; fingerprint, 4), share (32), checksum (4): 72 letters.
const BYTES: usize = 45;
const SHARE_FROM: usize = 9;
const SUM_FROM: usize = 41;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// For the one keeper.
    First,
    /// For the other.
    Second,
}

impl Which {
    /// 1 or 2.
    pub fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }
}

/// What is wrong with groups that were typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypedError {
    /// This group has a mistake in it, or stands in another's place.
    #[error("group {0} has a mistake in it or belongs elsewhere")]
    Group(usize),
    /// There are too few or too many groups.
    #[error("an envelope has 18 groups of five; {0} were typed")]
    Count(usize),
    /// All groups are sound but do not belong together.
    #[error("these groups do not belong together")]
    Whole,
    /// Both are the same envelope.
    #[error("this is the same envelope twice")]
    SameTwice,
    /// They belong to two sheets.
    #[error("these envelopes belong to two different sheets")]
    TwoSheets,
    /// It is a group of another envelope, sheet or key.
    #[error("group {0} is not what stands on this sheet")]
    NotOnSheet(usize),
}

/// One envelope.
#[derive(Clone)]
pub struct Envelope {
    bytes: Zeroizing<[u8; BYTES]>,
}

/// A sheet: its two envelopes.
pub struct Sheet {
    id: [u8; 4],
    /// The two, in order.
    pub envelopes: [Envelope; 2],
}

impl Sheet {
    /// A new sheet for this key. Older ones go on working.
    ///
    /// # Errors
    /// The machine gave no random bytes.
    pub fn fresh(key: &MasterKey) -> Result<Self, NoChance> {
        Ok(Self::of(key, chance::bytes()?))
    }

    /// The sheet of this number for this key, as it was printed before.
    pub fn of(key: &MasterKey, id: [u8; 4]) -> Self {
        let first = key.derived(&[b"bothy 1 sheet ".as_slice(), &id].concat());
        let mut second = Zeroizing::new(*key.bytes());
        for (byte, other) in second.iter_mut().zip(first.iter()) {
            *byte ^= other;
        }
        let print = crate::keys::unhex(&key.fingerprint()).unwrap_or_default();
        let envelope = |which, share| Envelope::new(which, id, print, share);
        Self { id, envelopes: [envelope(Which::First, &*first), envelope(Which::Second, &*second)] }
    }

    /// Its number, as text; no secret.
    pub fn id(&self) -> String {
        crate::keys::hex(&self.id)
    }

    /// A sheet's number from text.
    pub fn id_from(text: &str) -> Option<[u8; 4]> {
        crate::keys::unhex(text)
    }

    /// Whether a group typed back is the one that stands on the sheet. Groups count from 1.
    ///
    /// # Errors
    /// It has a mistake in it, or is another's.
    pub fn confirm(&self, which: Which, number: usize, typed: &str) -> Result<(), TypedError> {
        let [first, second] = &self.envelopes;
        let envelope = match which {
            Which::First => first,
            Which::Second => second,
        };
        let typed = Zeroizing::new(letters_of(typed));
        let sound = number.checked_sub(1).is_some_and(|at| read_group(at, &typed).is_some());
        if !sound {
            return Err(TypedError::Group(number));
        }
        let printed = envelope.groups();
        match number.checked_sub(1).and_then(|at| printed.get(at)) {
            Some(group) if group.as_bytes() == typed.iter().map(|value| letter(*value)).collect::<Vec<_>>() => Ok(()),
            _ => Err(TypedError::NotOnSheet(number)),
        }
    }
}

impl Envelope {
    fn new(which: Which, sheet: [u8; 4], print: [u8; 4], share: &[u8; 32]) -> Self {
        let mut bytes = Zeroizing::new([0; BYTES]);
        let mut whole = Zeroizing::new([&[0x10 | which.number()], &sheet[..], &print[..], &share[..]].concat());
        let sum = checksum(&whole);
        whole.extend_from_slice(&sum);
        bytes.copy_from_slice(&whole);
        Self { bytes }
    }

    /// Which of the two it is.
    pub fn which(&self) -> Which {
        if self.bytes.first() == Some(&0x11) { Which::First } else { Which::Second }
    }

    /// The number of its sheet.
    pub fn sheet(&self) -> String {
        crate::keys::hex(self.bytes.get(1..5).unwrap_or_default())
    }

    /// The fingerprint of the key that the sheet is for.
    pub fn fingerprint(&self) -> String {
        crate::keys::hex(self.bytes.get(5..SHARE_FROM).unwrap_or_default())
    }

    /// The groups to print, in order.
    pub fn groups(&self) -> Zeroizing<Vec<String>> {
        let values = Zeroizing::new(to_fives(&*self.bytes));
        let groups = values
            .chunks(4)
            .enumerate()
            .map(|(at, four)| four.iter().chain([&check(at, four)]).map(|value| char::from(letter(*value))).collect());
        Zeroizing::new(groups.collect())
    }

    /// An envelope from what was typed: 18 groups, in any spacing, large or small letters.
    ///
    /// # Errors
    /// Which group has a mistake, or that the whole does not hold together.
    pub fn typed(text: &str) -> Result<Self, TypedError> {
        let values = Zeroizing::new(letters_of(text));
        if values.len() != GROUPS * 5 {
            // A group that is too short or too long is named, where the spacing shows it.
            let parts: Vec<&str> = text.split_whitespace().collect();
            if parts.len() == GROUPS {
                for (at, part) in parts.iter().enumerate() {
                    read_group(at, &Zeroizing::new(letters_of(part))).ok_or(TypedError::Group(at + 1))?;
                }
            }
            return Err(TypedError::Count(values.len() / 5));
        }
        let mut fives = Zeroizing::new(Vec::with_capacity(GROUPS * 4));
        for (at, group) in values.chunks(5).enumerate() {
            fives.extend_from_slice(&read_group(at, group).ok_or(TypedError::Group(at + 1))?);
        }
        let bytes = Zeroizing::new(<[u8; BYTES]>::try_from(from_fives(&fives)).map_err(|_| TypedError::Whole)?);
        let (body, sum) = bytes.split_at(SUM_FROM);
        if checksum(body) != sum || !matches!(bytes.first(), Some(0x11 | 0x12)) {
            return Err(TypedError::Whole);
        }
        Ok(Self { bytes })
    }

    /// The master key from both envelopes, in either order.
    ///
    /// # Errors
    /// They are the same, or of two sheets.
    pub fn together(&self, other: &Self) -> Result<MasterKey, TypedError> {
        if self.which() == other.which() {
            return Err(TypedError::SameTwice);
        }
        if self.bytes.get(1..SHARE_FROM) != other.bytes.get(1..SHARE_FROM) {
            return Err(TypedError::TwoSheets);
        }
        let mut raw = [0; 32];
        let shares = self.bytes.iter().zip(other.bytes.iter()).skip(SHARE_FROM);
        for (byte, (one, another)) in raw.iter_mut().zip(shares) {
            *byte = one ^ another;
        }
        let key = MasterKey::from_bytes(raw);
        raw.zeroize();
        if key.fingerprint() == self.fingerprint() { Ok(key) } else { Err(TypedError::Whole) }
    }
}

fn checksum(body: &[u8]) -> [u8; 4] {
    Sha256::digest(body).first_chunk().copied().unwrap_or_default()
}

fn letter(value: u8) -> u8 {
    LETTERS.get(usize::from(value)).copied().unwrap_or(b'?')
}

/// What was typed as values below 32. Spaces and dashes are nothing; 255 is what no sheet has.
fn letters_of(text: &str) -> Vec<u8> {
    text.chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| {
            let plain = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            LETTERS.iter().position(|known| char::from(*known) == plain).and_then(|at| u8::try_from(at).ok())
        })
        .map(|value| value.unwrap_or(u8::MAX))
        .collect()
}

fn read_group(at: usize, group: &[u8]) -> Option<[u8; 4]> {
    let (four, [fifth]) = group.split_first_chunk::<4>()? else { return None };
    let sound = at < GROUPS && four.iter().all(|value| *value < 32) && *fifth == check(at, four);
    sound.then_some(*four)
}

/// The fifth of a group: in the field of 32 elements, each place weighs differently, and so does the group's
/// number. One wrong letter, or two that changed places, never give the same.
fn check(at: usize, four: &[u8]) -> u8 {
    let number = u8::try_from(at % 32).unwrap_or(0);
    times_two(four.iter().fold(number, |sum, value| times_two(sum) ^ (value & 31)))
}

/// Times x, modulo x⁵ + x² + 1.
fn times_two(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

fn to_fives(bytes: &[u8]) -> Vec<u8> {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    (0..bytes.len() * 8 / 5).map(|five| (0..5).fold(0, |value, at| value << 1 | bit(five * 5 + at))).collect()
}

fn from_fives(fives: &[u8]) -> Vec<u8> {
    let bit = |at: usize| fives.get(at / 5).map_or(0, |five| five >> (4 - at % 5) & 1);
    (0..fives.len() * 5 / 8).map(|byte| (0..8).fold(0, |value, at| value << 1 | bit(byte * 8 + at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> MasterKey {
        MasterKey::from_bytes([7; 32])
    }

    fn sheet() -> Sheet {
        Sheet::of(&key(), [1, 2, 3, 4])
    }

    fn printed(envelope: &Envelope) -> String {
        envelope.groups().join(" ")
    }

    #[test]
    fn both_envelopes_give_the_key_in_either_order() {
        let [first, second] = sheet().envelopes.map(|envelope| Envelope::typed(&printed(&envelope)).unwrap());
        assert_eq!(first.together(&second).unwrap().bytes(), key().bytes());
        assert_eq!(second.together(&first).unwrap().bytes(), key().bytes());
        assert_eq!((first.which(), second.which()), (Which::First, Which::Second));
        assert_eq!(first.fingerprint(), key().fingerprint());
    }

    #[test]
    fn a_sheet_has_two_times_eighteen_groups_of_five() {
        for envelope in sheet().envelopes {
            let groups = envelope.groups();
            assert_eq!(groups.len(), GROUPS);
            assert!(groups.iter().all(|group| group.len() == 5));
        }
    }

    #[test]
    fn neither_share_is_the_key_and_a_new_sheet_shares_nothing_with_the_old() {
        let (one, other) = (sheet(), Sheet::fresh(&key()).unwrap());
        for (a, b) in one.envelopes.iter().zip(&other.envelopes) {
            assert_ne!(&a.bytes[SHARE_FROM..SUM_FROM], key().bytes());
            assert_ne!(&a.bytes[SHARE_FROM..SUM_FROM], &b.bytes[SHARE_FROM..SUM_FROM]);
        }
    }

    #[test]
    fn envelopes_of_two_sheets_and_one_twice_are_refused() {
        let (one, other) = (sheet(), Sheet::fresh(&key()).unwrap());
        let [first, _] = &one.envelopes;
        let [_, second] = &other.envelopes;
        assert_eq!(first.together(second).err(), Some(TypedError::TwoSheets));
        assert_eq!(first.together(first).err(), Some(TypedError::SameTwice));
    }

    #[test]
    fn small_letters_dashes_and_look_alikes_are_read() {
        let text = printed(&sheet().envelopes[0]).to_lowercase().replace(' ', "-").replace('0', "o").replace('1', "l");
        assert!(Envelope::typed(&text).is_ok());
    }

    #[test]
    fn a_group_left_out_or_cut_is_told() {
        let whole = printed(&sheet().envelopes[0]);
        assert_eq!(Envelope::typed(whole.get(6..).unwrap()).err(), Some(TypedError::Count(17)));
        let mut groups = sheet().envelopes[0].groups();
        groups[4].pop();
        assert_eq!(Envelope::typed(&groups.join(" ")).err(), Some(TypedError::Group(5)));
    }

    #[test]
    fn a_group_typed_back_is_confirmed_and_anothers_is_not() {
        let sheet = sheet();
        let [first, second] = [0, 1].map(|at: usize| sheet.envelopes[at].groups());
        assert_eq!(sheet.confirm(Which::First, 3, &first[2].to_lowercase()), Ok(()));
        assert_eq!(sheet.confirm(Which::Second, 18, &second[17]), Ok(()));
        assert_eq!(
            sheet.confirm(Which::First, 3, &second[2]),
            if first[2] == second[2] { Ok(()) } else { Err(TypedError::NotOnSheet(3)) }
        );
        assert_eq!(sheet.confirm(Which::First, 9, &second[8]), Err(TypedError::NotOnSheet(9)));
        assert_eq!(sheet.confirm(Which::First, 3, &first[3]), Err(TypedError::Group(3)));
        for (number, typed) in [(0, "00000"), (19, "00000"), (3, ""), (3, "?????"), (3, "00000 00000")] {
            assert_eq!(sheet.confirm(Which::First, number, typed), Err(TypedError::Group(number)));
        }
    }

    proptest! {
        #[test]
        fn every_key_comes_back_from_its_sheet(raw in any::<[u8; 32]>(), id in any::<[u8; 4]>()) {
            let sheet = Sheet::of(&MasterKey::from_bytes(raw), id);
            let [first, second] = sheet.envelopes.map(|one| Envelope::typed(&one.groups().concat()).unwrap());
            let again = first.together(&second).unwrap();
            prop_assert_eq!(again.bytes(), &raw);
        }

        #[test]
        fn one_wrong_letter_is_found_and_its_group_named(raw in any::<[u8; 32]>(), at in 0_usize..90, by in 1_u8..32) {
            let text = Sheet::of(&MasterKey::from_bytes(raw), [9; 4]).envelopes[0].groups().concat();
            let mut letters = text.into_bytes();
            let value = letters_of(&char::from(letters[at]).to_string())[0];
            letters[at] = letter((value + by) % 32);
            let typed = String::from_utf8(letters).unwrap();
            prop_assert_eq!(Envelope::typed(&typed).err(), Some(TypedError::Group(at / 5 + 1)));
        }

        #[test]
        fn two_letters_that_changed_places_are_found(raw in any::<[u8; 32]>(), group in 0_usize..18, at in 0_usize..4) {
            let text = Sheet::of(&MasterKey::from_bytes(raw), [9; 4]).envelopes[0].groups().concat();
            let mut letters = text.into_bytes();
            let at = group * 5 + at;
            prop_assume!(letters[at] != letters[at + 1]);
            letters.swap(at, at + 1);
            let typed = String::from_utf8(letters).unwrap();
            prop_assert_eq!(Envelope::typed(&typed).err(), Some(TypedError::Group(group + 1)));
        }

        #[test]
        fn two_groups_that_changed_places_are_found(raw in any::<[u8; 32]>(), one in 0_usize..18, other in 0_usize..18) {
            let mut groups = Sheet::of(&MasterKey::from_bytes(raw), [9; 4]).envelopes[0].groups();
            prop_assume!(one < other);
            groups.swap(one, other);
            prop_assert_eq!(Envelope::typed(&groups.join(" ")).err(), Some(TypedError::Group(one + 1)));
        }
    }
}
