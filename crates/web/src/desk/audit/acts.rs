//! The words of every act, and the parts of the audit that they belong to.

use crate::desk::Desk;
use crate::words::key;

/// Worries.
pub const SAFETY: &[&str] = &["raised-concern", "concern-acknowledged", "worry-readers-named", "looks-let-go"];

/// Sessions, seats and duties.
pub const SESSIONS: &[&str] = &[
    "session-made",
    "session-moved",
    "session-called-off",
    "session-runs-after-all",
    "place-confirmed",
    "place-not-confirmed",
    "opener-named",
    "way-in-changed",
    "place-changed",
    "way-in-tried",
    "minimum-overridden",
    "minimum-counts-again",
    "session-place-changed",
    "seat-handed-back",
    "seat-asked",
    "seat-given",
    "seat-given-to",
    "seat-taken-back",
    "seat-passed-on",
    "seat-swapped",
    "seat-put-back",
    "seat-taken",
    "seat-declined",
    "duty-taken",
    "duty-passed",
    "duty-accepted",
    "duty-declined",
    "duty-given-back",
];

/// Groups, series, places and lists brought in.
pub const GROUPS: &[&str] = &[
    "series-made",
    "series-changed",
    "series-goes-on",
    "series-made-ahead",
    "group-edited",
    "group-opened",
    "course-parts-written",
    "group-questions-written",
    "place-added",
    "place-edited",
    "listing-added",
    "listing-corrected",
    "listing-checked",
    "listing-retired",
    "listing-used-again",
    "signpost-noted",
    "signpost-taken",
    "signpost-reached",
    "signpost-not-taken",
    "signpost-undone",
    "file-imported",
    "import-undone",
    "row-let-in",
    "row-looked-at",
    "row-not-for-us",
];

/// People and signing in.
pub const PEOPLE: &[&str] = &[
    "person-erased",
    "person-erased-again",
    "person-erased-in-time",
    "seat-emptied",
    "record-held",
    "hold-ended",
    "person-exported",
    "own-record-read",
    "keeping-changed",
    "records-let-go",
    "signed-in",
    "gave-right-password",
    "set-first-password",
    "signed-out",
    "signed-out-device",
    "signed-out-everywhere",
    "signed-everybody-out",
    "signed-out-person",
    "invited-person",
    "hat-given",
    "invited-person-again",
    "changed-password",
    "began-second-step",
    "set-up-second-step",
    "gave-up-second-step",
    "used-spare-code",
    "passkey-added",
    "passkey-removed",
    "used-passkey",
    "passkey-went-back",
    "mail-server-set-up",
    "mail-server-taken-away",
    "provider-set-up",
    "provider-taken-away",
    "account-linked",
    "account-unlinked",
    "accepted-with-account",
    "used-account-elsewhere",
    "second-step-waived",
    "second-step-asked",
    "asked-for-recovery",
    "recovery-yes",
    "recovery-refused",
    "asked-of-supporters-changed",
    "check-recorded",
    "check-taken-off",
    "reference-recorded",
    "reference-taken-off",
    "supervision-recorded",
    "supervision-taken-off",
    "training-recorded",
    "training-taken-off",
    "private-calendar-made",
    "private-calendar-ended",
    "token-made",
    "token-revoked",
    "machine-made",
];

/// Setting up.
pub const SET_UP: &[&str] = &[
    "calendar-changed",
    "day-closed",
    "day-opened",
    "holidays-known-until",
    "help-line-written",
    "reach-hours-written",
    "reach-hours-removed",
    "changed-keys",
    "changed-master-key",
    "forgot-master-key",
    "printed-recovery-sheet",
    "confirmed-recovery-sheet",
    "service-exported",
    "backed-up",
    "backup-proved",
    "service-restored",
];

