//! Passwords: Argon2id, never more at a time than the machine has cores, and as slow for nobody as for somebody.

use crate::chance::{self, NoChance};
use crate::sensitive::Sensitive;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// OWASP's password storage cheat sheet: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Longer than any sentence that somebody remembers; beyond it a text is only there to keep us busy.
const LONGEST: usize = 1024;
/// How far hashing steps aside for everything else while there is room at the places: with 10 a busy core gives it about
/// a tenth, so that somebody who signs in during a busy hour waits longer, and is not left outside.
#[cfg(target_os = "linux")]
const STEPS_ASIDE: i32 = 10;

/// Who has to go aside for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// There was a place at once.
    Quiet,
    /// Others were there before: this is a crowd.
    Crowded,
}

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
    /// The memory of each place, used again: handed back to the system's allocator after each password, pieces of
    /// 19 MiB stay scattered over its threads, and a crowd at the door cost half a gigabyte (measured).
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
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
        let mut first = Vec::new();
        let nobody = hashed(&params, unknown.as_bytes(), &mut first)?.into();
        // The first block goes back to the system: a service at which nobody is signing in does not keep it.
        drop(first);
        let memory = Arc::default();
        Ok(Self { places: Arc::new(Semaphore::new(cores.max(1))), params, nobody, memory })
    }

    /// The hash to store, with its salt and its parameters in it (PHC string).
    ///
    /// # Errors
    /// It is too long, or the machine failed.
    pub async fn hash(&self, typed: Sensitive<String>) -> Result<String, PasswordError> {
        let typed = normal(&typed)?;
        let params = self.params.clone();
        self.at_a_place(move |memory| hashed(&params, typed.as_bytes(), memory)).await
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
        self.at_a_place(move |memory| {
            let (known, possible) = (stored.is_some(), possible);
            let stored = stored.as_deref().unwrap_or(&nobody);
            let stored = PasswordHash::new(stored).map_err(|_| PasswordError::NotAHash)?;
            let right = is_right(&stored, typed.as_bytes(), memory);
            if !(right && known && possible) {
                return Ok(Verdict::Wrong);
            }
            let as_today = Params::try_from(&stored).is_ok_and(|then| {
                (then.m_cost(), then.t_cost(), then.p_cost()) == (params.m_cost(), params.t_cost(), params.p_cost())
            }) && stored.algorithm.as_str() == Algorithm::Argon2id.as_str();
            let rehashed = if as_today { None } else { Some(hashed(&params, typed.as_bytes(), memory)?) };
            Ok(Verdict::Right { rehashed })
        })
        .await
    }

    /// Waits for a free core, then works on a thread of its own that steps aside for everybody else. The place is
    /// given back when the work ends, not when whoever asked goes away: those who hang up cannot pile work up.
    async fn at_a_place<T, W>(&self, work: W) -> Result<T, PasswordError>
    where
        T: Send + 'static,
        W: FnOnce(&mut Vec<Block>) -> Result<T, PasswordError> + Send + 'static,
    {
        let (place, door) = match self.places.clone().try_acquire_owned() {
            Ok(place) => (place, Door::Quiet),
            Err(_) => (self.places.clone().acquire_owned().await.map_err(|_| PasswordError::Stopped)?, Door::Crowded),
        };
        let kept = self.memory.clone();
        let (tell, told) = tokio::sync::oneshot::channel();
        // A thread for each: one that has stepped aside may not step forward again (Linux lets only root), so it
        // cannot be one that other work is done on later. Starting it takes a thousandth of what a hash takes.
        std::thread::Builder::new()
            .name("password".into())
            .spawn(move || {
                step_aside(door);
                let mut memory = kept.lock().ok().and_then(|mut kept| kept.pop()).unwrap_or_default();
                let done = work(&mut memory);
                if let Ok(mut kept) = kept.lock() {
                    kept.push(memory);
                }
                drop(place);
                // Whoever asked may have gone away.
                let _ = tell.send(done);
            })
            .map_err(|_| PasswordError::Stopped)?;
        told.await.map_err(|_| PasswordError::Stopped)?
    }
}

