//! `cargo xtask yardstick`: not built yet.

/// Says so.
pub fn run(_arguments: &[String]) -> Result<(), String> {
    Err("The yardstick is not built yet.".to_owned())
}
