//! A rule changed from a date on: the old segment ends, the next begins, each coming session is kept, moved,
//! called off or added as the preview showed, and everybody on it is told, all in one commit.

use super::days::meeting_of;
use super::foresee::{ChangedRule, Foreseen, Foretold, Ways, foresee, permitted};
use super::making::{NotCalledOff, call_off_in, lock_calendar, lock_sessions, make_sessions};
use super::{Refused, SeriesRefused};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::duties::replan;
use crate::error::ActionError;
use crate::rota::withdraw_offers::ask_again;
use crate::sessions::tell::tell_one;
use bothy_domain::ids::{ActId, OrganisationId, SeriesId, SessionId};
use bothy_domain::rota::candidates::keeps_at;
use bothy_domain::rota::{Candidate, Holding, Seat};
use bothy_domain::sessions::change::{Fate, Meets};
use bothy_store::duties::Locked;
use bothy_store::rota::{candidates, save_seat, seats_of};
use bothy_store::series::{self, Series};
use bothy_store::sessions::{Session, save};
use bothy_store::{Audit, Commit, Entry, StoreError, Writing, access};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

struct Input {
    who: Known,
    act: ActId,
    series: SeriesId,
    version: i64,
    change: ChangedRule,
    now: Timestamp,
}

/// Changes the rule of a series from a day on, exactly as [`super::preview_change`] shows it.
///
/// `version` is that of the preview. A holder who cannot be there at the new time, or whose check does not
/// cover the new day, is taken off the seat and told. Returns the series that goes on.
///
/// # Errors
/// What is wrong with the rule, by name; [`ActionError::Stale`] where somebody changed the series since the
/// preview; or the series or the place is not there for this coordinator.
pub async fn change_series(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    series: SeriesId,
    version: i64,
    change: ChangedRule,
) -> Result<SeriesId, Refused> {
    let input = Input { who: who.clone(), act, series, version, change, now: bothy.now() };
    bothy.db.write("change_series", input, |w, input| Box::pin(change_in(w, input))).await
}

async fn change_in(w: &mut Writing, input: &Input) -> Result<Commit<SeriesId>, Refused> {
    let (organisation, now) = (input.who.sign_in.organisation, input.now);
    let mut locked = lock_calendar(w, organisation).await?;
    let old = permitted(w, &input.who, input.series, now).await?;
    let hash = crate::access::token_hash(&format!("{} {:?}", input.series, input.change));
    match access::spent(w, organisation, input.act.uuid()).await? {
        None => {}
        Some((same, made)) if same == hash => {
            return Ok(Commit::Unchanged(made.parse().map_err(|_| ActionError::NotFound)?));
        }
        Some((_, made)) => return Err(ActionError::SentBefore { made }),
    }
    if old.version != input.version {
        return Err(ActionError::Stale);
    }
    let coming = series::sessions_from(w, organisation, old.id, input.change.from).await?;
    lock_sessions(w, &mut locked, organisation, &coming).await?;
    let seen = foresee(w, organisation, old, &input.change, now).await?;
    let day_before = input.change.from.saturating_sub(1.day());
    series::end(w, organisation, seen.old.id, day_before).await?;
    series::add(w, organisation, &seen.next).await?;
    for (day, name) in &seen.weeks {
        series::take_week_off(w, organisation, seen.next.id, *day, name).await?;
    }
    let mut step = Step { w, organisation, next: &seen.next, now, entries: Vec::new() };
    step.entry(input, "series-changed", input.series.to_string());
    step.entry(input, "series-goes-on", seen.next.id.to_string());
    apply(&mut step, &mut locked, input, &seen).await?;
    let Step { w, entries, .. } = step;
    let id = seen.next.id.to_string();
    access::spend(w, organisation, input.act.uuid(), "change-series", &hash, &id, now).await?;
    replan(w, locked, now).await?;
    let Some(audit) = Audit::from_entries(entries) else { return Ok(Commit::Unchanged(seen.next.id)) };
    Ok(Commit::Changed(seen.next.id, audit))
}

/// One change under way.
struct Step<'t> {
    w: &'t mut Writing,
    organisation: OrganisationId,
    next: &'t Series,
    now: Timestamp,
    entries: Vec<Entry>,
}

