//! How far a long command is, for whoever waits for it.

use crate::clocks::Clocks;
use bothy_actions::Clock as _;
use jiff::{SignedDuration, Timestamp};
use std::io::{Read, Result, Write};

/// So long nothing is said; short commands say nothing.
const EVERY: SignedDuration = SignedDuration::from_secs(2);

/// A file that is read or written, and says on stderr how far it is.
pub struct Counted<F> {
    file: F,
    doing: &'static str,
    /// How much there is in all, where that is known.
    whole: Option<u64>,
    so_far: u64,
    said: Timestamp,
}

impl<F> Counted<F> {
    /// Counts what goes through; `doing` begins a sentence.
    pub fn of(file: F, doing: &'static str, whole: Option<u64>) -> Self {
        Self { file, doing, whole, so_far: 0, said: now() }
    }

    /// The file.
    pub fn into_file(self) -> F {
        self.file
    }

    fn count(&mut self, bytes: usize) {
        self.so_far += bytes as u64;
        let now = now();
        if now.duration_since(self.said) < EVERY {
            return;
        }
        self.said = now;
        match self.whole {
            Some(whole) if whole > 0 => eprintln!("{}: {} %", self.doing, self.so_far * 100 / whole),
            _ => eprintln!("{}: {} MB so far", self.doing, self.so_far / 1_000_000),
        }
    }
}

/// Wall time, for how long things take.
pub fn now() -> Timestamp {
    Clocks::default().wall().0
}

impl<F: Write> Write for Counted<F> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let written = self.file.write(bytes)?;
        self.count(written);
        Ok(written)
    }

    fn flush(&mut self) -> Result<()> {
        self.file.flush()
    }
}

impl<F: Read> Read for Counted<F> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let read = self.file.read(into)?;
        self.count(read);
        Ok(read)
    }
}
