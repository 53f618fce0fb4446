//! What makes a session ready: the place confirmed, an opener, the link tried, fewer people allowed by name.

use super::change::{Change, ChangeRefused, Changed, Refused, change};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use bothy_domain::access::permit::{OverrideMinimum, PrepareSession};
use bothy_domain::ids::{ActId, PersonId, PlaceId, SessionId};
use bothy_domain::sessions::way_in::{checked_link, checked_phone};
use bothy_domain::sessions::{LettingIn, Mode, SessionState};
use bothy_store::sessions::Session;
use bothy_store::{Writing, people};
use jiff::Timestamp;

/// One step of preparing a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preparation {
    /// Whoever lets the place has said yes.
    PlaceConfirmed,
    /// The yes is taken back, or was not one.
    PlaceNotConfirmed,
    /// This person opens; none means nobody yet.
    Opener(Option<PersonId>),
    /// The link and the telephone number, as data; how people come; and where.
    WayIn {
        /// Any link; empty for none.
        link: String,
        /// Any telephone number; empty for none.
        phone: String,
        /// How people are let in there.
        letting_in: LettingIn,
        /// How people come.
        mode: Mode,
    },
    /// Another place; it is to be confirmed anew.
    Place(Option<PlaceId>),
    /// Somebody tried the link or the number.
    WayInTried,
    /// A coordinator lets it be ready with fewer, and says why.
    Override(String),
    /// The minimum counts again.
    NoOverride,
}

impl Preparation {
    fn name(&self) -> &'static str {
        match self {
            Self::PlaceConfirmed => "place-confirmed",
            Self::PlaceNotConfirmed => "place-not-confirmed",
            Self::Opener(_) => "opener-named",
            Self::WayIn { .. } => "way-in-changed",
            Self::Place(_) => "place-changed",
            Self::WayInTried => "way-in-tried",
            Self::Override(_) => "minimum-overridden",
            Self::NoOverride => "minimum-counts-again",
        }
    }
}

/// Does one step of preparing a session.
///
/// # Errors
/// Nothing to confirm, no reason given, a link that is none, or it is not there for this person.
pub async fn prepare_session(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    session: SessionId,
    step: Preparation,
) -> Result<SessionId, Refused> {
    let reason = match &step {
        Preparation::Override(words) if words.trim().is_empty() => {
            return Err(ActionError::Rule(ChangeRefused::NoReason));
        }
        Preparation::Override(words) => Some(words.trim().to_owned()),
        _ => None,
    };
    let is_override = matches!(step, Preparation::Override(_) | Preparation::NoOverride);
    let words = format!("{session} {step:?}");
    let sent = Change { who: who.clone(), act, session, version: None, name: step.name(), words, reason, input: step };
    if is_override {
        change::<OverrideMinimum, _, _>(bothy, sent, |w, session, sent, _, now| {
            Box::pin(prepare_in(w, session, sent, now))
        })
        .await
    } else {
        change::<PrepareSession, _, _>(bothy, sent, |w, session, sent, _, now| {
            Box::pin(prepare_in(w, session, sent, now))
        })
        .await
    }
}

async fn prepare_in(
    w: &mut Writing,
    mut session: Session,
    sent: &Change<Preparation>,
    now: Timestamp,
) -> Result<Changed, Refused> {
    let by = sent.who.sign_in.person;
    SessionState::prepare(session.starts_at, session.ends_at, now)
        .map_err(|refused| ActionError::Rule(refused.into()))?;
    match &sent.input {
        Preparation::PlaceConfirmed if session.place.is_none() => {
            return Err(ActionError::Rule(ChangeRefused::NothingToConfirm));
        }
        Preparation::PlaceConfirmed => session.place_confirmed_at = Some(now),
        Preparation::PlaceNotConfirmed => session.place_confirmed_at = None,
        Preparation::Opener(opener) => {
            if let Some(person) = opener
                && people::find(w, sent.who.sign_in.organisation, *person).await?.is_none()
            {
                return Err(ActionError::Rule(ChangeRefused::NotKnown));
            }
            session.opener = *opener;
        }
        Preparation::WayIn { link, phone, letting_in, mode } => {
            let wrong = |refused| ActionError::Rule(ChangeRefused::WayIn(refused));
            session.link = checked_link(link).map_err(wrong)?;
            session.phone = checked_phone(phone).map_err(wrong)?;
            session.letting_in = letting_in.clone().checked().map_err(wrong)?;
            session.mode = *mode;
            session.way_in_confirmed_at = None;
        }
        Preparation::Place(place) => {
            session.place = *place;
            session.hall = None;
            session.place_confirmed_at = None;
            session.opener = None;
        }
        Preparation::WayInTried if session.link.is_empty() && session.phone.is_empty() => {
            return Err(ActionError::Rule(ChangeRefused::NothingToConfirm));
        }
        Preparation::WayInTried => session.way_in_confirmed_at = Some(now),
        Preparation::Override(_) => session.overridden = Some((by, now)),
        Preparation::NoOverride => session.overridden = None,
    }
    Ok(Changed { session, tell: None })
}
