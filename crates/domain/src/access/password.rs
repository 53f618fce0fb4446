//! What a password has to be: long, and not among the first that anybody would try.
//!
//! No demands for capitals or signs: they make people write `Password1!` (NIST SP 800-63B-4, 3.1.1.2).

use alloc::string::String;
use alloc::vec::Vec;

/// The least letters of a password that is the only thing known about its owner at the first step.
pub const LEAST: usize = 12;

/// The most letters: a whole sentence fits, a file does not.
pub const MOST: usize = 256;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// It is too short.
    #[error("a password has at least {LEAST} letters")]
    TooShort,
    /// It is longer than is read.
    #[error("a password has at most {MOST} letters")]
    TooLong,
    /// It is among the first that are tried.
    #[error("this is one of the first that anybody would try")]
    TooCommon,
    /// It is somebody's name, or the organisation's, with little added.
    #[error("this is a name with little added")]
    AName,
}

/// The words from which the commonest long passwords are put together, by the lists of leaked passwords that
/// the NCSC and others publish.
const COMMON: [&str; 44] = [
    "password",
    "passw0rd",
    "letmein",
    "welcome",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "asdfgh",
    "zxcvbnm",
    "1q2w3e4r5t",
    "1q2w3e4r",
    "1qaz2wsx",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "liverpool",
    "rangers",
    "celtic",
    "chelsea",
    "arsenal",
    "monkey",
    "dragon",
    "superman",
    "batman",
    "charlie",
    "michael",
    "jordan",
    "ashley",
    "jessica",
    "summer",
    "winter",
    "spring",
    "autumn",
    "admin",
    "administrator",
    "changeme",
    "default",
    "secret",
    "trustno",
    "scotland",
    "edinburgh",
    "glasgow",
    "access",
];

/// How many letters have to be left when the parts that anybody would guess are taken out.
const OWN_LEFT: usize = 6;

/// A password is at least 12 letters, none of the commonest, and more than a name with little added.
///
/// `names` are the words an outsider knows: the person's own name, their address, the organisation.
///
/// # Errors
/// What is in the way, as a [`PasswordRefused`].
pub fn password_is_fit(password: &str, names: &[&str]) -> Result<(), PasswordRefused> {
    let letters = password.chars().count();
    if letters < LEAST {
        return Err(PasswordRefused::TooShort);
    }
    if letters > MOST {
        return Err(PasswordRefused::TooLong);
    }
    let bare = bare(password);
    if different(&bare) < 5 || runs_on(&bare) {
        return Err(PasswordRefused::TooCommon);
    }
    let mut left = bare.clone();
    for word in names.iter().flat_map(|name| parts(name)) {
        left = left.replace(&word, "");
    }
    if left != bare && count_own(&left) < OWN_LEFT {
        return Err(PasswordRefused::AName);
    }
    for word in COMMON {
        left = left.replace(word, "");
    }
    if left != bare && count_own(&left) < OWN_LEFT {
        return Err(PasswordRefused::TooCommon);
    }
    Ok(())
}

/// Small letters and figures only: `P-assword` is `password`.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a name that are long enough to be recognised.
fn parts(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .map(bare)
        .filter(|word| word.chars().count() >= 3)
        .collect();
    // The whole first: "lothian" is in "lothianpeernetwork", and what is left would look like an own word.
    words.sort_by_key(|word| core::cmp::Reverse(word.len()));
    words
}

/// Letters that are not just a year or a row of figures stuck on.
fn count_own(left: &str) -> usize {
    let letters = left.chars().filter(|letter| !letter.is_ascii_digit()).count();
    let figures = left.chars().filter(char::is_ascii_digit).count();
    // A year is four figures that anybody would try.
    letters + figures.saturating_sub(4)
}

fn different(text: &str) -> usize {
    let mut seen: Vec<char> = text.chars().collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len()
}

/// A row of the alphabet or of figures, up or down: `abcdefghijkl`, `123456789012`.
fn runs_on(text: &str) -> bool {
    let codes: Vec<i64> = text.chars().map(|letter| i64::from(u32::from(letter))).collect();
    let steps = codes.windows(2).filter(|pair| match pair {
        [one, next] => matches!(next - one, 1 | -1 | -9 | 9),
        _ => false,
    });
    steps.count() * 4 >= codes.len().saturating_sub(1) * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str, wanted: Result<(), PasswordRefused>) {
        let names = ["Joan Baird", "joan.baird@example.org", "Lothian Peer Network"];
        assert_eq!(password_is_fit(password, &names), wanted, "{password}");
    }

    #[test]
    fn three_words_of_ones_own_are_enough_without_a_capital_or_a_sign() {
        check("turnip ladder river", Ok(()));
        check("ünser gelber hund", Ok(()));
        check("my dog Joan eats turnips", Ok(()));
    }

    #[test]
    fn eleven_letters_are_too_short_and_twelve_are_enough() {
        check("turnipladde", Err(PasswordRefused::TooShort));
        check("turnipladder", Ok(()));
    }

    #[test]
    fn a_book_is_too_long() {
        check(&"turnip ladder ".repeat(30), Err(PasswordRefused::TooLong));
    }

    #[test]
    fn the_first_that_anybody_would_try_are_refused_however_they_are_dressed() {
        for said in [
            "password1234",
            "P-a-s-s-w-o-r-d-2026",
            "123456789012",
            "abcdefghijklm",
            "aaaaaaaaaaaa",
            "Qwertyuiop12",
            "letmeinletmein",
            "Summer-2026-Summer",
            "passwordpassword",
            "210987654321",
        ] {
            check(said, Err(PasswordRefused::TooCommon));
        }
    }

    #[test]
    fn a_name_with_a_year_is_still_a_name() {
        for said in ["JoanBaird2026", "joan.baird.1", "LothianPeerNetwork", "Lothian-Peer-2026", "baird-example-99"] {
            check(said, Err(PasswordRefused::AName));
        }
    }
}
