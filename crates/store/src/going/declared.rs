//! The two lists, read: what every column is, and how long each kind of record is kept.

use crate::error::StoreError;
use bothy_domain::keeping::Length;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const COLUMNS: &str = include_str!("../../columns.toml");
const RETENTION: &str = include_str!("../../retention.toml");

/// What a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// One person.
    Person,
    /// The service, its groups and places.
    Organisation,
    /// Nobody: a key, a counter, a word of the program.
    None,
}

/// What becomes of a column when its person is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Erased {
    /// The whole row goes.
    Row,
    /// Nothing stands there any more.
    Null,
    /// Empty words stand there.
    Blank,
    /// The name of whoever left.
    Name,
    /// It stays, for a reason that is written down.
    Stays,
}

/// What is shown to the person instead of the bare value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// The value itself.
    Itself,
    /// The session that it is the id of.
    Session,
    /// The group that it is the id of.
    Group,
    /// The branch that it is the id of.
    Branch,
    /// The listing of another service that it is the id of.
    Listing,
    /// That it is so.
    Yes,
    /// Another column of the same row.
    Column(String),
}

/// One column as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredColumn {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub about: About,
    /// How to find whose it is, where it is about a person.
    pub whose: Option<String>,
    /// Who sees it.
    pub seen: Vec<String>,
    /// Whether it rests sealed.
    pub sealed: bool,
    /// Its heading for the person; none where it does not leave.
    pub leaves: Option<String>,
    /// What is shown.
    pub says: Says,
    /// Why it does not leave.
    pub withheld: Option<String>,
    /// What becomes of it with the person.
    pub erased: Option<Erased>,
    /// Why it stays.
    pub because: Option<String>,
}

/// One table as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredTable {
    /// Its name.
    pub name: String,
    /// Its retention class.
    pub kept: String,
    /// Which column says the organisation.
    pub owner: String,
    /// Its heading for the person.
    pub heading: Option<String>,
    /// Which of its rows leave with a person, as SQL; all where nothing is said.
    pub leaving: Option<String>,
    /// Its columns by name.
    pub columns: Vec<DeclaredColumn>,
}

impl DeclaredTable {
    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&DeclaredColumn> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The ways in which rows of this table belong to a person, each once.
    pub fn ways(&self) -> Vec<&str> {
        let mut ways: Vec<&str> = self.columns.iter().filter_map(|column| column.whose.as_deref()).collect();
        ways.sort_unstable();
        ways.dedup();
        ways
    }
}

/// What becomes of the records of a class at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// They are kept as long as the service.
    Stays,
    /// The row goes.
    Row,
    /// Its words go.
    Blank,
    /// The person is erased.
    Tombstone,
}

/// Whose time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ByClock {
    /// The service's.
    Service,
    /// The clock on the wall.
    Wall,
}

/// A class of records: how long, why, and what remains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// What becomes of them.
    pub end: End,
    /// How many days they are kept.
    pub days: Option<u32>,
    /// To how many days an organisation may lengthen it, if at all.
    pub at_most: Option<u32>,
    /// By whose clock.
    pub clock: ByClock,
    /// Why so long.
    pub because: String,
    /// Which rows.
    pub rows: Vec<KeptRows>,
}

impl Kept {
    /// Its length; none where it stays.
    pub fn length(&self) -> Option<Length> {
        Some(Length { suggested: self.days?, at_most: self.at_most })
    }
}

/// Rows of a class.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptRows {
    /// The table.
    pub table: String,
    /// From when they count, as SQL over the row `r`.
    pub from: String,
    /// Which of them, as SQL over the row `r`; all where nothing is said.
    #[serde(default)]
    pub only: Option<String>,
    /// The columns that are emptied.
    #[serde(default)]
    pub blank: Vec<String>,
    /// The columns that are set to nothing: who it was, where the row stays as a count.
    #[serde(default)]
    pub forget: Vec<String>,
}

/// Both lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Declared {
    /// Every table by name.
    pub tables: Vec<DeclaredTable>,
    /// Every class, in the order in which the worker goes through them.
    pub classes: Vec<Kept>,
}