/// Every act that has words, with the key of its words.
const WORDS: &[(&str, &str)] = &[
    ("concern-read", key("audit-act-concern-read")),
    ("concern-read-late", key("audit-act-concern-read-late")),
    ("looks-let-go", key("audit-act-looks-let-go")),
    ("audit-read", key("audit-act-audit-read")),
    ("person-read", key("audit-act-person-read")),
    ("week-pack-read", key("audit-act-week-pack-read")),
    ("raised-concern", key("audit-act-raised-concern")),
    ("concern-acknowledged", key("audit-act-concern-acknowledged")),
    ("letters-tried", key("audit-act-letters-tried")),
    ("worry-readers-named", key("audit-act-worry-readers-named")),
    ("session-made", key("audit-act-session-made")),
    ("session-moved", key("audit-act-session-moved")),
    ("session-called-off", key("audit-act-session-called-off")),
    ("session-runs-after-all", key("audit-act-session-runs-after-all")),
    ("place-confirmed", key("audit-act-place-confirmed")),
    ("place-not-confirmed", key("audit-act-place-not-confirmed")),
    ("opener-named", key("audit-act-opener-named")),
    ("way-in-changed", key("audit-act-way-in-changed")),
    ("place-changed", key("audit-act-place-changed")),
    ("way-in-tried", key("audit-act-way-in-tried")),
    ("minimum-overridden", key("audit-act-minimum-overridden")),
    ("minimum-counts-again", key("audit-act-minimum-counts-again")),
    ("session-place-changed", key("audit-act-session-place-changed")),
    ("seat-handed-back", key("audit-act-seat-handed-back")),
    ("seat-asked", key("audit-act-seat-asked")),
    ("seat-given", key("audit-act-seat-given")),
    ("seat-given-to", key("audit-act-seat-given-to")),
    ("seat-taken-back", key("audit-act-seat-taken-back")),
    ("seat-passed-on", key("audit-act-seat-passed-on")),
    ("seat-swapped", key("audit-act-seat-swapped")),
    ("seat-put-back", key("audit-act-seat-put-back")),
    ("seat-taken", key("audit-act-seat-taken")),
    ("seat-declined", key("audit-act-seat-declined")),
    ("duty-taken", key("audit-act-duty-taken")),
    ("duty-passed", key("audit-act-duty-passed")),
    ("duty-accepted", key("audit-act-duty-accepted")),
    ("duty-declined", key("audit-act-duty-declined")),
    ("duty-given-back", key("audit-act-duty-given-back")),
    ("series-made", key("audit-act-series-made")),
    ("series-changed", key("audit-act-series-changed")),
    ("series-goes-on", key("audit-act-series-goes-on")),
    ("series-made-ahead", key("audit-act-series-made-ahead")),
    ("group-edited", key("audit-act-group-edited")),
    ("group-opened", key("audit-act-group-opened")),
    ("course-parts-written", key("audit-act-course-parts-written")),
    ("group-questions-written", key("audit-act-group-questions-written")),
    ("place-added", key("audit-act-place-added")),
    ("place-edited", key("audit-act-place-edited")),
    ("listing-added", key("audit-act-listing-added")),
    ("listing-corrected", key("audit-act-listing-corrected")),
    ("listing-checked", key("audit-act-listing-checked")),
    ("listing-retired", key("audit-act-listing-retired")),
    ("listing-used-again", key("audit-act-listing-used-again")),
    ("signpost-noted", key("audit-act-signpost-noted")),
    ("signpost-taken", key("audit-act-signpost-taken")),
    ("signpost-reached", key("audit-act-signpost-reached")),
    ("signpost-not-taken", key("audit-act-signpost-not-taken")),
    ("signpost-undone", key("audit-act-signpost-undone")),
    ("file-imported", key("audit-act-file-imported")),
    ("import-undone", key("audit-act-import-undone")),
    ("row-let-in", key("audit-act-row-let-in")),
    ("row-looked-at", key("audit-act-row-looked-at")),
    ("row-not-for-us", key("audit-act-row-not-for-us")),
    ("calendar-changed", key("audit-act-calendar-changed")),
    ("day-closed", key("audit-act-day-closed")),
    ("day-opened", key("audit-act-day-opened")),
    ("holidays-known-until", key("audit-act-holidays-known-until")),
    ("help-line-written", key("audit-act-help-line-written")),
    ("reach-hours-written", key("audit-act-reach-hours-written")),
    ("reach-hours-removed", key("audit-act-reach-hours-removed")),
    ("set-up", key("audit-act-set-up")),
    ("changed-keys", key("audit-act-changed-keys")),
    ("changed-master-key", key("audit-act-changed-master-key")),
    ("forgot-master-key", key("audit-act-forgot-master-key")),
    ("printed-recovery-sheet", key("audit-act-printed-recovery-sheet")),
    ("confirmed-recovery-sheet", key("audit-act-confirmed-recovery-sheet")),
    ("service-exported", key("audit-act-service-exported")),
    ("backed-up", key("audit-act-backed-up")),
    ("backup-proved", key("audit-act-backup-proved")),
    ("service-restored", key("audit-act-service-restored")),
    ("signed-in", key("audit-act-signed-in")),
    ("gave-right-password", key("audit-act-gave-right-password")),
    ("set-first-password", key("audit-act-set-first-password")),
    ("signed-out", key("audit-act-signed-out")),
    ("signed-out-device", key("audit-act-signed-out-device")),
    ("signed-out-everywhere", key("audit-act-signed-out-everywhere")),
    ("signed-everybody-out", key("audit-act-signed-everybody-out")),
    ("signed-out-person", key("audit-act-signed-out-person")),
    ("invited-person", key("audit-act-invited-person")),
    ("invited-person-again", key("audit-act-invited-person-again")),
    ("changed-password", key("audit-act-changed-password")),
    ("began-second-step", key("audit-act-began-second-step")),
    ("set-up-second-step", key("audit-act-set-up-second-step")),
    ("gave-up-second-step", key("audit-act-gave-up-second-step")),
    ("used-spare-code", key("audit-act-used-spare-code")),
    ("passkey-added", key("audit-act-passkey-added")),
    ("passkey-removed", key("audit-act-passkey-removed")),
    ("used-passkey", key("audit-act-used-passkey")),
    ("passkey-went-back", key("audit-act-passkey-went-back")),
    ("mail-server-set-up", key("audit-act-mail-server-set-up")),
    ("mail-server-taken-away", key("audit-act-mail-server-taken-away")),
    ("provider-set-up", key("audit-act-provider-set-up")),
    ("provider-taken-away", key("audit-act-provider-taken-away")),
    ("account-linked", key("audit-act-account-linked")),
    ("account-unlinked", key("audit-act-account-unlinked")),
    ("accepted-with-account", key("audit-act-accepted-with-account")),
    ("used-account-elsewhere", key("audit-act-used-account-elsewhere")),
    ("second-step-waived", key("audit-act-second-step-waived")),
    ("second-step-asked", key("audit-act-second-step-asked")),
    ("asked-for-recovery", key("audit-act-asked-for-recovery")),
    ("recovery-yes", key("audit-act-recovery-yes")),
    ("recovery-refused", key("audit-act-recovery-refused")),
    ("demonstration-filled", key("audit-act-demonstration-filled")),
    ("asked-of-supporters-changed", key("audit-act-asked-of-supporters-changed")),
    ("check-recorded", key("audit-act-check-recorded")),
    ("check-taken-off", key("audit-act-check-taken-off")),
    ("reference-recorded", key("audit-act-reference-recorded")),
    ("reference-taken-off", key("audit-act-reference-taken-off")),
    ("supervision-recorded", key("audit-act-supervision-recorded")),
    ("supervision-taken-off", key("audit-act-supervision-taken-off")),
    ("training-recorded", key("audit-act-training-recorded")),
    ("training-taken-off", key("audit-act-training-taken-off")),
    ("private-calendar-made", key("audit-act-private-calendar-made")),
    ("private-calendar-ended", key("audit-act-private-calendar-ended")),
    ("token-made", key("audit-act-token-made")),
    ("token-revoked", key("audit-act-token-revoked")),
    ("machine-made", key("audit-act-machine-made")),
    ("person-erased", key("audit-act-person-erased")),
    ("person-erased-again", key("audit-act-person-erased-again")),
    ("person-erased-in-time", key("audit-act-person-erased-in-time")),
    ("seat-emptied", key("audit-act-seat-emptied")),
    ("record-held", key("audit-act-record-held")),
    ("hat-given", key("audit-act-hat-given")),
    ("hat-ended", key("audit-act-hat-ended")),
    ("hold-ended", key("audit-act-hold-ended")),
    ("person-exported", key("audit-act-person-exported")),
    ("own-record-read", key("audit-act-own-record-read")),
    ("keeping-changed", key("audit-act-keeping-changed")),
    ("records-let-go", key("audit-act-records-let-go")),
];

