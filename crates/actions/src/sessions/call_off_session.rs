//! A session is called off, or runs after all; everybody on it is told.

use super::change::{Change, ChangeRefused, Changed, Refused, change};
use crate::access::Known;
use crate::bothy::Bothy;
use crate::error::ActionError;
use crate::rota::withdraw_offers::withdraw_offers;
use bothy_domain::access::permit::ChangeSession;
use bothy_domain::ids::{ActId, SessionId};
use bothy_domain::sessions::session::WhyCalledOff;

/// Calls a session off, with a reason that everybody may read. Its duties are no longer needed.
///
/// # Errors
/// It has begun, is called off already, or is not there for this person.
pub async fn call_off_session(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    session: SessionId,
    why: WhyCalledOff,
) -> Result<SessionId, Refused> {
    let words = format!("{session} {}", why.code());
    let sent = Change {
        who: who.clone(),
        act,
        session,
        version: None,
        name: "session-called-off",
        words,
        reason: None,
        input: why,
    };
    change::<ChangeSession, _, _>(bothy, sent, |w, mut session, sent, _, now| {
        Box::pin(async move {
            let off = session.state.call_off(sent.input, session.starts_at, now);
            session.state = off.map_err(|refused| ActionError::Rule(ChangeRefused::from(refused)))?;
            withdraw_offers(w, sent.who.sign_in.organisation, &session, now).await?;
            Ok(Changed { session, tell: Some("session-called-off") })
        })
    })
    .await
}

/// Lets a session that was called off run after all.
///
/// # Errors
/// It was not called off, its time is past, or it is not there for this person.
pub async fn run_session_after_all(
    bothy: &Bothy,
    who: &Known,
    act: ActId,
    session: SessionId,
) -> Result<SessionId, Refused> {
    let words = session.to_string();
    let sent = Change {
        who: who.clone(),
        act,
        session,
        version: None,
        name: "session-runs-after-all",
        words,
        reason: None,
        input: (),
    };
    change::<ChangeSession, _, _>(bothy, sent, |_, mut session, _, _, now| {
        Box::pin(async move {
            let on = session.state.run_after_all(session.starts_at, now);
            session.state = on.map_err(|refused| ActionError::Rule(ChangeRefused::from(refused)))?;
            Ok(Changed { session, tell: Some("session-runs-after-all") })
        })
    })
    .await
}
