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
use bothy_domain::ids::{ActId, BranchId, PersonId, SeatId};
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
    branch: String,
}

/// The branch that the week was looked at for: it stands in the address, and in a form among what it carries. Whatever
/// is no name of a branch is left out; what may be seen of it is decided on the week itself.
fn branch_of(here: &Here, sent: &Sent) -> Option<String> {
    let said = Some(sent.branch.clone()).filter(|text| !text.is_empty()).or_else(|| here.asked("branch"));
    said.and_then(|text| text.parse::<BranchId>().ok()).map(|branch| branch.to_string())
}

async fn change(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(seat) = id.parse::<SeatId>() else { return trouble(&here, TroubleKind::NotFound) };
    let asked = |name: &str| here.asked(name);
    let sent = Sent::default();
    let with = match (asked("to"), asked("with")) {
        (Some(to), _) => to.parse().ok().map(With::Person),
        (None, Some(with)) => with.parse().ok().map(With::Seat),
        (None, None) => return choose(&here, &known, seat, &sent, String::new()).await,
    };
    let Some(with) = with else { return trouble(&here, TroubleKind::NotFound) };
    last_look(&here, &known, seat, &sent, with, StatusCode::OK).await
}

/// The page on which is chosen, as it stands now. A seat that nobody holds is asked for on its session's page.
async fn choose(here: &Here, known: &Known, seat: SeatId, sent: &Sent, problem: String) -> Answer {
    let seen = match see_seat(&here.service.bothy, known, seat).await {
        Ok(seen) => seen,
        Err(ActionError::Store(error)) => return away(here, &error),
        Err(_) => return trouble(here, TroubleKind::NotFound),
    };
    let status = if problem.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    let made = desk::exchange::choose(&here.desk(known.sign_in.person), here.frame(Some(Tab::Rota)), &seen, problem);
    let branch = branch_of(here, sent);
    let made = made.map(|made| match &branch {
        Some(branch) => made.of_branch(branch),
        None => made,
    });
    match made {
        Some(made) if status == StatusCode::OK => page(&made),
        Some(made) => page_with(&made, status),
        None => on_to(here, &format!("/sessions/{}#{}", seen.session.id, seen.seat.id)),
    }
}

async fn last_look(here: &Here, known: &Known, seat: SeatId, sent: &Sent, with: With, status: StatusCode) -> Answer {
    match see_exchange(&here.service.bothy, known, seat, with).await {
        Ok(seen) => {
            let desk = here.desk(known.sign_in.person);
            match (desk::exchange::confirm(&desk, here.frame(Some(Tab::Rota)), &seen), branch_of(here, sent)) {
                (Some(made), Some(branch)) => page_with(&made.of_branch(&branch), status),
                (Some(made), None) => page_with(&made, status),
                (None, _) => trouble(here, TroubleKind::NotFound),
            }
        }
        Err(ActionError::Store(error)) => away(here, &error),
        Err(_) => trouble(here, TroubleKind::NotFound),
    }
}

/// Where it goes on: the week, with what was done and the way to undo it.
fn to_week(here: &Here, sent: &Sent, exchanged: &Exchanged) -> Answer {
    on_to(here, &format!("{}&changed={}", week(here, sent, exchanged), exchanged.act))
}

/// The week of what was exchanged, of the branch it was looked at for.
fn week(here: &Here, sent: &Sent, exchanged: &Exchanged) -> String {
    let branch = branch_of(here, sent).map(|branch| format!("&branch={branch}")).unwrap_or_default();
    format!("{}{branch}", desk::exchange::week(exchanged.date))
}

async fn answer(
    here: &Here,
    known: &Known,
    seat: SeatId,
    sent: &Sent,
    with: With,
    result: Result<Exchanged, ActionError<ExchangeRefused>>,
) -> Answer {
    match result {
        Ok(exchanged) => to_week(here, sent, &exchanged),
        // The last look says of whom, and what: the same rule reads it again.
        Err(ActionError::Rule(ExchangeRefused::Cannot { .. })) => {
            last_look(here, known, seat, sent, with, StatusCode::CONFLICT).await
        }
        Err(ActionError::Rule(rule)) => {
            let words = desk::exchange::refused(&here.desk(known.sign_in.person), &rule);
            choose(here, known, seat, sent, words).await
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
    answer(&here, &known, seat, &sent, With::Person(to), result).await
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
    answer(&here, &known, seat, &sent, With::Seat(with), result).await
}

async fn back(here: Here, Me(known): Me, Form(sent): Form<Sent>) -> Answer {
    let Ok(act) = sent.act.parse::<ActId>() else { return trouble(&here, TroubleKind::NotUnderstood) };
    let Ok(of) = sent.of.parse::<ActId>() else { return trouble(&here, TroubleKind::NotFound) };
    match put_back(&here.service.bothy, &known, act, of).await {
        Ok(exchanged) => done(&here, &week(&here, &sent, &exchanged), "put-back"),
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
