//! Signing in with an account at the organisation's own provider: going there, coming back, linking, unlinking.

use super::cookies::{VISIT_LASTS, visit_cookie};
use super::sign_in::{empty, on};
use super::{account, later, link, wanted, why_not};
use crate::here::{Here, Me};
use crate::pages::public::{Onward, TroubleKind};
use crate::refusals::{Answer, away, done, page, page_with, trouble};
use crate::routes::form::Fields;
use crate::server::named_cookie;
use crate::state::Cookies;
use crate::words::key;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use bothy_actions::ActionError;
use bothy_actions::access::elsewhere::Trouble;
use bothy_actions::access::{
    Came, CameBack, Doorway, ElsewhereRefused, Going, Reach, SignInRefused, Wish, come_back, go_elsewhere, unlink,
};
use bothy_domain::access::Device;
use bothy_domain::ids::LinkedId;

const ACCOUNT: &str = "/account";

/// Where requests may go: on this machine itself without TLS, for whoever tries Bothy here with a provider of their own.
pub(super) fn reach(here: &Here) -> Reach {
    match here.service.cookies {
        Cookies::Secure | Cookies::OwnTls => Reach::HttpsOnly,
        Cookies::Loopback => Reach::LoopbackToo,
    }
}

/// Where a provider sends people back to: only by the address that was said when the service was started. Without one
/// nobody can sign in like this, since a browser may say any host.
pub(super) fn doorway(here: &Here) -> Option<Doorway> {
    let back = here.own_address()?;
    Some(Doorway { back: format!("{back}/sign-in/elsewhere/back"), reach: reach(here) })
}

/// What is said where somebody does not come in, or is not linked; the status; and after how long it may be tried again.
fn said(here: &Here, refused: ElsewhereRefused) -> (String, StatusCode, Option<i64>) {
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let (words, status, after) = match refused {
        ElsewhereRefused::NotSetUp => (key("elsewhere-not-set-up"), unprocessable, None),
        ElsewhereRefused::Crowded => (key("sign-in-crowded"), StatusCode::TOO_MANY_REQUESTS, Some(60)),
        ElsewhereRefused::Over => (key("elsewhere-over"), unprocessable, None),
        ElsewhereRefused::Stopped => (key("elsewhere-stopped"), unprocessable, None),
        ElsewhereRefused::SaidNo => (key("elsewhere-said-no"), unprocessable, None),
        ElsewhereRefused::Unknown => (key("elsewhere-unknown"), unprocessable, None),
        ElsewhereRefused::Taken => (key("elsewhere-taken"), unprocessable, None),
        ElsewhereRefused::LinkedAlready => (key("elsewhere-linked-already"), unprocessable, None),
        ElsewhereRefused::InvitationOver => (key("invite-over"), unprocessable, None),
        ElsewhereRefused::LastWayIn => (key("done-elsewhere-last"), unprocessable, None),
        ElsewhereRefused::NotJustNow => (key("elsewhere-not-just-now"), unprocessable, None),
        ElsewhereRefused::Trouble(trouble) => {
            // The sentence names no person: whoever runs the service needs it to put things right.
            tracing::warn!(trouble = %trouble, "an account elsewhere let nobody in");
            match trouble {
                Trouble::Away | Trouble::Slow | Trouble::TooLong | Trouble::NoDocument(_) => {
                    (key("elsewhere-away"), StatusCode::SERVICE_UNAVAILABLE, Some(60))
                }
                Trouble::NotBelieved(_) | Trouble::NoToken | Trouble::CodeRefused => {
                    (key("elsewhere-not-believed"), unprocessable, None)
                }
                _ => (key("elsewhere-wrong-set-up"), unprocessable, None),
            }
        }
        ElsewhereRefused::Try(refused) => {
            let status = match refused {
                SignInRefused::Wrong => unprocessable,
                SignInRefused::TooEarly(_) | SignInRefused::Crowded(_) => StatusCode::TOO_MANY_REQUESTS,
            };
            let (words, after) = why_not(here, refused, key("account-before-wrong"));
            return (words, status, after);
        }
    };
    (here.words().t(words).to_owned(), status, after)
}

/// On to the provider, by a page between: a form may lead nowhere but here, so the page leads on by itself.
fn onward(here: &Here, going: &Going) -> Answer {
    let mut answer =
        page(&Onward { frame: here.frame(None), name: going.name.clone(), address: going.address.clone() });
    if let Some(value) = visit_cookie(Some((&going.browser, VISIT_LASTS)), here.service.cookies) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    answer
}

