//! Lists whose origin is known from their bytes: what is said of where a listing comes from is never guessed from a
//! file's name.

use super::services::ServiceForm;

/// From which list a file is, and of which year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOrigin {
    /// Whose list it is, as the page of each of its listings says it.
    pub source: String,
    /// Of which year it is, if anybody knows.
    pub year: Option<i16>,
}

/// SHA-256 of a published file, whose list it is, of which year.
///
/// The City of Edinburgh Council's open data, as it stands in `data/edinburgh-groups-and-venues`; its licence asks that
/// it be named wherever the list is shown.
const KNOWN: [(&str, &str, i16); 1] = [(
    "f8627ce0603567f829f68c6737daf95766316c60f2804d047c110effd08dcb8c",
    "City of Edinburgh Council, list of housing support (Open Government Licence v2)",
    2014,
)];

/// The origin of what comes in a form that only one list has.
pub fn of_form(form: ServiceForm) -> Option<ListOrigin> {
    match form {
        ServiceForm::Aliss => Some(ListOrigin { source: "ALISS, aliss.org (CC BY 4.0)".to_owned(), year: None }),
        ServiceForm::OpenReferral => None,
    }
}

/// The origin of a published file that is known by its bytes.
pub fn known(file_hash: &str) -> Option<ListOrigin> {
    let (_, source, year) = KNOWN.into_iter().find(|(hash, ..)| *hash == file_hash)?;
    Some(ListOrigin { source: source.to_owned(), year: Some(year) })
}
