//! Other services of the area: the list for everybody, keeping it, and telling people of them.

use super::form::{Fields, date_of};
use super::staff::conflict;
use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::pages::staff::{ListingForm, Stale, StaleText, TypedListing};
use crate::refusals::{Answer, away, done, page, refused, trouble};
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::directory::{
    Change, CheckedNow, ListingSeen, NewSignpost, add_listing, change_listing, go_on, keeps_directory, note_signpost,
    see_directory, see_listing, see_signposts, undo_step,
};
use bothy_domain::directory::{ListingRefused, ListingWords, SignpostRefused, Step};
use bothy_domain::ids::{ActId, BranchId, SignpostId};

const OWN: &str = "/directory/signposts";

/// The routes of the directory. Its own pages stand before the listings: no listing has their words.
pub fn lines() -> Vec<Route> {
    use ForWhom::{Everyone, SignedIn};
    vec![
        line("GET", "/directory", Everyone, get(all)),
        line("GET", OWN, SignedIn, get(own)),
        line("GET", "/directory/new", SignedIn, get(new)),
        line("GET", "/directory/{slug}", Everyone, get(one)),
        line("POST", "/directory/new", SignedIn, post(add)),
        line("GET", "/directory/{slug}/edit", SignedIn, get(edit)),
        line("POST", "/directory/{slug}/edit", SignedIn, post(correct)),
        line("POST", "/directory/{slug}/checked", SignedIn, post(checked)),
        line("POST", "/directory/{slug}/retire", SignedIn, post(retire)),
        line("POST", "/directory/{slug}/use-again", SignedIn, post(use_again)),
        line("POST", "/directory/{slug}/told", SignedIn, post(told)),
        line("POST", "/directory/signposts/{id}/taken", SignedIn, post(taken)),
        line("POST", "/directory/signposts/{id}/reached", SignedIn, post(reached)),
        line("POST", "/directory/signposts/{id}/not-taken", SignedIn, post(not_taken)),
        line("POST", "/directory/signposts/{id}/undo", SignedIn, post(undo)),
    ]
}

fn path(slug: &str) -> String {
    format!("/directory/{slug}")
}

fn not_found(here: &Here) -> Answer {
    trouble(here, TroubleKind::NotFound)
}

async fn all(here: Here) -> Answer {
    let looked_for: String = here.asked("words").unwrap_or_default().trim().chars().take(100).collect();
    let number = here.asked("page").and_then(|text| text.parse::<usize>().ok()).unwrap_or(1);
    let seen = see_directory(&here.service.bothy, here.organisation.id, here.known.as_ref(), &looked_for, number).await;
    match seen {
        Ok(seen) => page(&desk::directory::all(&here, &looked_for, &seen)),
        Err(error) => away(&here, &error),
    }
}

async fn found(here: &Here, slug: &str) -> Result<ListingSeen, Answer> {
    see_listing(&here.service.bothy, here.organisation.id, here.known.as_ref(), slug)
        .await
        .map_err(|error| refused(here, error, Vec::new(), |_| None, |_| not_found(here)))
}

async fn one(here: Here, Path(slug): Path<String>) -> Answer {
    match found(&here, &slug).await {
        Ok(seen) => page(&desk::directory::one(&here, &seen)),
        Err(answer) => answer,
    }
}

/// What answers whoever does not keep the directory; the acts ask again themselves.
fn turned_away(here: &Here, known: &Known) -> Option<Answer> {
    let error = keeps_directory(known).err()?;
    Some(refused(here, error, Vec::new(), |_| None, |_| not_found(here)))
}

async fn new(here: Here, Me(known): Me) -> Answer {
    turned_away(&here, &known).unwrap_or_else(|| page(&desk::directory::new(&here)))
}

async fn edit(here: Here, Me(_): Me, Path(slug): Path<String>) -> Answer {
    match found(&here, &slug).await {
        Ok(seen) if seen.may_keep => page(&desk::directory::edit(&here, &seen.listing)),
        Ok(_) => not_found(&here),
        Err(answer) => answer,
    }
}

