//! In which language somebody reads: by the address, by what they asked us to remember, or by what their browser says.
//! Nothing is remembered before they said yes to it, and it can be taken back.

use crate::here::Here;
use crate::pages::public::{Language, Remembered};
use crate::refusals::{Answer, done, page};
use crate::routes::form::Fields;
use crate::routes::getting_in::wanted;
use crate::server::named_cookie;
use crate::state::Cookies;
use crate::words::{self, Words, key};
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};

/// How long it is remembered: a year.
const LASTS: i64 = 365 * 24 * 3600;

fn cookie_name(cookies: Cookies) -> &'static str {
    match cookies {
        Cookies::Secure | Cookies::OwnTls => "__Host-bothy-language",
        Cookies::Loopback => "bothy-language",
    }
}

/// The language that this browser was asked to remember.
pub fn remembered(headers: &HeaderMap, cookies: Cookies) -> Option<&'static Words> {
    named_cookie(headers, cookie_name(cookies)).and_then(|code| words::named(&code))
}

/// The words for a request: of the language that the address names, that the browser was asked to remember, that it
/// says it likes most. What is for programs is in English: a calendar asks in a language that nobody chose for it.
pub fn of(
    path: &str,
    named: Option<&'static Words>,
    remembered: Option<&'static Words>,
    headers: &HeaderMap,
) -> &'static Words {
    if crate::api::is_api(path) || path.ends_with(".ics") || path.starts_with("/c/") {
        return words::english();
    }
    named.or(remembered).unwrap_or_else(|| {
        let mut said = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
        said.find_map(words::preferred).unwrap_or_else(words::english)
    })
}

/// `/language`
pub async fn see(here: Here) -> Answer {
    let to = here.asked("to").as_deref().and_then(wanted).unwrap_or("/").to_owned();
    page(&Language {
        frame: here.frame(None),
        code: here.words().code(),
        remembered: here.remembered.map(|words| Remembered {
            language: words.language(),
            name: words.t(key("language-name")).to_owned(),
            this: words.code() == here.words().code(),
        }),
        to,
    })
}

/// `POST /language`: remembers the language that was said, and forgets where none was.
pub async fn keep(here: Here, body: Bytes) -> Answer {
    let sent = Fields::read(&body);
    let to = wanted(sent.text("to")).unwrap_or("/");
    let name = cookie_name(here.service.cookies);
    let secure = here.service.cookies.only_over_tls();
    let (text, mut answer) = match words::named(sent.text("language")) {
        Some(words) => {
            let text = format!("{name}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={LASTS}{secure}", words.code());
            // From here on the short address is in this language.
            let short = Here { prefix: here.base.clone(), ..here };
            (text, done(&short, to, "language-kept"))
        }
        None => {
            let text = format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}");
            (text, done(&here, to, "language-forgotten"))
        }
    };
    if let Ok(cookie) = HeaderValue::from_str(&text) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}
