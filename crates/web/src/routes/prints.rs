//! What is printed for a day without power: `/sessions/{id}/register` and `/rota/pack`.

use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::RegisterPage;
use crate::refusals::{Answer, away, page, trouble};
use axum::extract::Path;
use axum::routing::get;
use bothy_actions::ActionError;
use bothy_actions::sessions::see_register::{PackAsked, see_pack, see_register};
use bothy_domain::access::Role;
use bothy_domain::ids::SessionId;
use bothy_domain::sessions::change::monday_of;
use jiff::ToSpan as _;
use jiff::civil::Date;

pub(super) fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/sessions/{id}/register", SignedIn, get(register)),
        line("GET", "/rota/pack", SignedIn, get(pack)),
    ]
}

async fn register(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<SessionId>() else { return trouble(&here, TroubleKind::NotFound) };
    let seen = match see_register(&here.service.bothy, &known, id).await {
        Ok(seen) => seen,
        Err(ActionError::Store(error)) => return away(&here, &error),
        Err(_) => return trouble(&here, TroubleKind::NotFound),
    };
    let tab = if known.standing.wears_somewhere(Role::Coordinator) { Tab::Rota } else { Tab::MyDay };
    let desk = here.desk(known.sign_in.person);
    page(&RegisterPage {
        frame: here.frame(Some(tab)),
        href: format!("/sessions/{id}"),
        sheet: desk::prints::sheet(&desk, &seen.register, &seen.people, &here.door.readers),
    })
}

async fn pack(here: Here, Me(known): Me) -> Answer {
    let from: Option<Date> = here.asked("from").and_then(|text| text.parse().ok());
    let monday = monday_of(from.unwrap_or_else(|| here.today()));
    let zone = here.zone();
    let asked = PackAsked {
        from: bothy_calendar::zone::whole_day(monday, &zone).start,
        to: bothy_calendar::zone::whole_day(monday.saturating_add(7.days()), &zone).start,
        only: here.asked("branch").and_then(|text| text.parse().ok()),
    };
    let seen = match see_pack(&here.service.bothy, &known, asked).await {
        Ok(seen) => seen,
        Err(ActionError::Store(error)) => return away(&here, &error),
        Err(_) => return trouble(&here, TroubleKind::NotFound),
    };
    let desk = here.desk(known.sign_in.person);
    let door = (here.door.lines.as_slice(), here.door.readers.as_slice());
    page(&desk::prints::pack(&desk, here.frame(None), &seen, (monday, asked.only), door))
}
