//! The keys that lead from page to page, and leaving them off: a browser's own choice, since a keyboard is a device's.

use crate::desk::acts;
use crate::here::{Here, Me};
use crate::pages::staff::KeysPage;
use crate::refusals::{Answer, done, page};
use crate::routes::form::Fields;
use crate::server::named_cookie;
use crate::state::Cookies;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};

const HERE: &str = "/account/keys";

/// How long a browser remembers it: as long as browsers keep a cookie at most.
const LASTS: i64 = 400 * 24 * 3600;

fn cookie_name(cookies: Cookies) -> &'static str {
    match cookies {
        Cookies::Secure | Cookies::OwnTls => "__Host-bothy-keys",
        Cookies::Loopback => "bothy-keys",
    }
}

/// Whether this browser wants the keys: where it says nothing, it does.
pub fn wanted(headers: &HeaderMap, cookies: Cookies) -> bool {
    named_cookie(headers, cookie_name(cookies)).is_none_or(|said| said != "off")
}

pub(super) async fn see(here: Here, Me(_): Me) -> Answer {
    page(&KeysPage { frame: here.frame(None), acts: acts() })
}

/// Leaves the keys off in this browser, or has them again. Sent twice it is so once.
pub(super) async fn keep(here: Here, Me(_): Me, body: Bytes) -> Answer {
    let off = Fields::read(&body).text("keys") == "off";
    let name = cookie_name(here.service.cookies);
    let secure = here.service.cookies.only_over_tls();
    let (value, lasts, code) = if off { ("off", LASTS, "keys-off") } else { ("", 0, "keys-on") };
    let mut answer = done(&here, HERE, code);
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={lasts}{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&text) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}
