//! A machine whose clock can be moved under a running program, by `libfaketime`.

use std::path::PathBuf;
use std::process::Command;

/// The clock of such a machine.
#[derive(Debug)]
pub struct MachineClock {
    library: PathBuf,
    /// How far off it is, as the library reads it at each look at the clock.
    off: PathBuf,
}

impl MachineClock {
    /// One that is right; none where this machine has no `libfaketime`.
    ///
    /// # Errors
    /// Where it cannot be set.
    pub fn here(off: PathBuf) -> Result<Option<Self>, String> {
        let found = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
        let mut libraries = found.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
        let Some(library) = libraries.find(|library| library.exists()) else { return Ok(None) };
        let clock = Self { library, off };
        clock.set("+0s")?;
        Ok(Some(clock))
    }

    /// Sets it off by so much, such as `+1d` or `-10s`.
    ///
    /// # Errors
    /// Where it cannot be set.
    pub fn set(&self, off: &str) -> Result<(), String> {
        // Put in place as a whole: half a word would be no time at all.
        let new = self.off.with_extension("new");
        std::fs::write(&new, off).and_then(|()| std::fs::rename(&new, &self.off)).map_err(|error| error.to_string())
    }

    /// Has a program live by it. How long something takes is measured as before.
    pub fn over<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .env("LD_PRELOAD", &self.library)
            .env("FAKETIME_TIMESTAMP_FILE", &self.off)
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    }
}
