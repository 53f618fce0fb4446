//! The picture of a door: sent by a coordinator, looked at by everybody.

use super::form::kept;
use super::places::show;
use super::{ForWhom, Route, line};
use crate::desk;
use crate::here::{Here, Me};
use crate::pages::public::TroubleKind;
use crate::pages::staff::OpenForm;
use crate::refusals::{Answer, away, done, refused, trouble, with_type};
use crate::words::key;
use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart, Path};
use axum::http::{HeaderValue, StatusCode, header};
use axum::routing::{get, post};
use bothy_actions::ActionError;
use bothy_actions::access::Known;
use bothy_actions::places::{LARGEST_PICTURE, MayEdit, put_picture, remove_picture, see_picture, see_place};
use bothy_domain::ids::ActId;

/// The most that is read of the one form that carries a picture. More than a picture may have, so that whoever
/// sends one that is too large is told so in words instead of losing the line; what is too much is not kept.
pub const LARGEST_UPLOAD: usize = 12 * 1024 * 1024;

/// How long a browser may keep a picture: its name is the hash of what it shows, so it never changes. Only the
/// browser of whoever looked, not the caches on the way: a picture that is taken down is gone from them.
const KEPT: &str = "private, max-age=31536000, immutable";

/// The most letters of a text beside the picture.
const LONGEST_TEXT: usize = 4 * 1024;

/// The routes of pictures.
pub fn lines() -> Vec<Route> {
    use ForWhom::{Everyone, SignedIn};
    vec![
        line("GET", "/pictures/{name}", Everyone, get(look)),
        line("POST", "/places/{slug}/picture", SignedIn, post(put).layer(DefaultBodyLimit::max(LARGEST_UPLOAD))),
        line("POST", "/places/{slug}/picture/remove", SignedIn, post(remove)),
    ]
}

/// Whether a path is the one form that may carry a picture.
pub fn is_upload(path: &str) -> bool {
    path.strip_prefix("/places/")
        .and_then(|rest| rest.strip_suffix("/picture"))
        .is_some_and(|slug| !slug.is_empty() && !slug.contains('/'))
}

async fn look(here: Here, Path(name): Path<String>) -> Answer {
    let hash = name.strip_suffix(".jpg").filter(|hash| hash.len() == 64);
    let Some(hash) = hash else { return trouble(&here, TroubleKind::NotFound) };
    match see_picture(&here.service.bothy, here.organisation.id, hash).await {
        Ok(Some(body)) => {
            let mut answer = with_type(Body::from(body), "image/jpeg", StatusCode::OK);
            let headers = answer.headers_mut();
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
            headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
            answer
        }
        Ok(None) => trouble(&here, TroubleKind::NotFound),
        Err(error) => away(&here, &error),
    }
}

/// What the form sent.
#[derive(Default)]
struct Sent {
    act: Option<ActId>,
    words: String,
    picture: Vec<u8>,
    too_large: bool,
}

/// Reads a field up to `most` bytes. What comes after that is read off the line and let go.
async fn read(mut field: Field<'_>, most: usize) -> Option<(Vec<u8>, bool)> {
    let (mut kept, mut more) = (Vec::new(), false);
    while let Some(chunk) = field.chunk().await.ok()? {
        let chunk: Bytes = chunk;
        if kept.len() + chunk.len() > most {
            more = true;
        } else if !more {
            kept.extend_from_slice(&chunk);
        }
    }
    Some((kept, more))
}

/// None where the form was cut off or is none.
async fn fields(mut form: Multipart) -> Option<Sent> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.ok()? {
        let name = field.name().unwrap_or_default().to_owned();
        let most = if name == "picture" { LARGEST_PICTURE } else { LONGEST_TEXT };
        let (bytes, more) = read(field, most).await?;
        let text = || kept(String::from_utf8_lossy(&bytes).trim());
        match name.as_str() {
            "act" => sent.act = text().parse().ok(),
            "picture-words" => sent.words = text(),
            "picture" => (sent.picture, sent.too_large) = (bytes, more),
            _ => {}
        }
    }
    Some(sent)
}

/// Whether this person may change this place.
async fn may_edit(here: &Here, known: &Known, slug: &str) -> bool {
    see_place(&here.service.bothy, known, slug).await.is_ok_and(|seen| seen.may_edit == MayEdit::Yes)
}

async fn put(
    here: Here,
    Me(known): Me,
    Path(slug): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Answer {
    // Before anything is read: who may not put up a picture sends none.
    if !may_edit(&here, &known, &slug).await {
        return trouble(&here, TroubleKind::NotFound);
    }
    let sent = match form {
        Ok(form) => fields(form).await,
        Err(_) => None,
    };
    let Some(sent) = sent else { return wrong(&here, &known, &slug, "", ("picture", key("picture-not-read"))).await };
    let Some(act) = sent.act else { return trouble(&here, TroubleKind::NotUnderstood) };
    if sent.too_large {
        return wrong(&here, &known, &slug, &sent.words, ("picture", key("picture-large"))).await;
    }
    if sent.picture.is_empty() {
        return wrong(&here, &known, &slug, &sent.words, ("picture", key("picture-none"))).await;
    }
    match put_picture(&here.service.bothy, &known, act, &slug, &sent.words, sent.picture).await {
        Ok(()) => done(&here, &format!("/places/{slug}"), "picture-up"),
        Err(ActionError::Rule(rule)) => {
            wrong(&here, &known, &slug, &sent.words, desk::place_running::picture_refusal(rule)).await
        }
        Err(error) => not_done(&here, error),
    }
}

async fn remove(here: Here, Me(known): Me, Path(slug): Path<String>, body: Bytes) -> Answer {
    let Some(act) = super::form::Fields::read(&body).value::<ActId>("act") else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    match remove_picture(&here.service.bothy, &known, act, &slug).await {
        Ok(()) => done(&here, &format!("/places/{slug}"), "picture-down"),
        Err(error) => not_done(&here, error),
    }
}

fn not_done<R: std::fmt::Debug + std::fmt::Display>(here: &Here, error: ActionError<R>) -> Answer {
    let made = |slug: &str| Some(format!("/places/{slug}"));
    refused(here, error, Vec::new(), made, |_| trouble(here, TroubleKind::NotFound))
}

/// The page again, with the words that were typed; the picture itself a browser does not send a second time.
async fn wrong(
    here: &Here,
    known: &Known,
    slug: &str,
    typed: &str,
    (field, problem): (&'static str, &'static str),
) -> Answer {
    show(here, known, slug, |desk, _, made| {
        typed.clone_into(&mut made.picture_words);
        made.open = OpenForm::Picture;
        made.errors.add(field, desk.words.t(problem));
        true
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_form_may_carry_more_than_others() {
        assert!(is_upload("/places/ryrie-hall/picture"));
        for other in ["/places//picture", "/places/a/b/picture", "/places/a/picture/remove", "/concern", "/places"] {
            assert!(!is_upload(other), "{other}");
        }
    }
}
