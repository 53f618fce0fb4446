//! A request of a program comes in: who sends it, whether it may, and an answer that a program can read.

use super::problem::{Kind, Problem};
use crate::here::Here;
use crate::refusals::Answer;
use crate::server::{self, Shown};
use crate::state::Service;
use crate::unread;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use bothy_actions::access::{Behind, Known, token_hash};
use bothy_domain::access::TokenEnded;
use futures_util::FutureExt as _;
use jiff::SignedDuration;
use std::panic::AssertUnwindSafe;
use tower::ServiceExt as _;

/// The largest body that is read.
const LARGEST: usize = 64 * 1024;

/// Lets a request in and answers it; also where it is not let in, the answer is a problem and never a page.
pub async fn enter(service: &Service, operations: Router, here: &mut Here, request: Request) -> Answer {
    let open = crate::routes::is_public(&here.path, false);
    if !open {
        // A browser sends its cookie by itself: what changes something has to come from our own pages.
        let ours = unread::is_read(request.method()) || unread::from_our_pages(request.headers(), service.cookies);
        let shown = server::shown(request.headers(), service.cookies);
        match known(service, here, shown, if ours { From::Ours } else { From::Elsewhere }).await {
            Ok(known) => here.known = Some(known),
            Err(answer) => return answer,
        }
    }
    let Some(mut request) = server::limited(request, LARGEST) else {
        return Kind::TooLarge.problem(here.words()).answer();
    };
    if let Some(uri) = crate::addressed::inner_uri(request.uri(), &here.path) {
        *request.uri_mut() = uri;
    }
    request.extensions_mut().insert(here.clone());
    let answer = match AssertUnwindSafe(operations.oneshot(request)).catch_unwind().await {
        Ok(Ok(answer)) => answer,
        Ok(Err(never)) => match never {},
        Err(_) => return Kind::Ours.problem(here.words()).answer(),
    };
    if !server::is_bare(&answer) || answer.status().is_success() {
        return answer;
    }
    // The router or an extractor said no: the same as a problem, with what it says of the ways that are there.
    let mut said = Kind::of_status(answer.status()).problem(here.words()).answer();
    if let Some(allow) = answer.headers().get(header::ALLOW) {
        said.headers_mut().insert(header::ALLOW, allow.clone());
    }
    said
}

/// Whether a request with a cookie may count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    /// It only reads, or the browser says that it comes from our own pages.
    Ours,
    /// It comes from elsewhere, or does not say.
    Elsewhere,
}

/// Who sends a request.
async fn known(service: &Service, here: &Here, shown: Shown, from: From) -> Result<Known, Answer> {
    let no = |kind: Kind| kind.problem(here.words()).answer();
    let (token, behind) = match shown {
        Shown::Nothing => return Err(no(Kind::NoToken)),
        Shown::Token(token) => {
            let behind = service.who_bears(&token).await;
            (token, behind)
        }
        Shown::Cookie(_) if from == From::Elsewhere => return Err(no(Kind::OtherSite)),
        Shown::Cookie(token) => {
            let known = service.who(&token).await;
            let behind = known.map(|known| known.map_or(Behind::Nobody, |known| Behind::Known(Box::new(known))));
            (token, behind)
        }
    };
    let known = match behind.map_err(|error| Problem::away(here.words(), &error).answer())? {
        // A token counts only where its person belongs.
        Behind::Known(known) if known.sign_in.organisation == here.organisation.id => *known,
        Behind::Known(_) | Behind::Nobody => return Err(no(Kind::UnknownToken)),
        Behind::Ended(TokenEnded::Expired) => return Err(no(Kind::TokenExpired)),
        Behind::Ended(TokenEnded::Revoked) => return Err(no(Kind::TokenRevoked)),
    };
    match service.pace.count(&token_hash(&token), service.bothy.wall()) {
        Ok(()) => Ok(known),
        Err(wait) => Err(too_many(here, wait)),
    }
}

fn too_many(here: &Here, wait: SignedDuration) -> Answer {
    let mut answer = Kind::TooMany.problem(here.words()).answer();
    // Whole seconds, upwards: whoever waits so long is let in.
    let seconds = wait.as_secs().saturating_add(1);
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    answer
}
