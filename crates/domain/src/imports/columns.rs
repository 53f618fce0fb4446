//! Columns: which column of somebody's table means what, whatever they call it.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

/// What a column can say about a group or a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it; the words that mean each stand in `words`")]
pub enum Column {
    Name,
    Times,
    Day,
    Start,
    End,
    Venue,
    Address,
    Town,
    Postcode,
    Point,
    Latitude,
    Longitude,
    SecondPoint,
    Telephone,
    Purpose,
    ForWhom,
    Area,
    HowToCome,
    Website,
    Access,
    Bus,
    Facilities,
    ClosedNow,
    LastChecked,
}

impl Column {
    const ALL: [Self; 24] = [
        Self::Name,
        Self::Times,
        Self::Day,
        Self::Start,
        Self::End,
        Self::Venue,
        Self::Address,
        Self::Town,
        Self::Postcode,
        Self::Point,
        Self::Latitude,
        Self::Longitude,
        Self::SecondPoint,
        Self::Telephone,
        Self::Purpose,
        Self::ForWhom,
        Self::Area,
        Self::HowToCome,
        Self::Website,
        Self::Access,
        Self::Bus,
        Self::Facilities,
        Self::ClosedNow,
        Self::LastChecked,
    ];

    /// The names that mean this column, the surest first.
    #[allow(clippy::too_many_lines, reason = "a table of words")]
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "name",
                "group name",
                "name of group",
                "organisation name",
                "name of organisation",
                "organisation",
                "organization",
                "service name",
                "club name",
                "centre name",
                "library name",
                "place name",
                "venue name",
                "title",
                "group",
                "club",
                "service",
                "centre",
                "library",
                "activity",
                "activity name",
            ],
            Self::Times => &[
                "days and times",
                "day and time",
                "days times",
                "day time",
                "opening hours",
                "opening times",
                "times",
                "time",
                "when",
                "hours",
                "meeting times",
                "meeting time",
                "session times",
                "schedule",
                "timetable",
                "dates and times",
                "date and time",
                "open",
                "meets",
            ],
            Self::Day => &["day", "days", "day of week", "weekday", "day s"],
            Self::Start => &["start time", "start", "starts", "time from", "from"],
            Self::End => &["end time", "end", "ends", "finish", "finish time", "time to", "to"],
            Self::Venue => &["venue", "where", "meeting place", "place", "location name", "building"],
            Self::Address => &[
                "address",
                "full address",
                "street address",
                "venue address",
                "address 1",
                "address line 1",
                "street",
                "address 2",
                "address line 2",
                "address 3",
                "address line 3",
            ],
            Self::Town => &["town", "city", "town city"],
            Self::Postcode => &["postcode", "post code", "postal code", "venue postcode", "zip"],
            Self::Point => &["location", "lat lon", "lat long", "lat lng", "coordinates", "geo", "point", "map"],
            Self::Latitude => &["latitude", "lat", "geo lat"],
            Self::Longitude => &["longitude", "lon", "lng", "long", "geo lon", "geo long"],
            Self::SecondPoint => &["second location", "location 2", "second venue", "other venue"],
            Self::Telephone => &[
                "telephone",
                "phone",
                "phone number",
                "telephone number",
                "tel",
                "contact number",
                "contact telephone",
                "telephone no",
                "phone no",
            ],
            Self::Purpose => &[
                "services provided",
                "description",
                "purpose",
                "what",
                "what happens",
                "activities",
                "key activities",
                "about",
                "details",
                "summary",
            ],
            Self::ForWhom => &[
                "for whom",
                "who for",
                "who is it for",
                "who it is for",
                "clients",
                "eligibility",
                "age group",
                "ages",
                "audience",
                "suitable for",
                "target group",
            ],
            Self::Area => &[
                "area served",
                "area",
                "where is this service available",
                "ward",
                "neighbourhood",
                "locality",
                "area covered",
            ],
            Self::HowToCome => &[
                "how to access directly",
                "how to arrange a place",
                "how to join",
                "how to come",
                "how to access",
                "referral",
                "what to do next",
                "booking",
                "how to book",
            ],
            Self::Website => &["service website", "website", "web pages", "web page", "web site", "url", "web"],
            Self::Access => {
                &["disabled access", "accessibility", "access", "wheelchair access", "disabled facilities", "step free"]
            }
            Self::Bus => &["bus routes", "bus", "buses", "bus route", "public transport", "transport"],
            Self::Facilities => &["facilities", "amenities"],
            Self::ClosedNow => &["temporary closure", "closure", "closed"],
            Self::LastChecked => {
                &["last checked", "date checked", "last updated", "last modified", "date of information"]
            }
        }
    }

    /// Where several columns together say it.
    fn takes_all(self) -> bool {
        matches!(self, Self::Address | Self::HowToCome)
    }
}

