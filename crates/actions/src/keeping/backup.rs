//! The whole service in one sealed file, made while it runs, and back from it.
//!
//! A backup is an export, packed and sealed with the master key: whoever finds it reads nothing of it, and the sheet
//! that brings the master key back opens it. Not here: files and their places.

use crate::bothy::Bothy;
use crate::keeping::carry_service::{Carried, Out, Source, Unfit, note, write_out};
use bothy_seal::MasterKey;
use bothy_seal::stream::{Opening, Sealing, sealed_by};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};
use zstd::stream::{read::Decoder, write::Encoder};

/// The act of making a backup, as the audit names it.
pub const BACKED_UP: &str = "backed-up";
/// The acts that prove that a backup brings the service back.
pub const PROVED: [&str; 2] = ["backup-proved", "service-restored"];

/// How hard to pack: more takes much longer and saves little.
const PACKED: i32 = 3;

type Packing<W> = Encoder<'static, Sealing<W>>;

/// What an export is written to; what is taken out at its end is whole.
struct Shelf<W: Write>(Arc<Mutex<Option<Packing<W>>>>);

impl<W: Write> Write for Shelf<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(packing) => packing.write(bytes),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        // Packed and sealed in pieces of their own size: all leaves when the last one does.
        Ok(())
    }
}

/// Writes the whole service as of one moment, packed and sealed, and hands back where it was written once that is
/// whole. That it was done stands in the audit of every organisation, and so in the backup itself.
///
/// # Errors
/// The file's or the database's own.
pub async fn back_up<W: Write + Send + 'static>(
    bothy: &Bothy,
    master: &MasterKey,
    to: W,
) -> Result<(Carried, W), Unfit> {
    note(bothy, BACKED_UP).await?;
    let packing = Encoder::new(Sealing::begin(to, master)?, PACKED)?;
    let shelf = Arc::new(Mutex::new(Some(packing)));
    // Lines are short: they are gathered before they are packed.
    let out: Out = Arc::new(Mutex::new(Box::new(BufWriter::with_capacity(1 << 16, Shelf(shelf.clone())))));
    let carried = write_out(bothy, out).await?;
    let packing = shelf.lock().unwrap_or_else(PoisonError::into_inner).take();
    let whole = packing.ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe))?.finish()?;
    Ok((carried, whole.finish()?))
}

/// Opens a file from its beginning.
pub type Open = Arc<dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync>;

/// The short name of the master key that a backup wants.
///
/// # Errors
/// It is no backup, or cannot be read.
pub fn key_of_backup(open: &Open) -> Result<String, Unfit> {
    Ok(sealed_by(&mut open()?)?)
}

/// A backup as the lines of the export in it.
pub fn unpacked(open: Open, master: MasterKey) -> Source {
    Arc::new(move || {
        let sealed = Opening::begin(BufReader::with_capacity(1 << 16, open()?), &master)?;
        let lines: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(1 << 16, Decoder::new(sealed)?));
        Ok(lines)
    })
}

/// Reads a backup to its end, so that every byte of it was looked at before anything is done with it. Returns how
/// many lines are in it.
///
/// # Errors
/// It was changed, cut or sealed with another key.
pub fn read_through(source: &Source) -> Result<u64, Unfit> {
    let (mut lines, mut from) = (0, source()?);
    loop {
        let read = from.fill_buf()?;
        if read.is_empty() {
            return Ok(lines);
        }
        lines += read.iter().filter(|byte| **byte == b'\n').count() as u64;
        let read = read.len();
        from.consume(read);
    }
}

/// What a proof of a backup came to, for the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It was taken in beside the service, compared, and let go again.
    Checked,
    /// The service now is what stood in it.
    Restored,
}

/// Notes a proof in the audit of every organisation: `bothy doctor` asks when the last one was.
///
/// # Errors
/// The store's own.
pub async fn note_proof(bothy: &Bothy, proof: Proof) -> Result<(), bothy_store::StoreError> {
    let [checked, restored] = PROVED;
    note(bothy, if proof == Proof::Checked { checked } else { restored }).await
}
