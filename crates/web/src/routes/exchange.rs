//! A seat that changes hands: choosing, the last look, passing on, swapping and putting back. Links and forms, no script.

use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::refusals::{Answer, away, done, on_to, page, page_with, refused, trouble};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::rota::{Exchanged, With, pass_on_seat, put_back, see_exchange, see_seat, swap_seats};
use bothy_domain::ids::{ActId, PersonId, SeatId};
use bothy_domain::rota::ExchangeRefused;
use serde::Deserialize;

/// The routes of exchanging seats.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/seats/{id}/change", SignedIn, get(change)),
        line("POST", "/seats/{id}/pass-on", SignedIn, post(pass_on)),
        line("POST", "/seats/{id}/swap", SignedIn, post(swap)),
        line("POST", "/rota/put-back", SignedIn, post(back)),
    ]
}

/// The forms: the act, who has the seat, who is to have it, and for which seat.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Sent {
    act: String,
    holder: String,
    person: String,
    with: String,
    of: String,
}

async fn change(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(seat) = id.parse::<SeatId>() else { return trouble(&here, TroubleKind::NotFound) };
    let asked = |name: &str| here.asked(name);
    let with = match (asked("to"), asked("with")) {
        (Some(to), _) => to.parse().ok().map(With::Person),
        (None, Some(with)) => with.parse().ok().map(With::Seat),
        (None, None) => return choose(&here, &known, seat, String::new()).await,
    };
    let Some(with) = with else { return trouble(&here, TroubleKind::NotFound) };
    last_look(&here, &known, seat, with, StatusCode::OK).await
}

/// The page on which is chosen, as it stands now. A seat that nobody holds is asked for on its session's page.
async fn choose(here: &Here, known: &Known, seat: SeatId, problem: String) -> Answer {
    let seen = match see_seat(&here.service.bothy, known, seat).await {
        Ok(seen) => seen,
        Err(ActionError::Store(error)) => return away(here, &error),
        Err(_) => return trouble(here, TroubleKind::NotFound),
    };
    let status = if problem.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    match desk::exchange::choose(&here.desk(known.sign_in.person), here.frame(Some(Tab::Rota)), &seen, problem) {
        Some(made) if status == StatusCode::OK => page(&made),
        Some(made) => page_with(&made, status),
        None => on_to(here, &format!("/sessions/{}#{}", seen.session.id, seen.seat.id)),
    }
}

async fn last_look(here: &Here, known: &Known, seat: SeatId, with: With, status: StatusCode) -> Answer {
    match see_exchange(&here.service.bothy, known, seat, with).await {
        Ok(seen) => {
            let desk = here.desk(known.sign_in.person);
            match desk::exchange::confirm(&desk, here.frame(Some(Tab::Rota)), &seen) {
                Some(made) => page_with(&made, status),
                None => trouble(here, TroubleKind::NotFound),
            }
        }
        Err(ActionError::Store(error)) => away(here, &error),
        Err(_) => trouble(here, TroubleKind::NotFound),
    }
}

/// Where it goes on: the week, with what was done and the way to undo it.
fn to_week(here: &Here, exchanged: &Exchanged) -> Answer {
    on_to(here, &format!("{}&changed={}", desk::exchange::week(exchanged.date), exchanged.act))
}

async fn answer(
    here: &Here,
    known: &Known,
    seat: SeatId,
    with: With,
    result: Result<Exchanged, ActionError<ExchangeRefused>>,
) -> Answer {
    match result {
        Ok(exchanged) => to_week(here, &exchanged),
        // The last look says of whom, and what: the same rule reads it again.
        Err(ActionError::Rule(ExchangeRefused::Cannot { .. })) => {
            last_look(here, known, seat, with, StatusCode::CONFLICT).await
        }
        Err(ActionError::Rule(rule)) => {
            let words = desk::exchange::refused(&here.desk(known.sign_in.person), &rule);
            choose(here, known, seat, words).await
        }
        Err(error) => {
            let again = format!("/seats/{seat}/change");
            refused(here, error, Vec::new(), |_| Some(again), |_| trouble(here, TroubleKind::NotFound))
        }
    }
}

async fn pass_on(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(seat), Ok(act)) = (id.parse::<SeatId>(), sent.act.parse::<ActId>()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let (Ok(from), Ok(to)) = (sent.holder.parse::<PersonId>(), sent.person.parse::<PersonId>()) else {
        return trouble(&here, TroubleKind::NotFound);
    };
    let result = pass_on_seat(&here.service.bothy, &known, act, seat, from, to).await;
    answer(&here, &known, seat, With::Person(to), result).await
}

async fn swap(here: Here, Me(known): Me, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let (Ok(seat), Ok(act)) = (id.parse::<SeatId>(), sent.act.parse::<ActId>()) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let (holder, person) = (sent.holder.parse::<PersonId>(), sent.person.parse::<PersonId>());
    let (Ok(holder), Ok(person), Ok(with)) = (holder, person, sent.with.parse::<SeatId>()) else {
        return trouble(&here, TroubleKind::NotFound);
    };
    let result = swap_seats(&here.service.bothy, &known, act, (seat, holder), (with, person)).await;
    answer(&here, &known, seat, With::Seat(with), result).await
}

async fn back(here: Here, Me(known): Me, Form(sent): Form<Sent>) -> Answer {
    let Ok(act) = sent.act.parse::<ActId>() else { return trouble(&here, TroubleKind::NotUnderstood) };
    let Ok(of) = sent.of.parse::<ActId>() else { return trouble(&here, TroubleKind::NotFound) };
    match put_back(&here.service.bothy, &known, act, of).await {
        Ok(exchanged) => done(&here, &desk::exchange::week(exchanged.date), "put-back"),
        Err(ActionError::Rule(rule)) => {
            let code = match rule {
                ExchangeRefused::Cannot { .. } => "not-put-back-cannot",
                ExchangeRefused::TooLate => "not-put-back-late",
                ExchangeRefused::ChangedSince | ExchangeRefused::OnePerson => "not-put-back-changed",
            };
            done(&here, "/rota", code)
        }
        Err(error) => {
            refused(&here, error, Vec::new(), |_| Some("/rota".to_owned()), |_| trouble(&here, TroubleKind::NotFound))
        }
    }
}