fn typed(sent: &Fields) -> TypedListing {
    let text = |name: &str| sent.text(name).to_owned();
    TypedListing {
        name: text("name"),
        what: text("what"),
        for_whom: text("for_whom"),
        how_to_come: text("how_to_come"),
        area: text("area"),
        address: text("address"),
        postcode: text("postcode"),
        website: text("website"),
        telephone: text("telephone"),
        checked: sent.all("checked"),
    }
}

fn read(typed: &TypedListing) -> (ListingWords, CheckedNow) {
    let typed = typed.clone();
    // A browser sends its own line ends.
    let lines = |text: String| text.replace("\r\n", "\n");
    let words = ListingWords {
        name: typed.name,
        what: lines(typed.what),
        for_whom: lines(typed.for_whom),
        how_to_come: lines(typed.how_to_come),
        area: typed.area,
        address: typed.address,
        postcode: typed.postcode,
        website: typed.website,
        telephone: typed.telephone,
    };
    let checked = if typed.checked.iter().any(|one| one == "yes") { CheckedNow::Yes } else { CheckedNow::No };
    (words, checked)
}

/// The form again, with what was typed and what is wrong with it.
fn again(here: &Here, mut form: ListingForm, typed: TypedListing, refusal: ListingRefused) -> Answer {
    form.typed = typed;
    let (field, words) = desk::directory::refusal(refusal);
    form.errors.add(field, here.words().t(words));
    conflict(&form)
}

async fn add(here: Here, Me(known): Me, body: Bytes) -> Answer {
    if let Some(answer) = turned_away(&here, &known) {
        return answer;
    }
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let typed = typed(&sent);
    let (words, checked) = read(&typed);
    match add_listing(&here.service.bothy, &known, act, words, checked).await {
        Ok(slug) => done(&here, &path(&slug), "listing-added"),
        Err(ActionError::Rule(refusal)) => again(&here, desk::directory::new(&here), typed, refusal),
        Err(error) => refused(&here, error, Vec::new(), |slug| Some(path(slug)), |_| not_found(&here)),
    }
}

