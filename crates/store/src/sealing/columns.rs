//! Which columns are sealed. A column that stands here is sealed anew by every rotation; one that its rows'
//! module seals but that is missing here would be lost with the old key, so a test looks for the difference.

/// A sealed column by its stable name; it stays when a table is renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column(pub(crate) &'static str);

impl Column {
    /// `table.column`
    pub fn name(self) -> &'static str {
        self.0
    }
}

/// How the rows of a sealed column are gone through.
pub(crate) struct Rows {
    pub(crate) column: Column,
    /// The next rows that are not sealed with the key of a mark: organisation, after, mark, how many.
    pub(crate) waiting: &'static str,
    /// Puts words in place of those that were read: organisation, row, before, after.
    pub(crate) put: &'static str,
    /// The blind index beside it, where there is one: organisation, row, index.
    pub(crate) index: Option<Index>,
}

/// How a blind index is put: its SQL, and what words look like when they are looked for.
pub(crate) type Index = (&'static str, fn(&str) -> String);

macro_rules! rows {
    ($column:ident, $table:literal, $id:literal, $words:literal, $index:expr) => {
        Rows {
            column: $column,
            waiting: concat!(
                "SELECT ",
                $id,
                " AS id, ",
                $words,
                " AS words FROM ",
                $table,
                " WHERE organisation_id = $1 AND ",
                $id,
                " > $2 AND ",
                $words,
                " <> '' AND substr(",
                $words,
                ", 1, 36) <> $3 ORDER BY ",
                $id,
                " LIMIT $4"
            ),
            put: concat!(
                "UPDATE ",
                $table,
                " SET ",
                $words,
                " = $4 WHERE organisation_id = $1 AND ",
                $id,
                " = $2 AND ",
                $words,
                " = $3"
            ),
            index: $index,
        }
    };
}

/// Where notices go.
pub(crate) const PERSON_EMAIL: Column = Column("person.email");
/// What a worry says.
pub(crate) const CONCERN_WORDS: Column = Column("concern.words");
/// How to get back to whoever said it.
pub(crate) const CONCERN_REACH_BACK: Column = Column("concern.reach_back");
/// Why something was done, in words.
pub(crate) const REASON_WORDS: Column = Column("reason.words");
/// What a notice needs to be said.
pub(crate) const JOB_WORDS: Column = Column("job.words");
/// A hash of what came with an act: unsealed, guesses at a worry's words could be tried against it.
pub(crate) const ACT_WORDS_HASH: Column = Column("act_key.words_hash");
/// What a phone's app and Bothy both know.
pub(crate) const CODE_APP_SECRET: Column = Column("code_app.secret");
/// What shows an organisation's provider that it is us.
pub(crate) const PROVIDER_SECRET: Column = Column("sign_in_provider.client_secret");
/// What shows an organisation's mail server that it is us.
pub(crate) const SENDER_PASSWORD: Column = Column("mail_sender.password");

/// What is written of the alarm of a place.
pub(crate) const PLACE_ALARM: Column = Column("place.alarm");
/// Who looks after a building, mostly with a telephone number.
pub(crate) const PLACE_CARETAKER: Column = Column("place.caretaker");
/// What lets somebody into a meeting by link or telephone.
pub(crate) const SESSION_PASSCODE: Column = Column("session.passcode");
/// The same, as the meetings of a series begin with it.
pub(crate) const SERIES_PASSCODE: Column = Column("series.passcode");
/// A row as it stood in somebody's file: whoever wrote the file may have put anything about anybody in it.
pub(crate) const IMPORT_ROW_CELLS: Column = Column("import_row.cells");

/// Who spoke for somebody: a person outside, whose name is here because another wanted to help.
pub(crate) const REFERENCE_REFEREE: Column = Column("person_reference.referee");

/// The sealed column of this name, if there is one.
pub(crate) fn named(name: &str) -> Option<Column> {
    ALL.iter().map(|rows| rows.column).find(|column| column.0 == name)
}

pub(crate) const ALL: [Rows; 15] = [
    rows!(
        PERSON_EMAIL,
        "person",
        "id",
        "email",
        Some((
            "UPDATE person SET email_index = $3 WHERE organisation_id = $1 AND id = $2",
            bothy_seal::finding::normalised_email
        ))
    ),
    rows!(CONCERN_WORDS, "concern", "id", "words", None),
    rows!(CONCERN_REACH_BACK, "concern", "id", "reach_back", None),
    rows!(REASON_WORDS, "reason", "id", "words", None),
    rows!(JOB_WORDS, "job", "id", "words", None),
    rows!(ACT_WORDS_HASH, "act_key", "id", "words_hash", None),
    rows!(PLACE_ALARM, "place", "id", "alarm", None),
    rows!(PLACE_CARETAKER, "place", "id", "caretaker", None),
    rows!(SESSION_PASSCODE, "session", "id", "passcode", None),
    rows!(SERIES_PASSCODE, "series", "id", "passcode", None),
    rows!(IMPORT_ROW_CELLS, "import_row", "id", "cells", None),
    rows!(REFERENCE_REFEREE, "person_reference", "id", "referee", None),
    rows!(CODE_APP_SECRET, "code_app", "person_id", "secret", None),
    rows!(PROVIDER_SECRET, "sign_in_provider", "id", "client_secret", None),
    rows!(SENDER_PASSWORD, "mail_sender", "id", "password", None),
];