/// Other work goes first on this thread's core: a crowd at the door must not keep somebody waiting who looks for help.
/// Linux lets a thread that has only stepped back in the queue finish its turn of some 3 ms before whoever wakes comes
/// in, which a page of 1 ms feels; one that works only when the core is idle leaves it at once. Where the system knows
/// no such thing, all are equal.
fn step_aside(door: Door) {
    // On Linux this is about the thread alone; elsewhere it would be the whole program.
    #[cfg(target_os = "linux")]
    {
        use thread_priority::{NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy};
        let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
        let me = thread_priority::thread_native_id();
        if door == Door::Quiet
            || thread_priority::set_thread_priority_and_policy(me, ThreadPriority::Min, idle).is_err()
        {
            let _ = rustix::process::nice(STEPS_ASIDE);
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = door;
}

/// One way of writing each letter, whatever the keyboard.
fn normal(typed: &Sensitive<String>) -> Result<Zeroizing<String>, PasswordError> {
    if typed.expose().len() > LONGEST {
        return Err(PasswordError::TooLong);
    }
    Ok(Zeroizing::new(typed.expose().nfkc().collect()))
}

/// Fills `out` with the hash of a password, in the memory of a place.
fn fill(argon: &Argon2<'_>, typed: &[u8], salt: &[u8], memory: &mut Vec<Block>, out: &mut [u8]) -> Option<()> {
    let needed = argon.params().block_count();
    if memory.len() < needed {
        memory.resize(needed, Block::default());
    }
    argon.hash_password_into_with_memory(typed, salt, out, memory.get_mut(..needed)?).ok()
}

fn hashed(params: &Params, typed: &[u8], memory: &mut Vec<Block>) -> Result<String, PasswordError> {
    hashed_with(params, typed, &chance::bytes::<16>()?, memory)
}

fn hashed_with(params: &Params, typed: &[u8], salt: &[u8], memory: &mut Vec<Block>) -> Result<String, PasswordError> {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    fill(&argon, typed, salt, memory, &mut out).ok_or(PasswordError::TooLong)?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params).map_err(|_| PasswordError::NotAHash)?,
        salt: Some(Salt::new(salt).map_err(|_| PasswordError::NotAHash)?),
        hash: Some(Output::new(&out).map_err(|_| PasswordError::NotAHash)?),
    };
    Ok(hash.to_string())
}

/// Whether a password is the one behind a hash, by the parameters it was made with.
fn is_right(stored: &PasswordHash, typed: &[u8], memory: &mut Vec<Block>) -> bool {
    let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else { return false };
    let Ok(params) = Params::try_from(stored) else { return false };
    let Ok(algorithm) = Algorithm::try_from(stored.algorithm.as_str()) else { return false };
    let Ok(version) = stored.version.map_or(Ok(Version::default()), Version::try_from) else { return false };
    let mut out = vec![0; expected.len()];
    let argon = Argon2::new(algorithm, version, params);
    // Outputs compare in the same time whatever is in them.
    fill(&argon, typed, salt, memory, &mut out).is_some() && Output::new(&out).is_ok_and(|out| out == *expected)
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
    #[cfg(target_os = "linux")]
    fn hashing_steps_aside_for_other_work_and_nothing_else_does() {
        let aside = || rustix::process::nice(0).map_err(|_| PasswordError::Stopped);
        let before = aside().unwrap();
        let (hashing, after) = on(async {
            let hashing = small().at_a_place(move |_| aside()).await;
            // Many of them, so that each thread of the pool is met.
            for _ in 0..50 {
                assert_eq!(tokio::task::spawn_blocking(aside).await.unwrap().unwrap(), before);
            }
            (hashing, aside())
        });
        // Where the tests themselves step aside, the furthest is 19.
        assert_eq!(hashing.unwrap(), (before + STEPS_ASIDE).min(19));
        assert_eq!(after.unwrap(), before);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn in_a_crowd_hashing_leaves_its_core_to_whoever_wakes() {
        use thread_priority::{NormalThreadSchedulePolicy, ThreadSchedulePolicy, thread_schedule_policy};
        let how = |_: &mut Vec<Block>| thread_schedule_policy().map_err(|_| PasswordError::Stopped);
        let (alone, crowded) = on(async {
            let passwords = small();
            let alone = passwords.at_a_place(how).await.unwrap();
            let all = passwords.places.clone().acquire_many_owned(2).await.unwrap();
            let late = passwords.clone();
            let waiting = tokio::spawn(async move { late.at_a_place(how).await.unwrap() });
            tokio::time::sleep(Duration::from_millis(20)).await;
            drop(all);
            (alone, waiting.await.unwrap())
        });
        assert_ne!(alone, ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle));
        assert_eq!(crowded, ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle));
    }

    #[test]
    fn the_hash_is_the_one_of_the_reference_implementation() {
        // phc-winner-argon2, src/test.c, Argon2id: t=2, m=2^16, p=1, "password", "somesalt".
        let params = Params::new(65_536, 2, 1, None).unwrap();
        let hash = hashed_with(&params, b"password", b"somesalt", &mut Vec::new()).unwrap();
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