/// `POST /sign-in/elsewhere`
pub(super) async fn sign_in(here: Here, headers: HeaderMap, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    // Whoever did not say whose device it is gets what is safe on any.
    let device = Device::of_code(sent.text("device")).filter(|device| *device != Device::Door);
    let to = wanted(sent.text("to")).unwrap_or_default().to_owned();
    let wish = Wish::SignIn { device: device.unwrap_or(Device::Shared), to: to.clone() };
    let went = match doorway(&here) {
        Some(doorway) => {
            go_elsewhere(&here.service.bothy, here.organisation.id, &doorway, wish, here.from.clone()).await
        }
        None => Err(ActionError::Rule(ElsewhereRefused::NotSetUp)),
    };
    match went {
        Ok(going) => onward(&here, &going),
        Err(ActionError::Rule(refused)) => not_in(&here, &headers, refused, &to).await,
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}

/// The page of signing in, with what was in the way.
async fn not_in(here: &Here, headers: &HeaderMap, refused: ElsewhereRefused, to: &str) -> Answer {
    let (words, status, after) = said(here, refused);
    let mut shown = empty(here, headers).await;
    to.clone_into(&mut shown.to);
    shown.errors.add("elsewhere", words);
    later(page_with(&shown, status), after)
}

/// `GET /sign-in/elsewhere/back`
pub(super) async fn back(here: Here, headers: HeaderMap) -> Answer {
    let came = Came {
        state: here.asked("state").unwrap_or_default(),
        code: here.asked("code"),
        error: here.asked("error"),
        issuer: here.asked("iss"),
        browser: named_cookie(&headers, super::cookies::visit_name(here.service.cookies)),
        known: here.known.clone(),
    };
    let came_back = match doorway(&here) {
        Some(doorway) => come_back(&here.service.bothy, here.organisation.id, &doorway, came, here.from.clone()).await,
        None => Err(ActionError::Rule(ElsewhereRefused::NotSetUp)),
    };
    let mut answer = match came_back {
        Ok(CameBack::In(begun, to)) => on(&here, &begun, &to),
        Ok(CameBack::Accepted) => done(&here, "/sign-in", "elsewhere-accepted"),
        Ok(CameBack::Linked) => done(&here, ACCOUNT, "elsewhere-linked"),
        Err(ActionError::Rule(refused)) => match here.known.clone() {
            Some(known) => not_linked(&here, &known, &headers, refused).await,
            None => not_in(&here, &headers, refused, "").await,
        },
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    };
    if let Some(value) = visit_cookie(None, here.service.cookies) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    answer
}

/// The page of one's own account, with what was in the way.
async fn not_linked(
    here: &Here,
    known: &bothy_actions::access::Known,
    headers: &HeaderMap,
    refused: ElsewhereRefused,
) -> Answer {
    let field = match refused {
        ElsewhereRefused::Try(_) => "elsewhere-password",
        _ => "elsewhere",
    };
    let (words, status, after) = said(here, refused);
    match account::made(here, known, headers).await {
        Ok(mut made) => {
            made.errors.add(field, words);
            later(page_with(&made, status), after)
        }
        Err(answer) => answer,
    }
}

/// `POST /invite/{token}/elsewhere`
pub(super) async fn accept(here: Here, Path(token): Path<String>) -> Answer {
    let went = match doorway(&here) {
        Some(doorway) => {
            let wish = Wish::Invitation(token.clone());
            go_elsewhere(&here.service.bothy, here.organisation.id, &doorway, wish, here.from.clone()).await
        }
        None => Err(ActionError::Rule(ElsewhereRefused::NotSetUp)),
    };
    match went {
        Ok(going) => onward(&here, &going),
        Err(ActionError::Rule(refused)) => {
            let (words, status, after) = said(&here, refused);
            later(link::with_error(&here, &token, "elsewhere", words, status).await, after)
        }
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => link::with_error(&here, &token, "elsewhere", String::new(), StatusCode::NOT_FOUND).await,
    }
}

/// `POST /account/elsewhere`
pub(super) async fn begin_link(here: Here, Me(known): Me, headers: HeaderMap, body: Bytes) -> Answer {
    let password = Fields::read(&body).text_as_sent("elsewhere-password").to_owned();
    let went = match doorway(&here) {
        Some(doorway) => {
            let wish = Wish::Link { who: Box::new(known.clone()), password };
            go_elsewhere(&here.service.bothy, here.organisation.id, &doorway, wish, here.from.clone()).await
        }
        None => Err(ActionError::Rule(ElsewhereRefused::NotSetUp)),
    };
    match went {
        Ok(going) => onward(&here, &going),
        Err(ActionError::Rule(refused)) => not_linked(&here, &known, &headers, refused).await,
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}

/// `POST /account/elsewhere/{id}/remove`
pub(super) async fn end_link(
    here: Here,
    Me(known): Me,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let Ok(id) = id.parse::<LinkedId>() else { return trouble(&here, TroubleKind::NotFound) };
    let password = Fields::read(&body).text_as_sent("remove-password").to_owned();
    match unlink(&here.service.bothy, &known, id, password, here.from.clone()).await {
        Ok(()) => done(&here, ACCOUNT, "elsewhere-unlinked"),
        Err(ActionError::Rule(ElsewhereRefused::Try(refused))) => {
            account::not_removed(&here, &known, &headers, id.to_string(), refused).await
        }
        Err(ActionError::Rule(ElsewhereRefused::NotJustNow)) => done(&here, ACCOUNT, "not-just-now"),
        Err(ActionError::Rule(_)) => done(&here, ACCOUNT, "elsewhere-last"),
        Err(ActionError::Store(error)) => away(&here, &error),
        Err(_) => trouble(&here, TroubleKind::NotFound),
    }
}
