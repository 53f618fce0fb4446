//! Short pages: privacy, ease of use, leaving, getting in and out.

use crate::here::Here;
use crate::pages::public::{Accessibility, Left, Privacy};
use crate::refusals::{Answer, away, on_to, page};
use crate::server::cookie;
use axum::http::{HeaderValue, header};
use bothy_actions::ActionError;
use bothy_actions::access::{Known, end_sign_in};

/// `/privacy`
pub async fn privacy(here: Here) -> Answer {
    page(&Privacy { frame: here.frame(None), contact: String::new() })
}

/// `/accessibility`
pub async fn accessibility(here: Here) -> Answer {
    page(&Accessibility { frame: here.frame(None), contact: String::new() })
}

/// `/leave` by GET: the plain page, which tells nothing.
pub async fn left(here: Here) -> Answer {
    page(&Left { frame: here.frame(None) })
}

/// `/leave`: out at once, with what the browser keeps of us wiped.
pub async fn leave(here: Here) -> Answer {
    // Leaving must never wait or fail: a sign-in that could not be ended here runs out by itself.
    if let Some(known) = here.known.clone()
        && let Err(error) = end(&here, known).await
    {
        tracing::error!(error = &error as &dyn std::error::Error, "a sign-in could not be ended");
    }
    let mut answer = out(&here, "/leave");
    answer.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"cookies\", \"storage\""));
    answer
}

/// `/sign-out`
pub async fn sign_out(here: Here) -> Answer {
    match here.known.clone() {
        None => out(&here, "/"),
        Some(known) => match end(&here, known).await {
            Ok(()) => out(&here, "/"),
            Err(ActionError::Store(error)) => away(&here, &error),
            Err(_) => out(&here, "/"),
        },
    }
}

async fn end(here: &Here, known: Known) -> Result<(), ActionError<bothy_actions::error::Never>> {
    end_sign_in(&here.service.bothy, known.sign_in).await
}

fn out(here: &Here, path: &str) -> Answer {
    let mut answer = on_to(here, path);
    if let Some(cookie) = cookie(None, here.service.cookies) {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    answer
}
