//! The pages for those who work here: what needs someone, the rota, one session, a supporter's own day.

use super::{ForWhom, Route, line};
use crate::desk::{self, Desk};
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::refusals::{Answer, away, done, on_to, page, page_with, refused, trouble};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::{get, post};
use bothy_actions::duties::{answer_passing, give_back_duty, pass_duty, see_today, take_duty};
use bothy_actions::rota::see_passing;
use bothy_actions::sessions::{see_my_day, see_rota};
use bothy_domain::access::Role;
use bothy_domain::duties::{Answer as PassingAnswer, DutyRefused};
use bothy_domain::ids::{DutyId, PersonId};
use bothy_domain::sessions::change::monday_of;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;

/// The routes of those who work here.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    let mut lines = vec![
        line("GET", "/today", SignedIn, get(today)),
        line("GET", "/my-day", SignedIn, get(my_day)),
        line("GET", "/rota", SignedIn, get(rota)),
        line("GET", "/more", SignedIn, get(more)),
        line("POST", "/duties/{id}/take", SignedIn, post(take)),
        line("POST", "/duties/{id}/pass", SignedIn, post(pass)),
        line("POST", "/duties/{id}/answer", SignedIn, post(answer)),
        line("POST", "/duties/{id}/give-back", SignedIn, post(give_back)),
    ];
    lines.extend(super::session::lines());
    lines
}

impl Here {
    /// From where a staff page is seen.
    pub fn desk(&self, me: PersonId) -> Desk {
        Desk { words: self.words(), zone: self.zone(), now: self.now, me }
    }
}

async fn today(here: Here, Me(known): Me) -> Answer {
    let me = known.sign_in.person;
    let works = known.standing.hats().iter().any(|hat| !matches!(hat.role, Role::Member | Role::Supporter));
    if !works {
        // A supporter's own day is theirs; somebody who only takes part has no page here.
        return if known.standing.wears_somewhere(Role::Supporter) {
            on_to(&here, "/my-day")
        } else {
            trouble(&here, TroubleKind::NotFound)
        };
    }
    let day = bothy_calendar::zone::whole_day(here.today(), &here.zone());
    match see_today(&here.service.bothy, &known, day.start, day.end).await {
        Ok(today) => page(&desk::today::page(&here.desk(me), here.frame(None), &today)),
        Err(error) => away(&here, &error),
    }
}

async fn my_day(here: Here, Me(known): Me) -> Answer {
    if !known.standing.wears_somewhere(Role::Supporter) {
        return trouble(&here, TroubleKind::NotFound);
    }
    let me = known.sign_in.person;
    let day = bothy_calendar::zone::whole_day(here.today(), &here.zone());
    let read = async {
        let mine = see_my_day(&here.service.bothy, &known).await?;
        let today = see_today(&here.service.bothy, &known, day.start, day.end).await?;
        Ok((mine, today))
    };
    match read.await {
        Ok((mine, today)) => page(&desk::my_day::page(&here.desk(me), here.frame(None), &mine, &today)),
        Err(error) => away(&here, &error),
    }
}

async fn rota(here: Here, Me(known): Me) -> Answer {
    if !known.standing.wears_somewhere(Role::Coordinator) {
        return trouble(&here, TroubleKind::NotFound);
    }
    let from: Option<Date> = here.asked("from").and_then(|text| text.parse().ok());
    let monday = monday_of(from.unwrap_or_else(|| here.today()));
    let zone = here.zone();
    let start = bothy_calendar::zone::whole_day(monday, &zone).start;
    let end = bothy_calendar::zone::whole_day(monday.saturating_add(7.days()), &zone).start;
    let only = here.asked("branch").and_then(|text| text.parse().ok());
    let read = async {
        let rota = see_rota(&here.service.bothy, &known, start, end, only).await?;
        let changed = match here.asked("changed").and_then(|text| text.parse().ok()) {
            Some(act) => see_passing(&here.service.bothy, &known, act).await?,
            None => None,
        };
        Ok((rota, changed))
    };
    match read.await {
        Ok((rota, changed)) => {
            let desk = here.desk(known.sign_in.person);
            page(&desk::rota::page(&desk, here.frame(None), &rota, monday, only, changed.as_ref()))
        }
        Err(error) => away(&here, &error),
    }
}

