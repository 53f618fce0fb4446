//! JSON to rows: where each row of a feed begins and ends, before any of it is read.
//!
//! Cut by hand for the same reason as tables are: one row that is broken or nested without end is refused by its number,
//! and the rows after it are still read. Every letter is looked at once.

/// The rows of a feed, each as its own text: the list under one of these names, a list alone, an object a line, or one
/// object. What breaks off at the end is the last row.
pub fn rows<'t>(text: &'t str, lists: &[&str]) -> Vec<&'t str> {
    let text = text.trim();
    if text.starts_with('[') {
        return elements(text);
    }
    let whole = value(text);
    let goes_on = whole.is_some_and(|whole| whole.len() < text.len());
    let first_line = text.lines().next().unwrap_or_default().trim_end();
    let line_is_whole =
        first_line.len() < text.len() && value(first_line).is_some_and(|one| one.len() == first_line.len());
    if goes_on || (whole.is_none() && line_is_whole) {
        return text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    }
    let mut object = text;
    // "data" of ALISS may be one organisation with a list of its services in it.
    for _ in 0..2 {
        let members = members(object);
        if let Some((_, list)) = members.iter().find(|(name, value)| lists.contains(name) && value.starts_with('[')) {
            return elements(list);
        }
        match members.iter().find(|(name, value)| lists.contains(name) && value.starts_with('{')) {
            Some((_, inner)) => object = inner,
            None => break,
        }
    }
    vec![object]
}

/// The values in a list.
fn elements(list: &str) -> Vec<&str> {
    let mut rest = list.strip_prefix('[').unwrap_or(list);
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
        if rest.is_empty() || rest.starts_with(']') {
            return found;
        }
        let Some(one) = value(rest) else {
            found.push(rest);
            return found;
        };
        found.push(one);
        rest = rest.get(one.len()..).unwrap_or_default();
    }
}

/// The names in an object with their values, as far as it can be cut.
fn members(object: &str) -> Vec<(&str, &str)> {
    let mut rest = object.strip_prefix('{').unwrap_or(object);
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
        if !rest.starts_with('"') {
            return found;
        }
        let Some(name) = value(rest) else { return found };
        let after = rest.get(name.len()..).unwrap_or_default().trim_start();
        let Some(after) = after.strip_prefix(':').map(str::trim_start) else { return found };
        // A list that breaks off is a list all the same.
        let one = value(after).unwrap_or(after);
        found.push((name.trim_matches('"'), one));
        rest = after.get(one.len()..).unwrap_or_default();
    }
}

/// The first value of a text: an object or a list up to the bracket that closes it, a text up to its mark, or letters
/// up to a comma or a bracket. None where it breaks off.
fn value(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => continue,
            }
            if !quoted && depth == 0 {
                return text.get(..=at);
            }
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return text.get(..at.max(1)),
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return text.get(..=at);
                }
            }
            b',' | b'\n' if depth == 0 && at > 0 => return text.get(..at),
            _ => {}
        }
    }
    (depth == 0 && !quoted && !text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LISTS: &[&str] = &["contents", "data", "services"];

    #[test]
    fn a_feed_has_its_rows_in_any_of_its_shapes() {
        let rows = |text| rows(text, LISTS);
        let two = ["{\"name\": \"a, ]}\"}", "{\"b\": [1, {}]}"];
        assert_eq!(rows("{\"total_items\": 2, \"contents\": [{\"name\": \"a, ]}\"} ,\n {\"b\": [1, {}]}]}"), two);
        assert_eq!(rows(" [{\"name\": \"a, ]}\"}, {\"b\": [1, {}]}] "), two);
        assert_eq!(rows("{\"name\": \"a, ]}\"}\n\n{\"b\": [1, {}]}\n"), two);
        assert_eq!(rows("{\"data\": {\"id\": \"1\", \"services\": [{}, {}]}}"), ["{}", "{}"]);
        assert_eq!(rows("{\"data\": {\"id\": \"1\"}}"), ["{\"id\": \"1\"}"]);
        assert_eq!(rows("{\"id\": \"1\",\n \"contents\": 5}"), ["{\"id\": \"1\",\n \"contents\": 5}"]);
        assert_eq!(rows("[1, \"x\", null]"), ["1", "\"x\"", "null"]);
        assert!(rows("{\"contents\": []}").is_empty());
    }

    #[test]
    fn what_breaks_off_is_the_last_row() {
        assert_eq!(rows("{\"contents\": [{\"a\": 1}, {\"b\": ", LISTS), ["{\"a\": 1}", "{\"b\":"]);
        assert_eq!(rows("{\"a\": 1}\n{\"b\": \"x\n{\"c\": 3}", LISTS), ["{\"a\": 1}", "{\"b\": \"x", "{\"c\": 3}"]);
        assert_eq!(rows("{\"b\": \n{\"c\": 3}", LISTS).len(), 1);
    }

    #[test]
    fn brackets_without_end_are_one_row() {
        let deep = "[".repeat(100_000);
        assert_eq!(rows(&format!("[{{\"name\": \"a\"}}, {deep}"), LISTS).len(), 2);
    }

    proptest! {
        #[test]
        fn every_row_of_a_list_is_found(rows in proptest::collection::vec("[ -~é]{0,12}", 0..6)) {
            let list = serde_json::to_string_pretty(&serde_json::json!({ "contents": rows })).unwrap();
            let found: Vec<String> = super::rows(&list, LISTS).into_iter().map(|row| serde_json::from_str(row).unwrap()).collect();
            prop_assert_eq!(found, rows);
        }

        #[test]
        fn anything_at_all_is_cut_without_end_or_fault(text in "[\\[\\]{}\",:\\\\ \na1é]{0,80}") {
            let found = super::rows(&text, LISTS);
            prop_assert!(found.iter().map(|row| row.len()).sum::<usize>() <= text.len());
        }
    }
}
