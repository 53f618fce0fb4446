//! Those who help: the list, one person, and writing down what they have shown.

use super::form::{Fields, date_of};
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk::people::Show;
use crate::desk::{self, Desk};
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::{OpenRecord, PersonPage, TypedRecord};
use crate::refusals::{Answer, done, page, refused, trouble};
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::supporters::{record_shown, see_helper, see_helpers, take_off_record};
use bothy_domain::access::Act as _;
use bothy_domain::access::permit::{LetGo, LetPeopleIn, Within};
use bothy_domain::ids::{ActId, PersonId, RecordId};
use bothy_domain::supporters::checks::{CheckKind, Span, TrainingStep};
use bothy_domain::supporters::everyone::Reference;
use bothy_domain::supporters::record::{RecordRefused, Recorded};
use jiff::civil::Date;

/// The routes of those who help.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/people", SignedIn, get(all)),
        line("GET", "/people/{id}", SignedIn, get(one)),
        line("POST", "/people/{id}/checks", SignedIn, post(check)),
        line("POST", "/people/{id}/training", SignedIn, post(training)),
        line("POST", "/people/{id}/references", SignedIn, post(reference)),
        line("POST", "/people/{id}/supervision", SignedIn, post(supervision)),
        line("POST", "/people/{id}/records/{record}/take-off", SignedIn, post(take_off)),
    ]
}

fn not_found(here: &Here) -> Answer {
    trouble(here, TroubleKind::NotFound)
}

async fn all(here: Here, Me(known): Me) -> Answer {
    let asked = |name: &str| here.asked(name).unwrap_or_default();
    let show = Show::of_code(&asked("show"));
    let number = asked("page").parse().unwrap_or(1);
    // A name is short; what is longer was not typed by a person.
    let name: String = asked("name").trim().chars().take(100).collect();
    match see_helpers(&here.service.bothy, &known).await {
        Ok(seen) => {
            let desk = here.desk(known.sign_in.person);
            page(&desk::people::page(&desk, here.frame(Some(Tab::People)), &seen, show, &name, number))
        }
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| not_found(&here)),
    }
}

async fn one(here: Here, Me(known): Me, Path(id): Path<String>) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    show(&here, &known, id, |_, _| false).await
}

/// The page as it stands now, with what was in the way of the last thing tried; `change` says whether something was.
pub(super) async fn show(
    here: &Here,
    known: &Known,
    id: PersonId,
    change: impl FnOnce(&Desk, &mut PersonPage) -> bool,
) -> Answer {
    match see_helper(&here.service.bothy, known, id).await {
        Ok(seen) => {
            let desk = here.desk(known.sign_in.person);
            let mut made = desk::person::page(&desk, here.frame(Some(Tab::People)), &seen);
            let lets_in = LetPeopleIn::allows(&known.standing, &Within::organisation(known.sign_in.organisation));
            if lets_in {
                desk::person::with_endings(&mut made, &seen, here.now);
            }
            made.may_sign_out = lets_in && id != known.sign_in.person;
            if made.may_sign_out {
                made.giving = Some(desk::person::giving(&desk, &seen));
            }
            made.may_let_go = LetGo::allows(&known.standing, &Within::organisation(known.sign_in.organisation));
            let changed = change(&desk, &mut made);
            match (changed, made.may_record || made.giving.is_some()) {
                (false, _) => page(&made),
                (true, true) => conflict(&made),
                // Whoever may only look has sent nothing that could be put right.
                (true, false) => not_found(here),
            }
        }
        Err(error) => refused(here, error, Vec::new(), |_| None, |_| not_found(here)),
    }
}

/// What is wrong with a form: at which field, and its words.
type Wrong = (&'static str, &'static str);

/// One of the four forms, as it was sent.
struct Sent {
    form: OpenRecord,
    typed: TypedRecord,
}

impl Sent {
    fn read(form: OpenRecord, body: &Bytes) -> (Self, Option<ActId>) {
        let sent = Fields::read(body);
        let (code, kind, name) = (code(form), sent.text("kind").to_owned(), sent.text("name").to_owned());
        let typed = TypedRecord {
            kind,
            name,
            on: sent.date(&format!("on-{code}")),
            until: sent.date(&format!("until-{code}")),
        };
        (Self { form, typed }, sent.value("act"))
    }

    /// The kind that was chosen, or the other that was typed.
    fn name(&self) -> &str {
        if self.typed.kind.is_empty() { &self.typed.name } else { &self.typed.kind }
    }

