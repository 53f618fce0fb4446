//! Passwords: Argon2id, never more at a time than the machine has cores, and as slow for nobody as for somebody.

use crate::chance::{self, NoChance};
use crate::sensitive::Sensitive;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// OWASP's password storage cheat sheet: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Longer than any sentence that somebody remembers; beyond it a text is only there to keep us busy.
const LONGEST: usize = 1024;

/// Why a password could not be hashed or looked at.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// It is longer than 1,024 bytes.
    #[error("a password has at most 1,024 bytes")]
    TooLong,
    /// The machine gave no random bytes.
    #[error(transparent)]
    NoChance(#[from] NoChance),
    /// What is stored is not the hash of a password.
    #[error("what is stored is not the hash of a password")]
    NotAHash,
    /// The work ended without an answer.
    #[error("the work ended without an answer")]
    Stopped,
}

/// What a look at a typed password came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is the one.
    Right {
        /// A new hash to store, where the stored one was made with other parameters than today's.
        rehashed: Option<String>,
    },
    /// It is not, or there is no such account: both took as long.
    Wrong,
}

/// The one place where passwords are hashed. Clones share the places at the machine.
#[derive(Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    params: Params,
    /// The hash of a password that nobody has.
    nobody: Arc<str>,
}

impl Passwords {
    /// With today's parameters, at most `cores` at a time.
    ///
    /// # Errors
    /// The machine gave no random bytes.
    pub fn new(cores: usize) -> Result<Self, PasswordError> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::NotAHash)?;
        Self::with(cores, params)
    }

    fn with(cores: usize, params: Params) -> Result<Self, PasswordError> {
        let unknown = Zeroizing::new(crate::keys::hex(&chance::bytes::<32>()?));
        let nobody = hashed(&params, unknown.as_bytes())?.into();
        Ok(Self { places: Arc::new(Semaphore::new(cores.max(1))), params, nobody })
    }

    /// The hash to store, with its salt and its parameters in it (PHC string).
    ///
    /// # Errors
    /// It is too long, or the machine failed.
    pub async fn hash(&self, typed: Sensitive<String>) -> Result<String, PasswordError> {
        let typed = normal(&typed)?;
        let params = self.params.clone();
        self.at_a_place(move || hashed(&params, typed.as_bytes())).await
    }

    /// Whether this is the password behind a stored hash. `None` for an account that is not there or has no
    /// password: it takes as long and is always wrong.
    ///
    /// # Errors
    /// What is stored is no hash, or the machine failed.
    pub async fn verify(&self, typed: Sensitive<String>, stored: Option<String>) -> Result<Verdict, PasswordError> {
        // One that is too long to have been set is wrong, but not quicker.
        let (typed, possible) = match normal(&typed) {
            Ok(typed) => (typed, true),
            Err(_) => (Zeroizing::new(String::new()), false),
        };
        let (params, nobody) = (self.params.clone(), self.nobody.clone());
        self.at_a_place(move || {
            let (known, possible) = (stored.is_some(), possible);
            let stored = stored.as_deref().unwrap_or(&nobody);
            let stored = PasswordHash::new(stored).map_err(|_| PasswordError::NotAHash)?;
            let right = argon(&params).verify_password(typed.as_bytes(), &stored).is_ok();
            if !(right && known && possible) {
                return Ok(Verdict::Wrong);
            }
            let as_today = Params::try_from(&stored).is_ok_and(|then| {
                (then.m_cost(), then.t_cost(), then.p_cost()) == (params.m_cost(), params.t_cost(), params.p_cost())
            }) && stored.algorithm.as_str() == Algorithm::Argon2id.as_str();
            let rehashed = if as_today { None } else { Some(hashed(&params, typed.as_bytes())?) };
            Ok(Verdict::Right { rehashed })
        })
        .await
    }

    /// Waits for a free core, then works where a slow piece of work holds nobody else up. The place is given
    /// back when the work ends, not when whoever asked goes away: those who hang up cannot pile work up.
    async fn at_a_place<T, W>(&self, work: W) -> Result<T, PasswordError>
    where
        T: Send + 'static,
        W: FnOnce() -> Result<T, PasswordError> + Send + 'static,
    {
        let place = self.places.clone().acquire_owned().await.map_err(|_| PasswordError::Stopped)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        })
        .await
        .map_err(|_| PasswordError::Stopped)?
    }
}

/// One way of writing each letter, whatever the keyboard.
fn normal(typed: &Sensitive<String>) -> Result<Zeroizing<String>, PasswordError> {
    if typed.expose().len() > LONGEST {
        return Err(PasswordError::TooLong);
    }
    Ok(Zeroizing::new(typed.expose().nfkc().collect()))
}

fn argon(params: &Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
}

