//! A worry in three taps. Nothing is kept until the third; no part of it goes into a log or an address.

use crate::here::Here;
use crate::pages::public::{
    ConcernAbout, ConcernDanger, ConcernReceipt, ConcernSay, Reader, TroubleKind, Typed, WayStep, about_words,
};
use crate::parts::{Errors, Pressing, PromiseClock};
use crate::refusals::{Answer, away, on_to, page, page_with, raise_refused, refused, trouble};
use crate::routes::form::Fields;
use crate::state::Cookies;
use crate::words::{self, key};
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use bothy_actions::access::tries::NotHeard;
use bothy_actions::safety::{Receipt, ShownReceipt, Worry, raise_concern, read_by, see_receipt};
use bothy_domain::ids::ActId;
use bothy_domain::safety::concern::{About, Danger};
use jiff::Timestamp;

/// `/concern`
pub async fn concern_danger(here: Here) -> Answer {
    page(&ConcernDanger { frame: here.frame(None) })
}

/// `/concern/about`
pub async fn concern_about(here: Here) -> Answer {
    let danger = danger_of(&here.asked("danger").unwrap_or_default());
    let choices = about_words(here.words());
    page(&ConcernAbout { frame: here.frame(None), danger: danger_word(danger).to_owned(), choices })
}

/// `/concern/say`
pub async fn concern_say(here: Here) -> Answer {
    let danger = danger_of(&here.asked("danger").unwrap_or_default());
    let Some(about) = here.asked("about").and_then(|code| About::of_code(&code)) else {
        return on_to(&here, "/concern/about");
    };
    page(&say(&here, danger, about, Here::new_act()))
}

/// Somebody who does not say is treated as somebody who is not sure.
fn danger_of(word: &str) -> Danger {
    if word == "no" { Danger::No } else { Danger::YesOrNotSure }
}

fn danger_word(danger: Danger) -> &'static str {
    match danger {
        Danger::YesOrNotSure => "yes",
        Danger::No => "no",
    }
}

fn words_of(here: &Here, about: About) -> String {
    let found = about_words(here.words()).into_iter().find(|choice| choice.code == about.code());
    found.map(|choice| choice.words).unwrap_or_default()
}

fn say(here: &Here, danger: Danger, about: About, act: String) -> ConcernSay {
    let due = read_by(here.now, danger);
    let hours = u32::try_from(due.duration_since(here.now).as_hours()).unwrap_or(0);
    let reader = match here.door.readers.as_slice() {
        [first, second, ..] => Some(Reader {
            name: first.clone(),
            second: second.clone(),
            by: by_words(here, due),
            clock: PromiseClock {
                pressing: Pressing::Calm,
                left: 1.0,
                words: here.words().say(key("said-hours-left")).count("count", hours).to_string(),
                by: here.words().t(key("said-at-most")).to_owned(),
            },
        }),
        _ => None,
    };
    ConcernSay {
        frame: here.frame(None),
        act,
        danger: danger_word(danger).to_owned(),
        about: about.code().to_owned(),
        about_words: words_of(here, about),
        reader,
        words: String::new(),
        name: String::new(),
        back: String::new(),
        errors: Errors::default(),
    }
}

/// "11:15am today", "9:14am on Tuesday 24 November".
fn by_words(here: &Here, at: Timestamp) -> String {
    let wall = here.wall(at);
    let clock = words::clock(here.words(), wall.time());
    if wall.date() == here.today() {
        here.words().say(key("said-by-today")).put("time", clock).to_string()
    } else {
        let day = words::on_day(here.words(), wall.date(), here.today());
        here.words().say(key("said-by-day")).put("time", clock).put("day", day).to_string()
    }
}