impl Declared {
    /// A table by its name.
    pub fn table(&self, name: &str) -> Option<&DeclaredTable> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// A class by its name.
    pub fn class(&self, name: &str) -> Option<&Kept> {
        self.classes.iter().find(|class| class.name == name)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableText {
    kept: String,
    #[serde(default)]
    owner: Option<String>,
    #[serde(default)]
    heading: Option<String>,
    #[serde(default)]
    leaving: Option<String>,
    #[serde(default)]
    whose: Option<String>,
    #[serde(default)]
    seen: Vec<String>,
    #[serde(default)]
    erased: Option<Erased>,
    #[serde(default)]
    because: Option<String>,
    #[serde(default)]
    withheld: Option<String>,
    columns: BTreeMap<String, ColumnText>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ColumnText {
    Word(About),
    Full(FullText),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullText {
    about: About,
    #[serde(default)]
    whose: Option<String>,
    #[serde(default)]
    seen: Option<Vec<String>>,
    #[serde(default)]
    sealed: bool,
    #[serde(default)]
    leaves: Option<String>,
    #[serde(default)]
    says: Option<String>,
    #[serde(default)]
    withheld: Option<String>,
    #[serde(default)]
    erased: Option<Erased>,
    #[serde(default)]
    because: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassText {
    end: End,
    because: String,
    #[serde(default)]
    days: Option<u32>,
    #[serde(default)]
    at_most: Option<u32>,
    #[serde(default)]
    clock: Option<ByClock>,
    #[serde(default)]
    rows: Vec<KeptRows>,
}

/// The two lists as they are built into the program.
///
/// # Errors
/// One of them cannot be read, which a test refuses: then nothing may be erased, removed or taken out by halves.
pub fn declared() -> Result<&'static Declared, StoreError> {
    static DECLARED: OnceLock<Option<Declared>> = OnceLock::new();
    let read = DECLARED.get_or_init(|| read(COLUMNS, RETENTION).ok());
    read.as_ref().ok_or(StoreError::Unknown { column: "declaration" })
}

/// Reads the two lists.
///
/// # Errors
/// One of them is not written as it should be.
pub fn read(columns: &str, retention: &str) -> Result<Declared, toml::de::Error> {
    let tables: BTreeMap<String, TableText> = toml::from_str(columns)?;
    let classes: BTreeMap<String, ClassText> = toml::from_str(retention)?;
    let mut classes: Vec<Kept> = classes.into_iter().map(|(name, text)| class(name, text)).collect();
    // The order of the file: what hangs on something goes before it.
    classes.sort_by_key(|class| retention.find(&format!("\n[{}]", class.name)));
    let mut tables: Vec<DeclaredTable> = tables.into_iter().map(|(name, text)| table(name, text)).collect();
    // Who it is comes first, wherever a person reads of themselves.
    tables.sort_by_key(|table| table.name != "person");
    Ok(Declared { tables, classes })
}

fn class(name: String, text: ClassText) -> Kept {
    let clock = text.clock.unwrap_or(ByClock::Service);
    Kept { name, end: text.end, days: text.days, at_most: text.at_most, clock, because: text.because, rows: text.rows }
}

fn table(name: String, text: TableText) -> DeclaredTable {
    let columns = text.columns.iter().map(|(column, full)| column_of(&text, column, full)).collect();
    let owner = text.owner.clone().unwrap_or_else(|| String::from("organisation_id"));
    let (kept, heading, leaving) = (text.kept.clone(), text.heading.clone(), text.leaving.clone());
    DeclaredTable { name, kept, owner, heading, leaving, columns }
}

fn column_of(table: &TableText, name: &str, text: &ColumnText) -> DeclaredColumn {
    let plain = FullText {
        about: About::None,
        whose: None,
        seen: None,
        sealed: false,
        leaves: None,
        says: None,
        withheld: None,
        erased: None,
        because: None,
    };
    let (about, full) = match text {
        ColumnText::Word(about) => (*about, &plain),
        ColumnText::Full(full) => (full.about, full),
    };
    let of_person = about == About::Person;
    // What columns of a table have in common counts only for those that are about a person.
    let or =
        |own: &Option<String>, shared: &Option<String>| own.clone().or_else(|| shared.clone().filter(|_| of_person));
    let erased = full.erased.or(table.erased.filter(|_| of_person));
    DeclaredColumn {
        name: name.to_owned(),
        about,
        whose: or(&full.whose, &table.whose),
        seen: full.seen.clone().unwrap_or_else(|| table.seen.clone()),
        sealed: full.sealed,
        leaves: full.leaves.clone(),
        says: says(full.says.as_deref()),
        withheld: if full.leaves.is_some() { None } else { or(&full.withheld, &table.withheld) },
        erased,
        because: if erased == Some(Erased::Stays) { or(&full.because, &table.because) } else { None },
    }
}

fn says(word: Option<&str>) -> Says {
    match word {
        None => Says::Itself,
        Some("session") => Says::Session,
        Some("group") => Says::Group,
        Some("branch") => Says::Branch,
        Some("listing") => Says::Listing,
        Some("yes") => Says::Yes,
        Some(other) => Says::Column(other.trim_start_matches('=').to_owned()),
    }
}