async fn correct(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    let seen = match found(&here, &slug).await {
        Ok(seen) if seen.may_keep => seen,
        Ok(_) => return not_found(&here),
        Err(answer) => return answer,
    };
    let sent = Fields::read(&body);
    let (Some(act), Some(version)) = (sent.value::<ActId>("act"), sent.value::<i64>("version")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let typed = typed(&sent);
    let (words, checked) = read(&typed);
    let change = Change::Correct(Box::new(words.clone()), checked);
    match change_listing(&here.service.bothy, &known, act, &slug, version, change).await {
        Ok(()) => done(&here, &path(&slug), "listing-saved"),
        Err(ActionError::Rule(refusal)) => {
            let mut form = desk::directory::edit(&here, &seen.listing);
            form.version = version;
            again(&here, form, typed, refusal)
        }
        Err(ActionError::Stale) => stale(&here, &slug, typed, &words).await,
        Err(error) => refused(&here, error, Vec::new(), |slug| Some(path(slug)), |_| not_found(&here)),
    }
}

/// The form again, with what somebody else wrote meanwhile beside what was typed.
async fn stale(here: &Here, slug: &str, typed: TypedListing, ours: &ListingWords) -> Answer {
    let seen = match found(here, slug).await {
        Ok(seen) => seen,
        Err(answer) => return answer,
    };
    let theirs = &seen.listing.words;
    let differs = theirs.parts().into_iter().zip(ours.parts()).filter(|((_, theirs), (_, ours))| theirs != ours);
    let texts = differs.map(|((field, theirs), (_, ours))| StaleText {
        label: here.words().t(desk::directory::field(field).1).to_owned(),
        theirs: theirs.to_owned(),
        yours: ours.to_owned(),
    });
    let by = here.words().t(key("desk-somebody")).to_owned();
    let mut form = desk::directory::edit(here, &seen.listing);
    form.stale = Some(Stale { by, at: String::new(), texts: texts.collect() });
    form.typed = typed;
    conflict(&form)
}

async fn change(here: Here, known: Known, slug: String, body: Bytes, change: Change, code: &str) -> Answer {
    let sent = Fields::read(&body);
    let (Some(act), Some(version)) = (sent.value::<ActId>("act"), sent.value::<i64>("version")) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    match change_listing(&here.service.bothy, &known, act, &slug, version, change).await {
        Ok(()) => done(&here, &path(&slug), code),
        Err(error) => refused(&here, error, Vec::new(), |slug| Some(path(slug)), |_| not_found(&here)),
    }
}

async fn checked(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    change(here, known, slug, body, Change::Checked, "listing-checked").await
}

async fn retire(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    change(here, known, slug, body, Change::Retire, "listing-retired").await
}

async fn use_again(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    change(here, known, slug, body, Change::UseAgain, "listing-back").await
}

async fn told(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    let seen = match found(&here, &slug).await {
        Ok(seen) if seen.may_note => seen,
        Ok(_) => return not_found(&here),
        Err(answer) => return answer,
    };
    let sent = Fields::read(&body);
    let Some(act) = sent.value::<ActId>("act") else { return trouble(&here, TroubleKind::NotUnderstood) };
    let boxes = sent.date("on");
    let nothing = boxes.0.is_empty() && boxes.1.is_empty() && boxes.2.is_empty();
    let on = date_of(&boxes);
    let wrong = |words: &str| {
        let mut made = desk::directory::one(&here, &seen);
        if let Some(form) = &mut made.note {
            form.on.clone_from(&boxes);
            sent.text("branch").clone_into(&mut form.branch);
        }
        made.errors.add("on", words);
        conflict(&made)
    };
    if on.is_none() && !nothing {
        return wrong(here.words().t(key("listing-told-no-day")));
    }
    let branch = match sent.text("branch") {
        "" => None,
        said => match said.parse::<BranchId>() {
            Ok(branch) => Some(branch),
            Err(_) => return trouble(&here, TroubleKind::NotUnderstood),
        },
    };
    match note_signpost(&here.service.bothy, &known, act, NewSignpost { slug: slug.clone(), on, branch }).await {
        Ok(()) => done(&here, &path(&slug), "told"),
        Err(ActionError::Rule(SignpostRefused::Later)) => wrong(here.words().t(key("listing-told-later"))),
        Err(ActionError::Rule(SignpostRefused::LongAgo)) => wrong(here.words().t(key("listing-told-long-ago"))),
        Err(error) => refused(&here, error, Vec::new(), |slug| Some(path(slug)), |_| not_found(&here)),
    }
}

async fn own(here: Here, Me(known): Me) -> Answer {
    match see_signposts(&here.service.bothy, &known).await {
        Ok(made) => page(&desk::directory::signposts(&here, &made)),
        Err(error) => refused(&here, error, Vec::new(), |_| None, |_| not_found(&here)),
    }
}

fn act_of(body: &[u8]) -> Option<ActId> {
    Fields::read(body).value("act")
}

async fn step(here: Here, known: Known, id: String, body: Bytes, step: Step) -> Answer {
    let Ok(id) = id.parse::<SignpostId>() else { return not_found(&here) };
    let Some(act) = act_of(&body) else { return trouble(&here, TroubleKind::NotUnderstood) };
    match go_on(&here.service.bothy, &known, act, id, step).await {
        Ok(()) => done(&here, OWN, "signpost-on"),
        Err(ActionError::Stale) => done(&here, OWN, "signpost-moved"),
        Err(error) => {
            let moved = |_: SignpostRefused| done(&here, OWN, "signpost-moved");
            refused(&here, error, Vec::new(), |_| Some(OWN.to_owned()), moved)
        }
    }
}

async fn taken(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    step(here, known, id, body, Step::TakenUp).await
}

async fn reached(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    step(here, known, id, body, Step::Reached).await
}

async fn not_taken(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    step(here, known, id, body, Step::NotTaken).await
}

async fn undo(here: Here, Me(known): Me, Path(id): Path<String>, body: Bytes) -> Answer {
    let Ok(id) = id.parse::<SignpostId>() else { return not_found(&here) };
    let Some(act) = act_of(&body) else { return trouble(&here, TroubleKind::NotUnderstood) };
    match undo_step(&here.service.bothy, &known, act, id).await {
        Ok(()) => done(&here, OWN, "signpost-undone"),
        Err(ActionError::Stale) => done(&here, OWN, "signpost-moved"),
        Err(error) => refused(&here, error, Vec::new(), |_| Some(OWN.to_owned()), |_| not_found(&here)),
    }
}
