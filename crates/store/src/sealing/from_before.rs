//! Only for tests: a small service as an earlier version of the tables held it, when nothing was sealed yet.

use crate::db::{Commit, Db, Writing};
use crate::error::StoreError;
use uuid::Uuid;

/// Fills a database whose tables are of an earlier version: in every column that is sealed now and was there then
/// stands `word`, as it was written then.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn from_before(db: &Db, schema: i64, word: &str) -> Result<(), StoreError> {
    db.write("from_before", (schema, word.to_owned()), |w, (schema, word)| {
        Box::pin(async move {
            let owner = Uuid::now_v7();
            of_the_heart(w, owner, word).await?;
            if *schema >= 2 {
                run!(w, "UPDATE place SET alarm = $2 WHERE organisation_id = $1", owner, word)?;
            }
            if *schema >= 3 {
                run!(w, "UPDATE series SET passcode = $2 WHERE organisation_id = $1", owner, word)?;
                run!(w, "UPDATE session SET passcode = $2 WHERE organisation_id = $1", owner, word)?;
            }
            if *schema >= 6 {
                run!(
                    w,
                    "INSERT INTO code_app (organisation_id, person_id, secret, made_at, last_step)
                     SELECT organisation_id, id, $2, 1, 0 FROM person WHERE organisation_id = $1",
                    owner,
                    word
                )?;
            }
            if *schema >= 10 {
                run!(
                    w,
                    "INSERT INTO person_reference (organisation_id, id, person_id, referee, taken_on, recorded_at)
                     SELECT organisation_id, id, id, $2, '2026-11-02', 1 FROM person WHERE organisation_id = $1",
                    owner,
                    word
                )?;
            }
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await
}

/// Writes down a reference of everybody as it was written before referees were sealed.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn plain_referees(db: &Db, word: &str) -> Result<(), StoreError> {
    db.write("plain_referees", word.to_owned(), |w, word| {
        Box::pin(async move {
            run!(
                w,
                "INSERT INTO person_reference (organisation_id, id, person_id, referee, taken_on, recorded_at)
                 SELECT organisation_id, id, id, $1, '2026-11-02', 1 FROM person",
                word
            )?;
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await
}

/// Whether a stand-in for the table of versions is there.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandIn {
    /// It is put there, so that today's program can add an organisation to yesterday's tables.
    Put,
    /// It is taken away, so that the upgrade finds the tables as they were.
    Taken,
}

/// Puts a stand-in for the table of versions there, or takes it away.
///
/// # Errors
/// The database's own.
#[doc(hidden)]
pub async fn versions_stand_in(db: &Db, stands: StandIn) -> Result<(), StoreError> {
    db.write("versions_stand_in", stands, |w, stands| {
        Box::pin(async move {
            match stands {
                StandIn::Put => run!(
                    w,
                    "CREATE TABLE policy_version (organisation_id UUID, number INTEGER, from_at BIGINT,
                     asks_references BOOLEAN, supervision_weeks INTEGER)"
                )?,
                StandIn::Taken => run!(w, "DROP TABLE policy_version")?,
            };
            Ok::<_, StoreError>(Commit::Sealed(()))
        })
    })
    .await
}

async fn of_the_heart(w: &mut Writing, owner: Uuid, word: &str) -> Result<(), StoreError> {
    let (person, group, series, run) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    run!(
        w,
        "INSERT INTO organisation (id, slug, name, zone, about, area, division, created_at, version)
         VALUES ($1, 'before', 'Before', 'Europe/London', '', '', 'scotland', 1, 1)",
        owner
    )?;
    run!(
        w,
        "INSERT INTO person (organisation_id, id, shown_name, email, access_version, created_at)
         VALUES ($1, $2, 'Joan', $3, 1, 1)",
        owner,
        person,
        format!("{word}@example.org")
    )?;
    run!(
        w,
        "INSERT INTO concern (organisation_id, id, about, danger, words, reach_back, receipt, raised_at, first_reader_id,
         second_reader_id) VALUES ($1, $2, 'somebody-else', $3, $4, $4, 'two words', 1, $5, $5)",
        owner,
        Uuid::now_v7(),
        false,
        word,
        person
    )?;
    run!(w, "INSERT INTO reason (organisation_id, id, words) VALUES ($1, $2, $3)", owner, Uuid::now_v7(), word)?;
    run!(
        w,
        "INSERT INTO job (organisation_id, id, kind, person_id, about, words, state, run_at, tries, created_at)
         VALUES ($1, $2, 'invited', $3, '', $4, 'waiting', 1, 0, 1)",
        owner,
        Uuid::now_v7(),
        person,
        word
    )?;
    run!(
        w,
        "INSERT INTO act_key (organisation_id, id, act, words_hash, made, at) VALUES ($1, $2, 'act', $3, '', 1)",
        owner,
        Uuid::now_v7(),
        word
    )?;
    run!(
        w,
        "INSERT INTO place (organisation_id, id, slug, name, address, postcode, opening, needs_opener, caretaker, source,
         version) VALUES ($1, $2, 'hall', 'Hall', '', '', '', $3, $4, '', 1)",
        owner,
        Uuid::now_v7(),
        false,
        word
    )?;
    a_meeting(w, owner, group, series).await?;
    run!(
        w,
        "INSERT INTO import_run (organisation_id, id, kind, file_name, file_hash, at)
         VALUES ($1, $2, 'groups', 'clubs.csv', '', 1)",
        owner,
        run
    )?;
    run!(
        w,
        "INSERT INTO import_row (organisation_id, id, run_id, number, name, outcome, reason, understood, cells)
         VALUES ($1, $2, $3, 1, 'Tea club', 'waiting', '', '', $4)",
        owner,
        Uuid::now_v7(),
        run,
        word
    )?;
    Ok(())
}

async fn a_meeting(w: &mut Writing, owner: Uuid, group: Uuid, series: Uuid) -> Result<(), StoreError> {
    run!(
        w,
        "INSERT INTO peer_group (organisation_id, id, slug, name, kind, purpose, for_whom, what_happens, how_to_come,
         minimum, state, state_at, version) VALUES ($1, $2, 'tea', 'Tea', 'open', '', '', '', '', 1, 'open', 1, 1)",
        owner,
        group
    )?;
    run!(
        w,
        "INSERT INTO series (organisation_id, id, group_id, rule, starts, ends, zone, first_on, mode, link, phone, seats,
         follows_closed_days, version) VALUES ($1, $2, $3, 'FREQ=WEEKLY', '19:00', '20:00', 'Europe/London',
         '2026-11-24', 'online', '', '', 1, $4, 1)",
        owner,
        series,
        group,
        false
    )?;
    run!(
        w,
        "INSERT INTO session (organisation_id, id, group_id, series_id, original_date, on_date, starts, ends, zone,
         starts_at, ends_at, mode, link, phone, moved_by_hand, version) VALUES ($1, $2, $3, $4, '2026-11-24',
         '2026-11-24', '19:00', '20:00', 'Europe/London', 1, 2, 'online', '', '', $5, 1)",
        owner,
        Uuid::now_v7(),
        group,
        series,
        false
    )?;
    Ok(())
}