/// `POST /concern`
pub async fn concern_send(here: Here, body: Bytes) -> Answer {
    let fields = Fields::read(&body);
    let (Some(act), Some(about)) = (fields.value::<ActId>("act"), About::of_code(fields.text("about"))) else {
        return trouble(&here, TroubleKind::NotUnderstood);
    };
    let danger = danger_of(fields.text("danger"));
    let (name, back) = (fields.text("name"), fields.text("back"));
    let worry = Worry {
        act,
        danger,
        about,
        words: fields.text("words").to_owned(),
        reach_back: [name, back].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
    };
    match raise_concern(&here.service.bothy, here.organisation.id, worry).await {
        Ok(raised) => receipt_for(&here, &raised.receipt, act),
        Err(error) => {
            let kept = vec![Typed {
                label: here.words().t(key("concern-words")).to_owned(),
                text: fields.text("words").to_owned(),
            }];
            refused(
                &here,
                error,
                kept,
                |_| Some("/concern/receipt".to_owned()),
                |refusal| {
                    let mut again = say(&here, danger, about, fields.text("act").to_owned());
                    fields.text("words").clone_into(&mut again.words);
                    name.clone_into(&mut again.name);
                    back.clone_into(&mut again.back);
                    match raise_refused(refusal) {
                        Some(why) => again.errors.add("words", here.words().t(why)),
                        // The page itself says that nobody is named, and whom to ring.
                        None => again.reader = None,
                    }
                    page_with(&again, StatusCode::UNPROCESSABLE_ENTITY)
                },
            )
        }
    }
}

fn receipt_cookie(cookies: Cookies) -> &'static str {
    match cookies {
        Cookies::Secure | Cookies::OwnTls => "__Host-receipt",
        Cookies::Loopback => "receipt",
    }
}

/// The words go into a cookie of ten minutes, not into the address: a browser lists its addresses for years. With them
/// goes the act: whoever guesses at words from the same address never keeps this browser waiting.
fn receipt_for(here: &Here, words: &str, act: ActId) -> Answer {
    let mut answer = on_to(here, "/concern/receipt");
    let secure = here.service.cookies.only_over_tls();
    let name = receipt_cookie(here.service.cookies);
    let value = words.replace(' ', "-");
    let text = format!("{name}={value}.{act}; Path=/; HttpOnly; SameSite=Lax; Max-Age=600{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&text) {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    answer
}

/// `/concern/receipt`
pub async fn concern_receipt(here: Here, headers: HeaderMap) -> Answer {
    let name = receipt_cookie(here.service.cookies);
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let Some((_, value)) = pairs.find(|(key, _)| *key == name) else { return on_to(&here, "/concern") };
    let (words, act) = value.split_once('.').unwrap_or((value, ""));
    let words = words.replace('-', " ");
    let shown = ShownReceipt { words: words.clone(), act: act.parse().ok(), address: here.from.address.clone() };
    match see_receipt(&here.service.bothy, here.organisation.id, shown).await {
        Ok(Some(receipt)) => page(&receipt_page(&here, &receipt, words)),
        Ok(None) => on_to(&here, "/concern"),
        Err(NotHeard::TooEarly(early)) => {
            let wait = early.next_at.duration_since(here.service.bothy.wall()).as_secs();
            // For whoever watches the log: that somebody tries, never with which words or from where.
            let route = "/concern/receipt";
            tracing::warn!(organisation = %here.organisation.slug, route, why = "too-early", "a try was refused");
            let mut answer = trouble(&here, TroubleKind::Guessed);
            // Never a second too early: what is said is rounded up.
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.max(0).saturating_add(1)));
            answer
        }
        Err(NotHeard::Store(error)) => away(&here, &error),
    }
}

fn receipt_page(here: &Here, receipt: &Receipt, two_words: String) -> ConcernReceipt {
    let clock = |at: Timestamp| words::clock(here.words(), here.wall(at).time());
    let w = here.words();
    let about = words_of(here, receipt.about);
    let [first, second] = &receipt.readers;
    let mut way = vec![WayStep {
        time: clock(receipt.raised_at),
        what: w.t(key("said-told")).to_owned(),
        words: w.say(key("said-told-what")).put("about", about).to_string(),
        to_come: false,
    }];
    way.push(match &receipt.read_by {
        Some((name, at)) => WayStep {
            time: clock(*at),
            what: w.say(key("said-has")).put("name", name).to_string(),
            words: w.t(key("said-has-what")).to_owned(),
            to_come: false,
        },
        None => WayStep {
            // Another day has its name beside the time.
            time: by_words(here, receipt.due_by),
            what: w.say(key("said-read")).put("name", first).to_string(),
            words: w.say(key("said-read-what")).put("second", second).to_string(),
            to_come: true,
        },
    });
    ConcernReceipt {
        frame: here.frame(None),
        sent: w.say(key("said-sent")).put("when", by_words(here, receipt.raised_at)).to_string(),
        two_words,
        way,
        late: receipt.read_by.is_none() && here.now > receipt.due_by,
    }
}
