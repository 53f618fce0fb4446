//! What a form sent, by name.

use jiff::civil::{Date, Time};

/// The fields of a form.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads the body of a form.
    pub fn read(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), kept(&value))).collect())
    }

    /// What stood in a field, without space around it; empty where it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// What stood in a field, as a value; none where it is not one.
    pub fn value<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }

    /// What stood in a field, with the space around it.
    pub fn text_as_sent(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// Everything that stood in the fields of a name, for boxes that can be ticked together.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned()).collect()
    }

    /// A date in its three boxes, as typed: day, month, year.
    pub fn date(&self, name: &str) -> (String, String, String) {
        let part = |part: &str| self.text(&format!("{name}-{part}")).to_owned();
        (part("day"), part("month"), part("year"))
    }

    /// The fields whose names begin so, as they were sent.
    pub fn beginning(&self, start: &str) -> Vec<(String, String)> {
        self.0.iter().filter(|(key, _)| key.starts_with(start)).cloned().collect()
    }
}

/// Words without the sign NUL. No key types it and nobody sees it, but some programs copy it along, and PostgreSQL keeps
/// no text that has it: what somebody wrote would be lost for a sign they never saw.
pub fn kept(words: &str) -> String {
    words.replace('\0', "")
}

/// A date from its three boxes; none where it is not one.
pub fn date_of((day, month, year): &(String, String, String)) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A time as people write it: `18:30`, `18.30`, `6:30pm`, `7pm`; none where it is not one.
pub fn time_of(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase();
    let (clock, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim().to_owned(), Some(0)),
        (None, Some(clock)) => (clock.trim().to_owned(), Some(12)),
        (None, None) => (text, None),
    };
    let (hour, minute) = match clock.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?),
        Some(_) => return None,
        // "7" alone may be morning or evening.
        None => (half.and(clock.parse::<i8>().ok())?, 0),
    };
    let hour = match half {
        None => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
    };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[test]
    fn a_time_is_read_as_people_write_it_or_not_at_all() {
        for said in ["18:30", "18.30", "6:30pm", "6.30 PM"] {
            assert_eq!(time_of(said), Some(time(18, 30, 0, 0)), "{said}");
        }
        assert_eq!(time_of("12am"), Some(time(0, 0, 0, 0)));
        for said in ["", "7", "25:00", "13pm", "18:3", "soon", "6:60pm"] {
            assert_eq!(time_of(said), None, "{said}");
        }
    }

    #[test]
    fn a_day_that_no_month_has_is_no_date() {
        let boxes = |day: &str, month: &str, year: &str| (day.to_owned(), month.to_owned(), year.to_owned());
        assert!(date_of(&boxes("29", "2", "2027")).is_none());
        assert!(date_of(&boxes("28", "2", "2027")).is_some());
    }
}
