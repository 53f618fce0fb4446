//! Soon.
/// Soon.
///
/// # Errors
/// Always.
pub fn run(_: &crate::Options) -> Result<crate::Report, String> {
    Err("not yet".to_owned())
}
