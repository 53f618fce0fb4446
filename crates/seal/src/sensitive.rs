//! A value that must not turn up in a log.

use zeroize::Zeroize;

/// Words about a person, a password, a key: held, handed on, never printed. It has no `Debug`, no `Display`,
/// and is wiped when it goes.
///
/// ```
/// let word = bothy_seal::Sensitive::new(String::from("joan@example.org"));
/// assert_eq!(word.expose(), "joan@example.org");
/// ```
///
/// A log that would print it does not compile:
///
/// ```compile_fail
/// let word = bothy_seal::Sensitive::new(String::from("joan@example.org"));
/// println!("{word:?}");
/// ```
///
/// ```compile_fail
/// let word = bothy_seal::Sensitive::new(String::from("joan@example.org"));
/// println!("{word}");
/// ```
#[derive(Clone)]
pub struct Sensitive<T: Zeroize>(T);

impl<T: Zeroize> Sensitive<T> {
    /// Takes a value into keeping.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, where it is needed.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize + Default> Sensitive<T> {
    /// Hands the value out: from here on whoever holds it answers for it.
    pub fn into_exposed(mut self) -> T {
        std::mem::take(&mut self.0)
    }
}

impl<T: Zeroize> Drop for Sensitive<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