    fn span(&self, from: Date) -> Option<Span> {
        let (day, month, year) = &self.typed.until;
        let none = day.is_empty() && month.is_empty() && year.is_empty();
        let until = date_of(&self.typed.until);
        (none || until.is_some()).then_some(Span { from, until })
    }

    fn understood(&self) -> Result<Recorded, Wrong> {
        let date = |field| (field, key("person-say-date"));
        let on = date_of(&self.typed.on);
        match self.form {
            OpenRecord::Check => {
                let span = self.span(on.ok_or(date("on-check"))?).ok_or(date("until-check"))?;
                Ok(Recorded::Check(CheckKind::typed(self.name()), span))
            }
            OpenRecord::Training => {
                let span = self.span(on.ok_or(date("on-training"))?).ok_or(date("until-training"))?;
                Ok(Recorded::Training(TrainingStep::typed(self.name()), span))
            }
            OpenRecord::Reference => {
                let referee = self.typed.name.split_whitespace().collect::<Vec<_>>().join(" ");
                let taken_on = on.ok_or(date("on-reference"))?;
                Ok(Recorded::Reference(Reference { referee, taken_on }))
            }
            OpenRecord::Supervision | OpenRecord::None => Ok(Recorded::Supervision(on.ok_or(date("on-supervision"))?)),
        }
    }
}

fn code(form: OpenRecord) -> &'static str {
    match form {
        OpenRecord::Check => "check",
        OpenRecord::Training => "training",
        OpenRecord::Reference => "reference",
        OpenRecord::Supervision | OpenRecord::None => "supervision",
    }
}

/// At which field of a form a refusal is said, and its words.
fn wrong(form: OpenRecord, refusal: RecordRefused) -> Wrong {
    let (at_name, at_day, at_until) = match form {
        OpenRecord::Check => ("name-check", "on-check", "until-check"),
        OpenRecord::Training => ("name-training", "on-training", "until-training"),
        OpenRecord::Reference => ("name-reference", "on-reference", "on-reference"),
        OpenRecord::Supervision | OpenRecord::None => ("on-supervision", "on-supervision", "on-supervision"),
    };
    match refusal {
        RecordRefused::NoName => (at_name, key("person-say-name")),
        RecordRefused::TooLong => (at_name, key("person-say-long")),
        RecordRefused::SameReferee => (at_name, key("person-say-referee")),
        RecordRefused::Later => (at_day, key("person-say-later")),
        RecordRefused::LongAgo => (at_day, key("person-say-long-ago")),
        RecordRefused::ThereAlready => (at_day, key("person-say-there")),
        RecordRefused::EndsBefore => (at_until, key("person-say-ends")),
    }
}

async fn write_down(here: Here, known: Known, id: String, form: OpenRecord, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<PersonId>() else { return not_found(&here) };
    let (sent, Some(act)) = Sent::read(form, &body) else { return trouble(&here, TroubleKind::NotUnderstood) };
    let to = format!("/people/{id}");
    let (field, words) = match sent.understood() {
        Err(wrong) => wrong,
        Ok(what) => match record_shown(&here.service.bothy, &known, act, id, what).await {
            Ok(()) => return done(&here, &to, "recorded"),
            Err(ActionError::Rule(refusal)) => wrong(form, refusal),
            Err(error) => return refused(&here, error, Vec::new(), |_| Some(to), |_| not_found(&here)),
        },
    };
    show(&here, &known, id, |desk, made| {
        made.errors.add(field, desk.words.t(words));
        made.open = form;
        made.typed = sent.typed;
        true
    })
    .await
}

async fn check(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    write_down(here, known, id, OpenRecord::Check, body).await
}

async fn training(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    write_down(here, known, id, OpenRecord::Training, body).await
}

async fn reference(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    write_down(here, known, id, OpenRecord::Reference, body).await
}

async fn supervision(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    write_down(here, known, id, OpenRecord::Supervision, body).await
}

async fn take_off(here: Here, Me(known): Me, Path((id, record)): Path<(String, String)>, body: Bytes) -> Answer {
    let (Ok(id), Ok(record)) = (id.parse::<PersonId>(), record.parse::<RecordId>()) else { return not_found(&here) };
    let Some(act) = Fields::read(&body).value::<ActId>("act") else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let to = format!("/people/{id}");
    match take_off_record(&here.service.bothy, &known, act, id, record).await {
        Ok(()) => done(&here, &to, "record-off"),
        Err(error) => refused(&here, error, Vec::new(), |_| Some(to), |_| not_found(&here)),
    }
}
