//! Chance from the machine: keys, nonces, tokens.

/// The machine gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the machine gave no random bytes")]
pub struct NoChance;

pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], NoChance> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoChance)?;
    Ok(bytes)
}