fn hashed(params: &Params, typed: &[u8]) -> Result<String, PasswordError> {
    let salt = chance::bytes::<16>()?;
    let hash = argon(params).hash_password_with_salt(typed, &salt).map_err(|_| PasswordError::TooLong)?;
    Ok(hash.to_string())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "two durations are compared")]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(future)
    }

    fn small() -> Passwords {
        Passwords::with(2, Params::new(64, 1, 1, None).unwrap()).unwrap()
    }

    fn word(text: &str) -> Sensitive<String> {
        Sensitive::new(text.to_owned())
    }

    #[test]
    fn a_password_is_hashed_at_owasps_parameters() {
        let hash = on(Passwords::new(2).unwrap().hash(word("correct horse"))).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(!hash.contains("correct"));
    }

    #[test]
    fn the_hash_is_the_one_of_the_reference_implementation() {
        // phc-winner-argon2, src/test.c, Argon2id: t=2, m=2^16, p=1, "password", "somesalt".
        let params = Params::new(65_536, 2, 1, None).unwrap();
        let hash = argon(&params).hash_password_with_salt(b"password", b"somesalt").unwrap().to_string();
        assert_eq!(hash, "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
    }

    #[test]
    fn the_right_password_is_right_and_another_is_wrong() {
        on(async {
            let passwords = small();
            let hash = passwords.hash(word("correct horse")).await.unwrap();
            let right = passwords.verify(word("correct horse"), Some(hash.clone())).await.unwrap();
            assert_eq!(right, Verdict::Right { rehashed: None });
            assert_eq!(passwords.verify(word("correct hors"), Some(hash)).await.unwrap(), Verdict::Wrong);
            assert_eq!(passwords.verify(word(""), None).await.unwrap(), Verdict::Wrong);
        });
    }

    #[test]
    fn two_hashes_of_one_password_differ() {
        on(async {
            let passwords = small();
            assert_ne!(passwords.hash(word("a")).await.unwrap(), passwords.hash(word("a")).await.unwrap());
        });
    }

    #[test]
    fn letters_count_however_the_keyboard_writes_them() {
        on(async {
            let passwords = small();
            let hash = passwords.hash(word("cafe\u{301}")).await.unwrap();
            assert_ne!(passwords.verify(word("café"), Some(hash)).await.unwrap(), Verdict::Wrong);
        });
    }

    #[test]
    fn a_hash_of_other_parameters_is_made_anew_at_the_next_sign_in() {
        on(async {
            let earlier = Passwords::with(2, Params::new(32, 1, 1, None).unwrap()).unwrap();
            let hash = earlier.hash(word("a")).await.unwrap();
            let Verdict::Right { rehashed: Some(anew) } = small().verify(word("a"), Some(hash.clone())).await.unwrap()
            else {
                panic!("made anew")
            };
            assert!(anew.contains("m=64"), "{anew}");
            assert_eq!(small().verify(word("a"), Some(anew)).await.unwrap(), Verdict::Right { rehashed: None });
            assert_eq!(small().verify(word("b"), Some(hash)).await.unwrap(), Verdict::Wrong);
        });
    }

    #[test]
    fn a_text_too_long_is_refused_when_set_and_wrong_when_tried() {
        on(async {
            let passwords = small();
            let long = "a".repeat(LONGEST + 1);
            assert!(matches!(passwords.hash(word(&long)).await, Err(PasswordError::TooLong)));
            let hash = passwords.hash(word("")).await.unwrap();
            assert_eq!(passwords.verify(word(&long), Some(hash)).await.unwrap(), Verdict::Wrong);
        });
    }

    #[test]
    fn an_unknown_account_takes_as_long_as_a_known_one() {
        on(async {
            let passwords = Passwords::with(1, Params::new(1024, 2, 1, None).unwrap()).unwrap();
            let hash = passwords.hash(word("a")).await.unwrap();
            let (mut known, mut unknown) = (Duration::MAX, Duration::MAX);
            for _ in 0..25 {
                let start = Instant::now();
                passwords.verify(word("wrong"), Some(hash.clone())).await.unwrap();
                known = known.min(start.elapsed());
                let start = Instant::now();
                passwords.verify(word("wrong"), None).await.unwrap();
                unknown = unknown.min(start.elapsed());
            }
            // The least of many: a busy machine only adds. A short cut would be a hundred times quicker.
            assert!(unknown > known / 3 && unknown < known * 3, "{known:?} and {unknown:?}");
        });
    }

    #[test]
    fn no_more_are_hashed_at_a_time_than_there_are_places() {
        on(async {
            let passwords = small();
            let both = passwords.places.clone().acquire_many_owned(2).await.unwrap();
            let waiting = passwords.hash(word("a"));
            assert!(tokio::time::timeout(Duration::from_millis(50), waiting).await.is_err());
            drop(both);
            assert!(passwords.hash(word("a")).await.is_ok());
        });
    }

    #[test]
    fn somebody_who_hangs_up_keeps_the_place_until_the_work_is_done() {
        on(async {
            let passwords = Passwords::with(1, Params::new(8 * 1024, 2, 1, None).unwrap()).unwrap();
            let hung_up = tokio::time::timeout(Duration::from_millis(1), passwords.hash(word("a"))).await;
            assert!(hung_up.is_err(), "it takes longer than that");
            assert_eq!(passwords.places.available_permits(), 0);
            assert!(passwords.hash(word("a")).await.is_ok());
        });
    }
}
