//! Places from the inside: the list, one place, and writing what it is like.

use super::form::{Fields, date_of};
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk::{self, Desk};
use crate::here::{Here, Me};
use crate::pages::Tab;
use crate::pages::public::TroubleKind;
use crate::pages::staff::{OpenForm, PlacePage};
use crate::refusals::{Answer, away, done, page, refused, trouble};
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::places::{Fact, FactsRefused, PlaceSeen, edit_place, see_place, see_places};
use bothy_domain::ids::ActId;
use bothy_domain::places::{FactKind, Says};

/// The routes of places.
pub fn lines() -> Vec<Route> {
    use ForWhom::SignedIn;
    vec![
        line("GET", "/places", SignedIn, get(all)),
        line("GET", "/places/{slug}", SignedIn, get(one)),
        line("POST", "/places/{slug}/edit", SignedIn, post(edit)),
    ]
}

async fn all(here: Here, Me(known): Me) -> Answer {
    match see_places(&here.service.bothy, &known).await {
        Ok(seen) => page(&desk::places::all(&here.desk(known.sign_in.person), here.frame(Some(Tab::Places)), &seen)),
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| trouble(&here, TroubleKind::NotFound)),
    }
}

async fn one(here: Here, Me(known): Me, Path(slug): Path<String>) -> Answer {
    show(&here, &known, &slug, |_, _, _| false).await
}

/// The page as it stands now; `change` says whether something was in the way.
pub(super) async fn show(
    here: &Here,
    known: &Known,
    slug: &str,
    change: impl FnOnce(&Desk, &PlaceSeen, &mut PlacePage) -> bool,
) -> Answer {
    let seen = match see_place(&here.service.bothy, known, slug).await {
        Ok(seen) => seen,
        Err(ActionError::Store(error)) => return away(here, &error),
        Err(_) => return trouble(here, TroubleKind::NotFound),
    };
    let desk = here.desk(known.sign_in.person);
    let mut made = desk::places::one(&desk, here.frame(Some(Tab::Places)), &seen);
    match (change(&desk, &seen, &mut made), made.may_edit) {
        (false, _) => page(&made),
        (true, true) => conflict(&made),
        // Whoever may only look has sent nothing that could be put right.
        (true, false) => trouble(here, TroubleKind::NotFound),
    }
}

/// The facts of a form; the first whose date cannot be read is named.
fn typed(sent: &Fields) -> (Vec<Fact>, Option<FactKind>) {
    let (mut facts, mut wrong) = (Vec::new(), None);
    for kind in FactKind::ALL {
        let code = kind.code();
        // What the form did not ask stays as it is.
        if sent.all(&format!("says-{code}")).is_empty() {
            continue;
        }
        let boxes = sent.date(&format!("checked-{code}"));
        let nothing = boxes.0.is_empty() && boxes.1.is_empty() && boxes.2.is_empty();
        let checked_on = date_of(&boxes);
        if checked_on.is_none() && !nothing && wrong.is_none() {
            wrong = Some(kind);
        }
        let says = Says::of_code(sent.text(&format!("says-{code}")));
        let words = sent.text(&format!("words-{code}")).to_owned();
        facts.push(Fact { kind, says, words, checked_on });
    }
    (facts, wrong)
}

/// Keeps what was typed in the form, and says at one fact what is wrong.
fn keep(made: &mut PlacePage, sent: &Fields, wrong: Option<(FactKind, &str)>) {
    for fact in &mut made.facts {
        let says = sent.text(&format!("says-{}", fact.key));
        fact.says = Says::of_code(says).code().to_owned();
        fact.words = sent.text(&format!("words-{}", fact.key)).to_owned();
        fact.checked_on = sent.date(&format!("checked-{}", fact.key));
        if let Some((kind, words)) = wrong
            && kind.code() == fact.key
        {
            words.clone_into(&mut fact.problem);
        }
    }
    made.open = OpenForm::Facts;
    if let Some((_, words)) = wrong {
        // The summary leads to the facts; each says at its own date what is wrong.
        made.errors.add("facts", words);
    }
}

async fn edit(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let (Some(act), Some(version)) = (sent.value::<ActId>("act"), sent.value::<i64>("version")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let (facts, wrong) = typed(&sent);
    let problem = match wrong {
        Some(kind) => (kind, key("fact-date")),
        None => match edit_place(&here.service.bothy, &known, act, &slug, version, facts.clone()).await {
            Ok(()) => return done(&here, &format!("/places/{slug}"), "saved"),
            Err(ActionError::Rule(FactsRefused::CheckedLater { kind })) => (kind, key("fact-date")),
            Err(ActionError::Rule(FactsRefused::TooLong { kind, .. })) => (kind, key("fact-long")),
            Err(ActionError::Stale) => {
                return show(&here, &known, &slug, |desk, seen, made| {
                    made.stale = Some(desk::places::stale(desk, seen, &facts));
                    keep(made, &sent, None);
                    true
                })
                .await;
            }
            Err(error) => {
                let made = |_: &str| Some(format!("/places/{slug}"));
                return refused(&here, error, Vec::new(), made, |_| trouble(&here, TroubleKind::NotFound));
            }
        },
    };
    show(&here, &known, &slug, |desk, _, made| {
        let (kind, key) = problem;
        keep(made, &sent, Some((kind, desk.words.t(key))));
        true
    })
    .await
}
