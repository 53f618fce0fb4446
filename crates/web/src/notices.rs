//! What a notice says, in words: its subject tells nothing, its text says what to do and where.

use crate::words::{self, Words, key};
use jiff::civil::{Date, Time};

/// A notice in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// A neutral subject: it names neither the service nor the matter (SA23).
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Says a notice of the outbox: its kind and the facts that its words need, as JSON.
pub fn say(words: &'static Words, kind: &str, facts: &str, today: Date) -> Told {
    let facts: serde_json::Value = serde_json::from_str(facts).unwrap_or_default();
    let text = |name: &str| facts.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let day_of = |name: &str| text(name).parse::<Date>().map(|date| words::day(words, date, today)).unwrap_or_default();
    let (day, was_day) = (day_of("date"), day_of("was-date"));
    let time = text("starts").parse::<Time>().map(|time| words::clock(words, time)).unwrap_or_default();
    let key = match kind {
        "seat-asked" => key("notice-seat-asked"),
        "seat-asked-again" => key("notice-seat-asked-again"),
        "seat-ask-moved-away" => key("notice-seat-ask-moved-away"),
        "seat-ask-called-off" => key("notice-seat-ask-called-off"),
        "seat-nobody-left" => key("notice-seat-nobody-left"),
        "seat-filled" => key("notice-seat-filled"),
        "seat-yours" => key("notice-seat-yours"),
        "seat-given" => key("notice-seat-given"),
        "seat-taken-back" => key("notice-seat-taken-back"),
        "seat-swapped" => key("notice-seat-swapped"),
        "seat-swapped-back" => key("notice-seat-swapped-back"),
        "seat-lost-by-move" => key("notice-seat-lost-by-move"),
        "session-called-off" => key("notice-session-called-off"),
        "session-runs-after-all" => key("notice-session-runs-after-all"),
        "session-moved" => key("notice-session-moved"),
        "session-place-changed" => key("notice-session-place-changed"),
        "duty-is-yours" => key("notice-duty-is-yours"),
        "duty-asked" => key("notice-duty-asked"),
        "duty-done" => key("notice-duty-done"),
        "duty-called-off" => key("notice-duty-called-off"),
        "duty-time-passed" => key("notice-duty-time-passed"),
        "invited" => key("notice-invited"),
        "recovery-asked" => key("notice-recovery-asked"),
        "recovery-asked-for-you" => key("notice-recovery-asked-for-you"),
        "recovered" => key("notice-recovered"),
        "letters-tried" => key("notice-letters-tried"),
        "passkey-added" => key("notice-passkey-added"),
        "passkey-removed" => key("notice-passkey-removed"),
        "password-changed" => key("notice-password-changed"),
        "account-linked" => key("notice-account-linked"),
        "account-unlinked" => key("notice-account-unlinked"),
        "codes-changed" => key("notice-codes-changed"),
        "spare-code-used" => key("notice-spare-code-used"),
        "signed-out-by-us" => key("notice-signed-out-by-us"),
        "hat-given" => key("notice-hat-given"),
        "hat-ended" => key("notice-hat-ended"),
        "worry" => key("notice-worry"),
        "worry-danger" => key("notice-worry-danger"),
        _ => key("notice-other"),
    };
    let saying = words.say(key).put("group", text("group")).put("day", day).put("time", time).put("link", text("link"));
    let saying = saying.put("was", text("was-group")).put("was-day", was_day);
    Told { subject: words.t(self::key("notice-subject")).to_owned(), text: saying.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    #[test]
    fn an_ask_says_which_session_and_when() {
        let facts = r#"{"group":"Tuesday group","date":"2026-11-24","starts":"19:00"}"#;
        let told = say(words::english(), "seat-asked", facts, TODAY);
        assert!(told.text.contains("Tuesday group") && told.text.contains("7pm"), "{}", told.text);
    }

    #[test]
    fn a_subject_names_neither_the_group_nor_the_matter() {
        for kind in ["seat-asked", "worry-danger", "session-called-off", "anything"] {
            assert_eq!(
                say(words::english(), kind, r#"{"group":"Tuesday group"}"#, TODAY).subject,
                "You have a new note"
            );
        }
    }

    #[test]
    fn a_notice_of_a_worry_never_says_what_was_written() {
        let told = say(words::english(), "worry", r#"{"words":"secret","group":"secret"}"#, TODAY);
        assert!(!told.text.contains("secret"));
    }
}
