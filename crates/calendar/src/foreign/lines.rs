//! The lines of a calendar file: folded ones put together, each cut into its name, its parameters and its value.

/// The longest line that is read, in bytes. A longer one is known by its name and cut.
pub const LONGEST_LINE: usize = 64 * 1024;

/// One line, unfolded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// In capitals.
    pub name: String,
    /// What stands between the name and the value, as it stands there: `TZID=Europe/London`.
    pub parameters: String,
    /// The rest, as it stands there.
    pub value: String,
    /// Whether more stood there than is read.
    pub cut: bool,
}

impl Line {
    /// Cuts one unfolded line. None where it is no line of a calendar.
    fn of(text: &str, cut: bool) -> Option<Self> {
        let mut quoted = false;
        let mut first_semicolon = None;
        for (at, letter) in text.char_indices() {
            match letter {
                '"' => quoted = !quoted,
                ';' if !quoted && first_semicolon.is_none() => first_semicolon = Some(at),
                ':' if !quoted => {
                    let (head, value) = text.split_at_checked(at)?;
                    let (name, parameters) = match first_semicolon.and_then(|at| head.split_at_checked(at)) {
                        Some((name, parameters)) => (name, parameters.strip_prefix(';').unwrap_or(parameters)),
                        None => (head, ""),
                    };
                    return Some(Self {
                        name: name.trim().to_ascii_uppercase(),
                        parameters: parameters.to_owned(),
                        value: value.strip_prefix(':').unwrap_or(value).trim().to_owned(),
                        cut,
                    });
                }
                _ => {}
            }
        }
        None
    }

    /// The value of a parameter, without its quotes.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut quoted = false;
        let pieces = self.parameters.split(move |letter| {
            quoted ^= letter == '"';
            letter == ';' && !quoted
        });
        let mut pairs = pieces.filter_map(|piece| piece.split_once('='));
        let (_, value) = pairs.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
        Some(value.trim().trim_matches('"'))
    }

    /// A value of words: its escapes read, `\n` as a space.
    pub fn words(&self) -> String {
        let mut words = String::with_capacity(self.value.len());
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some('n' | 'N') | None => words.push(' '),
                    Some(other) => words.push(other),
                },
                other if other.is_control() => words.push(' '),
                other => words.push(other),
            }
        }
        words.trim().to_owned()
    }
}

/// The lines of a file in their order; what is no line is passed over.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line> + '_ {
    let mut physical = text.split(['\n', '\r']).filter(|line| !line.is_empty()).peekable();
    std::iter::from_fn(move || {
        loop {
            let mut whole = String::new();
            let mut cut = false;
            take(&mut whole, physical.next()?, &mut cut);
            while let Some(more) = physical.next_if(|next| next.starts_with([' ', '\t'])) {
                take(&mut whole, more.get(1..).unwrap_or_default(), &mut cut);
            }
            if let Some(line) = Line::of(&whole, cut) {
                return Some(line);
            }
        }
    })
}

/// Adds a piece of a folded line, as far as lines are read.
fn take(whole: &mut String, piece: &str, cut: &mut bool) {
    let room = LONGEST_LINE.saturating_sub(whole.len());
    if piece.len() <= room {
        whole.push_str(piece);
        return;
    }
    *cut = true;
    let end = (0..=room).rev().find(|end| piece.is_char_boundary(*end)).unwrap_or(0);
    whole.push_str(piece.get(..end).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, String)> {
        lines(text).map(|line| (line.name, line.parameters, line.value)).collect()
    }

    #[test]
    fn a_folded_line_is_one_whatever_ends_its_parts() {
        for end in ["\r\n", "\n", "\r"] {
            let text = format!("SUMMARY:Tues{end} day gr{end}\toup{end}{end}uid:1{end}");
            let expected = [("SUMMARY", "", "Tuesday group"), ("UID", "", "1")];
            assert_eq!(read(&text), expected.map(|(a, b, c)| (a.into(), b.into(), c.into())));
        }
    }

    #[test]
    fn a_colon_in_quotes_ends_no_name() {
        let line = lines("DTSTART;X=\"a:b;c\";TZID=\"Europe/London\":20260106T190000").next().unwrap();
        assert_eq!((line.value.as_str(), line.parameter("tzid")), ("20260106T190000", Some("Europe/London")));
        assert_eq!(line.parameter("X"), Some("a:b;c"));
    }

    #[test]
    fn words_lose_their_escapes_and_every_control_mark() {
        let line = lines("SUMMARY:Tea\\, cake\\; talk\\nmore\u{1b}[2J \\\\").next().unwrap();
        assert_eq!(line.words(), "Tea, cake; talk more [2J \\");
    }

    #[test]
    fn a_line_without_end_is_cut_and_says_so() {
        let long = format!("SUMMARY:{}\r\nUID:1", "é".repeat(LONGEST_LINE));
        let all: Vec<Line> = lines(&long).collect();
        assert!(all[0].cut && all[0].value.len() < LONGEST_LINE && !all[1].cut);
        let folded = format!("RDATE:{}UID:2", "20260101,\r\n ".repeat(20_000));
        assert!(lines(&folded).next().unwrap().cut);
    }
}