/// Gives each session its fate; all are saved before anybody's clashes are looked at, so that two sessions that
/// move past each other do not clash on the way.
async fn apply(step: &mut Step<'_>, locked: &mut Locked, input: &Input, seen: &Foreseen) -> Result<(), Refused> {
    let mut moved = Vec::new();
    let mut elsewhere = Vec::new();
    let mut added = Vec::new();
    for Foretold { fate, ways, .. } in &seen.fates {
        let find = |id: &SessionId| seen.sessions.get(id).cloned().ok_or(ActionError::NotFound);
        match fate {
            Fate::Kept(id) => {
                let session = find(id)?;
                let day = session.original_date;
                series::hand_on(step.w, locked, step.organisation, *id, step.next.id, day).await?;
                if *ways == Ways::Other {
                    let session = step.other_ways(session);
                    save(step.w, step.organisation, &session).await?;
                    step.entry(input, "session-place-changed", id.to_string());
                    elsewhere.push(session);
                }
            }
            Fate::Moved(id, to) => {
                let session = find(id)?;
                series::hand_on(step.w, locked, step.organisation, *id, step.next.id, to.date).await?;
                let session = step.moved(session, *to, *ways)?;
                save(step.w, step.organisation, &session).await?;
                step.entry(input, "session-moved", id.to_string());
                moved.push(session);
            }
            Fate::CalledOff(id) => {
                let session = find(id)?;
                let why = seen.why_off(&session);
                call_off_in(step.w, step.organisation, &session, why, step.now).await.map_err(refused)?;
                step.entry(input, "session-called-off", id.to_string());
            }
            Fate::Added(meets) => added.push(meets.date),
        }
    }
    add(step, locked, input, &added).await?;
    for session in &elsewhere {
        step.tell(session, "session-place-changed").await?;
    }
    for session in &moved {
        step.hand_back_what_clashes(locked, session).await?;
        ask_again(step.w, locked, step.organisation, session, step.now).await?;
        step.tell(session, "session-moved").await?;
    }
    Ok(())
}

async fn add(step: &mut Step<'_>, locked: &mut Locked, input: &Input, days: &[Date]) -> Result<(), Refused> {
    let made = make_sessions(step.w, locked, step.organisation, step.next, days, step.now).await?;
    for session in made {
        step.entry(input, "session-made", session.to_string());
    }
    Ok(())
}

fn refused(error: NotCalledOff) -> Refused {
    match error {
        NotCalledOff::Session(refused) => ActionError::Rule(SeriesRefused::Session(refused)),
        NotCalledOff::Store(error) => ActionError::Store(error),
    }
}

impl Step<'_> {
    fn entry(&mut self, input: &Input, act: &'static str, thing: String) {
        let by = Some(input.who.sign_in.person);
        self.entries.push(Entry { organisation: self.organisation, at: self.now, by, act, thing, reason: None });
    }

    /// The session at its new place, or by its new link: both are to be confirmed again.
    fn other_ways(&self, session: Session) -> Session {
        Session {
            mode: self.next.mode,
            place: self.next.place,
            hall: self.next.hall,
            link: self.next.link.clone(),
            phone: self.next.phone.clone(),
            letting_in: self.next.letting_in.clone(),
            place_confirmed_at: None,
            opener: None,
            way_in_confirmed_at: None,
            ..session
        }
    }

    /// The session at its new time; the place is to be confirmed for it again.
    fn moved(&self, session: Session, to: Meets, ways: Ways) -> Result<Session, StoreError> {
        let meeting = meeting_of(self.next, to.date)?;
        let session = match ways {
            Ways::Other => self.other_ways(session),
            Ways::Same => session,
        };
        Ok(Session {
            original_date: to.date,
            date: to.date,
            starts: to.starts,
            ends: to.ends,
            starts_at: meeting.starts,
            ends_at: meeting.ends,
            place_confirmed_at: None,
            opener: None,
            since: self.now,
            ..session
        })
    }

    /// Whoever cannot hold their seat at the new time has it taken off them, and is told.
    async fn hand_back_what_clashes(&mut self, locked: &Locked, session: &Session) -> Result<(), Refused> {
        let seats = seats_of(self.w, self.organisation, &[session.id]).await?.remove(&session.id).unwrap_or_default();
        for seat in seats {
            let Some(holder) = seat.holder() else { continue };
            let known = candidates(self.w, self.organisation, session, Some(holder), self.now).await?;
            let keeps = |who: &Candidate| keeps_at(&seat, session.date, session.starts_at, session.ends_at, who);
            if !known.iter().all(keeps) {
                let empty = Seat { holding: Holding::Empty { since: self.now }, ..seat };
                save_seat(self.w, locked, self.organisation, &empty).await?;
                tell_one(self.w, self.organisation, holder, "seat-lost-by-move", session, self.now).await?;
            }
        }
        Ok(())
    }

    async fn tell(&mut self, session: &Session, kind: &str) -> Result<(), Refused> {
        for (_, person) in series::holders_of(self.w, self.organisation, &[session.id]).await? {
            tell_one(self.w, self.organisation, person, kind, session, self.now).await?;
        }
        Ok(())
    }
}