/// A table whose rows have no name cannot be imported at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("No column is called Name, Organisation or Title, so no row can be told from another. The columns are: {}.", .found.join(", "))]
pub struct NoNameColumn {
    /// The columns' names as they stand in the file.
    pub found: Vec<String>,
}

/// The columns of one table by what they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    headers: Vec<String>,
    meant: Vec<(Column, Vec<usize>)>,
}

impl Columns {
    /// Reads the header row.
    ///
    /// # Errors
    /// A table without a column of names is refused whole.
    pub fn of(headers: &[String]) -> Result<Self, NoNameColumn> {
        let plain: Vec<String> = headers.iter().map(|header| plain(header)).collect();
        let meant: Vec<(Column, Vec<usize>)> = Column::ALL
            .into_iter()
            .filter_map(|column| {
                let mut found: Vec<usize> =
                    column.words().iter().filter_map(|word| plain.iter().position(|header| header == word)).collect();
                if column.takes_all() {
                    found.sort_unstable();
                } else {
                    found.truncate(1);
                }
                (!found.is_empty()).then_some((column, found))
            })
            .collect();
        let columns = Self { headers: headers.to_vec(), meant };
        if columns.has(Column::Name) { Ok(columns) } else { Err(NoNameColumn { found: columns.headers }) }
    }

    /// Whether the table has such a column.
    pub fn has(&self, column: Column) -> bool {
        self.meant.iter().any(|(meant, _)| *meant == column)
    }

    /// The columns' names as they stand in the file.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The name, in the file, of the column that says this.
    pub fn source(&self, column: Column) -> Option<&str> {
        let (_, places) = self.meant.iter().find(|(meant, _)| *meant == column)?;
        self.headers.get(*places.first()?).map(String::as_str)
    }

    /// What a row says in this column, as plain text; empty when it says nothing.
    pub fn cell(&self, row: &[String], column: Column) -> String {
        let Some((_, places)) = self.meant.iter().find(|(meant, _)| *meant == column) else { return String::new() };
        let mut said: Vec<String> = Vec::new();
        for place in places {
            let text = row.get(*place).map(|cell| super::cells::text(cell)).unwrap_or_default();
            if !text.is_empty() && !said.contains(&text) {
                said.push(text);
            }
        }
        said.join(if column == Column::Address { ", " } else { "\n" })
    }
}

/// "Days/Times:" and "days and times" are compared without marks and capitals.
fn plain(header: &str) -> String {
    let words: String = super::cells::text(header)
        .chars()
        .map(|c| {
            if c.is_alphanumeric() {
                c
            } else if c == '&' {
                '\u{1}'
            } else {
                ' '
            }
        })
        .flat_map(char::to_lowercase)
        .collect();
    let words = words.replace('\u{1}', " and ");
    words.split_whitespace().map(|word| word.to_string()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| name.to_string()).collect()
    }

    #[test]
    fn columns_are_known_by_what_they_mean() {
        let columns =
            Columns::of(&headers(&["ORGANISATION", "Days & Times", "Post Code", "Venue / Address?"])).unwrap();
        let row = headers(&["Tea club", "Tuesdays", "EH1 1EG", "x"]);
        assert_eq!(columns.cell(&row, Column::Name), "Tea club");
        assert_eq!(columns.cell(&row, Column::Times), "Tuesdays");
        assert_eq!(columns.cell(&row, Column::Postcode), "EH1 1EG");
        assert_eq!(columns.source(Column::Times), Some("Days & Times"));
    }

    #[test]
    fn the_surest_name_wins() {
        let columns = Columns::of(&headers(&["Service", "Name"])).unwrap();
        assert_eq!(columns.cell(&headers(&["Lunch", "Tea club"]), Column::Name), "Tea club");
    }

    #[test]
    fn an_address_in_several_columns_is_one() {
        let columns = Columns::of(&headers(&["Name", "Address 1", "Address 2"])).unwrap();
        assert_eq!(
            columns.cell(&headers(&["x", "The Hall", "1 High Street"]), Column::Address),
            "The Hall, 1 High Street"
        );
    }

    #[test]
    fn a_table_without_names_is_refused_with_what_was_found() {
        let refused = Columns::of(&headers(&["Colour", "Size"])).unwrap_err();
        assert_eq!(
            alloc::format!("{refused}"),
            "No column is called Name, Organisation or Title, so no row can be told from another. The columns are: Colour, Size."
        );
    }

    #[test]
    fn a_short_row_says_nothing_in_the_columns_it_lacks() {
        let columns = Columns::of(&headers(&["Name", "Postcode"])).unwrap();
        assert_eq!(columns.cell(&headers(&["Tea club"]), Column::Postcode), "");
    }
}
