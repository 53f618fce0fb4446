//! The words of every act, and the parts of the audit that they belong to.

use crate::desk::Desk;
use crate::words::key;

/// Worries.
pub const SAFETY: &[&str] = &["raised-concern", "concern-acknowledged", "worry-readers-named"];

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
    "seat-taken-back",
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
    "place-added",
    "place-edited",
    "file-imported",
    "import-undone",
    "row-let-in",
    "row-looked-at",
    "row-not-for-us",
];

/// People and signing in.
pub const PEOPLE: &[&str] = &[
    "signed-in",
    "gave-right-password",
    "set-first-password",
    "signed-out",
    "signed-out-device",
    "signed-out-everywhere",
    "invited-person",
    "invited-person-again",
    "changed-password",
    "began-second-step",
    "set-up-second-step",
    "gave-up-second-step",
    "used-spare-code",
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
    ("audit-read", key("audit-act-audit-read")),
    ("person-read", key("audit-act-person-read")),
    ("raised-concern", key("audit-act-raised-concern")),
    ("concern-acknowledged", key("audit-act-concern-acknowledged")),
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
    ("seat-taken-back", key("audit-act-seat-taken-back")),
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
    ("place-added", key("audit-act-place-added")),
    ("place-edited", key("audit-act-place-edited")),
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
    ("changed-keys", key("audit-act-changed-keys")),
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
    ("invited-person", key("audit-act-invited-person")),
    ("invited-person-again", key("audit-act-invited-person-again")),
    ("changed-password", key("audit-act-changed-password")),
    ("began-second-step", key("audit-act-began-second-step")),
    ("set-up-second-step", key("audit-act-set-up-second-step")),
    ("gave-up-second-step", key("audit-act-gave-up-second-step")),
    ("used-spare-code", key("audit-act-used-spare-code")),
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
    ("token-made", key("audit-act-token-made")),
    ("token-revoked", key("audit-act-token-revoked")),
    ("machine-made", key("audit-act-machine-made")),
];

/// What somebody did, in words. An act that has no words yet is shown by its code and is never left out.
pub fn said(desk: &Desk, act: &str) -> String {
    match WORDS.iter().find(|(code, _)| *code == act) {
        Some((_, key)) => desk.words.t(key).to_owned(),
        None => desk.words.say(key("audit-act-other")).put("code", act).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_of_a_part_has_words() {
        for act in [SAFETY, SESSIONS, GROUPS, PEOPLE, SET_UP].concat() {
            assert!(WORDS.iter().any(|(code, _)| *code == act), "{act}");
        }
    }
}