/// `/more`: what does not stand in the bar, and the way out.
async fn more(here: Here, Me(known): Me) -> Answer {
    if known.standing.hats().iter().all(|hat| hat.role == Role::Member) {
        return trouble(&here, TroubleKind::NotFound);
    }
    page(&desk::more::page(&here.desk(known.sign_in.person), here.frame(Some(Tab::More)), &known.standing))
}

/// The path to go back to after a duty was changed: the page of whoever changed it.
fn own_page(known: &bothy_actions::access::Known) -> &'static str {
    let works = known.standing.hats().iter().any(|hat| !matches!(hat.role, Role::Member | Role::Supporter));
    if works { "/today" } else { "/my-day" }
}

fn after_duty<T>(
    here: &Here,
    known: &bothy_actions::access::Known,
    answer: Result<T, bothy_actions::ActionError<DutyRefused>>,
    code: &str,
) -> Answer {
    let to = own_page(known);
    match answer {
        Ok(_) => done(here, to, code),
        Err(error) => refused(here, error, Vec::new(), |_| Some(to.to_owned()), |rule| duty_refused(here, to, &rule)),
    }
}

/// A refusal of a duty is said above the page that shows how it stands now.
fn duty_refused(here: &Here, to: &str, rule: &DutyRefused) -> Answer {
    let code = match rule {
        DutyRefused::TakenAlready { .. } => "duty-taken-already",
        DutyRefused::Closed { .. } => "duty-closed",
        DutyRefused::NotTheirs => "duty-not-yours",
        DutyRefused::AskedAlready { .. } => "duty-asked-already",
        DutyRefused::ToThemselves => "duty-to-yourself",
        DutyRefused::NotAsked => "duty-not-asked",
        DutyRefused::NotAPerson => "duty-not-a-person",
    };
    done(here, to, code)
}

async fn take(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<DutyId>() else { return trouble(&here, TroubleKind::NotFound) };
    let answer = take_duty(&here.service.bothy, &known, None, id).await;
    after_duty(&here, &known, answer, "taken")
}

async fn give_back(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<DutyId>() else { return trouble(&here, TroubleKind::NotFound) };
    let answer = give_back_duty(&here.service.bothy, &known, None, id).await;
    after_duty(&here, &known, answer, "given-back")
}

#[derive(Deserialize)]
struct PassForm {
    #[serde(default)]
    to: String,
}

async fn pass(here: Here, Me(known): Me, Path(id): Path<String>, Form(form): Form<PassForm>) -> Answer {
    let Ok(id) = id.parse::<DutyId>() else { return trouble(&here, TroubleKind::NotFound) };
    let Ok(to) = form.to.parse::<PersonId>() else { return done(&here, own_page(&known), "duty-nobody-chosen") };
    let answer = pass_duty(&here.service.bothy, &known, None, id, to).await;
    after_duty(&here, &known, answer, "passed")
}

#[derive(Deserialize)]
struct AnswerForm {
    #[serde(default)]
    answer: String,
}

async fn answer(here: Here, Me(known): Me, Path(id): Path<String>, Form(form): Form<AnswerForm>) -> Answer {
    let Ok(id) = id.parse::<DutyId>() else { return trouble(&here, TroubleKind::NotFound) };
    let said = match form.answer.as_str() {
        "yes" => PassingAnswer::Yes,
        "no" => PassingAnswer::No,
        _ => return trouble(&here, TroubleKind::NotUnderstood),
    };
    let answer = answer_passing(&here.service.bothy, &known, None, id, said).await;
    after_duty(&here, &known, answer, if said == PassingAnswer::Yes { "taken" } else { "no" })
}

/// A staff page with what was in the way, so that it is read where it was tried.
pub(super) fn conflict(page_of: &impl askama::Template) -> Answer {
    page_with(page_of, StatusCode::CONFLICT)
}