/// What somebody did, in words. An act that has no words yet is shown by its code and is never left out.
pub fn said(desk: &Desk, act: &str) -> String {
    match WORDS.iter().find(|(code, _)| *code == act) {
        Some((_, key)) => desk.words.t(key).to_owned(),
        None => desk.words.say(key("audit-act-other")).put("code", act).to_string(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may stop at once")]
mod tests {
    use super::*;
    use bothy_domain::audit::ACTS;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn what_is_told_of_the_reason_of_every_act_is_decided() {
        let decided: BTreeSet<&str> = ACTS.iter().map(|(act, _)| *act).collect();
        let mut said: BTreeSet<&str> = WORDS.iter().map(|(act, _)| *act).collect();
        // The clock's own planning is shown nowhere.
        said.insert("planned");
        assert_eq!(decided, said, "an act is either without words, or nobody decided whether its reason is told");
    }

    #[test]
    fn every_act_of_the_program_is_decided() {
        let mut acts = BTreeSet::new();
        for part in ["actions", "bothy"] {
            codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(part).join("src"), &mut acts);
        }
        assert!(acts.len() > 30, "the places where acts are named were not found: {acts:?}");
        for act in acts {
            assert!(ACTS.iter().any(|(code, _)| *code == act), "{act}");
        }
    }

    /// The codes that stand in the sources as `act: "…"`, or as the fourth part of an entry.
    fn codes(folder: &Path, acts: &mut BTreeSet<String>) {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                codes(&path, acts);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for before in ["act: \"", "entry(organisation, now, Some(", "entry(who, \"", "name: \"", "one_entry("] {
                for after in text.split(before).skip(1) {
                    let rest =
                        if before.ends_with('"') { after } else { after.split_once('"').map_or("", |(_, rest)| rest) };
                    let code = rest.split('"').next().unwrap_or_default();
                    if code.contains('-') && code.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'-') {
                        acts.insert(code.to_owned());
                    }
                }
            }
        }
    }

    #[test]
    fn every_act_of_a_part_has_words() {
        for act in [SAFETY, SESSIONS, GROUPS, PEOPLE, SET_UP].concat() {
            assert!(WORDS.iter().any(|(code, _)| *code == act), "{act}");
        }
    }
}
